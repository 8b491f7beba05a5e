"""What goes back to a browser: a page in a language, or the way to another address."""

from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment

from pages import assets
from texts.render import environment

HERE = Path(__file__).parent
PRIVATE = "no-store"
BRIEFLY = "public, max-age=30"
_GUARD = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@cache
def _pages(language: str) -> Environment:
    made = environment(language, HERE / "templates")
    made.globals["asset"] = assets.address
    return made


def page(
    name: str, language: str, *, status: HTTPStatus = HTTPStatus.OK, cached: str = PRIVATE,
    refresh: int | None = None, **facts: Any,
) -> web.Response:  # fmt: skip
    """A page of ``templates/``. ``cached`` is its Cache-Control; ``refresh`` (s) opens it anew."""
    text = _pages(language).get_template(name).render(facts, refresh=refresh)
    headers = _headers(cached) | {"Content-Language": language, "Vary": "Accept-Language"}
    answer = web.Response(text=text, status=status, content_type="text/html", headers=headers)
    answer.enable_compression()
    return answer


def missing(language: str) -> web.Response:
    """The page for an address where there is nothing."""
    return page("missing.html", language, status=HTTPStatus.NOT_FOUND)


def photo(data: bytes, mark: str, cached: str) -> web.Response:
    """A photo (JPEG) that ``mark`` is the ETag of."""
    answer = web.Response(body=data, content_type="image/jpeg", headers=_headers(cached))
    answer.etag = mark
    return answer


def same(mark: str, cached: str) -> web.Response:
    """For a browser that has what ``mark`` is the ETag of."""
    answer = web.Response(status=HTTPStatus.NOT_MODIFIED, headers=_headers(cached))
    answer.etag = mark
    return answer


def no_photo() -> web.Response:
    """There is no photo, or it can't be had: browsers show the picture that says so instead."""
    return web.Response(
        body=assets.content("no-photo.svg"), status=HTTPStatus.NOT_FOUND,
        content_type="image/svg+xml", headers=_headers(BRIEFLY),
    )  # fmt: skip


def elsewhere(url: str) -> web.Response:
    """The way to another address, which isn't told where the visitor comes from."""
    headers = _headers(PRIVATE) | {"Location": url}
    return web.Response(status=HTTPStatus.SEE_OTHER, headers=headers)


def nothing() -> web.Response:
    """For a browser that looks ahead: come back when a person wants it."""
    return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, headers=_headers(PRIVATE))


def _headers(cached: str) -> dict[str, str]:
    unlisted = {"X-Robots-Tag": "noindex, nofollow"} if cached == PRIVATE else {}
    return _GUARD | {"Cache-Control": cached} | unlisted
