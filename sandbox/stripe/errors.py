"""The refusals of the Stripe stand-in, in the shape and with the status the real one uses."""

from typing import Any, TypeAlias

import orjson

Json: TypeAlias = dict[str, Any]  # what travels is JSON of many shapes; the contract tests check it


class Refusal(Exception):
    """A request that is answered with an error object.

    `stored` says whether an idempotency key keeps this answer: only work that had begun does.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        stored: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.kind = kind
        self.code = code
        self.param = param
        self.stored = stored

    def body(self, request_id: str) -> bytes:
        """The JSON answer; fields that have nothing to say are left out, as the real one does."""
        error: Json = {"message": self.message, "type": self.kind}
        if self.code is not None:
            error["code"] = self.code
            page = self.code.replace("_", "-")
            error["doc_url"] = f"https://stripe.com/docs/error-codes/{page}"
        if self.param is not None:
            error["param"] = self.param
        error["request_log_url"] = f"https://dashboard.stripe.com/test/logs/{request_id}"
        return orjson.dumps({"error": error})


def missing(name: str) -> Refusal:
    """A required parameter was not sent."""
    return Refusal(f"Missing required param: {name}.", code="parameter_missing", param=name)


def no_such(kind: str, id: str, param: str, status: int = 400) -> Refusal:
    """An id that names nothing."""
    return Refusal(f"No such {kind}: '{id}'", code="resource_missing", param=param, status=status)


def unknown(names: list[str]) -> Refusal:
    """Parameters that this call does not have."""
    plural = "s" if len(names) > 1 else ""
    return Refusal(
        f"Received unknown parameter{plural}: {', '.join(names)}",
        code="parameter_unknown",
        param=names[0],
    )


def not_modelled(name: str) -> Refusal:
    """A parameter of the real one for which the stand-in has no behaviour: better no than a lie."""
    return Refusal(f"The stand-in does not model `{name}`.", code="not_in_the_stand_in", param=name)
