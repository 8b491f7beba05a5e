"""What an operator's tools read: health and figures."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import select

from models.store import Store
from pages import health
from tests.market import Market
from tests.pages.stall import GIULIA, Stall


async def well() -> None:
    return None


async def asked(**checks: health.Check) -> tuple[int, dict[str, Any]]:
    """What ``/healthz`` says of these checks."""
    app = web.Application()
    app.router.add_get("/healthz", health.health(checks, patience=0.1))
    async with TestClient(TestServer(app)) as client, client.get("/healthz") as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        return answer.status, await answer.json()


def database(store: Store) -> health.Check:
    async def check() -> str | None:
        await store.read(lambda tx: tx.scalar(select(1)))
        return None if store.alive else "the writer has stopped"

    return check


async def test_it_is_well_when_every_part_is(market: Market) -> None:
    async with market.store:
        found = await asked(database=database(market.store), pumps=well)
    assert found == (200, {"ok": True, "database": "ok", "pumps": "ok"})


async def test_it_is_not_when_the_writer_has_stopped(market: Market) -> None:
    found = await asked(database=database(market.store), pumps=well)
    assert found == (
        503, {"ok": False, "database": "the writer has stopped", "pumps": "ok"}
    )  # fmt: skip


async def test_it_is_not_when_the_database_is_away() -> None:
    async with Store("sqlite:////nowhere/at/all.db") as store:
        found = await asked(database=database(store))
    assert found == (503, {"ok": False, "database": "failed: OperationalError"})


async def test_it_is_not_when_a_part_says_so() -> None:
    async def pumps() -> str:
        return "stopped: sender"

    found = await asked(pumps=pumps, telegram=well)
    assert found == (503, {"ok": False, "pumps": "stopped: sender", "telegram": "ok"})


async def test_it_is_not_when_a_part_hangs_and_the_others_are_heard() -> None:
    async def telegram() -> None:
        await asyncio.Event().wait()

    found = await asked(telegram=telegram, pumps=well)
    assert found == (503, {"ok": False, "telegram": "says nothing for 0.1 s", "pumps": "ok"})


async def test_it_gives_no_detail_of_what_failed() -> None:
    async def telegram() -> None:
        raise ConnectionError("https://api.telegram.org/bot1:secret/getMe")

    _, found = await asked(telegram=telegram)
    assert found["telegram"] == "failed: ConnectionError"


@pytest.fixture
async def figures(stall: Stall) -> AsyncIterator[Callable[[], Awaitable[dict[str, float]]]]:
    """Reads ``/metrics`` as Prometheus does: ``name.state`` and the figure."""
    app = web.Application()
    app.router.add_get("/metrics", health.metrics(stall.market.store))
    async with TestClient(TestServer(app)) as client:

        async def read() -> dict[str, float]:
            async with client.get("/metrics") as answer:
                assert answer.status == 200
                assert answer.headers["Content-Type"].startswith("text/plain; version=")
                families = text_string_to_metric_families(await answer.text())
                return {
                    f"{sample.name}.{sample.labels['state']}": sample.value
                    for family in families
                    for sample in family.samples
                }

        yield read


async def test_it_counts_the_queues_and_the_market(
    stall: Stall, figures: Callable[[], Awaitable[dict[str, float]]]
) -> None:
    before = await figures()
    assert set(before.values()) == {0}
    assert len(before) == 19
    stall.begin(stall.claim(quantity=5))
    stall.claim(GIULIA)
    found = {name: figure for name, figure in (await figures()).items() if figure}
    assert found == {
        "livestall_errand_rows.queued": 1,
        "livestall_reservations.held": 1,
        "livestall_reservations.waiting": 1,
        "livestall_orders.opening": 1,
    }
