"""Corners of a market: other currencies, one's own shop, old buttons, people who leave midway."""

import pytest

from tests.town import Town, count, data, text

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize(
    ("currency", "price", "shipping", "amount"),
    [
        ("JPY", "1500", "300", 3300),
        ("KWD", "1.250", "0.5", 3000),
        ("EUR", "1.234,50", "4,90", 247390),
    ],
)
async def test_sums_are_right_in_every_currency(
    here: Town, currency: str, price: str, shipping: str, amount: int
) -> None:
    slug = currency.lower() + "-shop"
    seller = await here.shop("Cur", slug, currency=currency, shipping=shipping)
    assert "C1" in text(await here.ask(seller, f"/newproduct C1 Coin {price} x5"))
    anna = await here.buyer("Anna", slug)
    await here.ask(anna, "c1 x2")
    session = await here.session(anna)
    made = here.stripe.sessions[session]
    assert (made["amount_total"], made["currency"]) == (amount, currency.lower())
    here.stripe.pay(session)
    await here.hears(anna, "Paid, thank you!")
    await here.hears(seller, "Sold!")


async def test_an_old_button_of_what_is_no_longer_on_sale_is_answered_kindly(here: Town) -> None:
    seller = await here.shop("Old", "old", "D1 Doll 100 x5")
    anna, bob = [await here.buyer(name, "old") for name in ("Anna", "Bob")]
    await here.press(anna, "product")
    card = await here.hears(anna, "Doll", "100")
    held = await here.ask(bob, "d1")
    await here.ask(seller, "/products")
    await here.press(seller, "edit")
    await here.press(seller, "archive")
    await here.press(seller, "archivenow")
    await here.until_rows(
        "SELECT count(*) FROM product JOIN shop ON shop.id = shop_id"
        " WHERE slug = 'old' AND archived = 1", 1,
    )  # fmt: skip
    anna.stale_press(card, data(card, "take"))
    await here.until_rows("SELECT count(*) FROM incoming WHERE state <> 'done'", 0)
    mine = here.rows("SELECT id FROM reservation WHERE person_id = ?", anna.id)
    assert mine == []
    # What was promised before can still be paid.
    bob.press(held, data(held, "pay"))
    await here.hears(bob, "Ready")
    here.stripe.pay(list(here.stripe.sessions)[-1])
    await here.hears(seller, "Sold!", "Doll")


async def test_a_show_alerts_each_follower_once_however_often_it_is_begun(here: Town) -> None:
    seller = await here.shop("Twice", "twice", "E1 Egg 10 x5")
    anna = here.telegram.user("Anna")
    await here.open(anna, "f_twice")
    for _ in range(3):
        seller.say("/live Eggs https://live.example.com/eggs")
    await here.hears(anna, "is live: Eggs")
    await here.ask(seller, "/pause")
    assert "no claims for the moment" in text(await here.ask(anna, "e1"))
    await here.ask(seller, "/resume")
    assert "is yours" in text(await here.ask(anna, "e1"))
    await here.press(anna, "mute")
    await here.ask(seller, "/end")
    seller.say("/live More eggs")
    await here.hears(seller, "You're live: More eggs")
    await here.until_rows("SELECT count(*) FROM outgoing WHERE state IN ('queued', 'leased')", 0)
    assert (count(anna, "is live: Eggs"), count(anna, "More eggs")) == (1, 0)


async def test_a_seller_who_left_still_sells(here: Town) -> None:
    seller = await here.shop("Away", "away", "F1 Fan 100 x1")
    anna = await here.buyer("Anna", "away")
    await here.ask(anna, "f1")
    session = await here.session(anna)
    seller.block()
    here.stripe.pay(session)
    await here.hears(anna, "Paid, thank you!")
    seller.unblock()
    assert "1 order to pack" in text(await here.ask(seller, "/sales"))


async def test_who_wants_to_be_forgotten_midway_leaves_the_books_right(here: Town) -> None:
    await here.shop("Keep", "keep", "G1 Gem 100 x2")
    anna, bob = [await here.buyer(name, "keep") for name in ("Anna", "Bob")]
    await here.ask(anna, "g1")
    session = await here.session(anna)
    await here.ask(anna, "g1")
    await here.ask(bob, "g1")
    await here.ask(anna, "/privacy")
    await here.press(anna, "forget")
    await here.press(anna, "forget:1")
    await here.until_rows(
        "SELECT count(*) FROM orders JOIN shop ON shop.id = shop_id"
        " WHERE slug = 'keep' AND orders.state IN ('opening', 'open', 'closing')", 0,
    )  # fmt: skip
    units = here.rows(
        "SELECT free, held, sold FROM option JOIN product ON product.id = product_id"
        " JOIN shop ON shop.id = shop_id WHERE slug = 'keep'"
    )
    assert units == [{"free": 1, "held": 1, "sold": 0}]
    assert here.stripe.sessions[session]["status"] == "expired"


async def test_people_shop_at_home(here: Town) -> None:
    seller = await here.shop("Self", "self", "J1 Jar 100 x2")
    await here.open(seller, "s_self")
    assert text(await here.ask(seller, "j1"))
    assert text(await here.ask(seller, "cf j1 x9999"))
    assert text(await here.ask(seller, "/cart"))
