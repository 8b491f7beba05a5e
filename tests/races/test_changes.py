"""Races for second thoughts: the numbered cases of docs/races.md."""

import random
from collections.abc import Callable
from functools import partial

import orjson
from sqlalchemy import update

from models import catalog, changes, people, stock
from models.reservations import RESERVATION
from models.tx import Tx
from tests import books
from tests.market import MAY
from tests.races import crowd
from tests.races.crowd import Update, at_once
from tests.races.stage import CROWD, Stage, comments, press


def change(tx: Tx, *, source: str, quantity: int, seq: int) -> str:
    """Edits a message's claim to this many units; the kind of outcome."""
    outcome = changes.change(
        tx, source=source, shop=people.shop(tx, 1), item=catalog.item_of(tx, 1), quantity=quantity,
        said_at=MAY, seq=seq,
    )  # fmt: skip
    return type(outcome).__name__


def edited(comment: Update, number: int, words: str) -> Update:
    """The edit of a comment, delivered with an update id of its own."""
    message = orjson.loads(comment[3])["message"] | {"text": words}
    message["edit_date"] = message["date"]
    body = orjson.dumps({"update_id": number, "edited_message": message}).decode()
    return str(number), comment[1], number, body


def second_thought(dice: random.Random, person: int, seq: int) -> Callable[[Tx], object]:
    """What somebody may do with their claim: mostly edit it."""
    if dice.random() < 0.2:
        return partial(crowd.give_up_any, person=person)
    return partial(change, source=f"m:{person}:1", quantity=dice.randint(1, 5), seq=seq)


def test_c1_the_books_stay_right_while_claims_are_edited_and_given_up(stage: Stage) -> None:
    stage.put_in(40)
    buyers = CROWD[:30]
    crowd.each(stage.url, [partial(crowd.claim, person=p, source=f"m:{p}:1") for p in buyers])

    def jobs(seed: int) -> list[Callable[[Tx], object]]:
        dice = random.Random(seed)
        return [second_thought(dice, dice.choice(buyers), seq=9000 + at) for at in range(30)]

    at_once(*(partial(crowd.each, stage.url, jobs(seed)) for seed in range(4)))
    with stage.tx() as tx:
        books.check(tx)
    item = stage.item()
    assert item.free + item.held == 40


def test_c2_one_edit_decided_by_several_moves_the_claim_once(stage: Stage) -> None:
    stage.put_in(10)
    crowd.each(stage.url, [partial(crowd.claim, person=2, source="m:2:1")])
    jobs = [partial(change, source="m:2:1", quantity=4, seq=50)]
    done = at_once(*(partial(crowd.each, stage.url, jobs) for _ in range(4)))
    assert sorted(outcome for each in done for outcome in each) == ["Changed"] + ["Unchanged"] * 3
    assert stage.item().held == 4


def test_c3_a_button_pressed_several_times_at_once_reserves_once(stage: Stage) -> None:
    stage.put_in(500)
    buyers = CROWD[:20]
    said = [press(p, 10 * p + n, "take:1:1") for p in buyers for n in range(3)]
    at_once(*(partial(crowd.deliver, stage.url, said[n::3]) for n in range(3)))
    at_once(*(partial(crowd.pump, stage.url) for _ in range(3)))
    assert stage.item().held == len(buyers)
    last = {row.person_id: row.id for row in stage.reservations("held")}
    more = [press(p, 90_000 + 10 * p + n, f"more:1:{last[p]}:1") for p in buyers for n in range(3)]
    at_once(*(partial(crowd.deliver, stage.url, more[n::3]) for n in range(3)))
    at_once(*(partial(crowd.pump, stage.url) for _ in range(3)))
    assert stage.item().held == 2 * len(buyers)
    with stage.tx() as tx:
        books.check(tx)


def test_c4_an_edit_in_the_same_breath_as_its_comment_counts(stage: Stage) -> None:
    stage.put_in(100)
    said = comments(CROWD[:40])
    edits = [edited(one, 5000 + n, "cf a12 x2") for n, one in enumerate(said)]
    at_once(*(partial(crowd.deliver, stage.url, both) for both in (said, edits)))
    crowd.pump(stage.url)
    assert sum(quantity for _, quantity in stage.quantities("held")) == 80
    assert stage.item().held == 80
    with stage.tx() as tx:
        books.check(tx)


def test_c5_edits_up_never_oversell(stage: Stage) -> None:
    stage.put_in(50)
    buyers = CROWD[:30]
    crowd.each(stage.url, [partial(crowd.claim, person=p, source=f"m:{p}:1") for p in buyers])
    jobs = [partial(change, source=f"m:{p}:1", quantity=3, seq=9000 + p) for p in buyers]
    at_once(*(partial(crowd.each, stage.url, jobs[n::4]) for n in range(4)))
    assert stage.item().held == 50
    assert sum(quantity for _, quantity in stage.quantities("waiting")) == 30 * 3 - 50
    with stage.tx() as tx:
        books.check(tx)


def shrink_blindly(stage: Stage, seen: int) -> None:
    """Gives a unit back as one wouldn't: by what was seen in an earlier transaction."""
    with stage.tx() as tx:
        tx.run(update(RESERVATION).where(RESERVATION.c.id == 1).values(quantity=seen - 1))
        stock.give_back(tx, 1, 1)


def test_c6_without_the_guard_an_edit_is_lost(stage: Stage) -> None:
    stage.put_in(5)
    crowd.each(stage.url, [partial(crowd.claim, person=2, source="m:2:1", quantity=5)])
    looks = [stage.quantities("held")[0][1] for _ in range(2)]
    for seen in looks:
        shrink_blindly(stage, seen)
    assert stage.item().held == 3
    assert stage.quantities("held") == [(2, 4)]
