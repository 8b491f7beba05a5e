"""The database: one writer, one commit for all that is waiting, and a bell for whoever follows."""

import asyncio
import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from models import engine, happenings
from models.bells import Bell
from models.terms import Terms
from models.tx import Job, Tx

T = TypeVar("T")

GROUP = 256
"""The most jobs that share one commit."""


def milliseconds() -> int:
    """The time now, in milliseconds since the epoch, UTC."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class _Waiting:
    job: Job[Any]
    answer: "asyncio.Future[Any]"
    loop: asyncio.AbstractEventLoop


def _settle(answer: "asyncio.Future[Any]", result: Any, error: BaseException | None) -> None:
    if answer.done():
        return
    if error is None:
        answer.set_result(result)
    else:
        answer.set_exception(error)


class Store:
    """The market's database. Every change goes through ``write``, in one thread, in groups."""

    def __init__(
        self, url: str, terms: Terms | None = None, clock: Callable[[], int] = milliseconds
    ) -> None:
        self.terms = terms or Terms()
        self.clock = clock
        self.engine = engine.open_engine(url)
        self._jobs: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._bells: dict[str, list[tuple[asyncio.AbstractEventLoop, Bell]]] = {}

    @property
    def alive(self) -> bool:
        """Whether the writer is at work."""
        return self._thread is not None and self._thread.is_alive()

    async def __aenter__(self) -> "Store":
        self._thread = threading.Thread(target=self._work, name="market", daemon=True)
        self._thread.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._thread is not None:
            self._jobs.put(None)
            await asyncio.to_thread(self._thread.join)
            self._thread = None
        self.engine.dispose()

    def bell(self, name: str) -> Bell:
        """A bell of the running loop that is set after each commit that rang ``name``."""
        loop = asyncio.get_running_loop()
        bell = Bell()
        self._bells.setdefault(name, []).append((loop, bell))
        return bell

    async def write(self, job: Job[T]) -> T:
        """Runs ``job`` in the next transaction and returns its result once that is committed.

        Several jobs share a commit. If one raises, the group is rolled back and each is run
        again in a transaction of its own, so a job must change nothing but rows.
        """
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        self._jobs.put(_Waiting(job, answer, loop))
        return await answer

    async def read(self, job: Job[T]) -> T:
        """Runs ``job`` on a snapshot, beside the writer, in a thread of its own."""
        return await asyncio.to_thread(self.look, job)

    def look(self, job: Job[T]) -> T:
        """``read`` for callers without a loop."""
        with self.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN")
            return job(Tx(connection, self.clock(), self.terms))

    @contextmanager
    def transaction(self) -> Iterator[Tx]:
        """One transaction, committed at the end, rolled back if anything raises."""
        with self.engine.connect() as connection:
            engine.begin(connection)
            tx = Tx(connection, self.clock(), self.terms)
            try:
                yield tx
                tx.finish()
                connection.commit()
            except BaseException:
                connection.rollback()
                raise
        happenings.tell(tx.happened)
        for name in tx.rung:
            for loop, bell in self._bells.get(name, []):
                if not loop.is_closed():
                    loop.call_soon_threadsafe(bell.set)

    def _work(self) -> None:
        while (first := self._jobs.get()) is not None:
            group = [first]
            while len(group) < GROUP and not self._jobs.empty():
                if (more := self._jobs.get()) is None:
                    self._jobs.put(None)
                    break
                group.append(more)
            self._commit(group)

    def _commit(self, group: list[_Waiting]) -> None:
        try:
            with self.transaction() as tx:
                results = [waiting.job(tx) for waiting in group]
        except Exception as error:
            if len(group) > 1:
                for waiting in group:
                    self._commit([waiting])
            else:
                group[0].loop.call_soon_threadsafe(_settle, group[0].answer, None, error)
            return
        for waiting, result in zip(group, results, strict=True):
            waiting.loop.call_soon_threadsafe(_settle, waiting.answer, result, None)
