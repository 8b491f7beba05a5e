"""The eyes: pictures fetched from Telegram, looked at, decided once, whatever goes wrong."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select
from telegram import Bot

from bot import eyes
from bot.eyes import Eyes
from models import catalog, people, photos, screenshots, shows
from models.outgoing import OUTGOING
from models.photos import PHOTO
from models.reservations import RESERVATION
from models.store import Store
from models.tx import Tx
from sandbox.street.goods import GOODS
from sandbox.telegram import Telegram
from tests.bot.post import eventually
from tests.bot.viewing import (
    ANNA,
    SELLER,
    decided,
    frame,
    held,
    looking,
    photo_of,
    rows,
    sent,
    told,
)


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries again at once: the pauses themselves are counted in their own test."""
    monkeypatch.setattr(eyes, "FIRST_PAUSE", 1)


@pytest.fixture
async def shop(store: Store, telegram: Telegram) -> Store:
    """Malee's shop, live, with two of the street's goods; the first is on screen."""
    covers = [photo_of(telegram, good.picture.read_bytes()) for good in GOODS[:3]]

    def job(tx: Tx) -> None:
        for person in (SELLER, ANNA):
            people.meet(tx, person, name=f"P{person}", username=None, language="en")
        people.open_shop(
            tx, slug="malee", name="Malee", owner_id=SELLER, currency="THB", zone="Asia/Bangkok"
        )
        for good, cover in zip(GOODS[:3], covers, strict=True):
            catalog.add_product(
                tx, shop_id=1, code=good.code, key=good.code, title=good.title, price=39000,
                stock=2, photo=cover,
            )  # fmt: skip
        show, _ = shows.go_live(tx, people.shop(tx, 1), "Friday", None)
        shows.put_on_screen(tx, show.id, 1)

    await store.write(job)
    return store


async def test_it_reads_the_code_and_reserves(shop: Store, bot: Bot, telegram: Telegram) -> None:
    async with looking(shop, bot):
        await sent(shop, photo_of(telegram, frame(shop)))
        row = (await decided(shop))[0]
    assert (row.state, row.screening_id) == ("claimed", 1)
    assert await told(shop) == ["held"]


async def test_it_finds_the_likest_product_without_a_code(
    shop: Store, bot: Bot, telegram: Telegram
) -> None:
    looker = Eyes(shop, bot)
    while await looker.learn():
        pass
    await sent(shop, photo_of(telegram, frame(shop, code=False, good=2)))
    await looker.look()
    assert await told(shop) == ["picture_which"]
    query = select(OUTGOING).where(OUTGOING.c.kind == "picture_which")
    found = await shop.read(lambda tx: tx.one(query))
    assert found is not None
    others = found.facts[found.facts.index('"others"') :]
    assert others.index(GOODS[2].code) < (others + GOODS[1].code).index(GOODS[1].code)


async def test_it_learns_what_products_look_like(shop: Store, bot: Bot) -> None:
    async with looking(shop, bot):

        async def so() -> bool:
            return not await shop.read(lambda tx: photos.unseen(tx, 1))

        await eventually(so, 20)
    prints = await shop.read(lambda tx: photos.fingerprints(tx, [1, 2, 3]))
    assert [product for product, _ in prints] == [1, 2, 3]


async def test_a_product_photo_that_is_gone_is_looked_for_once(shop: Store, bot: Bot) -> None:
    await shop.write(lambda tx: catalog.edit_product(tx, 1, photo="gone"))
    looker = Eyes(shop, bot)
    while await looker.learn():
        pass
    query = select(PHOTO.c.fingerprint).where(PHOTO.c.file_id == "gone")
    assert await shop.read(lambda tx: tx.scalar(query)) == ""
    assert await shop.read(lambda tx: len(photos.fingerprints(tx, [1, 2, 3]))) == 2


@pytest.mark.parametrize(
    "trouble",
    [{"status": 500}, {"status": 502}, {"drop": "before"}, {"drop": "after"}, {"garbage": True},
     {"status": 429, "retry_after": 1}],
    ids=lambda trouble: "-".join(map(str, trouble.values())),
)  # fmt: skip
async def test_a_failure_that_passes_is_outlasted(
    shop: Store, bot: Bot, telegram: Telegram, trouble: dict[str, Any]
) -> None:
    await sent(shop, photo_of(telegram, frame(shop)))
    telegram.fault("getFile", times=2, **trouble)
    async with looking(shop, bot):
        row = (await decided(shop))[0]
    assert row.state == "claimed"
    assert row.attempts > 1


async def test_a_failure_that_lasts_ends_with_a_suggestion(
    shop: Store, bot: Bot, telegram: Telegram
) -> None:
    await sent(shop, photo_of(telegram, frame(shop)))
    telegram.fault("getFile", times=99, status=500)
    async with looking(shop, bot):
        row = (await decided(shop))[0]
    assert (row.state, row.attempts) == ("asked", eyes.TRIES)
    assert await told(shop) == ["picture_which"]


async def test_the_pauses_grow(
    shop: Store, bot: Bot, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(eyes, "FIRST_PAUSE", 1000)
    await sent(shop, photo_of(telegram, frame(shop)))
    telegram.fault("getFile", times=1, status=500)
    looker = Eyes(shop, bot)
    assert await looker.look() == 1
    assert await looker.look() == 0
    row = (await rows(shop))[0]
    assert row.state == "new"
    assert 500 < row.due - shop.clock() <= 1000


async def test_a_picture_that_telegram_lost_is_asked_about_at_once(shop: Store, bot: Bot) -> None:
    await sent(shop, "gone")
    assert await Eyes(shop, bot).look() == 1
    assert await told(shop) == ["picture_which"]


async def test_a_file_that_is_too_large_is_not_fetched(
    shop: Store, bot: Bot, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(eyes, "LARGEST", 1000)
    await sent(shop, photo_of(telegram, frame(shop)))
    assert await Eyes(shop, bot).look() == 1
    assert await told(shop) == ["picture_which"]


async def test_a_killed_worker_s_pictures_are_taken_up(
    shop: Store, bot: Bot, telegram: Telegram
) -> None:
    await sent(shop, photo_of(telegram, frame(shop)))
    await shop.write(lambda tx: screenshots.lease(tx, 10, "dead", tx.now + 1_000_000))
    async with looking(shop, bot):
        assert (await decided(shop))[0].state == "claimed"
    assert await held(shop) == 1


async def test_a_picture_that_ends_every_worker_is_not_looked_at_again(
    shop: Store, bot: Bot, telegram: Telegram
) -> None:
    await sent(shop, photo_of(telegram, frame(shop)))
    for _ in range(eyes.TRIES):
        await shop.write(lambda tx: screenshots.lease(tx, 10, "dead", tx.now + 1_000_000))
        await shop.write(screenshots.take_over)
    await Eyes(shop, bot).look()
    assert await told(shop) == ["picture_which"]


async def test_a_picture_that_ended_meanwhile_is_not_put_back(shop: Store) -> None:
    await sent(shop, "gone")
    [leased] = await shop.write(lambda tx: screenshots.lease(tx, 1, "mine", tx.now + 1_000_000))
    await shop.write(lambda tx: screenshots.move(tx, leased.id, ("leased",), "ended"))
    await shop.write(lambda tx: screenshots.later(tx, leased.id, "mine", tx.now))
    assert [row.state for row in await rows(shop)] == ["ended"]


async def test_a_worker_that_lost_its_lease_decides_nothing(
    shop: Store, bot: Bot, telegram: Telegram
) -> None:
    await sent(shop, photo_of(telegram, frame(shop)))
    one, other = Eyes(shop, bot), Eyes(shop, bot)
    telegram.fault("getFile", times=1, seconds=0.5)
    slow = asyncio.create_task(one.look())

    async def leased() -> bool:
        return bool((await rows(shop))[0].state == "leased")

    await eventually(leased)
    await shop.write(screenshots.take_over)
    assert await other.look() == 1
    await slow
    assert await told(shop) == ["held"]
    assert await held(shop) == 1


async def test_many_pictures_at_once_are_all_decided_in_order(
    shop: Store, bot: Bot, telegram: Telegram
) -> None:
    file_id = photo_of(telegram, frame(shop))
    for number in range(12):
        await sent(shop, file_id, number)
    async with looking(shop, bot):
        found = await decided(shop)
    assert {row.state for row in found} == {"claimed"}
    query = select(RESERVATION.c.seq, RESERVATION.c.state).order_by(RESERVATION.c.said_at,
                                                                     RESERVATION.c.seq)  # fmt: skip
    made = await shop.read(lambda tx: tx.all(query))
    assert [row.state for row in made].count("held") == 2
    assert len(made) == 12
