"""Kinds of parameters: each reads its own form value or refuses it as the real API does."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from .errors import Refusal, missing, no_such, not_modelled, unknown
from .forms import Form, Value


class Kind(Protocol):
    """How one parameter is read; `name` is its full name, for the refusal."""

    def read(self, value: Value, name: str) -> Any: ...


def text_of(value: Value, name: str) -> str:
    """A string that is there and not empty."""
    if not isinstance(value, str):
        raise Refusal(f"Invalid string: {name} is an object", param=name)
    if value == "":
        raise Refusal(
            f"You passed an empty string for '{name}'. We assume empty values are an attempt to "
            f"unset a parameter; however '{name}' cannot be unset. You should remove '{name}' from "
            "your request or supply a non-empty value.",
            code="parameter_invalid_empty",
            param=name,
        )
    return value


@dataclass(frozen=True, slots=True)
class Text:
    """Words, up to `most` characters, perhaps out of a fixed list."""

    most: int = 5000
    choices: tuple[str, ...] = ()
    form: str = ""
    wrong: str = "Invalid string"
    code: str | None = None

    def read(self, value: Value, name: str) -> str:
        text = text_of(value, name)
        if len(text) > self.most:
            raise Refusal(
                f"Invalid string: {text[:10]}...{text[-10:]}; must be at most {self.most} "
                "characters",
                param=name,
            )
        if self.choices and text not in self.choices:
            raise Refusal(f"Invalid {name}: must be one of {', '.join(self.choices)}", param=name)
        if self.form and not re.fullmatch(self.form, text):
            raise Refusal(f"{self.wrong}: {text}", code=self.code, param=name)
        return text


@dataclass(frozen=True, slots=True)
class Url:
    """An absolute http or https address."""

    def read(self, value: Value, name: str) -> str:
        text = text_of(value, name)
        if len(text) > 5000:
            raise Refusal("Invalid URL: URL must be 5000 characters or less.", param=name)
        if not re.match(r"https?://", text, re.IGNORECASE):
            if re.match(r"[a-z][a-z0-9+.-]*://", text, re.IGNORECASE):
                raise Refusal("Not a valid URL", code="url_invalid", param=name)
            raise Refusal(
                "Invalid URL: An explicit scheme (such as https) must be provided.",
                code="url_invalid",
                param=name,
            )
        if not re.fullmatch(r"https?://[^\s/?#:@]+(:\d{1,5})?([/?#]\S*)?", text, re.IGNORECASE):
            raise Refusal("Not a valid URL", code="url_invalid", param=name)
        return text


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number in a range."""

    least: int = 0
    most: int | None = None

    def read(self, value: Value, name: str) -> int:
        text = text_of(value, name)
        if not re.fullmatch(r"-?[0-9]{1,18}", text):
            raise self.refusal(f"Invalid integer: {text}", name)
        number = int(text)
        if number < self.least:
            raise self.refusal(f"This value must be greater than or equal to {self.least}.", name)
        if self.most is not None and number > self.most:
            raise self.refusal(f"This value must be less than or equal to {self.most}.", name)
        return number

    @staticmethod
    def refusal(message: str, name: str) -> Refusal:
        return Refusal(message, code="parameter_invalid_integer", param=name)


@dataclass(frozen=True, slots=True)
class Boolean:
    """`true` or `false`."""

    def read(self, value: Value, name: str) -> bool:
        text = text_of(value, name)
        if text not in ("true", "false"):
            raise Refusal(f"Invalid boolean: {text}", param=name)
        return text == "true"


@dataclass(frozen=True, slots=True)
class Listing:
    """Several of one kind."""

    of: Kind
    least: int = 0
    most: int | None = None
    too_many: str = "Array {name} exceeded maximum {most} allowed elements."

    def read(self, value: Value, name: str) -> list[Any]:
        if isinstance(value, str):
            if value == "":
                text_of(value, name)
            raise Refusal("Invalid array", param=name)
        if not all(key.isascii() and key.isdigit() for key in value):
            raise Refusal("Invalid array", param=name)
        if len(value) < self.least:
            raise missing(name)
        if self.most is not None and len(value) > self.most:
            raise Refusal(self.too_many.format(name=name, most=self.most), param=name)
        numbers = sorted(value, key=int)
        return [self.of.read(value[number], f"{name}[{number}]") for number in numbers]


@dataclass(frozen=True, slots=True)
class Object:
    """Named parameters inside one; unknown names are refused."""

    fields: Mapping[str, Kind]
    required: tuple[str, ...] = ()

    def read(self, value: Value, name: str = "") -> dict[str, Any]:
        if isinstance(value, str):
            raise Refusal("Invalid object", param=name)
        strangers = [inside(name, key) for key in value if key not in self.fields]
        if strangers:
            raise unknown(strangers)
        for key in self.required:
            if key not in value:
                raise missing(inside(name, key))
        return {key: self.fields[key].read(value[key], inside(name, key)) for key in value}


@dataclass(frozen=True, slots=True)
class Metadata:
    """The caller's own notes: at most 50 keys of 40 characters with values of 500."""

    def read(self, value: Value, name: str) -> dict[str, str]:
        if isinstance(value, str):
            if value == "":
                return {}
            raise Refusal("Invalid object", param=name)
        if len(value) > 50:
            raise Refusal("Metadata can have up to 50 keys.", param=name)
        return {key: self.note(key, text, name) for key, text in value.items() if text != ""}

    @staticmethod
    def note(key: str, text: Value, name: str) -> str:
        if not isinstance(text, str):
            raise Refusal("Metadata values must be strings", param=inside(name, key))
        for words, what, most in ((key, "key", 40), (text, "value", 500)):
            if len(words) > most:
                raise Refusal(
                    f"Metadata {what}s can have up to {most} characters, but you passed in a "
                    f"{what} that is {len(words)} characters. Invalid {what}: {words}",
                    param=name,
                )
        return text


@dataclass(frozen=True, slots=True)
class Unmodelled:
    """A parameter that the real API has and the stand-in has no behaviour for."""

    def read(self, value: Value, name: str) -> Any:
        raise not_modelled(name)


@dataclass(frozen=True, slots=True)
class Missing:
    """An id of something that the stand-in never has, such as a customer or a stored price."""

    kind: str

    def read(self, value: Value, name: str) -> Any:
        raise no_such(self.kind, text_of(value, name), name)


@dataclass(frozen=True, slots=True)
class Span:
    """A time, or bounds on it (`gt`, `gte`, `lt`, `lte`), in seconds since the epoch."""

    def read(self, value: Value, name: str) -> dict[str, int]:
        if isinstance(value, str):
            return {"is": Integer().read(value, name)}
        bounds: dict[str, Kind] = {key: Integer() for key in ("gt", "gte", "lt", "lte")}
        return Object(bounds).read(value, name)


def inside(outer: str, key: str) -> str:
    """The full name of a key inside a parameter."""
    return f"{outer}[{key}]" if outer else key


def read(call: Object, form: Form) -> dict[str, Any]:
    """All parameters of a call."""
    return call.read(form)
