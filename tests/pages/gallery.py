"""A stall whose products have photos, which a Telegram keeps."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from PIL import Image

from bot.request import close, make_bot
from models import catalog
from pages.photos import mark
from pages.site import Site
from sandbox.telegram import Telegram
from serving import photos
from tests.market import Market
from tests.pages.stall import Stall

TOKEN = "4242:livestall-tests"
Size = tuple[int, int]


def picture(size: Size = (1280, 960), colour: str = "teal") -> bytes:
    """A JPEG that says where it was taken."""
    said = Image.Exif()
    said[0x010E] = "at home"
    made = BytesIO()
    Image.new("RGB", size, colour).save(made, "JPEG", exif=said)
    return made.getvalue()


@dataclass
class Gallery:
    """The stall and its Telegram."""

    stall: Stall
    telegram: Telegram

    def hang(self, code: str = "A12", data: bytes | None = None) -> str:
        """Gives a product a photo; its address."""
        whole = self.telegram.world.files.photo(data or picture())[-1]
        return self.hang_file(str(whole["file_id"]), code)

    def hang_file(self, file_id: str, code: str = "A12") -> str:
        """Gives a product any file for a photo; its address."""
        with self.stall.market.tx() as tx:
            item = catalog.item(tx, 1, code)
            assert item is not None
            catalog.edit_product(tx, item.product_id, photo=file_id)
        return f"/s/malee/photo/{item.product_id}?v={mark(file_id)}"

    @property
    def fetched(self) -> int:
        """How often Telegram was asked for a file."""
        return self.telegram.count("getFile")

    async def lacks(self, path: str) -> ClientResponse:
        """Asks for a photo that isn't to be had: the picture that says so comes instead."""
        answer = await self.stall.get(path)
        assert (answer.status, answer.content_type) == (404, "image/svg+xml")
        assert answer.headers["Cache-Control"] == "public, max-age=30"
        assert (await answer.text()).startswith("<svg")
        return answer


@asynccontextmanager
async def hung(market: Market) -> AsyncIterator[Gallery]:
    """Malee's stall, with photos from a Telegram that is really asked."""
    telegram = Telegram(TOKEN)
    async with telegram.serve() as url:
        bot = make_bot(TOKEN, url)
        app = web.Application()
        Site(market.store, photos(bot)).add_to(app)
        async with market.store, TestClient(TestServer(app)) as client:
            stall = Stall(market, client)
            stall.open()
            yield Gallery(stall, telegram)
        await close(bot)
