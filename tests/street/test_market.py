"""How the street finds the program's overlay, and passes it on under its own address."""

import asyncio

import pytest
from aiohttp import web

from sandbox.street.market import Market
from sandbox.street.scene import Scene
from tests.street.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize(
    ("text", "overlay"),
    [
        ("Over your video:\nhttp://127.0.0.1:8080/overlay/a-B_1\nIt is yours", "/overlay/a-B_1"),
        ("http://localhost/overlay/x", "/overlay/x"),
        ("https://shop.example.com/overlay/x", None),
        ("http://127.0.0.1.example.com/overlay/x", None),
        ("http://127.0.0.1:8080/s/malee", None),
    ],
)
async def test_only_an_overlay_on_this_computer_counts(text: str, overlay: str | None) -> None:
    market = Market()
    market.find([{"photo": []}, {"caption": text}])
    assert market.overlay == overlay


async def test_there_is_nothing_to_pass_on_before_the_bot_names_it(town: Town) -> None:
    for place in ("overlay/x", "static/overlay.css"):
        async with town.session.get(f"{town.url}/{place}") as answer:
            assert answer.status == 404


async def test_it_passes_pages_and_events_on_as_they_come(town: Town) -> None:
    more = asyncio.Event()

    async def events(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await response.write(b'data: {"state": "idle"}\n\n')
        await more.wait()
        await response.write(b'data: {"state": "shown", "code": "B07"}\n\n')
        return response

    program = web.Application()
    program.router.add_get("/overlay/x/events", events)
    runner = web.AppRunner(program)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    town.street.market.find([{"text": f"http://127.0.0.1:{runner.addresses[0][1]}/overlay/x"}])
    async with town.session.get(f"{town.url}/overlay/x/events") as line:
        assert line.content_type == "text/event-stream"
        assert await line.content.readline() == b'data: {"state": "idle"}\n'
        frames = town.street.market.frames()
        seen = Scene()
        for told in (Scene("live"), Scene("live", "B07")):
            frame = await anext(frames)
            seen = seen.seen(frame["state"], frame.get("code"))
            assert seen == told
            more.set()
        await frames.aclose()
        assert b'"B07"' in await line.content.read()
    await runner.cleanup()
    async with town.session.get(f"{town.url}/overlay/x") as answer:
        assert answer.status == 502
