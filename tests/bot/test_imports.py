"""The import pump: files fetched from Telegram, checked, put in, whatever goes wrong."""

import sys
from typing import Any

import orjson
import pytest
from sqlalchemy import Row, select
from telegram import Bot

from bot import imports
from bot.imports import Imports
from models import catalog, people, uploads
from models.outgoing import OUTGOING
from models.store import Store
from models.tx import Tx
from models.uploads import UPLOAD
from sandbox.telegram import Telegram

SELLER = 1
TABLE = "code;title;price;stock\nA1;Città;19,90;5\nA2;Cup;;1\n"


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries again at once."""
    monkeypatch.setattr(imports, "FIRST_PAUSE", 0)


@pytest.fixture
async def shop(store: Store) -> Store:
    """A shop with nothing in it."""

    def job(tx: Tx) -> None:
        people.meet(tx, SELLER, name="Malee", username=None, language="en")
        people.open_shop(
            tx, slug="malee", name="Malee", owner_id=SELLER, currency="EUR", zone="Europe/Rome"
        )

    await store.write(job)
    return store


async def send(store: Store, telegram: Telegram, data: bytes) -> None:
    """A seller's file has come."""
    file_id = telegram.world.files.document(data, "goods.csv")["file_id"]
    await begin(store, str(file_id))


async def begin(store: Store, file_id: str) -> None:
    await store.write(
        lambda tx: uploads.begin(
            tx, source=f"m:{file_id}", shop_id=1, person_id=SELLER, file_id=file_id
        )
    )


async def work(store: Store, bot: Bot) -> None:
    pump = Imports(store, bot)
    while await pump.work():
        pass


async def told(store: Store) -> list[tuple[str, dict[str, Any]]]:
    """What the seller was told: kind and facts."""
    rows: list[Row[Any]] = list(
        await store.read(lambda tx: tx.all(select(OUTGOING).order_by(OUTGOING.c.id)))
    )
    return [(row.kind, orjson.loads(row.facts)) for row in rows]


async def state(store: Store) -> str:
    return str(await store.read(lambda tx: tx.scalar(select(UPLOAD.c.state))))


async def test_it_fetches_checks_and_imports(shop: Store, bot: Bot, telegram: Telegram) -> None:
    await send(shop, telegram, TABLE.encode("cp1252"))
    await work(shop, bot)
    [(kind, facts)] = await told(shop)
    assert (kind, facts["good"], facts["bad"], facts["new"]) == ("import_report", 1, 1, 1)
    assert await state(shop) == "checked"
    await shop.write(lambda tx: uploads.move(tx, 1, "checked", "wanted"))
    await work(shop, bot)
    assert [kind for kind, _ in await told(shop)] == ["import_report", "import_done"]
    rows = await shop.read(lambda tx: catalog.items(tx, 1))
    assert [(row.title, row.price, row.free) for row in rows] == [("Città", 1990, 5)]
    assert await state(shop) == "done"


async def test_it_imports_five_thousand_products(shop: Store, bot: Bot, telegram: Telegram) -> None:
    turn = sys.getswitchinterval()
    rows = "".join(f"N{number};Thing {number};5;{number % 9}\n" for number in range(5000))
    await send(shop, telegram, f"code;title;price;stock\n{rows}".encode())
    await work(shop, bot)
    await shop.write(lambda tx: uploads.move(tx, 1, "checked", "wanted"))
    await work(shop, bot)
    assert sys.getswitchinterval() == pytest.approx(turn)
    facts = [facts for _, facts in await told(shop)]
    assert (facts[0]["good"], facts[0]["bad"], facts[1]["count"]) == (5000, 0, 5000)
    items = await shop.read(lambda tx: catalog.items(tx, 1))
    assert [(row.code, row.free) for row in items] == [(f"N{n}", n % 9) for n in range(5000)]


async def test_it_says_so_if_telegram_has_no_such_file(shop: Store, bot: Bot) -> None:
    await begin(shop, "nothing")
    await work(shop, bot)
    [(kind, facts)] = await told(shop)
    assert (kind, facts["reason"]) == ("import_problem", "gone")
    assert await state(shop) == "failed"


async def test_it_tries_again_while_telegram_fails(
    shop: Store, bot: Bot, telegram: Telegram
) -> None:
    await send(shop, telegram, TABLE.encode())
    telegram.fault("getFile", status=500, times=2)
    await work(shop, bot)
    assert [kind for kind, _ in await told(shop)] == ["import_report"]


async def test_it_gives_a_file_up_in_the_end(shop: Store, bot: Bot, telegram: Telegram) -> None:
    await send(shop, telegram, TABLE.encode())
    telegram.fault("getFile", status=500, times=50)
    await work(shop, bot)
    [(kind, facts)] = await told(shop)
    assert (kind, facts["reason"]) == ("import_problem", "gone")


async def test_a_worker_that_was_killed_leaves_its_file_to_the_next(
    shop: Store, bot: Bot, telegram: Telegram
) -> None:
    await send(shop, telegram, TABLE.encode())
    await shop.write(lambda tx: uploads.lease(tx, "killed", tx.now + 60_000))
    assert not await Imports(shop, bot).work()
    await shop.write(uploads.take_over)
    await work(shop, bot)
    assert await state(shop) == "checked"


async def test_a_file_that_grew_too_big_isnt_downloaded(
    shop: Store, bot: Bot, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.sheet.LARGEST", 10)
    await send(shop, telegram, TABLE.encode())
    await work(shop, bot)
    [(kind, facts)] = await told(shop)
    assert (kind, facts["reason"]) == ("import_problem", "too_big")
