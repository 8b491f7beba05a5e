"""One call of a method: its name, parameters and files, read as leniently as the real server."""

from typing import Any
from urllib.parse import parse_qsl

import orjson

from sandbox.telegram.multipart import Upload, parse_multipart
from sandbox.telegram.refusal import refuse

_YES = frozenset({"true", "yes", "1"})


class Query:
    """Parameters may be text (forms) or JSON values (JSON bodies); the readers accept both."""

    __slots__ = ("files", "method", "parameters")

    def __init__(
        self, method: str, parameters: dict[str, Any], files: dict[str, Upload] | None = None
    ) -> None:
        self.method = method
        self.parameters = parameters
        self.files = files or {}

    def text(self, name: str) -> str:
        """The parameter as text; empty when it is absent."""
        value = self.parameters.get(name)
        if type(value) is str:
            return value
        if value is None:
            return ""
        if isinstance(value, dict | list | bool):
            return orjson.dumps(value).decode()
        return str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """The parameter as a whole number; 0 when it is none, the default when absent."""
        value = self.parameters.get(name)
        if type(value) is int:
            return value
        if value is None or value == "":
            return default
        return to_integer(value)

    def flag(self, name: str) -> bool:
        """True for true, yes and 1."""
        value = self.parameters.get(name)
        return value is True or (value is not None and str(value).lower() in _YES)

    def json(self, name: str, complaint: str) -> Any:
        """The parameter as a JSON value, None when absent; the complaint when it is no JSON."""
        value = self.parameters.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            raise refuse(complaint) from None


def to_integer(value: object) -> int:
    """The whole number a value spells, 0 when it spells none."""
    try:
        return int(str(value))
    except ValueError:
        return 0


def read_body(content_type: str, body: bytes) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Parameters and files of a POST body in any of the three encodings.

    Raises Refusal 400 for a body that contradicts its content type.
    """
    if not body:
        return {}, {}
    try:
        if content_type.startswith("application/json"):
            parsed = orjson.loads(body)
            if not isinstance(parsed, dict):
                raise ValueError("not an object")
            return {key: value for key, value in parsed.items() if value is not None}, {}
        if content_type.startswith("multipart/form-data"):
            return parse_multipart(content_type, body)
        return dict(parse_qsl(body.decode(), keep_blank_values=True)), {}
    except ValueError:
        raise refuse("can't parse request body") from None
