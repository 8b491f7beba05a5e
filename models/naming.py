"""A shop's name, and its slug: the short name that links carry."""

from collections.abc import Iterable, Iterator
from typing import Literal

from sqlalchemy import select

from models.people import RESERVED_SLUGS, SHOP, SLUG
from models.tx import Tx
from models.words.folding import fold
from models.words.romanise import romanise

LONGEST_NAME = 60
LONGEST_SLUG = 32

NameProblem = Literal["empty", "too_long"]
SlugProblem = Literal["letters", "length", "taken"]


def read_name(text: str) -> tuple[str, NameProblem | None]:
    """A shop's name with its spaces tidied, and what is wrong with it."""
    name = " ".join(text.split())
    if not any(char.isalnum() for char in fold(name)):
        return name, "empty"
    return name, "too_long" if len(name) > LONGEST_NAME else None


def read_slug(tx: Tx, text: str) -> tuple[str, SlugProblem | None]:
    """A slug as typed, in lower case, and what is wrong with it."""
    slug = fold(text).strip().lower().lstrip("@")
    if not set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") or slug != slug.strip("-"):
        return slug, "letters"
    if not SLUG.fullmatch(slug):
        return slug, "length"
    return slug, None if _free(tx, [slug]) else "taken"


def guesses(tx: Tx, *texts: str | None, most: int = 3) -> list[str]:
    """Free slugs made of the first text that makes any: ``malee-silk``, ``malee-silk-2`` …"""
    for text in texts:
        found = _free(tx, _variants(_slug_of(text or "")))
        if found:
            return found[:most]
    return []


def _slug_of(text: str) -> str:
    words = romanise(text.replace("_", " ")).replace("--", "-").split()
    slug = "-".join(word.strip("-") for word in words if word.strip("-"))
    return slug[:LONGEST_SLUG].strip("-")


def _variants(slug: str) -> Iterator[str]:
    if slug:
        short = slug[: LONGEST_SLUG - 5].strip("-")
        yield from (slug, f"{short}-shop", f"{short}-live")
        yield from (f"{short}-{number}" for number in range(2, 100))


def _free(tx: Tx, slugs: Iterable[str]) -> list[str]:
    wanted = [slug for slug in slugs if SLUG.fullmatch(slug) and slug not in RESERVED_SLUGS]
    taken = {row.slug for row in tx.all(select(SHOP.c.slug).where(SHOP.c.slug.in_(wanted)))}
    return [slug for slug in wanted if slug not in taken]
