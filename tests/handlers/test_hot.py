"""Hot items wait for the last alert; products' followers hear of them; who was told by when."""

from typing import Any

import pytest
from sqlalchemy import select, update

from models import catalog, control, curve, follows, opening, people, progress
from models.announcements import ANNOUNCEMENT
from models.outgoing import OUTGOING
from models.people import Person
from tests.handlers.stall import ANNA, BEN, SELLER, SHOP, alerted, kinds, lines, open_stall, spread
from tests.market import MAY, Market, Told

CHLOE, DAO, EVE = 4, 5, 6
FANS = range(100, 160)


@pytest.fixture(autouse=True)
def _stall(market: Market) -> None:
    open_stall(market, started=(ANNA, BEN))
    with market.tx() as tx:
        for person in (CHLOE, *FANS):
            tx.add(Person, {"id": person, "name": f"P{person}", "language": "en", "started": True,
                            "blocked": False, "created_at": MAY})  # fmt: skip
        tx.flush()
        catalog.edit_product(tx, 1, hot=True)
        for person in FANS:
            follows.follow(tx, person, SHOP)


def send(market: Market, about: str = "live:1", most: int = 10_000, apart: int = 0) -> None:
    """Sends alerts of an announcement, so many ms apart, as the sender's marks have them."""
    with market.tx() as tx:
        rows = tx.all(
            select(OUTGOING)
            .where(OUTGOING.c.once.startswith(f"{about}:"), OUTGOING.c.state == "queued")
            .order_by(OUTGOING.c.rank)
            .limit(most)
        )
        for at, row in enumerate(rows, 1):
            values = {"state": "sent", "sent_at": tx.now + at * apart}
            tx.run(update(OUTGOING).where(OUTGOING.c.id == row.id).values(**values))
        tx.run(
            update(ANNOUNCEMENT)
            .where(ANNOUNCEMENT.c.about == about)
            .values(sent=ANNOUNCEMENT.c.sent + len(rows))
        )


def tick(market: Market) -> None:
    """What the clock does."""
    spread(market)
    with market.tx() as tx:
        progress.show(tx)
        control.sweep(tx)
    spread(market)


def early(market: Market, *persons: int) -> None:
    """People who never pressed Start claim the hot scarf in the group."""
    with market.tx() as tx:
        for person in persons:
            people.meet(tx, person, name=f"P{person}", username=None, language="en")
            opening.note_early(tx, 1, 1, person)


def board(market: Market) -> Any:
    with market.tx() as tx:
        row = tx.one(select(OUTGOING).where(OUTGOING.c.board == "control:1"))
    return market._told(row)


async def test_it_opens_when_the_last_alert_is_out_and_the_early_are_told(market: Market) -> None:
    await market.say(SELLER, "/live")
    tick(market)
    for _ in range(2):
        [refused] = await market.say(ANNA, "cf a12")
        assert (refused.kind, refused.facts["why"]) == ("closed", "alerts")
    send(market, most=59)
    tick(market)
    assert kinds(await market.say(BEN, "cf a12")) == ["closed"]
    await market.press(CHLOE, "await:1")
    assert alerted(market, "alert_open") == []
    send(market)
    tick(market)
    tick(market)
    assert alerted(market, "alert_open") == [ANNA, BEN, CHLOE]
    await market.say(ANNA, "cf a12")
    assert lines(market) == [("held", 1)]
    tick(market)
    assert alerted(market, "alert_open") == [ANNA, BEN, CHLOE]


async def test_who_came_early_and_wasn_t_here_hears_of_it_with_their_start(market: Market) -> None:
    await market.say(SELLER, "/live")
    tick(market)
    early(market, DAO, EVE)
    [later] = [one for one in await market.say(DAO, "/start v_1") if one.kind == "opens_later"]
    assert "<b>A12</b> opens as soon as" in later.text
    send(market)
    tick(market)
    assert alerted(market, "alert_open") == [DAO]
    told = await market.say(EVE, "/start v_1")
    assert kinds(told).count("alert_open") == 1
    assert "alert_open" not in kinds(await market.say(EVE, "/start"))


async def test_its_card_says_that_it_isn_t_open(market: Market) -> None:
    def told(cards: list[Told]) -> tuple[str, bool]:
        [card] = cards
        return card.text, any(str(one.data).startswith("take:") for one in card.buttons)

    text, reserve = told(await market.say(ANNA, "/start p_malee-silk_A12"))
    assert "sold live only" in text
    assert not reserve
    await market.say(SELLER, "/live")
    tick(market)
    text, reserve = told(await market.say(ANNA, "/start p_malee-silk_A12"))
    assert "Opens as soon as every follower has been told" in text
    assert not reserve
    send(market)
    tick(market)
    market.told(ANNA)
    text, reserve = told(await market.say(ANNA, "/start p_malee-silk_A12"))
    assert "Opens as" not in text
    assert reserve


async def test_it_is_sold_in_a_show_only(market: Market) -> None:
    await market.say(SELLER, "/live")
    await market.say(SELLER, "/end")
    refused = [(one.kind, one.facts.get("why")) for one in await market.say(ANNA, "cf a12")]
    assert refused == [("closed", "show")], "in the grace time"
    with market.tx() as tx:
        people.edit_shop(tx, SHOP, between_shows=True, closes_at=None)
    market.clock.pass_(minutes=30)
    [told] = await market.say(ANNA, "cf a12")
    assert (told.kind, told.facts["why"]) == ("closed", "show")
    assert kinds(await market.say(ANNA, "cf b7")) == ["held"]
    assert lines(market) == [("held", 1)]


async def test_the_board_says_when_it_opens(market: Market) -> None:
    await market.say(SELLER, "/live")
    tick(market)
    await market.say(SELLER, "/show A12")
    assert "Opens when the last alert is out" in board(market).text
    send(market, most=30)
    market.clock.pass_(seconds=40)
    tick(market)
    assert "Opens in about 45 sec" in board(market).text
    send(market)
    tick(market)
    assert "🔥" not in board(market).text


async def test_lists_mark_what_is_hot(market: Market) -> None:
    await market.say(SELLER, "/live")
    for command in ("/lineup", "/show"):
        [shown] = await market.say(SELLER, command)
        labels = shown.text + "".join(button.label for button in shown.buttons)
        assert labels.count("🔥") == 1


async def test_nobody_is_told_of_what_nobody_waits_for(market: Market) -> None:
    await market.say(SELLER, "/live")
    tick(market)
    send(market)
    tick(market)
    with market.tx() as tx:
        assert [row.about for row in tx.all(select(ANNOUNCEMENT))] == ["live:1"]


async def test_a_product_s_followers_are_told_though_nobody_came_early(market: Market) -> None:
    await market.press(CHLOE, "await:1")
    await market.say(SELLER, "/live")
    tick(market)
    send(market)
    tick(market)
    assert alerted(market, "alert_open") == [CHLOE]


async def test_a_paused_show_opens_nothing_until_it_goes_on(market: Market) -> None:
    await market.say(SELLER, "/live")
    tick(market)
    await market.say(ANNA, "cf a12")
    await market.say(SELLER, "/pause")
    send(market)
    tick(market)
    assert alerted(market, "alert_open") == []
    await market.say(SELLER, "/resume")
    tick(market)
    assert alerted(market, "alert_open") == [ANNA]


async def test_alerts_go_out_in_another_order_each_time(market: Market) -> None:
    orders = []
    for number in (1, 2):
        await market.say(SELLER, f"/live Show {number}")
        spread(market)
        with market.tx() as tx:
            rows = tx.all(
                select(OUTGOING.c.chat_id)
                .where(OUTGOING.c.once.startswith(f"live:{number}:"))
                .order_by(OUTGOING.c.rank)
            )
        orders.append([row.chat_id for row in rows])
        await market.say(SELLER, "/end")
    assert sorted(orders[0]) == sorted(orders[1]) == list(FANS)
    assert list(FANS) != orders[0] != orders[1] != list(FANS)


async def test_the_curve_tells_who_was_told_by_when(market: Market) -> None:
    await market.say(SELLER, "/live")
    spread(market)
    send(market, apart=1000)
    with market.tx() as tx:
        found = curve.delivery_curve(tx, "live:1")
        assert curve.delivery_curve(tx, "live:9") == ()
    assert found[0] == (0, 0)
    assert found[-1] == (60_000, 60)
    assert len(found) <= curve.POINTS
    assert list(found) == sorted(found)
    quarters = [next(at for at, told in found if told >= share) for share in (15, 30, 45, 60)]
    assert [round(at / 1000) for at in quarters] == [15, 31, 46, 60]


async def test_the_curve_of_one_moment_is_one_step(market: Market) -> None:
    await market.say(SELLER, "/live")
    spread(market)
    with market.tx() as tx:
        assert curve.delivery_curve(tx, "live:1") == ()
    send(market)
    with market.tx() as tx:
        assert curve.delivery_curve(tx, "live:1") == ((0, 0), (0, 60))
