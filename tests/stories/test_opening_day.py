"""Opening day: from /sell to shipped, with no public address, at Telegram's own pace."""

from pathlib import Path

from tests.town import buttons, count, data, link, newest, session_in, text, town


async def test_a_shop_opens_and_sells_to_people_of_three_languages(folder: Path) -> None:
    async with town(folder, limits=True) as here:
        telegram, stripe = here.telegram, here.stripe
        seller = telegram.user("Malee")
        for words, answer in (
            ("/start", "Hello Malee"),
            ("/sell", "What is your shop called?"),
            ("Malee Silk", "short name"),
            ("malee", "currency"),
            ("THB", "Flat rate"),
            ("50", "Your shop is open!"),
            ("/newproduct A12 Silk scarf 390 x1", "A12"),
            ("/newproduct B7 Cotton bag 120 x5", "B7"),
        ):
            assert answer in text(await here.ask(seller, words))
        anna = telegram.user("Anna")
        bruno = telegram.user("Bruno", language_code="it")
        chai = telegram.user("Chai", language_code="th")
        for follower in (anna, bruno, chai):
            assert "Malee Silk" in text(await here.open(follower, "f_malee"))

        seller.say("/live Silk tonight https://live.example.com/malee")
        alerts = [await here.hears(one, "🔴", "Silk tonight") for one in (anna, bruno, chai)]
        assert all(link(alert, "▶️") == "https://live.example.com/malee" for alert in alerts)
        assert all(data(alert, "mute") for alert in alerts)
        await here.hears(seller, "all 3 are out")

        assert "is yours" in text(await here.ask(anna, "cf a12"))
        assert "👀" in text(await here.ask(bruno, "prendo A12"))
        assert "✅" in text(await here.ask(chai, "ซีเอฟ b๗ x2"))
        assert "B7" in text(await here.ask(anna, "b7"))

        before = newest(anna)
        here.tap(anna, "pay")
        ready = await here.hears(anna, "Ready", after=before)
        session = session_in(link(ready, "Pay"))
        assert stripe.sessions[session]["amount_total"] == 39000 + 12000 + 5000
        stripe.pay(session, name="Anna Rossi")
        paid = await here.hears(anna, "Paid, thank you!")
        assert buttons(paid)
        sold = await here.hears(seller, "Sold!", "Anna Rossi")
        assert "A12" in text(sold)
        assert "B7" in text(sold)

        assert "1 order to pack" in text(await here.ask(seller, "/sales"))
        await here.press(seller, "sale")
        await here.hears(seller, "Paid on", "Anna Rossi")
        await here.press(seller, "ship")
        await here.hears(seller, "tracking number")
        await here.ask(seller, "TH 123 456")
        assert "TH 123 456" in text(await here.hears(anna, "has sent your order"))
        assert "shipped" in text(await here.ask(anna, "/orders"))
        await here.hears(seller, "Shipped on", "TH 123 456")
        await here.press(anna, "order")
        await here.hears(anna, "Order #", "TH 123 456")

        assert count(anna, "Paid, thank you!") == 1
        assert count(seller, "Sold!") == 1
        here.check_manners()
        assert len({text(alert) for alert in alerts}) == 3
