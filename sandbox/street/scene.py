"""What the pretend video shows: what the program says, or else the seller's own words."""

import re
from dataclasses import dataclass, replace

from sandbox.street.goods import GOODS

_COMMAND = re.compile(r"/(live|show|next|end)\b(?:@\w+)?(?:\s+(\S+))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scene:
    """state: closed, live or ended. code: the product held up, None for none."""

    state: str = "closed"
    code: str | None = None

    def facts(self) -> dict[str, str | None]:
        """As the page gets it."""
        return {"state": self.state, "code": self.code}

    def seen(self, state: str, code: str | None) -> "Scene":
        """The scene as the program's overlay has it: off, idle, shown or paused, and the code."""
        if state != "off":
            return Scene("live", code)
        return self if self.state == "closed" else Scene("ended")

    def after(self, text: str, *, agreed: bool = True) -> "Scene":
        """The scene once the seller has sent `text`; unchanged by anything but four commands.

        A show begins only when the bot has `agreed` to it.
        """
        found = _COMMAND.match(text.strip())
        match found and found[1].lower():
            case "live" if agreed and self.state != "live":
                return Scene("live")
            case "show" if self.state == "live":
                return self._showing((found[2] or "") if found else "")
            case "next" if self.state == "live":
                return replace(self, code=_following(self.code))
            case "end" if self.state == "live":
                return Scene("ended")
            case _:
                return self

    def _showing(self, code: str) -> "Scene":
        """With another product held up; unchanged for a code that is not sold here."""
        known = any(good.code == code.upper() for good in GOODS)
        return replace(self, code=code.upper()) if known and self.state == "live" else self


def _following(code: str | None) -> str:
    codes = [good.code for good in GOODS]
    return codes[(codes.index(code) + 1) % len(codes)] if code in codes else codes[0]
