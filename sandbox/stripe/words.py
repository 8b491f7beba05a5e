"""Short tables of words, written as running text."""


def words(text: str) -> tuple[str, ...]:
    """The words of a text, which white space parts."""
    return tuple(text.split())
