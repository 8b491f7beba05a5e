"""What looks like a day or an hour in a line, whether or not it can be read as one."""

import re

from models.words import day_words
from models.words.clock_words import AHEAD, MIDNIGHT, NOON, ONE
from models.words.folding import fold

_EITHER = frozenset({"SUN", "SET", "MAR", "MER", "AGO", "MAG", "GEN", "DOM", "SAT"})
"""Short names of days and months that are other words as well."""
_DATE = re.compile(
    r"(?<![0-9])[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}"
    r"|(?<![0-9.,:/€$£฿-])(?:0?[1-9]|[12][0-9]|3[01])\s?/\s?[0-9]{1,2}(?![0-9])"
    r"|(?<![0-9.,:/€$£฿-])(?:0?[1-9]|[12][0-9]|3[01])\.(?:0?[1-9]|1[0-2])(?![0-9])"
    r"|(?<![0-9])[0-9]{1,2}[-.][0-9]{1,2}[-.](?:[0-9]{4}|[0-9]{2})(?![0-9])"
    r"|(?<![A-Z])(?:LAST NIGHT|LAST WEEK|NEXT WEEK|THIS WEEK|WEEKEND|NEXT MONTH)(?![A-Z])"
    r"|SETTIMANA (?:PROSSIMA|SCORSA)|(?:PROSSIMA|SCORSA) SETTIMANA|สัปดาห์หน้า|เดือนหน้า"
    rf"|(?<![A-Z])(?:{AHEAD})\s*(?:[0-9]+|{ONE})\s*"
    r"(?:MIN|HOUR|H(?![A-Z])|HR|DAY|WEEK|MONTH|OR[AE](?![A-Z])|GIORN|SETTIMAN|MES[EI]|นาที|ช|วัน|สัปดาห์)"
    r"|[0-9]\s*(?:DAYS?|WEEKS?|GIORN[OI]|SETTIMAN[AE])\s*(?:AGO|FA)(?![A-Z])"
)
_CLOCK = re.compile(
    r"(?<![0-9.,/€$£฿])(?:[01]?[0-9]|2[0-4])[:.][0-5][0-9](?![0-9])"
    r"|(?<![0-9])[0-9]{1,2}\s?(?:[AP]\.?M(?![A-Z])|H(?![A-Z])|H[0-9]{2}|O'?CLOCK)"
    r"|(?<![A-Z])(?:AT|ALLE|ALL'|ORE|OR|OPPURE|E)\s*(?:[01]?[0-9]|2[0-4])(?![0-9A-Z%.,])"
    r"(?!\s*(?:EUR|THB|BAHT|[%€$£฿]))"
    r"|ทุ่ม|โมง|บ่าย|ตี\s*[0-9]|[0-9]\s*น\.|หรือ\s*[0-9]"
)
_BARE = re.compile(r"[0-9]{1,2}")
_EITHER_WAY = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])\.(?:0?[1-9]|1[0-2])\.?")


def has_day(text: str, *, surely: bool = False) -> bool:
    """Whether something in a text looks like a day; ``surely``: short names that are other words
    as well don't count."""
    words = fold(text)
    if _DATE.search(words) or any(one.search(words) for one in day_words.DATED):
        return True
    found = [one[0] for one in day_words.NAMED.finditer(words)]
    return any(not surely or name not in _EITHER for name in found)


def has_hour(text: str) -> bool:
    """Whether something in a text looks like a time of day; Noon is a word of titles too."""
    return _CLOCK.search(fold(text)) is not None


def may_be_else(said: str, rest: str) -> bool:
    """Whether what reads as an hour alone may as well be a date, or a word of the title."""
    words = fold(said)
    if _EITHER_WAY.fullmatch(words):
        return True
    return bool(rest) and (words in NOON or words in MIDNIGHT or bool(_BARE.fullmatch(words)))
