"""A consistent copy of the database, also while others write to it."""

import sqlite3
from contextlib import closing
from pathlib import Path


def backup(source: Path, copy: Path) -> None:
    """Copies the database at ``source`` to ``copy``, readable by its owner alone.

    Raises FileExistsError if the copy is there already, OSError where it can't be written.
    """
    copy.touch(mode=0o600, exist_ok=False)
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(copy)) as made:
        live.backup(made)
