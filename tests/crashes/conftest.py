"""What each crash test may ask for."""

from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the program of one test lives."""
    return tmp_path
