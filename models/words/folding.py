"""Folding: one spelling for what people type in many, so that codes and words compare equal."""

import re
import unicodedata

LONGEST_CODE = 12

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
                        "\u2066-\u206f\u20e3\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]")  # fmt: skip
_DIGIT = re.compile(r"[^\D0-9]")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_TIMES = dict.fromkeys(map(ord, "✕✖✗✘╳⨯⨉"), "×")
_SIGNS = str.maketrans({**_DASHES, **_TIMES, ord("ʼ"): "'", ord("’"): "'", ord("‘"): "'"})
_ASCII_KEY = re.compile(r"(?=.*[A-Z0-9])[A-Z0-9-]{1,12}")


def fold(text: str) -> str:
    """The text in upper case, compatibility forms and all digits plain, without invisible marks.

    Dashes become ``-`` and crosses ``×``. Folding twice changes nothing.
    """
    if text.isascii():
        return text.upper()
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).upper()
    text = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    text = _DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)
    # NFKC takes Thai SARA AM apart, and phones type SARA AE as two SARA E
    return text.replace("\u0e4d\u0e32", "\u0e33").replace("เเ", "แ")


def folded_words(text: str) -> frozenset[str]:
    """The words of a text, folded."""
    return frozenset(fold(text).split())


def any_of(*words: str) -> str:
    """A pattern for any of these words in folded text, the longest first."""
    return "|".join(sorted(map(re.escape, map(fold, words)), key=len, reverse=True))


def code_key(text: str) -> str | None:
    """The folded key of a code: 1–12 letters, digits or ``-`` of any script; None if it isn't one.

    Marks count as letters once a letter or digit stands before them. Spaces around are ignored.
    """
    return folded_key(fold(text).strip())


def folded_key(key: str) -> str | None:
    """The same for text that is folded already."""
    if key.isascii():
        return key if _ASCII_KEY.fullmatch(key) else None
    if len(key) > LONGEST_CODE or unicodedata.category(key[0])[0] == "M":
        return None
    kinds = {unicodedata.category(char)[0] for char in key if char != "-"}
    return key if kinds <= {"L", "M", "N"} and kinds & {"L", "N"} else None
