"""Every message in every language: complete, fit for Telegram, its buttons understood."""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import pytest

from handlers.table import PRESSES
from models.tx import Facts
from texts.render import LANGUAGES, Button, kinds, render

TAGS = {"b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"}
TOASTS = {"already_decided", "gone_product", "old_button"}
DATA = re.compile(r"[a-z]+(:-?\d+)*")


def all_samples() -> dict[str, list[Facts]]:
    samples: dict[str, list[Facts]] = {}
    for file in sorted((Path(__file__).parent / "samples").glob("*.py")):
        for kind, facts in import_module(f"tests.texts.samples.{file.stem}").SAMPLES.items():
            samples.setdefault(kind, []).extend(facts)
    return samples


SAMPLES = all_samples()


def cases() -> Iterator[tuple[str, str, Facts]]:
    for kind in kinds():
        for facts in SAMPLES.get(kind, []):
            for language in LANGUAGES:
                yield kind, language, facts


class Reader(HTMLParser):
    """Reads Telegram's HTML strictly: which tags, are they closed, what is left to see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags = 0
        self.seen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, f"Telegram knows no <{tag}>"
        self.open.append(tag)
        self.tags += 1

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        self.seen += data


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert not reader.open
    assert not re.search(r"&(?!(lt|gt|amp|quot|#\d+);)", text), "an entity Telegram doesn't know"
    return reader


@pytest.mark.parametrize("kind", kinds())
def test_it_has_samples(kind: str) -> None:
    assert SAMPLES.get(kind), f"{kind} has no sample facts"


def test_it_has_no_samples_of_messages_that_are_gone() -> None:
    assert set(SAMPLES) <= set(kinds())


@pytest.mark.parametrize(("kind", "language", "facts"), list(cases()))
def test_it_can_be_sent(kind: str, language: str, facts: Facts) -> None:
    message = render(kind, language, facts)
    reader = read(message.text)
    if kind.startswith("toast_") or kind in TOASTS:
        assert 0 < len(unescape(message.text)) <= 200
        assert reader.tags == 0, "a toast is plain text"
        assert not message.keyboard, "a toast has no buttons"
        return
    pictured = any(facts.get(name) for name in ("photo", "qr", "file", "chart"))
    limit = 1024 if pictured else 4096
    assert 0 < utf16(reader.seen) <= limit
    assert reader.tags <= 100
    assert "None" not in reader.seen
    assert "\n\n\n" not in message.text
    assert sum(map(len, message.keyboard)) <= 100
    for row in message.keyboard:
        assert 1 <= len(row) <= 8
        for button in row:
            check_button(button)


def check_button(button: Button) -> None:
    assert button.label.strip()
    assert "None" not in button.label
    assert not re.search(r"&(lt|gt|amp|quot|#\d+);", button.label), "a label is plain text"
    assert button.style in (None, "primary", "success", "danger")
    assert [button.data, button.url, button.copy].count(None) == 2
    if button.data is not None:
        assert len(button.data.encode()) <= 64
        assert DATA.fullmatch(button.data), button.data
        assert button.data.split(":")[0] in PRESSES, f"nobody hears {button.data}"
    if button.url is not None:
        assert re.match(r"(https?|tg)://", button.url)
    if button.copy is not None:
        assert 1 <= len(button.copy) <= 256


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("language", "country"), [("en", "Italy"), ("it", "Italia"), ("th", "อิตาลี")]
)
def test_an_address_names_its_country(language: str, country: str) -> None:
    address = {"name": "Anna", "phone": None, "lines": ["Via Roma 1", "00100 Roma", "IT"]}
    facts = next(one for one in SAMPLES["sold"] if one["address"]) | {"address": address}
    assert f"00100 Roma\n{country}" in render("sold", language, facts).text


def test_an_alert_says_the_shops_name_once() -> None:
    facts = {"shop": "Silk & More", "shop_id": 1, "title": "Silk & More", "url": None}
    assert render("alert_live", "en", facts).text.startswith("🔴 <b>Silk &amp; More</b> is live!")
