"""Lists of several pages, turned in place."""

from collections.abc import Sequence
from typing import Any, TypeVar

from handlers.turn import Turn
from models.browsing import Page

T = TypeVar("T")


def page_of(rows: Sequence[T], page: int | None, size: int) -> tuple[Sequence[T], dict[str, int]]:
    """The rows of a page (the nearest there is), and the facts ``page``, ``pages``, ``total``."""
    facts = place(len(rows), page, size)
    start = facts["page"] * size
    return rows[start : start + size], facts


def place(total: int, page: int | None, size: int) -> dict[str, int]:
    """Which page of how many, from 0: the facts ``page``, ``pages`` and ``total``."""
    pages = max(1, -(-total // size))
    return {"page": min(max(page or 0, 0), pages - 1), "pages": pages, "total": total}


def facts(page: Page) -> dict[str, int]:
    """The facts ``page``, ``pages`` and ``total`` of a page that was read."""
    return {"page": page.number, "pages": page.pages, "total": page.total}


def show(turn: Turn, kind: str, page: int | None, /, **facts: Any) -> None:
    """Shows a list: in place when a ``page`` of it was asked for, else as a new message.

    Under a photo it is a new message too, for captions are short.
    """
    if page is None or turn.said.on_photo:
        turn.reply(kind, **facts)
    else:
        turn.edit(kind, **facts)
