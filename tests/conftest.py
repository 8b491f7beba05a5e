"""What every test may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.market import Market


@pytest.fixture
def market(tmp_path: Path) -> Iterator[Market]:
    """An empty market."""
    made = Market(tmp_path)
    yield made
    made.store.engine.dispose()
