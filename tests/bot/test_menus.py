"""The menus beside the writing field: what there is, in the reader's language and role."""

import pytest
from telegram import Bot

from bot import menus, patience, webhook
from handlers import table
from sandbox.telegram import Telegram
from texts import commands as texts
from texts.render import LANGUAGES

UNLISTED = {"start", "follow"}
"""Commands that come with links and buttons, or need a word behind them."""


async def test_everyone_gets_a_menu_in_their_language(bot: Bot, telegram: Telegram) -> None:
    await menus.publish(bot, "it")
    for language in LANGUAGES:
        shown = telegram.world.menus.shown(1, language)
        assert [one["command"] for one in shown][:2] == ["shops", "find"]
        assert shown == menus.commands(language, [])
    assert telegram.world.menus.shown(1, "de") == menus.commands("it", [])
    assert telegram.unknown_parameters == telegram.mistyped_parameters == []


async def test_it_waits_for_telegram(
    bot: Bot, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "FIRST", 0.01)
    telegram.fault("setMyCommands", status=502, times=2)
    telegram.fault("setMyCommands", drop="before")
    await menus.publish(bot, "it")
    assert telegram.world.menus.shown(1, "th")


@pytest.mark.parametrize("status", [400, 403, 404])
async def test_a_refusal_ends_nothing(
    bot: Bot, telegram: Telegram, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setattr(patience, "FIRST", 0.01)
    telegram.fault("setMyCommands", status=status, times=2)
    telegram.fault("setWebhook", status=status)
    await menus.publish(bot, "it")
    await webhook.set_webhook(bot, "https://shop.example", "secret")
    assert telegram.world.menus.shown(1, "th")
    assert telegram.count("setWebhook") == 2


def test_a_seller_sees_the_trade_first() -> None:
    shown = [one["command"] for one in menus.commands("en", ["seller"])]
    assert shown[0] == "live"
    assert shown.index("live") < shown.index("cart")


@pytest.mark.parametrize("language", LANGUAGES)
def test_menus_are_what_telegram_takes(language: str) -> None:
    everything = menus.commands(language, ["operator", "seller"])
    assert len({one["command"] for one in everything}) == len(everything) <= 100
    assert all(1 <= len(one["description"]) <= 256 for one in everything)


def test_every_command_is_in_a_menu() -> None:
    listed = {command for command, _ in texts.described(["operator", "seller"])}
    assert table.COMMANDS.keys() - UNLISTED <= listed
