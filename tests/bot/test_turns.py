"""The turn pump: order, commits, rows that fail, and presses that must be answered."""

from collections.abc import Callable, Sequence
from typing import Any

import orjson
import pytest
from sqlalchemy import Row, select

from bot.turns import BATCH, Turns
from models import catalog, history, incoming, people
from models.history import HISTORY
from models.incoming import INCOMING, TRIES
from models.reservations import RESERVATION
from models.tx import Tx
from tests.market import MAY, Market

SELLER, ANNA, BRUNO, CHAI = 1, 2, 3, 4


@pytest.fixture(autouse=True)
def shop(market: Market) -> None:
    """A shop with two units of A12."""
    with market.tx() as tx:
        people.meet(tx, SELLER, name="Malee", username=None, language="en")
        people.open_shop(
            tx, slug="malee", name="Malee", owner_id=SELLER, currency="THB", zone="Asia/Bangkok"
        )
        catalog.add_product(
            tx, shop_id=1, code="A12", key="A12", title="Scarf", price=39000, stock=2
        )


def comment(seq: int, person: int, *, after: int = 0, text: str = "cf a12") -> dict[str, Any]:
    """A message ``after`` seconds from the beginning."""
    return {
        "update_id": seq,
        "message": {
            "message_id": seq, "date": MAY // 1000 + after, "text": text,
            "from": {"id": person, "is_bot": False, "first_name": f"P{person}"},
            "chat": {"id": person, "type": "private"},
        },
    }  # fmt: skip


def receive(market: Market, *updates: dict[str, Any], source: str = "telegram") -> None:
    """Keeps updates as the intake does."""
    with market.tx() as tx:
        for update in updates:
            seq, at = update["update_id"], update.get("message", {}).get("date", MAY // 1000)
            body = orjson.dumps(update).decode()
            incoming.receive(tx, source, [(str(seq), at * 1000, seq, body)])


async def drain(market: Market, **sources: Callable[[Tx, Row[Any]], None]) -> int:
    """Decides what is due; ``sources`` decide rows that aren't Telegram's."""
    async with market.store:
        return await Turns(market.store, sources).drain()


def rows(market: Market) -> Sequence[Row[Any]]:
    """The incoming rows by update id."""
    with market.tx() as tx:
        return tx.all(select(INCOMING).order_by(INCOMING.c.seq))


def holders(market: Market) -> list[int]:
    """Who holds a unit, in the order of their claims."""
    with market.tx() as tx:
        held = select(RESERVATION.c.person_id).where(RESERVATION.c.state == "held")
        return [row.person_id for row in tx.all(held.order_by(RESERVATION.c.id))]


def fall_over(tx: Tx, row: Row[Any]) -> None:
    """Decides something, then raises."""
    history.note(tx, "fell_over")
    raise RuntimeError(f"row {row.seq}")


async def test_it_decides_by_date_then_update_id(market: Market) -> None:
    receive(market, comment(7, BRUNO, after=1), comment(9, CHAI), comment(8, ANNA))
    assert await drain(market) == 3
    assert holders(market) == [ANNA, CHAI]
    assert [told.kind for told in market.told(BRUNO)] == ["waiting"]
    assert [(row.state, row.done_at) for row in rows(market)] == [("done", MAY)] * 3


async def test_it_goes_on_past_the_first_batch(market: Market) -> None:
    receive(market, *(comment(seq, 100 + seq) for seq in range(1, 2 * BATCH + 2)))
    assert await drain(market) == 2 * BATCH + 1
    assert {row.state for row in rows(market)} == {"done"}


async def test_it_decides_the_others_when_one_row_fails(market: Market) -> None:
    receive(market, comment(1, ANNA), comment(3, BRUNO, after=2), comment(4, CHAI, after=3))
    receive(market, comment(2, ANNA, after=1), source="shaky")
    await drain(market, shaky=fall_over)
    assert holders(market) == [ANNA, BRUNO]
    told = [market.told(person) for person in (ANNA, BRUNO, CHAI)]
    assert [[one.kind for one in each] for each in told] == [["held"], ["held"], ["waiting"]]
    assert [row.state for row in rows(market)] == ["done", "later", "done", "done"]


async def test_it_keeps_nothing_of_a_turn_that_failed(market: Market) -> None:
    receive(market, comment(1, ANNA), source="shaky")
    await drain(market, shaky=fall_over)
    with market.tx() as tx:
        assert tx.all(select(HISTORY).where(HISTORY.c.what == "fell_over")) == []
    [row] = rows(market)
    assert (row.state, row.attempts, row.error) == ("later", 1, "RuntimeError('row 1')")


async def test_it_tries_a_failed_row_later_each_time_then_sets_it_aside(market: Market) -> None:
    receive(market, comment(1, ANNA), source="shaky")
    pauses = []
    for _ in range(TRIES - 1):
        assert await drain(market, shaky=fall_over) == 1
        assert await drain(market, shaky=fall_over) == 0
        [row] = rows(market)
        pauses.append((row.due - market.clock.now) // 1000)
        market.clock.now = row.due
    await drain(market, shaky=fall_over)
    assert pauses == [1, 4, 16, 64]
    assert [(row.state, row.attempts) for row in rows(market)] == [("aside", TRIES)]
    market.clock.pass_(minutes=60)
    assert await drain(market, shaky=fall_over) == 0


async def test_it_decides_a_row_that_fails_only_once(market: Market) -> None:
    failures = [RuntimeError("a moment")] * 2

    def shaky(tx: Tx, row: Row[Any]) -> None:
        if failures:
            raise failures.pop()
        history.note(tx, "came_back")

    receive(market, comment(1, ANNA), source="shaky")
    await drain(market, shaky=shaky)
    market.clock.pass_(seconds=1)
    await drain(market, shaky=shaky)
    assert [(row.state, row.attempts) for row in rows(market)] == [("done", 1)]
    with market.tx() as tx:
        assert len(tx.all(select(HISTORY).where(HISTORY.c.what == "came_back"))) == 1


@pytest.mark.parametrize(
    "unreadable",
    [
        {"message": {"from": {"id": ANNA}}},
        {"message": {"from": ANNA}},
        {"callback_query": {"id": "x"}},
        {"callback_query": "x"},
    ],
)
async def test_it_sets_an_unreadable_update_aside(
    market: Market, unreadable: dict[str, Any]
) -> None:
    with market.tx() as tx:
        body = orjson.dumps({"update_id": 1, **unreadable}).decode()
        incoming.receive(tx, "telegram", [("1", MAY, 1, body)])
    for seq in range(2, 2 + TRIES):
        receive(market, comment(seq, ANNA, after=seq))
        await drain(market)
        market.clock.pass_(minutes=2)
    assert [row.state for row in rows(market)] == ["aside"] + ["done"] * TRIES


async def test_it_owns_up_to_who_wrote_what_it_cannot_decide(market: Market) -> None:
    with market.tx() as tx:
        people.meet(tx, ANNA, name="P2", username=None, language="en")
        tx.run(people.PERSON.update().where(people.PERSON.c.id == ANNA).values(looking_at=99))
    receive(market, comment(1, ANNA))
    for _ in range(TRIES):
        await drain(market)
        market.clock.pass_(minutes=2)
    assert [told.kind for told in market.told(ANNA)] == ["our_fault"]
    assert [row.state for row in rows(market)] == ["aside"]


@pytest.mark.parametrize("data", ["take:1:1", "nonsense", "take:999:1", "", "take:1:1:1"])
async def test_it_answers_every_press_once(market: Market, data: str) -> None:
    told = await market.press(ANNA, data)
    assert [one.method for one in told].count("answer") == 1


async def test_it_answers_a_press_on_a_message_that_is_too_old_to_see(market: Market) -> None:
    press = {"id": "p1", "from": {"id": ANNA, "is_bot": False, "first_name": "P2"}, "data": "x"}
    receive(market, {"update_id": 1, "callback_query": press})
    await drain(market)
    assert [told.kind for told in market.told(ANNA)] == ["old_button"]


async def test_it_does_not_answer_telegrams_own_notices(market: Market) -> None:
    pinned = {"message_id": 3, "date": 0, "chat": {"id": 2, "type": "private"}}
    assert await market.say(2, "", pinned_message=pinned) == []
    assert await market.say(2, "", message_auto_delete_timer_changed={}) == []
    assert len(await market.say(2, "", sticker={"file_id": "x"})) == 1


async def test_it_passes_over_what_says_nothing(market: Market) -> None:
    receive(market, {"update_id": 1, "poll": {"id": "1"}}, {"update_id": 2})
    assert await drain(market) == 2
    assert [row.state for row in rows(market)] == ["done", "done"]
