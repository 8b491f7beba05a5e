"""The methods about the bot itself: who it is, its names and its command menus."""

from sandbox.telegram.chats import Access
from sandbox.telegram.menus import Scope, read_commands, read_language, read_scope
from sandbox.telegram.query import Query
from sandbox.telegram.refusal import refuse
from sandbox.telegram.shapes import Json
from sandbox.telegram.world import World

_LONGEST = {"name": 64, "description": 512, "short_description": 120}
_TOO_LONG = {
    "name": "BOT_TITLE_INVALID",
    "description": "BOT_DESCRIPTION_INVALID",
    "short_description": "BOT_SHORT_DESCRIPTION_INVALID",
}


def get_me(world: World, query: Query) -> Json:
    """The bot as a User with its abilities."""
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
    }


def set_text(world: World, query: Query) -> bool:
    """setMyName, setMyDescription, setMyShortDescription."""
    what = _what(query.method)
    text = query.text(what).strip()
    language = read_language(query)
    if len(text) > _LONGEST[what]:
        raise refuse(_TOO_LONG[what])
    world.profile[what, language] = text
    return True


def get_text(world: World, query: Query) -> Json:
    """getMyName, getMyDescription, getMyShortDescription."""
    what = _what(query.method)
    language = read_language(query)
    kept = world.profile.get((what, language)) or world.profile.get((what, ""))
    return {what: kept or (world.bot["first_name"] if what == "name" else "")}


def set_my_commands(world: World, query: Query) -> bool:
    """Stores a menu for a scope and a language."""
    unknown: list[str] = []
    commands = read_commands(query, unknown)
    scope, language = _scope(world, query, unknown), read_language(query)
    world.menus.put(scope, language, commands)
    world.menus_changed()
    return True


def get_my_commands(world: World, query: Query) -> list[Json]:
    """The menu stored for exactly this scope and language."""
    return world.menus.get(_scope(world, query, []), read_language(query))


def delete_my_commands(world: World, query: Query) -> bool:
    """Forgets a menu."""
    world.menus.put(_scope(world, query, []), read_language(query), [])
    world.menus_changed()
    return True


def log_out(world: World, query: Query) -> bool:
    """From here on every call is refused."""
    world.logged_out = True
    return True


def close(world: World, query: Query) -> bool:
    """Agrees; the next call starts the bot again."""
    return True


def _scope(world: World, query: Query, unknown: list[str]) -> Scope:
    scope = read_scope(query, unknown)
    for name in unknown:
        world.calls_log.note(query.method, name)
    if scope[1]:
        world.chat(str(scope[1]), Access.READ)
    return scope


def _what(method: str) -> str:
    name = method[5:]
    return "short_description" if name == "ShortDescription" else name.lower()
