"""The menu of commands beside the writing field: by language for all, by role for some."""

from functools import partial

from telegram import Bot, BotCommandScopeAllPrivateChats

from bot.patience import patiently
from handlers import table
from texts import commands as texts
from texts.render import LANGUAGES, translations


def commands(language: str, roles: list[str]) -> list[dict[str, str]]:
    """The menu of a person of these roles (``seller``, ``operator``): what there is, no more."""
    say = translations(language).gettext
    return [
        {"command": command, "description": say(text)}
        for command, text in texts.described(roles)
        if command in table.COMMANDS
    ]


async def publish(bot: Bot, default: str) -> None:
    """Sets everyone's menu in every language, however long it takes to reach Telegram; who speaks
    none of them gets the ``default`` one.

    Sellers and operators get theirs by ``outgoing.menu``, when they become one.
    """
    await patiently("menus", partial(_publish, bot, default, None))
    for language in LANGUAGES:
        await patiently("menus", partial(_publish, bot, language, language))


async def _publish(bot: Bot, language: str, code: str | None) -> None:
    await bot.set_my_commands(
        [(one["command"], one["description"]) for one in commands(language, [])],
        scope=BotCommandScopeAllPrivateChats(),
        language_code=code,
    )
