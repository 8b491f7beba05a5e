"""What an option may be called, and how many a product can have."""

from models.words.folding import fold
from models.words.grammar import option_words

MOST = 30
"""How many options a product can have."""
LONGEST_NAME = 24


def read_name(text: str) -> str | None:
    """An option's name of 1–24 characters, its spaces tidied; None if it can't be one."""
    name = " ".join(text.split())
    if len(name) > LONGEST_NAME or not any(char.isalnum() for char in fold(name)):
        return None
    return name if option_words(name) else None
