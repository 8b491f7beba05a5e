"""The phones' side over HTTP: what a page in the browser sends and is told."""

import aiohttp
import telegram as ptb_package
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from sandbox.telegram import Telegram, User
from tests.sandbox.telegram_cast import picture
from tests.sandbox.telegram_phone import post, watching

PAY = InlineKeyboardMarkup([[InlineKeyboardButton("Pay", callback_data="pay:1")]])


async def test_a_phone_is_made_and_shows_everything_at_once(
    street: Telegram, ptb: ptb_package.Bot, http: aiohttp.ClientSession
) -> None:
    await ptb.set_my_commands([("cart", "Cart")])
    await ptb.set_my_commands([("cart", "ตะกร้า")], language_code="th")
    me = {"id": 501, "first_name": "Malee", "language_code": "th", "last_name": ""}
    made = await post(http, f"{street.url}/phones", me)
    expected = {"id": 501, "is_bot": False, "first_name": "Malee", "language_code": "th"}
    assert made == {"user": expected}
    assert "error" in await post(http, f"{street.url}/phones", {"id": 1})
    async with watching(http, street.url, 501) as following:
        event, snapshot = await following()
    assert event == "snapshot"
    assert snapshot["me"] == expected
    assert snapshot["bot"]["username"] == "livestall_bot"
    assert snapshot["chats"] == [
        {"chat": {"id": 501, "first_name": "Malee", "type": "private"}, "messages": []}
    ]
    assert snapshot["commands"] == [{"command": "cart", "description": "ตะกร้า"}]


async def test_a_phone_is_told_what_happens(
    street: Telegram, ptb: ptb_package.Bot, http: aiohttp.ClientSession, anna: User
) -> None:
    async with watching(http, street.url, anna.id) as following:
        await following()
        sent = await ptb.send_message(anna.id, "<b>Held</b>", parse_mode="HTML", reply_markup=PAY)
        event, data = await following()
        assert (event, data["message"]["text"]) == ("message", "Held")
        assert data["message"]["entities"] == [{"type": "bold", "offset": 0, "length": 4}]
        assert data["message"]["reply_markup"] == PAY.to_dict()
        press = anna.press(sent.message_id, "Pay")
        await ptb.answer_callback_query(press.id, "One moment", show_alert=True)
        assert await following() == (
            "answer",
            {
                "callback_query_id": press.id,
                "text": "One moment",
                "show_alert": True,
                "url": "",
            },
        )
        await sent.edit_text("Paid")
        event, data = await following()
        assert (event, data["message"]["text"]) == ("edited", "Paid")
        assert "reply_markup" not in data["message"]
        await ptb.set_message_reaction(anna.id, sent.message_id, "🎉")
        told = {"chat_id": anna.id, "message_id": sent.message_id, "emoji": "🎉"}
        told["user_id"] = street.world.bot_id
        assert await following() == ("reaction", told)
        await ptb.send_chat_action(anna.id, "typing")
        assert await following() == ("action", {"chat_id": anna.id, "action": "typing"})
        await ptb.set_my_commands([("cart", "Il carrello")], language_code="it")
        menu = [{"command": "cart", "description": "Il carrello"}]
        assert await following() == ("commands", {"commands": menu})
        await sent.delete()
        told = {"chat_id": anna.id, "message_ids": [sent.message_id]}
        assert await following() == ("deleted", told)


async def test_a_phone_writes_presses_edits_and_blocks(
    street: Telegram, ptb: ptb_package.Bot, http: aiohttp.ClientSession, anna: User
) -> None:
    phone = f"{street.url}/phones/{anna.id}"
    opened = await post(http, f"{phone}/open", {"start": "s_silk"})
    assert opened["message"]["text"] == "/start s_silk"
    assert opened["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    sent = await ptb.send_message(anna.id, "Held", reply_markup=PAY)
    said = await post(
        http, f"{phone}/send", {"text": "A12", "reply_to_message_id": sent.message_id}
    )
    assert said["message"]["reply_to_message"]["text"] == "Held"
    number = said["message"]["message_id"]
    changed = {"chat_id": anna.id, "message_id": number, "text": "A12 x2"}
    assert (await post(http, f"{phone}/edit", changed))["message"]["text"] == "A12 x2"
    press = {"chat_id": anna.id, "message_id": sent.message_id, "data": "pay:1"}
    assert "callback_query_id" in await post(http, f"{phone}/press", press)
    gone = press | {"data": "pay:2"}
    assert (await post(http, f"{phone}/press", gone))["status"] == 400
    assert "callback_query_id" in await post(http, f"{phone}/press", gone | {"stale": True})
    assert await post(http, f"{phone}/block", {"blocked": True}) == {"blocked": True}
    refused = await post(http, f"{phone}/send", {"text": "A12"})
    assert refused == {"error": "the bot is blocked", "status": 400}
    assert await post(http, f"{phone}/block", {"blocked": False}) == {"blocked": False}
    updates = await ptb.get_updates()
    kinds = [next(key for key in one.to_dict() if key != "update_id") for one in updates]
    assert kinds == [
        *["message"] * 2,
        "edited_message",
        *["callback_query"] * 2,
        *["my_chat_member"] * 2,
    ]


async def test_a_phone_sends_pictures_and_files_and_shows_them(
    street: Telegram, ptb: ptb_package.Bot, http: aiohttp.ClientSession, anna: User
) -> None:
    phone, data = f"{street.url}/phones/{anna.id}", picture(320, 240)
    form = aiohttp.FormData({"caption": "A12"})
    form.add_field("photo", data, filename="shot.jpg", content_type="image/jpeg")
    async with http.post(f"{phone}/photo", data=form) as response:
        message = (await response.json())["message"]
    assert message["caption"] == "A12"
    async with http.get(f"{street.url}/phones/file/{message['photo'][-1]['file_id']}") as response:
        assert (response.content_type, await response.read()) == ("image/jpeg", data)
    form = aiohttp.FormData({"chat_id": str(anna.id)})
    form.add_field("document", b"code,title\n", filename="goods.csv")
    async with http.post(f"{phone}/document", data=form) as response:
        assert (await response.json())["message"]["document"]["file_name"] == "goods.csv"
    form = aiohttp.FormData()
    form.add_field("photo", b"no picture", filename="shot.jpg")
    async with http.post(f"{phone}/photo", data=form) as response:
        assert (await response.json())["error"] == "Bad Request: IMAGE_PROCESS_FAILED"
    assert len(await ptb.get_updates()) == 2


async def test_comments_in_a_group_reach_every_members_phone(
    street: Telegram, http: aiohttp.ClientSession, anna: User, somchai: User
) -> None:
    group = street.group("Scarves", [anna, somchai])
    async with watching(http, street.url, anna.id) as following:
        _, snapshot = await following()
        assert [one["chat"]["id"] for one in snapshot["chats"]] == [anna.id, group.id]
        asked = {"text": "A12", "chat_id": group.id}
        await post(http, f"{street.url}/phones/{somchai.id}/send", asked)
        event, data = await following()
    assert (event, data["message"]["from"]["first_name"]) == ("message", "สมชาย")


async def test_missing_phones_and_fields_are_named(
    street: Telegram, http: aiohttp.ClientSession, anna: User
) -> None:
    async with http.get(f"{street.url}/phones/404/events") as response:
        assert response.status == 404
    assert (await post(http, f"{street.url}/phones/404/send", {"text": "x"}))["status"] == 404
    said = await post(http, f"{street.url}/phones/{anna.id}/send", {})
    assert said == {"error": "text is needed", "status": 400}
    assert "error" in await post(http, f"{street.url}/phones", [])
    async with http.get(f"{street.url}/phones/file/none") as response:
        assert response.status == 404
