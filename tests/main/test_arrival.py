"""The program's first minute, and Telegram and Stripe as they may be then."""

import json
import socket
import time

import aiohttp

from sandbox.stripe import Stripe
from sandbox.stripe.signature import sign
from sandbox.telegram import Telegram
from tests.machine import TOKEN, Machine, Serving, get


async def test_it_names_a_key_that_stripe_refuses(
    machine: Machine, telegram: Telegram, stripe: Stripe
) -> None:
    machine.settings["STRIPE_SECRET_KEY"] = "sk_test_other"
    assert "LIVESTALL_STRIPE_SECRET_KEY is refused" in await machine.refused()


async def test_it_opens_whether_stripe_can_be_reached_or_not(
    machine: Machine, telegram: Telegram, stripe: Stripe
) -> None:
    machine.settings["STRIPE_API_URL"] = "http://127.0.0.1:9"
    serving = Serving(await machine.start())
    status, said = await get(f"{await serving.ready()}/healthz")
    assert (status, said["stripe"]) == (200, "ok")
    assert "stripe_not_well" in [line["event"] for line in serving.lines]
    await serving.stop()


async def test_it_warns_of_an_odd_signing_secret(
    machine: Machine, telegram: Telegram, stripe: Stripe
) -> None:
    machine.settings["STRIPE_WEBHOOK_SECRET"] = "abc"
    status, out, _ = await machine.run("doctor")
    assert (status, "LIVESTALL_STRIPE_WEBHOOK_SECRET doesn't begin with whsec_" in out) == (0, True)
    serving = Serving(await machine.start())
    await serving.ready()
    assert "odd_signing_secret" in [line["event"] for line in await serving.stop()]


async def test_its_port_is_open_before_telegram_can_be_reached(
    machine: Machine, stripe: Stripe
) -> None:
    secret = machine.settings["STRIPE_WEBHOOK_SECRET"] = "whsec_early"
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        http = reserved.getsockname()[1]
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        telegram_port = reserved.getsockname()[1]
    machine.settings["HTTP_PORT"] = str(http)
    machine.settings["TELEGRAM_API_URL"] = f"http://127.0.0.1:{telegram_port}"
    serving = Serving(await machine.start())
    while "asked_in_vain" not in [line["event"] for line in serving.lines]:
        serving.lines.append(json.loads(await serving.stderr.readline()))
    url = f"http://127.0.0.1:{http}"
    status, said = await get(f"{url}/healthz")
    assert (status, said["telegram"], said["stripe"]) == (503, "does not answer: Unreached", "ok")
    event = b'{"id": "evt_1", "object": "event", "type": "checkout.session.expired",'
    event += b' "created": 1, "data": {"object": {"id": "cs_1"}}}'
    signed = {"Stripe-Signature": sign(event, secret, int(time.time()))}
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{url}/stripe/webhook", data=event, headers=signed) as answer:
            assert answer.status == 200
        async with session.get(f"{url}/s/nok") as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert machine.counts(machine.database, "incoming") == [1]
    async with Telegram(TOKEN).serve(port=telegram_port):
        assert await serving.ready() == url
        assert (await get(f"{url}/healthz"))[0] == 200
        await serving.stop()


async def test_two_programs_on_one_token_are_no_health(
    machine: Machine, telegram: Telegram, stripe: Stripe
) -> None:
    serving = Serving(await machine.start())
    url = await serving.ready()
    async with aiohttp.ClientSession() as session:
        poll = f"{machine.settings['TELEGRAM_API_URL']}/bot{TOKEN}/getUpdates"
        await telegram.until(lambda: telegram.polling)
        async with session.get(poll) as answer:
            assert answer.status == 200
    while "polling_conflict" not in [line["event"] for line in serving.lines]:
        serving.lines.append(json.loads(await serving.stderr.readline()))
    status, said = await get(f"{url}/healthz")
    assert (status, said["telegram"]) == (
        503,
        "gives updates to another program with this token too",
    )
    await serving.stop()
