"""Command menus by scope and language, and which of them a person sees."""

import re
from typing import TypeAlias

from sandbox.telegram.fields import OBJECTS
from sandbox.telegram.query import Query, to_integer
from sandbox.telegram.refusal import refuse
from sandbox.telegram.shapes import Json

MOST_COMMANDS = 100
_NAME = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}

Scope: TypeAlias = tuple[str, int, int]


class Menus:
    """What setMyCommands stored."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Scope, str], list[Json]] = {}

    def put(self, scope: Scope, language: str, commands: list[Json]) -> None:
        """Stores a menu; an empty one is the same as none."""
        if commands:
            self._kept[scope, language] = commands
        else:
            self._kept.pop((scope, language), None)

    def get(self, scope: Scope, language: str) -> list[Json]:
        """The menu stored for exactly this scope and language."""
        return self._kept.get((scope, language), [])

    def shown(self, user_id: int, language: str) -> list[Json]:
        """What a person sees in the private chat: the narrowest scope, their language first."""
        for scope in (("chat", user_id, 0), ("all_private_chats", 0, 0), ("default", 0, 0)):
            for code in (language[:2], ""):
                if menu := self._kept.get((scope, code)):
                    return menu
        return []


def read_scope(query: Query, unknown: list[str]) -> Scope:
    """The scope of a call; default when absent. Refusal 400."""
    value = query.json("scope", "Can't parse BotCommandScope JSON object")
    if value is None:
        return ("default", 0, 0)
    if not isinstance(value, dict):
        raise refuse("Can't parse BotCommandScope: BotCommandScope must be an Object")
    unknown += [f"scope.{name}" for name in value.keys() - OBJECTS["BotCommandScope"]]
    kind = str(value.get("type", ""))
    if kind not in _SCOPES:
        raise refuse("Can't parse BotCommandScope: Unsupported type specified")
    needed = _SCOPES[kind]
    numbers = {name: to_integer(value.get(name, 0)) for name in needed}
    if numbers.get("chat_id") == 0:
        raise refuse("Can't parse BotCommandScope: Empty chat_id specified")
    if numbers.get("user_id") == 0:
        raise refuse("Can't parse BotCommandScope: Invalid user_id specified")
    return (kind, numbers.get("chat_id", 0), numbers.get("user_id", 0))


def read_language(query: Query) -> str:
    """The two-letter language of a call or nothing; Refusal 400."""
    language = query.text("language_code")
    if language and not _LANGUAGE.fullmatch(language):
        raise refuse("Invalid language code specified")
    return language


def read_commands(query: Query, unknown: list[str]) -> list[Json]:
    """The commands of a call, checked; Refusal 400."""
    value = query.json("commands", "Can't parse commands JSON object")
    if value is None:
        value = []
    if not isinstance(value, list):
        raise refuse("Expected an Array of BotCommand")
    if len(value) > MOST_COMMANDS:
        raise refuse("BOT_COMMANDS_TOO_MUCH")
    return [_command(one, unknown) for one in value]


def _command(value: object, unknown: list[str]) -> Json:
    if not isinstance(value, dict):
        raise refuse("Can't parse BotCommand: expected an Object")
    unknown += [f"commands.{name}" for name in value.keys() - OBJECTS["BotCommand"]]
    name = str(value.get("command", "")).strip().removeprefix("/")
    description = str(value.get("description", "")).strip()
    if not name:
        raise refuse("Command must be non-empty")
    if len(name) > 32:
        raise refuse("Command length must not exceed 32")
    if not description:
        raise refuse("Command description must be non-empty")
    if len(description) > 256:
        raise refuse("Command description length must not exceed 256")
    if not _NAME.fullmatch(name):
        raise refuse("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}
