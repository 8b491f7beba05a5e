"""The methods that ask about chats, members and files."""

from sandbox.telegram.chats import Access, full_info
from sandbox.telegram.files import MOST_DOWNLOAD
from sandbox.telegram.members import chat_member
from sandbox.telegram.query import Query
from sandbox.telegram.refusal import refuse
from sandbox.telegram.shapes import Json
from sandbox.telegram.world import World


def get_chat(world: World, query: Query) -> Json:
    """ChatFullInfo."""
    return full_info(world.chat(query.text("chat_id"), Access.READ))


def get_chat_member(world: World, query: Query) -> Json:
    """ChatMember of one person."""
    user_id = query.integer("user_id")
    if user_id <= 0:
        raise refuse("Invalid user_id specified")
    chat = world.chat(query.text("chat_id"), Access.READ)
    person = world.person(user_id)
    if person is None:
        raise refuse("user not found" if chat.type == "private" else "member not found")
    if chat.type == "private":
        if user_id not in (chat.id, world.bot_id):
            raise refuse("member not found")
        return chat_member(person, "member")
    return chat_member(person, chat.members.get(user_id, "left"))


def get_chat_administrators(world: World, query: Query) -> list[Json]:
    """ChatMember of the owner and the administrators, without other bots."""
    chat = world.chat(query.text("chat_id"), Access.READ)
    if chat.type == "private":
        raise refuse("there are no administrators in the private chat")
    found: list[Json] = []
    for user_id, status in chat.members.items():
        person = world.person(user_id)
        if status in ("creator", "administrator") and person is not None:
            found.append(chat_member(person, status))
    return found


def leave_chat(world: World, query: Query) -> bool:
    """The bot leaves a group."""
    chat = world.chat(query.text("chat_id"), Access.READ)
    if chat.type == "private":
        raise refuse("chat not found")
    chat.check(Access.EDIT, world.bot_id)
    world.member_changes(chat, world.bot, "left", world.bot)
    return True


def get_file(world: World, query: Query) -> Json:
    """Where a file can be fetched."""
    file_id = query.text("file_id")
    if not file_id:
        raise refuse("file_id not specified")
    file = world.files.get(file_id)
    if file is None:
        raise refuse("invalid file_id")
    if len(file.data) > MOST_DOWNLOAD:
        raise refuse("file is too big")
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.data),
        "file_path": file.path,
    }
