"""What was decided long ago is forgotten; what is open never is."""

from models import incoming
from tests.market import Market


async def test_it_forgets_what_was_decided_long_ago(market: Market) -> None:
    with market.tx() as tx:
        incoming.receive(tx, "stripe", [(f"evt_{n}", tx.now, n, "{}") for n in range(4)])
    with market.tx() as tx:
        incoming.done(tx, [row.id for row in incoming.due(tx, 2)])
    market.clock.pass_(minutes=1)
    with market.tx() as tx:
        incoming.done(tx, [row.id for row in incoming.due(tx, 1)])
        assert incoming.prune(tx, tx.now) == 2
        assert incoming.prune(tx, tx.now) == 0
        assert [row.external_id for row in incoming.due(tx, 9)] == ["evt_3"]
