"""Marking the texts that code says, so that the catalogues have them."""


def _(text: str) -> str:
    """Marks a text for translation; it is translated where it is shown."""
    return text
