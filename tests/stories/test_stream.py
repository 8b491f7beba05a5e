"""A Telegram live stream plans, starts and ends the show by itself, whatever happens in between."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from tests.stories.test_groups import GOODS, answered, linked
from tests.town import Town, count, town


def let_pass(here: Town, seconds: int) -> None:
    """The stream broke off so much earlier."""
    with closing(sqlite3.connect(here.program.database, timeout=30)) as base:
        base.execute(
            "UPDATE show SET stream_ended_at = stream_ended_at - ?", (seconds * 1000,)
        )  # fmt: skip
        base.commit()


async def test_a_stream_is_a_show(folder: Path) -> None:
    async with town(folder) as here:
        seller = await here.shop("Malee", "malee", *GOODS)
        anna = await here.buyer("Anna", "malee")
        await here.open(anna, "f_malee")
        group = await linked(here, seller, anna, title="Fans")
        group.schedule_stream(int(time.time()) + 3600)
        await here.hears(seller, "Fans", "planned for")
        group.start_stream()
        await here.hears(anna, "🔴", "is live")
        await here.hears(seller, "You're live")
        await answered(here, anna.say("A12", chat_id=group.id), "👍")

        group.flap(3)
        await here.restart()
        group.flap()
        await here.until_rows("SELECT count(*) FROM show WHERE stream_ended_at IS NULL", 1)
        group.end_stream()
        await here.until_rows("SELECT count(*) FROM show WHERE stream_ended_at IS NULL", 0)
        let_pass(here, 60)
        await answered(here, anna.say("B7", chat_id=group.id), "👍")
        let_pass(here, 60)
        await here.until_rows("SELECT state FROM show", "ended")
        await answered(here, anna.say("B7", chat_id=group.id), "👍")
        await here.until(lambda: count(seller, "Malee") and count(anna, "is live") == 1)
        assert here.rows("SELECT count(*) AS n FROM show") == [{"n": 1}]
        here.check_manners()
