"""Second thoughts about a claim in a group whose option was open: edited, or given up."""

import pytest

from handlers import pending
from models import people, talks
from tests.handlers.dress import L, S, asked, square_of
from tests.handlers.square import CHAI, Square
from tests.handlers.stall import ANNA, SELLER, kinds, lines, stock
from tests.market import Market


async def test_a_pass_gives_it_up(market: Market) -> None:
    square = await square_of(market, small=29000)
    comment = await square.comment(CHAI, "D5")
    assert square.reaction(await square.comment(CHAI, "pass")) == "👌"
    assert square.reaction(comment) is None
    assert kinds(await market.say(CHAI, "/start")) == ["welcome"]


async def reply(square: Square, person: int, to: int, text: str = "pass") -> int:
    """Somebody answers a comment of their own."""
    answered = square.body(person, "D5", message_id=to)
    return await square.comment(person, text, reply_to_message=answered)


async def test_a_pass_in_reply_gives_up_what_it_answers_and_nothing_else(market: Market) -> None:
    square = await square_of(market, small=29000)
    replaced = await square.comment(CHAI, "D5")
    latest = await square.comment(CHAI, "D5 x2")
    await square.comment(CHAI, "A12")
    assert square.reaction(await reply(square, CHAI, replaced)) == "👌"
    assert (square.reaction(replaced), square.reaction(latest)) == (None, "🤔")
    assert square.reaction(await reply(square, CHAI, latest)) == "👌"
    assert square.reaction(latest) is None
    assert lines(market, CHAI) == [("held", 1)]
    assert "which_option" not in kinds(await market.say(CHAI, "/start"))


async def test_a_pass_in_reply_to_what_is_only_asked_ends_the_question(market: Market) -> None:
    square = await square_of(market, small=29000)
    await square.comment(ANNA, "A12")
    comment = await square.comment(ANNA, "D5")
    assert square.reaction(comment) == "🤔"
    answer = await reply(square, ANNA, comment)
    assert (square.reaction(answer), square.reaction(comment)) == ("👌", None)
    assert square.reaction(await reply(square, ANNA, comment)) is None
    assert lines(market) == [("held", 1)]


async def test_an_edit_to_pass_of_what_is_only_asked_ends_the_question(market: Market) -> None:
    square = await square_of(market, small=29000)
    await square.comment(ANNA, "A12")
    comment = await square.comment(ANNA, "D5")
    await square.edit(ANNA, comment, "pass")
    assert square.reaction(comment) is None
    assert lines(market) == [("held", 1)]


async def test_a_pass_in_reply_to_somebody_else_gives_up_nothing(market: Market) -> None:
    square = await square_of(market, small=29000)
    comment = await square.comment(ANNA, "A12")
    answered = square.body(CHAI, "B7", message_id=await square.comment(CHAI, "B7"))
    said = await square.comment(ANNA, "pass", reply_to_message=answered)
    assert (square.reaction(said), square.reaction(comment)) == (None, "👍")
    assert lines(market, ANNA) == [("held", 1)]


@pytest.mark.parametrize(
    ("said", "held"), [(("A12", "D5"), ["held"]), (("D5", "A12"), ["released"])]
)
async def test_a_pass_gives_up_the_newest(
    market: Market, said: tuple[str, str], held: list[str]
) -> None:
    square = await square_of(market, small=29000)
    for text in said:
        await square.comment(CHAI, text)
    assert square.reaction(await square.comment(CHAI, "pass")) == "👌"
    assert [state for state, _ in lines(market, CHAI)] == held
    told = kinds(await market.say(CHAI, "/start"))
    assert ("which_option" in told) is (held == ["released"])


async def test_an_edit_to_pass_gives_up_what_was_written_before(market: Market) -> None:
    square = await square_of(market, small=29000)
    comment = await square.comment(CHAI, "D5")
    await square.comment(CHAI, "A12")
    await square.edit(CHAI, comment, "pass")
    assert square.reaction(comment) is None
    assert lines(market, CHAI) == [("held", 1)]
    assert "which_option" not in kinds(await market.say(CHAI, "/start"))


async def test_a_pass_gives_up_what_an_earlier_version_kept(market: Market) -> None:
    square = await square_of(market, small=29000)
    comment = await square.comment(CHAI, "D5")
    with market.tx() as tx:
        draft = {"show": 1, "code": "D5", "quantity": 1, "words": [], "comment": comment}
        talks.wait_for(tx, CHAI, pending.TALK, "D5", draft)
    assert square.reaction(await square.comment(CHAI, "pass")) == "👌"
    assert kinds(await market.say(CHAI, "/start")) == ["welcome"]


async def test_a_pass_leaves_what_is_kept_for_another_show(market: Market) -> None:
    square = await square_of(market, small=29000)
    with market.tx() as tx:
        people.meet(tx, CHAI, name="Chai", username=None, language="en")
        talks.wait_for(tx, CHAI, pending.TALK, "Z9", {"show": 2, "code": "Z9"})
    assert square.reaction(await square.comment(CHAI, "pass")) is None
    with market.tx() as tx:
        assert talks.talk(tx, CHAI) is not None


async def test_an_edit_changes_what_was_chosen_for_the_comment(market: Market) -> None:
    square = await square_of(market, small=29000)
    comment = await square.comment(ANNA, "D5")
    question = asked(market.told(ANNA))
    await market.press(ANNA, str(question.button("L").data))
    await square.edit(ANNA, comment, "D5 L x2")
    assert kinds(market.told(ANNA)) == ["changed"]
    assert (stock(market, L), square.reaction(comment)) == ((0, 2, 0, 0), "👍")
    await square.edit(ANNA, comment, "D5")
    assert stock(market, L) == (1, 1, 0, 0)
    await market.press(ANNA, str(question.button("S").data))
    await square.edit(ANNA, comment, "D5 x2")
    assert (stock(market, S), stock(market, L)) == ((1, 1, 0, 0), (0, 2, 0, 0))


async def test_an_edit_after_who_is_new_has_chosen_claims_nothing_else(market: Market) -> None:
    square = await square_of(market, small=29000)
    comment = await square.comment(CHAI, "D5")
    question = asked(await market.say(CHAI, "/start"))
    await market.press(CHAI, str(question.button("L").data))
    await square.edit(CHAI, comment, "D5 L")
    assert lines(market, CHAI) == [("held", 1)]


async def test_an_edit_changes_what_waits_and_a_refusal_leaves_it_open(market: Market) -> None:
    square = await square_of(market, small=29000, units=0)
    comment = await square.comment(ANNA, "D5")
    question = asked(market.told(ANNA))
    await market.say(SELLER, "/pause")
    await market.press(ANNA, str(question.button("L").data))
    await market.say(SELLER, "/resume")
    await market.press(ANNA, str(question.button("L").data))
    await square.edit(ANNA, comment, "D5 L x2")
    assert sum(units for _, units in lines(market)) == 2
    assert (stock(market, S), square.reaction(comment)) == ((0, 0, 0, 0), "👀")


async def test_a_pass_in_reply_gives_up_what_was_chosen_for_the_comment(market: Market) -> None:
    square = await square_of(market, small=29000)
    comment = await square.comment(ANNA, "D5")
    await market.press(ANNA, str(asked(market.told(ANNA)).button("L").data))
    await square.comment(ANNA, "A12")
    assert square.reaction(await reply(square, ANNA, comment)) == "👌"
    assert lines(market) == [("released", 1), ("held", 1)]
    assert square.reaction(comment) is None
