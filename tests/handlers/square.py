"""A square to talk in: Malee's group and her channel, whoever comments there, what is answered."""

from typing import Any

import orjson
from sqlalchemy import select, update

from models import lineup, shows
from models.outgoing import OUTGOING
from tests.handlers.stall import ANNA, BEN, SELLER, SHOP, go_live, open_stall
from tests.market import Market, Told

GROUP, CHANNEL = -1001, -1002
CHAI, DAO = 4, 5
"""They never pressed Start."""
FULL = {
    "can_manage_chat": True, "can_pin_messages": True, "can_post_messages": True,
    "can_edit_messages": True,
}  # fmt: skip


class Square:
    """Malee's group, linked; her show is on the air unless told otherwise."""

    def __init__(self, market: Market, *, scarves: int = 2, live: bool = True) -> None:
        self.market = market
        self._message = 100
        open_stall(market, scarves=scarves, started=(SELLER, ANNA, BEN))
        if live:
            go_live(market, "Friday")

    async def link(self, chat: int = GROUP, kind: str = "supergroup") -> list[Told]:
        """Malee makes the bot an administrator."""
        await self.membership("administrator", chat, kind)
        return self.market.told(SELLER)

    async def membership(
        self, status: str, chat: int = GROUP, kind: str = "supergroup", by: int = SELLER,
        **rights: Any,
    ) -> None:  # fmt: skip
        """The bot's standing in a chat changes."""
        member = {"user": {"id": 7, "is_bot": True, "first_name": "B"}, "status": status}
        given = FULL | rights if status == "administrator" else {}
        change = {
            "chat": self.chat(chat, kind), "from": self.user(by), "date": self.now(),
            "old_chat_member": member | {"status": "left"}, "new_chat_member": member | given,
        }  # fmt: skip
        await self.market.update({"my_chat_member": change})

    async def comment(self, person: int, text: str, **message: Any) -> int:
        """Somebody writes into the group; the message's id."""
        body = self.body(person, text, **message)
        await self.market.update({"message": body})
        return int(body["message_id"])

    async def edit(self, person: int, message_id: int, text: str) -> None:
        """Somebody edits what they wrote."""
        body = self.body(person, text, message_id=message_id, edit_date=self.now())
        await self.market.update({"edited_message": body})

    def body(self, person: int, text: str, **message: Any) -> dict[str, Any]:
        """A message in the group."""
        self._message += 1
        return {
            "message_id": self._message, "date": self.now(), "from": self.user(person),
            "chat": self.chat(), "text": text,
        } | message  # fmt: skip

    async def service(
        self, chat: int = GROUP, kind: str = "supergroup", **fields: Any
    ) -> None:  # fmt: skip
        """Telegram itself tells something in a chat."""
        self._message += 1
        body = {"message_id": self._message, "date": self.now(), "chat": self.chat(chat, kind)}
        field = "channel_post" if kind == "channel" else "message"
        await self.market.update({field: body | {"from": self.user(SELLER)} | fields})

    def chat(self, chat: int = GROUP, kind: str = "supergroup") -> dict[str, Any]:
        """A chat as Telegram shows it."""
        return {"id": chat, "type": kind, "title": "Malee's fans"}

    def user(self, person: int) -> dict[str, Any]:
        """A person as Telegram shows them."""
        return {"id": person, "is_bot": False, "first_name": f"P{person}", "language_code": "en"}

    def now(self) -> int:
        """Seconds."""
        return self.market.clock.now // 1000

    def reaction(self, message_id: int) -> str | None:
        """The emoji under a comment."""
        with self.market.tx() as tx:
            row = tx.one(select(OUTGOING).where(
                OUTGOING.c.method == "react", OUTGOING.c.message_id == message_id
            ))  # fmt: skip
        return None if row is None else orjson.loads(row.facts)["emoji"]

    def said(self, chat: int = GROUP) -> list[Told]:
        """What was said in a chat since it was last read, besides reactions and pins."""
        return [one for one in self.market.told(chat) if one.kind]

    def board(self, kind: str, chat: int = GROUP) -> dict[str, Any]:
        """The facts of the newest message of a kind in a chat."""
        with self.market.tx() as tx:
            row = tx.one(
                select(OUTGOING)
                .where(OUTGOING.c.kind == kind, OUTGOING.c.chat_id == chat)
                .order_by(OUTGOING.c.id.desc())
            )
        assert row is not None, f"no {kind}"
        facts: dict[str, Any] = orjson.loads(row.facts)
        return facts

    def sent(self, kind: str, message_id: int = 900) -> None:
        """Telegram has taken the messages of this kind."""
        with self.market.tx() as tx:
            tx.run(
                update(OUTGOING)
                .where(OUTGOING.c.kind == kind, OUTGOING.c.state == "queued")
                .values(state="sent", message_id=message_id, sent_at=tx.now)
            )

    def choose(self, *products: int) -> None:
        """Puts these products, and no others, into the show's lineup."""
        with self.market.tx() as tx:
            running = shows.on_air(tx, SHOP)
            assert running is not None
            lineup.choose(tx, running, products)


async def linked(market: Market, *, scarves: int = 2, live: bool = True) -> Square:
    """A square whose group is linked; its seller has heard so."""
    made = Square(market, scarves=scarves, live=live)
    await made.link()
    market.told(SELLER)
    return made
