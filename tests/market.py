"""A market to test with: the real database and the real turns, with neither network nor time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import select

from bot.turns import Turns
from models import incoming, papers, schema
from models.announcements import ANNOUNCEMENT
from models.outgoing import OUTGOING
from models.store import Store
from models.terms import Terms
from models.tx import Tx
from texts import row_problems
from texts.render import Button, Rendered, render

MAY = 1_795_435_200_000
"""When every test begins: 2026-11-23 12:00:00 UTC (ms)."""


@dataclass(slots=True)
class Clock:
    """A clock that a test moves by hand."""

    now: int = MAY

    def __call__(self) -> int:
        return self.now

    def pass_(self, *, seconds: float = 0, minutes: float = 0) -> None:
        """Lets time go by."""
        self.now += int((seconds + 60 * minutes) * 1000)


@dataclass(frozen=True, slots=True)
class Told:
    """One message as its reader would see it."""

    kind: str
    facts: dict[str, Any]
    method: str
    message: Rendered | None

    @property
    def text(self) -> str:
        """The rendered text; empty for a silent button answer."""
        return self.message.text if self.message else ""

    @property
    def buttons(self) -> list[Button]:
        """All buttons, row by row."""
        return [button for row in self.message.keyboard for button in row] if self.message else []

    def button(self, label: str) -> Button:
        """The button whose label holds ``label``."""
        for button in self.buttons:
            if label in button.label:
                return button
        raise AssertionError(f"no button {label!r} in {[b.label for b in self.buttons]}")


class Market:
    """Speaks as people do and reads what they are told. Languages by person, English unless set."""

    def __init__(self, folder: Path, terms: Terms | None = None) -> None:
        self.clock = Clock()
        self.store = Store(f"sqlite:///{folder}/market.db", terms, self.clock)
        schema.metadata().create_all(self.store.engine)
        self.turns = Turns(self.store)
        self.languages: dict[int, str] = {}
        self._update = 1000
        self._read: dict[int, int] = {}

    @contextmanager
    def tx(self) -> Iterator[Tx]:
        """A transaction for setting the stage, or for looking at rows."""
        with self.store.transaction() as tx:
            yield tx

    async def say(self, person: int, text: str, **message: Any) -> list[Told]:
        """Sends a private message; returns what that person was told since they were last read.

        ``message`` adds Bot API fields (``photo``, ``caption``, ``date`` …).
        """
        await self.update(self.message(person, text, **message))
        return self.told(person)

    def message(self, person: int, text: str, /, **message: Any) -> dict[str, Any]:
        """A private message as Telegram delivers it, for ``update``."""
        self._update += 1
        body = {
            "message_id": self._update, "date": self.clock.now // 1000, "from": self._user(person),
            "chat": {"id": person, "type": "private", "first_name": f"P{person}"},
        } | ({"text": text} if text else {}) | message  # fmt: skip
        return {"message": body}

    async def photo(self, person: int, caption: str = "", file_id: str = "photo-1") -> list[Told]:
        """Sends a photo."""
        sizes = [{"file_id": file_id, "file_unique_id": file_id, "width": 900, "height": 900}]
        return await self.say(person, "", photo=sizes, caption=caption)

    async def press(self, person: int, data: str, *, on_photo: bool = False) -> list[Told]:
        """Presses a button that carries ``data``."""
        self._update += 1
        message: dict[str, Any] = {
            "message_id": 77, "date": self.clock.now // 1000,
            "chat": {"id": person, "type": "private"},
        }  # fmt: skip
        if on_photo:
            message["photo"] = [{"file_id": "x"}]
        press = {"id": f"press-{self._update}", "from": self._user(person), "message": message}
        await self.update({"callback_query": press | {"data": data}})
        return self.told(person)

    async def update(self, *bodies: dict[str, Any]) -> None:
        """Receives updates and decides them, in one batch."""
        rows = []
        for body in bodies:
            self._update += 1
            update = {"update_id": self._update, **body}
            payload = orjson.dumps(update).decode()
            rows.append((str(self._update), self._at(body), self._update, payload))
        with self.tx() as tx:
            incoming.receive(tx, "telegram", rows)
        await self.drain()

    async def drain(self) -> None:
        """Decides everything that is due."""
        async with self.store:
            await self.turns.drain()

    def told(self, person: int) -> list[Told]:
        """What a person was told since they were last read, as they would see it."""
        with self.tx() as tx:
            rows = tx.all(
                select(OUTGOING, ANNOUNCEMENT.c.facts.label("shared"))
                .outerjoin(ANNOUNCEMENT, ANNOUNCEMENT.c.id == OUTGOING.c.announcement_id)
                .where(OUTGOING.c.chat_id == person, OUTGOING.c.id > self._read.get(person, 0))
                .order_by(OUTGOING.c.id)
            )
        if rows:
            self._read[person] = rows[-1].id
        return [self._told(row) for row in rows]

    def _told(self, row: Any) -> Told:
        facts = orjson.loads(row.facts or getattr(row, "shared", None) or "{}")
        language = self.languages.get(row.person_id, "en")
        if file := facts.get("file"):
            facts["file"] = {"name": file["name"], "text": self._text(file, language)}
        message = render(row.kind, language, facts) if row.kind else None
        return Told(row.kind, facts, row.method, message)

    def _text(self, file: dict[str, Any], language: str) -> str:
        if "problems" in file:
            return row_problems.as_csv(language, file["problems"], file["currency"])
        if "of" in file:
            return self.store.look(partial(papers.text, paper=file))
        return str(file["text"])

    def _user(self, person: int) -> dict[str, Any]:
        language = self.languages.get(person, "en")
        return {
            "id": person, "is_bot": False, "first_name": f"P{person}", "language_code": language
        }  # fmt: skip

    def _at(self, body: dict[str, Any]) -> int:
        message = body.get("message") or body.get("edited_message") or {}
        return int(message.get("edit_date") or message.get("date") or self.clock.now // 1000) * 1000
