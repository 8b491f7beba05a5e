"""The client that speaks to Stripe, and the one place where its errors get a meaning."""

import re
from collections.abc import AsyncIterator, Awaitable
from enum import Enum
from typing import Any, TypeVar

import aiohttp
import stripe

T = TypeVar("T")
Client = stripe.StripeClient
Json = dict[str, Any]
TOTAL = 20
"""The most seconds that one request takes in all."""
_ADDRESS = re.compile(r"[^\s@'\"]+@[^\s@'\"]+")


def make_client(
    secret_key: str, api_url: str, session: aiohttp.ClientSession
) -> stripe.StripeClient:
    """A client for one account on a session of the caller's.

    It tries each request once: trying again is for the errands, whose rows survive a restart and
    whose keys make a second try the same request.
    """
    return stripe.StripeClient(
        secret_key,
        base_addresses={"api": api_url},
        http_client=stripe.AIOHTTPClient(
            session=session, timeout=aiohttp.ClientTimeout(total=TOTAL, connect=10)
        ),
        max_network_retries=0,
    )


class Fate(Enum):
    """What is known of a request that brought no result."""

    REFUSED = "refused for good, nothing done"
    WAIT = "refused for the moment, nothing done"
    UNSURE = "perhaps done: asking again under the same key tells"
    KEPT = "a failure is kept under the key: asking again tells nothing, only looking does"
    KEY = "the secret key isn't accepted: the operator's matter"


class Trouble(Exception):
    """A request that brought no result. ``str()`` says why, without anybody's e-mail."""

    def __init__(
        self, fate: Fate, message: str, *, code: str | None = None, param: str | None = None,
        status: int | None = None,
    ) -> None:  # fmt: skip
        super().__init__(_ADDRESS.sub("…@…", message))
        self.fate = fate
        self.code = code
        self.param = param
        self.status = status

    @property
    def is_missing(self) -> bool:
        """Whether what the request named doesn't exist in this account."""
        return self.code == "resource_missing" or self.status == 404


async def ask(request: Awaitable[T]) -> T:
    """The result of a request of the client's. Raises Trouble and nothing else of the network's.

    aiohttp's own errors are caught beside the SDK's: it lets through those of an answer's body
    (connection lost in the middle, time over).
    """
    try:
        return await request
    except stripe.StripeError as error:
        raise _trouble(error) from error
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise Trouble(Fate.UNSURE, f"{type(error).__name__} while reading the answer") from error


async def listed(first: Awaitable[stripe.ListObject[Any]]) -> AsyncIterator[Json]:
    """The objects of a list, page after page, from the request for its first. Raises Trouble."""
    page = await ask(first)
    while True:
        for one in page.data:
            yield one.to_dict(for_json=True)
        if not page.has_more:
            return
        page = await ask(page.next_page_async())


def _trouble(error: stripe.StripeError) -> Trouble:
    return Trouble(
        _fate(error), error.user_message or type(error).__name__, code=error.code,
        param=getattr(error, "param", None), status=error.http_status,
    )  # fmt: skip


def _fate(error: stripe.StripeError) -> Fate:
    """Sorts an error by what became of the request.

    https://docs.stripe.com/error-low-level: a 500's outcome is unknown; a 409 means that the same
    request is under way; a 429 was not executed. A key whose parameters differ (an
    ``idempotency_error``) was used for something we no longer know: looking tells.
    """
    if isinstance(error, stripe.IdempotencyError):
        return Fate.KEPT if error.http_status != 409 else Fate.UNSURE
    status = error.http_status
    if isinstance(error, stripe.APIConnectionError) or status is None or status < 400:
        return Fate.UNSURE
    if status >= 500:
        return Fate.KEPT if _replayed(error) else Fate.UNSURE
    if status in (401, 403):
        return Fate.KEY
    if status == 429 or isinstance(error, stripe.RateLimitError):
        return Fate.WAIT
    return Fate.UNSURE if status in (408, 409) else Fate.REFUSED


def _replayed(error: stripe.StripeError) -> bool:
    headers = {name.lower(): value for name, value in (error.headers or {}).items()}
    return headers.get("idempotent-replayed") == "true"
