"""Names in Latin letters: Thai as it is read, accents dropped, the rest left out."""

import re
import unicodedata

from models.words.folding import fold


def _table(text: str) -> dict[str, str]:
    """From words that each begin with the letter they are about."""
    return {word[0]: word[1:] for word in text.split()}


_INITIAL = _table(
    """
    กk ขkh ฃkh คkh ฅkh ฆkh งng จch ฉch ชch ซs ฌch ญy ฎd ฏt ฐth ฑth ฒth ณn ดd ตt ถth
    ทth ธth นn บb ปp ผph ฝf พph ฟf ภph มm ยy รr ลl วw ศs ษs สs หh ฬl อ ฮh ฤrue ฦlue
    """
)
_FINAL = _INITIAL | _table(
    """
    ขk ฃk คk ฅk ฆk จt ฉt ชt ซt ฌt ญn ฎt ฏt ฐt ฑt ฒt ดt ถt ทt ธt บp ผp ฝp พp ฟp ภp ยi
    รn ลn วo ศt ษt สt ฬn
    """
)
_VOWELS = {
    "ะ": "a", "ั": "a", "า": "a", "ำ": "am", "ิ": "i", "ี": "i", "ึ": "ue", "ื": "ue", "ุ": "u",
    "ู": "u", "เ": "e", "แ": "ae", "โ": "o", "ใ": "ai", "ไ": "ai", "็": "", "ๅ": "a",
}  # fmt: skip
_CLUSTERS = tuple(re.findall("..", "กรกลกวขรขลขวครคลควตรปรปลผลพรพล"))
_SILENT_H = ("หง", "หญ", "หน", "หม", "หย", "หร", "หล", "หว")
_SAID_ONCE = re.compile("(?<=[ไใ])([ก-ฮ])ย")
_SILENT = re.compile("[\u0e48-\u0e4b\u0e4d\u0e4e\u0e46\u0e2f]|(?:[ทตด]ร|[ก-ฮ][ิุ]?)\u0e4c")
_JOINED = "|".join([*_CLUSTERS, *_SILENT_H, "[ก-ฮ]"])
_COMPOUND = (
    (re.compile(f"เ({_JOINED})ีย"), r"\1{ia}"),
    (re.compile(f"เ({_JOINED})ือ"), r"\1{uea}"),
    (re.compile(f"เ({_JOINED})า(?!ะ)"), r"\1{ao}"),
    (re.compile(f"เ({_JOINED})[อิ]"), r"\1{oe}"),
    (re.compile("ัว"), "{ua}"),
    (re.compile("ือ"), "{ue}"),
    (re.compile("รร(?=[ก-ฮ])"), "{a}"),
    (re.compile("รร"), "{an}"),
    (re.compile("(?<=[ก-ฮ])ว(?=[กงดนบมย](?![ะ-ู็ๅ]))"), "{ua}"),
    (re.compile("(?<=[ก-ฮ])อ(?![ะ-ู็ๅ])"), "{o}"),
    (re.compile(f"([เแโใไ])({_JOINED})"), r"\2\1"),
)
_PIECES = re.compile(r"\{[a-z]+\}|[ะ-ฺ็ๅเ-ไ]+|[ก-ฮ]+")


def romanise(text: str) -> str:
    """The text in ``a-z``, digits and spaces, lower case: ``ร้านมาลี`` is ``ranmali``."""
    words = [_word(word) for word in fold(text).lower().split()]
    return " ".join(word for word in words if word)


def _word(word: str) -> str:
    spoken = re.sub("[\u0e00-\u0e7f]+", lambda thai: _thai(thai[0]), word)
    spoken = unicodedata.normalize("NFKD", spoken.replace("ß", "ss").replace("&", "-and-"))
    return "".join(char for char in spoken if char.isascii() and (char.isalnum() or char == "-"))


def _thai(text: str) -> str:
    text = _SAID_ONCE.sub(r"\1", _SILENT.sub("", text))
    for pattern, vowel in _COMPOUND:
        text = pattern.sub(vowel, text)
    pieces = _PIECES.findall(text)
    said: list[str] = []
    for at, piece in enumerate(pieces):
        if piece[0] == "{":
            said.append(piece[1:-1])
        elif piece[0] in _INITIAL:
            said.append(_consonants(piece, after=at > 0, before=at + 1 < len(pieces)))
        else:
            said.append("".join(_VOWELS.get(char, "") for char in piece))
    return "".join(said)


def _consonants(run: str, *, after: bool, before: bool) -> str:
    """Consonants between vowels: which end a syllable, which begin one, what is said unwritten."""
    units = re.findall(_JOINED, run)
    opening = _initial(units.pop()) if before else ""
    closing = _FINAL[units.pop(0)[-1]] if after and len(units) % 2 else ""
    lone = _initial(units.pop(0)) + "a" if len(units) % 2 else ""
    pairs = zip(units[::2], units[1::2], strict=True)
    return closing + lone + "".join(f"{_initial(a)}o{_FINAL[b[-1]]}" for a, b in pairs) + opening


def _initial(unit: str) -> str:
    return "".join(_INITIAL[char] for char in (unit[1:] if unit in _SILENT_H else unit))
