"""Everything this Telegram knows, and the few things that can happen in it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sandbox.telegram import discussion
from sandbox.telegram.calls import Calls
from sandbox.telegram.chats import Access, Chat, Entry
from sandbox.telegram.faults import Faults
from sandbox.telegram.files import Files
from sandbox.telegram.hearing import tell_bot
from sandbox.telegram.limits import Limits, Meter
from sandbox.telegram.menus import Menus
from sandbox.telegram.refusal import refuse
from sandbox.telegram.shapes import Json
from sandbox.telegram.streams import Streams
from sandbox.telegram.updates import Updates
from sandbox.telegram.waiting import Waiting

T = TypeVar("T")
FIRST_PERSON = 5_000_001
ANSWER_WITHIN = 60.0
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(slots=True)
class Press:
    """A pressed button: the callback query, who pressed, and the bot's answer once it came.

    answer: {text, show_alert, url}; None until then. message_id: 0 under an ephemeral message.
    """

    id: str
    user_id: int
    at: float
    data: str
    chat_id: int = 0
    message_id: int = 0
    answer: Json | None = None


class World:
    """State in memory. clock: seconds since the epoch; timer: seconds, monotonic, for limits.

    keep_calls and keep_messages (per chat) bound what is remembered: None for all, 0 for none.
    """

    def __init__(
        self,
        token: str,
        username: str,
        *,
        limits: Limits,
        clock: Callable[[], float],
        timer: Callable[[], float],
        keep_calls: int | None,
        keep_messages: int | None,
    ) -> None:
        self.token = token
        self.clock = clock
        self.bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Livestall",
            "username": username,
        }
        self.bot_id: int = self.bot["id"]
        self.privacy = True
        self.ephemeral = False
        self.answer_within = ANSWER_WITHIN
        self.logged_out = False
        self.people: dict[int, Json] = {}
        self.hidden: set[int] = set()
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self.files = Files()
        self.menus = Menus()
        self.faults = Faults()
        self.streams = Streams()
        self.updates = Updates(clock)
        self.calls_log = Calls(keep_calls)
        self.meter = Meter(limits, timer)
        self._keep_messages = keep_messages
        self._last_person = FIRST_PERSON - 1
        self._last_message = 0
        self._last_press = 4_000_000_000_000_000
        self._last_album = 13_000_000_000_000_000
        self._waiting = Waiting()
        self.changed = self._waiting.changed
        self.updates.on_change = self.changed

    # --- people and chats

    def add_person(self, user_id: int | None, shape: Json, *, is_bot: bool = False) -> Json:
        """A person with a private chat, or a bot; an existing id gets the new names."""
        if user_id is None:
            user_id = self._last_person + 1
        self._last_person = max(self._last_person, user_id)
        person: Json = {"id": user_id, "is_bot": is_bot}
        person |= shape
        names: Json = {
            key: shape[key] for key in ("first_name", "last_name", "username") if key in shape
        }
        self.people[user_id] = person
        chat: Json = {"id": user_id, **names, "type": "private"}
        if user_id in self.chats:
            self.chats[user_id].shape = chat
        else:
            self.chats[user_id] = Chat(user_id, "private", chat)
        return person

    def person(self, user_id: int) -> Json | None:
        """A person or the bot itself."""
        return self.bot if user_id == self.bot_id else self.people.get(user_id)

    def chat(self, value: str, access: Access) -> Chat:
        """The chat a call names; Refusal 400 or 403 when the bot can't do that there."""
        if not value:
            raise refuse("chat_id is empty")
        try:
            chat = self.chats.get(int(value))
        except ValueError:
            chat = self._public(value)
        if chat is None:
            raise refuse("chat not found")
        chat.check(access, self.bot_id)
        return chat

    def _public(self, name: str) -> Chat | None:
        for chat in self.chats.values():
            if chat.type != "private" and f"@{chat.shape.get('username')}" == name:
                return chat
        return None

    # --- what happens

    def now(self) -> int:
        """Whole seconds since the epoch, the precision of message dates."""
        return int(self.clock())

    def post(
        self,
        chat: Chat,
        sender: Json,
        content: Json,
        *,
        reply_to: Entry | None = None,
        keyboard: Json | None = None,
        date: int | None = None,
        author: int | None = None,
        update_id: int | None = None,
    ) -> Entry:
        """A new message in a chat, shown on every phone there and told to the bot if it hears of
        it; a channel's goes on to its group.

        sender: who really sends it, even when the content has the sender_chat it is sent as.
        """
        message: Json = {"message_id": self._next_id(chat)}
        if chat.type == "channel":
            message["sender_chat"] = chat.shape
        else:
            message["from"] = sender
        message |= {"chat": chat.shape, "date": self.now() if date is None else date}
        if reply_to is not None:
            message["reply_to_message"] = reply_to.bare()
            if chat.type == "supergroup":
                thread = reply_to.message.get("message_thread_id", reply_to.message_id)
                message["message_thread_id"] = thread
        message |= content
        if sender["is_bot"]:
            chat.last_bot = sender["id"]
        writer = sender["id"] if author is None else author
        entry = Entry(message, keyboard, sender is self.bot, writer)
        chat.messages[message["message_id"]] = entry
        if self._keep_messages is not None and len(chat.messages) > self._keep_messages:
            del chat.messages[next(iter(chat.messages))]
        self.tell(chat, "message", entry)
        tell_bot(self, chat, entry, update_id=update_id)
        if chat.linked and chat.type == "channel":
            discussion.pass_on(self, chat, entry)
        self.changed()
        return entry

    def edit(self, chat: Chat, entry: Entry, message: Json) -> None:
        """A message as it stands from now on, its edit_date now."""
        entry.message = message | {"edit_date": self.now()}
        self.tell(chat, "edited", entry)
        tell_bot(self, chat, entry, edited=True)
        if entry.echo:
            discussion.follow(self, entry)
        self.changed()

    def tell(self, chat: Chat, event: str, entry: Entry) -> None:
        """Shows a new or edited message on the phones of a chat."""
        if self.streams.people():
            self.streams.tell(chat.audience(), event, {"message": entry.seen()})

    def delete(self, chat: Chat, message_id: int) -> None:
        """Removes a message for everyone."""
        entry = chat.messages.pop(message_id, None)
        if message_id in chat.pinned:
            chat.pinned.remove(message_id)
        told = {"chat_id": chat.id, "message_ids": [message_id]}
        self.streams.tell(chat.audience(), "deleted", told)
        if entry and entry.echo:
            discussion.retract(self, entry)
        self.changed()

    def new_press(self, user_id: int, chat_id: int, message_id: int, data: str) -> Press:
        """A pressed button that waits for its answer."""
        self._last_press += 7
        press = Press(str(self._last_press), user_id, self.clock(), data, chat_id, message_id)
        self.presses[press.id] = press
        return press

    def menus_changed(self) -> None:
        """Shows everyone who looks the menu they now have."""
        for user_id in self.streams.people():
            language = self.people[user_id].get("language_code", "")
            shown = self.menus.shown(user_id, language)
            self.streams.tell([user_id], "commands", {"commands": shown})

    # --- waiting

    async def until(self, so: Callable[[], T], within: float = 5.0) -> T:
        """Waits until so() is true and returns what it gave; TimeoutError after within seconds."""
        return await self._waiting.until(so, within)

    def next_album(self) -> str:
        """A media_group_id of its own."""
        self._last_album += 1
        return str(self._last_album)

    def _next_id(self, chat: Chat) -> int:
        if chat.type in ("supergroup", "channel"):
            chat.last_id += 1
            return chat.last_id
        self._last_message += 1
        return self._last_message
