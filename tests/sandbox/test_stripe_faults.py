"""Trouble on demand, and the log of calls that tests look at."""

import asyncio
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest
import stripe as sdk

from sandbox.stripe import Fault, Stripe

CREATE = "POST /v1/checkout/sessions"


@pytest.mark.parametrize(
    "planned",
    [
        (Fault.BEFORE, sdk.APIError, 500),
        (Fault.AFTER, sdk.APIError, 500),
        (Fault.EDGE, sdk.APIError, 503),
        (Fault.BUSY, sdk.RateLimitError, 429),
        (Fault.DENIED, sdk.AuthenticationError, 401),
        (Fault.UNKNOWN, sdk.InvalidRequestError, 404),
    ],
)
async def test_it_fails_as_often_as_planned(
    client: sdk.StripeClient,
    stand: Stripe,
    basket: Callable[..., Any],
    planned: tuple[Fault, type[sdk.StripeError], int],
) -> None:
    fault, error, status = planned
    stand.fail(CREATE, fault, times=2)
    for _ in range(2):
        with pytest.raises(error) as failed:
            await client.v1.checkout.sessions.create_async(basket())
        assert failed.value.http_status == status
    await client.v1.checkout.sessions.create_async(basket())
    assert len(stand.sessions) == (3 if fault is Fault.AFTER else 1)


async def test_it_breaks_the_connection_after_the_work(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    stand.fail(CREATE, Fault.DROP)
    with pytest.raises(sdk.APIConnectionError):
        await client.v1.checkout.sessions.create_async(basket())
    assert len(stand.sessions) == 1
    stand.fail(CREATE, Fault.CUT)
    with pytest.raises(aiohttp.ClientPayloadError):
        await client.v1.checkout.sessions.create_async(basket())
    assert len(stand.sessions) == 2


async def test_the_sdk_retries_a_lost_answer_into_the_same_session(
    stand: Stripe, web_session: aiohttp.ClientSession, basket: Callable[..., Any]
) -> None:
    client = sdk.StripeClient(
        "sk_test_market",
        base_addresses={"api": stand.books.origin},
        http_client=sdk.AIOHTTPClient(session=web_session),
        max_network_retries=2,
    )
    stand.fail(CREATE, Fault.DROP)
    session = await client.v1.checkout.sessions.create_async(basket())
    assert list(stand.sessions) == [session.id]
    assert len({call.idempotency_key for call in stand.calls}) == 1
    assert len(stand.calls) == 2


async def test_a_slow_answer_holds_up_nobody_else(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    stand.fail(CREATE, Fault.SLOW, seconds=0.5)
    slow = asyncio.create_task(client.v1.checkout.sessions.create_async(basket()))
    await stand.until(lambda: len(stand.calls) == 1)
    quick = await client.v1.checkout.sessions.create_async(basket())
    assert not slow.done()
    assert {(await slow).id, quick.id} == set(stand.sessions)


async def test_a_pattern_chooses_the_calls(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    session = await client.v1.checkout.sessions.create_async(basket())
    stand.fail("POST */expire", Fault.EDGE)
    await client.v1.checkout.sessions.retrieve_async(session.id)
    with pytest.raises(sdk.APIError):
        await client.v1.checkout.sessions.expire_async(session.id)
    assert (await client.v1.checkout.sessions.expire_async(session.id)).status == "expired"


async def test_it_logs_every_call(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    key: Any = {"idempotency_key": "order-7"}
    session = await client.v1.checkout.sessions.create_async(basket(), key)
    await client.v1.checkout.sessions.retrieve_async(session.id, {"expand": ["payment_intent"]})
    first, second = stand.calls
    assert (first.method, first.path) == ("POST", "/v1/checkout/sessions")
    assert first.idempotency_key == "order-7"
    assert isinstance(first.params, dict)
    assert first.params["line_items"] == [
        {
            "price_data": {
                "currency": "thb",
                "unit_amount": "19900",
                "product_data": {"name": "Silk scarf"},
            },
            "quantity": "1",
        }
    ]
    assert (second.method, second.path) == ("GET", f"/v1/checkout/sessions/{session.id}")
    assert second.params == {"expand": ["payment_intent"]}
    assert second.idempotency_key is None


async def test_an_outage_lasts_until_it_is_mended(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    stand.fail("*", Fault.EDGE, times=1_000)
    for _ in range(3):
        with pytest.raises(sdk.APIError):
            await client.v1.balance.retrieve_async()
    stand.mend()
    await client.v1.balance.retrieve_async()
