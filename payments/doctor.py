"""What can be told about the payment account before anybody pays, in plain words."""

from typing import Any

import stripe

from payments.client import Fate, Trouble, ask

Json = dict[str, Any]


Finding = tuple[bool, str]
"""Whether what was looked at is well, and what there is to say or do."""


async def examine(client: stripe.StripeClient) -> list[Finding]:
    """Reaches Stripe and looks at the key and the account behind it."""
    try:
        balance = (await ask(client.v1.balance.retrieve_async())).to_dict()
    except Trouble as trouble:
        return [_unreached(trouble)]
    return [
        _mode(bool(balance.get("livemode"))),
        *await _account(client),
        *[await _may_read_events(client)],
    ]


def is_signing_secret(secret: str) -> bool:
    """Whether a secret has the form of those with which Stripe signs webhooks."""
    return secret.startswith("whsec_")


def examine_secret(secret: str | None) -> list[Finding]:
    """What there is to say of the secret of the webhooks, if there is one."""
    if secret is None or is_signing_secret(secret):
        return []
    return [
        (
            True,
            "LIVESTALL_STRIPE_WEBHOOK_SECRET doesn't begin with whsec_ as Stripe's signing secrets "
            "do. If webhooks are refused, copy it again from Stripe's dashboard, Webhooks.",
        )
    ]


def _unreached(trouble: Trouble) -> Finding:
    match trouble.fate:
        case Fate.KEY if trouble.status == 401:
            return (
                False,
                "Stripe doesn't accept LIVESTALL_STRIPE_SECRET_KEY. Copy the secret key (sk_…) "
                "from Stripe's dashboard, Developers, API keys.",
            )
        case Fate.KEY:
            return (
                False,
                "The Stripe key isn't allowed to read the balance. Use the secret key, or give the "
                "restricted one these rights: Checkout Sessions and Refunds write; Events, "
                "PaymentIntents, Charges and Balance read.",
            )
        case Fate.WAIT:
            return (False, "Stripe is limiting this key just now. Try again in a minute.")
        case Fate.UNSURE | Fate.KEPT:
            return (
                False,
                f"Stripe can't be reached ({trouble}). Check the network and "
                "LIVESTALL_STRIPE_API_URL.",
            )
    return (False, f"Stripe refuses a plain question: {trouble}.")


def _mode(live: bool) -> Finding:
    if live:
        return (True, "The Stripe key is live: buyers pay with real money.")
    return (
        True,
        "The Stripe key is a test key: buyers can pay with test cards only, no money moves.",
    )


async def _account(client: stripe.StripeClient) -> list[Finding]:
    try:
        account: Json = (await ask(client.v1.accounts.retrieve_current_async())).to_dict()
    except Trouble as trouble:
        return [(True, f"The account's own settings can't be read with this key: {trouble}")]
    if account.get("charges_enabled"):
        at = f"in {account['country']}" if account.get("country") else "of Stripe"
        found = [(True, f"The account {at} can take payments.")]
    else:
        found = [(False, "The account can't take payments yet. Finish its set-up at Stripe.")]
    if account.get("payouts_enabled") is False:
        found.append(
            (False, "Money can't be paid out of the account yet. Add a bank account there.")
        )
    return found


async def _may_read_events(client: stripe.StripeClient) -> Finding:
    try:
        await ask(client.v1.events.list_async({"limit": 1}))
    except Trouble:
        return (
            False,
            "The key may not read events. Payments are still found, but later; give it the right "
            "to read Events.",
        )
    return (True, "Stripe's events can be read: payments are noticed within seconds.")
