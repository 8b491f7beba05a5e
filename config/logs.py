"""One structured line for each happening, with neither secrets nor what people wrote in it."""

import json
import logging
import sys
import threading
from collections.abc import Collection
from types import TracebackType
from urllib.parse import quote

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

LONG = 12
"""A secret's second half (a bot's token behind its id) is veiled alone from so many letters."""


def set_up(secrets: Collection[str]) -> None:
    """Sends structlog and the standard library's logging to stderr; ``secrets`` never show.

    So do warnings, and what nobody caught.
    """
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _Line(secrets),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    logging.raiseExceptions = False  # it would print a broken line's arguments as they are
    logging.captureWarnings(True)
    sys.excepthook = _crashed
    threading.excepthook = _thread_crashed
    for chatty in ("aiohttp.access", "httpx", "apscheduler", "stripe", "telegram", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


class _Line:
    """A line as JSON, with ``…`` for every secret, wherever in it and however deep it stood."""

    def __init__(self, secrets: Collection[str]) -> None:
        self._json = structlog.processors.JSONRenderer(ensure_ascii=False)
        halves = {part for secret in secrets for part in (secret, secret.partition(":")[2])}
        known = {half for half in halves if half and (half in secrets or len(half) >= LONG)}
        forms = {
            form
            for half in known
            for form in (half, quote(half, safe=""), json.dumps(half, ensure_ascii=False)[1:-1])
        }
        self._secrets = sorted(forms, key=len, reverse=True)

    def __call__(self, logger: WrappedLogger, name: str, line: EventDict) -> str:
        text = str(self._json(logger, name, line))
        for secret in self._secrets:
            text = text.replace(secret, "…")
        return text


def _crashed(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:  # fmt: skip
    logging.getLogger("livestall").critical("crashed", exc_info=(kind, error, trace))


def _thread_crashed(crash: threading.ExceptHookArgs) -> None:
    if crash.exc_value is not None:
        _crashed(crash.exc_type, crash.exc_value, crash.exc_traceback)
