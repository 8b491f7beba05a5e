"""A picture of the video whose caption names an option: "L", "red L x2"."""

import orjson
import pytest

from models import catalog, options, privacy
from models.options import Wanted
from tests.handlers.choices import BLUE, DRESS, L, S, check, price
from tests.handlers.pictures import code, put_on_screen, reserved, send, shots
from tests.handlers.stall import ANNA, SELLER, SHOP, kinds, lines, stock
from tests.market import Market

D1 = 3
"""The dress, a product."""
SCREENING = 2


@pytest.fixture
def air(stall: Market) -> Market:
    """The dress is on screen."""
    with stall.tx() as tx:
        made = catalog.add_product(
            tx, shop_id=SHOP, code="D1", key="D1", title="Dress", price=39000, stock=1
        )
        assert made == S
        options.put(tx, catalog.item_of(tx, S), list(DRESS.values()))
    put_on_screen(stall, D1)
    stall.clock.pass_(seconds=10)
    return stall


def seen(market: Market) -> list[str]:
    """What is read in a picture of the dress."""
    return [code(market, screening=SCREENING)]


@pytest.mark.parametrize(
    ("caption", "option", "quantity"),
    [("blue", BLUE, 1), ("red L x2", L, 2), ("size S please", S, 1), ("I want 2 blue", BLUE, 2)],
)
async def test_a_caption_chooses_the_option(
    air: Market, caption: str, option: int, quantity: int
) -> None:
    [told] = await send(air, codes=seen(air), caption=caption)
    assert (told.kind, told.facts["option_id"]) == ("held", option)
    made, row = reserved(air), shots(air)[0]
    assert (made.option_id, made.quantity, made.unchosen) == (option, quantity, False)
    assert (row.state, row.reservation_id) == ("claimed", made.id)
    check(air)


async def test_an_option_that_is_taken_is_waited_for(air: Market) -> None:
    assert kinds(await send(air, codes=seen(air), caption="black")) == ["waiting"]
    assert lines(air) == [("waiting", 1)]


@pytest.mark.parametrize("caption", ["green", "wow", "so pretty", ""])
async def test_words_that_name_no_option_are_passed_over(air: Market, caption: str) -> None:
    [told] = await send(air, codes=seen(air), caption=caption)
    assert (told.kind, told.facts["unknown"]) == ("held_which", "")
    assert lines(air) == [("held", 1)]


async def test_words_that_fit_several_are_asked_about_among_them(air: Market) -> None:
    [told] = await send(air, codes=seen(air), caption="size L x2")
    assert (told.kind, told.facts["unknown"]) == ("held_which", "")
    assert [one["option"] for one in told.facts["options"]] == ["Red L", "Blue L"]
    assert lines(air) == [("held", 2)]


async def test_the_option_of_another_price_needs_no_question(air: Market) -> None:
    price(air, L, 45000)
    [told] = await send(air, codes=seen(air), caption="red L")
    assert (told.kind, told.facts["price"]) == ("held", 45000)


@pytest.mark.parametrize("caption", ["is L still there?", "how much is the L", "not the L"])
async def test_a_caption_that_asks_about_an_option_claims_nothing(
    air: Market, caption: str
) -> None:
    assert kinds(await send(air, codes=seen(air), caption=caption)) == ["product"]
    assert (lines(air), shots(air)[0].words) == ([], "")


async def test_a_button_knows_the_caption_s_words(air: Market) -> None:
    [asked] = await send(air, caption="blue x2")
    assert asked.kind == "picture_which"
    [told, *_] = await air.press(ANNA, str(asked.button("Yes, reserve").data))
    assert (told.kind, told.facts["option"]) == ("held", "Blue L")
    assert lines(air) == [("held", 2)]


async def test_a_late_button_knows_them_too(air: Market) -> None:
    [asked] = await send(air, caption="blue")
    air.clock.pass_(minutes=15)
    [told, *_] = await air.press(ANNA, str(asked.button("Yes, reserve").data))
    assert (told.kind, told.facts["option"]) == ("held", "Blue L")


async def test_words_for_another_product_than_it_is_change_nothing(air: Market) -> None:
    await send(air, caption="blue x2")
    assert kinds(await air.press(ANNA, "shot:1:1")) == ["held"]
    assert stock(air) == (0, 2, 0, 0)


async def test_the_seller_names_the_product_and_the_caption_its_option(air: Market) -> None:
    [asked] = await send(air, caption="red s")
    await air.press(ANNA, str(asked.button("ask the seller").data))
    air.told(SELLER)
    [named, *_] = await air.press(SELLER, f"shotname:1:{D1}", on_photo=True)
    assert (named.kind, named.facts["state"]) == ("picture_named", "held")
    [told] = air.told(ANNA)
    assert (told.kind, told.facts["option"]) == ("held", "Red S")


async def test_a_second_picture_answers_which_option(air: Market) -> None:
    assert kinds(await send(air, codes=seen(air))) == ["held_which"]
    [told] = await send(air, codes=seen(air), caption="red s")
    assert (told.kind, told.facts["option"]) == ("chosen", "Red S")
    assert lines(air) == [("held", 1)]
    assert [row.reservation_id for row in shots(air)] == [reserved(air).id] * 2
    check(air)


async def test_a_number_may_be_an_option(air: Market) -> None:
    with air.tx() as tx:
        item = catalog.item_of(tx, 2)
        options.put(tx, item, [Wanted(name, 25000, 3) for name in ("37", "38")])
    put_on_screen(air, 2)
    air.clock.pass_(seconds=10)
    [told] = await send(air, codes=[code(air, screening=3)], caption="38")
    assert (told.kind, told.facts["option"], told.facts["quantity"]) == ("held", "38", 1)


async def test_words_are_handed_over_and_forgotten(air: Market) -> None:
    await send(air, caption="red L x2")
    [told, *_] = await air.press(ANNA, "export")
    [known] = orjson.loads(told.facts["file"]["text"])["pictures"]
    assert (known["quantity"], known["words"]) == (2, "RED L X2")
    with air.tx() as tx:
        privacy.forget(tx, ANNA)
    assert [row.words for row in shots(air)] == [""]
