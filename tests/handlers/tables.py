"""A seller's table, from the message that brings it to what is on sale."""

from typing import Any

from bot import imports
from handlers import importing
from models import catalog, import_rows, people, uploads
from models.sheet import SheetProblem
from models.uploads import UPLOAD
from tests.handlers.stall import SELLER, SHOP
from tests.market import Market, Told

HEAD = "code,title,description,option,price,stock,limit\n"


def work(market: Market, data: bytes) -> None:
    """Does what the pump does with an upload whose file Telegram has handed out."""
    with market.tx() as tx:
        row = uploads.lease(tx, "worker", tx.now + 1000)
        assert row is not None
        goods = import_rows.goods_of(tx, row.shop_id)
        currency = people.shop(tx, row.shop_id).currency
    found = imports.read(data, goods, currency)
    with market.tx() as tx:
        if isinstance(found, SheetProblem):
            importing.refused(tx, row, found)
        else:
            importing.checked(tx, row, found)


def finish(market: Market, upload_id: int) -> None:
    """Imports all that is wanted of an upload."""
    while bring_some(market, upload_id):
        pass


def bring_some(market: Market, upload_id: int) -> bool:
    """Imports some of it; says whether there is more."""
    with market.tx() as tx:
        return importing.some(tx, upload_id, importing.wanted(tx, upload_id))


async def send(market: Market, text: str | bytes, caption: str = "/import") -> Told:
    """Sends a file and has it checked; the report."""
    [told] = await market.say(
        SELLER, "", document={"file_id": "f", "file_name": "goods.csv"}, caption=caption
    )
    assert told.kind == "import_checking"
    work(market, text.encode() if isinstance(text, str) else text)
    return market.told(SELLER)[0]


async def bring(market: Market, text: str) -> Told:
    """Sends a file and imports what is good of it."""
    report = await send(market, text)
    [begun, _] = await market.press(SELLER, str(report.buttons[0].data))
    assert begun.kind == "import_begun"
    finish(market, report.facts["upload"])
    return market.told(SELLER)[0]


def goods(market: Market) -> list[tuple[Any, ...]]:
    """What the shop sells: code, title, description, option, price, free units, limit."""
    with market.tx() as tx:
        return [
            (one.code, one.title, one.description, one.option, one.price, one.free, one.most)
            for every in catalog.goods(tx, SHOP)
            for one in every
        ]


def states(market: Market) -> list[str]:
    """Of every upload, in order."""
    with market.tx() as tx:
        return [row.state for row in tx.all(UPLOAD.select().order_by(UPLOAD.c.id))]
