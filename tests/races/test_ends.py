"""Races around the end of a show or a shop and the claim ledger: the numbered cases of
docs/races.md."""

import asyncio
import random
from collections.abc import Callable, Sequence
from functools import partial

import orjson
import pytest
from sqlalchemy import func, select, update

from bot.turns import Turns
from models import (
    catalog,
    claims,
    closing_down,
    last_claims,
    ledger,
    people,
    reporting,
    shows,
)
from models.history import HISTORY
from models.ledger import LEDGER
from models.outgoing import OUTGOING
from models.people import SHOP
from models.terms import Terms
from models.tx import Tx
from tests import books
from tests.market import MAY
from tests.races import crowd
from tests.races.crowd import at_once
from tests.races.stage import CROWD, SELLER, Stage, comments


def end(tx: Tx) -> bool:
    """Ends the show."""
    return reporting.end(tx, 1)


def remind(tx: Tx) -> int:
    """Reminds everybody of the show who hasn't paid; how many."""
    show = shows.show(tx, 1)
    return 0 if show is None else reporting.remind_all(tx, show)


def claim(tx: Tx, *, person: int) -> str:
    """Claims in the show: the crowd's own claim knows none."""
    shop = people.shop(tx, 1)
    outcome = claims.claim(
        tx, shop=shop, item=catalog.item_of(tx, 1), person_id=person, quantity=1,
        source=f"m:{person}:1", said_at=MAY, seq=person, show=shows.taking(tx, shop, MAY),
    )  # fmt: skip
    return type(outcome).__name__


def test_e1_a_show_that_is_ended_by_several_reports_once(stage: Stage) -> None:
    stage.go_live()
    done = at_once(*(partial(crowd.each, stage.url, [end, end]) for _ in range(4)))
    assert sum(sum(each) for each in done) == 1
    assert [kind for kind, _ in stage.answers()[SELLER]] == ["show_report"]


def test_e2_everybody_is_reminded_once_however_often_it_is_pressed(stage: Stage) -> None:
    stage.go_live()
    stage.put_in(40)
    crowd.each(stage.url, [partial(claim, person=p) for p in CROWD[:60]])
    done = at_once(*(partial(crowd.each, stage.url, [remind] * 3, MAY + 1000) for _ in range(4)))
    assert sum(sum(each) for each in done) == 40
    answers = stage.answers()
    assert [answers[p] for p in CROWD[:40]] == [[("seller_reminder", None)]] * 40
    assert not set(CROWD[40:60]) & set(answers)


def close(tx: Tx) -> bool:
    """The seller closes her shop; whether something is owed."""
    return closing_down.close(tx, 1, SELLER) is not None


def test_e3_a_shop_is_closed_among_claims_or_stays_open_for_what_it_owes(stage: Stage) -> None:
    stage.put_in(1)

    def come_and_go(people: Sequence[int]) -> list[Callable[[Tx], object]]:
        return [
            job
            for person in people
            for job in (
                partial(crowd.claim, person=person, source=f"m:{person}:1"),
                partial(crowd.give_up_any, person=person),
            )
        ]

    at_once(
        *(partial(crowd.each, stage.url, come_and_go(CROWD[n:120:3])) for n in range(3)),
        partial(crowd.each, stage.url, [close] * 60),
    )
    with stage.tx() as tx:
        books.check(tx)
    crowd.each(stage.url, [partial(crowd.give_up_any, person=person) for person in CROWD[:120]])
    assert crowd.each(stage.url, [close, close]) == [False, False]
    assert crowd.each(stage.url, [partial(crowd.claim, person=2, source="m:late")]) == ["Closed"]
    with stage.tx() as tx:
        closed = select(func.count()).where(HISTORY.c.what == "shop_closed")
        assert tx.scalar(closed) == 1
        books.check(tx)


def test_e4_who_waits_as_a_shop_closes_is_told_once(stage: Stage) -> None:
    waiting = CROWD[:40]
    crowd.each(stage.url, [partial(crowd.claim, person=p, source=f"m:{p}:1") for p in waiting])
    leave = [partial(crowd.give_up_any, person=person) for person in waiting]
    left, *_ = at_once(
        partial(crowd.each, stage.url, leave),
        *(partial(crowd.each, stage.url, [close] * 3) for _ in range(3)),
    )
    told = [kind for one in stage.answers().values() for kind, _ in one]
    assert told.count("waitlist_closed") == 40 - sum(left)
    with stage.tx() as tx:
        books.check(tx)
        assert people.state_of(people.shop(tx, 1)) == "closed"


def test_e5_without_the_guard_a_closed_shop_owes_something(stage: Stage) -> None:
    """The guard off: looks in one transaction at what is owed, closes in the next."""
    stage.put_in(1)
    with stage.tx() as tx:
        assert not closing_down.owed(tx, 1).anything
    assert crowd.each(stage.url, [partial(crowd.claim, person=2, source="m:2:1")]) == ["Held"]
    with stage.tx() as tx:
        tx.run(update(SHOP).values(state="suspended", closed_at=tx.now))
    with stage.tx() as tx, pytest.raises(AssertionError, match="a closed shop holds nothing"):
        books.check(tx)


def test_h1_the_ledger_is_one_chain_whoever_decides(stage: Stage) -> None:
    stage.put_in(50)
    said = comments(CROWD[:200])
    at_once(*(partial(crowd.deliver, stage.url, said[n::3]) for n in range(3)))
    at_once(*(partial(crowd.pump, stage.url) for _ in range(3)))
    with stage.tx() as tx:
        lines = tx.all(select(LEDGER).order_by(LEDGER.c.number))
        books.check(tx)
    assert [line.number for line in lines] == list(range(1, 201))
    assert [(line.said_at, line.seq) for line in lines] == sorted(
        (line.said_at, line.seq) for line in lines
    )
    assert [line.outcome for line in lines] == ["held"] * 50 + ["waiting"] * 150
    assert ledger.checked(list(lines)) is None


def test_h2_the_ledger_is_one_chain_after_kills(stage: Stage) -> None:
    stage.put_in(50)
    said = comments(CROWD[:300])
    kills = crowd.kill_again_and_again(
        crowd.serve, stage.url, said, upto=300, dice=random.Random(5)
    )
    assert kills >= 5
    crowd.pump(stage.url)
    with stage.tx() as tx:
        assert len(tx.all(select(LEDGER.c.id))) == 300
        books.check(tx, answered=True)


def pump_later(url: str) -> int:
    """Decides what is due when the grace time is over; how many rows that were."""

    async def drain() -> int:
        async with crowd.store_at(url, MAY + Terms().grace + last_claims.LATE) as store:
            return await Turns(store).drain()

    return asyncio.run(drain())


def test_e6_what_came_in_the_grace_time_is_reported_once(stage: Stage) -> None:
    stage.go_live()
    stage.put_in(40)
    crowd.each(stage.url, [end])
    crowd.deliver(stage.url, comments(CROWD[:150]))
    assert sum(at_once(*(partial(pump_later, stage.url) for _ in range(3)))) == 151
    with stage.tx() as tx:
        rows = tx.all(select(OUTGOING.c.facts).where(OUTGOING.c.kind == "show_report"))
    told = [(facts["claims"], facts["late"]) for facts in (orjson.loads(row.facts) for row in rows)]
    assert told == [(0, 0), (150, 150)]
