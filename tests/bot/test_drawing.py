"""The report's picture: drawn in a process of its own, sent with its caption, or left out."""

import asyncio
import os
import struct
import sys
from pathlib import Path

import pytest

from bot import outcomes
from bot.drawing import KEPT, PROGRAM, Drawing, Pictures
from models import delivery, outgoing
from models.priority import Priority
from models.tx import Facts, Tx
from sandbox.telegram import Telegram
from tests.bot.post import Post, eventually
from tests.texts.samples.reports import REPORT

START = 1_795_435_200_000
CHART: Facts = {
    "title": "Silk night", "zone": "Asia/Bangkok", "currency": "THB", "claims_total": 3,
    "buyers": 2, "paid_amount": 39000, "held_amount": 78000, "duration": 3_600_000,
    "from": START, "to": START + 3_600_000, "claims": [0, 2, 1], "claimed": [0, 0, 78000, 117000],
    "paid": [0, 0, 0, 39000], "alerts": [(0, 0), (60_000, 12)], "sold_out": [(START + 9e5, "A12")],
}  # fmt: skip


def size(picture: bytes) -> tuple[int, int]:
    """The width and height of a PNG."""
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


@pytest.mark.parametrize("language", ["en", "it", "th"])
async def test_it_draws_for_a_phone(language: str) -> None:
    picture = await Drawing().draw(CHART, language)
    assert picture is not None
    assert size(picture) == (1080, 1350)


async def test_a_show_without_claims_has_a_low_picture() -> None:
    empty = CHART | {"claims": [0] * 3, "claimed": [0] * 4, "paid": [0] * 4, "sold_out": []}
    picture = await Drawing().draw(empty, "en")
    assert picture is not None
    assert size(picture) == (1080, 740)


async def test_the_program_itself_holds_no_drawing_libraries() -> None:
    known = "import main, sys; assert not {'matplotlib', 'numpy'} & set(sys.modules)"
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", known)
    assert await child.wait() == 0


async def test_a_drawing_that_fails_is_none(tmp_path: Path) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text("raise SystemExit('no font')")
    assert await Drawing(broken).draw(CHART, "en") is None
    assert await Drawing().draw({"claims": "nonsense"}, "en") is None


async def test_a_drawing_that_takes_too_long_is_none_and_is_ended(tmp_path: Path) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text(
        "import os, pathlib, time\n"
        f"pathlib.Path({str(tmp_path / 'pid')!r}).write_text(str(os.getpid()))\n"
        "time.sleep(600)\n"
    )
    assert await Drawing(slow, patience=2).draw(CHART, "en") is None
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


async def report(post: Post, person: int, chart: Facts) -> None:
    def say(tx: Tx) -> None:
        facts = REPORT | {"chart": chart}
        outgoing.say(tx, person, "show_report", facts, priority=Priority.RECEIPT)

    await post.store.write(say)


async def test_the_report_comes_under_its_picture(telegram: Telegram, post: Post) -> None:
    ann = telegram.user("Ann", id=5000, started=True)
    await post.meet(ann.id)
    await report(post, ann.id, CHART)
    async with post.sending():
        await post.settled()
    [message] = ann.inbox
    assert message["photo"]
    assert "is over" in message["caption"]


async def test_without_a_picture_the_text_goes_alone(telegram: Telegram, post: Post) -> None:
    ann = telegram.user("Ann", id=5000, started=True)
    await post.meet(ann.id)
    await report(post, ann.id, {"claims": [1]})
    async with post.sending():
        await post.settled()
    [message] = ann.inbox
    assert "photo" not in message
    assert "is over" in message["text"]


@pytest.fixture
def slow(tmp_path: Path) -> Drawing:
    """Draws when there is a file ``go``, and not before."""
    program = tmp_path / "slow.py"
    program.write_text(
        "import pathlib, runpy, time\n"
        f"while not pathlib.Path({str(tmp_path / 'go')!r}).exists():\n"
        "    time.sleep(0.01)\n"
        f"runpy.run_path({str(PROGRAM)!r}, run_name='__main__')\n"
    )
    return Drawing(program)


async def test_the_chat_goes_on_while_a_picture_is_drawn(
    telegram: Telegram, post: Post, slow: Drawing, tmp_path: Path
) -> None:
    ann = telegram.user("Ann", id=5000, started=True)
    await post.meet(ann.id)
    await report(post, ann.id, CHART)
    await post.say(ann.id, "one", priority=Priority.RECEIPT)
    async with post.sending(drawing=slow):
        await telegram.until(lambda: len(ann.inbox) == 1)
        await post.say(ann.id, "two", priority=Priority.RECEIPT)
        await post.say(ann.id, "three")
        await telegram.until(lambda: len(ann.inbox) == 3)
        assert not any("photo" in message for message in ann.inbox)
        (tmp_path / "go").touch()
        rows = await post.settled()
    assert [row.state for row in rows] == ["sent"] * 4
    assert ["photo" in message for message in ann.inbox] == [False, False, False, True]


async def test_a_picture_comes_late_rather_than_never(
    telegram: Telegram, post: Post, slow: Drawing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcomes, "ASIDE", 0.1)
    ann = telegram.user("Ann", id=5000, started=True)
    await post.meet(ann.id)
    await report(post, ann.id, CHART)
    async with post.sending(drawing=slow):
        dues: set[int] = set()

        async def asked_again() -> bool:
            dues.update(row.due for row in await post.rows())
            return len(dues) > 3

        await eventually(asked_again)
        assert ann.inbox == []
        (tmp_path / "go").touch()
        await post.settled()
    [message] = ann.inbox
    assert message["photo"]


async def test_what_was_put_aside_is_drawn_anew_by_the_next_process(
    telegram: Telegram, post: Post, slow: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcomes, "ASIDE", 0.5)
    ann = telegram.user("Ann", id=5000, started=True)
    await post.meet(ann.id)
    await report(post, ann.id, CHART)
    async with post.sending(drawing=slow):

        async def aside() -> bool:
            [row] = await post.rows()
            return bool(row.state == "queued" and row.due)

        await eventually(aside)
    async with post.sending():
        await post.settled()
    [message] = ann.inbox
    assert message["photo"]


async def test_pictures_that_nobody_comes_for_are_let_go(post: Post) -> None:
    there: asyncio.Queue[int] = asyncio.Queue()
    pictures = Pictures(Drawing(Path(os.devnull)), there.put_nowait)
    for person in range(1, KEPT + 3):
        await report(post, person, CHART)
    rows = await post.store.read(lambda tx: delivery.candidates(tx, 100))
    for row in rows:
        assert not pictures.is_ready(row)
        assert await there.get() == row.id
    assert [pictures.take(row.id) is None for row in rows] == [True] * 2 + [False] * KEPT
    await pictures.close()
