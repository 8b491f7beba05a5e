"""Photos of a product: as a caption's picture, in an album, or alone."""

import pytest

from tests.handlers.goods import photos_of, product, step
from tests.handlers.stall import ANNA, SELLER, kinds
from tests.market import Market, Told

pytestmark = pytest.mark.usefixtures("malee")


async def album(
    market: Market, caption: str = "", file_id: str = "p", name: str = "album-1"
) -> list[Told]:
    sizes = [{"file_id": file_id, "file_unique_id": file_id, "width": 9, "height": 9}]
    more = {"caption": caption} if caption else {}
    return await market.say(SELLER, "", photo=sizes, media_group_id=name, **more)


@pytest.mark.parametrize("command", ["", "/newproduct ", "/newproduct\n"])
async def test_it_adds_a_product_by_a_photos_caption(market: Market, command: str) -> None:
    [told] = await market.photo(SELLER, f"{command}C3 Silk scarf 390 x2", "silk.jpg")
    assert (told.kind, told.facts["photo"]) == ("product_added", "silk.jpg")
    assert product(market, "C3").photo == "silk.jpg"


async def test_it_keeps_the_photo_when_asked_step_by_step(market: Market) -> None:
    [told] = await market.photo(SELLER, "C3 Scarf", "silk.jpg")
    assert kinds(await market.press(SELLER, str(told.buttons[0].data))) == ["new_code"]


async def test_it_keeps_all_of_an_albums_photos(market: Market) -> None:
    assert kinds(await album(market, "C3 Scarf 390 x2", "first")) == ["product_added"]
    assert await album(market, file_id="second") == []
    await market.say(SELLER, "/newproduct")
    assert await album(market, file_id="third") == []
    assert product(market, "C3").photo == "first"
    assert photos_of(market, "C3") == ["first", "second", "third"]


async def test_it_keeps_an_album_while_it_asks(market: Market) -> None:
    await market.say(SELLER, "/newproduct")
    [code] = await album(market, file_id="first")
    for number in range(2, 13):
        assert await album(market, file_id=f"p{number}") == []
    assert step(market) == "code"
    await market.press(SELLER, str(code.buttons[0].data))
    for text in ("Scarf", "390", "no", "2"):
        await market.say(SELLER, text)
    assert photos_of(market, "B8") == ["first", *(f"p{number}" for number in range(2, 11))]


async def test_it_passes_over_the_rest_of_an_album_with_a_mistake(market: Market) -> None:
    assert kinds(await album(market, "C3 Scarf", "first")) == ["product_problem"]
    assert await album(market, file_id="second") == []
    await market.say(SELLER, "C3 Scarf 390")
    assert photos_of(market, "C3") == ["first", "second"]


async def test_it_explains_what_to_do_with_a_photo(market: Market) -> None:
    assert kinds(await market.photo(SELLER)) == ["photo_alone"]
    assert kinds(await market.photo(SELLER, "look at this")) == ["photo_alone"]
    assert kinds(await market.photo(ANNA, "C3 Scarf 390")) != ["product_added"]


async def test_it_takes_the_line_that_follows_a_photo_alone(market: Market) -> None:
    await market.photo(SELLER, file_id="pen-photo")
    assert kinds(await market.say(SELLER, "hello")) == ["help_unknown"]
    assert kinds(await market.say(SELLER, "cf a12"))[-1] != "product_problem"
    [told] = await market.say(SELLER, "P2 Pen 3 x4")
    assert (told.kind, told.facts["photo"]) == ("product_added", "pen-photo")
    assert photos_of(market, "P2") == ["pen-photo"]
    assert kinds(await market.say(SELLER, "P3 Pen 3 x4")) != ["product_added"]


async def test_it_asks_step_by_step_for_a_photo_alone(market: Market) -> None:
    [told] = await market.photo(SELLER, file_id="pen-photo")
    [asked, _] = await market.press(SELLER, str(told.button("step by step").data))
    assert asked.kind == "new_code"


async def test_a_photo_alone_waits_a_while_only(market: Market) -> None:
    await market.photo(SELLER)
    market.clock.pass_(minutes=11)
    assert kinds(await market.say(SELLER, "P2 Pen 3 x4")) != ["product_added"]
