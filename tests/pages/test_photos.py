"""The photos on a shop's page: whose are shown, how small, how seldom Telegram is asked."""

import asyncio
import re
from collections.abc import AsyncIterator
from http import HTTPStatus
from io import BytesIO

import pytest
from PIL import Image

from models import catalog, people, photos
from pages.photos import AT_ONCE, Photos, Unfetched, mark
from tests.bot.post import eventually
from tests.market import Market
from tests.pages.gallery import Gallery, hung, picture
from tests.pages.stall import SELLER, Stall

KEPT = "public, max-age=604800, immutable"


@pytest.fixture
async def gallery(market: Market) -> AsyncIterator[Gallery]:
    async with hung(market) as made:
        yield made


async def test_the_page_shows_the_first_photo_of_each_product(gallery: Gallery) -> None:
    gallery.stall.add("B1", "Bowl")
    with gallery.stall.market.tx() as tx:
        photos.add(tx, 1, "first")
        photos.add(tx, 1, "second")
    path = f"/s/malee/photo/1?v={mark('first')}"
    page = await gallery.stall.read("/s/MALEE")
    shown = re.findall(r'<img class="photo" src="([^"]+)" alt="([^"]*)"[^>]*>', page)
    assert shown[0] == (path, "Silk scarf")
    assert shown[1][0].startswith("/static/no-photo.svg")
    assert len(shown) == 2
    assert 'loading="lazy"' in page
    assert (await gallery.stall.get(shown[1][0])).content_type == "image/svg+xml"
    assert gallery.fetched == 0


async def test_a_shop_without_photos_is_a_list(gallery: Gallery) -> None:
    page = await gallery.stall.read("/s/malee")
    assert '<ul class="products">' in page
    assert 'class="photo"' not in page


async def test_a_photo_is_served_small_and_tells_nothing_else(gallery: Gallery) -> None:
    answer = await gallery.stall.get(gallery.hang(data=picture((2000, 1500))))
    assert (answer.status, answer.content_type) == (200, "image/jpeg")
    assert answer.headers["Cache-Control"] == KEPT
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    with Image.open(BytesIO(await answer.read())) as made:
        assert (made.format, made.size) == ("JPEG", (640, 480))
        assert dict(made.getexif()) == {}


async def test_telegram_is_asked_once_however_many_ask_us(gallery: Gallery) -> None:
    path = gallery.hang()
    gallery.telegram.fault("getFile", seconds=0.2)
    answers = await asyncio.gather(*(gallery.stall.get(path) for _ in range(20)))
    assert [answer.status for answer in answers] == [200] * 20
    assert len({await answer.read() for answer in answers}) == 1
    assert (await gallery.stall.get(path)).status == 200
    assert gallery.fetched == 1


async def test_whoever_has_a_photo_is_not_sent_it_again(gallery: Gallery) -> None:
    path = gallery.hang()
    etag = (await gallery.stall.get(path)).headers["ETag"]
    assert re.fullmatch(r'"[0-9a-f]{20}"', etag)
    again = await gallery.stall.get(path, If_None_Match=f'"other", {etag}')
    assert (again.status, again.headers["ETag"]) == (304, etag)
    assert again.headers["Cache-Control"] == KEPT
    assert await again.read() == b""
    new = gallery.hang(data=picture(colour="gold"))
    assert new != path
    changed = await gallery.stall.get(new, If_None_Match=etag)
    assert (changed.status, changed.headers["ETag"] != etag) == (200, True)


@pytest.mark.parametrize("query", ["", "?v=", "?v=0123456789abcdef0123"])
async def test_under_another_address_it_is_kept_for_seconds(gallery: Gallery, query: str) -> None:
    path = gallery.hang().partition("?")[0]
    answer = await gallery.stall.get(path + query)
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "public, max-age=30")


async def test_what_a_shop_does_not_show_has_no_photo(gallery: Gallery) -> None:
    path = gallery.hang()
    etag = (await gallery.stall.get(path)).headers["ETag"]
    with gallery.stall.market.tx() as tx:
        people.open_shop(
            tx, slug="nok", name="Nok", owner_id=SELLER + 1, currency="THB", zone="Asia/Bangkok"
        )
    await gallery.lacks(path.replace("malee", "nok"))
    await gallery.lacks(path.replace("malee", "nobody"))
    await gallery.lacks(path.replace("/1?", "/2?"))
    await gallery.lacks(path.replace("/1?", "/999999999999999999?"))
    with gallery.stall.market.tx() as tx:
        catalog.edit_product(tx, 1, archived=True)
    await gallery.lacks(path)
    with gallery.stall.market.tx() as tx:
        catalog.edit_product(tx, 1, archived=False)
    assert (await gallery.stall.get(path)).status == HTTPStatus.OK
    with gallery.stall.market.tx() as tx:
        people.rule_on_shop(tx, 1, ("open",), "suspended")
    await gallery.lacks(path)
    assert (await gallery.stall.get(path, If_None_Match=etag)).status == HTTPStatus.NOT_FOUND
    assert gallery.fetched == 1


@pytest.mark.parametrize("name", ["x", "-1", "1.jpg", "1/2", "1" * 40, "%00", "..%2f..%2fetc"])
async def test_what_names_no_product_is_nothing(gallery: Gallery, name: str) -> None:
    gallery.hang()
    assert (await gallery.stall.get(f"/s/malee/photo/{name}")).status == HTTPStatus.NOT_FOUND
    assert gallery.fetched == 0


@pytest.mark.parametrize("trouble", [{"status": 500}, {"drop": "before"}, {"garbage": True}])
async def test_while_telegram_fails_it_is_left_alone(
    gallery: Gallery, trouble: dict[str, object]
) -> None:
    gallery.stall.add("B1", "Bowl")
    first, second = gallery.hang(), gallery.hang("B1")
    gallery.telegram.fault("getFile", times=99, **trouble)  # type: ignore[arg-type] # as above
    await gallery.lacks(first)
    gallery.telegram.world.faults.clear()
    asked = gallery.fetched
    await gallery.lacks(first)
    await gallery.lacks(second)
    assert gallery.fetched == asked
    assert "Silk scarf" in await gallery.stall.read("/s/malee")


async def test_when_telegram_says_wait_no_photo_is_asked_for_meanwhile(gallery: Gallery) -> None:
    gallery.stall.add("B1", "Bowl")
    first, second = gallery.hang(), gallery.hang("B1")
    gallery.telegram.fault("getFile", status=429, retry_after=1)
    await gallery.lacks(first)
    await gallery.lacks(second)
    assert gallery.fetched == 1

    async def back() -> bool:
        return (await gallery.stall.get(second)).status == HTTPStatus.OK

    await eventually(back)
    assert gallery.fetched == 2


async def test_what_is_no_photo_is_asked_for_once(gallery: Gallery) -> None:
    files = gallery.telegram.world.files
    for data in (bytes(13 << 20), b"%PDF-1.7", picture()[:400]):
        path = gallery.hang_file(str(files.document(data, "photo.jpg")["file_id"]))
        before = gallery.fetched
        await gallery.lacks(path)
        await gallery.lacks(path)
        assert gallery.fetched == before + 1
    await gallery.lacks(gallery.hang_file("no longer known"))
    assert (await gallery.stall.get(gallery.hang())).status == HTTPStatus.OK


async def test_pages_stand_without_a_bot(stall: Stall) -> None:
    with stall.market.tx() as tx:
        catalog.edit_product(tx, 1, photo="somewhere")
    assert "/s/malee/photo/1?v=" in await stall.read("/s/malee")
    answer = await stall.get("/s/malee/photo/1")
    assert (answer.status, answer.content_type) == (404, "image/svg+xml")


async def test_an_accident_costs_one_photo_only() -> None:
    async def fetch(file_id: str) -> bytes:
        if file_id == "bad":
            raise ValueError
        return picture()

    shown = Photos(fetch)
    assert await shown.small("bad") is None
    assert await shown.small("good") is not None


async def test_so_many_are_fetched_at_once_and_so_much_is_kept() -> None:
    running, most, asked = 0, 0, list[str]()

    async def fetch(file_id: str) -> bytes | Unfetched:
        nonlocal running, most
        asked.append(file_id)
        running, most = running + 1, max(most, running + 1)
        await asyncio.sleep(0)
        running -= 1
        return picture((32, 32))

    size = len(await Photos(fetch).small("0") or b"") + 500
    asked.clear()
    shown = Photos(fetch, room=size * 10)
    names = [str(number) for number in range(12)]
    assert None not in await asyncio.gather(*(shown.small(name) for name in names))
    assert most == AT_ONCE
    await shown.small("2")  # kept, and the newest now
    await shown.small("0")  # forgotten with 1, and takes the place of 3
    await shown.small("2")
    assert asked == [*names, "0"]
    await shown.small("3")
    assert asked == [*names, "0", "3"]
