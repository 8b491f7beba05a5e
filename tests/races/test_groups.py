"""Races in linked groups: the numbered cases of docs/races.md."""

import random
from collections.abc import Callable
from functools import partial
from typing import Any

import orjson
import pytest
from sqlalchemy import func, select

from bot import outcomes
from bot.outcomes import GaveUp, Later, Moved, Outcome, Sent
from handlers import group, streams
from handlers.said import Notice
from models import chats, delivery, group_messages, people, pinned, shows
from models.announcements import ANNOUNCEMENT
from models.chats import Chat
from models.outgoing import OUTGOING
from models.shows import SHOW
from models.tx import Tx
from tests import books
from tests.market import MAY
from tests.races import crowd
from tests.races.crowd import Update, at_once
from tests.races.stage import CROWD, SELLER, Stage, comments

GROUP, GROWN = -55, -1001
Job = Callable[[Tx], object]
MOVED = partial(Moved, chat_id=GROUP, to=GROWN)


@pytest.fixture(autouse=True)
def linked(stage: Stage) -> None:
    """A group linked to the shop, whose show is on the air."""
    with stage.tx() as tx:
        link(tx)
    stage.go_live()


def link(tx: Tx, chat_id: int = GROUP) -> None:
    tx.insert_new(Chat, id=chat_id, shop_id=1, kind="group", title="Fans", borrowed=False,
                  can_post=True, can_pin=True, linked_at=tx.now)  # fmt: skip


def update(number: int, kind: str, person: int, **message: Any) -> Update:
    """Something said in the group."""
    user = {"id": person, "is_bot": False, "first_name": f"P{person}", "language_code": "en"}
    body = {"date": MAY // 1000, "from": user, "chat": {"id": GROUP, "type": "group"}} | message
    said = orjson.dumps({"update_id": number, kind: body}).decode()
    return str(number), MAY, number, said


def reactions(stage: Stage) -> dict[int, str | None]:
    with stage.tx() as tx:
        rows = tx.all(select(OUTGOING).where(OUTGOING.c.method == "react"))
    return {row.message_id: orjson.loads(row.facts)["emoji"] for row in rows}


def tell(tx: Tx, *, what: str, chat_id: int = GROUP, other: int = 0) -> None:
    """Telegram tells of a chat."""
    group.notice(tx, Notice(what, 1, tx.now, chat_id, "group", "Fans", other=other))


def start(tx: Tx) -> bool:
    """The seller goes live by hand."""
    return shows.go_live(tx, people.shop(tx, 1), "By hand", None)[1]


def unlink(tx: Tx) -> None:
    """The seller unlinks the group."""
    chats.unlink(tx, GROUP)


def test_g1_a_comment_and_its_edits_at_once_are_one_claim(stage: Stage) -> None:
    stage.put_in(60)
    updates = []
    for at, person in enumerate(CROWD[:40]):
        said = {"message_id": 1000 + at}
        updates.append(update(10 * at + 1, "message", person, text="A12", **said))
        updates.append(update(10 * at + 2, "edited_message", person, text="A12 x3", **said))
        updates.append(update(10 * at + 3, "edited_message", person, text="A12 x2", **said))
    crowd.deliver(stage.url, updates)
    at_once(*[partial(crowd.pump, stage.url)] * 4)
    with stage.tx() as tx:
        books.check(tx)
    item = stage.item()
    assert (item.free, item.held) == (0, 60)
    had = {int(row.source.rsplit(":", 1)[1]) for row in stage.reservations("held")}
    assert {one for one, emoji in reactions(stage).items() if emoji == "👍"} == had
    assert set(reactions(stage).values()) == {"👍", "👀"}


def test_g2_a_person_claims_in_the_group_and_in_private_at_once(stage: Stage) -> None:
    stage.put_in(30)
    there = [
        update(5000 + at, "message", person, text="A12", message_id=100 + at)
        for at, person in enumerate(CROWD[:30])
    ]
    here = comments(CROWD[:30])
    at_once(partial(crowd.deliver, stage.url, there), partial(crowd.deliver, stage.url, here),
            partial(crowd.pump, stage.url), partial(crowd.pump, stage.url))  # fmt: skip
    crowd.pump(stage.url)
    with stage.tx() as tx:
        books.check(tx)
    item = stage.item()
    assert (item.free, item.held, item.waiting) == (0, 30, 30)


def test_g3_a_stream_and_the_seller_start_one_show(stage: Stage) -> None:
    with stage.tx() as tx:
        shows.end(tx, 1)
    by_stream: Job = partial(tell, what="started")
    at_once(*(partial(crowd.each, stage.url, [job] * 3) for job in (by_stream, start) * 2))
    with stage.tx() as tx:
        live = tx.all(select(SHOW).where(shows.IS_ON))
        told = tx.scalar(select(func.count()).where(ANNOUNCEMENT.c.about != "live:1"))
    assert (len(live), told) == (1, 1)


def test_g4_sweeps_and_a_stream_that_is_back_end_a_show_once_or_not_at_all(stage: Stage) -> None:
    with stage.tx() as tx:
        shows.end(tx, 1)
    crowd.each(stage.url, [partial(tell, what="started"), partial(tell, what="ended")])
    later = MAY + 95_000
    back: Job = partial(tell, what="started")
    at_once(*(
        partial(crowd.each, stage.url, [streams.sweep, back, streams.sweep], later)
        for _ in range(4)
    ))  # fmt: skip
    with stage.tx() as tx:
        rows = tx.all(select(SHOW).where(SHOW.c.id > 1).order_by(SHOW.c.id))
        reports = tx.scalar(select(func.count()).where(OUTGOING.c.kind == "show_report"))
        alerts = tx.scalar(select(func.count()).select_from(ANNOUNCEMENT))
    assert [row.state for row in rows] == ["ended", "live"]
    assert (reports, alerts) == (1, 3)


def test_g5_a_group_grows_up_in_the_middle_of_claims(stage: Stage) -> None:
    stage.put_in(200)
    early = [
        update(100 + at, "message", person, text="A12", message_id=100 + at)
        for at, person in enumerate(CROWD[:40])
    ]
    late = [
        update(900 + at, "message", person, text="A12", message_id=100 + at,
               chat={"id": GROWN, "type": "supergroup"})
        for at, person in enumerate(CROWD[40:80])
    ]  # fmt: skip
    crowd.deliver(stage.url, early)
    moves: list[Job] = [
        partial(tell, what="moved_to", other=GROWN),
        partial(tell, what="moved_from", chat_id=GROWN, other=GROUP),
    ]
    at_once(partial(crowd.pump, stage.url), partial(crowd.each, stage.url, [pinned.sweep] * 3))
    crowd.deliver(stage.url, late)
    at_once(partial(crowd.each, stage.url, moves), partial(crowd.each, stage.url, moves[::-1]))
    crowd.pump(stage.url)
    with stage.tx() as tx:
        books.check(tx)
        assert chats.chat(tx, GROUP) is None
        assert chats.chat(tx, GROWN) is not None
        left = tx.all(select(OUTGOING).where(OUTGOING.c.chat_id == GROUP, OUTGOING.c.state ==
                                             "queued"))  # fmt: skip
    assert left == []
    assert stage.item().held == 80


def test_g6_a_group_is_unlinked_in_the_middle_of_claims(stage: Stage) -> None:
    stage.put_in(100)
    said = [
        update(100 + at, "message", person, text="A12", message_id=100 + at)
        for at, person in enumerate(CROWD[:60])
    ]
    at_once(
        partial(crowd.deliver, stage.url, said), partial(crowd.pump, stage.url),
        partial(crowd.each, stage.url, [unlink, link, unlink]), partial(crowd.pump, stage.url),
    )  # fmt: skip
    crowd.pump(stage.url)
    with stage.tx() as tx:
        books.check(tx)
    held = stage.reservations("held")
    assert set(reactions(stage)) == {int(row.source.rsplit(":", 1)[1]) for row in held}


def test_g7_newcomers_press_start_while_they_are_called(stage: Stage) -> None:
    stage.put_in(200)
    new = range(9000, 9060)
    said = [
        update(100 + at, "message", person, text="A12", message_id=100 + at)
        for at, person in enumerate(new)
    ]
    starts = comments(new, "/start v_1", first=5000)
    crowd.deliver(stage.url, said)
    dice = random.Random(7)
    mixed = [list(starts[at::2]) for at in range(2)]
    for half in mixed:
        dice.shuffle(half)
    at_once(partial(crowd.pump, stage.url),
            *(partial(crowd.deliver, stage.url, half) for half in mixed))  # fmt: skip
    at_once(*[partial(crowd.pump, stage.url)] * 2)
    with stage.tx() as tx:
        books.check(tx)
        calls = tx.all(select(OUTGOING).where(OUTGOING.c.kind == "group_start"))
        carts = tx.scalar(
            select(func.count(OUTGOING.c.chat_id.distinct())).where(OUTGOING.c.kind == "cart")
        )
        early = tx.scalar(
            select(func.count()).where(OUTGOING.c.kind == "held", OUTGOING.c.chat_id > 8999)
        )
    assert [orjson.loads(row.facts)["people"] for row in calls] in ([], [{}])
    assert carts + early == 60


def test_g8_a_stream_in_two_chats_is_one_show(stage: Stage) -> None:
    with stage.tx() as tx:
        shows.end(tx, 1)
        link(tx, GROWN)
    both: list[Job] = [
        partial(tell, what="started"), partial(tell, what="started", chat_id=GROWN)
    ]  # fmt: skip
    at_once(*(partial(crowd.each, stage.url, jobs) for jobs in (both, both[::-1]) * 2))
    with stage.tx() as tx:
        assert tx.scalar(select(func.count()).where(shows.IS_ON)) == 1
        assert tx.scalar(select(func.count()).where(OUTGOING.c.kind == "live_started",
                                                    OUTGOING.c.chat_id == SELLER)) == 1  # fmt: skip


@pytest.mark.parametrize(
    "came",
    [
        MOVED,
        partial(Sent, message_id=7),
        partial(Later, wait=0, cost=0, error=None),
        partial(GaveUp, error="refused"),
    ],
)
def test_g9_a_board_on_its_way_gives_way_to_that_of_the_supergroup(
    stage: Stage, came: Callable[[int], Outcome]
) -> None:
    with stage.tx() as tx:
        link(tx, GROWN)
        pinned.sweep(tx)
        old = group_messages.board(tx, f"show:1:{GROUP}")
        new = group_messages.board(tx, f"show:1:{GROWN}")
        assert old is not None
        assert new is not None
        delivery.lease(tx, [old.id], "sender", tx.now)
        tell(tx, what="moved_to", other=GROWN)
        outcomes.mark(tx, "sender", [came(old.id)])
        pinned.sweep(tx)
        left = tx.all(select(OUTGOING).where(OUTGOING.c.kind == "group_board"))
    assert [(row.id, row.board, row.state) for row in left] == [(new.id, new.board, "queued")]


def test_g10_what_was_on_its_way_as_a_group_grew_up_stays_under_its_message(stage: Stage) -> None:
    with stage.tx() as tx:
        group_messages.react(tx, GROUP, 100, group_messages.HELD)
        group_messages.say(tx, GROUP, None, "chat_who", {}, once="who")
        rows = tx.all(select(OUTGOING.c.id).where(OUTGOING.c.chat_id == GROUP))
        delivery.lease(tx, [row.id for row in rows], "sender", tx.now)
        tell(tx, what="moved_to", other=GROWN)
        outcomes.mark(tx, "sender", [MOVED(row.id) for row in rows])
        mine = select(OUTGOING).where(OUTGOING.c.id.in_([row.id for row in rows]))
        after = tx.all(mine.order_by(OUTGOING.c.id))
    assert [(row.method, row.chat_id, row.state) for row in after] == [
        ("react", GROUP, "gave_up"), ("send", GROWN, "queued"),
    ]  # fmt: skip
