"""One structured line for each happening, with neither secrets nor what people wrote in it."""

import logging
import sys
from collections.abc import Iterable

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger


def set_up(secrets: Iterable[str]) -> None:
    """Sends structlog and the standard library's logging to stderr; ``secrets`` never show."""
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _Veil(secrets),
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
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for chatty in ("aiohttp.access", "httpx", "apscheduler", "stripe", "telegram", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


class _Veil:
    """Replaces every secret in every value of a line by ``…``."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = [secret for secret in secrets if secret]

    def __call__(self, _: WrappedLogger, __: str, line: EventDict) -> EventDict:
        for name, value in line.items():
            if name.startswith("_"):
                continue
            if isinstance(value, str | BaseException):
                text = str(value)
                for secret in self._secrets:
                    text = text.replace(secret, "…")
                line[name] = text
        return line
