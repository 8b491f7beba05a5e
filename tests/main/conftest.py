"""The program in a folder of its own, and what it talks to."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.stripe import Stripe
from sandbox.telegram import Telegram
from tests.machine import KEY, TOKEN, Machine


@pytest.fixture
async def machine(tmp_path: Path) -> AsyncIterator[Machine]:
    """Nothing but the program; what still runs at the end is killed."""
    made = Machine(tmp_path)
    yield made
    for process in made.running:
        if process.returncode is None:
            process.kill()
            await process.communicate()


@pytest.fixture
async def telegram(machine: Machine) -> AsyncIterator[Telegram]:
    stand = Telegram(TOKEN)
    async with stand.serve() as url:
        machine.settings["TELEGRAM_API_URL"] = url
        yield stand


@pytest.fixture
async def stripe(machine: Machine) -> AsyncIterator[Stripe]:
    stand = Stripe(KEY)
    async with stand.serve() as url:
        machine.settings["STRIPE_API_URL"] = url
        yield stand
