"""Extracting texts from templates and code, and merging them into the catalogues."""

from copy import deepcopy
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

LANGUAGES = ("it", "th")
HERE = Path(__file__).parent
ROOT = HERE.parent.parent
_METHODS = [("**.j2", "jinja2.ext:babel_extract"), ("**.html", "jinja2.ext:babel_extract")]
_OPTIONS = {
    name: {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
    for name, _ in _METHODS
}
_PLACES = {
    "texts": [*_METHODS, ("**.py", "python")],
    "pages": _METHODS,
}


def extracted() -> Catalog:
    """Every text that a person can read, in English."""
    found = Catalog(project="Livestall", charset="utf-8")
    for place, methods in _PLACES.items():
        for file, _, text, comments, context in extract_from_dir(
            ROOT / place, methods, _OPTIONS, comment_tags=("NOTE:",)
        ):
            found.add(text, None, [(f"{place}/{file}", 0)], auto_comments=comments, context=context)
    return found


def read(language: str) -> Catalog:
    """A language's catalogue as it stands; an empty one if there is none."""
    path = HERE / f"{language}.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(catalogue: Catalog, template: Catalog) -> Catalog:
    """The catalogue with exactly the template's texts; translations are kept, none are guessed.

    The template stays as it is: Babel would put its own new texts into every catalogue.
    """
    catalogue.update(deepcopy(template), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def write(language: str, catalogue: Catalog) -> None:
    """Writes a catalogue, sorted, so that two branches merge."""
    with (HERE / f"{language}.po").open("wb") as file:
        write_po(
            file, catalogue, width=100, sort_output=True, omit_header=True, include_lineno=False
        )


def missing(catalogue: Catalog) -> list[str]:
    """What has no translation, or one whose placeholders differ from the English."""
    return [
        _id(message)
        for message in catalogue
        if message.id and (not _whole(message) or any(True for _ in message.check(catalogue)))
    ]


def _whole(message: Message) -> bool:
    said = message.string or ""
    return bool(said) and (isinstance(said, str) or all(said)) and not message.fuzzy


def _id(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]
