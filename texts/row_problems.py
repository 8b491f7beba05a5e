"""What is wrong with the rows of a table of products, as a file in its reader's language."""

from collections.abc import Sequence

from models.import_rows import MOST
from models.sheet import written
from texts.marking import _
from texts.render import macro, translations

Problem = tuple[int, str, str, str]
"""Row, column, reason and value as typed, as ``import_rows.RowProblem`` has them."""
SHOWN = 40
"""How much of a value its reason repeats."""
HEAD = _("row"), _("column"), _("problem"), _("typed")


def as_csv(language: str, problems: Sequence[Problem], currency: str) -> str:
    """A CSV text of the problems, each reason in the words of the chat."""
    say = macro("_import.j2", "row_problem", language)
    return written(
        [translations(language).gettext(name) for name in HEAD],
        (
            [row, column, say(column, reason, value[:SHOWN], currency, MOST).striptags(), value]
            for row, column, reason, value in problems
        ),
    )
