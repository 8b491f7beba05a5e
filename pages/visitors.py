"""Who asks for a page: in which language, and whether a person does at all."""

import re

from aiohttp import web

from texts.render import LANGUAGES

_PREVIEW = re.compile(r"(?<!cu)bot\b|crawler|spider|preview|facebookexternalhit|whatsapp/", re.I)
"""Programs that open an address to show or judge it. CUBOT makes telephones."""


def language(request: web.Request) -> str | None:
    """The language asked for: in the address, else the first of the browser's that we speak."""
    chosen = request.query.get("language")
    if chosen in LANGUAGES:
        return chosen
    wanted = [_wish(part) for part in request.headers.get("Accept-Language", "").split(",")]
    spoken = [wish for wish in wanted if wish[0] > 0 and wish[1] in LANGUAGES]
    return max(spoken, key=lambda wish: wish[0])[1] if spoken else None


def _wish(part: str) -> tuple[float, str]:
    tag, _, weight = part.partition(";")
    try:
        liked = float(weight.strip().removeprefix("q=")) if weight.strip() else 1.0
    except ValueError:
        liked = 0.0
    return liked, tag.strip().partition("-")[0].lower()


def looks_ahead(request: web.Request) -> bool:
    """Whether a browser fetches this in case its person should want it.

    https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Purpose
    """
    said = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    return any("prefetch" in purpose or "preview" in purpose for purpose in said)


def is_person(request: web.Request) -> bool:
    """Whether a person opened this address, rather than a page or program that shows it."""
    if request.headers.get("Sec-Fetch-Dest", "document") != "document":
        return False
    return not _PREVIEW.search(request.headers.get("User-Agent", ""))
