"""The end of a show: a report with its picture, a word to who hasn't paid, a ledger to check."""

from pathlib import Path

import pytest

from tests.town import Town, count, link, newest, session_in, text, town


@pytest.mark.asyncio(loop_scope="session")
async def test_a_show_ends_with_a_picture_and_what_is_unpaid(here: Town) -> None:
    seller = await here.shop("Rosa", "rosa", "R1 Hat 300 x2", "R2 Belt 150 x1")
    anna, bob, carl = [await here.buyer(name, "rosa") for name in ("Anna", "Bob", "Carl")]
    await here.ask(seller, "/live Autumn hats")
    await here.hears(seller, "Autumn hats")
    for buyer, words in ((anna, "cf r1"), (bob, "cf r1"), (bob, "r2"), (carl, "r1")):
        await here.ask(buyer, words)
    before = newest(anna)
    here.tap(anna, "pay")
    ready = await here.hears(anna, "Ready", after=before)
    here.stripe.pay(session_in(link(ready, "Pay")))
    await here.hears(seller, "Sold!", "Hat")

    before = newest(seller)
    seller.say("/end")
    report = await here.hears(seller, "Autumn hats", "Not paying yet", after=before)
    assert report["photo"]
    assert "4 claims · 3 buyers" in text(report)
    assert "Not paying yet: 1 buyer, ฿450" in text(report)
    assert "Sold out" in text(report)

    assert await here.press(seller, "remindall", report) == "1 buyer is reminded."
    reminder = await here.hears(bob, "The show is over", "Hat", "Belt")
    assert "฿450" in text(reminder)
    assert "Nobody is left" in await here.press(seller, "remindall", report)
    assert (count(bob, "The show is over"), count(carl, "The show is over")) == (1, 0)

    await here.press(seller, "ledger", report)
    ledger = await here.hears(seller, "The ledger of", "4 claims")
    assert ledger["document"]["file_name"].startswith("rosa-ledger")
    await here.press(seller, "showcsv", report)
    assert (await here.hears(seller, "Claims of", "one row each"))["document"]
    await here.press(seller, "first", report)
    await here.hears(seller, "Who was first", "Hat", "1. Anna")


@pytest.mark.asyncio(loop_scope="session")
async def test_the_report_comes_once_and_its_buttons_survive_a_restart(here: Town) -> None:
    seller = await here.shop("Sole", "sole", "S1 Shoe 300 x2")
    buyer = await here.buyer("Dora", "sole")
    await here.ask(seller, "/live Shoes")
    await here.ask(buyer, "s1")
    before = newest(seller)
    seller.say("/end")
    report = await here.hears(seller, "Shoes", "is over", "Not paying yet", after=before)
    await here.restart()
    assert await here.press(seller, "remindall", report) == "1 buyer is reminded."
    await here.hears(buyer, "The show is over", "Shoe")
    assert sum("photo" in message for message in seller.inbox) == 1


async def test_what_comes_in_the_grace_time_is_reported_across_a_restart(folder: Path) -> None:
    async with town(folder, {"GRACE": "5"}) as here:
        seller = await here.shop("Vera", "vera", "V1 Vest 300 x3")
        buyer = await here.buyer("Dora", "vera")
        await here.ask(seller, "/live Vests")
        seller.say("/end")
        await here.hears(seller, "Vests is over", "Claims are open until")
        await here.ask(buyer, "v1")
        await here.restart()
        first = await here.hears(seller, "No claims this time", "Claims are open until")
        last = await here.hears(seller, "With the 1 claim that came after the end")
        assert "Not paying yet: 1 buyer" in text(last)
        assert first["photo"]
        assert last["photo"]

        listed = await here.ask(seller, "/shows")
        await here.press(seller, "myshow", listed)
        page = await here.hears(seller, "Vests", "· over", "1 claim")
        assert await here.press(seller, "remindall", page) == "1 buyer is reminded."
        await here.hears(buyer, "The show is over", "Vest")
        before = newest(seller)
        await here.press(seller, "report", page)
        assert (await here.hears(seller, "Not paying yet", after=before))["photo"]
