"""The JSON of the Bot API as Python sees it, and lengths counted the way Telegram counts them."""

from typing import Any, TypeAlias

# Objects of the Bot API are open-ended JSON, so their values have no narrower type than this.
Json: TypeAlias = dict[str, Any]


def utf16_length(text: str) -> int:
    """Length of text in UTF-16 code units, the unit of entity offsets."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
