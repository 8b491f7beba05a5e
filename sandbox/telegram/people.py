"""A person with a phone, as tests and the street move them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.chats import PRESENT, Chat, Entry
from sandbox.telegram.entities import find_entities, trim, with_found
from sandbox.telegram.shapes import Json
from sandbox.telegram.world import Press, World

_START = re.compile(r"[A-Za-z0-9_-]{0,64}")


class NotPossible(Exception):
    """What a phone does not offer: no such button, a blocked bot, a chat one is not in."""


@dataclass(frozen=True, slots=True)
class User:
    """One person. Messages are Bot API Message objects (dicts)."""

    world: World
    id: int

    @property
    def chat(self) -> Chat:
        """The private chat with the bot."""
        return self.world.chats[self.id]

    @property
    def inbox(self) -> list[Json]:
        """What the bot has in the private chat, as it now stands."""
        return [one.seen() for one in self.chat.messages.values() if one.own]

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
        date: int | None = None,
        update_id: int | None = None,
    ) -> Json:
        """Writes to the bot, or into a group. date: whole seconds, now unless given."""
        text, _ = trim(text, [])
        if not 1 <= len(text) <= 4096:
            raise NotPossible("a message has 1 to 4096 characters")
        content: Json = {"text": text}
        if entities := find_entities(text):
            content["entities"] = entities
        return self._put(content, chat_id, reply_to, date, update_id)

    def photo(
        self,
        data: bytes,
        caption: str = "",
        *,
        chat_id: int | None = None,
        date: int | None = None,
    ) -> Json:
        """Sends a picture; Refusal when the bytes are none."""
        content = {"photo": self.world.files.photo(data)} | _caption(caption)
        return self._put(content, chat_id, None, date, None)

    def document(
        self, data: bytes, name: str = "file.txt", caption: str = "", *, chat_id: int | None = None
    ) -> Json:
        """Sends a file."""
        content = {"document": self.world.files.document(data, name)} | _caption(caption)
        return self._put(content, chat_id, None, None, None)

    def edit(self, message: Json | int, text: str, *, chat_id: int | None = None) -> Json:
        """Changes the text (or caption) of a message of one's own."""
        chat, entry = self._mine(message, chat_id)
        key = "text" if "text" in entry.message else "caption"
        content: Json = {key: text.strip()}
        if found := with_found(text.strip(), []):
            content["entities" if key == "text" else "caption_entities"] = found
        replaced = {"text", "entities", "caption", "caption_entities"}
        kept = {name: value for name, value in entry.message.items() if name not in replaced}
        entry.message = kept | {"edit_date": self.world.now()} | content
        if self._heard(chat, entry):
            self.world.updates.put("edited_message", entry.message, chat.id)
        self.world.tell(chat, "edited", entry)
        self.world.changed()
        return entry.message

    def press(self, message: Json | int, button: str, *, chat_id: int | None = None) -> Press:
        """Presses a button by its label or data. NotPossible when the message has none such now;
        stale_press does it all the same."""
        chat = self._in(message["chat"]["id"] if isinstance(message, dict) else chat_id)
        message_id = message["message_id"] if isinstance(message, dict) else message
        entry = chat.find(message_id)
        for one in _buttons(entry):
            if button in (one.get("callback_data"), one["text"]) and "callback_data" in one:
                return self.world.press(self.id, chat, message_id, one["callback_data"])
        offered = [one["text"] for one in _buttons(entry)]
        raise NotPossible(f"no button {button!r}, only {offered}")

    def stale_press(self, message: Json | int, data: str, *, chat_id: int | None = None) -> Press:
        """Presses a button that a phone still shows though the message has changed or gone."""
        chat = self._in(message["chat"]["id"] if isinstance(message, dict) else chat_id)
        message_id = message["message_id"] if isinstance(message, dict) else message
        return self.world.press(self.id, chat, message_id, data)

    def react(self, message: Json, emoji: str) -> None:
        """Reacts to a message; an empty emoji takes the reaction back."""
        chat = self._in(message["chat"]["id"])
        old = chat.reactions.get(message["message_id"], "")
        chat.reactions[message["message_id"]] = emoji
        if chat.type == "private" or chat.members.get(self.world.bot_id) == "administrator":
            payload = {
                "chat": chat.shape,
                "message_id": message["message_id"],
                "user": self.world.people[self.id],
                "date": self.world.now(),
                "old_reaction": _reaction(old),
                "new_reaction": _reaction(emoji),
            }
            self.world.updates.put("message_reaction", payload, chat.id)

    def block(self) -> None:
        """Blocks the bot."""
        self.world.set_blocked(self.id, True)

    def unblock(self) -> None:
        """Lets the bot back."""
        self.world.set_blocked(self.id, False)

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

    def _put(
        self,
        content: Json,
        chat_id: int | None,
        reply_to: int | None,
        date: int | None,
        update_id: int | None,
    ) -> Json:
        chat = self._in(chat_id)
        if chat.type == "private":
            if chat.blocked:
                raise NotPossible("the bot is blocked")
            chat.started = True
        answered = chat.find(reply_to) if reply_to else None
        entry = self.world.post(
            chat, self.world.people[self.id], content, reply_to=answered, date=date
        )
        if self._heard(chat, entry):
            self.world.updates.put("message", entry.message, chat.id, update_id)
        return entry.message

    def _in(self, chat_id: int | None) -> Chat:
        chat = self.world.chats.get(self.id if chat_id is None else chat_id)
        if chat is None or self.id not in chat.audience():
            raise NotPossible(f"not in chat {chat_id}")
        return chat

    def _mine(self, message: Json | int, chat_id: int | None) -> tuple[Chat, Entry]:
        if isinstance(message, dict):
            chat_id, message = message["chat"]["id"], int(message["message_id"])
        chat = self._in(chat_id)
        entry = chat.find(message)
        if entry is None or entry.message["from"]["id"] != self.id:
            raise NotPossible(f"no message {message} of one's own")
        return chat, entry

    def _heard(self, chat: Chat, entry: Entry) -> bool:
        """Whether the bot is told of a message: always in private, else as privacy mode says."""
        if chat.type == "private":
            return True
        status = chat.members.get(self.world.bot_id, "left")
        if status not in PRESENT:
            return False
        if status == "administrator" or not self.world.privacy:
            return True
        answered = entry.message.get("reply_to_message", {}).get("from", {}).get("id")
        return answered == self.world.bot_id or self._command(entry.message)

    def _command(self, message: Json) -> bool:
        text = message.get("text", "")
        if not text.startswith("/"):
            return False
        _, at, name = text.split()[0].partition("@")
        return not at or name.lower() == self.world.bot["username"].lower()


def _caption(caption: str) -> Json:
    text = caption.strip()
    if not text:
        return {}
    if len(text) > 1024:
        raise NotPossible("a caption has at most 1024 characters")
    found = find_entities(text)
    return {"caption": text} | ({"caption_entities": found} if found else {})


def _buttons(entry: Entry | None) -> Iterable[dict[str, Any]]:
    if entry is None:
        return []
    rows = entry.message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def _reaction(emoji: str) -> list[Json]:
    return [{"type": "emoji", "emoji": emoji}] if emoji else []
