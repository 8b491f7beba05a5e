"""What a picture of the video costs: the price of its moment, where that is less."""

from models import catalog
from tests.handlers.choices import price
from tests.handlers.pictures import code, put_on_screen, reserved, send
from tests.handlers.stall import ANNA, SCARF, kinds, lines, stock
from tests.market import Market

LARGE = 3
"""The scarf's other option, once there is one."""


async def test_the_flash_price_of_the_moment_counts_though_it_ended_meanwhile(
    stall: Market,
) -> None:
    put_on_screen(stall, 1, price=29000, seconds=30)
    stall.clock.pass_(seconds=20)
    flash = code(stall, screening=2, seconds=20)
    stall.clock.pass_(seconds=40)
    assert (await send(stall, codes=[flash]))[0].facts["price"] == 29000


async def test_an_old_flash_price_isn_t_kept_for_later(stall: Market) -> None:
    put_on_screen(stall, 1, price=29000, seconds=30)
    flash = code(stall, screening=2, seconds=0)
    stall.clock.pass_(minutes=3)
    assert (await send(stall, codes=[flash]))[0].facts["price"] == 39000


async def test_a_flash_price_that_began_later_is_given_too(stall: Market) -> None:
    before = code(stall)
    put_on_screen(stall, 1, price=29000, seconds=60)
    stall.clock.pass_(seconds=2)
    assert (await send(stall, codes=[before]))[0].facts["price"] == 29000


async def test_the_flash_price_of_the_moment_counts_for_a_product_in_several_sizes(
    stall: Market,
) -> None:
    with stall.tx() as tx:
        tx.insert(catalog.Option, product_id=1, name="Large", price=39000, free=1)
    put_on_screen(stall, 1, price=29000, seconds=30)
    flash = code(stall, screening=2, seconds=0)
    stall.clock.pass_(seconds=60)
    [told] = await send(stall, codes=[flash])
    assert kinds([told]) == ["held_which"]
    await stall.press(ANNA, str(told.button("Large").data))
    made = reserved(stall)
    assert (made.state, made.price, made.unchosen) == ("held", 29000, False)


async def flashed(stall: Market, *, large: int = 99000) -> str:
    """The scarf in two sizes had a flash price that is over; the code of its picture."""
    with stall.tx() as tx:
        tx.insert(catalog.Option, product_id=1, name="Large", price=large, free=1)
    put_on_screen(stall, 1, price=29000, seconds=30)
    flash = code(stall, screening=2, seconds=0)
    stall.clock.pass_(seconds=60)
    return flash


async def test_the_flash_price_of_the_moment_is_kept_while_the_size_is_asked_for(
    stall: Market,
) -> None:
    [told] = await send(stall, codes=[await flashed(stall)])
    assert (told.kind, told.facts["price"]) == ("held_which", 29000)
    assert kinds(await stall.press(ANNA, str(told.button("Large").data))) == ["chosen"]
    made = reserved(stall)
    assert (made.option_id, made.price, made.unchosen) == (LARGE, 29000, False)
    assert stock(stall, SCARF) == (2, 0, 0, 0)


async def test_words_for_the_size_get_the_price_of_the_moment_too(stall: Market) -> None:
    [told] = await send(stall, codes=[await flashed(stall)], caption="large")
    assert (told.kind, told.facts["price"]) == ("held", 29000)
    assert reserved(stall).option_id == LARGE


async def test_a_size_that_became_dearer_isnt_had_at_a_moment_too_long_ago(stall: Market) -> None:
    flash = await flashed(stall, large=39000)
    stall.clock.pass_(minutes=3)
    [told] = await send(stall, codes=[flash])
    assert (told.kind, told.facts["price"]) == ("held_which", 39000)
    price(stall, LARGE, 99000)
    assert kinds(await stall.press(ANNA, str(told.button("Large").data))) == ["held_which"]
    assert (lines(stall), stock(stall, LARGE)) == ([("held", 1)], (1, 0, 0, 0))
