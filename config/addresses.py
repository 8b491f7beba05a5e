"""Whether our own address can be reached by the people who are to use it."""

from ipaddress import ip_address
from urllib.parse import urlsplit

import aiohttp


def is_public(address: str) -> bool:
    """Whether Telegram takes this address on a button: a public host, by name or number."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".local", ".localhost", ".internal"))


def local(host: str, port: int) -> str:
    """Where our pages are found on this computer. ``host`` is what we listen on."""
    near = "127.0.0.1" if host in ("0.0.0.0", "::", "") else host
    return f"http://[{near}]:{port}" if ":" in near else f"http://{near}:{port}"


async def examine(session: aiohttp.ClientSession, address: str | None) -> list[tuple[bool, str]]:
    """What is well (True) or not about ``PUBLIC_URL``, in plain words."""
    if address is None:
        return [(True, "Public address: none; payments go by the provider's own links.")]
    if not is_public(address):
        return [(False, f"Public address: {address} is only known on this computer or network;"
                        " Telegram refuses buttons that lead there.")]  # fmt: skip
    try:
        async with session.get(f"{address}/healthz", timeout=aiohttp.ClientTimeout(10)) as answer:
            seen = answer.headers.get("Content-Type", "")
    except (aiohttp.ClientError, TimeoutError):
        return [(False, f"Public address: nothing answers at {address} (is the program serving?).")]
    if not seen.startswith("application/json"):
        return [(False, f"Public address: something else answers at {address}.")]
    return [(True, f"Public address: {address} leads here.")]
