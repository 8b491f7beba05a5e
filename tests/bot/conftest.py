"""A market that is really connected: the database, the bot and the Telegram stand-in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from telegram import Bot

from bot.request import close, make_bot
from models import schema
from models.store import Store
from sandbox.telegram import Telegram
from tests.bot.post import TOKEN, Post


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    """A strict Telegram with its real limits."""
    made = Telegram(TOKEN)
    async with made.serve():
        yield made


@pytest.fixture
async def bot(telegram: Telegram) -> AsyncIterator[Bot]:
    """Our bot, talking to the stand-in."""
    made = make_bot(TOKEN, telegram.url)
    yield made
    await close(made)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty database whose writer is at work."""
    made = Store(f"sqlite:///{tmp_path}/market.db")
    schema.metadata().create_all(made.engine)
    async with made:
        yield made


@pytest.fixture
async def post(store: Store, bot: Bot) -> Post:
    """Messages to be sent."""
    return Post(store, bot)
