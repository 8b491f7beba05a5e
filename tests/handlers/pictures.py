"""A show on the air, pictures of it, and what the pump sees in them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from handlers import screenshot
from models import people, screen_code, screenshots, shows
from models.reservations import RESERVATION
from models.screenshots import SCREENSHOT
from tests.handlers.stall import ANNA, BEN, SHOP, go_live, open_stall
from tests.market import Market, Told


def open_video(market: Market) -> None:
    """Puts Malee's stall on the air with the scarf on screen; Anna and Ben look at it."""
    open_stall(market, started=(ANNA, BEN))
    with market.tx() as tx:
        for person in (ANNA, BEN):
            people.look_at(tx, person, SHOP)
    go_live(market, "Friday")
    put_on_screen(market, 1)
    market.clock.pass_(seconds=10)


def code(market: Market, screening: int = 1, seconds: int = 8, shop: int = SHOP) -> str:
    with market.tx() as tx:
        token = people.shop(tx, shop).token
    return screen_code.write(screening, seconds * 1000 // screen_code.STEP, token)


def look(market: Market, codes: Sequence[str] = (), ranked: Sequence[int] = ()) -> None:
    """The pump looks at every picture, and sees this."""
    with market.tx() as tx:
        for row in screenshots.lease(tx, 100, "eye", tx.now + 1000):
            leased = screenshots.finish(tx, row.id, "eye")
            assert leased is not None
            screenshot.looked_at(tx, leased, codes, ranked)


async def send(
    market: Market, person: int = ANNA, codes: Sequence[str] = (), ranked: Sequence[int] = (),
    caption: str = "",
) -> list[Told]:  # fmt: skip
    """Sends a picture that shows this; what the person is told."""
    assert await market.photo(person, caption, file_id=f"shot-{person}") == []
    look(market, codes, ranked)
    return market.told(person)


def shots(market: Market) -> list[Row[Any]]:
    with market.tx() as tx:
        return list(tx.all(select(SCREENSHOT).order_by(SCREENSHOT.c.id)))


def reserved(market: Market) -> Row[Any]:
    """The newest reservation."""
    with market.tx() as tx:
        row = tx.one(select(RESERVATION).order_by(RESERVATION.c.id.desc()))
    assert row is not None
    return row


def put_on_screen(market: Market, product: int, price: int | None = None, seconds: int = 0) -> None:
    with market.tx() as tx:
        show = shows.on_air(tx, SHOP)
        assert show is not None
        shows.put_on_screen(tx, show.id, product, price, tx.now + seconds * 1000 if price else None)
