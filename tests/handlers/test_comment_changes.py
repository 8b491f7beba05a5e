"""Second thoughts in a group: a comment is edited, or its claim given up."""

from tests.handlers.square import linked
from tests.handlers.stall import ANNA, BEN, lines, open_other, stock
from tests.market import Market


async def test_an_edit_changes_the_quantity_and_the_answer(market: Market) -> None:
    square = await linked(market, scarves=3)
    comment = await square.comment(ANNA, "A12 x3")
    waits = await square.comment(BEN, "A12")
    assert (square.reaction(comment), square.reaction(waits)) == ("👍", "👀")
    await square.edit(ANNA, comment, "A12 x2")
    assert lines(market)[0] == ("held", 2)
    assert lines(market, BEN) == [("held", 1)]
    await square.edit(ANNA, comment, "pass")
    assert square.reaction(comment) is None
    assert stock(market) == (2, 1, 0, 0)


async def test_an_edit_that_makes_a_claim_is_one(market: Market) -> None:
    square = await linked(market)
    comment = await square.comment(ANNA, "A13")
    await square.edit(ANNA, comment, "A12")
    assert square.reaction(comment) == "👍"
    await square.edit(ANNA, comment, "A12")
    assert stock(market) == (1, 1, 0, 0)


async def test_pass_gives_up_the_last_claim_of_the_show(market: Market) -> None:
    square = await linked(market)
    first = await square.comment(ANNA, "B7")
    last = await square.comment(ANNA, "A12 x2")
    given_up = await square.comment(ANNA, "ยกเลิก")
    assert [square.reaction(one) for one in (first, last, given_up)] == ["👍", None, "👌"]
    assert stock(market) == (2, 0, 0, 0)


async def test_pass_in_reply_to_a_claim_gives_up_that_one(market: Market) -> None:
    square = await linked(market)
    first = await square.comment(ANNA, "B7")
    await square.comment(ANNA, "A12")
    answered = square.body(ANNA, "B7", message_id=first)
    await square.comment(ANNA, "pass", reply_to_message=answered)
    assert stock(market, 2) == (1, 0, 0, 0)
    assert stock(market) == (1, 1, 0, 0)


async def test_pass_with_a_code_gives_up_that_product(market: Market) -> None:
    square = await linked(market)
    await square.comment(ANNA, "A12")
    await square.comment(ANNA, "B7")
    await square.comment(ANNA, "pass A12")
    assert (stock(market), stock(market, 2)) == ((2, 0, 0, 0), (0, 1, 0, 0))


async def test_a_pass_touches_no_other_shop(market: Market) -> None:
    square = await linked(market)
    open_other(market, 2, code="Z9")
    await market.say(ANNA, "z9")
    await square.comment(ANNA, "pass")
    assert lines(market) == [("held", 1)]


async def test_only_its_writer_s_edit_changes_a_comment_s_claim(market: Market) -> None:
    square = await linked(market)
    comment = await square.comment(ANNA, "A12")
    await square.edit(BEN, comment, "A12 x2")
    assert (lines(market, ANNA), lines(market, BEN)) == ([("held", 1)], [])
