"""What is read from an update's JSON: who speaks, to whom, and what happened."""

from typing import Any

import pytest

from bot.reading import heard_in, said_at
from handlers.said import Notice, Said

ANNA = {"id": 5, "is_bot": False, "first_name": "Anna", "last_name": "B", "language_code": "it"}
BOT = {"id": 9, "is_bot": True, "first_name": "Bot"}
GROUP = {"id": -100, "type": "supergroup", "title": "Fans"}
CHANNEL = {"id": -200, "type": "channel", "title": "Live", "username": "malee"}


def message(**fields: Any) -> dict[str, Any]:
    return {"message_id": 7, "date": 1000, "from": ANNA, "chat": GROUP, "text": "A12"} | fields


def read(body: dict[str, Any], kind: str = "message") -> Said | Notice | None:
    return heard_in({"update_id": 3, kind: body}, 9_000_500)


def test_a_comment_is_said_by_a_person_in_a_group() -> None:
    said = read(message())
    assert isinstance(said, Said)
    assert (said.source, said.at, said.person_id, said.name) == ("m:-100:7", 1_000_000, 5, "Anna B")
    assert not said.private


def test_an_edit_counts_from_its_own_time() -> None:
    said = read(message(edit_date=1010), "edited_message")
    assert isinstance(said, Said)
    assert (said.edited, said.at) == (True, 1_010_000)


@pytest.mark.parametrize(
    "fields",
    [
        {"from": BOT},
        {"via_bot": BOT},
        {"forward_origin": {"type": "user", "sender_user": ANNA, "date": 900}},
        {"sender_chat": CHANNEL},
        {"from": None},
    ],
)
def test_what_no_person_says_in_a_group_isnt_said(fields: dict[str, Any]) -> None:
    assert read(message(**fields)) is None


def test_an_administrator_may_speak_in_the_groups_name() -> None:
    said = read(message(sender_chat=GROUP, **{"from": BOT}))
    assert isinstance(said, Said)
    assert (said.anonymous, said.person_id) == (True, 0)


def test_a_reply_shows_what_it_answers() -> None:
    said = read(message(reply_to_message=message(message_id=6, date=900, text="hi")))
    assert isinstance(said, Said)
    assert said.reply is not None
    assert (said.reply.message_id, said.reply.at, said.reply.text) == (6, 900_000, "hi")
    assert said.reply.by is not None
    assert said.reply.by.person_id == 5
    nobody = read(message(reply_to_message=message(sender_chat=CHANNEL)))
    assert isinstance(nobody, Said)
    assert nobody.reply is not None
    assert nobody.reply.by is None


@pytest.mark.parametrize(
    ("origin", "person", "hidden"),
    [
        ({"type": "user", "sender_user": ANNA, "date": 900}, 5, False),
        ({"type": "user", "sender_user": BOT, "date": 900}, None, False),
        ({"type": "hidden_user", "sender_user_name": "X", "date": 900}, None, True),
        ({"type": "channel", "chat": CHANNEL, "message_id": 4, "date": 900}, None, False),
    ],
)
def test_what_is_passed_on_shows_who_wrote_it(
    origin: dict[str, Any], person: int | None, hidden: bool
) -> None:
    private = {"id": 5, "type": "private"}
    said = read(message(chat=private, forward_origin=origin))
    assert isinstance(said, Said)
    assert said.passed_on is not None
    assert (said.passed_on.at, said.passed_on.hidden) == (900_000, hidden)
    assert (said.passed_on.by and said.passed_on.by.person_id) == person


@pytest.mark.parametrize(
    ("fields", "what", "more"),
    [
        ({"video_chat_scheduled": {"start_date": 2000}}, "scheduled", {"starts_at": 2_000_000}),
        ({"video_chat_started": {}}, "started", {}),
        ({"video_chat_ended": {"duration": 5}}, "ended", {}),
        ({"migrate_to_chat_id": -300}, "moved_to", {"other": -300}),
        ({"migrate_from_chat_id": -30}, "moved_from", {"other": -30}),
        ({"new_chat_title": "New"}, "titled", {}),
        ({"is_automatic_forward": True, "sender_chat": CHANNEL}, "post", {"other": -200}),
    ],
)
def test_what_happens_to_a_chat_is_noticed(
    fields: dict[str, Any], what: str, more: dict[str, Any]
) -> None:
    told = read(message(**fields))
    assert isinstance(told, Notice)
    assert (told.what, told.chat_id, told.kind) == (what, -100, "supergroup")
    assert {name: getattr(told, name) for name in more} == more


def test_a_channels_stream_is_noticed_and_its_posts_are_not() -> None:
    post = {"message_id": 1, "date": 1000, "chat": CHANNEL, "sender_chat": CHANNEL}
    told = read(post | {"video_chat_started": {}}, "channel_post")
    assert isinstance(told, Notice)
    assert (told.what, told.username) == ("started", "malee")
    assert read(post | {"text": "A12"}, "channel_post") is None


@pytest.mark.parametrize(
    ("status", "more", "read_as"),
    [
        ("administrator", {"can_pin_messages": True, "can_manage_chat": False}, "administrator"),
        ("restricted", {"is_member": True}, "member"),
        ("restricted", {"is_member": False}, "left"),
        ("kicked", {}, "kicked"),
    ],
)
def test_the_bots_standing_is_noticed(status: str, more: dict[str, Any], read_as: str) -> None:
    member = {"user": BOT, "status": status} | more
    change = {"chat": GROUP, "from": ANNA, "date": 1000, "new_chat_member": member}
    told = read(change, "my_chat_member")
    assert isinstance(told, Notice)
    assert (told.status, told.by and told.by.person_id) == (read_as, 5)
    assert told.rights == {name for name, value in more.items() if value}
    nameless = read(change | {"from": BOT}, "my_chat_member")
    assert isinstance(nameless, Notice)
    assert nameless.by is None


def test_in_private_the_bots_standing_is_the_persons_word() -> None:
    change = {
        "chat": {"id": 5, "type": "private"}, "from": ANNA, "date": 1000,
        "new_chat_member": {"user": BOT, "status": "kicked"},
    }  # fmt: skip
    said = read(change, "my_chat_member")
    assert isinstance(said, Said)
    assert said.joined is False


def test_it_tells_when_an_update_was_said() -> None:
    assert said_at({"channel_post": {"date": 7}}, 9_500) == 7_000
    assert said_at({"callback_query": {}}, 9_500) == 9_000
