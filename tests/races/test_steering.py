"""Races for what is on screen and what it costs: the numbered cases of docs/races.md."""

from functools import partial

from sqlalchemy import select, text

from models import catalog, flashes, lineup, shows
from models.reservations import RESERVATION
from models.tx import Tx
from tests.market import MAY
from tests.races.crowd import at_once, deliver, each, pump
from tests.races.stage import CROWD, SELLER, Stage, comments, press


def test_v5_claims_around_the_end_of_a_flash_price_have_the_price_of_their_time(
    stage: Stage,
) -> None:
    stage.put_in(100)
    stage.go_live()
    until = MAY + 3000
    with stage.tx() as tx:
        shows.put_on_screen(tx, 1, 1, 19900, until)
    said = comments(CROWD[:60])
    at_once(
        *(partial(deliver, stage.url, said) for _ in range(2)),
        *(partial(pump, stage.url) for _ in range(2)),
    )
    pump(stage.url)
    with stage.tx() as tx:
        rows = tx.all(select(RESERVATION.c.said_at, RESERVATION.c.price))
    assert len(rows) == 60
    assert {row.price for row in rows} == {19900, 39000}
    assert all(row.price == (19900 if row.said_at < until else 39000) for row in rows)


def test_v6_a_flash_price_ended_by_hand_holds_for_what_was_said_before(stage: Stage) -> None:
    stage.put_in(100)
    stage.go_live()
    with stage.tx() as tx:
        shows.put_on_screen(tx, 1, 1, 19900)
    end = MAY + 3000
    said = comments(CROWD[:60])
    at_once(
        partial(deliver, stage.url, said),
        partial(pump, stage.url),
        partial(each, stage.url, [partial(flashes.end_flash, show_id=1, product_id=1)], end),
    )
    pump(stage.url)
    with stage.tx() as tx:
        rows = tx.all(select(RESERVATION.c.said_at, RESERVATION.c.price))
    assert all(row.price == 19900 for row in rows if row.said_at < end)


def test_v7_next_pressed_several_times_at_once_shows_the_next_one(stage: Stage) -> None:
    with stage.tx() as tx:
        for code in ("B1", "B2", "B3"):
            catalog.add_product(tx, shop_id=1, code=code, key=code, title=code, price=100, stock=1)
    stage.go_live()
    with stage.tx() as tx:
        shows.put_on_screen(tx, 1, 1)
    deliver(stage.url, [press(SELLER, 100 + at, "next:1") for at in range(6)])
    at_once(*(partial(pump, stage.url) for _ in range(3)))
    with stage.tx() as tx:
        live = shows.on_air(tx, 1)
        seen = tx.scalar(text("SELECT count(*) FROM screening"))
    assert live is not None
    assert (live.on_screen, seen) == (2, 2)


def move(tx: Tx, *, place: int, to: int) -> bool:
    """Moves the product that was at a place when the buttons were drawn."""
    show = shows.show(tx, 1)
    assert show is not None
    return lineup.move(tx, show, 1, place, to)


def test_v8_a_lineup_s_button_pressed_several_times_at_once_moves_once(stage: Stage) -> None:
    with stage.tx() as tx:
        for code in ("B1", "B2", "B3"):
            catalog.add_product(tx, shop_id=1, code=code, key=code, title=code, price=100, stock=1)
    stage.plan()
    done = at_once(*(partial(each, stage.url, [partial(move, place=0, to=1)]) for _ in range(4)))
    assert sorted(moved for one in done for moved in one) == [False, False, False, True]
    with stage.tx() as tx:
        show = shows.show(tx, 1)
        assert show is not None
        assert lineup.product_ids(tx, show) == [2, 1, 3, 4]
