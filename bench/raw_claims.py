"""The bound of what one commit a claim can give: raw sqlite3 on the market's own tables."""

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

from models.store import milliseconds


def claim_raw(path: Path, answers: Sequence[bytes]) -> float:
    """Decides the claims in Telegram's answers, one durable commit each; claims a second."""
    market = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        market.execute(f"PRAGMA {pragma}")
    begun, claims = time.perf_counter(), 0
    for answer in answers:
        for update in orjson.loads(answer)["result"]:
            market.execute("BEGIN IMMEDIATE")
            _claim(market, update, milliseconds())
            market.execute("COMMIT")
            claims += 1
    took = time.perf_counter() - begun
    market.close()
    return claims / took


def _claim(market: sqlite3.Connection, update: dict[str, Any], now: int) -> None:
    """What no claim can do without: whose is it, what for, is it new, is a unit free; the rows."""
    said, seq = update["message"], update["update_id"]
    person, date, source = said["from"]["id"], said["date"], f"m:{said['message_id']}"
    body = orjson.dumps(update).decode()
    row = _one(market, """
        INSERT INTO incoming (source, external_id, said_at, seq, payload, state, due, attempts,
                              received_at)
        VALUES ('telegram', ?, ?, ?, ?, 'queued', 0, 0, ?) RETURNING id
    """, seq, date, seq, body, now)  # fmt: skip
    _one(market, "SELECT * FROM person WHERE id = ?", person)
    _one(market, "SELECT * FROM talk WHERE person_id = ?", person)
    _one(market, "SELECT * FROM shop WHERE id = 1")
    _one(market, "SELECT * FROM show WHERE shop_id = 1 AND state = 'live'")
    option, price = _one(market, """
        SELECT option.id, option.price FROM product JOIN option ON option.product_id = product.id
        WHERE product.shop_id = 1 AND product.key = 'A12'
    """)  # fmt: skip
    _one(market, "SELECT id FROM reservation WHERE source = ?", source)
    taken = "UPDATE option SET free = free - 1, held = held + 1 WHERE id = ? AND free >= 1"
    held = market.execute(taken, (option,)).rowcount
    if not held:
        market.execute("UPDATE option SET waiting = waiting + 1 WHERE id = ?", (option,))
    state = "held" if held else "waiting"
    _one(market, """
        INSERT INTO reservation (token, source, part, shop_id, option_id, person_id, quantity,
                                 price, currency, state, said_at, seq, deadline, giving_up,
                                 created_at)
        VALUES (?, ?, 0, 1, ?, ?, 1, ?, 'THB', ?, ?, ?, ?, 0, ?)
    """, source, source, option, person, price, state, date, seq, now, now)  # fmt: skip
    _one(market, """
        INSERT INTO history (at, what, shop_id, person_id, facts) VALUES (?, ?, 1, ?, '{}')
    """, now, state, person)  # fmt: skip
    _one(
        market,
        """
        INSERT INTO outgoing (method, kind, chat_id, person_id, priority, rank, facts, state,
                              stale, due, attempts)
        VALUES ('send', ?, ?, ?, 0, ?, ?, 'queued', 0, 0, 0)
    """,
        state,
        person,
        person,
        now,
        orjson.dumps({"code": "A12", "price": price}).decode(),
    )
    _one(market, "UPDATE person SET looking_at = 1 WHERE id = ? AND looking_at IS NOT 1", person)
    _one(market, "UPDATE incoming SET state = 'done', done_at = ? WHERE id = ?", now, row[0])


def _one(market: sqlite3.Connection, statement: str, *values: Any) -> Any:
    return market.execute(statement, values).fetchone()
