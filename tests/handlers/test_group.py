"""Linking groups and channels to a shop, and what happens to them afterwards."""

import pytest
from sqlalchemy import select, update

from models import chats, pinned
from models.incoming import INCOMING
from models.outgoing import OUTGOING
from tests.handlers.square import CHAI, CHANNEL, GROUP, Square
from tests.handlers.stall import ANNA, SELLER, SHOP, kinds, open_other, stock
from tests.market import Market

OTHER = 1002
"""Runs another shop."""


def linked(market: Market) -> list[int]:
    with market.tx() as tx:
        return [row.id for row in chats.of_shop(tx, SHOP)]


async def test_a_seller_who_makes_the_bot_an_administrator_links_the_chat(market: Market) -> None:
    square = Square(market)
    [told] = await square.link()
    assert (told.kind, told.facts["missing"]) == ("chat_linked", [])
    [told] = await square.link(CHANNEL, "channel")
    assert "channel" in told.text
    assert linked(market) == [GROUP, CHANNEL]


async def test_missing_rights_are_named_and_noticed_when_given(market: Market) -> None:
    square = Square(market)
    await square.membership("administrator", CHANNEL, "channel", can_post_messages=False)
    [told] = market.told(SELLER)
    assert told.facts["missing"] == ["post"]
    assert [one.facts["missing"] for one in await square.link(CHANNEL, "channel")] == [[]]
    assert await square.link(CHANNEL, "channel") == []


async def test_a_plain_member_reads_no_comments_and_says_so(market: Market) -> None:
    square = Square(market)
    await square.membership("member")
    assert kinds(market.told(SELLER)) == ["chat_make_admin"]
    assert linked(market) == []


async def test_who_has_no_shop_is_told_how_to_open_one(market: Market) -> None:
    square = Square(market)
    await square.membership("administrator", by=ANNA)
    assert kinds(market.told(ANNA)) == ["chat_no_shop"]
    await square.membership("administrator", by=CHAI)
    await square.membership("administrator", by=CHAI)
    assert kinds(square.said()) == ["chat_no_shop"]
    assert linked(market) == []


async def test_an_anonymous_administrator_is_nobody_known(market: Market) -> None:
    square = Square(market)
    change = {
        "chat": square.chat(), "date": square.now(),
        "from": {"id": 1087968824, "is_bot": True, "first_name": "Group"},
        "new_chat_member": {"user": {"id": 7, "is_bot": True}, "status": "administrator"},
    }  # fmt: skip
    await market.update({"my_chat_member": change})
    assert kinds(square.said()) == ["chat_who"]


async def test_the_shop_that_is_there_first_keeps_the_chat(market: Market) -> None:
    square = Square(market)
    await square.link()
    open_other(market, 2)
    await market.say(OTHER, "/help")
    await square.membership("administrator", by=OTHER)
    assert kinds(market.told(OTHER)) == ["chat_taken"]
    assert linked(market) == [GROUP]


@pytest.mark.parametrize(
    ("status", "why"), [("left", "removed"), ("kicked", "removed"), ("member", "demoted")]
)
async def test_a_chat_that_loses_the_bot_is_unlinked(market: Market, status: str, why: str) -> None:
    square = Square(market)
    await square.link()
    await square.membership(status, by=ANNA)
    [told] = market.told(SELLER)
    assert (told.kind, told.facts["why"]) == ("chat_unlinked", why)
    assert linked(market) == []
    assert square.reaction(await square.comment(ANNA, "A12")) is None


async def test_the_shops_links_list_its_chats_and_unlink_them(market: Market) -> None:
    square = Square(market)
    await square.link()
    [links] = [one for one in await market.say(SELLER, "/shop") if one.kind == "links"]
    assert "Linked: Malee" in links.text
    [listed] = [one for one in await market.press(SELLER, "chats") if one.kind == "chats"]
    assert "startgroup" in str(listed.button("Add to a group").url)
    await square.comment(ANNA, "A12")
    told = await market.press(SELLER, f"unlink:{GROUP}")
    assert kinds(told) == ["toast_unlinked", "chats"]
    assert linked(market) == []
    await square.comment(ANNA, "A12")
    assert stock(market) == (1, 1, 0, 0)


async def test_nobody_unlinks_anothers_chat(market: Market) -> None:
    square = Square(market)
    await square.link()
    open_other(market, 2)
    assert kinds(await market.press(OTHER, f"unlink:{GROUP}")) == ["toast_not_yours", "chats"]
    await market.press(ANNA, f"unlink:{GROUP}")
    assert linked(market) == [GROUP]


async def test_comments_in_a_channels_discussion_group_count_for_its_shop(market: Market) -> None:
    square = Square(market)
    await square.link(CHANNEL, "channel")
    channel = square.chat(CHANNEL, "channel")
    await square.service(sender_chat=channel, is_automatic_forward=True, text="A12 now!")
    assert square.reaction(await square.comment(ANNA, "A12")) == "👍"
    await square.membership("left", CHANNEL, "channel")
    assert kinds(market.told(SELLER)) == ["chat_unlinked"]
    assert linked(market) == []


async def test_a_group_linked_for_its_own_sake_outlives_its_channel(market: Market) -> None:
    square = Square(market)
    await square.link()
    await square.link(CHANNEL, "channel")
    channel = square.chat(CHANNEL, "channel")
    await square.service(sender_chat=channel, is_automatic_forward=True, text="A12 now!")
    await square.membership("left", CHANNEL, "channel")
    assert linked(market) == [GROUP]


@pytest.mark.parametrize("first", ["to", "from", "link"])
async def test_a_group_that_becomes_a_supergroup_goes_on(market: Market, first: str) -> None:
    square = Square(market, scarves=5)
    await square.link(-55, "group")
    new = square.chat()
    if first == "link":
        await square.link()
    if first == "to":
        await square.service(-55, "group", migrate_to_chat_id=GROUP)
    for _ in range(2):
        await square.service(GROUP, migrate_from_chat_id=-55)
        await square.service(-55, "group", migrate_to_chat_id=GROUP)
    assert linked(market) == [new["id"]]
    assert square.reaction(await square.comment(ANNA, "A12")) == "👍"


async def test_what_was_to_be_done_under_old_messages_stays_undone(market: Market) -> None:
    square = Square(market)
    await square.link(-55, "group")
    comment = square.body(ANNA, "A12", chat=square.chat(-55, "group"))
    await market.update({"message": comment})
    await square.service(-55, "group", migrate_to_chat_id=GROUP)
    with market.tx() as tx:
        [row] = tx.all(select(OUTGOING).where(OUTGOING.c.method == "react"))
    assert (row.chat_id, row.state) == (-55, "gave_up")


async def test_boards_move_along_with_their_group(market: Market) -> None:
    square = Square(market)
    await square.link(-55, "group")
    with market.tx() as tx:
        pinned.sweep(tx)
    square.sent("group_board")
    await square.service(-55, "group", migrate_to_chat_id=GROUP)
    market.clock.pass_(seconds=10)
    with market.tx() as tx:
        pinned.sweep(tx)
        rows = tx.all(select(OUTGOING).where(OUTGOING.c.kind == "group_board"))
    assert [(row.chat_id, row.message_id) for row in rows] == [(GROUP, None)]
    assert len(square.said()) == 1


@pytest.mark.parametrize("sent", [True, False])
async def test_a_board_that_the_new_group_has_already_stays_its_own(
    market: Market, sent: bool
) -> None:
    square = Square(market)
    await square.link(-55, "group")
    await square.link()
    with market.tx() as tx:
        pinned.sweep(tx)
    if sent:
        square.sent("group_board")
    await square.service(-55, "group", migrate_to_chat_id=GROUP)
    market.clock.pass_(seconds=10)
    with market.tx() as tx:
        pinned.sweep(tx)
        rows = tx.all(select(OUTGOING).where(OUTGOING.c.board.is_not(None)))
        assert tx.scalar(select(INCOMING.c.id).where(INCOMING.c.state != "done")) is None
        queued = tx.all(select(OUTGOING).where(OUTGOING.c.state == "queued"))
    assert [row.board for row in rows] == [f"show:1:{GROUP}"]
    assert {row.chat_id for row in queued if row.kind == "group_board"} <= {GROUP}


async def test_a_new_title_is_kept(market: Market) -> None:
    square = Square(market)
    await square.link()
    await square.service(new_chat_title="x")
    with market.tx() as tx:
        tx.run(update(chats.CHAT).values(title="old"))
    await square.service(new_chat_title="x")
    with market.tx() as tx:
        row = chats.chat(tx, GROUP)
    assert row is not None
    assert row.title == "Malee's fans"
