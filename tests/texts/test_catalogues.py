"""The Italian and Thai catalogues say everything that the English templates say."""

import re

import pytest
from babel.messages.catalog import Catalog

from texts.catalogues.keep import LANGUAGES, extracted, missing, read, update


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_translates_every_text(language: str) -> None:
    assert missing(update(read(language), extracted())) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_nothing_that_nobody_says(language: str) -> None:
    said = {message.id for message in extracted()}
    assert [message.id for message in read(language) if message.id not in said] == []


SAME = {"CSV", "Claims"}
"""What Thai says in Latin letters."""
ASIDE = re.compile(r"<[^>]*>|%\(\w+\)s|/\w+")


def said_in(language: str) -> list[str]:
    """What a catalogue says, each plural form by itself."""
    texts = [message.string for message in read(language) if message.id and message.id not in SAME]
    return [said for text in texts for said in ([text] if isinstance(text, str) else text or ())]


def test_thai_is_written_in_thai() -> None:
    latin = [said for said in said_in("th") if re.search("[A-Za-z]{2}", ASIDE.sub("", said))]
    assert [said for said in latin if not re.search("[\u0e01-\u0e5b]", said)] == []


def test_nothing_but_thai_is_written_in_thai() -> None:
    assert [said for said in said_in("it") if re.search("[\u0e01-\u0e5b]", said)] == []


def test_a_new_text_is_translated_apart_in_each_language() -> None:
    template, languages = extracted(), [Catalog(locale=language) for language in LANGUAGES]
    first, second = (update(catalogue, template) for catalogue in languages)
    message = first.get("Follow")
    assert message is not None
    message.string = "Segui"
    assert "Follow" in missing(second)
