"""The Italian and Thai catalogues say everything that the English templates say."""

import pytest

from texts.catalogues.keep import LANGUAGES, extracted, missing, read, update


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_translates_every_text(language: str) -> None:
    assert missing(update(read(language), extracted())) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_nothing_that_nobody_says(language: str) -> None:
    said = {message.id for message in extracted()}
    assert [message.id for message in read(language) if message.id not in said] == []
