"""What the operator set for the whole market."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Terms:
    """The market's own terms, as plain values. ``hold`` and ``grace`` are in milliseconds."""

    hold: int = 900_000
    grace: int = 300_000
    fee: Decimal = Decimal(0)
    operators: frozenset[int] = frozenset()
    signup: str = "open"
    language: str = "en"
    bot: str = "livestall_bot"
    """The bot's user name, without @: what deep links are made of."""
    public_url: str | None = None
    local_url: str | None = None
    """Where the pages are found on the computer that the market runs on."""

    def deep_link(self, payload: str) -> str:
        """A link that opens the bot with ``/start payload``."""
        return f"https://t.me/{self.bot}?start={payload}"
