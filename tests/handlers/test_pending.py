"""A claim in a group whose option is open, of somebody who can't be asked for it yet."""

import pytest

from models import people
from tests.handlers.dress import L, S, asked, square_of
from tests.handlers.square import CHAI
from tests.handlers.stall import ANNA, BEN, SELLER, kinds, lines
from tests.market import Market


@pytest.mark.parametrize(("small", "units"), [(29000, 2), (39000, 0)])
@pytest.mark.parametrize("start", ["/start", "/start v_1", "/start s_malee-silk", "hello"])
async def test_it_is_asked_for_as_soon_as_they_are_here(
    market: Market, small: int, units: int, start: str
) -> None:
    square = await square_of(market, small=small, units=units)
    comment = await square.comment(CHAI, "D5 x2")
    assert square.reaction(comment) == "🤔"
    assert "press Start" in square.said()[0].text
    question = asked(await market.say(CHAI, start))
    assert (question.facts["code"], question.facts["quantity"]) == ("D5", 2)
    await market.press(CHAI, str(question.button("L").data))
    assert lines(market, CHAI) == [("held" if units else "waiting", 2)]
    assert square.reaction(comment) == ("👍" if units else "👀")
    assert "which_option" not in kinds(await market.say(CHAI, "/start"))


async def test_what_was_reserved_beside_it_is_shown_first(market: Market) -> None:
    square = await square_of(market, small=29000)
    await square.comment(CHAI, "A12")
    await square.comment(CHAI, "D5")
    assert kinds(await market.say(CHAI, "/start"))[-2:] == ["cart", "which_option"]


async def test_the_latest_counts_and_an_option_settles_it(market: Market) -> None:
    square = await square_of(market, small=29000)
    await square.comment(CHAI, "D5")
    await square.comment(CHAI, "D5 x2")
    assert asked(await market.say(CHAI, "/start")).facts["quantity"] == 2
    with market.tx() as tx:
        people.block(tx, CHAI)
    await square.comment(CHAI, "D5")
    assert square.reaction(await square.comment(CHAI, "D5 L")) == "👍"
    assert kinds(await market.say(CHAI, "/start"))[-1] == "cart"


async def test_it_ends_with_the_claims_of_its_show(market: Market) -> None:
    square = await square_of(market, small=29000)
    await square.comment(CHAI, "D5")
    await market.say(SELLER, "/end")
    market.clock.pass_(minutes=60)
    assert kinds(await market.say(CHAI, "/start")) == ["welcome"]


async def test_who_claims_by_their_first_word_is_answered_to_that(market: Market) -> None:
    square = await square_of(market, small=29000)
    await square.comment(CHAI, "D5")
    told = await market.say(CHAI, "D5 L")
    assert "held" in kinds(told)
    assert "which_option" not in kinds(told)


async def test_a_choice_in_private_is_answered_under_the_comment(market: Market) -> None:
    square = await square_of(market, small=29000, units=0)
    comment = await square.comment(ANNA, "D5")
    assert square.reaction(comment) == "🤔"
    question = asked(market.told(ANNA))
    await market.press(ANNA, str(question.button("L").data))
    assert square.reaction(comment) == "👀"
    await market.say(SELLER, "/stock D5 S +1")
    await market.press(ANNA, str(question.button("S").data))
    assert square.reaction(comment) == "👍"
    [more, _] = await market.press(ANNA, str(question.button("L").data))
    await market.press(ANNA, str(more.button("one more").data))
    assert square.reaction(comment) == "👍"


async def test_a_choice_that_is_refused_is_answered_under_the_comment(market: Market) -> None:
    square = await square_of(market, small=29000)
    comment = await square.comment(ANNA, "D5")
    question = asked(market.told(ANNA))
    await market.say(SELLER, "/pause")
    assert "closed" in kinds(await market.press(ANNA, str(question.button("L").data)))
    assert square.reaction(comment) == "👎"
    await market.say(SELLER, "/resume")
    await market.press(ANNA, str(question.button("L").data))
    assert square.reaction(comment) == "👍"


async def test_more_of_what_somebody_has_is_answered_under_the_comment(market: Market) -> None:
    square = await square_of(market, small=29000)
    await market.say(ANNA, "D5 L")
    comment = await square.comment(ANNA, "D5")
    question = asked(market.told(ANNA))
    [more, _] = await market.press(ANNA, str(question.button("L").data))
    assert (more.kind, square.reaction(comment)) == ("one_more", "🤔")
    await market.press(ANNA, str(more.button("one more").data))
    assert square.reaction(comment) == "👍"


async def test_nobody_answers_under_a_comment_of_somebody_else(market: Market) -> None:
    square = await square_of(market, small=29000)
    comment = await square.comment(ANNA, "D5")
    await market.press(BEN, f"take:{L}:1:{comment}")
    await market.press(BEN, f"more:{S}:0:1:{comment}")
    assert (lines(market, BEN), square.reaction(comment)) == ([("held", 1)] * 2, "🤔")
    await market.press(ANNA, f"take:{L}:1:{comment + 1}")
    assert square.reaction(comment) == "🤔"


async def test_another_option_instead_is_answered_under_the_comment(market: Market) -> None:
    square = await square_of(market, units=1)
    comment = await square.comment(ANNA, "D5")
    assert square.reaction(comment) == "👍"
    await market.say(BEN, "D5 S")
    await market.say(BEN, "D5 L")
    await market.press(ANNA, f"instead:1:{S}")
    assert square.reaction(comment) == "👀"


async def test_what_is_held_without_a_choice_keeps_its_thumb(market: Market) -> None:
    square = await square_of(market)
    assert square.reaction(await square.comment(ANNA, "D5")) == "👍"
    assert kinds(market.told(ANNA)) == ["held_which"]
