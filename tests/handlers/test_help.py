"""/help, /cancel, and answers to everything else."""

import re
from pathlib import Path
from typing import Any

import pytest

from handlers.table import COMMANDS
from models import talks
from models.terms import Terms
from tests.handlers.stall import ANNA, SELLER, SHOP, go_live, kinds, open_stall
from tests.market import Market


async def test_it_helps_a_buyer(market: Market) -> None:
    open_stall(market)
    await market.say(ANNA, "A12")
    [told] = await market.say(ANNA, "/help")
    assert "You hold 1 thing" in told.text
    assert "/sell " in told.text
    assert "/sales" not in told.text
    assert "/sellers" not in told.text


async def test_it_helps_a_seller_on_the_air(market: Market) -> None:
    open_stall(market)
    go_live(market)
    [told] = await market.say(SELLER, "/help@livestall_bot")
    for command in ("/show", "/next", "/schedule", "/shows", "/lineup", "/import", "/claim",
                    "/end", "/sales", "/newproduct", "/payouts"):  # fmt: skip
        assert f"{command} ·" in told.text
    assert told.text.index("/next") < told.text.index("/end") < told.text.index("/cart")


async def test_it_helps_an_operator(tmp_path: Path) -> None:
    market = Market(tmp_path, Terms(operators=frozenset({ANNA})))
    [told] = await market.say(ANNA, "/help")
    assert "/sellers" in told.text and "/stats" in told.text
    market.store.engine.dispose()


async def test_it_leaves_any_conversation(market: Market) -> None:
    open_stall(market)
    with market.tx() as tx:
        talks.wait_for(tx, ANNA, "zone", "city", {})
    for command in ("/help", "/nothing"):
        assert "waiting for your answer" in (await market.say(ANNA, command))[0].text
    assert kinds(await market.say(ANNA, "/cancel")) == ["left"]
    [told] = await market.say(ANNA, "/cancel")
    assert (told.kind, told.buttons) == ("nothing_to_leave", [])
    await market.say(ANNA, "A12")
    [told] = await market.say(ANNA, "/cancel")
    assert told.button("cart").data == "cart"


@pytest.mark.parametrize("text", ["/foo", "/FOO bar", "/<b>", "/" + "x" * 4000, "/ไทย"])
async def test_it_answers_unknown_commands(market: Market, text: str) -> None:
    [told] = await market.say(ANNA, text)
    assert told.kind == "unknown_command"
    assert len(told.text) < 200


@pytest.mark.parametrize(
    "text", ["/", "/ ", "hello there", "是吗", "🙂🙂", "x" * 4096, "is A12 sold?", "\u200b", "..."]
)
async def test_it_answers_unknown_words(market: Market, text: str) -> None:
    open_stall(market)
    [told] = await market.say(ANNA, text)
    assert (told.kind, told.facts["what"]) == ("help_unknown", "text")


@pytest.mark.parametrize(
    "message",
    [{"sticker": {"file_id": "s"}}, {"voice": {"file_id": "v"}}, {"location": {}},
     {"document": {"file_id": "d"}}, {"contact": {}}],
)  # fmt: skip
async def test_it_answers_what_it_cant_read(market: Market, message: dict[str, Any]) -> None:
    [told] = await market.say(ANNA, "", **message)
    assert (told.kind, told.facts["what"]) == ("help_unknown", "other")


async def test_it_answers_a_picture(market: Market) -> None:
    [told] = await market.photo(ANNA)
    assert (told.kind, told.facts["what"]) == ("help_unknown", "photo")


async def test_it_helps_when_a_conversation_is_of_a_kind_that_is_gone(market: Market) -> None:
    await market.say(ANNA, "/start")
    with market.tx() as tx:
        talks.wait_for(tx, ANNA, "gone", "step", {})
    assert kinds(await market.say(ANNA, "hello there")) == ["help_unknown"]


async def test_it_shows_the_shop_that_was_looked_at(market: Market) -> None:
    open_stall(market)
    await market.say(ANNA, "/start s_malee-silk")
    [told] = await market.say(ANNA, "what is this")
    assert told.button("Malee").data == f"shop:{SHOP}"


async def test_it_names_only_commands_there_are(tmp_path: Path) -> None:
    market = Market(tmp_path, Terms(operators=frozenset({SELLER})))
    open_stall(market)
    go_live(market)
    for person in (ANNA, SELLER):
        [told] = await market.say(person, "/help")
        named = set(re.findall(r"(?<![<\w])/([a-z]+)", told.text))
        assert len(named) > 8
        assert named <= set(COMMANDS)
    market.store.engine.dispose()


async def test_it_rewrites_nothing_for_a_button_pressed_in_a_group(market: Market) -> None:
    open_stall(market)
    press = {
        "id": "p1", "data": "shops:0", "from": {"id": ANNA, "is_bot": False, "first_name": "P2"},
        "message": {"message_id": 4, "date": 1, "chat": {"id": -100123, "type": "supergroup"}},
    }  # fmt: skip
    await market.update({"callback_query": press})
    shown = market.told(ANNA)[0]
    assert (shown.kind, shown.method) == ("shops", "send")


async def test_a_command_that_is_a_code_is_offered(market: Market) -> None:
    open_stall(market)
    [told] = await market.say(ANNA, "/A12")
    assert (told.kind, told.facts["near"]) == ("did_you_mean", "A12")
    assert kinds(await market.press(ANNA, str(told.buttons[0].data)))[0] == "held"
    assert kinds(await market.say(ANNA, "/a99")) == ["unknown_command"]
