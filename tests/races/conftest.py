"""A market with one product, on a file that many processes open."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.races.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A shop with one product and a crowd of buyers."""
    made = Stage(f"sqlite:///{tmp_path}/market.db")
    yield made
    made.store.engine.dispose()
