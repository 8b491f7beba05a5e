"""What one can do with a phone over HTTP: each act by the name it has in the address."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from sandbox.telegram import speaking
from sandbox.telegram.channels import Channel
from sandbox.telegram.chats import PRESENT
from sandbox.telegram.groups import Group
from sandbox.telegram.members import GOVERNING
from sandbox.telegram.multipart import Upload
from sandbox.telegram.people import User
from sandbox.telegram.query import to_integer
from sandbox.telegram.shapes import Json
from sandbox.telegram.speaking import NotPossible

Files: TypeAlias = Mapping[str, Upload]
Act: TypeAlias = Callable[[User, Json, Files], Json]


def _send(user: User, asked: Json, files: Files) -> Json:
    """{text, chat_id?, reply_to_message_id?, as_chat?} → {message}"""
    message = user.say(
        str(asked["text"]),
        chat_id=_number(asked, "chat_id"),
        reply_to=_number(asked, "reply_to_message_id"),
        as_chat=_number(asked, "as_chat"),
    )
    return {"message": message}


def _comment(user: User, asked: Json, files: Files) -> Json:
    """{chat_id, message_id, text}, a channel's post → {message} in its discussion group"""
    return {"message": user.comment(_named(asked), str(asked["text"]))}


def _photo(user: User, asked: Json, files: Files) -> Json:
    """photo (a file), {caption?, chat_id?, reply_to_message_id?, as_chat?} → {message}"""
    message = user.photo(
        files["photo"].data,
        str(asked.get("caption", "")),
        chat_id=_number(asked, "chat_id"),
        reply_to=_number(asked, "reply_to_message_id"),
        as_chat=_number(asked, "as_chat"),
    )
    return {"message": message}


def _album(user: User, asked: Json, files: Files) -> Json:
    """two to ten files of different names, {caption?, chat_id?, reply_to_message_id?} →
    {messages}"""
    messages = user.album(
        [one.data for one in files.values()],
        str(asked.get("caption", "")),
        chat_id=_number(asked, "chat_id"),
        reply_to=_number(asked, "reply_to_message_id"),
    )
    return {"messages": messages}


def _document(user: User, asked: Json, files: Files) -> Json:
    """document (a file), {caption?, chat_id?} → {message}"""
    upload, caption = files["document"], str(asked.get("caption", ""))
    chat_id = _number(asked, "chat_id")
    return {"message": user.document(upload.data, upload.filename, caption, chat_id=chat_id)}


def _forward(user: User, asked: Json, files: Files) -> Json:
    """{from_chat_id, message_id, chat_id?} → {message}"""
    source = {"chat_id": asked["from_chat_id"], "message_id": asked["message_id"]}
    return {"message": user.forward(_named(source), chat_id=_number(asked, "chat_id"))}


def _edit(user: User, asked: Json, files: Files) -> Json:
    """{message_id, text, chat_id?} → {message}"""
    number, text = to_integer(asked["message_id"]), str(asked["text"])
    return {"message": user.edit(number, text, chat_id=_number(asked, "chat_id"))}


def _delete(user: User, asked: Json, files: Files) -> Json:
    """{chat_id, message_id} → {}"""
    user.delete(_named(asked))
    return {}


def _press(user: User, asked: Json, files: Files) -> Json:
    """{message_id, data, chat_id?, ephemeral_message_id?, stale?} → {callback_query_id}"""
    press = user.stale_press if asked.get("stale") else user.press
    message = _named({"chat_id": asked.get("chat_id") or user.id} | asked)
    return {"callback_query_id": press(message, str(asked["data"])).id}


def _react(user: User, asked: Json, files: Files) -> Json:
    """{chat_id, message_id, emoji}, no emoji to take it back → {}"""
    user.react(_named(asked), str(asked.get("emoji") or ""))
    return {}


def _block(user: User, asked: Json, files: Files) -> Json:
    """{blocked?} → {blocked}"""
    (user.block if asked.get("blocked", True) else user.unblock)()
    return {"blocked": user.chat.blocked}


def _open(user: User, asked: Json, files: Files) -> Json:
    """{start?}, the payload of a deep link → {message}"""
    return {"message": user.start(str(asked.get("start") or ""))}


def _join(user: User, asked: Json, files: Files) -> Json:
    """{chat_id} of a group or channel → {}"""
    room = _room(user, asked)
    if room.chat.members.get(user.id) not in PRESENT:
        room.add(user)
    return {}


def _leave(user: User, asked: Json, files: Files) -> Json:
    """{chat_id} → {}"""
    speaking.place(user.world, user.id, to_integer(asked["chat_id"]))
    _room(user, asked).remove(user)
    return {}


def _pin(user: User, asked: Json, files: Files) -> Json:
    """{chat_id, message_id} → {}; for administrators"""
    _governed(user, asked).pin(_named(asked), user)
    return {}


def _stream(user: User, asked: Json, files: Files) -> Json:
    """{chat_id, do: start, end, flap or schedule, start_date?} → {live}; for administrators"""
    room = _governed(user, asked)
    match asked["do"]:
        case "start":
            room.start_stream(user)
        case "end":
            room.end_stream(user)
        case "flap":
            room.flap(by=user)
        case "schedule":
            room.schedule_stream(to_integer(asked["start_date"]), user)
        case other:
            raise NotPossible(f"a stream can't {other}")
    return {"live": room.live}


def _bot(user: User, asked: Json, files: Files) -> Json:
    """{chat_id, do: add, promote, demote or kick, without?: names of rights} → {}; for
    administrators"""
    room, without = _governed(user, asked), [str(one) for one in asked.get("without") or ()]
    try:
        match asked["do"]:
            case "add" if isinstance(room, Group):
                room.add_bot(user)
            case "add" | "promote":
                room.promote_bot(user, without=without)
            case "demote":
                room.demote_bot(user)
            case "kick":
                room.kick_bot(user)
            case other:
                raise NotPossible(f"nobody can {other} a bot")
    except ValueError as wrong:
        raise NotPossible(str(wrong)) from None
    return {}


ACTS: dict[str, Act] = {
    "send": _send,
    "comment": _comment,
    "photo": _photo,
    "album": _album,
    "document": _document,
    "forward": _forward,
    "edit": _edit,
    "delete": _delete,
    "press": _press,
    "react": _react,
    "block": _block,
    "open": _open,
    "join": _join,
    "leave": _leave,
    "pin": _pin,
    "stream": _stream,
    "bot": _bot,
}


def _room(user: User, asked: Json) -> Group | Channel:
    number = to_integer(asked["chat_id"])
    chat = user.world.chats.get(number)
    if chat is None or chat.type == "private":
        raise NotPossible(f"no group or channel {number}")
    return Channel(user.world, number) if chat.type == "channel" else Group(user.world, number)


def _governed(user: User, asked: Json) -> Group | Channel:
    room = _room(user, asked)
    if room.chat.members.get(user.id) not in GOVERNING:
        raise NotPossible("only administrators do this")
    return room


def _named(asked: Json) -> Json:
    """A message as the acts of a User name it."""
    named: Json = {
        "chat": {"id": to_integer(asked["chat_id"])},
        "message_id": to_integer(asked["message_id"]),
    }
    if whispered := to_integer(asked.get("ephemeral_message_id", 0)):
        named["ephemeral_message_id"] = whispered
    return named


def _number(asked: Json, name: str) -> int | None:
    return to_integer(asked.get(name)) or None
