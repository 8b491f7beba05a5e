"""An order as its buyer sees it, from the tap on Pay to the last refund."""

import pytest

from models import checkouts, people, reservations, settlement
from models.orders import change
from tests.pages.stall import GIULIA, NOK, Stall


async def test_it_waits_for_the_payment_and_shows_the_way_there(stall: Stall) -> None:
    token = stall.claim(quantity=2)
    order = stall.begin(token)
    for _ in ("opening", "open"):
        page = await stall.read(f"/orders/{order.token}")
        assert "Waiting for your payment" in page
        assert f'href="/pay/{token}"' in page
        assert '<meta http-equiv="refresh" content="4">' in page
        for words in ("Silk scarf", "× 2", "฿780", "฿50", "฿830"):
            assert words in page
        stall.opened(order.id)


async def test_giving_up_all_of_it_closes_it(stall: Stall) -> None:
    token = stall.claim()
    order = stall.begin(token)
    stall.opened(order.id)
    with stall.market.tx() as tx:
        checkouts.cancel(tx, reservations.known(tx, 1))
    page = await stall.read(f"/orders/{order.token}")
    assert "This payment is being called off" in page
    assert "/pay/" not in page


async def test_it_waits_calmly_for_a_bank(stall: Stall) -> None:
    order = stall.begin(stall.claim())
    stall.opened(order.id)
    with stall.market.tx() as tx:
        settlement.processing(tx, order.id)
    page = await stall.read(f"/orders/{order.token}")
    assert "Your payment is on its way" in page
    assert '<meta http-equiv="refresh" content="60">' in page


async def test_it_shows_what_was_paid_when_and_where_it_goes(stall: Stall) -> None:
    order = stall.pay(stall.claim())
    page = await stall.read(f"/orders/{order.token}")
    for words in ("Paid, thank you!", "The seller packs it now.", "฿440", "Delivery address",
                  "Emma Reed", "5 Silom Rd", "Paid on Nov 23, 2026 at 7:00\u202fPM"):  # fmt: skip
        assert words in page
    assert "http-equiv" not in page
    assert "Refund" not in page


async def test_times_are_in_the_buyers_own_zone(stall: Stall) -> None:
    order = stall.pay(stall.claim())
    with stall.market.tx() as tx:
        people.set_zone(tx, order.person_id, "Europe/Rome")
    assert "at 1:00\u202fPM" in await stall.read(f"/orders/{order.token}")


@pytest.mark.parametrize(("person", "language"), [(GIULIA, "it"), (NOK, "th")])
async def test_it_is_in_the_buyers_language(stall: Stall, person: int, language: str) -> None:
    order = stall.pay(stall.claim(person))
    answer = await stall.get(f"/orders/{order.token}", Accept_Language="en")
    assert answer.headers["Content-Language"] == language


async def test_a_closed_checkout_leads_to_the_next_one(stall: Stall) -> None:
    token = stall.claim()
    order = stall.begin(token)
    stall.refuse(order.id)
    page = await stall.read(f"/orders/{order.token}")
    assert "Nothing was paid" in page
    assert f'href="/pay/{token}"' in page
    stall.market.clock.pass_(minutes=16)
    page = await stall.read(f"/orders/{order.token}")
    assert "nothing was charged" in page
    assert "/pay/" not in page


async def test_an_order_that_another_took_over_names_it(stall: Stall) -> None:
    token = stall.claim()
    first = stall.begin(token)
    stall.refuse(first.id)
    second = stall.pay(token)
    page = await stall.read(f"/orders/{first.token}")
    assert "Paid with another order" in page
    assert f'href="/orders/{second.token}"' in page


@pytest.mark.parametrize(
    ("tracking", "shown"),
    [
        ("TH 0123 <b>", "<bdi>TH 0123 &lt;b&gt;</bdi>"),
        (
            "https://track.example/p?a=1&b=2",
            '<a href="https://track.example/p?a=1&amp;b=2" rel="noopener nofollow">',
        ),
        ("javascript:alert(1)", "<bdi>javascript:alert(1)</bdi>"),
        ('https://x/"onclick="', '<a href="https://x/&#34;onclick=&#34;"'),
    ],
)
async def test_a_parcel_can_be_followed(stall: Stall, tracking: str, shown: str) -> None:
    order = stall.pay(stall.claim())
    stall.ship(order.id, tracking)
    page = await stall.read(f"/orders/{order.token}")
    assert "On its way to you" in page
    assert "Sent on Nov 23, 2026." in page
    assert shown in page


async def test_a_parcel_without_tracking_is_just_sent(stall: Stall) -> None:
    order = stall.pay(stall.claim())
    stall.ship(order.id)
    page = await stall.read(f"/orders/{order.token}")
    assert "Sent on" in page
    assert "Tracking" not in page


async def test_a_partial_refund_is_counted_off(stall: Stall) -> None:
    order = stall.pay(stall.claim(quantity=2))
    stall.refund(order.id, 39000, done=True)
    stall.refund(order.id, 4000, done=False)
    page = await stall.read(f"/orders/{order.token}")
    assert "Paid, thank you!" in page
    for name, sum_ in (("Total", "฿830"), ("Refunded", "-฿390"), ("Refund on its way", "-฿40"),
                       ("Paid in the end", "฿400")):  # fmt: skip
        assert f'{name}</th><td class="sum">{sum_}</td>' in page


async def test_a_refund_on_its_way_says_so(stall: Stall) -> None:
    order = stall.pay(stall.claim())
    stall.refund(order.id, order.paid, done=False)
    page = await stall.read(f"/orders/{order.token}")
    assert "Your refund is on its way" in page
    assert "Paid in the end" not in page


async def test_a_refund_that_arrived_says_so(stall: Stall) -> None:
    order = stall.pay(stall.claim())
    stall.refund(order.id, order.paid, done=True)
    page = await stall.read(f"/orders/{order.token}")
    assert "<h1>Refunded</h1>" in page
    assert "฿440 went back the way you paid." in page


async def test_money_that_came_twice_goes_back_and_the_order_stands(stall: Stall) -> None:
    order = stall.pay(stall.claim())
    with stall.market.tx() as tx:
        settlement.settle(
            tx, order.id, session_id="cs_other", amount=order.amount, payment="pi_2", email=None,
            address=None,
        )  # fmt: skip
    page = await stall.read(f"/orders/{order.token}")
    assert "Paid, thank you!" in page
    for name, sum_ in (("Total", "฿440"), ("Paid", "฿880"), ("Refund on its way", "-฿440"),
                       ("Paid in the end", "฿440")):  # fmt: skip
        assert f'{name}</th><td class="sum">{sum_}</td>' in page


async def test_a_sum_that_was_not_the_orders_goes_back(stall: Stall) -> None:
    order = stall.pay(stall.claim(), amount=100)
    page = await stall.read(f"/orders/{order.token}")
    assert "Your refund is on its way" in page
    assert "฿1 goes back" in page


async def test_it_counts_what_was_ordered_at_the_price_that_was_promised(stall: Stall) -> None:
    order = stall.pay(stall.claim(quantity=2))
    with stall.market.tx() as tx:
        tx.connection.exec_driver_sql("UPDATE option SET price = 99900")
    page = await stall.read(f"/orders/{order.token}")
    assert "฿780" in page
    assert "999" not in page


async def test_goods_to_fetch_are_made_ready_and_then_picked_up(stall: Stall) -> None:
    with stall.market.tx() as tx:
        tx.connection.exec_driver_sql("UPDATE shop SET shipping = 'pickup', shipping_fee = 0")
    order = stall.pay(stall.claim(), ships=False)
    page = await stall.read(f"/orders/{order.token}")
    assert "gets it ready for pick-up" in page
    assert "Shipping" not in page
    stall.ship(order.id, "Table 4 at the night market")
    page = await stall.read(f"/orders/{order.token}")
    for words in ("Picked up", "From the seller", "Table 4 at the night market"):
        assert words in page


async def test_an_address_may_lack_a_name_and_hold_anything(stall: Stall) -> None:
    order = stall.pay(stall.claim())
    with stall.market.tx() as tx:
        change(tx, order.id, address='{"name": null, "phone": null, "lines": ["<i>1</i>", "بيت"]}')
    page = await stall.read(f"/orders/{order.token}")
    assert "&lt;i&gt;1&lt;/i&gt;" in page
    assert "None" not in page


async def test_it_is_for_its_buyer_alone(stall: Stall) -> None:
    order = stall.pay(stall.claim())
    answer = await stall.get(f"/orders/{order.token}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert 'name="robots" content="noindex"' in await answer.text()
    for other in (order.id, order.key, order.session_id, order.token[:-1], order.token + "A"):
        assert (await stall.get(f"/orders/{other}")).status == 404
