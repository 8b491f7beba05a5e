"""A market whose operator looks at new shops first."""

from pathlib import Path

from tests.town import text, town


async def test_an_operator_approves_and_suspends_a_shop(folder: Path) -> None:
    async with town(folder, {"SIGNUP": "approval", "OPERATORS": "9001, 9002"}) as here:
        oh = here.telegram.user("Oh", id=9001)
        away = here.telegram.user("Away", id=9002)
        await here.open(oh)
        seller = here.telegram.user("Malee")
        for words in ("/start", "/sell", "Malee Silk", "malee", "THB"):
            await here.ask(seller, words)
        assert "Nearly there" in text(await here.ask(seller, "50"))
        await here.hears(oh, "would like to open a shop", "Malee Silk")
        for words in ("/newproduct A12 Silk scarf 390 x1", "/live", "/products", "/stock A12 +5"):
            assert "approval" in text(await here.ask(seller, words)), words
        stranger = here.telegram.user("Eve")
        await here.open(stranger)
        assert "Malee" not in text(await here.ask(stranger, "/shops"))
        assert "Malee" not in text(await here.ask(stranger, "/sellers"))
        await here.press(oh, "approve")
        await here.hears(seller, "is approved and open")
        assert "A12" in text(await here.ask(seller, "/newproduct A12 Silk scarf 390 x1"))
        assert "Malee Silk" in text(await here.open(stranger, "s_malee"))
        assert "is yours" in text(await here.ask(stranger, "a12"))
        session = await here.session(stranger)

        assert "Malee Silk" in text(await here.ask(oh, "/sellers"))
        await here.press(oh, "seller")
        await here.hears(oh, "Since")
        await here.press(oh, "suspend")
        await here.hears(seller, "suspended")
        here.stripe.pay(session)
        await here.hears(stranger, "Paid, thank you!")
        await here.hears(seller, "Sold!")
        assert "suspended" in text(await here.ask(seller, "/live"))
        assert "1 order to pack" in text(await here.ask(seller, "/sales"))
        await here.press(oh, "reopen")
        await here.hears(seller, "open again")
        assert text(await here.ask(oh, "/stats"))
        assert away.inbox == []
        here.check_manners()
