"""Races for pictures: the numbered cases of docs/races.md."""

from functools import partial
from typing import Any

import pytest
from sqlalchemy import Row, select, update

from handlers import screenshot
from models import catalog, people, screen_code, screenshots, shows
from models.screenshots import SCREENSHOT
from models.tx import Tx
from tests import books
from tests.market import MAY
from tests.races import crowd
from tests.races.crowd import at_once
from tests.races.stage import CROWD, SELLER, Stage, press

ANNA = CROWD[0]


@pytest.fixture
def air(stage: Stage) -> Stage:
    """Malee is on the air with the scarf; she sells a bowl too."""
    with stage.tx() as tx:
        catalog.add_product(tx, shop_id=1, code="B7", key="B7", title="Bowl", price=25000, stock=5)
        show, _ = shows.go_live(tx, people.shop(tx, 1), "Friday", None)
        shows.put_on_screen(tx, show.id, 1)
    stage.put_in(5)
    return stage


def keep(tx: Tx, *, person: int = ANNA, source: str = "", at: int = MAY) -> bool:
    return screenshots.keep(
        tx, source=source or f"m:{person}:1", person_id=person, shop_id=1, show_id=1,
        file_id="shot", said_at=at, seq=person,
    )  # fmt: skip


def look(url: str, worker: str) -> int:
    """One worker looks at what is due, and reads the code in every picture."""

    def lease(tx: Tx) -> list[int]:
        return [row.id for row in screenshots.lease(tx, 10, worker, tx.now + 1000)]

    def decide(tx: Tx, leased: int) -> bool:
        row = screenshots.finish(tx, leased, worker)
        if row is not None:
            screenshot.looked_at(tx, row, [screen_code.write(1, 0, people.shop(tx, 1).token)], [])
        return row is not None

    done = 0
    while leased := crowd.each(url, [lease])[0]:
        done += sum(crowd.each(url, [partial(decide, leased=one) for one in leased]))
    return done


def ask(stage: Stage, *, passed: bool = False) -> None:
    """Anna sent a picture, and is asked; ``passed``: the seller is."""
    with stage.tx() as tx:
        keep(tx)
        tx.run(update(SCREENSHOT).values(state="passed" if passed else "asked"))


def token(stage: Stage) -> str:
    with stage.tx() as tx:
        return str(people.shop(tx, 1).token)


def row(stage: Stage) -> Row[Any]:
    with stage.tx() as tx:
        found = tx.one(select(SCREENSHOT))
    assert found is not None
    return found


def units(stage: Stage) -> list[tuple[int, int]]:
    return stage.quantities("held") + stage.quantities("waiting")


def test_p1_yes_pressed_several_times_at_once_reserves_once(air: Stage) -> None:
    ask(air)
    presses = [press(ANNA, number, "shot:1:1") for number in range(10, 18)]
    for part in (presses[:4], presses[4:]):
        at_once(*(partial(crowd.deliver, air.url, [one]) for one in part))
    at_once(*[partial(crowd.pump, air.url)] * 3)
    assert units(air) == [(ANNA, 1)]
    assert row(air).state == "claimed"
    with air.tx() as tx:
        books.check(tx)


def test_p2_the_seller_names_one_while_the_buyer_takes_another(air: Stage) -> None:
    ask(air, passed=True)
    crowd.deliver(air.url, [press(ANNA, 10, "shot:1:1"), press(SELLER, 11, "shotname:1:2")])
    at_once(*[partial(crowd.pump, air.url)] * 2)
    assert units(air) == [(ANNA, 1)]
    told = [kind for kind, _ in air.answers()[SELLER]] + [kind for kind, _ in air.answers()[ANNA]]
    assert told.count("held") == 1
    assert {"toast_named", "already_decided"} & set(told)
    with air.tx() as tx:
        books.check(tx)


def test_p3_a_picture_that_several_deliver_and_look_at_is_one_claim(air: Stage) -> None:
    kept = at_once(*[partial(crowd.each, air.url, [keep])] * 4)
    assert sum(new for one in kept for new in one) == 1
    looked = at_once(*(partial(look, air.url, f"worker-{number}") for number in range(3)))
    assert sum(looked) == 1
    assert units(air) == [(ANNA, 1)]
    with air.tx() as tx:
        books.check(tx)


def test_p4_codes_are_read_while_others_take_the_last_units(air: Stage) -> None:
    crowd.each(air.url, [partial(keep, person=person) for person in CROWD[:8]])
    typed = [partial(crowd.claim, person=p, source=f"m:{p}:1") for p in CROWD[8:16]]
    at_once(
        partial(look, air.url, "one"), partial(look, air.url, "two"),
        partial(crowd.each, air.url, typed),
    )  # fmt: skip
    assert len(air.quantities("held")) == 5
    assert len(air.quantities("waiting")) == 11
    waiting = [person for person, _ in air.quantities("waiting")]
    assert waiting == sorted(waiting)
    with air.tx() as tx:
        books.check(tx)


def test_p5_a_worker_whose_lease_was_taken_over_decides_nothing(air: Stage) -> None:
    with air.tx() as tx:
        keep(tx)
        screenshots.lease(tx, 1, "slow", tx.now + 1000)
        screenshots.take_over(tx)
    assert look(air.url, "quick") == 1
    with air.tx() as tx:
        assert screenshots.finish(tx, 1, "slow") is None
    assert units(air) == [(ANNA, 1)]


def test_p6_even_without_a_lease_the_source_claims_once(air: Stage) -> None:
    with air.tx() as tx:
        keep(tx)
    read = [screen_code.write(1, 0, token(air))]

    def decide(tx: Tx) -> None:
        leased = tx.one(select(SCREENSHOT))
        assert leased is not None
        screenshot.looked_at(tx, leased, read, [])

    crowd.each(air.url, [decide, decide])
    assert units(air) == [(ANNA, 1)]
    assert [kind for kind, _ in air.answers()[ANNA]] == ["held", "already_decided"]
