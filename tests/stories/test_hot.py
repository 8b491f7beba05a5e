"""A hot item opens when the last alert is out: nobody is first for having been told first."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.town import count, text, town


async def test_a_hot_item_opens_when_everybody_was_told(folder: Path) -> None:
    async with town(folder, limits=True) as here:
        seller = await here.shop("Ubon", "ubon", "U1 Silk scarf 390 x1", "U2 Bowl 250 x5")
        fans = [here.telegram.user(f"Fan {number}") for number in range(60)]
        for fan in fans:
            fan.say("/start f_ubon")
        await here.until_rows("SELECT count(*) FROM follow", len(fans))
        with closing(sqlite3.connect(here.program.database)) as base:
            base.execute("UPDATE product SET hot = 1 WHERE code = 'U1'")
            base.commit()
        early, late = fans[0], fans[1]

        seller.say("/live Silk tonight")
        await here.until(lambda: any(count(fan, "🔴") for fan in fans))
        early.say("cf u1")
        await here.hears(early, "opens as soon as every follower has been told")
        seller.say("/show U1")
        await here.hears(early, "U1", "is open now")
        assert all(count(fan, "🔴") for fan in fans)
        assert count(late, "is open now") == 0
        assert "yours" in text(await here.ask(late, "u1"))
        assert "waitlist" in text(await here.ask(early, "u1"))
        here.check_manners()
