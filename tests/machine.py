"""A folder in which the program runs as an operator runs it: a process with settings of its own."""

import asyncio
import json
import signal
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp

MAIN = Path(__file__).parent.parent / "main.py"
TOKEN = "123456:AAE_the-secret-half"
KEY = "sk_test_51secret"
Json = dict[str, Any]


class Machine:
    """A folder to run the program in, with settings and the programs still running."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = {"TELEGRAM_TOKEN": TOKEN, "STRIPE_SECRET_KEY": KEY, "HTTP_PORT": "0"}
        self.running: list[Process] = []

    @property
    def database(self) -> Path:
        return self.folder / "livestall.db"

    async def start(self, *words: str) -> Process:
        env = {f"LIVESTALL_{name}": value for name, value in self.settings.items()}
        process = await asyncio.create_subprocess_exec(
            sys.executable, str(MAIN), *words, cwd=self.folder, env=env, stdout=PIPE, stderr=PIPE
        )
        self.running.append(process)
        return process

    async def run(self, *words: str) -> tuple[int, str, str]:
        """Exit status, and what was written to stdout and stderr."""
        process = await self.start(*words)
        out, err = await process.communicate()
        assert process.returncode is not None
        return process.returncode, out.decode(), err.decode()

    async def refused(self, *words: str) -> str:
        """The one line with which a command ends that can't begin."""
        status, out, err = await self.run(*words)
        assert (status, out, err.count("\n")) == (2, "", 1), err
        return err

    def counts(self, file: Path, *tables: str) -> list[int]:
        """How many rows the tables of a sound database have."""
        with closing(sqlite3.connect(file)) as found:
            assert found.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            return [found.execute(f"SELECT count(*) FROM {one}").fetchone()[0] for one in tables]


class Serving:
    """A program that serves: its log, line by line."""

    def __init__(self, process: Process) -> None:
        assert process.stderr is not None
        self.process, self.stderr = process, process.stderr
        self.lines: list[Json] = []

    async def ready(self) -> str:
        """The address it serves at, once it says that it is ready."""
        while line := await self.stderr.readline():
            self.lines.append(json.loads(line))
            if self.lines[-1]["event"] == "ready":
                return f"http://127.0.0.1:{self.lines[-1]['port']}"
        raise AssertionError(f"never ready: {self.lines}")

    async def stop(self, sign: signal.Signals = signal.SIGTERM) -> list[Json]:
        """Asks it to stop, which it does well and in time; its whole log."""
        self.process.send_signal(sign)
        async with asyncio.timeout(30):
            rest = await self.stderr.read()
            assert await self.process.wait() == 0
        self.lines += map(json.loads, rest.decode().splitlines())
        assert not [line for line in self.lines if "exception" in line]
        return self.lines


async def get(url: str) -> tuple[int, Json]:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.json()
