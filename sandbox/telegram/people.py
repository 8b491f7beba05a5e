"""A person with a phone, as tests and the street move them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sandbox.telegram import membership, speaking
from sandbox.telegram.address import Address
from sandbox.telegram.chats import Chat, Entry
from sandbox.telegram.cheering import cheer
from sandbox.telegram.entities import with_found
from sandbox.telegram.forwarding import forwarded
from sandbox.telegram.presses import press
from sandbox.telegram.shapes import Json
from sandbox.telegram.speaking import Manner, NotPossible
from sandbox.telegram.world import Press

_START = re.compile(r"[A-Za-z0-9_-]{0,64}")


@dataclass(frozen=True, slots=True)
class User(Address):
    """One person. Messages are Bot API Message objects (dicts).

    Where a message is put: chat_id is the private chat with the bot unless given, reply_to a
    message's number there, as_chat the group itself (an anonymous administrator) or a channel of
    one's own; date is in whole seconds, now unless given.
    """

    @property
    def inbox(self) -> list[Json]:
        """What the bot has in the private chat, as it now stands."""
        return [one.seen() for one in self.chat.messages.values() if one.own and not one.service]

    def start(self, payload: str = "") -> Json:
        """Presses Start, or follows a deep link with a payload of at most 64 characters."""
        if not _START.fullmatch(payload):
            raise NotPossible(f"no deep link can carry {payload!r}")
        self.unblock()
        return self.say(f"/start {payload}".strip())

    def say(
        self,
        text: str,
        *,
        chat_id: int | None = None,
        reply_to: int | None = None,
        as_chat: int | None = None,
        date: int | None = None,
        update_id: int | None = None,
    ) -> Json:
        """Writes to the bot, into a group or, as an administrator, into a channel."""
        manner = Manner(chat_id, reply_to, as_chat, date, update_id)
        return speaking.put(self.world, self.id, speaking.words(text), manner)

    def comment(
        self, post: Json, text: str, *, date: int | None = None, update_id: int | None = None
    ) -> Json:
        """Comments on a channel's post, in its discussion group; NotPossible without one."""
        entry = speaking.place(self.world, self.id, post["chat"]["id"]).find(post["message_id"])
        if entry is None or entry.echo is None:
            raise NotPossible("this post has no comments")
        group_id, message_id = entry.echo
        return self.say(text, chat_id=group_id, reply_to=message_id, date=date, update_id=update_id)

    def photo(
        self,
        data: bytes,
        caption: str = "",
        *,
        chat_id: int | None = None,
        reply_to: int | None = None,
        as_chat: int | None = None,
        date: int | None = None,
    ) -> Json:
        """Sends a picture; Refusal when the bytes are none."""
        content = {"photo": self.world.files.photo(data)} | speaking.caption_words(caption)
        manner = Manner(chat_id, reply_to, as_chat, date)
        return speaking.put(self.world, self.id, content, manner)

    def album(
        self,
        pictures: Iterable[bytes],
        caption: str = "",
        *,
        chat_id: int | None = None,
        reply_to: int | None = None,
    ) -> list[Json]:
        """Sends two to ten pictures as one album: a message each, the caption under the first."""
        contents: list[Json] = [{"photo": self.world.files.photo(one)} for one in pictures]
        if not 2 <= len(contents) <= 10:
            raise NotPossible("an album has two to ten pictures")
        contents[0] |= speaking.caption_words(caption)
        album, manner = {"media_group_id": self.world.next_album()}, Manner(chat_id, reply_to)
        return [speaking.put(self.world, self.id, album | one, manner) for one in contents]

    def document(
        self, data: bytes, name: str = "file.txt", caption: str = "", *, chat_id: int | None = None
    ) -> Json:
        """Sends a file."""
        content = {"document": self.world.files.document(data, name)}
        content |= speaking.caption_words(caption)
        return speaking.put(self.world, self.id, content, Manner(chat_id))

    def forward(self, message: Json, *, chat_id: int | None = None) -> Json:
        """Forwards a message one sees to the bot, or into a group."""
        source = speaking.place(self.world, self.id, message["chat"]["id"])
        entry = source.find(message["message_id"])
        if entry is None or entry.service:
            raise NotPossible("no message to forward")
        content = forwarded(self.world, source, entry)
        return speaking.put(self.world, self.id, content, Manner(chat_id))

    def hide(self, hidden: bool = True) -> None:
        """Lets forwards of one's messages no longer lead back, or lets them again."""
        (self.world.hidden.add if hidden else self.world.hidden.discard)(self.id)

    def edit(self, message: Json | int, text: str, *, chat_id: int | None = None) -> Json:
        """Changes the text (or caption) of a message of one's own."""
        chat, entry = speaking.mine(self.world, self.id, message, chat_id)
        key = "text" if "text" in entry.message else "caption"
        content: Json = {key: text.strip()}
        if found := with_found(text.strip(), []):
            content["entities" if key == "text" else "caption_entities"] = found
        replaced = {"text", "entities", "caption", "caption_entities"}
        kept = {name: value for name, value in entry.message.items() if name not in replaced}
        self.world.edit(chat, entry, kept | content)
        return entry.message

    def delete(self, message: Json) -> None:
        """Removes a message of one's own for everyone; the bot hears nothing of it."""
        chat, entry = speaking.mine(self.world, self.id, message, None)
        self.world.delete(chat, entry.message_id)

    def press(self, message: Json | int, button: str, *, chat_id: int | None = None) -> Press:
        """Presses a button by its label or data. NotPossible when the message has none such now;
        stale_press does it all the same."""
        chat, entry, _ = self._at(message, chat_id)
        for one in _buttons(entry):
            if button in (one.get("callback_data"), one["text"]) and "callback_data" in one:
                return press(self.world, self.id, chat, entry or 0, one["callback_data"])
        offered = [one["text"] for one in _buttons(entry)]
        raise NotPossible(f"no button {button!r}, only {offered}")

    def stale_press(self, message: Json | int, data: str, *, chat_id: int | None = None) -> Press:
        """Presses a button that a phone still shows though the message has changed or gone."""
        chat, entry, message_id = self._at(message, chat_id)
        return press(self.world, self.id, chat, entry or message_id, data)

    def react(self, message: Json, emoji: str) -> None:
        """Reacts to a message; an empty emoji takes the reaction back."""
        chat = speaking.place(self.world, self.id, message["chat"]["id"])
        cheer(self.world, self.id, chat, message["message_id"], emoji)

    def block(self) -> None:
        """Blocks the bot."""
        membership.set_blocked(self.world, self.id, True)

    def unblock(self) -> None:
        """Lets the bot back."""
        membership.set_blocked(self.world, self.id, False)

    def vanish(self) -> None:
        """Deletes the account."""
        self.chat.deactivated = True

    async def hears(self, part: str, *, after: Json | None = None, within: float = 5.0) -> Json:
        """Waits for a message of the bot in the private chat that holds these words.

        after: only messages newer than this one. TimeoutError after within seconds.
        """
        since = after["message_id"] if after else 0

        def heard() -> Json | None:
            for message in reversed(self.inbox):
                if message["message_id"] <= since:
                    return None
                if part in (message.get("text") or message.get("caption") or ""):
                    return message
            return None

        found = await self.world.until(heard, within)
        if found is None:
            raise TimeoutError(part)
        return found

    def _at(self, message: Json | int, chat_id: int | None) -> tuple[Chat, Entry | None, int]:
        whispered = 0
        if isinstance(message, dict):
            whispered = message.get("ephemeral_message_id", 0)
            chat_id, message = message["chat"]["id"], int(message["message_id"])
        chat = speaking.place(self.world, self.id, chat_id)
        if whispered:
            entry = chat.whispers.get(whispered)
            mine = entry and entry.message["receiver_user"]["id"] == self.id
            return chat, entry if mine else None, 0
        return chat, chat.find(message), message


def _buttons(entry: Entry | None) -> Iterable[dict[str, Any]]:
    if entry is None:
        return []
    rows = entry.message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]
