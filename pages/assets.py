"""The files that pages are dressed with, under addresses that change when they do."""

import hashlib
from functools import cache
from pathlib import Path

from aiohttp import web

HERE = Path(__file__).parent / "static"
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@cache
def content(name: str) -> bytes:
    """The bytes of a file of ``static/``."""
    return (HERE / name).read_bytes()


@cache
def address(name: str) -> str:
    """Where a file of ``static/`` is found."""
    return f"/static/{name}?v={hashlib.sha256(content(name)).hexdigest()[:12]}"


async def asset(request: web.Request) -> web.Response:
    """``GET /static/NAME``: kept by browsers for as long as they like."""
    name = Path(request.match_info["name"])
    kind = _KINDS.get(name.suffix)
    if kind is None or not (HERE / name.name).is_file():
        raise web.HTTPNotFound
    answer = web.Response(
        body=content(name.name), content_type=kind, charset="utf-8",
        headers={
            "Cache-Control": "public, max-age=31536000, immutable",
            "X-Content-Type-Options": "nosniff",
        },
    )  # fmt: skip
    answer.enable_compression()
    return answer
