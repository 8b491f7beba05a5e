"""Groups and channels on phones over HTTP: what is shown, told and done there."""

from typing import Any

import aiohttp
import telegram as ptb_package

from sandbox.telegram import Telegram, User
from sandbox.telegram.views import snapshot
from tests.sandbox.telegram_cast import picture
from tests.sandbox.telegram_phone import post, watching


async def test_a_phone_shows_its_groups_and_channels(
    street: Telegram, ptb: ptb_package.Bot, anna: User, somchai: User
) -> None:
    street.offer_ephemeral()
    channel = street.channel("Silk Live", anna)
    group = channel.link(street.group("Talk", [anna, somchai], bot="administrator"))
    posted = channel.post("A12")
    said = somchai.say("cf a12", chat_id=group.id)
    await ptb.set_message_reaction(group.id, said["message_id"], "👍")
    anna.react(said, "❤")
    group.start_stream()
    await ptb.send_message(
        group.id,
        "yours",
        api_kwargs={"ephemeral_message_parameters": {"receiver_user_id": somchai.id}},
    )
    hers, his = snapshot(street.world, anna.id), snapshot(street.world, somchai.id)
    kinds = [one["chat"]["type"] for one in hers["chats"]]
    assert kinds == ["private", "channel", "group", "supergroup"]
    shown = hers["chats"][-1]
    assert (shown["role"], shown["members"], shown["live"]) == ("creator", 3, True)
    assert shown["linked_chat_id"] == channel.id
    assert shown["pinned"] == [channel.echo(posted)["message_id"]]
    reactions = [(one["emoji"], one["user_id"]) for one in hers["reactions"]]
    assert reactions == [("❤", anna.id), ("👍", street.world.bot_id)]
    assert (len(hers["ephemeral"]), len(his["ephemeral"])) == (0, 1)


async def test_a_member_sees_everything_as_it_happens(
    street: Telegram, ptb: ptb_package.Bot, http: aiohttp.ClientSession, anna: User, somchai: User
) -> None:
    street.offer_ephemeral()
    phone = f"{street.url}/phones/{somchai.id}"
    async with watching(http, street.url, somchai.id) as following:
        await following()
        group = street.group("Talk", [anna, somchai], bot="administrator", supergroup=True)
        event, data = await following()
        assert (event, data["chat"]["id"], data["role"]) == ("chat", group.id, "member")
        asked = {"chat_id": group.id, "text": "cf a12"}
        said = (await post(http, f"{phone}/send", asked))["message"]
        assert (await following())[0] == "message"
        named = {"chat_id": group.id, "message_id": said["message_id"]}
        await post(http, f"{phone}/edit", named | {"text": "cf a12 x2"})
        event, data = await following()
        assert (event, data["message"]["text"]) == ("edited", "cf a12 x2")
        await ptb.set_message_reaction(group.id, said["message_id"], "👍")
        told = named | {"emoji": "👍", "user_id": street.world.bot_id}
        assert await following() == ("reaction", told)
        await ptb.pin_chat_message(group.id, said["message_id"])
        assert (await following())[1]["message"]["pinned_message"]["text"] == "cf a12 x2"
        pins = {"chat_id": group.id, "message_ids": [said["message_id"]]}
        assert await following() == ("pinned", pins)
        group.start_stream()
        assert await following() == ("stream", {"chat_id": group.id, "live": True})
        assert "video_chat_started" in (await following())[1]["message"]
        for receiver in (anna, somchai):
            whisper = {"receiver_user_id": receiver.id}
            await ptb.send_message(
                group.id,
                "for one",
                reply_markup=ptb_package.InlineKeyboardMarkup.from_button(
                    ptb_package.InlineKeyboardButton("Pay", callback_data="pay:1")
                ),
                api_kwargs={"ephemeral_message_parameters": whisper},
            )
        event, data = await following()
        assert (event, data["message"]["receiver_user"]["id"]) == ("ephemeral", somchai.id)
        eph = {"chat_id": group.id, "ephemeral_message_id": data["message"]["ephemeral_message_id"]}
        press = eph | {"message_id": 0, "data": "pay:1"}
        assert "callback_query_id" in await post(http, f"{phone}/press", press)
        address = eph | {"receiver_user_id": somchai.id}
        await ptb.do_api_request("editEphemeralMessageText", api_kwargs=address | {"text": "paid"})
        event, data = await following()
        assert (event, data["message"]["text"]) == ("ephemeral_edited", "paid")
        await ptb.do_api_request("deleteEphemeralMessage", api_kwargs=address)
        assert await following() == ("ephemeral_deleted", eph)
        await post(http, f"{phone}/delete", named)
        event, data = await following()
        assert (event, data["message_ids"]) == ("deleted", [said["message_id"]])
        await post(http, f"{phone}/leave", {"chat_id": group.id})
        assert (await following())[0] == "message"
        assert await following() == ("gone", {"chat_id": group.id})


async def test_a_phone_does_in_a_group_what_phones_do(
    street: Telegram, ptb: ptb_package.Bot, http: aiohttp.ClientSession, anna: User, somchai: User
) -> None:
    channel = street.channel("Silk Live", anna)
    group = channel.link(street.group("Talk", [anna], bot="administrator", supergroup=True))
    his, hers = (f"{street.url}/phones/{one.id}" for one in (somchai, anna))
    for room in (channel, group):
        assert await post(http, f"{his}/join", {"chat_id": room.id}) == {}
    sent = await post(http, f"{hers}/send", {"chat_id": channel.id, "text": "A12 silk scarf"})
    named = {"chat_id": channel.id, "message_id": sent["message"]["message_id"]}
    claim = (await post(http, f"{his}/comment", named | {"text": "cf a12"}))["message"]
    assert claim["reply_to_message"]["is_automatic_forward"]
    reply = {"chat_id": group.id, "text": "yes", "reply_to_message_id": claim["message_id"]}
    answered = (await post(http, f"{hers}/send", reply | {"as_chat": group.id}))["message"]
    assert answered["sender_chat"]["id"] == group.id
    assert answered["reply_to_message"]["text"] == "cf a12"
    asked = {"from_chat_id": channel.id, "message_id": named["message_id"]}
    forwarded = (await post(http, f"{his}/forward", asked))["message"]
    assert forwarded["forward_origin"]["chat"]["id"] == channel.id
    assert forwarded["chat"]["id"] == somchai.id
    form = _pictures(2, chat_id=str(group.id), caption="cf a12")
    async with http.post(f"{his}/album", data=form) as response:
        album = (await response.json())["messages"]
    assert len({one["media_group_id"] for one in album}) == 1
    form = _pictures(1, chat_id=str(group.id), reply_to_message_id=str(claim["message_id"]))
    async with http.post(f"{his}/photo", data=form) as response:
        shot = (await response.json())["message"]
    assert shot["reply_to_message"]["message_id"] == claim["message_id"]
    loved = {"chat_id": group.id, "message_id": claim["message_id"], "emoji": "❤"}
    assert await post(http, f"{hers}/react", loved) == {}
    assert len(await ptb.get_updates()) == 9


async def test_only_administrators_govern_a_room(
    street: Telegram, http: aiohttp.ClientSession, anna: User, somchai: User
) -> None:
    his, hers = (f"{street.url}/phones/{one.id}" for one in (somchai, anna))
    group = street.group("Talk", [anna, somchai], bot=None, supergroup=True)
    here = {"chat_id": group.id}
    said = somchai.say("cf a12", chat_id=group.id)
    for name, more in (
        ("stream", {"do": "start"}),
        ("bot", {"do": "add"}),
        ("pin", {"message_id": said["message_id"]}),
    ):
        refused = await post(http, f"{his}/{name}", here | more)
        assert refused == {"error": "only administrators do this", "status": 400}
        assert "error" not in await post(http, f"{hers}/{name}", here | more)
    assert group.live and group.chat.pinned == [said["message_id"]]
    for more, live in (
        ({"do": "flap"}, True),
        ({"do": "end"}, False),
        ({"do": "schedule", "start_date": 1_790_003_600}, False),
    ):
        assert await post(http, f"{hers}/stream", here | more) == {"live": live}
    promote = here | {"do": "promote", "without": ["can_pin_messages"]}
    assert await post(http, f"{hers}/bot", promote) == {}
    assert not group.chat.may(street.world.bot_id, "can_pin_messages")
    assert "error" in await post(http, f"{hers}/bot", promote | {"without": ["can_fly"]})
    for word in ("demote", "kick"):
        assert await post(http, f"{hers}/bot", here | {"do": word}) == {}
    assert group.chat.members[street.world.bot_id] == "kicked"
    for name in ("bot", "stream"):
        assert "error" in await post(http, f"{hers}/{name}", here | {"do": "dance"})
    assert "error" in await post(http, f"{his}/join", {"chat_id": anna.id})


async def test_a_room_is_made_over_http(
    street: Telegram, http: aiohttp.ClientSession, anna: User, somchai: User
) -> None:
    made: dict[str, Any] = {}
    for kind in ("group", "supergroup", "channel"):
        wanted: dict[str, Any] = {"type": kind, "title": "Silk", "members": [anna.id, somchai.id]}
        wanted |= {"bot": "administrator", "without": ["can_delete_messages"]}
        if kind == "channel":
            wanted["discussion"] = made["supergroup"]["id"]
        made[kind] = (await post(http, f"{street.url}/rooms", wanted))["chat"]
        chat = street.world.chats[made[kind]["id"]]
        assert (chat.type, chat.audience()[:1]) == (kind, [anna.id])
        assert somchai.id in chat.audience()
        assert not chat.may(street.world.bot_id, "can_delete_messages")
    assert chat.linked == made["supergroup"]["id"]
    for wrong in (
        {"title": "Silk", "members": [anna.id]},
        {"type": "group", "members": [anna.id]},
        {"type": "group", "title": "Silk", "members": [77]},
        {"type": "group", "title": "Silk", "members": [anna.id], "bot": "creator"},
        {
            "type": "channel",
            "title": "Silk",
            "members": [anna.id],
            "without": ["x"],
            "bot": "administrator",
        },
    ):
        assert "error" in await post(http, f"{street.url}/rooms", wrong)


def _pictures(count: int, **fields: str) -> aiohttp.FormData:
    form = aiohttp.FormData(fields)
    for number in range(count):
        name = "photo" if count == 1 else f"photo{number}"
        form.add_field(name, picture(), filename="a.jpg", content_type="image/jpeg")
    return form
