"""The shop's public page."""

import re

import pytest

from models import catalog, choosing, claims, lineup, options, people, reservations, shows
from models.options import Wanted
from models.outcomes import Held
from tests.pages.stall import EMMA, Stall


async def test_it_shows_what_is_on_the_stall_and_the_way_into_the_chat(stall: Stall) -> None:
    page = await stall.read("/s/malee")
    assert page.startswith("<!doctype html>")
    assert "<title>Malee Silk · Livestall</title>" in page
    assert "https://t.me/livestall_bot?start=s_malee" in page
    assert "https://t.me/livestall_bot?start=f_malee" in page
    assert "https://t.me/livestall_bot?start=p_malee_A12" in page
    for words in ("Silk scarf", "฿390", "5 left"):
        assert words in page
    assert 'name="robots"' not in page


async def test_its_address_is_read_in_any_case(stall: Stall) -> None:
    assert "Malee Silk" in await stall.read("/s/MALEE")


async def test_it_shows_names_as_they_were_typed(stall: Stall) -> None:
    stall.add("B1", "<script>alert(1)</script> & 'co\"")
    page = await stall.read("/s/malee")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#39;co&#34;" in page


async def test_codes_that_no_link_can_carry_open_the_shop(stall: Stall) -> None:
    stall.add("ชุด1", "ชุดน้ำชา")
    page = await stall.read("/s/malee")
    assert re.search(r'href="https://t.me/livestall_bot\?start=s_malee"[^>]*>\s*<span[^>]*>'
                     r"<bdi>ชุด1</bdi>", page)  # fmt: skip


async def test_what_is_sold_out_offers_the_waitlist(stall: Stall) -> None:
    stall.add("B1", "Bowl", stock=0)
    assert "Sold out · join the waitlist" in await stall.read("/s/malee")


async def test_an_archived_product_is_gone(stall: Stall) -> None:
    with stall.market.tx() as tx:
        catalog.edit_product(tx, 1, archived=True)
    page = await stall.read("/s/malee")
    assert "Silk scarf" not in page
    assert "The stall is empty right now." in page


async def test_it_shows_the_live_show_and_what_is_on_screen(stall: Stall) -> None:
    with stall.market.tx() as tx:
        link = "https://video.example/1"
        show, _ = shows.go_live(tx, people.shop(tx, 1), "Friday <silk>", link)
        shows.put_on_screen(tx, show.id, 1)
    page = await stall.read("/s/malee")
    for words in ("LIVE", "Friday &lt;silk&gt;", 'href="https://video.example/1"', "On screen now"):
        assert words in page
    with stall.market.tx() as tx:
        shows.pause(tx, show.id)
    assert "SHORT BREAK" in await stall.read("/s/malee")
    with stall.market.tx() as tx:
        shows.end(tx, show.id)
    assert "Friday" not in await stall.read("/s/malee")


async def test_a_link_that_is_no_address_is_left_out(stall: Stall) -> None:
    with stall.market.tx() as tx:
        shows.go_live(tx, people.shop(tx, 1), "Friday", "javascript:alert(1)")
    page = await stall.read("/s/malee")
    assert "Friday" in page
    assert "javascript:" not in page


async def test_it_shows_so_many_products_and_says_how_many_more_there_are(stall: Stall) -> None:
    for number in range(206):
        stall.add(f"Z{number}", "Bowl")
    page = await stall.read("/s/malee")
    assert page.count("start=p_malee_") == 200
    assert "7 more in the chat" in page


@pytest.mark.parametrize("state", ["pending", "suspended"])
async def test_a_shop_that_is_not_open_is_not_there(stall: Stall, state: str) -> None:
    with stall.market.tx() as tx:
        people.rule_on_shop(tx, 1, ("open",), state)
    answer = await stall.get("/s/malee")
    assert answer.status == 404
    assert "Malee" not in await answer.text()


@pytest.mark.parametrize(
    "path",
    ["/", "/s/", "/s/nobody", "/pay/", "/pay/nothing", "/orders/nothing", "/s/%00", "/s/%F0%9F",
     "/s/..%2f..%2fetc", "/favicon.ico", "/s/" + "x" * 3000, "/orders/' OR 1=1 --"],
)  # fmt: skip
async def test_elsewhere_is_a_page_that_says_so(stall: Stall, path: str) -> None:
    answer = await stall.get(path, Accept_Language="en")
    assert answer.status == 404
    assert "Nothing here" in await answer.text()


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("th-TH,th;q=0.9,en;q=0.8", "th"),
        ("de,it;q=0.3,en;q=0.2", "it"),
        ("en;q=0.2, TH;q=0.9", "th"),
        ("it;q=0, th;q=0.1", "th"),
        ("it;q=x, th;q=0.1", "th"),
        ("de, fr", "en"),
        ("*", "en"),
        ("", "en"),
        (",;;=,q=", "en"),
    ],
)
async def test_it_speaks_the_first_language_of_the_browser_that_it_knows(
    stall: Stall, wanted: str, language: str
) -> None:
    for path in ("/s/malee", "/s/nobody"):
        answer = await stall.get(path, Accept_Language=wanted)
        assert answer.headers["Content-Language"] == language
        assert f'<html lang="{language}">' in await answer.text()
        assert answer.headers["Vary"] == "Accept-Language"


async def test_a_language_chosen_on_the_page_counts_more(stall: Stall) -> None:
    answer = await stall.get("/s/malee?language=it", Accept_Language="th")
    assert answer.headers["Content-Language"] == "it"
    answer = await stall.get("/s/malee?language=xx", Accept_Language="th")
    assert answer.headers["Content-Language"] == "th"


async def test_it_may_be_kept_for_seconds_and_found_by_all(stall: Stall) -> None:
    answer = await stall.get("/s/malee")
    assert answer.headers["Cache-Control"] == "public, max-age=5"
    assert "X-Robots-Tag" not in answer.headers


async def test_its_dress_may_be_kept_for_good(stall: Stall) -> None:
    page = await stall.read("/s/malee")
    kinds = {}
    for path in set(re.findall(r'"(/static/[^"]+)"', page)):
        answer = await stall.get(path)
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        kinds[path.partition("?")[0]] = answer.content_type
    assert kinds == {"/static/pages.css": "text/css", "/static/mark.svg": "image/svg+xml"}


@pytest.mark.parametrize("name", ["nothing.css", "..%2Fsite.py", "%2e%2e%2fsite.css", "pages"])
async def test_no_other_file_can_be_had(stall: Stall, name: str) -> None:
    assert (await stall.get(f"/static/{name}")).status == 404


async def test_it_shows_options_and_what_they_cost(stall: Stall) -> None:
    stall.add("D1", "Dress", stock=0)
    with stall.market.tx() as tx:
        item = catalog.item(tx, 1, "D1")
        assert item is not None
        wanted = [Wanted("Red <S>", 39000, 2), Wanted("Blue", 42000, 0)]
        options.put(tx, item, wanted)
        catalog.edit_product(tx, item.product_id, description="Linen & silk")
    page = await stall.read("/s/malee")
    for words in ("from ฿390", "Red &lt;S&gt;", "฿420", "Linen &amp; silk", "2 left"):
        assert words in page
    assert page.count("start=p_malee_D1") == 1


async def test_it_shows_the_price_that_a_claim_is_charged_now(stall: Stall) -> None:
    with stall.market.tx() as tx:
        show, _ = shows.go_live(tx, people.shop(tx, 1), "Friday", None)
        lineup.choose(tx, show, [1])
        assert lineup.set_terms(tx, show, 1, price=35000)
    assert re.search(r"฿350\s*<s>฿390</s>", await stall.read("/s/malee"))
    with stall.market.tx() as tx:
        shows.put_on_screen(tx, show.id, 1, 29000, tx.now + 300_000)
    assert re.search(r"฿290\s*<s>฿390</s>", await stall.read("/s/malee"))
    with stall.market.tx() as tx:
        item = catalog.item(tx, 1, "A12")
        assert item is not None
        held = claims.claim(
            tx, shop=people.shop(tx, 1), item=item, person_id=EMMA, quantity=1, source="m:1",
            said_at=tx.now, seq=0, show=shows.on_air(tx, 1),
        )  # fmt: skip
    assert isinstance(held, Held)
    assert held.line.price == 29000
    stall.market.clock.pass_(minutes=5)
    assert re.search(r"฿350\s*<s>฿390</s>", await stall.read("/s/malee"))
    with stall.market.tx() as tx:
        shows.end(tx, show.id)
    page = await stall.read("/s/malee")
    assert "฿390" in page
    assert "<s>" not in page


async def test_paying_waits_for_the_choice_of_an_option(stall: Stall) -> None:
    with stall.market.tx() as tx:
        item = catalog.item(tx, 1, "A12")
        assert item is not None
        options.put(tx, item, [Wanted("S", 39000, 1), Wanted("M", 39000, 1)])
        choosing.claim(
            tx, shop=people.shop(tx, 1), options=catalog.choices(tx, 1, "A12"), person_id=EMMA,
            quantity=1, source="m:1", said_at=tx.now, seq=0, show=None,
        )  # fmt: skip
        token = reservations.known(tx, 1).token
    answer = await stall.get(f"/pay/{token}?go")
    assert answer.status == 409
    assert "First choose your option" in await answer.text()
    assert stall.rows("orders") == 0
