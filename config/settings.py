"""Every setting of the program, read from ``LIVESTALL_…`` or ``.env`` and checked at once."""

from decimal import Decimal
from difflib import get_close_matches
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from config import checks

PREFIX = "LIVESTALL_"
FILE = ".env"

Address = Annotated[str, AfterValidator(checks.address)]
PublicAddress = Annotated[str, AfterValidator(checks.public_address)]


class Settings(BaseSettings):
    """The settings of product.md, as plain values. ``hold`` and ``grace`` are in seconds.

    One that is set to nothing counts as not set.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=FILE, env_file_encoding="utf-8", env_ignore_empty=True,
        extra="ignore", str_strip_whitespace=True, hide_input_in_errors=True,
    )  # fmt: skip

    telegram_token: Annotated[str, AfterValidator(checks.bot_token)]
    telegram_api_url: Address = "https://api.telegram.org"
    telegram_mode: Literal["polling", "webhook"] = "polling"
    telegram_webhook_secret: Annotated[
        str | None, Field(pattern=r"^[A-Za-z0-9_-]{1,256}$")
    ] = None  # fmt: skip
    stripe_secret_key: Annotated[str, AfterValidator(checks.secret_key)]
    stripe_api_url: Address = "https://api.stripe.com"
    stripe_webhook_secret: Annotated[str, AfterValidator(checks.signing_secret)] | None = None
    database_url: Annotated[str, AfterValidator(checks.database)] = "sqlite:///livestall.db"
    public_url: PublicAddress | None = None
    http_host: Annotated[str, Field(min_length=1)] = "127.0.0.1"
    http_port: Annotated[int, Field(ge=0, le=65535)] = 8080
    hold: Annotated[int, Field(ge=1, le=30 * 86400)] = 900
    grace: Annotated[int, Field(ge=0, le=86400)] = 300
    fee: Annotated[Decimal, Field(ge=0, lt=1)] = Decimal(0)
    operators: Annotated[
        frozenset[Annotated[int, Field(gt=0)]], NoDecode, BeforeValidator(checks.numbers)
    ] = frozenset()
    signup: Literal["open", "approval"] = "open"
    messages_per_second: Annotated[int, Field(ge=1)] = 30
    language: Literal["en", "it", "th"] = "en"

    @model_validator(mode="after")
    def _webhooks_need_an_address(self) -> Self:
        if self.telegram_mode == "webhook":
            if self.public_url is None:
                raise ValueError("PUBLIC_URL must be set when TELEGRAM_MODE is webhook")
            if self.telegram_webhook_secret is None:
                raise ValueError(
                    "TELEGRAM_WEBHOOK_SECRET must be set when TELEGRAM_MODE is webhook"
                )
        return self


class _Alone(Settings):
    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource,
        *others: PydanticBaseSettingsSource, **named: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:  # fmt: skip
        return (init_settings,)


def given(**values: Any) -> Settings:
    """Settings of these values alone: neither the environment nor ``.env`` has a say."""
    return _Alone(**values)


class SettingError(Exception):
    """A setting is missing or wrong; the message is one line that names it and says what to do."""


def load() -> Settings:
    """The settings of this process. Raises SettingError."""
    try:
        _refuse_slips()
        return Settings()
    except ValidationError as error:
        raise SettingError(_line(error)) from None
    except (UnicodeDecodeError, OSError):
        raise SettingError(f"{FILE} can't be read. Make it a text file in UTF-8.") from None


def _refuse_slips() -> None:
    """A name that is nearly a setting's would be passed over without a word."""
    known = [name.upper() for name in Settings.model_fields]
    given = {*EnvSettingsSource(Settings).env_vars, *DotEnvSettingsSource(Settings).env_vars}
    for full in sorted(map(str.upper, given)):
        name = full.removeprefix(PREFIX)
        if name == full or name in known:
            continue
        for near in get_close_matches(name, known, 1, 0.75):
            raise SettingError(f"{full} is not a setting. Did you mean {PREFIX}{near}?")


def _line(error: ValidationError) -> str:
    first = error.errors()[0]
    if not first["loc"]:
        return f"{PREFIX}{first['ctx']['error']}."
    setting = str(first["loc"][0])
    name = f"{PREFIX}{setting.upper()}"
    match first["type"]:
        case "missing":
            return f"{name} is not set. {_FROM[setting]}"
        case "value_error":
            return f"{name} {first['ctx']['error']}."
        case _:
            return f"{name} must be {_MUST_BE[setting]}."


_FROM = {
    "telegram_token": f"Ask @BotFather for one with /newbot and put it in {FILE}.",
    "stripe_secret_key": f"Copy the secret key from Stripe's dashboard into {FILE}.",
}
_MUST_BE = {
    "telegram_mode": "polling or webhook",
    "telegram_webhook_secret": "1 to 256 letters, digits, _ or -",
    "http_host": "the address to listen on, such as 127.0.0.1",
    "http_port": "a port number from 0 to 65535",
    "hold": "a whole number of seconds from 1 to 2592000 (30 days)",
    "grace": "a whole number of seconds from 0 to 86400 (a day)",
    "fee": "a decimal fraction from 0 to below 1, such as 0.05 for 5 %",
    "operators": "Telegram ids (numbers), comma separated",
    "signup": "open or approval",
    "messages_per_second": "a whole number from 1",
    "language": "en, it or th",
}
