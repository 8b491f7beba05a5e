"""Flash prices, and the control message that shows them."""

import pytest
from sqlalchemy import select

from models import catalog, control, flashes, people, reporting, shows
from models.outgoing import OUTGOING
from tests.handlers.stall import ANNA, BEN, SELLER, SHOP, kinds, open_page, open_stall, pay
from tests.market import Market, Told


@pytest.fixture(autouse=True)
async def _stall(market: Market) -> None:
    open_stall(market, scarves=9)
    await market.say(SELLER, "/live")


async def price(market: Market, person: int = ANNA) -> int:
    """What a claim costs now."""
    [held, *_] = await market.say(person, "cf a12")
    return int(held.facts["price"])


def board(market: Market) -> Told:
    """The control message as it stands, after a tick of the clock."""
    with market.tx() as tx:
        control.sweep(tx)
        row = tx.one(select(OUTGOING).where(OUTGOING.c.board == "control:1"))
    return market._told(row)


async def test_it_lasts_for_its_minutes(market: Market) -> None:
    [told] = await market.say(SELLER, "/show A12 199 5")
    assert (told.facts["now"]["price"], told.facts["now"]["flash"]) == (19900, True)
    assert "5 min" in told.text
    assert await price(market) == 19900
    market.clock.pass_(minutes=4)
    assert "1 min" in board(market).text
    market.clock.pass_(minutes=1)
    assert await price(market, BEN) == 39000
    after = board(market)
    assert (after.facts["now"]["flash"], after.facts["now"]["price"]) == (False, 39000)


async def test_without_minutes_it_lasts_until_the_next_is_shown(market: Market) -> None:
    await market.say(SELLER, "/show A12 199")
    market.clock.pass_(minutes=90)
    assert await price(market) == 19900
    await market.say(SELLER, "/show B7")
    market.clock.pass_(seconds=2)
    assert await price(market, BEN) == 39000


async def test_minutes_go_on_when_the_next_is_shown(market: Market) -> None:
    await market.say(SELLER, "/show A12 199 5")
    await market.say(SELLER, "/show B7")
    market.clock.pass_(seconds=2)
    assert await price(market) == 19900


async def test_shown_again_without_a_price_it_is_over(market: Market) -> None:
    await market.say(SELLER, "/show A12 199 5")
    market.clock.pass_(seconds=2)
    [told] = await market.say(SELLER, "/show A12")
    assert told.facts["now"]["flash"] is False
    market.clock.pass_(seconds=2)
    assert await price(market) == 39000


async def test_a_button_pressed_again_keeps_it(market: Market) -> None:
    await market.say(SELLER, "/show A12 199 5")
    await market.press(SELLER, "screen:1")
    market.clock.pass_(seconds=2)
    assert await price(market) == 19900
    for _ in range(2):
        told = await market.press(SELLER, "flashend:1")
        assert kinds(told)[0] == "toast_flash_over"
    market.clock.pass_(seconds=2)
    assert await price(market, BEN) == 39000


async def test_what_is_held_keeps_its_price(market: Market) -> None:
    await market.say(SELLER, "/show A12 199 1")
    assert await price(market) == 19900
    market.clock.pass_(minutes=2)
    order = open_page(market)
    pay(market, order)
    assert board(market).facts["paid_amount"] == 19900


async def test_a_claim_said_in_time_and_decided_late_has_the_price_of_its_time(
    market: Market,
) -> None:
    await market.say(SELLER, "/show A12 199 1")
    said = market.clock.now // 1000 + 30
    market.clock.pass_(minutes=3)
    [held, *_] = await market.say(ANNA, "cf a12", date=said)
    assert held.facts["price"] == 19900


async def test_a_claim_said_before_it_began_has_the_price_of_its_time(market: Market) -> None:
    said = market.clock.now // 1000
    market.clock.pass_(seconds=30)
    await market.say(SELLER, "/show A12 199 5")
    [held, *_] = await market.say(ANNA, "cf a12", date=said)
    assert held.facts["price"] == 39000
    assert await price(market, BEN) == 19900


async def test_of_two_in_one_second_the_newer_counts(market: Market) -> None:
    await market.say(SELLER, "/show A12 199 5")
    market.clock.pass_(seconds=5.2)
    await market.say(SELLER, "/show A12 249 1")
    assert await price(market) == 24900


async def test_it_comes_before_the_show_s_own_price_which_comes_back(market: Market) -> None:
    await market.say(SELLER, "/lineup A12 299")
    assert await price(market) == 29900
    await market.say(SELLER, "/show A12 199 5")
    assert await price(market, BEN) == 19900
    market.clock.pass_(minutes=5)
    assert await price(market) == 29900


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("A12 0", "price"),
        ("A12 free", "price"),
        ("A12 199 999", "minutes"),
        ("A12 5 min", "price_missing"),
    ],
)
async def test_it_refuses_kindly(market: Market, words: str, reason: str) -> None:
    [told] = await market.say(SELLER, f"/show {words}")
    assert (told.kind, told.facts["reason"]) == ("flash_problem", reason)
    with market.tx() as tx:
        running = shows.on_air(tx, SHOP)
        assert running is not None
        assert running.on_screen is None


async def test_a_price_above_the_usual_is_asked_about_once(market: Market) -> None:
    [asked] = await market.say(SELLER, "/show A12 3990 5")
    assert kinds([asked]) == ["flash_above"]
    assert await price(market, BEN) == 39000
    yes = str(asked.buttons[0].data)
    for _ in range(2):
        assert kinds(await market.press(SELLER, yes))[0] == "toast_flash"
    market.clock.pass_(seconds=1)
    assert await price(market) == 399_000


async def test_the_button_offers_and_hears_prices(market: Market) -> None:
    await market.say(SELLER, "/show A12")
    [asked, _] = await market.press(SELLER, "flash:1")
    assert [(one["percent"], one["price"]) for one in asked.facts["offers"]] == [
        (10, 35100), (20, 31200), (30, 27300),
    ]  # fmt: skip
    assert kinds(await market.say(SELLER, "cheap")) == ["flash_problem"]
    [told] = await market.say(SELLER, "199 5")
    assert (told.kind, told.facts["now"]["price"]) == ("control", 19900)
    cut = str(asked.buttons[0].data)
    await market.press(SELLER, cut)
    market.clock.pass_(seconds=2)
    with market.tx() as tx:
        on = flashes.flash(tx, 1, 1)
        assert on is not None
        first = on.id
    await market.press(SELLER, cut)
    with market.tx() as tx:
        still = flashes.flash(tx, 1, 1)
        assert still is not None
        assert still.id == first
    assert await price(market) == 35100


@pytest.mark.parametrize(
    ("currency", "usual", "cuts"),
    [
        ("EUR", 200, [180, 160, 140]), ("EUR", 7500, [6700, 6000, 5200]),
        ("KWD", 1000, [900, 800, 700]), ("ISK", 50000, [45000, 40000, 35000]),
        ("JPY", 1, []),
    ],
)  # fmt: skip
async def test_the_button_offers_what_it_says(
    market: Market, currency: str, usual: int, cuts: list[int]
) -> None:
    with market.tx() as tx:
        tx.run(people.SHOP.update().values(currency=currency))
        catalog.set_price(tx, 1, usual)
    await market.say(SELLER, "/show A12")
    [asked, *_] = await market.press(SELLER, "flash:1")
    assert [one["price"] for one in asked.facts["offers"]] == cuts


async def test_stale_and_forged_buttons_do_nothing(market: Market) -> None:
    await market.say(SELLER, "/show A12")
    assert kinds(await market.press(SELLER, "flash:2")) == ["toast_next_done"]
    for data in ("flashyes:1:0:5", "flashyes:1:19900:999", "flashyes:1:-5:5"):
        assert kinds(await market.press(SELLER, data)) == ["old_button"]
    assert kinds(await market.press(SELLER, "flashyes:99:19900:5")) == ["toast_gone"]
    assert kinds(await market.press(ANNA, "flashyes:1:19900:5")) == ["no_shop"]
    await market.say(SELLER, "/end")
    for data in ("flash:1", "flashyes:1:19900:5", "flashend:1", "next:1"):
        assert kinds(await market.press(SELLER, data)) == ["not_live"]


async def test_the_control_message_counts(market: Market) -> None:
    await market.say(SELLER, "/show A12")
    await market.say(ANNA, "cf a12 x2")
    await market.say(BEN, "cf a12 x8")
    pay(market, open_page(market, ANNA))
    facts = board(market).facts
    assert (facts["claims"], facts["held"], facts["held_amount"]) == (2, 7, 7 * 39000)
    assert (facts["paid"], facts["paid_amount"], facts["waiting"]) == (2, 78000, 1)
    assert (facts["left"], facts["sold_out"], facts["now"]["left"]) == (1, ["A12"], 0)
    market.clock.pass_(minutes=16)
    assert board(market).facts["held"] == 0


async def test_it_is_edited_only_when_something_changed(market: Market) -> None:
    def sent() -> int:
        with market.tx() as tx:
            tx.run(
                OUTGOING.update()
                .where(OUTGOING.c.board == "control:1")
                .values(state="sent", message_id=5)
            )
            return control.sweep(tx)

    assert [sent(), sent()] == [0, 0]
    await market.say(ANNA, "cf a12")
    assert [sent(), sent()] == [1, 0]
    await market.press(SELLER, "pause")
    with market.tx() as tx:
        row = tx.one(select(OUTGOING).where(OUTGOING.c.board == "control:1"))
    assert row is not None
    assert (row.state, row.message_id) == ("queued", 5)


async def test_a_command_brings_it_to_the_end_of_the_chat(market: Market) -> None:
    with market.tx() as tx:
        tx.run(
            OUTGOING.update()
            .where(OUTGOING.c.board == "control:1")
            .values(state="sent", message_id=5)
        )
    gone, control_ = await market.say(SELLER, "/show A12")
    assert (gone.method, control_.kind, control_.method) == ("delete", "control", "send")
    with market.tx() as tx:
        rows = tx.all(select(OUTGOING).where(OUTGOING.c.board.is_not(None)))
    assert len([row for row in rows if row.board == "control:1"]) == 1


async def test_it_says_when_the_show_is_over_whoever_ended_it(market: Market) -> None:
    with market.tx() as tx:
        assert reporting.end(tx, 1)
    over = board(market)
    assert "is over" in over.text
    assert over.buttons == []


async def test_a_show_that_something_else_began_has_one_too(market: Market) -> None:
    await market.say(SELLER, "/end")
    with market.tx() as tx:
        shows.go_live(tx, people.shop(tx, SHOP), "Stream", None)
        assert control.sweep(tx) == 1
        row = tx.one(select(OUTGOING).where(OUTGOING.c.board == "control:2"))
    assert row is not None
