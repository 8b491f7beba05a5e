"""Processes of the market that work on one database at once."""

import asyncio
import multiprocessing
import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing.synchronize import Barrier
from typing import Any, Protocol, TypeVar

from sqlalchemy import func, select

from bot.turns import Turns
from models import catalog, claims, holds, incoming, people
from models import restock as restocking
from models.reservations import RESERVATION, known
from models.store import Store
from models.terms import Terms
from models.tx import Tx
from tests.market import MAY

T = TypeVar("T")
Update = tuple[str, int, int, str]
"""An update as ``incoming.receive`` takes it: external id, said_at, seq, payload."""

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.races.crowd"])

_here = threading.local()


class Counter(Protocol):
    """A number that two processes share."""

    value: int


def at_once(*works: Callable[[], T]) -> list[T]:
    """Does each work in a process of its own, all begun at one moment; what each returned."""
    gate = CONTEXT.Barrier(len(works))
    with ProcessPoolExecutor(len(works), CONTEXT, _stand_at, (gate,)) as pool:
        return [begun.result() for begun in [pool.submit(_go, work) for work in works]]


def _stand_at(gate: Barrier) -> None:
    _here.gate = gate


def _go(work: Callable[[], T]) -> T:
    _here.gate.wait(timeout=60)
    return work()


def store_at(url: str, now: int = MAY, hold: int = 900_000) -> Store:
    """The market's database as one more process sees it, its clock standing still."""
    return Store(url, Terms(hold=hold), lambda: now)


def each(url: str, jobs: Sequence[Callable[[Tx], T]], now: int = MAY) -> list[T]:
    """Carries out jobs one after the other, each in a transaction of its own."""
    store = store_at(url, now)
    done = []
    for job in jobs:
        with store.transaction() as tx:
            done.append(job(tx))
    store.engine.dispose()
    return done


def deliver(url: str, updates: Sequence[Update]) -> int:
    """Receives updates one by one; how many of them were new."""
    return sum(each(url, [partial(_receive, update=update) for update in updates]))


def _receive(tx: Tx, update: Update) -> int:
    return incoming.receive(tx, "telegram", [update])


def pump(url: str) -> int:
    """Decides what is due until nothing is; how many rows this pump decided."""

    async def drain() -> int:
        async with store_at(url) as store:
            return await Turns(store).drain()

    return asyncio.run(drain())


def claim(tx: Tx, *, person: int, source: str, quantity: int = 1, at: int = MAY) -> str:
    """Claims units of the first option; the kind of outcome."""
    outcome = claims.claim(
        tx, shop=people.shop(tx, 1), item=catalog.item_of(tx, 1), person_id=person,
        quantity=quantity, source=source, said_at=at, seq=person,
    )  # fmt: skip
    return type(outcome).__name__


def give_up(tx: Tx, *, reservation: int) -> bool:
    """Gives up a reservation that may have ended meanwhile."""
    row = known(tx, reservation)
    return row.state in ("waiting", "held") and holds.release(tx, row, "given_up")


def give_up_any(tx: Tx, *, person: int) -> bool:
    """Gives up what this person claimed last and still has, if anything."""
    mine = select(RESERVATION.c.id).where(
        RESERVATION.c.person_id == person, RESERVATION.c.state.in_(("waiting", "held"))
    )
    last = tx.scalar(mine.order_by(RESERVATION.c.id.desc()).limit(1))
    return last is not None and give_up(tx, reservation=last)


def sweep(tx: Tx) -> int:
    """Ends lapsed holds, a few at a time."""
    return holds.expire(tx, most=3)


def restock(tx: Tx, *, change: int) -> int:
    """Adds or takes away units; what changed."""
    outcome = restocking.restock(tx, catalog.item_of(tx, 1), "add", change)
    return change if isinstance(outcome, restocking.Restocked) else 0


def archive(tx: Tx, *, archived: bool) -> bool:
    """Takes the product off sale, or puts it back."""
    return catalog.edit_product(tx, 1, archived=archived)


def serve(url: str, updates: Sequence[Update], reached: Counter) -> None:
    """Takes in updates and decides them, as one process of the market does, until it is killed.

    ``reached`` is how many updates Telegram knows to be kept: it sends the others again.
    """

    async def take_in(store: Store) -> None:
        while reached.value < len(updates):
            chunk = updates[reached.value : reached.value + 7]
            await store.write(partial(_receive_all, updates=chunk))
            reached.value += len(chunk)

    async def work() -> None:
        async with store_at(url) as store, asyncio.TaskGroup() as tasks:
            tasks.create_task(take_in(store))
            tasks.create_task(Turns(store).run())

    asyncio.run(work())


def _receive_all(tx: Tx, updates: Sequence[Update]) -> int:
    return incoming.receive(tx, "telegram", updates)


def sweep_on(url: str, now: int, reached: Counter) -> None:
    """Ends lapsed holds a few at a time, for ever; ``reached`` is how many have ended."""
    store = store_at(url, now)
    ended = select(func.count()).where(RESERVATION.c.state == "released")
    while True:
        with store.transaction() as tx:
            sweep(tx)
        with store.transaction() as tx:
            reached.value = tx.scalar(ended)


def kill_again_and_again(
    work: Callable[..., None], *args: Any, upto: int, dice: random.Random
) -> int:
    """Runs ``work`` in a process that is killed (-9) at random moments and started anew, until it
    reached ``upto``; how often it was killed. ``work`` takes ``args`` and a counter it moves on."""
    reached = CONTEXT.Value("q", 0, lock=False)
    kills = 0
    while reached.value < upto:
        goal = min(upto, reached.value + dice.randint(1, upto // 12))
        process = CONTEXT.Process(target=work, args=(*args, reached))
        process.start()
        while reached.value < goal and process.is_alive():
            time.sleep(0.001)
        time.sleep(dice.random() / 100)  # the random moment
        kills += process.is_alive()
        process.kill()
        process.join()
        process.close()
    return kills
