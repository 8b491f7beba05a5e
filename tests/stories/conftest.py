"""The towns that stories play in: one for all that need no special settings."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.town import Town, town


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    async with town(tmp_path_factory.mktemp("shared")) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def here(shared: Town) -> AsyncIterator[Town]:
    """The town that all stories share; each brings its own people and shop."""
    yield shared
    shared.check_manners()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a program of one story's own lives."""
    return tmp_path
