"""What tests of the payments room share."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.till import Till


@pytest.fixture
async def till(tmp_path: Path) -> AsyncIterator[Till]:
    """A till at a running stand-in of Stripe."""
    made = Till(tmp_path)
    async with made.stand.serve(), aiohttp.ClientSession() as session, made.store:
        made.open(session)
        yield made
