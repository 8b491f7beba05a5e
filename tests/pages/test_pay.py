"""The way from the Pay button to the provider's page."""

import asyncio

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from models import catalog, checkouts, people, reservations, settlement, standings
from pages.site import Site
from tests.pages.stall import CHECKOUT, EMMA, GIULIA, NOK, Stall

PREVIEWERS = [
    "TelegramBot (like TwitterBot)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "WhatsApp/2.23.20.0 A",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
]
PEOPLE = [
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
    "Mozilla/5.0 (Linux; Android 10; CUBOT NOTE 20) AppleWebKit/537.36 Chrome/99.0",
    "python-httpx/0.28.1",
    "",
]


async def begun(stall: Stall, token: str) -> "asyncio.Task[ClientResponse]":
    """A visit that has asked for something at the provider, and waits."""
    wanted = stall.market.store.bell("errands")
    visit = asyncio.create_task(stall.get(f"/pay/{token}"))
    await wanted.wait()
    return visit


async def test_an_open_checkout_is_one_step_away(stall: Stall) -> None:
    token = stall.claim()
    stall.opened(stall.begin(token).id)
    answer = await stall.get(f"/pay/{token}")
    assert (answer.status, answer.headers["Location"]) == (303, CHECKOUT)
    assert await answer.text() == ""


async def test_it_makes_the_checkout_and_waits_for_it(stall: Stall) -> None:
    token = stall.claim()
    asked = await begun(stall, token)
    order = stall.order(token)
    assert (order.state, order.by_chat) == ("opening", False)
    stall.opened(order.id)
    answer = await asked
    assert (answer.status, answer.headers["Location"]) == (303, CHECKOUT)


async def test_asking_again_finds_the_same_checkout(stall: Stall) -> None:
    token, other = stall.claim(), stall.claim()
    answers = await asyncio.gather(*(stall.get(f"/pay/{one}") for one in (token, other) * 3))
    assert {answer.status for answer in answers} == {202}
    assert (stall.rows("orders"), stall.rows("errand")) == (1, 1)
    stall.opened(stall.order(token).id)
    answers = await asyncio.gather(*(stall.get(f"/pay/{one}") for one in (token, other) * 3))
    assert {answer.headers["Location"] for answer in answers} == {CHECKOUT}
    assert (stall.rows("orders"), stall.rows("errand")) == (1, 1)


async def test_it_says_so_when_that_takes_long_and_moves_on_by_itself(stall: Stall) -> None:
    answer = await stall.get(f"/pay/{stall.claim()}")
    page = await answer.text()
    assert answer.status == 202
    assert "One moment" in page
    assert '<meta http-equiv="refresh" content="3">' in page


async def test_nobody_waits_for_a_program_that_ends(stall: Stall) -> None:
    app = web.Application()
    Site(stall.market.store, patience=3600).add_to(app)
    async with TestClient(TestServer(app)) as client:
        asked = await begun(Stall(stall.market, client), stall.claim())
        await app.shutdown()
        async with asyncio.timeout(30):
            answer = await asked
        assert answer.status == 202
        assert '<meta http-equiv="refresh" content="3">' in await answer.text()


async def test_waiting_only_reads(stall: Stall) -> None:
    asked = await begun(stall, stall.claim())
    with stall.market.tx():  # nobody else can write now
        assert (await asked).status == 202


async def test_it_says_when_the_provider_refuses(stall: Stall) -> None:
    token = stall.claim()
    stall.refuse(stall.begin(token).id)
    answer = await stall.get(f"/pay/{token}")
    assert answer.status == 409
    assert "The payment can't be opened" in await answer.text()
    assert stall.rows("orders") == 1


async def test_a_minute_later_it_tries_anew(stall: Stall) -> None:
    token = stall.claim()
    stall.refuse(stall.begin(token).id)
    stall.market.clock.pass_(minutes=1)
    assert (await stall.get(f"/pay/{token}")).status == 202
    assert stall.rows("orders") == 2


async def test_more_reserved_meanwhile_is_a_new_checkout(stall: Stall) -> None:
    token = stall.claim()
    first = stall.begin(token)
    stall.opened(first.id)
    more = stall.claim()
    asked = await begun(stall, more)
    assert stall.order(token).state == "closing"
    with stall.market.tx() as tx:
        checkouts.ended_unpaid(tx, first.id)
    second = stall.order(more)
    assert second.amount == first.amount + 39000
    stall.opened(second.id, "https://checkout.example/c/2")
    assert (await asked).headers["Location"] == "https://checkout.example/c/2"


async def test_when_all_is_paid_it_shows_the_receipt(stall: Stall) -> None:
    token = stall.claim()
    order = stall.pay(token)
    answer = await stall.get(f"/pay/{token}")
    assert (answer.status, answer.headers["Location"]) == (303, f"/orders/{order.token}")


async def test_when_the_bank_takes_time_it_shows_the_receipt(stall: Stall) -> None:
    token = stall.claim()
    order = stall.begin(token)
    stall.opened(order.id)
    with stall.market.tx() as tx:
        settlement.processing(tx, order.id)
    answer = await stall.get(f"/pay/{token}")
    assert answer.headers["Location"] == f"/orders/{order.token}"


async def test_when_the_hold_ran_out_there_is_nothing_to_pay(stall: Stall) -> None:
    stall.pay(stall.claim())
    token = stall.claim()
    stall.market.clock.pass_(minutes=16)
    answer = await stall.get(f"/pay/{token}")
    page = await answer.text()
    assert answer.status == 410
    assert "Nothing to pay" in page
    assert "?start=r_2" in page
    assert stall.rows("orders") == 1


async def test_who_only_waits_has_nothing_to_pay(stall: Stall) -> None:
    stall.claim(NOK, quantity=5)
    assert (await stall.get(f"/pay/{stall.claim()}")).status == 410


@pytest.mark.parametrize(
    ("person", "language"), [(EMMA, "en"), (GIULIA, "it"), (NOK, "th")]
)  # fmt: skip
async def test_it_speaks_the_buyers_language(stall: Stall, person: int, language: str) -> None:
    for minutes, status in ((16, 410), (0, 202)):
        token = stall.claim(person)
        stall.market.clock.pass_(minutes=minutes)
        answer = await stall.get(f"/pay/{token}", Accept_Language="de,it;q=0.5")
        assert (answer.status, answer.headers["Content-Language"]) == (status, language)


@pytest.mark.parametrize("agent", PREVIEWERS)
async def test_a_program_that_shows_links_makes_nothing(stall: Stall, agent: str) -> None:
    token = stall.claim()
    answer = await stall.get(f"/pay/{token}", User_Agent=agent)
    page = await answer.text()
    assert answer.status == 200
    assert "Malee Silk" in page
    assert 'href="?go"' in page
    assert stall.rows("orders") == 0
    answer = await stall.get(f"/pay/{token}?go", User_Agent=agent)
    assert (answer.status, stall.rows("orders")) == (202, 1)


@pytest.mark.parametrize("agent", PEOPLE)
async def test_a_person_never_meets_that_door(stall: Stall, agent: str) -> None:
    answer = await stall.get(f"/pay/{stall.claim()}", User_Agent=agent, Sec_Fetch_Dest="document")
    assert (answer.status, stall.rows("orders")) == (202, 1)


@pytest.mark.parametrize("place", ["image", "iframe", "empty", "style"])
async def test_a_page_that_has_it_inside_makes_nothing(stall: Stall, place: str) -> None:
    answer = await stall.get(f"/pay/{stall.claim()}", Sec_Fetch_Dest=place)
    assert (answer.status, stall.rows("orders")) == (200, 0)


@pytest.mark.parametrize(
    ("header", "value"),
    [("Sec-Purpose", "prefetch"), ("Sec-Purpose", "prefetch;prerender"), ("Purpose", "prefetch"),
     ("Purpose", "preview"), ("X-Moz", "prefetch")],
)  # fmt: skip
async def test_a_browser_that_looks_ahead_gets_nothing(
    stall: Stall, header: str, value: str
) -> None:
    answer = await stall.get(f"/pay/{stall.claim()}", **{header: value})
    assert (answer.status, await answer.text(), stall.rows("orders")) == (503, "", 0)


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "DELETE"])
async def test_it_can_only_be_opened(stall: Stall, method: str) -> None:
    answer = await stall.client.request(method, f"/pay/{stall.claim()}")
    assert (answer.status, stall.rows("orders")) == (405, 0)


async def test_it_gives_away_nothing(stall: Stall) -> None:
    token = stall.claim()
    ways = [await stall.get(f"/pay/{token}"), await stall.get("/pay/nothing")]
    stall.opened(stall.order(token).id)
    ways.append(await stall.get(f"/pay/{token}"))
    assert [way.status for way in ways] == [202, 404, 303]
    for way in ways:
        assert way.headers["Content-Security-Policy"].startswith("default-src 'none';")
        assert "frame-ancestors 'none'" in way.headers["Content-Security-Policy"]
        assert way.headers["Referrer-Policy"] == "no-referrer"
        assert way.headers["Cache-Control"] == "no-store"
        assert way.headers["X-Content-Type-Options"] == "nosniff"
        assert way.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "Set-Cookie" not in way.headers


async def test_a_suspended_shop_can_still_be_paid_for_what_is_held(stall: Stall) -> None:
    token = stall.claim()
    with stall.market.tx() as tx:
        people.rule_on_shop(tx, 1, ("open",), "suspended")
        assert reservations.by_token(tx, token) is not None
    assert (await stall.get(f"/pay/{token}")).status == 202


async def test_what_goes_to_whoever_pays_first_is_taken_by_the_visit(stall: Stall) -> None:
    with stall.market.tx() as tx:
        standings.set_rule(tx, 1, "first_paid", 1)
        standings.count(tx, 1, EMMA)
    token = stall.claim(quantity=5)
    stall.claim(GIULIA, quantity=2)
    with stall.market.tx() as tx:
        assert (catalog.item_of(tx, 1).free, catalog.item_of(tx, 1).held) == (3, 2)
    answer = await stall.get(f"/pay/{token}")
    assert answer.status == 202
    with stall.market.tx() as tx:
        assert (catalog.item_of(tx, 1).free, catalog.item_of(tx, 1).held) == (0, 5)
