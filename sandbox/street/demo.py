"""The whole street on this computer: both stand-ins, the page, and the program that runs on it."""

import asyncio
import tempfile
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

from sandbox.street.street import CHECKOUT, TILL, Street, open_street
from sandbox.stripe import Stripe
from sandbox.telegram import Telegram


@dataclass(frozen=True, slots=True)
class Services:
    """Where a program on the street finds its services, and what it says to be let in."""

    telegram_token: str
    telegram_api_url: str
    stripe_secret_key: str
    stripe_api_url: str
    database_url: str


class PortTaken(Exception):
    """The street can't open there; says why."""


async def demo(
    port: int, serve: Callable[[Services], Coroutine[Any, Any, None]],
    opened: Callable[[str], Coroutine[Any, Any, None]],
) -> None:  # fmt: skip
    """Opens the street on ``port`` with ``serve`` as its program, until that ends.

    ``opened`` is told its address. Raises PortTaken, and Stuck when the program doesn't answer.
    """
    token, key = "7000001:the-street-has-no-secrets", "sk_test_street"
    telegram, stripe = Telegram(token), Stripe(key, base_url=CHECKOUT)
    street = await open_street(telegram, stripe)
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="livestall-"))
        try:
            url = await stack.enter_async_context(telegram.serve(port=port))
        except OSError as error:
            raise PortTaken(error.strerror) from None
        services = Services(token, url, key, f"{url}{TILL}", f"sqlite:///{folder}/street.db")
        market = asyncio.create_task(serve(services))
        life = asyncio.create_task(_life(street, lambda: opened(url)))
        try:
            await asyncio.wait({market, life}, return_when=asyncio.FIRST_COMPLETED)
            if not market.done():
                await life
            await market
        finally:
            life.cancel()
            market.cancel()
            await asyncio.wait({market, life})


async def _life(street: Street, opened: Callable[[], Coroutine[Any, Any, None]]) -> None:
    await street.set_up()
    await opened()
    await street.live()
