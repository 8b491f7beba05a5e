"""Races for the stock: the numbered cases of docs/races.md."""

import random
from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import text

from models import incoming, reservations
from tests import books
from tests.market import MAY
from tests.races import crowd
from tests.races.crowd import at_once
from tests.races.stage import CROWD, Stage, comments, speaker

HOUR = 3_600_000


def test_s1_it_sells_exactly_the_stock_to_a_crowd_of_processes(stage: Stage) -> None:
    stage.put_in(50)
    jobs = [partial(crowd.claim, person=p, source=f"m:{p}:1", at=MAY + p) for p in CROWD]
    done = at_once(*(partial(crowd.each, stage.url, jobs[n::4]) for n in range(4)))
    outcomes = [outcome for each in done for outcome in each]
    assert (outcomes.count("Held"), outcomes.count("Waiting")) == (50, 350)
    item = stage.item()
    assert (item.free, item.held, item.sold, item.waiting) == (0, 50, 0, 350)
    waiting = stage.reservations("waiting")
    with stage.tx() as tx:
        books.check(tx)
        places = [reservations.place(tx, row) for row in waiting]
    assert places == list(range(1, 351))


def test_s2_it_sells_to_the_first_comments_whoever_delivers_and_decides(stage: Stage) -> None:
    stage.put_in(50)
    said = comments(CROWD)
    shuffled = random.Random(2).sample(said, len(said))
    delivered = at_once(*(partial(crowd.deliver, stage.url, shuffled[n::3]) for n in range(3)))
    assert sum(delivered) == len(said)
    decided = at_once(*(partial(crowd.pump, stage.url) for _ in range(3)))
    assert sum(decided) == len(said)
    answers = stage.answers()
    first, late = [speaker(one) for one in said[:50]], [speaker(one) for one in said[50:]]
    assert [answers[person] for person in first] == [[("held", None)]] * 50
    assert [answers[person] for person in late] == [[("waiting", n)] for n in range(1, 351)]
    assert stage.incoming() == {"done": len(said)}
    with stage.tx() as tx:
        books.check(tx, answered=True)


def test_s3_it_decides_an_update_once_that_two_processes_deliver(stage: Stage) -> None:
    stage.put_in(500)
    said = comments(CROWD[:120])
    delivered = at_once(*(partial(crowd.deliver, stage.url, said) for _ in range(2)))
    assert sum(delivered) == 120
    assert sum(at_once(*(partial(crowd.pump, stage.url) for _ in range(2)))) == 120
    assert stage.item().held == 120
    assert all(answer == [("held", None)] for answer in stage.answers().values())


def test_s4_it_reserves_once_for_a_message_that_is_claimed_from_twice(stage: Stage) -> None:
    stage.put_in(500)
    jobs = [partial(crowd.claim, person=p, source=f"m:{p}:1") for p in CROWD[:120]]
    done = at_once(*(partial(crowd.each, stage.url, jobs) for _ in range(2)))
    assert sorted(zip(*done, strict=True)) == sorted(
        [("Held", "Repeated")] * done[0].count("Held")
        + [("Repeated", "Held")] * done[1].count("Held")
    )
    assert stage.item().held == 120


def test_s5_a_late_failure_of_one_pump_leaves_alone_what_another_decided(stage: Stage) -> None:
    stage.put_in(1)
    [said] = comments([2])
    crowd.deliver(stage.url, [said])
    with stage.tx() as tx:
        [seen_by_both] = incoming.due(tx, 10)
    crowd.pump(stage.url)
    with stage.tx() as tx:
        assert not incoming.put_off(tx, seen_by_both, "the first pump fell over")
    assert stage.incoming() == {"done": 1}


def test_s6_the_books_stay_right_when_everything_happens_at_once(stage: Stage) -> None:
    stage.put_in(10)
    dice = random.Random(6)
    restocks = [partial(crowd.restock, change=dice.choice((3, 2, 1, -1, -4))) for _ in range(60)]
    archives = [partial(crowd.archive, archived=dice.random() < 0.5) for _ in range(20)]
    claims = [
        partial(crowd.claim, person=p, source=f"m:{p}:{n}", quantity=dice.randint(1, 4), at=MAY + n)
        for n in range(2)
        for p in CROWD[:40]
    ]
    cancels = [partial(crowd.give_up_any, person=dice.choice(CROWD[:40])) for _ in range(80)]
    later = MAY + HOUR
    works: list[Callable[[], list[Any]]] = [
        partial(crowd.each, stage.url, restocks, MAY),
        partial(crowd.each, stage.url, archives, MAY),
        partial(crowd.each, stage.url, claims, MAY),
        partial(crowd.each, stage.url, dice.sample(claims, len(claims)), later),
        partial(crowd.each, stage.url, cancels, MAY),
        partial(crowd.each, stage.url, [crowd.sweep] * 60, later),
    ]
    changes, *_ = at_once(*works)
    with stage.tx() as tx:
        books.check(tx)
        assert books.stock(tx) == {1: 10 + sum(changes)}
        kept = tx.all(text("SELECT source, sum(quantity) AS n FROM reservation GROUP BY source"))
    wanted = {job.keywords["source"]: job.keywords["quantity"] for job in claims}
    assert {row.source: row.n for row in kept} == wanted


def test_s7_returning_units_go_down_the_waitlist_in_parts(stage: Stage) -> None:
    with stage.tx() as tx:
        for person, quantity in ((4, 3), (3, 2), (2, 4)):
            crowd.claim(tx, person=person, source=f"m:{person}:1", quantity=quantity)
        assert crowd.restock(tx, change=7) == 7
        crowd.claim(tx, person=5, source="m:5:1")
    assert stage.quantities("held") == [(2, 4), (3, 2), (4, 1)]
    assert stage.quantities("waiting") == [(4, 2), (5, 1)]
    with stage.tx() as tx:
        crowd.give_up_any(tx, person=2)
    assert sorted(stage.quantities("held")) == [(3, 2), (4, 1), (4, 2), (5, 1)]
    assert stage.quantities("waiting") == []
    assert stage.item().free == 1
    assert stage.answers()[4] == [("promoted", None), ("promoted", None)]
    with stage.tx() as tx:
        books.check(tx)


def test_s8_who_waits_comes_before_a_claim_that_meets_an_unswept_hold(stage: Stage) -> None:
    stage.put_in(3)
    with stage.tx() as tx:
        crowd.claim(tx, person=2, source="m:2:1", quantity=3)
        crowd.claim(tx, person=3, source="m:3:1", quantity=1)
    [late] = crowd.each(
        stage.url, [partial(crowd.claim, person=4, source="m:4:1", quantity=3)], MAY + HOUR
    )
    assert late == "PartlyHeld"
    assert stage.quantities("held") == [(3, 1), (4, 2)]
    assert stage.quantities("waiting") == [(4, 1)]
    assert stage.answers() == {2: [("lapsed", None)], 3: [("promoted", None)]}
    assert crowd.each(stage.url, [crowd.sweep], MAY + HOUR) == [0]
    with stage.tx() as tx:
        books.check(tx)


def test_s9_claims_and_sweeps_end_each_lapsed_hold_once(stage: Stage) -> None:
    stage.put_in(60)
    crowd.each(stage.url, [partial(crowd.claim, person=p, source=f"m:{p}:1") for p in CROWD[:60]])
    late = [partial(crowd.claim, person=p, source=f"m:{p}:1") for p in CROWD[60:180]]
    sweeps = [partial(crowd.each, stage.url, [crowd.sweep] * 30, MAY + HOUR) for _ in range(2)]
    claims = [partial(crowd.each, stage.url, late[n::2], MAY + HOUR) for n in range(2)]
    at_once(*sweeps, *claims)
    answers = stage.answers()
    assert [answers[person] for person in CROWD[:60]] == [[("lapsed", None)]] * 60
    assert sum(quantity for _, quantity in stage.quantities("held")) == 60
    assert len(stage.quantities("waiting")) == 60
    with stage.tx() as tx:
        books.check(tx)


def test_s10_a_late_delivered_comment_takes_its_place_by_date(stage: Stage) -> None:
    said = comments([2, 3, 4, 5])
    crowd.deliver(stage.url, [said[1], said[3]])
    crowd.pump(stage.url)
    crowd.deliver(stage.url, [said[0], said[2]])
    crowd.pump(stage.url)
    first, second, third, fourth = map(speaker, said)
    answers = stage.answers()
    assert [answers[person] for person in (second, fourth)] == [[("waiting", 1)], [("waiting", 2)]]
    assert [answers[person] for person in (first, third)] == [[("waiting", 1)], [("waiting", 3)]]
    with stage.tx() as tx:
        crowd.restock(tx, change=2)
    assert [person for person, _ in stage.quantities("held")] == [first, second]


def test_s11_a_hold_that_is_given_up_twice_at_once_frees_its_units_once(stage: Stage) -> None:
    stage.put_in(40)
    crowd.each(stage.url, [partial(crowd.claim, person=p, source=f"m:{p}:1") for p in CROWD[:40]])
    jobs = [partial(crowd.give_up_any, person=p) for p in CROWD[:40]]
    done = at_once(*(partial(crowd.each, stage.url, jobs) for _ in range(2)))
    assert [one + two for one, two in zip(*done, strict=True)] == [1] * 40
    assert (stage.item().free, stage.item().held) == (40, 0)
