"""What a seller types behind /live: a title and the stream's address."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

LONGEST_TITLE = 100
LONGEST_LINK = 500

LiveReason = Literal["title_too_long", "several", "link", "not_public", "link_too_long"]

_SCHEME = re.compile(r"(?i)[a-z][a-z0-9+.-]*:(//|(?=[^\s\d]))")
_BARE = re.compile(r"(?i)(www\.|(?:[a-z0-9-]+\.)+[a-z]{2,}/)\S*")
_HOST = re.compile(r"(?:(?!-)[\w-]{1,63}(?<!-)\.)+(?!-)[\w-]{2,63}(?<!-)")
_HOME = ("localhost", "local", "internal", "lan", "home")


@dataclass(frozen=True, slots=True)
class Live:
    """A show's title (may be empty) and its address (may be none)."""

    title: str
    link: str | None


@dataclass(frozen=True, slots=True)
class LiveProblem:
    """Why a show can't be announced so: the reason, and the piece of it that offends."""

    reason: LiveReason
    what: str


def read_live(text: str) -> Live | LiveProblem:
    """Reads ``[title] [link]``: the link anywhere, ``https://`` understood where it is left out."""
    words = text.split()
    links = [word for word in words if _is_link(word)]
    title = " ".join(word for word in words if word not in links)
    if len(links) > 1:
        return LiveProblem("several", links[1])
    if len(title) > LONGEST_TITLE:
        return LiveProblem("title_too_long", title)
    if not links:
        return Live(title, None)
    link = read_link(links[0])
    return link if isinstance(link, LiveProblem) else Live(title, link)


def read_link(text: str) -> str | LiveProblem:
    """An address that everybody can open: http or https, at a public host."""
    link = text if _SCHEME.match(text) else f"https://{text}"
    if len(link) > LONGEST_LINK:
        return LiveProblem("link_too_long", text)
    try:
        parts = urlsplit(link)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return LiveProblem("link", text)
    if parts.scheme not in ("http", "https") or not host or not link.isprintable():
        return LiveProblem("link", text)
    if parts.username is not None or not _is_public(host):
        return LiveProblem("not_public", text)
    return link


def _is_link(word: str) -> bool:
    return bool(_SCHEME.match(word) or _BARE.fullmatch(word))


def _is_public(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        named = _HOST.fullmatch(host) is not None and not host.rsplit(".", 1)[-1].isdecimal()
        return named and host.rsplit(".", 1)[-1] not in _HOME
