"""Races around the end of a show and the claim ledger: the numbered cases of docs/races.md."""

import random
from functools import partial

from sqlalchemy import select

from models import catalog, claims, ledger, people, reporting, shows
from models.ledger import LEDGER
from models.store import Tx
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


def go_live(stage: Stage) -> None:
    with stage.tx() as tx:
        shows.go_live(tx, people.shop(tx, 1), "Friday", None)


def test_e1_a_show_that_is_ended_by_several_reports_once(stage: Stage) -> None:
    go_live(stage)
    done = at_once(*(partial(crowd.each, stage.url, [end, end]) for _ in range(4)))
    assert sum(sum(each) for each in done) == 1
    assert [kind for kind, _ in stage.answers()[SELLER]] == ["show_report"]


def test_e2_everybody_is_reminded_once_however_often_it_is_pressed(stage: Stage) -> None:
    go_live(stage)
    stage.put_in(40)
    crowd.each(stage.url, [partial(claim, person=p) for p in CROWD[:60]])
    done = at_once(*(partial(crowd.each, stage.url, [remind] * 3, MAY + 1000) for _ in range(4)))
    assert sum(sum(each) for each in done) == 40
    answers = stage.answers()
    assert [answers[p] for p in CROWD[:40]] == [[("seller_reminder", None)]] * 40
    assert not set(CROWD[40:60]) & set(answers)


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
