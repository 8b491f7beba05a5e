"""Races for the waitlist and for buyers' standings: the numbered cases of docs/races.md."""

import random
from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import select

from models import buyers, catalog, changes, checkouts, people, reservations, standings, unheld
from models.outcomes import Released
from models.reservations import RESERVATION, known
from models.standings import STANDING
from models.tx import Tx
from tests import books
from tests.market import MAY
from tests.races import crowd
from tests.races.crowd import at_once
from tests.races.stage import CROWD, Stage

HOUR = 3_600_000
MINUTES = 15 * 60_000
"""A hold."""


def edit(tx: Tx, *, person: int, quantity: int, seq: int) -> str:
    """Edits a person's claim to this many units; the kind of outcome."""
    outcome = changes.change(
        tx, source=f"m:{person}:1", shop=people.shop(tx, 1), item=catalog.item_of(tx, 1),
        quantity=quantity, said_at=MAY, seq=seq,
    )  # fmt: skip
    return type(outcome).__name__


def pass_on(tx: Tx, *, person: int) -> bool:
    """What the button under "your turn" does: gives up a hold, if there still is one."""
    mine = select(RESERVATION.c.id).where(
        RESERVATION.c.person_id == person, RESERVATION.c.state == "held"
    )
    held = tx.scalar(mine.limit(1))
    if held is None:
        return False
    return isinstance(checkouts.cancel(tx, known(tx, held)), Released)


def give_up(tx: Tx, *, person: int) -> str:
    """Gives up what the person claimed last and still has; the kind of outcome."""
    mine = reservations.open_lines(tx, person)
    return type(checkouts.cancel(tx, mine[-1])).__name__ if mine else "Nothing"


def tap(tx: Tx, *, person: int) -> str:
    """Taps on Pay; the kind of outcome."""
    return type(checkouts.open_checkout(tx, person, 1, by_chat=True)).__name__


def block(tx: Tx, *, person: int) -> bool:
    return buyers.block(tx, 1, person)


def unblock(tx: Tx, *, person: int) -> bool:
    return buyers.unblock(tx, 1, person)


def wait(tx: Tx, *, person: int, seq: int) -> int | None:
    """Puts what is for whoever pays first on the waitlist, if it is none yet."""
    rows = unheld.of(tx, person, 1)
    return unheld.wait(tx, rows[0], MAY, seq) if rows else None


def by_rule(stage: Stage, rule: str, *, of: range) -> None:
    """The shop has a rule, and these people let a hold lapse."""
    with stage.tx() as tx:
        standings.set_rule(tx, 1, rule, 1)
        for person in of:
            standings.count(tx, 1, person)


def test_q1_the_waitlist_stays_fair_when_everything_happens_at_once(stage: Stage) -> None:
    stage.put_in(12)
    buyers_here = CROWD[:40]
    by_rule(stage, "first_paid", of=range(30, 42))
    dice = random.Random(21)
    claims = [
        partial(crowd.claim, person=p, source=f"m:{p}:1", quantity=dice.randint(1, 4), at=MAY + p)
        for p in buyers_here
    ]

    def thoughts(seed: int) -> list[Callable[[Tx], object]]:
        dice = random.Random(seed)
        kinds: list[Callable[[int, int], Callable[[Tx], object]]] = [
            lambda p, n: partial(edit, person=p, quantity=dice.randint(1, 5), seq=9000 + n),
            lambda p, n: partial(pass_on, person=p),
            lambda p, n: partial(give_up, person=p),
            lambda p, n: partial(tap, person=p),
            lambda p, n: partial(wait, person=p, seq=9500 + n),
            lambda p, n: partial(block if n % 2 else unblock, person=p),
        ]
        return [dice.choice(kinds)(dice.choice(buyers_here), n) for n in range(60)]

    restocks = [partial(crowd.restock, change=dice.choice((2, 1, 1, -1))) for _ in range(20)]
    later = MAY + MINUTES + 60_000
    works: list[Callable[[], list[Any]]] = [
        partial(crowd.each, stage.url, restocks),
        partial(crowd.each, stage.url, claims),
        partial(crowd.each, stage.url, [*thoughts(1), *thoughts(2)]),
        partial(crowd.each, stage.url, [*thoughts(3), *[crowd.sweep] * 40], later),
    ]
    changed, *_ = at_once(*works)
    with stage.tx() as tx:
        books.check(tx)
        assert books.stock(tx) == {1: 12 + sum(changed)}


def test_q2_what_is_passed_on_by_all_at_once_goes_down_the_line(stage: Stage) -> None:
    stage.put_in(5)
    buyers_here = CROWD[:60]
    crowd.each(
        stage.url,
        [partial(crowd.claim, person=p, source=f"m:{p}:1", at=MAY + p) for p in buyers_here],
    )
    jobs = [partial(pass_on, person=p) for p in buyers_here[:40]]
    done = at_once(*(partial(crowd.each, stage.url, jobs * 2) for _ in range(3)))
    passed = [sum(each[at] + each[at + 40] for each in done) for at in range(40)]
    assert passed == [1] * 40
    assert [person for person, _ in stage.quantities("held")] == list(buyers_here[40:45])
    answers = stage.answers()
    for person in buyers_here[5:45]:
        assert [kind for kind, _ in answers[person]].count("promoted") == 1
    with stage.tx() as tx:
        books.check(tx)


def test_q3_who_becomes_the_next_is_told_once(stage: Stage) -> None:
    stage.put_in(1)
    buyers_here = CROWD[:30]
    crowd.each(
        stage.url,
        [partial(crowd.claim, person=p, source=f"m:{p}:1", at=MAY + p) for p in buyers_here],
    )
    jobs = [partial(crowd.give_up_any, person=p) for p in buyers_here[:20]]
    at_once(*(partial(crowd.each, stage.url, jobs, MAY + 1000) for _ in range(3)))
    answers = stage.answers()
    told = {p: [kind for kind, _ in answers.get(p, [])] for p in buyers_here}
    assert told[buyers_here[21]] == ["waitlist_next"]
    assert all(kinds.count("waitlist_next") <= 1 for kinds in told.values())
    with stage.tx() as tx:
        books.check(tx)


def test_l1_of_many_who_tap_pay_for_the_last_unit_one_has_it(stage: Stage) -> None:
    by_rule(stage, "first_paid", of=CROWD[:30])
    stage.put_in(1)
    buyers_here = CROWD[:30]
    done = crowd.each(
        stage.url, [partial(crowd.claim, person=p, source=f"m:{p}:1") for p in buyers_here]
    )
    assert done == ["Unheld"] * 30
    assert stage.item().free == 1
    jobs = [partial(tap, person=p) for p in buyers_here]
    taps = at_once(*(partial(crowd.each, stage.url, jobs[n::3] * 2) for n in range(3)))
    outcomes = [outcome for each in taps for outcome in each]
    assert (outcomes.count("CheckoutComing"), outcomes.count("NothingHeld")) == (2, 58)
    assert (stage.item().free, stage.item().held) == (0, 1)
    answers = stage.answers()
    assert sum([kind for kind, _ in told].count("missed") for told in answers.values()) == 29
    with stage.tx() as tx:
        books.check(tx)


def test_l2_a_lapse_counts_once_however_many_sweep(stage: Stage) -> None:
    stage.put_in(60)
    crowd.each(stage.url, [partial(crowd.claim, person=p, source=f"m:{p}:1") for p in CROWD[:60]])
    late = MAY + MINUTES
    claims = [partial(crowd.claim, person=p, source=f"m:{p}:1") for p in CROWD[60:120]]
    at_once(
        *(partial(crowd.each, stage.url, [crowd.sweep] * 30, late) for _ in range(2)),
        *(partial(crowd.each, stage.url, claims[n::2], late) for n in range(2)),
    )
    with stage.tx() as tx:
        lapsed = {row.person_id: row.lapsed for row in tx.all(select(STANDING))}
        books.check(tx)
    assert lapsed == dict.fromkeys(CROWD[:60], 1)


def test_l3_a_buyer_who_is_blocked_while_promoted_loses_one_place_at_most(stage: Stage) -> None:
    stage.put_in(20)
    buyers_here = CROWD[:60]
    crowd.each(
        stage.url,
        [partial(crowd.claim, person=p, source=f"m:{p}:1", at=MAY + p) for p in buyers_here],
    )
    blocks = [partial(block, person=p) for p in buyers_here]
    works: list[Callable[[], list[Any]]] = [
        partial(crowd.each, stage.url, blocks),
        partial(crowd.each, stage.url, list(reversed(blocks))),
        partial(crowd.each, stage.url, [crowd.sweep] * 30, MAY + MINUTES),
    ]
    first, second, _ = at_once(*works)
    assert [*first, *second].count(True) == 60
    assert stage.quantities("waiting") == []
    answers = stage.answers()
    for person in buyers_here:
        kinds = [kind for kind, _ in answers.get(person, [])]
        assert kinds.count("waitlist_closed") + kinds.count("promoted") <= 1
    with stage.tx() as tx:
        books.check(tx)
    late = crowd.each(stage.url, [partial(crowd.claim, person=buyers_here[0], source="m:late")])
    assert late == ["Closed"]
