"""Lists of several pages, turned in place."""

from collections.abc import Sequence
from typing import Any, TypeVar

from handlers.turn import Turn

T = TypeVar("T")


def page_of(rows: Sequence[T], page: int, size: int) -> tuple[Sequence[T], dict[str, int]]:
    """The rows of a page (the nearest there is), and the facts ``page``, ``pages``, ``total``."""
    facts = place(len(rows), page, size)
    start = facts["page"] * size
    return rows[start : start + size], facts


def place(total: int, page: int, size: int) -> dict[str, int]:
    """Which page of how many, from 0: the facts ``page``, ``pages`` and ``total``."""
    pages = max(1, -(-total // size))
    return {"page": min(max(page, 0), pages - 1), "pages": pages, "total": total}


def show(turn: Turn, kind: str, **facts: Any) -> None:
    """Shows a list where its button was pressed; anew under a photo, whose caption is short."""
    if turn.said.on_photo:
        turn.reply(kind, **facts)
    else:
        turn.edit(kind, **facts)
