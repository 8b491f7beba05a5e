"""A show from the plan to its reminder: asked for by a link, moved, started, cancelled."""

import sqlite3
from contextlib import closing

import pytest

from tests.town import Town, buttons, count, data, link, text

pytestmark = pytest.mark.asyncio(loop_scope="session")


def hurry(here: Town, title: str) -> None:
    """Lets the time of a show's reminder come."""
    with closing(sqlite3.connect(here.program.database)) as base:
        base.execute("UPDATE show SET remind_at = 1 WHERE title = ?", [title])
        base.commit()


async def test_a_show_is_planned_and_whoever_wants_is_reminded(here: Town) -> None:
    seller = await here.shop("Pimchan", "pimchan", "P1 Silk scarf 390 x3", "P2 Bowl 250 x2")
    anna = await here.buyer("Anna", "pimchan")
    bruno = here.telegram.user("Bruno", language_code="it")
    await here.open(bruno, "f_pimchan")

    assert "What is the show called?" in text(await here.ask(seller, "/schedule"))
    assert "When is it?" in text(await here.ask(seller, "Spring silk"))
    assert "can't read" in text(await here.ask(seller, "one of these days"))
    assert "Where can it be watched?" in text(await here.ask(seller, "พรุ่งนี้ 2 ทุ่ม"))
    assert "A cover?" in text(await here.ask(seller, "https://live.example.com/pim"))
    card = await here.ask(seller, "skip")
    assert "Planned!" in text(card)
    number = data(card, "startshow").split(":")[1]
    await here.ask(seller, "/lineup P2 P1")

    shown = await here.open(anna, f"v_{number}")
    assert "is coming up" in text(shown)
    assert text(shown).index("P2") < text(shown).index("P1")
    assert link(shown, "Where to watch") == "https://live.example.com/pim"
    assert "remind you" in await here.press(anna, "remind")

    await here.press(seller, "showwhen", card)
    await here.ask(seller, "Friday 21:00")
    assert "new time" in text(await here.hears(anna, "Spring silk", "9:00"))
    assert count(bruno, "Spring silk") == 0, "who was told nothing needn't know"

    hurry(here, "Spring silk")
    reminder = await here.hears(anna, "begins at")
    assert link(reminder, "Watch") == "https://live.example.com/pim"
    await here.until(lambda: count(bruno, "Spring silk") == 1)
    hurry(here, "Spring silk")
    await here.restart()
    assert "silk" in text(await here.ask(seller, "/shows")).lower()

    await here.press(seller, "startshow", card)
    await here.press(seller, "startnow")
    await here.hears(seller, "You're live")
    await here.hears(seller, "Nothing is on screen yet")
    seller.say("/next")
    await here.hears(seller, "📺 P2")
    await here.until(lambda: count(bruno, "Spring silk") == 2)
    assert count(anna, "begins at") == 1
    await here.ask(seller, "/end")


async def test_a_cancelled_show_is_told_to_who_asked_for_it(here: Town) -> None:
    seller = await here.shop("Quan", "quan", "Q1 Lamp 100 x1")
    anna = await here.buyer("Anna", "quan")
    card = await here.ask(seller, "/schedule tomorrow 8pm Lamps")
    number = data(card, "startshow").split(":")[1]
    await here.open(anna, f"v_{number}")
    await here.press(anna, "remind")
    await here.press(seller, "showcancel", card)
    await here.press(seller, "showcancelnow")
    await here.hears(anna, "Lamps", "is cancelled")
    await here.hears(seller, "Cancelled.")
    gone = await here.open(anna, f"v_{number}")
    assert "is cancelled" in text(gone)
    assert not any("Remind" in button["text"] for button in buttons(gone))
