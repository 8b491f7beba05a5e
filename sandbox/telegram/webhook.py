"""Delivers updates to the bot's address: in order within a queue, queues side by side."""

import asyncio
import random
from collections import deque
from collections.abc import Callable

import aiohttp
import orjson

from sandbox.telegram.shapes import Json
from sandbox.telegram.updates import Update, Updates

LONGEST_RETRY_AFTER = 3600
LONGEST_PAUSE = (60, 120)
PATIENCE = aiohttp.ClientTimeout(total=60)


class Webhook:
    """One address. way: where it really leads. pace: what a second of waiting lasts here, so that
    tests need not wait.

    perform: runs the method call that a 2xx answer may carry.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        updates: Updates,
        *,
        url: str,
        way: str,
        secret: str,
        connections: int,
        clock: Callable[[], float],
        perform: Callable[[Json], None],
        pace: float,
    ) -> None:
        self.url = url
        self.secret = secret
        self.connections = connections
        self.last_error = ""
        self.last_error_at = 0
        self._way = way
        self._session = session
        self._updates = updates
        self._clock = clock
        self._perform = perform
        self._pace = pace
        self._free = asyncio.Semaphore(connections)
        self._queues: dict[int, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        for update in updates.pending:
            self.push(update)

    def push(self, update: Update) -> None:
        """Delivers one more update when its turn in its queue comes."""
        queue = self._queues.get(update.queue)
        if queue is not None:
            queue.append(update)
            return
        queue = self._queues[update.queue] = deque([update])
        task = asyncio.get_running_loop().create_task(self._drain(update.queue, queue))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def stop(self) -> None:
        """Delivers nothing more; what is undelivered stays pending."""
        for task in self._tasks:
            task.cancel()

    async def _drain(self, key: int, queue: deque[Update]) -> None:
        while queue:
            await self._deliver(queue[0])
            self._updates.forget(queue.popleft())
        del self._queues[key]

    async def _deliver(self, update: Update) -> None:
        pause, fails = 1.0, 0
        while True:
            async with self._free:
                asked = await self._send(update)
            if asked is None:
                return
            wait: float = min(asked, LONGEST_RETRY_AFTER)
            if not asked and fails:
                pause = min(random.uniform(*LONGEST_PAUSE), pause * 2)
                wait = pause
            fails += 1
            if self._clock() + wait > update.expires_at:
                return
            await asyncio.sleep(wait * self._pace)

    async def _send(self, update: Update) -> int | None:
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.secret
        try:
            async with self._session.post(
                self._way, data=update.body, headers=headers, timeout=PATIENCE
            ) as response:
                body = await response.read()
                if 200 <= response.status < 300:
                    self._follow(body)
                    return None
                self._note(f"Wrong response from the webhook: {response.status} {response.reason}")
                asked = response.headers.get("Retry-After", "")
                return int(asked) if asked.isdigit() else 0
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            self._note(f"Connection failed: {type(error).__name__}")
            return 0

    def _note(self, reason: str) -> None:
        self.last_error = reason
        self.last_error_at = int(self._clock())

    def _follow(self, body: bytes) -> None:
        if not body.startswith(b"{"):
            return
        try:
            call = orjson.loads(body)
        except orjson.JSONDecodeError:
            return
        if isinstance(call, dict) and "method" in call:
            self._perform(call)
