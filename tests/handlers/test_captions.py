"""A picture of the video with words under it, or sent as a file."""

import pytest

from models import shows
from tests.handlers.pictures import code, look, send, shots
from tests.handlers.stall import ANNA, SCARF, SELLER, kinds, lines, open_other, stock
from tests.market import Market


async def test_a_caption_that_claims_is_a_claim(stall: Market) -> None:
    assert kinds(await stall.photo(ANNA, "cf a12")) == ["held"]
    assert shots(stall) == []


@pytest.mark.parametrize(
    ("caption", "quantity"),
    [
        ("x2", 2), ("2", 2), ("ขอ 2 ตัว", 2), ("ขอสองตัวครับ", 2), ("2 please", 2),
        ("I want this one please", 1), ("this", 1), ("wow", 1), ("ตัวนี้ค่ะ", 1),
    ],
)  # fmt: skip
async def test_a_caption_that_names_nothing_leaves_the_picture_in_charge(
    stall: Market, caption: str, quantity: int
) -> None:
    assert kinds(await send(stall, codes=[code(stall)], caption=caption)) == ["held"]
    assert lines(stall) == [("held", quantity)]
    assert shots(stall)[0].quantity == quantity


async def test_a_caption_s_quantity_counts_for_what_the_buyer_taps(stall: Market) -> None:
    told = await send(stall, caption="x2")
    assert kinds(told) == ["picture_which"]
    await stall.press(ANNA, str(told[0].button("Yes, reserve").data))
    assert lines(stall) == [("held", 2)]


async def test_a_caption_s_number_is_no_code_of_another_shop(stall: Market) -> None:
    open_other(stall, 1, code="X2")
    assert kinds(await send(stall, codes=[code(stall)], caption="x2")) == ["held"]
    assert stock(stall, SCARF) == (0, 2, 0, 0)


@pytest.mark.parametrize("caption", ["price?", "how much", "เท่าไหร่คะ", "quanto costa", "x0"])
async def test_a_caption_that_asks_reserves_nothing(stall: Market, caption: str) -> None:
    told = await send(stall, codes=[code(stall)], caption=caption)
    assert kinds(told) == ["product"]
    assert (lines(stall), shots(stall)[0].state) == ([], "ended")
    await stall.press(ANNA, str(told[0].button("Reserve").data))
    assert lines(stall) == [("held", 1)]


async def test_a_question_s_picture_that_the_seller_names_is_only_shown(stall: Market) -> None:
    told = await send(stall, caption="how much")
    await stall.press(ANNA, str(told[0].button("ask the seller").data))
    asked = stall.told(SELLER)[-1]
    told = await stall.press(SELLER, str(asked.buttons[0].data))
    assert [one.kind for one in told if one.kind] == ["picture_named"]
    assert kinds(stall.told(ANNA)) == ["product"]
    assert lines(stall) == []


def _file(mime: str, name: str = "shot.png") -> dict[str, object]:
    return {"file_id": "file-1", "file_name": name, "mime_type": mime, "file_size": 90_000}


@pytest.mark.parametrize("mime", ["image/jpeg", "image/png", "image/webp"])
async def test_a_picture_sent_as_a_file_is_looked_at(stall: Market, mime: str) -> None:
    assert await stall.say(ANNA, "", document=_file(mime), caption="x2") == []
    look(stall, [code(stall)])
    assert kinds(stall.told(ANNA)) == ["held"]
    assert lines(stall) == [("held", 2)]
    assert shots(stall)[0].file_id == "file-1"


async def test_the_seller_gets_a_file_as_a_file(stall: Market) -> None:
    await stall.say(ANNA, "", document=_file("image/png"))
    look(stall)
    await stall.press(ANNA, str(stall.told(ANNA)[0].button("ask the seller").data))
    facts = stall.told(SELLER)[-1].facts
    assert (facts["document"], facts.get("photo")) == ("file-1", None)


async def test_another_file_or_no_show_is_no_screenshot(stall: Market) -> None:
    assert kinds(await stall.say(ANNA, "", document=_file("application/pdf"))) == ["help_unknown"]
    with stall.tx() as tx:
        shows.end(tx, 1)
    stall.clock.pass_(minutes=30)
    assert kinds(await stall.say(ANNA, "", document=_file("image/png"))) == ["help_unknown"]
    assert shots(stall) == []
