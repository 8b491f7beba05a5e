"""Rendering a message: its kind's template, in the reader's language, filled with facts."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from gettext import NullTranslations
from pathlib import Path
from types import FunctionType
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.runtime import Context
from markupsafe import Markup, escape

from texts import commands, money, when

HERE = Path(__file__).parent
LANGUAGES = ("en", "it", "th")


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: it sends ``data`` back, opens ``url``, or copies ``copy``."""

    label: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None
    style: str | None = None
    """primary, success or danger."""


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message as it is to be sent: Telegram's HTML, and rows of buttons."""

    text: str
    keyboard: Keyboard


class _Context(Context):
    """Calls a function of ours as it is; Jinja first asks each what it wants to be passed."""

    def call(self, function: Callable[..., Any], /, *args: Any, **values: Any) -> Any:
        if type(function) is FunctionType:
            values.pop("_loop_vars", None)
            values.pop("_block_vars", None)
            return function(*args, **values)
        return super().call(function, *args, **values)


class _Catalogue(NullTranslations):
    """A language's texts, straight from its ``.po`` file. What isn't there stays English."""

    def __init__(self, catalog: Catalog) -> None:
        super().__init__()
        self._texts = {
            message.id if isinstance(message.id, str) else message.id[0]: message.string
            for message in catalog
            if message.id and message.string and not message.fuzzy
        }

    def gettext(self, message: str) -> str:
        found = self._texts.get(message)
        return found if isinstance(found, str) and found else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        found = self._texts.get(msgid1)
        if isinstance(found, tuple) and all(found):
            return str(found[0 if n == 1 else len(found) - 1])
        return msgid1 if n == 1 else msgid2


@cache
def translations(language: str) -> NullTranslations:
    """A language's catalogue; English is what the templates themselves say."""
    path = HERE / "catalogues" / f"{language}.po"
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as file:
        return _Catalogue(read_po(file, locale=language))


def environment(language: str, folder: Path) -> Environment:
    """A Jinja environment that speaks a language, for messages and for pages."""
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    made.context_class = _Context
    _speak(made, translations(language))
    made.filters.update(
        money=partial(money.money, language=language),
        typed=partial(money.typed, language=language),
        clock=partial(when.clock, language=language),
        date=partial(when.date, language=language),
        moment=partial(when.moment, language=language),
        day=partial(when.day, language=language),
        city=partial(when.city, language=language),
        left=partial(when.left, language=language),
        span=partial(when.span, language=language),
        number=partial(money.number, language=language),
        postal=partial(_postal, language=language),
    )
    made.globals["language"] = language
    return made


def _speak(made: Environment, catalogue: NullTranslations) -> None:
    """Lets templates say ``_("…")`` in the catalogue's language, with values escaped.

    Jinja's own way of it looks for the autoescape setting, which is always on here, at each text,
    and takes a third of a short message's time.
    """

    def gettext(message: str, /, **values: Any) -> Markup:
        return Markup(catalogue.gettext(message) % _escaped(values))

    def ngettext(singular: str, plural: str, n: int, /, **values: Any) -> Markup:
        return Markup(catalogue.ngettext(singular, plural, n) % _escaped({"num": n} | values))

    made.install_gettext_callables(  # type: ignore[attr-defined] # added by the i18n extension
        gettext, ngettext, newstyle=False
    )
    made.globals["_"] = gettext
    made.newstyle_gettext = True  # type: ignore[attr-defined] # how templates are compiled


def _escaped(values: Mapping[str, Any]) -> dict[str, Markup]:
    return {name: escape(value) for name, value in values.items()}


def _postal(lines: Sequence[str], language: str) -> list[str]:
    """An address's lines, the country at its end by name: ``IT`` is Italy."""
    *others, last = [*lines] or [""]
    named = Locale.parse(language).territories.get(last) if last.isalpha() else None
    return [*lines] if named is None else [*others, named]


@cache
def _messages(language: str) -> Environment:
    made = environment(language, HERE / "messages")
    made.globals.update(button=button, link=link, copy=copy, item=item, commands=commands)
    return made


@cache
def _template(kind: str, language: str) -> Template:
    template = _messages(language).get_template(f"{kind}.j2")
    template.globals = dict(template.globals)  # Jinja's layers of them are slow to copy each time
    return template


def macro(part: str, name: str, language: str) -> Callable[..., Markup]:
    """A macro of a part that messages share, for a text outside any message."""
    made = _messages(language if language in LANGUAGES else "en").get_template(part)
    found: Callable[..., Markup] = getattr(made.module, name)
    return found


def kinds() -> list[str]:
    """Every kind of message there is."""
    return sorted(path.stem for path in (HERE / "messages").glob("[a-z]*.j2"))


def render(kind: str, language: str, facts: Mapping[str, Any]) -> Rendered:
    """The message of this kind in ``language``. Raises UndefinedError where a fact is missing."""
    rows: list[tuple[Button, ...]] = []

    def row(*buttons: Button | None) -> str:
        kept = tuple(button for button in buttons if button is not None)
        if kept:
            rows.append(kept)
        return ""

    template = _template(kind, language if language in LANGUAGES else "en")
    text = template.render(facts, row=row)
    return Rendered(_BLANKS.sub("\n\n", _TRAILING.sub("\n", text)).strip(), tuple(rows))


_TRAILING = re.compile(r"[ \t]+\n")
_BLANKS = re.compile(r"\n{3,}")


def item(title: str, code: str, option: str) -> Markup:
    """How a product is named: its title, its option if it has one, its code."""
    named = f", {escape(option)}" if option else ""
    return Markup(f"<b>{escape(title)}</b>{named} ({escape(code)})")


def button(label: str, *data: str | int, style: str | None = None) -> Button:
    """A button that sends its data back: a word and whole numbers, joined by colons."""
    return Button(_plain(label), data=":".join(map(str, data)), style=style)


def link(label: str, url: str | None) -> Button | None:
    """A button that opens an address; none without one."""
    return Button(_plain(label), url=str(url)) if url else None


def copy(label: str, text: str) -> Button:
    """A button that copies a text."""
    return Button(_plain(label), copy=str(text))


def _plain(label: str) -> str:
    return str(Markup(label).unescape()) if isinstance(label, Markup) else label
