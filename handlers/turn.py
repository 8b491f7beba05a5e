"""A turn: one thing said, the transaction that decides it, and the ways to answer."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row

from handlers.said import Said
from models import outgoing, people
from models.priority import Priority
from models.tx import Facts, Tx


@dataclass(slots=True)
class Turn:
    """What a handler works with. ``person`` is the row of who spoke.

    ``reachable``: they can be written to; where not, what is said to them is left unsaid.
    """

    tx: Tx
    said: Said
    person: Row[Any]
    reachable: bool = True
    answered: bool = field(default=False, init=False)

    def reply(self, kind: str, *, priority: Priority = Priority.ANSWER, **facts: Any) -> None:
        """Writes to the person's private chat."""
        if not self.reachable:
            return
        outgoing.say(self.tx, self.person.id, kind, facts, priority=priority)

    def reply_once(self, once: str, kind: str, **facts: Any) -> None:
        """``reply``, unless that was said for the same ``once``."""
        if self.reachable:
            outgoing.say_once(self.tx, once, self.person.id, kind, facts, priority=Priority.ANSWER)

    def edit(self, kind: str, **facts: Any) -> None:
        """Rewrites the private message whose button was pressed; writes anew if none was."""
        said = self.said
        if said.press_id is None or said.message_id is None or not said.private:
            self.reply(kind, **facts)
            return
        facts["photo"] = True if said.on_photo else None
        outgoing.edit(self.tx, self.person.id, said.message_id, kind, facts)

    def toast(self, kind: str, **facts: Any) -> None:
        """Answers the press with a short text over the chat; writes it if nothing was pressed."""
        if self.said.press_id is None:
            self.reply(kind, **facts)
        elif not self.answered:
            self.answered = True
            outgoing.answer(self.tx, self.person.id, self.said.press_id, kind, facts)

    def settle_press(self) -> None:
        """Lets the pressed button stop waiting if no handler answered it."""
        if self.said.press_id is not None:
            self.toast("")

    def shop(self) -> Row[Any] | None:
        """The shop that the person runs, or None."""
        return people.shop_of(self.tx, self.person.id)

    def look_at(self, shop_id: int) -> None:
        """Notes the shop that the person has before them now."""
        if self.person.looking_at != shop_id:
            people.look_at(self.tx, self.person.id, shop_id)

    def facts(self, **facts: Any) -> Facts:
        """Facts with the person's name, for texts that greet."""
        return {"name": self.person.name} | facts
