"""Races for options: the numbered cases of docs/races.md."""

import random
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select, update

from models import (
    cart,
    catalog,
    choosing,
    claims,
    options,
    people,
    reporting,
    shows,
)
from models.catalog import OPTION
from models.options import Wanted
from models.reservations import RESERVATION, known
from models.tx import Tx
from tests import books
from tests.market import MAY
from tests.races import crowd
from tests.races.crowd import at_once
from tests.races.stage import CROWD, Stage, comments, press

SMALL, LARGE, HUGE = 2, 3, 4
"""The option ids of D1."""
LATER = MAY + 1_000_000
"""When every hold has lapsed."""


@pytest.fixture
def dresses(stage: Stage) -> Stage:
    """D1 in S (60), L (1) and XL (2)."""
    with stage.tx() as tx:
        catalog.add_product(tx, shop_id=1, code="D1", key="D1", title="Dress", price=39000, stock=0)
        wanted = [Wanted("S", 39000, 60), Wanted("L", 39000, 1), Wanted("XL", 39000, 2)]
        options.put(tx, catalog.item_of(tx, SMALL), wanted)
    return stage


def want(tx: Tx, *, person: int) -> str:
    """Claims D1, whichever; the kind of outcome."""
    shop = people.shop(tx, 1)
    outcome = choosing.claim(
        tx, shop=shop, options=catalog.choices(tx, 1, "D1"), person_id=person, quantity=1,
        source=f"m:{person}:1", said_at=MAY, seq=person, show=shows.taking(tx, shop, MAY),
    )  # fmt: skip
    return type(outcome).__name__


def choose(tx: Tx, *, person: int, option: int) -> str:
    """Chooses an option for what a person claimed; the kind of outcome."""
    found = tx.scalar(select(RESERVATION.c.id).where(RESERVATION.c.person_id == person))
    row = known(tx, found)
    outcome = choosing.choose(
        tx, row, catalog.item_of(tx, option), said_at=MAY, seq=10_000 + person
    )
    return type(outcome).__name__


def archive(tx: Tx, *, option: int) -> bool:
    return options.archive(tx, catalog.item_of(tx, option))


def restore(tx: Tx, *, option: int) -> None:
    options.restore(tx, catalog.item_of(tx, option))


def units(stage: Stage, option: int) -> tuple[int, int]:
    """Free and held."""
    with stage.tx() as tx:
        item = catalog.item_of(tx, option)
    return item.free, item.held


def check(stage: Stage) -> None:
    with stage.tx() as tx:
        books.check(tx)
        assert sum(books.stock(tx)[option] for option in (SMALL, LARGE, HUGE)) == 63


def test_o1_the_last_unit_of_an_option_goes_to_one_of_many_who_choose_it(dresses: Stage) -> None:
    buyers = CROWD[:40]
    crowd.each(dresses.url, [partial(want, person=person) for person in buyers])
    assert units(dresses, SMALL) == (20, 40)
    jobs = [partial(choose, person=person, option=LARGE) for person in buyers]
    done = at_once(*(partial(crowd.each, dresses.url, jobs[n::4]) for n in range(4)))
    assert Counter(one for each in done for one in each) == {"Chosen": 1, "TooFew": 39}
    assert units(dresses, LARGE) == (0, 1)
    assert units(dresses, SMALL) == (21, 39)
    check(dresses)


def test_o2_a_choice_meets_the_end_of_its_hold(dresses: Stage) -> None:
    buyers = CROWD[:40]
    crowd.each(dresses.url, [partial(want, person=person) for person in buyers])
    jobs = [partial(choose, person=p, option=HUGE if p % 3 else LARGE) for p in buyers]
    at_once(
        partial(crowd.each, dresses.url, jobs[0::2]),
        partial(crowd.each, dresses.url, jobs[1::2], LATER),
        partial(crowd.each, dresses.url, [crowd.sweep] * 20, LATER),
    )
    crowd.each(dresses.url, [crowd.sweep] * 20, LATER)
    check(dresses)
    assert [units(dresses, option) for option in (SMALL, LARGE, HUGE)] == [(60, 0), (1, 0), (2, 0)]


def test_o3_a_choice_meets_an_option_that_is_archived(dresses: Stage) -> None:
    buyers = CROWD[:30]
    crowd.each(dresses.url, [partial(want, person=person) for person in buyers])

    def jobs(seed: int) -> list[Callable[[Tx], object]]:
        dice = random.Random(seed)
        return [
            partial(choose, person=dice.choice(buyers), option=dice.choice((LARGE, HUGE)))
            for _ in range(30)
        ]

    turns: list[Callable[[Tx], object]] = [
        partial(work, option=option) for _ in range(15) for option in (LARGE, HUGE)
        for work in (archive, restore)
    ]  # fmt: skip
    at_once(
        *(partial(crowd.each, dresses.url, jobs(seed)) for seed in range(3)),
        partial(crowd.each, dresses.url, turns),
    )
    check(dresses)


def test_o4_buttons_pressed_several_times_at_once_choose_once(dresses: Stage) -> None:
    buyers = CROWD[:10]
    crowd.each(dresses.url, [partial(want, person=person) for person in buyers])
    rows = {row.person_id: row.id for row in dresses.reservations("held")}
    said = [
        press(p, 100 * p + n, f"choose:{rows[p]}:{(SMALL, LARGE, HUGE)[n % 3]}")
        for p in buyers
        for n in range(6)
    ]
    at_once(*(partial(crowd.deliver, dresses.url, said[n::3]) for n in range(3)))
    at_once(*(partial(crowd.pump, dresses.url) for _ in range(3)))
    check(dresses)
    with dresses.tx() as tx:
        chosen = tx.all(select(RESERVATION).where(RESERVATION.c.unchosen.is_(False)))
    assert len(chosen) == len(buyers)
    kinds = Counter(kind for told in dresses.answers().values() for kind, _ in told)
    assert kinds["chosen"] == len(buyers)


def test_o5_without_the_guard_one_unit_is_chosen_twice(dresses: Stage) -> None:
    """The guard off: both look in one transaction, each moves in the next."""
    crowd.each(dresses.url, [partial(want, person=person) for person in (2, 3)])
    with dresses.tx() as tx:
        seen = catalog.item_of(tx, LARGE)
    assert seen.free == 1
    for person in (2, 3):
        with dresses.tx() as tx:
            mine = update(RESERVATION).where(RESERVATION.c.person_id == person)
            tx.run(mine.values(option_id=LARGE, unchosen=False))
            there = update(OPTION).where(OPTION.c.id == LARGE)
            tx.run(there.values(free=seen.free - 1, held=seen.held + 1))
    with dresses.tx() as tx, pytest.raises(AssertionError, match="held units"):
        books.check(tx)


@pytest.fixture
def priced(dresses: Stage) -> Stage:
    """L and XL cost more than S, so that whoever names none is asked first, and holds nothing."""
    with dresses.tx() as tx:
        for option in (LARGE, HUGE):
            catalog.set_price(tx, option, 45000)
    return dresses


def test_o6_who_was_asked_first_and_who_names_it_meet_at_the_last_unit(priced: Stage) -> None:
    asked, named = CROWD[:30], CROWD[30:60]
    kinds = crowd.each(priced.url, [partial(want, person=person) for person in asked])
    assert kinds == ["Asked"] * 30
    said = [press(person, person, f"take:{LARGE}:1") for person in asked]
    said += comments(named, "cf d1 L", first=5000)
    at_once(*(partial(crowd.deliver, priced.url, said[n::3]) for n in range(3)))
    at_once(*(partial(crowd.pump, priced.url) for _ in range(3)))
    assert units(priced, LARGE) == (0, 1)
    assert [row.person_id for row in priced.reservations("held")] == [CROWD[0]]
    assert len(priced.reservations("waiting")) == 59
    check(priced)


def test_o7_a_button_under_the_question_pressed_several_times_at_once_reserves_once(
    priced: Stage,
) -> None:
    buyers = CROWD[:15]
    said = [press(p, 100 * p + n, f"take:{SMALL}:1") for p in buyers for n in range(6)]
    at_once(*(partial(crowd.deliver, priced.url, said[n::3]) for n in range(3)))
    at_once(*(partial(crowd.pump, priced.url) for _ in range(3)))
    assert priced.quantities("held") == [(person, 1) for person in buyers]
    told = priced.answers()
    for person in buyers:
        assert Counter(kind for kind, _ in told[person])["held"] == 1
    check(priced)


def take_unless(tx: Tx, *, person: int, number: int, mine: bool) -> None:
    """Claims a unit of S if this person had none when it was looked at."""
    if not mine:
        claims.claim(
            tx, shop=people.shop(tx, 1), item=catalog.item_of(tx, SMALL), person_id=person,
            quantity=1, source=f"p:{number}", said_at=MAY, seq=number,
        )  # fmt: skip


def test_o8_without_the_guard_a_button_pressed_twice_reserves_twice(priced: Stage) -> None:
    """The guard off: both look in one transaction, each claims in the next."""
    with priced.tx() as tx:
        seen = [bool(cart.mine(tx, 2, SMALL)) for _ in range(2)]
    crowd.each(
        priced.url,
        [partial(take_unless, person=2, number=n, mine=mine) for n, mine in enumerate(seen)],
    )
    assert priced.quantities("held") == [(2, 1), (2, 1)]


def end(tx: Tx) -> bool:
    """Ends the show; no grace time."""
    people.edit_shop(tx, 1, grace=0)
    return reporting.end(tx, 1)


def test_o9_answers_around_the_end_of_a_show_count_by_when_they_were_said(priced: Stage) -> None:
    priced.go_live()
    over = MAY + 3000
    asked, late = CROWD[:28], CROWD[30:40]
    said = [press(p, p, f"take:{LARGE if p % 2 else SMALL}:1", MAY + 100 * p) for p in asked]
    at_once(
        *(partial(crowd.deliver, priced.url, said[n::2]) for n in range(2)),
        *(partial(crowd.pump, priced.url) for _ in range(2)),
        partial(crowd.each, priced.url, [end], over),
    )
    crowd.deliver(priced.url, [press(p, p, f"take:{SMALL}:1", over) for p in late])
    crowd.pump(priced.url)
    had = [*priced.reservations("held"), *priced.reservations("waiting")]
    assert sorted(row.person_id for row in had) == list(asked)
    told = priced.answers()
    assert {told[person][0] for person in late} == {("closed", None)}
    check(priced)


def test_o10_a_choice_made_as_the_show_ends_has_the_price_it_was_promised(dresses: Stage) -> None:
    dresses.go_live()
    with dresses.tx() as tx:
        shows.put_on_screen(tx, 1, 2, 19900, MAY + 2000)
    buyers = CROWD[:30]
    crowd.each(dresses.url, [partial(want, person=person) for person in buyers])
    jobs = [partial(choose, person=person, option=SMALL) for person in buyers]
    works: list[Callable[[], list[Any]]] = [
        partial(crowd.each, dresses.url, [end], MAY + 3000),
        *(partial(crowd.each, dresses.url, jobs[n::2], MAY + 3000 + n) for n in range(2)),
    ]
    done = Counter(one for each in at_once(*works) for one in each)
    assert done == {True: 1, "Chosen": 30}
    rows = dresses.reservations("held")
    assert {(row.price, row.show_id, row.unchosen) for row in rows} == {(19900, 1, False)}
    check(dresses)


def test_o11_without_the_guard_a_claim_is_taken_after_the_end_of_the_show(priced: Stage) -> None:
    """The guard off: looks in one transaction whether a show takes claims, claims in the next."""
    priced.go_live()
    over = MAY + 3000
    with priced.tx() as tx:
        seen = shows.taking(tx, people.shop(tx, 1), over)
    assert crowd.each(priced.url, [end], over) == [True]
    with priced.tx() as tx:
        now = shows.taking(tx, people.shop(tx, 1), over)
    outcomes = []
    for person, show in ((2, seen), (3, now)):
        with priced.tx() as tx:
            outcomes.append(claims.claim(
                tx, shop=people.shop(tx, 1), item=catalog.item_of(tx, SMALL), person_id=person,
                quantity=1, source=f"p:{person}", said_at=over, seq=person, show=show,
            ))  # fmt: skip
    assert [type(outcome).__name__ for outcome in outcomes] == ["Held", "Closed"]
    assert priced.quantities("held") == [(2, 1)]
