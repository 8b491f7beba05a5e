"""Identifiers in the manner of the real ones: a prefix, then letters and digits."""

from random import Random
from string import ascii_letters, digits

ALPHABET = ascii_letters + digits


class Ids:
    """Makes new ids; the same seed makes the same ids."""

    def __init__(self, seed: int | None = None) -> None:
        self._random = Random(seed)

    def new(self, prefix: str, length: int = 24) -> str:
        """`prefix_` and `length` random characters."""
        return f"{prefix}_" + "".join(self._random.choices(ALPHABET, k=length))
