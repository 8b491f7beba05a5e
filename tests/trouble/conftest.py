"""A town to make trouble in: one program for all that needs no settings of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.town import Town, town


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def troubled(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    async with town(tmp_path_factory.mktemp("trouble")) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def here(troubled: Town) -> AsyncIterator[Town]:
    """The town; whatever still is planned to go wrong is called off at the end."""
    yield troubled
    troubled.stripe.mend()
    troubled.telegram.world.faults.clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a program of one test's own lives."""
    return tmp_path
