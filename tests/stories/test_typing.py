"""Whatever a person types where something else is due, the bot answers and nothing goes wrong."""

from io import BytesIO

import pytest
from PIL import Image

from tests.town import Town, newest, text

pytestmark = pytest.mark.asyncio(loop_scope="session")

LONG = "x" * 4000
ODD = (
    LONG, "19,90", "1.234,50", "-3", "0", "1e9", "٣", "x0", "+", "ซีเอฟ", "cf", "cf x2", "A12 x-3",
    "A12 x1e9", "A12 x99999999999999999999", "Ａ１２　ｘ２", "a12 a12 a12", "🙂🙂🙂", "<b>",
    "&amp;", "{{ 7*7 }}", "%(name)s", "'; DROP TABLE person; --", "\u202eevil", "\u200b",
    "a\u0000b", "/", "/nothing", "/start@livestall_bot", "/show", "/stock", "/stock A12",
    "/stock A12 +x", "/follow", "/follow nobody", "/find", f"/find {LONG[:3000]}",
    "/start s_nobody", "/start r_99999999999999999999", "/start v_-1", "/start p_x",
    "/START", "/newproduct",
)  # fmt: skip
PRICES = ("-3", "0", "1e9", "abc", "99999999999", "1.2.3", "19,9O", LONG)


async def test_a_buyer_gets_an_answer_to_anything(here: Town) -> None:
    seller = await here.shop("Odd", "odd", "A12 Silk scarf 390 x3")
    anna = await here.buyer("Anna", "odd")
    for words in ODD:
        await here.ask(anna, words)
    for command in ("/live", "/end", "/sales", "/products", "/show A12", "/stock A12 +5", "/next",
                    "/newproduct A1 Mine 5 x5", "/pause", "/resume", "/shop", "/payouts",
                    "/sellers", "/stats"):  # fmt: skip
        await here.ask(anna, command)
    before = newest(anna)
    anna.photo(_picture(), "what is this?")
    await here.until(lambda: newest(anna) > before)
    before = newest(anna)
    anna.document(b"hello", "a.txt", "A12")
    await here.until(lambda: newest(anna) > before)
    free = here.rows("SELECT free + held AS n FROM option JOIN product ON product.id = product_id"
                     " WHERE shop_id = (SELECT id FROM shop WHERE slug = 'odd')")  # fmt: skip
    assert free == [{"n": 3}]
    assert "A12" in text(await here.ask(seller, "/products"))


async def test_opening_a_shop_bears_any_answer(here: Town) -> None:
    await here.shop("Taken", "taken")
    nok = here.telegram.user("Nok")
    await here.ask(nok, "/sell")
    for words in (LONG, "🙂", "...", "\u200b"):
        assert "name" in text(await here.ask(nok, words)).lower(), words
    assert "words" in text(await here.show(nok, _picture()))
    await here.ask(nok, "ร้านนก")
    for words in ("taken", "a", "-a-", "ร้าน", "UP per", LONG, "a/b", "with space"):
        assert "currency" not in text(await here.ask(nok, words)), words
    assert "currency" in text(await here.ask(nok, "nok-toys"))
    for words in ("gold", "XXX", "12", LONG, "$$", "xau"):
        assert "currency" in text(await here.ask(nok, words)), words
    await here.ask(nok, "jpy")
    for words in ("-3", "abc", "1e9", "19,90", LONG):
        assert "opened" not in text(await here.ask(nok, words)), words
        assert "open!" not in text(nok.inbox[-1]), words
    assert "Your shop is open!" in text(await here.ask(nok, "500"))


async def test_a_product_bears_any_answer(here: Town) -> None:
    seller = await here.shop("Many", "many", "A12 Silk scarf 390 x3", currency="EUR")
    for line in ("A12 Again 5 x5", "A13", "A13 No price", "A13 Bag 0 x5", "A13 Bag -3 x5",
                 "A13 Bag 1e9 x5", "A13 Bag 5 x0", "A13 Bag 5 x99999999", f"A13 {LONG[:3000]} 5 x5",
                 "A1234567890123 Bag 5 x5", "🙂 Bag 5 x5"):  # fmt: skip
        await here.ask(seller, "/cancel")
        await here.ask(seller, f"/newproduct {line}")
    await here.ask(seller, "/cancel")
    assert _goods(here, "many") == ["A12"]
    await here.ask(seller, "/newproduct")
    before = newest(seller)
    await here.press(seller, "newskip")
    await here.hears(seller, "Which code", after=before)
    for words in ("A12", "with space", "🙂", "x" * 13):
        assert "code" in text(await here.ask(seller, words)), words
    assert "title" in text(await here.ask(seller, "b7"))
    assert "title" in text(await here.ask(seller, "x" * 500))
    assert "cost" in text(await here.ask(seller, "Bag"))
    for words in PRICES:
        await here.ask(seller, words)
        assert "Sizes or colours" not in text(seller.inbox[-1]), words
    assert "Sizes or colours" in text(await here.ask(seller, "1.234,50"))
    assert "How many" in text(await here.ask(seller, "no"))
    for words in ("0", "-3", "1e9", "x", "2.5", "99999"):
        assert "How many" in text(await here.ask(seller, words)), words
    await here.ask(seller, "5")
    assert _goods(here, "many") == ["A12", "b7"]
    price = here.rows(
        "SELECT option.price FROM option JOIN product ON product.id = product_id"
        " JOIN shop ON shop.id = shop_id WHERE slug = 'many' AND code = 'b7'"
    )
    assert price == [{"price": 123450}]


def _picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (64, 64), "teal").save(file, "JPEG")
    return file.getvalue()


def _goods(here: Town, slug: str) -> list[str]:
    query = """SELECT code FROM product JOIN shop ON shop.id = shop_id
               WHERE slug = ? ORDER BY code"""
    return [row["code"] for row in here.rows(query, slug)]
