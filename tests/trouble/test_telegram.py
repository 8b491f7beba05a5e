"""Telegram fails, is slow, loses answers, asks for silence: everybody hears in the end."""

from typing import Any

import pytest

from sandbox.telegram.people import User
from tests.town import Town, count, newest

pytestmark = pytest.mark.asyncio(loop_scope="session")


POLLS: tuple[dict[str, Any], ...] = (
    {"status": 500}, {"status": 502}, {"drop": "before"}, {"drop": "after"}, {"garbage": True},
    {"status": 409}, {"status": 429, "retry_after": 1},
)  # fmt: skip


async def _settled(here: Town) -> None:
    await here.until_rows("SELECT count(*) FROM outgoing WHERE state NOT IN ('sent', 'gave_up')", 0)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("500", {"status": 500}),
        ("502", {"status": 502}),
        ("429", {"status": 429, "retry_after": 1}),
        ("before", {"drop": "before"}),
        ("after", {"drop": "after"}),
        ("garbage", {"garbage": True}),
        ("slow", {"seconds": 1.0}),
    ],
)
async def test_everybody_is_answered_in_the_end(
    here: Town, name: str, fault: dict[str, Any]
) -> None:
    await here.shop("Malee", f"s{name}", "A12 Silk scarf 390 x2")
    people = [await here.buyer(f"B{number}", f"s{name}") for number in range(4)]
    before = {one.id: newest(one) for one in people}
    lost = name in ("before", "after", "garbage")
    for one in people:
        times = 1 if lost else 3
        here.telegram.fault("sendMessage", chat_id=one.id, times=times, **fault)
        one.say("a12")
    for place, one in enumerate(people):
        wanted = "is yours" if place < 2 else "waitlist"
        await here.hears(one, wanted, after=before[one.id])
    await _settled(here)
    twice = name in ("after", "garbage")
    for one in people:
        told = [message for message in one.inbox if message["message_id"] > before[one.id]]
        assert len(told) == (2 if twice else 1)
    extra = sum(len(one.inbox) for one in people) - _sent(here, [one.id for one in people])
    assert extra == (4 if twice else 0)


async def _hears_more(here: Town, user: User, upto: int) -> None:
    """Waits until the bot's newest message has at least this id."""
    await here.until(lambda: newest(user) >= upto)


def _sent(here: Town, people: list[int]) -> int:
    marks = ", ".join("?" * len(people))
    query = f"""SELECT count(*) AS n FROM outgoing
                WHERE state = 'sent' AND method = 'send' AND chat_id IN ({marks})"""
    return int(here.rows(query, *people)[0]["n"])


async def test_updates_are_heard_when_telegram_is_back(here: Town) -> None:
    await here.shop("Malee", "polls", "A12 Silk scarf 390 x9")
    anna = await here.buyer("Anna", "polls")
    for fault in POLLS:
        before = newest(anna)
        here.telegram.fault("getUpdates", times=1, **fault)
        anna.say("/cart")
        anna.say("/orders")
        await _hears_more(here, anna, before + 4)
    await _settled(here)
    asked = here.rows("SELECT count(*) AS n FROM outgoing WHERE chat_id = ? AND kind = 'cart'",
                      anna.id)  # fmt: skip
    assert asked == [{"n": 7}]


async def test_who_left_ends_their_messages_and_nobody_elses(here: Town) -> None:
    seller = await here.shop("Malee", "gone", "A12 Silk scarf 390 x1")
    people = [here.telegram.user(name) for name in ("Stays", "Blocks", "Vanishes")]
    for one in people:
        await here.open(one, "f_gone")
        await here.ask(one, "a12")
    people[1].block()
    people[2].vanish()
    seller.say("/live Silk tonight")
    await here.hears(people[0], "is live")
    await here.hears(seller, "Alerts for Silk tonight")
    await _settled(here)
    states = here.rows(
        "SELECT chat_id, state FROM outgoing WHERE announcement_id = (SELECT max(id) FROM"
        " announcement) AND kind = 'alert_live' ORDER BY chat_id"
    )  # fmt: skip
    stays, _, vanished = people
    assert states == [
        {"chat_id": stays.id, "state": "sent"}, {"chat_id": vanished.id, "state": "gave_up"},
    ], "nothing is even written for who blocked us"  # fmt: skip
    assert count(people[0], "is live") == 1


async def test_a_wrong_edit_is_said_anew(here: Town) -> None:
    await here.shop("Malee", "edits", "A12 Silk scarf 390 x1")
    anna = await here.buyer("Anna", "edits")
    await here.ask(anna, "/cart")
    await here.ask(anna, "a12")
    shown = await here.ask(anna, "/cart")
    here.telegram.fault(
        "editMessageText", status=400, description="Bad Request: message to edit not found"
    )
    before = newest(anna)
    anna.stale_press(shown, "cart:0")
    await here.hears(anna, "Your cart", after=before)
    await _settled(here)
