"""A picture of the video is an order: from the overlay over HTTP to the reservation in the chat."""

import asyncio
import random
from io import BytesIO
from pathlib import Path

import aiohttp
import orjson
import pytest
from PIL import Image, ImageDraw

from bench import video
from sandbox.street.goods import GOODS
from tests.town import Json, Town, count, data, newest, text, town


def overlay(here: Town, slug: str) -> str:
    """Where the overlay of a shop hears what to show."""
    token = here.rows("SELECT token FROM shop WHERE slug = ?", slug)[0]["token"]
    return f"{here.program.url}/overlay/{token}/events"


async def seen(here: Town, slug: str, code: str) -> Json:
    """What the overlay of a shop says once it shows this product."""
    address = overlay(here, slug)
    async with aiohttp.ClientSession() as session, session.get(address) as line:
        while True:
            told = await line.content.readline()
            assert told
            if told.startswith(b"data: "):
                shown: Json = orjson.loads(told[6:])
                if shown.get("code") == code:
                    return shown


def picture(shown: Json, seed: int) -> bytes:
    """A viewer's bad picture of the video with that overlay in it."""
    dice = random.Random(seed)
    modules, room = 7, 28
    side = shown["side"] * modules + 2 * room
    tile = Image.new("RGB", (side, side), "white")
    draw = ImageDraw.Draw(tile)
    for step in shown["qr"].removesuffix("z").split("z"):
        x, y = map(int, step.removeprefix("M").split("h")[0].split())
        at = room + x * modules, room + y * modules
        draw.rectangle((*at, at[0] + modules - 1, at[1] + modules - 1), "black")
    made = Image.new("RGB", (video.WIDE, video.HIGH), (90, 60, 120))
    made.paste(tile, (video.WIDE - side - 60, video.HIGH - side - 60))
    for way in (video.at_an_angle, video.lit):
        made = way(made, dice)
    return video.recompressed(made, dice)


def plain(number: int) -> bytes:
    """A picture of the goods without an overlay."""
    file = BytesIO()
    with Image.open(GOODS[number].picture) as photo:
        photo.convert("RGB").resize((640, 640)).save(file, "JPEG", quality=50)
    return file.getvalue()


@pytest.mark.asyncio(loop_scope="session")
async def test_a_picture_with_a_code_reserves(here: Town) -> None:
    seller = await here.shop("Pim", "pim", "P1 Lamp 100 x2", "P2 Vase 200 x1")
    anna = await here.buyer("Anna", "pim")
    assert "/overlay/" in text(await here.ask(seller, "/shop"))
    await here.ask(seller, "/live Friday")
    await here.ask(seller, "/show P1")
    shot = picture(await seen(here, "pim", "P1"), 1)
    await here.ask(seller, "/next")
    before = newest(anna)
    anna.photo(shot)
    await here.hears(anna, "Lamp", "is yours", after=before)
    anna.photo(shot)
    await here.until(lambda: count(anna, "is yours") == 2)
    anna.photo(shot)
    await here.hears(anna, "You are next")
    await here.ask(seller, "/newproduct P3 Shirt 300\nS x1\nM x1")
    await here.ask(seller, "/show P3")
    anna.photo(picture(await seen(here, "pim", "P3"), 3), "size M please")
    await here.hears(anna, "Shirt, M", "is yours")
    assert len(here.rows("SELECT * FROM screenshot WHERE code IS NOT NULL AND moment > 0")) >= 3
    await here.ask(seller, "/end")


@pytest.mark.asyncio(loop_scope="session")
async def test_a_picture_without_a_code_is_asked_about_and_named(here: Town) -> None:
    seller = await here.shop("Ploy", "ploy")
    for number, code in enumerate(("Q1", "Q2")):
        await here.show(seller, GOODS[number].picture.read_bytes(), f"{code} Thing{number} 50 x1")
    anna, bob = [await here.buyer(name, "ploy") for name in ("Anna", "Bob")]
    await here.ask(seller, "/live Monday")
    await here.ask(seller, "/show Q1")

    anna.photo(plain(0))
    asked = await here.hears(anna, "Is it", "Q1")
    await here.press(anna, data(asked, "shot"), asked)
    await here.hears(anna, "is yours")
    assert "already" in await here.press(anna, data(asked, "shot"), asked)

    bob.photo(plain(1))
    asked = await here.hears(bob, "Is it", "Q1")
    await here.press(bob, data(asked, "shotnone"), asked)
    await here.hears(bob, "passed your picture")
    question = await here.hears(seller, "Which one is it?")
    assert "photo" in question
    second = next(
        button["callback_data"]
        for row in question["reply_markup"]["inline_keyboard"]
        for button in row
        if button["text"].startswith("Q2")
    )
    await here.press(seller, second, question)
    await here.hears(bob, "Thing1", "is yours")
    await here.hears(seller, "is asked to pay")
    await here.ask(seller, "/end")


async def test_a_picture_survives_a_kill(folder: Path) -> None:
    async with town(folder) as here:
        seller = await here.shop("Malee", "malee", "A1 Scarf 100 x1")
        anna = await here.buyer("Anna", "malee")
        await here.ask(seller, "/live")
        await here.ask(seller, "/show A1")
        shot = picture(await seen(here, "malee", "A1"), 2)
        here.telegram.fault("getFile", times=1, seconds=30)
        anna.photo(shot)
        await here.until_rows("SELECT count(*) FROM screenshot WHERE state = 'leased'", 1)
        await here.program.kill()
        await here.program.start()
        await here.hears(anna, "Scarf", "is yours")
        assert count(anna, "is yours") == 1
        here.check_manners()
        async with aiohttp.ClientSession() as session, session.get(overlay(here, "malee")) as line:
            assert await line.content.readline()
            async with asyncio.timeout(30):  # an open overlay holds nobody up for good
                assert await here.program.stop() == 0
            assert await line.content.read() is not None
