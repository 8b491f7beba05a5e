"""The board of a show in a linked chat: it keeps itself true, and keeps to its pace."""

import orjson
from sqlalchemy import Row, select, update

from models import chats, delivery, group_messages, pinned, shows
from models.catalog import OPTION, PRODUCT
from models.outgoing import OUTGOING
from tests.handlers.square import CHANNEL, GROUP, Square, linked
from tests.handlers.stall import ANNA, BEN, SCARF, SELLER, open_other
from tests.market import Market

OTHER = 1002
_PIN = select(OUTGOING).where(OUTGOING.c.method.in_(("pin", "unpin"))).order_by(OUTGOING.c.id)


def sweep(market: Market) -> None:
    with market.tx() as tx:
        pinned.sweep(tx)


def boards(market: Market) -> list[Row]:  # type: ignore[type-arg] # rows of outgoing
    with market.tx() as tx:
        found = select(OUTGOING).where(OUTGOING.c.board.like("show:%")).order_by(OUTGOING.c.id)
        return list(tx.all(found))


def pins(market: Market) -> list[tuple[str, int]]:
    """What is to become of each message, the oldest first."""
    with market.tx() as tx:
        return [(row.method, row.message_id) for row in tx.all(_PIN)]


def carried_out(market: Market) -> list[str]:
    """The pins that Telegram is told of now, one after the other."""
    done = []
    with market.tx() as tx:
        while row := tx.one(_PIN.where(OUTGOING.c.state == "queued")):
            delivery.lease(tx, [row.id], "t", tx.now)
            delivery.mark_sent(tx, "t", [(row.id, None)])
            done.append(row.method)
    return done


async def test_it_follows_what_is_on_screen_and_left(market: Market) -> None:
    square = await linked(market)
    sweep(market)
    square.sent("group_board")
    await market.say(SELLER, "/show A12")
    market.clock.pass_(seconds=3)
    sweep(market)
    [board] = boards(market)
    facts = orjson.loads(board.facts)
    assert (facts["now"]["code"], facts["now"]["left"]) == ("A12", 2)
    assert facts["now_url"].endswith("?start=p_malee-silk_A12")
    assert (board.state, board.message_id) == ("queued", 900)
    assert board.due == board.sent_at + pinned.EVERY
    await square.comment(ANNA, "A12")
    sweep(market)
    assert orjson.loads(boards(market)[0].facts)["now"]["left"] == 1


async def test_it_is_sent_only_when_it_has_changed_and_pinned_once(market: Market) -> None:
    square = await linked(market)
    for _ in range(3):
        sweep(market)
        square.sent("group_board")
    assert (len(boards(market)), pins(market)) == (1, [("pin", 900)])


async def test_without_the_right_it_isnt_pinned(market: Market) -> None:
    square = Square(market)
    await square.membership("administrator", can_pin_messages=False)
    for _ in range(2):
        sweep(market)
        square.sent("group_board")
    assert (len(boards(market)), pins(market)) == (1, [])


async def test_a_channel_where_it_cant_post_has_none(market: Market) -> None:
    square = Square(market)
    await square.membership("administrator", CHANNEL, "channel", can_post_messages=False)
    sweep(market)
    assert boards(market) == []


async def test_a_discussion_group_has_its_channels(market: Market) -> None:
    square = await linked(market)
    await square.link(CHANNEL, "channel")
    sweep(market)
    assert [row.chat_id for row in boards(market)] == [CHANNEL]
    square.sent("group_board")
    channel = square.chat(CHANNEL, "channel")
    await square.service(sender_chat=channel, is_automatic_forward=True, text="🔴 Friday")
    market.clock.pass_(seconds=20)
    sweep(market)
    assert [row.chat_id for row in boards(market)] == [CHANNEL]


async def test_a_group_of_its_own_has_one_beside_the_channels(market: Market) -> None:
    square = await linked(market)
    await square.link(CHANNEL, "channel")
    sweep(market)
    square.sent("group_board")
    market.clock.pass_(seconds=20)
    sweep(market)
    assert [row.chat_id for row in boards(market)] == [CHANNEL, GROUP]


async def test_it_says_that_the_show_is_over_once(market: Market) -> None:
    square = await linked(market)
    for _ in range(2):
        sweep(market)
        square.sent("group_board")
    assert pins(market) == [("pin", 900)]
    await market.say(SELLER, "/end")
    for _ in range(2):
        sweep(market)
        square.sent("group_board_over")
    [board] = boards(market)
    assert (board.kind, board.state) == ("group_board_over", "sent")
    assert pins(market) == [("unpin", 900)]


async def test_a_show_that_goes_on_has_it_pinned_until_it_ends_again(market: Market) -> None:
    square = await linked(market)
    done = []
    for _ in range(3):
        for _ in range(3):
            sweep(market)
            square.sent("group_board")
        done += carried_out(market)
        await market.say(SELLER, "/end")
        sweep(market)
        square.sent("group_board_over")
        done += carried_out(market)
        with market.tx() as tx:
            assert shows.go_on(tx, 1)
    assert done == ["pin", "unpin"] * 3


async def test_what_is_wished_while_a_pin_is_on_its_way_comes_after_it(market: Market) -> None:
    await linked(market)
    with market.tx() as tx:
        assert group_messages.pin(tx, GROUP, 900)
        [row] = tx.all(_PIN)
        delivery.lease(tx, [row.id], "sender", tx.now)
        assert group_messages.unpin(tx, GROUP, 900)
        assert not group_messages.unpin(tx, GROUP, 900)
        delivery.mark_sent(tx, "sender", [(row.id, None)])
    assert carried_out(market) == ["unpin"]
    assert carried_out(market) == []


async def test_a_show_that_ends_before_its_board_was_sent_needs_none(market: Market) -> None:
    await linked(market)
    sweep(market)
    await market.say(SELLER, "/end")
    sweep(market)
    assert boards(market) == []


async def test_an_unlinked_group_says_so_on_its_board(market: Market) -> None:
    square = await linked(market)
    sweep(market)
    square.sent("group_board")
    await market.press(SELLER, f"unlink:{GROUP}")
    [board] = boards(market)
    assert board.kind == "group_board_over"
    with market.tx() as tx:
        assert chats.chat(tx, GROUP) is None


async def test_an_unlinked_group_has_it_pinned_no_longer(market: Market) -> None:
    square = await linked(market)
    for _ in range(2):
        sweep(market)
        square.sent("group_board")
    assert pins(market) == [("pin", 900)]
    await market.press(SELLER, f"unlink:{GROUP}")
    assert pins(market) == [("unpin", 900)]
    with market.tx() as tx:
        states = tx.all(select(OUTGOING.c.state).where(OUTGOING.c.method == "unpin"))
    assert [row.state for row in states] == ["queued"]


async def test_a_shop_that_closes_right_after_its_show_leaves_nothing_pinned(
    market: Market,
) -> None:
    square = await linked(market)
    for _ in range(2):
        sweep(market)
        square.sent("group_board")
    await market.say(SELLER, "/end")
    sweep(market)
    await market.press(SELLER, "closeshopnow")
    with market.tx() as tx:
        assert chats.chat(tx, GROUP) is None
        states = tx.all(select(OUTGOING.c.state).where(OUTGOING.c.method == "unpin"))
    assert [row.state for row in states] == ["queued"]


async def test_the_board_of_the_shop_that_has_the_group_is_the_pinned_one(market: Market) -> None:
    square = await linked(market)
    open_other(market, 2)
    await market.say(OTHER, "/live Other")

    def stand(message_id: int) -> None:
        for _ in range(2):
            sweep(market)
            square.sent("group_board", message_id)
        square.sent("group_board_over")

    stand(900)
    assert pins(market) == [("pin", 900)]
    for owner, message_id in ((OTHER, 901), (SELLER, 902)):
        await square.membership("left", by=ANNA)
        await square.membership("administrator", by=owner)
        market.clock.pass_(seconds=20)
        stand(message_id)
        assert pins(market)[-2:] == [("unpin", message_id - 1), ("pin", message_id)]
    assert len(pins(market)) == 3
    assert {row.board: row.kind for row in boards(market)} == {
        f"show:1:{GROUP}": "group_board", f"show:2:{GROUP}": "group_board_over",
    }  # fmt: skip


async def test_what_nobody_sees_of_it_is_no_reason_to_edit_it(market: Market) -> None:
    square = await linked(market, scarves=1)
    await market.say(SELLER, "/show B7")
    sweep(market)
    square.sent("group_board")
    with market.tx() as tx:
        tx.run(update(PRODUCT).where(PRODUCT.c.code == "A12").values(description="soft"))
        tx.run(update(OPTION).where(OPTION.c.id == SCARF).values(price=38000))
    sweep(market)
    [board] = boards(market)
    assert board.state == "sent"
    await square.comment(ANNA, "A12")
    sweep(market)
    [board] = boards(market)
    assert (board.state, orjson.loads(board.facts)["sold_out"]) == ("queued", ["A12"])
    square.sent("group_board")
    await square.comment(BEN, "A12")
    sweep(market)
    [board] = boards(market)
    assert board.state == "sent"


async def test_what_comes_next_and_is_sold_out_is_said_to_be(market: Market) -> None:
    square = await linked(market, scarves=1)
    await market.say(SELLER, "/lineup B7 A12")
    await market.say(SELLER, "/show B7")
    sweep(market)
    assert "Next: <b>A12</b> Silk &lt;scarf&gt;\n" in market._told(boards(market)[0]).text
    square.sent("group_board")
    await market.say(ANNA, "A12")
    sweep(market)
    assert "Next: <b>A12</b> Silk &lt;scarf&gt; · sold out" in market._told(boards(market)[0]).text


async def test_a_chat_that_refused_it_isn_t_tried_again_for_a_while(market: Market) -> None:
    await linked(market)
    sweep(market)
    with market.tx() as tx:
        tx.run(update(OUTGOING).values(state="gave_up", sent_at=tx.now))
    await market.say(SELLER, "/show A12")
    for minutes, state in ((9, "gave_up"), (2, "queued")):
        market.clock.pass_(minutes=minutes)
        sweep(market)
        assert [row.state for row in boards(market)] == [state]
