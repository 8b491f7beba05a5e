"""Every setting of the program, read from ``LIVESTALL_…`` or ``.env`` and checked at once."""

from decimal import Decimal
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "LIVESTALL_"


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must be an address like https://shop.example")
    return value.rstrip("/")


def _bot_token(value: str) -> str:
    number, _, secret = value.partition(":")
    if not number.isdigit() or not secret or any(letter.isspace() for letter in value):
        raise ValueError("must look like 123456:ABC…; @BotFather gives it with /newbot")
    return value


def _secret_key(value: str) -> str:
    if value.startswith("pk_"):
        raise ValueError("is a publishable key; the secret one begins with sk_ or rk_")
    if not value.strip():
        raise ValueError("is empty; find it in Stripe's dashboard under Developers, API keys")
    return value


def _database(value: str) -> str:
    if not value.startswith("sqlite:///"):
        raise ValueError("must be sqlite:///FILE; other databases aren't supported yet")
    return value


def _numbers(value: object) -> object:
    return [part for part in value.replace(" ", "").split(",") if part] if isinstance(
        value, str) else value  # fmt: skip


def _none_if_empty(value: object) -> object:
    return value or None


Address = Annotated[str, AfterValidator(_address)]
Optional = BeforeValidator(_none_if_empty)


class Settings(BaseSettings):
    """The settings of product.md, as plain values. ``hold`` is in seconds."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8", extra="ignore",
        hide_input_in_errors=True,
    )  # fmt: skip

    telegram_token: Annotated[str, AfterValidator(_bot_token)]
    telegram_api_url: Address = "https://api.telegram.org"
    telegram_mode: Literal["polling", "webhook"] = "polling"
    telegram_webhook_secret: Annotated[
        str | None, Optional, Field(pattern=r"^[A-Za-z0-9_-]{1,256}$")
    ] = None
    stripe_secret_key: Annotated[str, AfterValidator(_secret_key)]
    stripe_api_url: Address = "https://api.stripe.com"
    stripe_webhook_secret: Annotated[str | None, Optional] = None
    database_url: Annotated[str, AfterValidator(_database)] = "sqlite:///livestall.db"
    public_url: Annotated[Address | None, Optional] = None
    http_host: str = "127.0.0.1"
    http_port: Annotated[int, Field(ge=0, le=65535)] = 8080
    hold: Annotated[int, Field(ge=1, le=30 * 86400)] = 900
    fee: Annotated[Decimal, Field(ge=0, lt=1)] = Decimal(0)
    operators: Annotated[frozenset[int], NoDecode, BeforeValidator(_numbers)] = frozenset()
    signup: Literal["open", "approval"] = "open"
    messages_per_second: Annotated[int, Field(ge=1)] = 30
    language: Literal["en", "it", "th"] = "en"

    @model_validator(mode="after")
    def _webhooks_need_an_address(self) -> Self:
        if self.telegram_mode == "webhook":
            if self.public_url is None:
                raise ValueError("PUBLIC_URL: is needed when TELEGRAM_MODE is webhook")
            if self.telegram_webhook_secret is None:
                raise ValueError("TELEGRAM_WEBHOOK_SECRET: is needed when TELEGRAM_MODE is webhook")
        return self


class SettingError(Exception):
    """A setting is missing or wrong; the message is one line that names it and says what to do."""


def load() -> Settings:
    """The settings of this process. Raises SettingError."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingError(_line(error)) from None


def _line(error: ValidationError) -> str:
    first = error.errors()[0]
    name = PREFIX + "_".join(str(part) for part in first["loc"]).upper()
    match first["type"]:
        case "missing":
            return f"{name} is not set. {_HOW.get(name, 'Set it in the environment or in .env.')}"
        case "value_error" if not first["loc"]:
            setting, _, what = str(first["ctx"]["error"]).partition(": ")
            return f"{PREFIX}{setting} {what}."
        case "value_error":
            return f"{name} {first['ctx']['error']}."
        case _:
            return f"{name} is wrong: {first['msg']}."


_HOW = {
    f"{PREFIX}TELEGRAM_TOKEN": "Ask @BotFather for one with /newbot and put it in .env.",
    f"{PREFIX}STRIPE_SECRET_KEY": "Copy the secret key from Stripe's dashboard into .env.",
}
