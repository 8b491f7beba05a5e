"""Races for options and imports: the numbered cases of docs/races.md."""

import random
from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import select, update

from handlers import importing
from models import catalog, choosing, import_rows, options, people, sheet, uploads
from models.catalog import OPTION
from models.options import Wanted
from models.reservations import RESERVATION, known
from models.store import Tx
from models.uploads import UPLOAD
from tests import books
from tests.market import MAY
from tests.races import crowd
from tests.races.crowd import at_once
from tests.races.stage import CROWD, SELLER, Stage
from tests.races.test_changes import press

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


def want(tx: Tx, *, person: int, quantity: int = 1) -> str:
    """Claims D1, whichever; the kind of outcome."""
    outcome = choosing.claim(
        tx, shop=people.shop(tx, 1), options=catalog.choices(tx, 1, "D1"), person_id=person,
        quantity=quantity, source=f"m:{person}:1", said_at=MAY, seq=person, show=None,
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


def begin(tx: Tx) -> None:
    """A file of 60 new products, checked."""
    rows = "".join(f"N{number},Thing,50,5\n" for number in range(60))
    table = sheet.read(f"code,title,price,stock\n{rows}".encode())
    assert isinstance(table, list)
    uploads.begin(tx, source="m:1:1", shop_id=1, person_id=SELLER, file_id="f")
    found = import_rows.check(table, {}, "THB")
    importing.checked(tx, uploads.upload(tx, 1), found)


def bring(tx: Tx) -> bool:
    return importing.some(tx, 1)


def test_i1_an_import_pressed_and_worked_at_by_several_goes_in_once(stage: Stage) -> None:
    with stage.tx() as tx:
        begin(tx)
    said = [press(SELLER, number, "importnow:1") for number in range(1, 7)]
    at_once(*(partial(crowd.deliver, stage.url, said[n::3]) for n in range(3)))
    at_once(*(partial(crowd.pump, stage.url) for _ in range(3)))
    at_once(*(partial(crowd.each, stage.url, [bring] * 4) for _ in range(4)))
    with stage.tx() as tx:
        assert len(catalog.items(tx, 1)) == 61
        assert tx.scalar(select(UPLOAD.c.state)) == "done"
    told = Counter(kind for kind, _ in stage.answers()[SELLER])
    assert (told["import_begun"], told["import_done"]) == (1, 1)
