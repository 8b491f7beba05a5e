"""The program itself as a process of its own, pointed at the stand-ins: start, stop and kill it."""

import asyncio
import os
import secrets
import socket
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import aiohttp

ROOT = Path(__file__).parent.parent
PREFIX = "LIVESTALL_"


class Program:
    """``main.py serve`` on a folder of its own; it keeps its database and its port when it is
    started again.

    settings: by their names without the prefix. Its log goes to ``program.log`` in the folder.
    """

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "program.log"
        self.database = folder / "market.db"
        self.settings = {
            "DATABASE_URL": f"sqlite:///{self.database}",
            "HTTP_PORT": str(self.port),
            **settings,
        }
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """The process's id. Raises RuntimeError when there is none."""
        if self._process is None:
            raise RuntimeError("it isn't running")
        return self._process.pid

    async def start(self, within: float = 60.0) -> float:
        """Starts it; returns after how many seconds /healthz was well. Raises TimeoutError, or
        RuntimeError with its last words if it ends instead."""
        began = time.perf_counter()
        await self.launch()
        async with aiohttp.ClientSession() as session, asyncio.timeout(within):
            while not await self._well(session):  # noqa: ASYNC110 # another process rings no bell
                await asyncio.sleep(0.02)
        return time.perf_counter() - began

    async def launch(self) -> None:
        """Starts it without waiting until it is well."""
        env = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, str(ROOT / "main.py"), "serve",
                env=env | {f"{PREFIX}{name}": value for name, value in self.settings.items()},
                cwd=self._folder, stdout=log, stderr=log,
            )  # fmt: skip

    async def stop(self) -> int:
        """SIGTERM; the exit status once it has ended. Nothing happens if none runs."""
        if self._process is None:
            return 0
        if self._process.returncode is None:
            self._process.terminate()
        return await self._ended()

    async def kill(self) -> None:
        """SIGKILL, and waits until it is gone."""
        if self._process is not None:
            if self._process.returncode is None:
                self._process.kill()
            await self._ended()

    async def _ended(self) -> int:
        if self._process is None:
            raise RuntimeError("it isn't running")
        status = await self._process.wait()
        self._process = None
        return status

    async def _well(self, session: aiohttp.ClientSession) -> bool:
        if self._process is None or self._process.returncode is not None:
            raise RuntimeError(f"it ended: {self.log.read_text()[-2000:]}")
        try:
            async with session.get(f"{self.url}/healthz") as answer:
                return answer.ok
        except aiohttp.ClientError:
            return False


def free_port() -> int:
    """A port on loopback that nobody listens on now, and below those that outgoing connections
    get: it is still free when a program comes back to it."""
    for _ in range(100):
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as found:
            try:
                found.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("no port is free")
