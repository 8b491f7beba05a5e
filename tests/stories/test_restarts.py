"""Every conversation goes on where it was, whatever the program did between two answers."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image

from sandbox.telegram.people import User
from tests.town import Town, buttons, count, newest, text, texts, town


def _picture(folder: Path) -> bytes:
    file = folder / "bag.jpg"
    Image.new("RGB", (320, 240), "teal").save(file)
    return file.read_bytes()


async def test_conversations_survive_a_restart_between_any_two_answers(folder: Path) -> None:
    async with town(folder) as here:
        seller = await here.shop("Malee", "malee", "A12 Silk scarf 390 x3", "A13 Bag 100 x3")
        buyers = [await here.buyer(name, "malee") for name in ("Anna", "Bob")]
        for buyer in buyers:
            await here.ask(buyer, "a12")
            here.stripe.pay(await here.session(buyer), name=buyer.chat.shape["first_name"])
        await here.until(lambda: count(seller, "Sold!") == 2)
        new, other = here.telegram.user("Nok"), here.telegram.user("Dao")
        await here.ask(new, "/sell")
        await here.ask(other, "/sell")
        await here.ask(seller, "/newproduct")
        await here.ask(buyers[0], "a13")
        await here.restart()

        assert "short name" in text(await here.ask(new, "Nok Toys"))
        await here.ask(other, "Dao Tea")
        await here.show(seller, _picture(folder))
        await here.hears(seller, "code")
        await here.restart()

        await here.press(other, "sellslug")
        await here.hears(other, "currency")
        assert "currency" in text(await here.ask(new, "nok"))
        assert "title" in text(await here.ask(seller, "B7"))
        # A payment while nobody is in: it is settled at the next start.
        session = await here.session(buyers[0])
        assert await here.program.stop() == 0
        here.stripe.pay(session)
        new.say("THB")
        await here.program.start()

        await here.hears(new, "Flat rate")
        await here.hears(buyers[0], "Paid, thank you!", "Bag")
        await here.press(other, "sellcur")
        await here.hears(other, "Flat rate")
        assert "cost" in text(await here.ask(seller, "Cotton bag"))
        await here.restart()

        await _flat(here, new)
        assert "Sizes or colours" in text(await here.ask(seller, "120"))
        await here.restart()

        assert "How many" in text(await here.ask(seller, "no"))
        await _flat(here, other)
        await here.restart()

        assert "Your shop is open!" in text(await here.ask(new, "50"))
        await here.press(other, "sellfree")
        await here.hears(other, "Your shop is open!")
        await here.press(seller, "newstock")
        added = await here.hears(seller, "B7", "Cotton bag")
        assert "B7" in text(added)
        await here.ask(seller, "/sales")
        await here.press(seller, "sale")
        await here.hears(seller, "Paid on")
        await here.press(seller, "ship")
        await here.hears(seller, "tracking number")
        await here.restart()

        await here.ask(seller, "TH 1")
        await here.until(lambda: any(count(one, "has sent your order") for one in buyers))
        assert all(count(seller, part) == 1 for part in ("How many do you have", "tracking number"))
        assert [one for one in texts(new) if "Your shop is open!" in one]
        here.check_manners()


async def _flat(here: Town, user: User) -> None:
    """Taps Flat rate, the second way to ship."""
    asked = await here.hears(user, "Flat rate")
    before = newest(user)
    user.press(asked, buttons(asked)[1]["text"])
    await here.hears(user, "shipping cost", after=before)


async def test_a_program_that_is_away_answers_all_that_was_said_meanwhile(folder: Path) -> None:
    async with town(folder) as here:
        await here.shop("Malee", "malee", "A12 Silk scarf 390 x2")
        buyers = [await here.buyer(f"B{number}", "malee") for number in range(4)]
        before = [newest(buyer) for buyer in buyers]
        assert await here.program.stop() == 0
        for buyer in buyers:
            buyer.say("a12")
        await here.program.start()
        answers = [
            await here.hears(buyer, "Silk scarf", after=since)
            for buyer, since in zip(buyers, before, strict=True)
        ]
        assert ["✅" in text(answer) for answer in answers] == [True, True, False, False]
        here.check_manners()


def _has_sent(here: Town, messages: int) -> Callable[[], bool]:
    return lambda: here.telegram.count("sendMessage") >= messages


async def test_a_program_that_is_asked_to_end_says_nothing_twice(folder: Path) -> None:
    async with town(folder) as here:
        seller = await here.shop("Malee", "malee", "A12 Silk scarf 390 x2")
        followers = [here.telegram.user(f"F{number}") for number in range(200)]
        for one in followers:
            one.start("f_malee")
        await here.until(lambda: all(one.inbox for one in followers))
        sent = here.telegram.count("sendMessage")
        seller.say("/live Silk tonight")
        for more in (20, 90):
            await here.until(_has_sent(here, sent + more))
            await here.restart()
        await here.until(lambda: all(count(one, "is live") for one in followers))
        await here.hears(seller, "all 200 are out")
        assert {count(one, "is live") for one in followers} == {1}
        here.check_manners()
