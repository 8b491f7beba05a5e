"""What the pretend video makes of the seller's words."""

import pytest

from sandbox.street.crowd import HELLO, LINES, Crowd
from sandbox.street.scene import Scene

LIVE = Scene("live", "A12")


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        (Scene(), "/live Friday silk https://live.example.com/malee", Scene("live")),
        (LIVE, "/live another title", LIVE),
        (LIVE, "/show b07", Scene("live", "B07")),
        (LIVE, "/show B07 350 10", Scene("live", "B07")),
        (LIVE, "/show nothing", LIVE),
        (LIVE, "/show", LIVE),
        (LIVE, "/next", Scene("live", "B07")),
        (Scene("live", "F30"), "/next", LIVE),
        (Scene("live"), "/next", LIVE),
        (LIVE, "/end", Scene("ended")),
        (Scene("ended", None), "/live", Scene("live")),
        (Scene(), "/show A12", Scene()),
        (Scene(), "/end", Scene()),
        (LIVE, "/ending soon", LIVE),
        (LIVE, "show B07", LIVE),
    ],
)
def test_the_video_follows_four_commands_and_nothing_else(
    before: Scene, words: str, after: Scene
) -> None:
    assert before.after(words) == after


def test_the_video_waits_for_the_bot_to_agree_to_a_show() -> None:
    assert Scene().after("/live", agreed=False) == Scene()
    assert LIVE.after("/end", agreed=False) == Scene("ended")


@pytest.mark.parametrize(
    ("before", "state", "code", "after"),
    [
        (Scene(), "off", None, Scene()),
        (Scene(), "idle", None, Scene("live")),
        (Scene("live"), "shown", "B07", Scene("live", "B07")),
        (LIVE, "paused", "A12", LIVE),
        (LIVE, "off", None, Scene("ended")),
        (Scene("ended"), "off", None, Scene("ended")),
        (Scene("ended"), "idle", None, Scene("live")),
    ],
)
def test_the_video_follows_the_overlay(
    before: Scene, state: str, code: str | None, after: Scene
) -> None:
    assert before.seen(state, code) == after


def test_everybody_in_the_group_says_a_line_once_a_show() -> None:
    crowd = Crowd("", -1)
    assert crowd.next(Scene()) is None
    said = [crowd.next(Scene("live")), *(crowd.next(LIVE) for _ in range(9))]
    heard = [line for line in said if line]
    assert len(heard) == len(set(heard)) == len(HELLO) + len(LINES["A12"])
    crowd.next(Scene("ended"))
    assert crowd.next(LIVE) == HELLO[0]
