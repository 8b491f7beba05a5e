"""The methods that ask about chats, members and files."""

from sandbox.telegram import membership
from sandbox.telegram.chat_info import full_info
from sandbox.telegram.chats import PRESENT, Access
from sandbox.telegram.files import MOST_DOWNLOAD
from sandbox.telegram.members import GOVERNING, chat_member
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
    access = Access.READ if user_id == world.bot_id else Access.MEMBERS
    chat = world.chat(query.text("chat_id"), access)
    person = world.person(user_id)
    if person is None:
        raise refuse("user not found" if chat.type == "private" else "member not found")
    if chat.type == "private":
        if user_id not in (chat.id, world.bot_id):
            raise refuse("member not found")
        return chat_member(person, "member")
    return chat.member(person)


def get_chat_administrators(world: World, query: Query) -> list[Json]:
    """ChatMember of the owner and the administrators, without other bots."""
    chat = world.chat(query.text("chat_id"), Access.MEMBERS)
    if chat.type == "private":
        raise refuse("there are no administrators in the private chat")
    found: list[Json] = []
    for user_id, status in chat.members.items():
        person = world.person(user_id)
        if status not in GOVERNING or person is None:
            continue
        if not person["is_bot"] or person is world.bot or query.flag("return_bots"):
            found.append(chat.member(person))
    return found


def get_chat_member_count(world: World, query: Query) -> int:
    """How many are in a chat, the bot included."""
    chat = world.chat(query.text("chat_id"), Access.MEMBERS)
    if chat.type == "private":
        return 2
    return sum(status in PRESENT for status in chat.members.values())


def export_chat_invite_link(world: World, query: Query) -> str:
    """A new primary invite link in place of the old one."""
    chat = world.chat(query.text("chat_id"), Access.WRITE)
    if chat.type == "private":
        raise refuse("Can't invite members to a private chat")
    if not chat.may(world.bot_id, "can_invite_users"):
        raise refuse("Not enough rights to manage chat invite link")
    chat.invite_link = f"https://t.me/+{abs(chat.id):x}{world.next_album()[-6:]}"
    return chat.invite_link


def leave_chat(world: World, query: Query) -> bool:
    """The bot leaves a group or a channel."""
    chat = world.chat(query.text("chat_id"), Access.READ)
    if chat.type == "private":
        raise refuse("chat not found")
    chat.check(Access.EDIT, world.bot_id)
    membership.goes(world, chat, world.bot, "left", world.bot)
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
