"""What the Bot API says when it says no."""

from sandbox.telegram.shapes import Json

NAMES = {
    400: "Bad Request",
    403: "Forbidden",
    409: "Conflict",
    500: "Internal Server Error",
}


class Refusal(Exception):
    """An answer with ``ok`` false: HTTP status, description and, often, parameters."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        """The JSON object that goes back to the client."""
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def refuse(reason: str, code: int = 400) -> Refusal:
    """A refusal worded as the server does: prefix, colon, reason starting in lower case.

    Machine words (``BUTTON_DATA_INVALID``) keep their capitals.
    """
    if len(reason) < 2 or not (reason[1] == "_" or reason[1].isupper()):
        reason = reason[:1].lower() + reason[1:]
    return Refusal(code, f"{NAMES[code]}: {reason}")


def too_many(retry_after: int) -> Refusal:
    """429 with the seconds to wait, in the text, the parameters and later the header."""
    return Refusal(
        429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after}
    )
