"""The overlay: the product and the code of the moment over the video, at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
import pytest
from aiohttp import ClientResponse

from models import catalog, people, screen_code, shows
from tests.market import Market
from tests.pages.stall import SELLER, Stall
from tests.pages.video import go_live, overlaid, set_stock, show, token

Json = dict[str, Any]


@pytest.fixture
async def stall(market: Market) -> AsyncIterator[Stall]:
    """A stall with its overlay."""
    async with overlaid(market) as made:
        yield made


@asynccontextmanager
async def listening(stall: Stall) -> AsyncIterator[ClientResponse]:
    async with stall.client.get(f"/overlay/{token(stall)}/events") as answer:
        assert answer.status == 200
        assert answer.content_type == "text/event-stream"
        yield answer


async def told(line: ClientResponse, within: float = 1.0) -> Json:
    """The next thing that a page hears."""
    async with asyncio.timeout(within):
        while True:
            text = await line.content.readline()
            assert text, "the line was closed"
            if text.startswith(b"data: "):
                heard: Json = orjson.loads(text[6:])
                return heard


async def test_it_tells_within_a_second_what_is_on_screen(stall: Stall) -> None:
    async with listening(stall) as line:
        assert (await told(line))["state"] == "off"
        go_live(stall)
        assert (await told(line))["state"] == "idle"
        show(stall)
        shown = await told(line)
        assert shown["state"] == "shown"
        assert (shown["code"], shown["title"], shown["price"]) == ("A12", "Silk scarf", "฿390")
        assert (shown["left"], shown["was"], shown["until"]) == (5, None, None)
        stall.claim()
        assert (await told(line))["left"] == 4


async def test_it_shows_a_flash_price_until_its_time_is_over(stall: Stall) -> None:
    go_live(stall)
    show(stall, price=29000, minutes=5)
    async with listening(stall) as line:
        flash = await told(line)
        assert (flash["price"], flash["was"]) == ("฿290", "฿390")
        assert flash["until"] - flash["now"] == 300_000
        stall.market.clock.pass_(minutes=5)
        after = await told(line)
        assert (after["price"], after["was"], after["until"]) == ("฿390", None, None)


async def test_it_names_the_options_and_the_lowest_price(stall: Stall) -> None:
    stall.add("B7", "Vest", 25000, stock=0)
    with stall.market.tx() as tx:
        tx.run(catalog.OPTION.update().where(catalog.OPTION.c.id == 2).values(name="S"))
        tx.insert(catalog.Option, product_id=2, name="M", price=30000, free=2, position=2)
        people.choose_language(tx, SELLER, "en")
    go_live(stall)
    show(stall, product=2)
    async with listening(stall) as line:
        shown = await told(line)
    assert shown["options"] == [{"name": "S", "gone": True}, {"name": "M", "gone": False}]
    assert (shown["price"], shown["left"]) == ("from ฿250", 2)


async def test_it_says_sold_out_and_paused_and_over(stall: Stall) -> None:
    running = go_live(stall)
    show(stall)
    async with listening(stall) as line:
        await told(line)
        set_stock(stall, 0)
        gone = await told(line)
        assert gone["left"] == 0
        with stall.market.tx() as tx:
            shows.pause(tx, running)
        assert (await told(line))["state"] == "paused"
        with stall.market.tx() as tx:
            shows.end(tx, running)
        assert (await told(line))["state"] == "off"


async def test_the_code_changes_with_the_moment_and_names_it(stall: Stall) -> None:
    go_live(stall)
    show(stall)
    began = stall.market.clock.now
    async with listening(stall) as line:
        first = await told(line)
        stall.market.clock.pass_(seconds=screen_code.STEP / 1000)
        second = await told(line)
        assert first["qr"] != second["qr"]
        assert (first["side"], second["side"]) == (21, 21)
    text = screen_code.write(1, 1, token(stall))
    code = screen_code.read(text)
    assert code is not None
    assert code.moment(began) == began + screen_code.STEP


async def test_many_pages_are_told_by_one_reader(stall: Stall) -> None:
    go_live(stall)
    looks = 0
    read = stall.market.store.read

    async def counted(job: Any) -> Any:
        nonlocal looks
        looks += 1
        return await read(job)

    lines = [await stall.client.get(f"/overlay/{token(stall)}/events") for _ in range(20)]
    for line in lines:
        await told(line)
    stall.market.store.read = counted  # type: ignore[method-assign] # counts, and reads
    show(stall)
    heard = await asyncio.gather(*(told(line) for line in lines))
    assert {one["state"] for one in heard} == {"shown"}
    assert looks < 10
    for line in lines:
        line.close()


async def test_its_lines_end_with_the_program_and_no_new_one_begins(stall: Stall) -> None:
    async with listening(stall) as line, asyncio.timeout(30):
        await told(line)
        await stall.client.app.shutdown()
        await line.content.read()
    answer = await stall.get(f"/overlay/{token(stall)}/events")
    assert answer.status == 503


async def test_it_reads_nothing_before_a_page_is_opened(stall: Stall) -> None:
    looks = 0
    read = stall.market.store.read

    async def counted(job: Any) -> Any:
        nonlocal looks
        looks += 1
        return await read(job)

    stall.market.store.read = counted  # type: ignore[method-assign] # counts, and reads
    go_live(stall)
    await stall.get("/overlay/nothing")
    assert looks == 1
    async with listening(stall) as line:
        await told(line)
        assert looks >= 3


async def test_an_unknown_token_is_answered_kindly(stall: Stall) -> None:
    for path in ("/overlay/nothing", "/overlay/nothing/events"):
        answer = await stall.get(path, Accept_Language="it")
        assert answer.status == 404
        assert "text/html" in answer.headers["Content-Type"]


async def test_the_page_may_run_its_own_script_only_and_lie_in_another_page(stall: Stall) -> None:
    answer = await stall.get(f"/overlay/{token(stall)}")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors" not in policy
    assert "X-Frame-Options" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


async def test_it_speaks_the_seller_s_language(stall: Stall) -> None:
    for language in ("en", "it", "th"):
        with stall.market.tx() as tx:
            people.choose_language(tx, SELLER, language)
        answer = await stall.get(f"/overlay/{token(stall)}", Accept_Language="en")
        assert f'lang="{language}"' in await answer.text()
