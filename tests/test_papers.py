"""What the papers say of the code: tests, files and settings that they name are there."""

import re
from pathlib import Path

from config.settings import Settings

ROOT = Path(__file__).parents[1]
RACES = (ROOT / "docs" / "races.md").read_text()
PAPERS = [
    ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")
]  # fmt: skip
ROOMS = "bot|config|handlers|models|pages|payments|pictures|sandbox|tests|texts|migrations"


def all_tests() -> set[str]:
    """The names of all tests."""
    files = (ROOT / "tests").rglob("test_*.py")
    return {name for file in files for name in re.findall(r"def (test_\w+)\(", file.read_text())}


def test_every_race_has_its_test() -> None:
    named = re.findall(r"`(test_\w+)`", RACES)
    assert named
    assert set(named) - all_tests() == set()


def test_every_numbered_test_has_its_race() -> None:
    numbered = {name for name in all_tests() if re.match(r"test_[a-z][0-9]+_", name)}
    assert numbered
    assert {name for name in numbered if f"`{name}`" not in RACES} == set()


def test_the_files_that_papers_name_are_there() -> None:
    named = {
        (paper.name, file)
        for paper in PAPERS
        for file in re.findall(rf"`((?:{ROOMS})/[\w./]*)`", paper.read_text())
        if "KIND" not in file
    }
    assert named
    assert {(paper, file) for paper, file in named if not (ROOT / file).exists()} == set()


def test_links_between_papers_lead_somewhere() -> None:
    dead = [
        (paper.name, link)
        for paper in PAPERS
        for link in re.findall(r"\]\((?!http)([^)#]+)\)", paper.read_text())
        if not (paper.parent / link).exists()
    ]
    assert dead == []


def test_the_readme_lists_every_setting_with_its_default() -> None:
    rows = re.findall(
        r"^\| (`[A-Z].*?) \| .*? \| (.*?) \|$", (ROOT / "README.md").read_text(), re.M
    )
    listed: dict[str, str] = {}
    for names, defaults in rows:
        settings = re.findall(r"`([A-Z_]+)`", names)
        values = defaults.split(", ") if ", " in defaults else [defaults] * len(settings)
        listed |= dict(zip(settings, values, strict=True))
    assert listed == {name.upper(): told(name) for name in Settings.model_fields}


def told(name: str) -> str:
    """A setting's default in the README's words."""
    field = Settings.model_fields[name]
    if field.is_required():
        return "needed"
    if name.endswith("_api_url"):
        return "the real ones"
    return f"`{field.default}`" if field.default not in (None, frozenset()) else "none"
