"""The claim grammar: ``[verb] code [option words] [quantity]``, and giving a claim up."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.words import claim_words as words
from models.words.claim_text import drop_politeness, says_no, split, tokens_of, unglue
from models.words.folding import fold, folded_key

MOST = 999
"""The largest quantity of one claim."""

_MOST_WORDS = 6
_MOST_GROUP_WORDS = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a claim. ``code`` and ``words`` are folded, ``quantity`` is 1–999.

    ``verb``: surely said, not perhaps the beginning of a longer word (``ขอ`` of ``ขอโทษ``).
    """

    code: str
    quantity: int
    words: tuple[str, ...]
    verb: bool


@dataclass(frozen=True, slots=True)
class BadQuantity:
    """A claim for ``code`` whose quantity (``piece``, folded: ``0``, ``-2``, ``5000``) can't be."""

    code: str
    piece: str


@dataclass(frozen=True, slots=True)
class Claim:
    """The ways to read a claim, the likeliest first; at least one reading or bad quantity.

    A quantity that can't be (0, below, above 999) makes no reading, so it never reserves one unit
    by mistake. Trailing (``A12 0``), it may still be an option's name: ``choose`` knows.
    """

    readings: tuple[Reading, ...]
    bad_quantity: tuple[BadQuantity, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The folded codes it may be about, the likeliest first, each once."""
        said = [reading.code for reading in self.readings]
        return tuple(dict.fromkeys(said + [bad.code for bad in self.bad_quantity]))

    @property
    def sounds_meant(self) -> bool:
        """Whether it was surely meant as a claim: a verb was said, or a code has a digit."""
        if any(reading.verb for reading in self.readings):
            return True
        return any(char.isdecimal() for code in self.codes for char in code)


@dataclass(frozen=True, slots=True)
class Pass:
    """A claim given up: of the product with this folded code, or (None) the last one."""

    code: str | None
    words: tuple[str, ...] = ()


def read_claim(text: str) -> Claim | None:
    """Every way to read a message as a claim; None for a question, a refusal or plain talk."""
    tokens = tokens_of(text)
    if not tokens or says_no(tokens):
        return None
    drop_politeness(tokens)
    if not tokens:
        return None
    readings: dict[Reading, None] = {}
    bad: dict[BadQuantity, None] = {}
    for start, verb in _starts(tokens):
        for reading in _from(tokens[start], tokens[start + 1 :], verb):
            if isinstance(reading, BadQuantity):
                bad[reading] = None
            elif len(reading.words) <= _MOST_WORDS:
                readings[reading] = None
    return Claim(tuple(readings), tuple(bad)) if readings or bad else None


def read_group_claim(text: str, lineup: Mapping[str, Collection[str]]) -> Claim | None:
    """The claim a group's comment makes for the live show's ``lineup``; None for any other talk.

    ``lineup`` maps folded codes to the words of the product's options (``option_words``). Every
    word must be one of them; after a verb one may be unknown (a slip of the thumb).
    """
    claim = read_claim(text)
    if claim is None:
        return None
    readings = tuple(r for r in claim.readings if _fits(r, lineup))
    bad = tuple(b for b in claim.bad_quantity if b.code in lineup)
    return Claim(readings, bad) if readings or bad else None


def read_words(said: Sequence[str]) -> Claim:
    """The ways to read the words of a claim (folded) for what is known without a code: that is
    empty."""
    read = list(_counted("", list(said), verb=False))
    return Claim(
        tuple(one for one in read if isinstance(one, Reading)),
        tuple(one for one in read if isinstance(one, BadQuantity)),
    )


def choose(claim: Claim, products: Mapping[str, Collection[str]]) -> Reading | BadQuantity | None:
    """What was meant, given what is sold: folded code → words of the product's options.

    A reading whose words all name options comes before one without words, then a quantity that
    can't be, then a reading with unknown words. None if none of the codes is sold.
    """
    sold = [reading for reading in claim.readings if reading.code in products]
    best = max(sold, key=lambda r: _certainty(r, products[r.code]), default=None)
    if best is None or _certainty(best, products[best.code]) == 0:
        return next((bad for bad in claim.bad_quantity if bad.code in products), best)
    return best


def is_pass(text: str) -> Pass | None:
    """What a message gives up ("pass A12", "pass", "ไม่เอา A12"); None if it gives up nothing."""
    tokens = tokens_of(text) or []
    drop_politeness(tokens)
    if len(tokens) > 1 and tokens[0] in words.PRONOUNS and tokens[1] in words.PASSES:
        del tokens[0]
    if tokens and tokens[0] in words.PASSES:
        del tokens[0]
        while len(tokens) > 1 and tokens[0] in words.PASS_LINKS:
            del tokens[0]
    elif len(tokens) > 1 and tokens[-1] in words.PASSES:
        del tokens[-1]
    elif not tokens or not unglue(tokens, words.THAI_PASS):
        return None
    if not tokens:
        return Pass(None)
    code = folded_key(tokens[0])
    number = len(tokens) > 1 and tokens[-1].isdecimal() and tokens[-2] not in words.LABELS
    counted = number or any(map(_COUNT.fullmatch, tokens))
    if code is None or len(tokens) - 1 > _MOST_GROUP_WORDS or counted:
        return None
    return Pass(code, tuple(tokens[1:]))


def option_words(name: str) -> tuple[str, ...]:
    """The words of an option's name as a claim's ``words`` would spell them."""
    return tuple(split(fold(name)))


def unknown(said: Sequence[str], known: Collection[str]) -> list[str]:
    """Those of a claim's words that neither name an option (``known``) nor say that one follows."""
    return [word for word in said if word not in known and word not in words.LABELS]


_COUNT = re.compile(rf"(?:[XХ×*+=](-?[0-9][0-9.,]*)|([0-9]+)(?={words.UNIT}))(?:{words.UNIT})?")
_CODE_TIMES = re.compile(r"(.+?)[XХ](-?[0-9]+)")
_GLUED = re.compile(r"(?:CF|F)(?=.*[0-9])(.+)")
_NEGATIVE = re.compile(r"-[0-9]+")


def _starts(tokens: list[str]) -> Iterator[tuple[int, bool]]:
    """Where the code may stand, and whether a verb was said; takes a verb at the end away."""
    last = len(tokens) - 1
    at = 0
    if at < last and tokens[at] in words.PRONOUNS and tokens[at + 1] in words.VERBS:
        at += 1
    first = at
    while at < last and tokens[at] in words.VERBS:
        at += 1
    if at + 1 < last and words.VERB_PAIRS.get(tokens[at]) == tokens[at + 1]:
        at += 2
    verb = at > first
    if verb and at < last and tokens[at] in words.ARTICLES and not tokens[at + 1].isdecimal():
        at += 1
    if not verb and last > at:
        verb = _drop_last_verb(tokens)
    yield at, verb
    if at > first and len(tokens[at - 1]) == 1:  # F may be a code as well as a verb
        yield at - 1, at - 1 > first


def _drop_last_verb(tokens: list[str]) -> bool:
    if tokens[-1] in words.TRAILING_VERBS:
        del tokens[-1]
        if len(tokens) > 1 and tokens[-1] in words.PRONOUNS:
            del tokens[-1]
        return True
    if len(tokens) > 2 and words.VERB_PAIRS.get(tokens[-2]) == tokens[-1]:
        del tokens[-2:]
        return True
    return False


def _from(token: str, rest: list[str], verb: bool) -> Iterator[Reading | BadQuantity]:
    """The readings with the code in ``token``, and in ``token`` and the number behind it."""
    for said, verb_said in _without_verb(token, verb):
        if code := folded_key(said):
            yield from _counted(code, rest, verb_said)
        if (glued := _CODE_TIMES.fullmatch(said)) and (code := folded_key(glued[1])):
            yield _quantified(code, glued[2], tuple(rest), verb_said)
    spelled_apart = rest and rest[0].isdecimal() and not token[-1].isdecimal()
    if spelled_apart and (code := folded_key(token + rest[0])):
        yield from _counted(code, rest[1:], verb)


def _without_verb(token: str, verb: bool) -> Iterator[tuple[str, bool]]:
    """The token as it is, and without the verb, article or politeness glued to it."""
    yield token, verb
    if token.isascii():
        if not verb and (glued := _GLUED.fullmatch(token)):
            yield glued[1].lstrip("-"), True
        if token.startswith("L'"):
            yield token[2:], verb
        return
    bare = [token]
    if unglue(bare, words.THAI_VERB):
        verb = verb or bare[0][-1].isdecimal()
        yield bare[0], verb
    if (polite := words.THAI_END.search(bare[0])) and polite.start():
        yield bare[0][: polite.start()], verb


def _counted(code: str, rest: list[str], verb: bool) -> Iterator[Reading | BadQuantity]:
    """The readings of what follows the code: option words, and a quantity last or marked."""
    if not rest:
        yield Reading(code, 1, (), verb)
        return
    if rest[-1] in words.UNITS and (count := _COUNT.fullmatch("".join(rest[-2:]))):
        yield _quantified(code, count[1] or count[2], tuple(rest[:-2]), verb)
        return
    for at in range(len(rest) - 1, -1, -1):
        if count := _COUNT.fullmatch(rest[at]):
            yield _quantified(code, count[1] or count[2], (*rest[:at], *rest[at + 1 :]), verb)
            return
    last = rest[-1]
    if len(rest) > 1 and rest[-2] in {"X", "Х"} and last.isdecimal():
        yield _quantified(code, last, tuple(rest[:-2]), verb)
        return
    labelled = len(rest) > 1 and rest[-2] in words.LABELS
    if not labelled and (last.isdecimal() or _NEGATIVE.fullmatch(last)):
        yield _quantified(code, last, tuple(rest[:-1]), verb)
        if last[0] == "-":
            return
    yield Reading(code, 1, tuple(rest), verb)
    first = rest[0]
    if len(rest) > 1 and first.isdecimal() and 1 <= int(first) <= MOST and not last.isdecimal():
        yield Reading(code, int(first), tuple(rest[1:]), verb)


def _quantified(
    code: str, digits: str, option: tuple[str, ...], verb: bool
) -> Reading | BadQuantity:
    if digits.isdecimal() and 1 <= int(digits) <= MOST:
        return Reading(code, int(digits), option, verb)
    return BadQuantity(code, digits)


def _fits(reading: Reading, lineup: Mapping[str, Collection[str]]) -> bool:
    options = lineup.get(reading.code)
    if options is None or len(reading.words) > _MOST_GROUP_WORDS:
        return False
    return len(unknown(reading.words, options)) <= reading.verb


def _certainty(reading: Reading, options: Collection[str]) -> int:
    if not reading.words:
        return 1
    return 0 if unknown(reading.words, options) else 2
