"""Idempotency keys of the stand-in: what is kept, what is given again, what is refused."""

import asyncio
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest
import stripe as sdk

from sandbox.stripe import Clock, Fault, Stripe

KEY: Any = {"idempotency_key": "order-7"}
CREATE = "POST /v1/checkout/sessions"


async def test_the_same_request_gets_the_same_answer(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    first = await client.v1.checkout.sessions.create_async(basket(), KEY)
    stand.expire(first.id)
    second = await client.v1.checkout.sessions.create_async(basket(), KEY)
    assert second.to_dict() == first.to_dict()
    assert second.last_response is not None
    assert second.last_response.headers["Idempotent-Replayed"] == "true"
    assert first.last_response is not None
    assert "Idempotent-Replayed" not in first.last_response.headers
    assert (
        second.last_response.headers["Original-Request"]
        == first.last_response.headers["Request-Id"]
    )
    assert len(stand.sessions) == 1


async def test_the_order_of_parameters_does_not_matter(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    params = basket()
    first = await client.v1.checkout.sessions.create_async(params, KEY)
    again: Any = dict(reversed(params.items()))
    assert (await client.v1.checkout.sessions.create_async(again, KEY)).id == first.id


async def test_other_parameters_are_an_error(
    client: sdk.StripeClient, stand: Stripe, stripe_clock: Clock, basket: Callable[..., Any]
) -> None:
    now = stripe_clock() // 1000
    await client.v1.checkout.sessions.create_async(basket(expires_at=now + 1800), KEY)
    stripe_clock.advance(5)
    with pytest.raises(sdk.IdempotencyError) as refused:
        await client.v1.checkout.sessions.create_async(basket(expires_at=now + 1805), KEY)
    assert refused.value.http_status == 400
    assert "with the same parameters they were first used with" in str(refused.value)
    assert len(stand.sessions) == 1


async def test_another_endpoint_is_an_error(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    session = await client.v1.checkout.sessions.create_async(basket(), KEY)
    with pytest.raises(sdk.IdempotencyError, match="for the same endpoint"):
        await client.v1.checkout.sessions.expire_async(session.id, None, KEY)
    assert stand.sessions[session.id]["status"] == "open"


async def test_the_same_key_at_the_same_time_is_a_conflict(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    stand.fail(CREATE, Fault.SLOW, seconds=0.3)
    slow = asyncio.create_task(client.v1.checkout.sessions.create_async(basket(), KEY))
    await stand.until(lambda: len(stand.calls) == 1)
    with pytest.raises(sdk.APIError) as refused:
        await client.v1.checkout.sessions.create_async(basket(), KEY)
    assert (refused.value.http_status, refused.value.code) == (409, None)
    assert refused.value.error is not None
    assert refused.value.error.code == "idempotency_key_in_use"
    first = await slow
    assert (await client.v1.checkout.sessions.create_async(basket(), KEY)).id == first.id
    assert len(stand.sessions) == 1


async def test_what_was_refused_before_work_began_is_not_kept(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    with pytest.raises(sdk.InvalidRequestError):
        await client.v1.checkout.sessions.create_async(basket(amount=1), KEY)
    session = await client.v1.checkout.sessions.create_async(basket(), KEY)
    assert list(stand.sessions) == [session.id]


async def test_a_refusal_by_the_work_itself_is_kept(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    session = await client.v1.checkout.sessions.create_async(basket())
    stand.pay(session.id, delayed=True)
    params: Any = {"payment_intent": stand.sessions[session.id]["payment_intent"]}
    with pytest.raises(sdk.InvalidRequestError, match="does not have a successful charge"):
        await client.v1.refunds.create_async(params, KEY)
    stand.pay_later_result(session.id, True)
    with pytest.raises(sdk.InvalidRequestError, match="does not have a successful charge"):
        await client.v1.refunds.create_async(params, KEY)
    assert (await client.v1.refunds.create_async(params)).status == "succeeded"


@pytest.mark.parametrize(("fault", "made"), [(Fault.BEFORE, 0), (Fault.AFTER, 1)])
async def test_a_500_is_kept_like_any_answer(
    client: sdk.StripeClient,
    stand: Stripe,
    basket: Callable[..., Any],
    fault: Fault,
    made: int,
) -> None:
    stand.fail(CREATE, fault)
    for _ in range(2):
        with pytest.raises(sdk.APIError) as refused:
            await client.v1.checkout.sessions.create_async(basket(), KEY)
        assert refused.value.http_status == 500
    assert refused.value.headers is not None
    assert refused.value.headers["Idempotent-Replayed"] == "true"
    assert len(stand.sessions) == made
    other: Any = {"idempotency_key": "order-7-again"}
    await client.v1.checkout.sessions.create_async(basket(), other)
    assert len(stand.sessions) == made + 1


@pytest.mark.parametrize("fault", [Fault.EDGE, Fault.BUSY, Fault.DENIED])
async def test_what_never_reached_the_work_is_not_kept(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any], fault: Fault
) -> None:
    stand.fail(CREATE, fault)
    with pytest.raises(sdk.StripeError):
        await client.v1.checkout.sessions.create_async(basket(), KEY)
    session = await client.v1.checkout.sessions.create_async(basket(), KEY)
    assert list(stand.sessions) == [session.id]


@pytest.mark.parametrize("fault", [Fault.DROP, Fault.CUT])
async def test_a_lost_answer_is_given_again(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any], fault: Fault
) -> None:
    stand.fail(CREATE, fault)
    with pytest.raises((sdk.APIConnectionError, aiohttp.ClientPayloadError)):
        await client.v1.checkout.sessions.create_async(basket(), KEY)
    session = await client.v1.checkout.sessions.create_async(basket(), KEY)
    assert list(stand.sessions) == [session.id]


async def test_a_key_is_forgotten_after_a_day(
    client: sdk.StripeClient, stand: Stripe, stripe_clock: Clock, basket: Callable[..., Any]
) -> None:
    await client.v1.checkout.sessions.create_async(basket(), KEY)
    stripe_clock.advance(24 * 3600 - 1)
    await client.v1.checkout.sessions.create_async(basket(), KEY)
    assert len(stand.sessions) == 1
    stripe_clock.advance(1)
    await client.v1.checkout.sessions.create_async(basket(), KEY)
    assert len(stand.sessions) == 2


async def test_a_key_has_at_most_255_characters(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    longest: Any = {"idempotency_key": "k" * 255}
    await client.v1.checkout.sessions.create_async(basket(), longest)
    longer: Any = {"idempotency_key": "k" * 256}
    with pytest.raises(sdk.InvalidRequestError, match="255"):
        await client.v1.checkout.sessions.create_async(basket(), longer)
    assert len(stand.sessions) == 1
