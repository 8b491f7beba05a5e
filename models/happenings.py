"""One structured line for each happening, written once it is committed: ids and numbers only."""

import logging
from collections.abc import Iterable
from typing import TypeAlias

import structlog

Happening: TypeAlias = tuple[str, dict[str, int | str | None]]
"""What happened, and the ids and numbers of it."""

log = structlog.get_logger(__name__)
_listening = logging.getLogger(__name__)


def tell(happenings: Iterable[Happening]) -> None:
    """Writes the lines, where anybody listens."""
    if _listening.isEnabledFor(logging.INFO):
        for what, numbers in happenings:
            log.info(what, **{name: value for name, value in numbers.items() if value is not None})
