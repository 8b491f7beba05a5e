"""A product with sizes and colours: made, claimed, chosen, paid for, changed."""

from pathlib import Path

import pytest

from sandbox.street.goods import GOODS
from tests.town import Town, buttons, count, data, link, newest, session_in, text, town

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def here(shared: Town) -> Town:
    return shared


async def test_sizes_are_made_in_a_conversation_and_claimed_in_words(here: Town) -> None:
    seller = await here.shop("Opt", "opt")
    pictures = [good.picture.read_bytes() for good in GOODS[:3]]
    await here.ask(seller, "/newproduct")
    before = newest(seller)
    seller.album(pictures)
    await here.hears(seller, "code", after=before)
    for words, answer in (
        ("D1", "title"), ("Linen dress", "cost"), ("590", "Sizes or colours?"),
        ("Red S x1\nRed L 640 x2\nBlue L x1", "D1 is on sale"),
    ):  # fmt: skip
        told = await here.ask(seller, words)
        assert answer in text(told), text(told)
    assert "Red L · ฿640" in text(told)
    await here.until_rows("SELECT count(*) FROM photo", 3)
    anna, bob = [await here.buyer(name, "opt") for name in ("Anna", "Bob")]
    assert "Linen dress, Red L" in text(await here.ask(anna, "cf d1 L red"))
    asked = await here.ask(bob, "D1")
    assert "Which" in text(asked)
    await here.press(bob, data(asked, "take"), on=asked)
    await here.hears(bob, "is yours")
    await here.ask(anna, "/find linen")
    await here.press(anna, "product")
    await here.hears(anna, "from ฿590")
    await here.press(anna, "album")
    await here.until(lambda: sum("media_group_id" in one for one in anna.inbox) == 3)
    here.check_manners()


async def test_an_unnamed_option_is_held_chosen_and_paid(here: Town) -> None:
    seller = await here.shop("Pick", "pick")
    await here.ask(seller, "/newproduct P1 Shirt 300\nS x2\nM x1\nL x1")
    anna, bob = [await here.buyer(name, "pick") for name in ("Anna", "Bob")]
    asked = await here.ask(anna, "cf p1")
    assert "held for you" in text(asked)
    labels = [button["text"] for button in buttons(asked)]
    assert labels[:3] == ["S · 2 left", "M · 1 left", "L · 1 left"]
    await here.ask(bob, "p1 m")
    before = newest(anna)
    await here.press(anna, "pay", on=await here.ask(anna, "/cart"))
    again = await here.hears(anna, "Before you pay", after=before)
    middle = [one["callback_data"] for one in buttons(again) if one["text"].startswith("👀 M")]
    await here.press(anna, middle[0], on=again)
    await here.hears(anna, "M is sold out by now")
    last = [one["callback_data"] for one in buttons(anna.inbox[-1]) if one["text"].startswith("L")]
    await here.press(anna, last[0])
    chosen = await here.hears(anna, "Shirt, L", "it is")
    before = newest(anna)
    await here.press(anna, "pay", on=chosen)
    ready = await here.hears(anna, "Ready", after=before)
    here.stripe.pay(session_in(link(ready, "Pay")))
    await here.hears(anna, "Paid, thank you!")
    await here.hears(seller, "Sold!", "Shirt, L")
    query = """SELECT option.name, held, sold FROM option
               JOIN product ON product.id = product_id JOIN shop ON shop.id = shop_id
               WHERE slug = 'pick' AND sold > 0"""
    assert here.rows(query) == [{"name": "L", "held": 0, "sold": 1}]


async def test_the_seller_changes_options_while_they_sell(here: Town) -> None:
    seller = await here.shop("Chg", "chg", "Q1 Quilt 900 x3")
    anna = await here.buyer("Anna", "chg")
    await here.ask(anna, "q1")
    await here.ask(seller, "/products")
    await here.press(seller, "edit")
    await here.press(seller, "options")
    await here.hears(seller, "just one kind now")
    assert "Single" in text(await here.ask(seller, "Single x1; Double 1200 x1"))
    asked = await here.ask(await here.buyer("Bob", "chg"), "q1 double")
    assert "Quilt, Double" in text(asked)
    await here.ask(seller, "/stock q1 single =0")
    chai = await here.buyer("Chai", "chg")
    assert "waitlist" in text(await here.ask(chai, "q1 single"))
    await here.ask(seller, "/stock q1 single +1")
    await here.hears(chai, "Your turn", "Quilt, Single")
    assert count(anna, "Your turn") == 0


async def test_every_step_survives_a_restart(folder: Path) -> None:
    async with town(folder) as here:
        seller = await here.shop("Rst", "rst")
        for words in ("/newproduct", "skip", "R1", "Ring", "100", "S, M", "1"):
            told = await here.ask(seller, words)
            await here.restart()
        assert "R1" in text(told)
        anna = await here.buyer("Anna", "rst")
        asked = await here.ask(anna, "R1")
        await here.restart()
        await here.press(anna, data(asked, "choose"), on=asked)
        await here.hears(anna, "Ring, S", "it is")
