"""What belongs to others, buttons pressed at once or long after, names, and people who leave."""

import pytest

from tests.town import Town, buttons, count, data, newest, text, texts

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_nobody_decides_with_somebody_elses_button(here: Town) -> None:
    seller = await here.shop("Own", "own", "N1 Ring 100 x2")
    anna, eve = [await here.buyer(name, "own") for name in ("Anna", "Eve")]
    held = await here.ask(anna, "n1")
    session = await here.session(anna)
    here.stripe.pay(session)
    await here.hears(seller, "Sold!")
    second = await here.ask(anna, "n1")
    await here.ask(seller, "/sales")
    await here.press(seller, "sale")
    await here.hears(seller, "Paid on")
    order = here.rows("SELECT max(id) AS id FROM orders")[0]["id"]
    shop = int(data(held, "pay").split(":")[1])
    option = here.rows("SELECT id FROM option WHERE product_id IN"
                       " (SELECT id FROM product WHERE shop_id = ?)", shop)[0]["id"]  # fmt: skip
    before = _state(here)
    eves = eve.inbox[-1]
    for stolen in (
        data(second, "drop"), f"{data(second, 'drop')}:0", data(second, "pay"), f"order:{order}",
        f"sale:{order}", f"ship:{order}", "shipskip:1", f"refund:{order}",
        f"refundnow:{order}:15000", f"edit:{option}", f"price:{option}", f"archive:{option}",
        f"archivenow:{option}", f"restore:{option}", f"restock:{option}:5", f"screen:{option}",
        f"approve:{shop}", f"suspend:{shop}", f"refuse:{shop}", f"reopen:{shop}",
        f"seller:{shop}", "sellers:0", "salescsv", "sales:0", "endnow:1", "livenow:1", "next",
        "pause", "resume", f"photo:{option}", f"title:{option}", "termhold", "termpick",
        "terminutes:5", "termname", "termzoneset:1",
    ):  # fmt: skip
        press = eve.stale_press(eves, stolen)
        await here.toast(press)
    for forged in (
        "", ":", "drop", "drop:", "drop:x", "drop:-1", "drop:99999999999999999999", "take:0:0",
        f"take:{option}:-1", f"take:{option}:0", "nothing:1", "pay:1:2:3", "refundnow:1", "🙂:1",
        "more:999999:1:1", "product:-5", "shop:0", "follow:999999", "mute:0:9:9", "language:77",
        "zone:123456", "orders:-1", "cart:99999999", "products:-3", "newstock:1:5", "sellcur:1:764",
    ):  # fmt: skip
        press = eve.stale_press(eves, forged)
        await here.toast(press)
    assert _state(here) == before
    everything = "\n".join(texts(eve))
    assert "Anna" not in everything
    assert all(button.get("callback_data", "").split(":")[0] not in ("ship", "refund", "sale")
               for message in eve.inbox for button in buttons(message))  # fmt: skip


def _state(here: Town) -> list[dict[str, object]]:
    tables = ("reservation", "orders", "refund", "product", "option", "shop", "show", "follow")
    return [row for table in tables for row in here.rows(f"SELECT * FROM {table} ORDER BY 1, 2")]


async def test_buttons_pressed_twice_at_once_count_once(here: Town) -> None:
    seller = await here.shop("Twin", "twin", "TW1 Hat 100 x5")
    anna = await here.buyer("Anna", "twin")
    await here.press(anna, "product")
    card = await here.hears(anna, "Hat", "100")
    take = data(card, "take")
    presses = [anna.stale_press(card, take) for _ in range(5)]
    for press in presses:
        await here.toast(press)
    held = await here.hears(anna, "is yours")
    assert _held(here, anna.id) == 1

    before = newest(anna)
    presses = [anna.stale_press(held, data(held, "pay")) for _ in range(5)]
    for press in presses:
        await here.toast(press)
    await here.hears(anna, "Ready", after=before)
    known = here.rows("SELECT count(*) AS n FROM orders WHERE person_id = ?", anna.id)[0]["n"]
    assert known == 1
    here.stripe.pay(list(here.stripe.sessions)[-1])
    await here.hears(seller, "Sold!")

    hold = await here.ask(anna, "tw1")
    presses = [anna.stale_press(hold, data(hold, "drop")) for _ in range(4)]
    for press in presses:
        await here.toast(press)
    await here.hears(anna, "gave up")
    assert _stock(here, "TW1") == {"free": 4, "held": 0, "sold": 1}


def _stock(here: Town, code: str) -> dict[str, int]:
    query = """SELECT free, held, sold FROM option JOIN product ON product.id = product_id
               WHERE product.code = ?"""
    return here.rows(query, code)[0]


def _held(here: Town, person: int) -> int:
    rows = here.rows("SELECT coalesce(sum(quantity), 0) AS n FROM reservation"
                     " WHERE person_id = ? AND state = 'held'", person)  # fmt: skip
    return int(rows[0]["n"])


async def test_names_are_shown_as_typed_in_every_message(here: Town) -> None:
    name, shop, title = "<b>Anna</b> & Co", 'M & "M" <i>Silk</i>', "Scarf <script> & 'x' 100%"
    seller = here.telegram.user("<u>Malee</u> & {{ 7*7 }}", username="malee")
    for words in ("/start", "/sell", shop, "html", "THB", "50"):
        await here.ask(seller, words)
    await here.ask(seller, f"/newproduct H1 {title} 390 x2")
    anna = here.telegram.user(name, language_code="en")
    assert shop in text(await here.open(anna, "f_html"))
    seller.say("/live <Silk> & more {{ 1 }} %(name)s")
    await here.hears(anna, shop, "<Silk> & more {{ 1 }} %(name)s")
    assert title in text(await here.ask(anna, "h1"))
    assert title in text(await here.ask(anna, "/cart"))
    session = await here.session(anna)
    here.stripe.pay(session, name=name)
    await here.hears(anna, "Paid, thank you!", shop, title)
    await here.hears(seller, "Sold!", name, title)
    await here.ask(seller, "/sales")
    await here.press(seller, "sale")
    await here.hears(seller, "Paid on", name, title)
    await here.press(seller, "ship")
    await here.hears(seller, "tracking number", name)
    await here.ask(seller, "<TH> & 1")
    await here.hears(anna, "has sent your order", "<TH> & 1", shop)
    await here.press(seller, "end")
    await here.press(seller, "endnow")
    await here.hears(seller, "<Silk> & more {{ 1 }} %(name)s")


async def test_who_blocks_the_bot_is_passed_over_and_welcomed_back(here: Town) -> None:
    seller = await here.shop("Bloc", "bloc", "K1 Key 100 x1")
    anna, bob = here.telegram.user("Anna"), here.telegram.user("Bob")
    for one in (anna, bob):
        await here.open(one, "f_bloc")
    await here.ask(anna, "k1")
    await here.ask(bob, "k1")
    bob.block()
    seller.say("/live Keys")
    await here.hears(anna, "is live")
    await here.hears(seller, "Alerts for Keys")
    await here.until(lambda: "out" in texts(seller)[-1] or "told" in texts(seller)[-1])
    assert count(bob, "is live") == 0
    bob.unblock()
    before = newest(bob)
    await here.open(bob, "s_bloc")
    assert newest(bob) > before
    await here.ask(anna, "/cart")
    await here.press(anna, "drop")
    await here.hears(bob, "Your turn")
