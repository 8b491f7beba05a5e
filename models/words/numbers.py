"""Whole numbers as people type them."""

from models.words.folding import fold


def read_number(text: str, least: int, most: int) -> int | None:
    """A whole number from ``least`` to ``most`` in any script's digits; None if it is none such."""
    digits = fold(text).strip()
    if not digits.isdecimal() or len(digits) > 9:
        return None
    return int(digits) if least <= int(digits) <= most else None
