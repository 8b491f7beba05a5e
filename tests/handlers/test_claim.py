"""Claims in the private chat."""

from models import catalog, people
from tests.market import Market

SELLER, ANNA = 1, 2


def open_shop(market: Market, stock: int) -> None:
    with market.tx() as tx:
        for person in (SELLER, ANNA):
            people.meet(tx, person, name=f"P{person}", username=None, language="en")
        people.open_shop(
            tx, slug="malee", name="Malee", owner_id=SELLER, currency="THB", zone="Asia/Bangkok"
        )
        catalog.add_product(
            tx, shop_id=1, code="A12", key="A12", title="Silk <scarf>", price=39000, stock=stock
        )


async def test_it_holds_what_is_claimed(market: Market) -> None:
    open_shop(market, stock=2)
    [told] = await market.say(ANNA, "cf a12 x2")
    assert told.kind == "held"
    assert "Silk &lt;scarf&gt;" in told.text
    assert told.button("Pay").data == "pay:1"
    with market.tx() as tx:
        item = catalog.item_of(tx, 1)
    assert (item.free, item.held, item.sold) == (0, 2, 0)
