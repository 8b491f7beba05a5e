"""Every way in which sending can end, and the row state that each leaves behind."""

import base64
from typing import Any

import pytest
from telegram import Bot

from bot import menus
from bot.outcomes import LOST, TRIES
from models import catalog, outgoing, papers, people
from models.priority import Priority
from models.store import Store
from models.tx import Tx
from sandbox.telegram import Telegram
from tests.bot.post import Post, eventually, facts

ANN, BEN = 101, 102
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg=="
)


@pytest.fixture(autouse=True)
async def people_there(telegram: Telegram, post: Post) -> None:
    """Two people who have pressed Start."""
    telegram.user("Ann", id=ANN, started=True)
    telegram.user("Ben", id=BEN, started=True)
    await post.meet(ANN, BEN)


def texts(telegram: Telegram, chat_id: int) -> list[str]:
    return [one.get("text") or one.get("caption", "") for one in telegram.sent(chat_id)]


async def queue(store: Store, **row: Any) -> None:
    """Queues a row of any kind for Ann."""
    defaults: dict[str, Any] = {
        "chat_id": ANN, "person_id": ANN, "priority": Priority.ANSWER, "kind": "alert_live",
        "facts": facts("new"),
    }  # fmt: skip
    values = defaults | row
    kind, told = values.pop("kind"), values.pop("facts")
    await store.write(lambda tx: outgoing.queue(tx, kind, told, **values))


async def test_a_message_arrives_with_its_buttons(post: Post, telegram: Telegram) -> None:
    await post.say(ANN, "Silk <b> & more", url="https://youtube.com/watch?v=1")
    async with post.sending():
        (row,) = await post.settled()
    (message,) = telegram.sent(ANN)
    assert (row.state, row.message_id, row.attempts) == ("sent", message["message_id"], 1)
    assert message["text"].startswith("🔴 Nok is live: Silk <b> & more")
    buttons = [b for line in message["reply_markup"]["inline_keyboard"] for b in line]
    assert [b.get("url") or b.get("callback_data") for b in buttons] == [
        "https://youtube.com/watch?v=1", "shop:3", "mute:3", "kinds:3",
    ]  # fmt: skip
    assert telegram.unknown_parameters == telegram.mistyped_parameters == []


async def test_it_speaks_the_language_of_the_moment(post: Post, telegram: Telegram) -> None:
    await queue(post.store, kind="alert_progress", facts={
        "title": "Silk", "told": 1000, "total": 4200, "failed": 0, "left": None, "done": False,
        "took": 1})  # fmt: skip
    await post.store.write(lambda tx: people.choose_language(tx, ANN, "it"))
    async with post.sending():
        await post.settled()
    assert "4.200" in texts(telegram, ANN)[0]


async def test_told_to_wait_it_waits_and_sends_once(post: Post, telegram: Telegram) -> None:
    telegram.fault("sendMessage", status=429, retry_after=1)
    await post.say(ANN, "one")
    async with post.sending():
        (row,) = await post.settled()
    assert (row.state, row.attempts) == ("sent", 1)
    assert [call.status for call in telegram.calls] == [429, 200]
    assert telegram.calls[1].at - telegram.calls[0].at >= 1.0


async def test_an_error_of_the_server_is_tried_again(post: Post, telegram: Telegram) -> None:
    telegram.fault("sendMessage", status=502)
    await post.say(ANN, "one")
    async with post.sending():
        (row,) = await post.settled()
    assert (row.state, row.attempts) == ("sent", 2)
    assert len(texts(telegram, ANN)) == 1


async def test_errors_without_end_end_in_giving_up(post: Post, telegram: Telegram) -> None:
    telegram.fault("sendMessage", status=500, chat_id=ANN)
    await queue(post.store, attempts=TRIES - 1)
    async with post.sending():
        (row,) = await post.settled()
    assert (row.state, row.error) == ("gave_up", "Internal Server Error")


async def test_a_lost_answer_is_tried_again(post: Post, telegram: Telegram) -> None:
    telegram.fault("sendMessage", drop="before")
    await post.say(ANN, "one")
    async with post.sending():
        (row,) = await post.settled()
    assert (row.state, row.attempts) == ("sent", LOST + 1)
    assert len(texts(telegram, ANN)) == 1


async def test_lost_answers_are_not_tried_for_ever(post: Post, telegram: Telegram) -> None:
    telegram.fault("sendMessage", drop="after", times=10)
    await queue(post.store, attempts=TRIES - LOST)
    async with post.sending():
        (row,) = await post.settled()
    assert (row.state, row.error) == ("gave_up", "connection lost: ServerDisconnectedError")
    assert len(texts(telegram, ANN)) == 1


async def test_who_blocks_us_is_left_alone(post: Post, telegram: Telegram) -> None:
    telegram.user("Ann", id=ANN).block()
    for text in ("one", "two"):
        await post.say(ANN, text)
    await post.say(ANN, "alert", priority=Priority.ALERT)
    await post.say(BEN, "for Ben")
    async with post.sending():
        rows = await post.settled()
    assert [row.state for row in rows] == ["gave_up", "gave_up", "gave_up", "sent"]
    assert rows[0].error == "Forbidden: bot was blocked by the user"
    assert len([call for call in telegram.calls if call.status == 403]) == 1
    assert (await post.store.read(lambda tx: people.person(tx, ANN))).blocked


async def test_the_blocked_get_no_alerts_but_answers(post: Post, telegram: Telegram) -> None:
    await post.store.write(lambda tx: people.block(tx, ANN))
    await post.say(ANN, "alert", priority=Priority.ALERT)
    await post.say(ANN, "answer")
    async with post.sending():
        rows = await post.settled()
    assert [row.state for row in rows] == ["gave_up", "sent"]
    assert telegram.count("sendMessage") == 1


async def test_a_group_that_moved_is_followed(post: Post, telegram: Telegram) -> None:
    group = telegram.group("Fans", [telegram.user("Cho")])
    new = group.upgrade()
    for text in ("one", "two"):
        await queue(post.store, chat_id=group.id, facts=facts(text))
    async with post.sending():
        rows = await post.settled()
    assert [(row.state, row.chat_id, row.attempts) for row in rows] == [("sent", new.id, 1)] * 2
    assert [text.split(": ")[1].split("\n")[0] for text in texts(telegram, new.id)] == [
        "one",
        "two",
    ]


async def test_a_group_that_threw_us_out_is_given_up(post: Post, telegram: Telegram) -> None:
    group = telegram.group("Fans", [telegram.user("Cho")], bot="kicked")
    await queue(post.store, chat_id=group.id)
    async with post.sending():
        (row,) = await post.settled()
    assert row.state == "gave_up"


async def test_an_unknown_chat_is_given_up(post: Post, telegram: Telegram) -> None:
    await queue(post.store, chat_id=-999)
    async with post.sending():
        (row,) = await post.settled()
    assert (row.state, row.error) == ("gave_up", "Chat not found")


async def test_a_template_that_fails_stops_only_its_message(post: Post, telegram: Telegram) -> None:
    await queue(post.store, facts={"title": "no shop"})
    await queue(post.store, kind="no_such_kind")
    await post.say(ANN, "fine")
    async with post.sending():
        rows = await post.settled()
    assert [row.state for row in rows] == ["gave_up", "gave_up", "sent"]
    assert "'shop' is undefined" in rows[0].error
    assert len(texts(telegram, ANN)) == 1


async def test_an_edit_changes_its_message(post: Post, telegram: Telegram, bot: Bot) -> None:
    message = await bot.send_message(ANN, "old")
    await queue(post.store, method="edit", message_id=message.message_id)
    async with post.sending():
        await post.settled()
    assert len(texts(telegram, ANN)) == 1
    assert "new" in texts(telegram, ANN)[0]


async def test_an_edit_that_changes_nothing_is_done(
    post: Post, telegram: Telegram, bot: Bot
) -> None:
    message = await bot.send_message(ANN, "old")
    for _ in range(2):
        await queue(post.store, method="edit", message_id=message.message_id)
    async with post.sending():
        rows = await post.settled()
    assert [row.state for row in rows] == ["sent", "sent"]
    assert [call.status for call in telegram.calls if "edit" in call.method] == [200, 400]


async def test_an_edit_of_what_is_gone_is_sent_anew(
    post: Post, telegram: Telegram, bot: Bot
) -> None:
    message = await bot.send_message(ANN, "old")
    await bot.delete_message(ANN, message.message_id)
    await queue(post.store, method="edit", message_id=message.message_id)
    async with post.sending():
        (row,) = await post.settled()
    assert (row.state, row.method) == ("sent", "send")
    assert row.message_id == telegram.sent(ANN)[0]["message_id"]


@pytest.mark.parametrize("believed", [None, True])
async def test_an_edit_under_a_picture_changes_the_caption(
    post: Post, telegram: Telegram, bot: Bot, believed: bool | None
) -> None:
    message = await bot.send_photo(ANN, PNG, caption="old")
    await queue(
        post.store, method="edit", message_id=message.message_id, facts=facts("new", photo=believed)
    )
    async with post.sending():
        (row,) = await post.settled()
    assert row.state == "sent"
    assert "new" in telegram.sent(ANN)[0]["caption"]


async def test_a_text_believed_a_caption_is_edited_as_text(
    post: Post, telegram: Telegram, bot: Bot
) -> None:
    message = await bot.send_message(ANN, "old")
    await queue(
        post.store, method="edit", message_id=message.message_id, facts=facts("new", photo=True)
    )
    async with post.sending():
        await post.settled()
    assert "new" in texts(telegram, ANN)[0]


async def show(store: Store, text: str) -> None:
    """Says a board of Ann's anew."""
    await store.write(lambda tx: outgoing.show_board(tx, "b:1", ANN, "alert_live", facts(text)))


async def test_a_board_is_one_message_that_keeps_up(post: Post, telegram: Telegram) -> None:
    async with post.sending():
        for text in ("one", "two", "three"):
            await show(post.store, text)
            await post.settled()
    (message,) = telegram.sent(ANN)
    assert "three" in message["text"]


async def test_a_board_said_again_on_its_way_is_sent_again(post: Post, telegram: Telegram) -> None:
    telegram.fault("sendMessage", seconds=0.3, times=1, drop=None)
    async with post.sending():
        await show(post.store, "one")
        await telegram.until(lambda: not telegram.world.faults.waiting)
        await show(post.store, "two")
        (row,) = await post.settled()
    (message,) = telegram.sent(ANN)
    assert "two" in message["text"]
    assert row.stale is False


async def test_a_board_that_was_deleted_comes_back(
    post: Post, telegram: Telegram, bot: Bot
) -> None:
    async with post.sending():
        await show(post.store, "one")
        (row,) = await post.settled()
        await bot.delete_message(ANN, row.message_id)
        await show(post.store, "two")
        (row,) = await post.settled()
    (message,) = telegram.sent(ANN)
    assert "two" in message["text"]
    assert row.message_id == message["message_id"]


async def test_a_press_is_answered_in_plain_text(post: Post, telegram: Telegram, bot: Bot) -> None:
    ann = telegram.user("Ann", id=ANN)
    markup = {"inline_keyboard": [[{"text": "Ok", "callback_data": "ok"}]]}
    await bot.send_message(ANN, "press", reply_markup=markup)  # type: ignore[arg-type] # a dict
    press = ann.press(telegram.sent(ANN)[0], "Ok")
    told = facts("A & <B> " + "x" * 300)
    await post.store.write(lambda tx: outgoing.answer(tx, ANN, press.id, "alert_live", told))
    async with post.sending():
        await post.settled()
    assert press.answer is not None
    assert press.answer["text"].startswith("🔴 Nok is live: A & <B> xxx")
    assert len(press.answer["text"]) == 200


async def test_a_press_that_is_too_old_is_done_with(post: Post, telegram: Telegram) -> None:
    await post.store.write(lambda tx: outgoing.answer(tx, ANN, "17", "", {}))
    async with post.sending():
        (row,) = await post.settled()
    assert row.state == "sent"


async def test_a_photo_carries_the_text(post: Post, telegram: Telegram, bot: Bot) -> None:
    photo = (await bot.send_photo(BEN, PNG)).photo[-1].file_id
    await post.say(ANN, "Scarf", photo=photo)
    async with post.sending():
        await post.settled()
    (message,) = telegram.sent(ANN)
    assert "Scarf" in message["caption"]
    assert "photo" in message


async def test_a_text_too_long_for_a_caption_goes_alone(
    post: Post, telegram: Telegram, bot: Bot
) -> None:
    photo = (await bot.send_photo(BEN, PNG)).photo[-1].file_id
    await post.say(ANN, "é" * 1100, photo=photo)
    async with post.sending():
        await post.settled()
    assert "text" in telegram.sent(ANN)[0]


async def test_a_text_too_long_for_a_message_is_cut(post: Post, telegram: Telegram) -> None:
    await post.say(ANN, "<" * 5000)
    async with post.sending():
        await post.settled()
    assert len(texts(telegram, ANN)[0]) == 4096 - 1  # the emoji counts twice


async def test_a_photo_that_is_gone_leaves_the_text(post: Post, telegram: Telegram) -> None:
    await post.say(ANN, "Scarf", photo="AgACgone")
    async with post.sending():
        (row,) = await post.settled()
    assert row.state == "sent"
    assert "Scarf" in telegram.sent(ANN)[0]["text"]


async def test_a_link_that_telegram_refuses_is_left_out(post: Post, telegram: Telegram) -> None:
    await post.say(ANN, "Scarf", url="http://localhost:80/x")
    async with post.sending():
        (row,) = await post.settled()
    (message,) = telegram.sent(ANN)
    labels = [b["text"] for line in message["reply_markup"]["inline_keyboard"] for b in line]
    assert (row.state, labels) == ("sent", ["Products", "🔕 Mute", "⚙️ Which alerts"])


async def test_pictures_and_files_are_made_when_sent(post: Post, telegram: Telegram) -> None:
    await post.say(ANN, "My shop", qr="https://t.me/livestall_bot?start=s_nok")
    await post.say(ANN, "Sales", file={"name": "sales.csv", "text": "code;title\n"})
    async with post.sending():
        await post.settled()
    picture, file = telegram.sent(ANN)
    assert picture["photo"][-1]["width"] > 300
    assert (file["document"]["file_name"], file["document"]["file_size"]) == ("sales.csv", 11)
    assert telegram.unknown_parameters == telegram.mistyped_parameters == []


async def test_a_paper_is_written_when_it_goes(post: Post, telegram: Telegram) -> None:
    def open_shop(tx: Tx) -> None:
        number = people.open_shop(
            tx, slug="nok", name="Nok", owner_id=ANN, currency="EUR", zone="UTC"
        )
        assert number is not None
        file = papers.of_shop("products", people.shop(tx, number))
        outgoing.say(tx, ANN, "products_file", {"count": 1, "file": file}, priority=Priority.ANSWER)
        catalog.add_product(
            tx, shop_id=number, code="A1", key="A1", title="Scarf", price=1000, stock=2
        )

    await post.store.write(open_shop)
    async with post.sending():
        await post.settled()
    (message,) = telegram.sent(ANN)
    sent = telegram.world.files.get(message["document"]["file_id"])
    assert sent is not None
    assert "A1,Scarf,,,10.00,2," in sent.data.decode()


async def test_a_paper_that_can_t_be_written_comes_to_a_known_end(
    post: Post, telegram: Telegram
) -> None:
    file = {"name": "nok-products.csv", "of": "products", "shop": 99}
    await post.say(ANN, "Products", file=file)
    await post.say(BEN, "goes on")
    async with post.sending():
        await eventually(lambda: post.rows(chat_id=BEN, state="sent"))
        (row,) = await eventually(lambda: post.rows(chat_id=ANN, attempts=1, state="queued"))
    assert "99" in row.error
    assert telegram.sent(ANN) == []


async def test_reactions_and_deletions_are_sent(post: Post, telegram: Telegram, bot: Bot) -> None:
    said = telegram.user("Ann", id=ANN).say("cf a12")
    gone = await bot.send_message(ANN, "gone soon")
    await queue(post.store, method="react", kind="", message_id=said["message_id"],
                facts={"emoji": "👍"})  # fmt: skip
    await queue(post.store, method="delete", kind="", message_id=gone.message_id, facts={})
    async with post.sending():
        rows = await post.settled()
    assert telegram.reaction(said) == "👍"
    assert telegram.sent(ANN) == []
    assert [row.state for row in rows] == ["sent", "sent"]


async def test_a_sellers_menu_reaches_their_chat(post: Post, telegram: Telegram, bot: Bot) -> None:
    def job(tx: Tx) -> None:
        outgoing.menu(tx, ANN, ["seller"])

    await post.store.write(job)
    async with post.sending():
        (row,) = await post.settled()
    assert row.state == "sent"
    assert telegram.world.menus.shown(ANN, "en") == menus.commands("en", ["seller"])
    assert telegram.world.menus.shown(BEN, "en") == []
