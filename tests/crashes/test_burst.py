"""kill -9 in a burst of claims, a fan-out and a conversation, all at once."""

import random
from pathlib import Path

from tests.crashes.storm import Storm
from tests.town import count, newest, standins, text

STOCK, BUYERS, FOLLOWERS = 40, 120, 300
CONVERSATION = (
    ("/sell", "What is your shop called?"),
    ("Nok Toys", "short name"),
    ("nok", "currency"),
    ("THB", "Flat rate"),
    ("50", "Your shop is open!"),
)


async def test_claims_alerts_and_a_conversation_survive_kills(folder: Path) -> None:
    async with standins(folder) as here:
        storm = Storm(here, random.Random(1))
        await here.program.start()
        seller = await here.shop("Malee", "malee", f"A12 Silk scarf 390 x{STOCK}")
        nok = here.telegram.user("Nok")
        crowd = [here.telegram.user(f"P{number}") for number in range(FOLLOWERS)]
        for one in crowd:
            one.start("f_malee")
        await here.until(lambda: all(one.inbox for one in crowd))
        since = {one.id: newest(one) for one in crowd}
        await storm.kill()

        buyers = crowd[:BUYERS]
        seller.say("/live Silk tonight")
        for number, buyer in enumerate(buyers):
            if number % 24 == 0:
                nok.say(CONVERSATION[number // 24][0])
            buyer.say("cf a12")
            if number % 24 == 23:
                await storm.strike(60)
        await storm.calm()

        assert storm.kills == 6
        for _, answer in CONVERSATION:
            assert count(nok, answer) >= 1
        for place, buyer in enumerate(buyers):
            told = [text(one) for one in buyer.inbox if one["message_id"] > since[buyer.id]]
            wanted = "is yours" if place < STOCK else f"lace: {place - STOCK + 1}."
            if place == STOCK:
                wanted = "You are next"
            assert [one for one in told if wanted in one], told
        assert all(count(one, "is live") >= 1 for one in crowd)
        assert count(seller, "You're live") >= 1
        await storm.check([seller, nok, *crowd])
