"""Which addresses Telegram takes behind a button or a link."""

import ipaddress
import re

_TG = re.compile(r"tg:(?://)?([A-Za-z0-9_-]+)(/?\?.*)?$", re.DOTALL)
_HTTP = re.compile(
    r"(?:(https?)://)?(?:[^/?#@\s]*@)?(\[[^\]]*\]|[^:/?#\s]+)(?::(\d{1,5}))?([/?#]\S*)?$",
    re.IGNORECASE,
)
_USER = re.compile(r"tg:(?://)?user\?id=(\d+)$", re.IGNORECASE)


def checked_link(url: str) -> str | None:
    """The address as Telegram writes it, or None when it refuses it.

    Besides what the server's own parser refuses, addresses of this machine and of private
    networks are refused, as the service behind it does for buttons.
    """
    url = url.strip()
    if url.lower().startswith("tg:"):
        found = _TG.match(url)
        return f"tg://{found[1]}{(found[2] or '').removeprefix('/')}" if found else None
    found = _HTTP.match(url)
    if found is None:
        return None
    scheme, host, port, rest = found.groups()
    if not _public(host.lower()):
        return None
    rest = rest or "/"
    if not rest.startswith("/"):
        rest = "/" + rest
    return f"{(scheme or 'http').lower()}://{host.lower()}{':' + port if port else ''}{rest}"


def mentioned_user(url: str) -> int:
    """The user id of a ``tg://user?id=`` address, else 0."""
    found = _USER.match(url.strip())
    return int(found[1]) if found else 0


def is_http(value: str) -> bool:
    """Whether a media parameter is an address to fetch."""
    return value.lower().startswith(("http://", "https://"))


def _public(host: str) -> bool:
    if host.startswith("["):
        host = host[1:-1]
    elif "." not in host:
        return False
    if host.rstrip(".").endswith(".localhost"):
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return True
