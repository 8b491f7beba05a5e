"""From a message to its folded words, apart from what means nothing to a claim."""

import re
import unicodedata

from models.words import claim_words as words
from models.words.folding import fold

_LONGEST_TEXT = 200


class _Spaced(dict[int, str]):
    """What a character becomes before the words are split: itself or a space."""

    def __missing__(self, char: int) -> str:
        return chr(char) if unicodedata.category(chr(char))[0] in "LMN" else " "


_SPACED = _Spaced({ord(char): char for char in "×*+=-'./,"})
_SPACED.update({char: _SPACED[char] for char in range(128)})
_PLAIN = re.compile(r"[A-Z0-9 ]*")
_LOOSE = re.compile(r"(?<![0-9])[.,/]|[./](?![0-9])|,(?![0-9]{3}(?![0-9]))|(?<!\w)'|'(?!\w)")
_SIGN = re.compile(r"\s*([×*+=])\s*(?=-?[0-9])")
_LONE_SIGN = re.compile(r"[×*+=](?!-?[0-9])|(?<!\S)-+(?!\S)")
_MENTION = re.compile(r"@\w+")


def tokens_of(text: str) -> list[str] | None:
    """The folded words of a message; None if it is a question, a command, a link or too long."""
    if len(text) > _LONGEST_TEXT:
        return None
    folded = fold(text)
    if _PLAIN.fullmatch(folded):
        return folded.split()
    if "?" in folded or "؟" in folded or "://" in folded or folded.lstrip()[:1] == "/":
        return None
    if not folded.isascii():
        if words.THAI_ASKING.search(folded):
            return None
        folded = words.THAI_BEFORE.sub(_apart, folded)
        folded = words.THAI_AFTER.sub(_apart, folded)
    return split(_MENTION.sub(" ", folded))


def split(folded: str) -> list[str]:
    """The words of a folded text: punctuation, quotes and emoji are spaces, ``+ 2`` is one word."""
    spaced = _LOOSE.sub(" ", folded.translate(_SPACED))
    return _LONE_SIGN.sub(" ", _SIGN.sub(r" \1", spaced)).split()


def _apart(glued: re.Match[str]) -> str:
    return f" {' '.join(words.THAI_WORD.findall(glued[0]))} "


def says_no(tokens: list[str]) -> bool:
    """Whether the words ask, decline or give up, so that they claim nothing."""
    first, last = tokens[0], tokens[-1]
    if first in words.PASSES or last in words.PASSES:
        return True
    if not first.isascii() and words.THAI_PASS.match(first):
        return True
    return len(tokens) > 1 and (first in words.NOT_CLAIMING or not words.ASKING.isdisjoint(tokens))


def drop_politeness(tokens: list[str]) -> None:
    """Takes thanks, please and the like off both ends; nothing stays of Thai thanks alone."""
    while tokens and _drop_last(tokens):
        pass
    while len(tokens) > 1 and tokens[0] in words.OPENERS:
        del tokens[0]
    if len(tokens) > 2 and words.POLITE_PAIRS.get(tokens[1]) == tokens[0]:
        del tokens[:2]


def _drop_last(tokens: list[str]) -> bool:
    last = tokens[-1]
    if last in words.POLITE and len(tokens) > 1:
        del tokens[-1]
        if len(tokens) > 1 and words.POLITE_PAIRS.get(last) == tokens[-1]:
            del tokens[-1]
        return True
    if last.isascii() or not (end := words.THAI_END.search(last)):
        return False
    head = last[: end.start()]
    if head in words.UNITS or head in words.VERBS or head in words.PASSES:
        tokens[-1] = head
    if head:
        return False
    del tokens[-1]
    return True


def unglue(tokens: list[str], verbs: re.Pattern[str]) -> bool:
    """Takes a Thai verb off the front of the first word, if a word is left then."""
    glued = verbs.match(tokens[0])
    if glued is None or glued.end() == len(tokens[0]):
        return False
    tokens[0] = tokens[0][glued.end() :]
    return True
