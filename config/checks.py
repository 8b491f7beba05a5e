"""What a setting must look like. Each check returns the value, or says in words what to do."""

import re
from urllib.parse import SplitResult, urlsplit


def address(value: str) -> str:
    """An HTTP address, without the slash at its end."""
    _parts(value, "must be an address like https://api.example")
    return value.rstrip("/")


def public_address(value: str) -> str:
    """An HTTP address that is nothing but scheme, host and port."""
    how = "must be an address like https://shop.example, with nothing behind the name"
    parts = _parts(value, how)
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username is not None:
        raise ValueError(how)
    return value.rstrip("/")


def _parts(value: str, how: str) -> SplitResult:
    try:
        parts = urlsplit(value)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        sound = False
    if not sound or re.search(r"\s", value):
        raise ValueError(how)
    return parts


def bot_token(value: str) -> str:
    """A bot's token: its id, a colon, and the secret."""
    if not re.fullmatch(r"[0-9]+:[!-~]+", value):
        raise ValueError("must look like 123456:ABC…; @BotFather gives it with /newbot")
    return value


def secret_key(value: str) -> str:
    """Stripe's secret or restricted key."""
    if value.startswith("pk_"):
        raise ValueError("is a publishable key; the secret one begins with sk_ or rk_")
    if not re.fullmatch(r"[sr]k_[!-~]+", value):
        raise ValueError(
            "must begin with sk_ or rk_; it is in Stripe's dashboard under Developers, API keys"
        )
    return value


def signing_secret(value: str) -> str:
    """The secret with which Stripe signs what it sends to an endpoint."""
    if not re.fullmatch(r"(?![srp]k_)[!-~]+", value):
        raise ValueError(
            "must be a signing secret (whsec_…); it is in Stripe's dashboard under Webhooks"
        )
    return value


def database(value: str) -> str:
    """The address of a database in a file."""
    if not value.startswith("sqlite:///"):
        raise ValueError("must be sqlite:///FILE; other databases aren't supported yet")
    file = value.removeprefix("sqlite:///")
    if not file or file.startswith(":memory:") or "?" in file:
        raise ValueError("must name a file, as in sqlite:///livestall.db")
    return value


def numbers(value: object) -> object:
    """A text of numbers as a list of them; commas or spaces stand between."""
    return re.split(r"[,\s]+", value.strip(" ,")) if isinstance(value, str) else value
