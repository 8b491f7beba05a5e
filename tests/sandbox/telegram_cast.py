"""What tests of the Telegram stand-in share: the server, two clients that know nothing of it."""

import io
from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiogram
import aiohttp
import pytest
import telegram as ptb_package
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from PIL import Image

from sandbox.telegram import Limits, Telegram, User

TOKEN = "123456:AAE-market_token"


@dataclass
class Hand:
    """A clock that a test moves; also the timer of the limits."""

    seconds: float = 1_790_000_000.0

    def __call__(self) -> float:
        return self.seconds


def picture(width: int = 64, height: int = 48, kind: str = "JPEG") -> bytes:
    """The bytes of a plain picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(buffer, kind)
    return buffer.getvalue()


@pytest.fixture
def hand() -> Hand:
    """The stand-in's clock."""
    return Hand()


@pytest.fixture
async def street(hand: Hand) -> AsyncIterator[Telegram]:
    """The stand-in, serving, without limits; its address is street.url."""
    made = Telegram(TOKEN, limits=Limits.lifted(), clock=hand, timer=hand, webhook_pace=0.001)
    async with made.serve():
        yield made


@pytest.fixture
async def ptb(street: Telegram) -> AsyncIterator[ptb_package.Bot]:
    """python-telegram-bot's client."""
    bot = ptb_package.Bot(
        TOKEN, base_url=f"{street.url}/bot", base_file_url=f"{street.url}/file/bot"
    )
    async with bot:
        yield bot


@pytest.fixture
async def gram(street: Telegram) -> AsyncIterator[aiogram.Bot]:
    """aiogram's client."""
    server = TelegramAPIServer.from_base(street.url)
    async with aiogram.Bot(TOKEN, session=AiohttpSession(api=server)) as bot:
        yield bot


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    """A bare client."""
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def anna(street: Telegram) -> User:
    """An Italian who pressed Start."""
    return street.user(
        "Anna", last_name="Rossi", username="anna_r", language_code="it", started=True
    )


@pytest.fixture
def somchai(street: Telegram) -> User:
    """A Thai who has not pressed Start."""
    return street.user("สมชาย", language_code="th")
