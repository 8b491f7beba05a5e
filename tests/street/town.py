"""The stand-ins of a street as they are served, with the Bot API in the test's own hands."""

from dataclasses import dataclass
from typing import Any

import aiohttp

from sandbox.street import Street
from sandbox.telegram import Telegram

TOKEN = "42:street"
KEY = "sk_test_street"


@dataclass
class Town:
    """The stand-ins as they are served, and the bot's side of the Bot API."""

    telegram: Telegram
    street: Street
    session: aiohttp.ClientSession

    @property
    def url(self) -> str:
        return self.telegram.url

    async def bot(self, method: str, **parameters: object) -> Any:
        """A call of the Bot API as the bot would make it; its result."""
        url = f"{self.url}/bot{TOKEN}/{method}"
        async with self.session.post(url, json=parameters) as answer:
            body = await answer.json()
        assert body["ok"], body
        return body["result"]

    async def act(self, user_id: int, what: str, **asked: object) -> Any:
        """What a person does with their phone, as the page would do it; the answer."""
        url = f"{self.url}/phones/{user_id}/{what}"
        async with self.session.post(url, json=asked) as answer:
            assert answer.ok, await answer.text()
            return await answer.json()

    async def presses(self) -> list[dict[str, Any]]:
        """The callback queries that wait, at least one."""
        while True:
            updates = await self.bot("getUpdates", timeout=5, allowed_updates=[])
            await self.bot("getUpdates", offset=updates[-1]["update_id"] + 1 if updates else 0)
            found = [one["callback_query"] for one in updates if "callback_query" in one]
            if found:
                return found

    async def checkout(self) -> str:
        """The address of a new checkout, as a button would hold it."""
        line = "line_items[0]"
        form = {
            "mode": "payment",
            "success_url": "https://t.me/livestall_bot?start=r_1",
            f"{line}[quantity]": "1",
            f"{line}[price_data][currency]": "thb",
            f"{line}[price_data][unit_amount]": "39000",
            f"{line}[price_data][product_data][name]": "Silk scarf",
        }
        url, headers = f"{self.url}/till/v1/checkout/sessions", {"Authorization": f"Bearer {KEY}"}
        async with self.session.post(url, data=form, headers=headers) as answer:
            body = await answer.json()
        return str(body["url"])
