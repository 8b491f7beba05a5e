"""Every setting: what it is when unset, what it takes, and what is said when it is wrong."""

from decimal import Decimal
from pathlib import Path

import pytest

from config.settings import PREFIX, SettingError, Settings, given, load

TOKEN = "123456:AAE-secret-of-the-bot"
KEY = "sk_test_secret_of_stripe"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty folder, and nothing set but what can't be left out."""
    monkeypatch.chdir(tmp_path)
    put(monkeypatch, TELEGRAM_TOKEN=TOKEN, STRIPE_SECRET_KEY=KEY)


def put(monkeypatch: pytest.MonkeyPatch, **settings: str) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(f"{PREFIX}{name}", value)


def refused() -> str:
    """The line that names what is wrong."""
    with pytest.raises(SettingError) as error:
        load()
    line = str(error.value)
    assert "\n" not in line
    assert line.endswith((".", "?"))
    return line


def test_it_needs_nothing_but_a_token_and_a_key() -> None:
    assert load().model_dump() == {
        "telegram_token": TOKEN,
        "telegram_api_url": "https://api.telegram.org",
        "telegram_mode": "polling",
        "telegram_webhook_secret": None,
        "stripe_secret_key": KEY,
        "stripe_api_url": "https://api.stripe.com",
        "stripe_webhook_secret": None,
        "database_url": "sqlite:///livestall.db",
        "public_url": None,
        "http_host": "127.0.0.1",
        "http_port": 8080,
        "hold": 900,
        "grace": 300,
        "fee": Decimal(0),
        "operators": frozenset(),
        "signup": "open",
        "messages_per_second": 30,
        "language": "en",
    }


@pytest.mark.parametrize(
    ("name", "how"), [("TELEGRAM_TOKEN", "@BotFather"), ("STRIPE_SECRET_KEY", "dashboard")]
)
@pytest.mark.parametrize("value", [None, "", "  "])
def test_it_says_where_to_get_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, name: str, how: str, value: str | None
) -> None:
    monkeypatch.delenv(f"{PREFIX}{name}")
    if value is not None:
        put(monkeypatch, **{name: value})
    line = refused()
    assert line.startswith(f"{PREFIX}{name} ")
    assert how in line


GOOD: list[tuple[str, str, object]] = [
    ("TELEGRAM_TOKEN", " 1:x \n", "1:x"),
    ("TELEGRAM_API_URL", "http://127.0.0.1:8081/", "http://127.0.0.1:8081"),
    ("TELEGRAM_WEBHOOK_SECRET", "a_B-9", "a_B-9"),
    ("STRIPE_SECRET_KEY", "rk_live_x", "rk_live_x"),
    ("STRIPE_API_URL", "http://localhost:1/till/", "http://localhost:1/till"),
    ("STRIPE_WEBHOOK_SECRET", "whsec_x", "whsec_x"),
    ("DATABASE_URL", "sqlite:////var/lib/market.db", "sqlite:////var/lib/market.db"),
    ("PUBLIC_URL", "https://shop.example/", "https://shop.example"),
    ("PUBLIC_URL", "https://shop.example:8443", "https://shop.example:8443"),
    ("PUBLIC_URL", "http://[2001:db8::1]", "http://[2001:db8::1]"),
    ("HTTP_HOST", "0.0.0.0", "0.0.0.0"),
    ("HTTP_HOST", "::", "::"),
    ("HTTP_PORT", "0", 0),
    ("HTTP_PORT", "65535", 65535),
    ("HOLD", "1", 1),
    ("HOLD", "2592000", 2592000),
    ("FEE", "0", Decimal(0)),
    ("FEE", "0.05", Decimal("0.05")),
    ("FEE", ".5", Decimal("0.5")),
    ("FEE", "0.999", Decimal("0.999")),
    ("OPERATORS", "7", frozenset({7})),
    ("OPERATORS", "7,8", frozenset({7, 8})),
    ("OPERATORS", " 7 , 8, ", frozenset({7, 8})),
    ("OPERATORS", "7 8", frozenset({7, 8})),
    ("OPERATORS", "7,7", frozenset({7})),
    ("OPERATORS", "5000000000", frozenset({5_000_000_000})),
    ("SIGNUP", "approval", "approval"),
    ("MESSAGES_PER_SECOND", "1", 1),
    ("LANGUAGE", "it", "it"),
    ("LANGUAGE", "th", "th"),
]


@pytest.mark.parametrize(("name", "value", "expected"), GOOD)
def test_it_takes(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: object
) -> None:  # fmt: skip
    put(monkeypatch, **{name: value})
    assert getattr(load(), name.lower()) == expected


BAD = [
    ("TELEGRAM_TOKEN", ["nonsense", "12:", ":x", "a:b", "1:x y", "๑:x"], "must look like 123456:"),
    ("TELEGRAM_API_URL", ["api.telegram.org", "ftp://x", "https://"], "like https://api.example"),
    ("TELEGRAM_MODE", ["hook", "POLLING"], "must be polling or webhook"),
    ("TELEGRAM_WEBHOOK_SECRET", ["with space", "ü", "x" * 257], "letters, digits, _ or -"),
    ("STRIPE_SECRET_KEY", ["pk_test_x"], "publishable"),
    ("STRIPE_SECRET_KEY", ["whsec_x", "sk_", "sk_ x"], "must begin with sk_ or rk_"),
    ("STRIPE_API_URL", ["http://x:99999", "http://[x", "http://a b"], "like https://api.example"),
    ("STRIPE_WEBHOOK_SECRET", ["sk_test_x", "rk_x"], "must be a signing secret"),
    ("DATABASE_URL", ["postgresql://u:p@h/d", "livestall.db"], "must be sqlite:///FILE"),
    ("DATABASE_URL", ["sqlite:///", "sqlite:///:memory:", "sqlite:///a?b"], "must name a file"),
    (
        "PUBLIC_URL",
        [
            "shop.example", "https://shop.example/live", "https://shop.example?x", "https://h#x",
            "https://user:word@shop.example", "javascript://x",
        ],
        "https://shop.example, with nothing behind the name",
    ),
    ("HTTP_PORT", ["-1", "65536", "http", "80.5"], "a port number from 0 to 65535"),
    ("HOLD", ["0", "-5", "15 min", "2592001", "9" * 5000], "a whole number of seconds"),
    ("FEE", ["1", "5", "-0.1", "0,05", "5%", "NaN", "Infinity"], "such as 0.05 for 5 %"),
    ("OPERATORS", ["@malee", "7;8", "0", "-7", "7,x"], "Telegram ids (numbers), comma separated"),
    ("SIGNUP", ["closed"], "must be open or approval"),
    ("MESSAGES_PER_SECOND", ["0", "x"], "a whole number from 1"),
    ("LANGUAGE", ["de", "EN", "english"], "must be en, it or th"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "how"), [(name, value, how) for name, values, how in BAD for value in values]
)
def test_it_names_the_wrong_setting_and_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, how: str
) -> None:
    put(monkeypatch, **{name: value})
    line = refused()
    assert line.startswith(f"{PREFIX}{name} ")
    assert how in line


@pytest.mark.parametrize(
    "name",
    ["TELEGRAM_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET",
     "DATABASE_URL", "PUBLIC_URL", "TELEGRAM_API_URL"],
)  # fmt: skip
def test_it_never_shows_what_may_be_a_secret(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    put(monkeypatch, **{name: "hush hush"})
    assert "hush" not in refused()


@pytest.mark.parametrize("name", [name.upper() for name in Settings.model_fields])
def test_it_takes_nothing_for_unset(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    default = Settings.model_fields[name.lower()]
    put(monkeypatch, **{name: ""})
    if default.is_required():
        assert "is not set" in refused()
    else:
        assert getattr(load(), name.lower()) == default.get_default()


def test_it_reads_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(f"{PREFIX}TELEGRAM_TOKEN")
    Path(".env").write_text(
        "# ours\nLIVESTALL_TELEGRAM_TOKEN='1:from-the-file'\nLIVESTALL_FEE=0.1 # a tenth\n"
        "LIVESTALL_HOLD=\nOTHER=x\nexport LIVESTALL_OPERATORS=7,8\n"
    )
    settings = load()
    assert settings.telegram_token == "1:from-the-file"
    assert (settings.fee, settings.hold) == (Decimal("0.1"), 900)
    assert settings.operators == {7, 8}


def test_the_environment_counts_more_than_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("LIVESTALL_HOLD=60\nLIVESTALL_SIGNUP=approval\n")
    put(monkeypatch, HOLD="120")
    assert (load().hold, load().signup) == (120, "approval")


def test_it_names_a_wrong_setting_of_the_file() -> None:
    Path(".env").write_text("LIVESTALL_HOLD=soon\n")
    assert refused().startswith("LIVESTALL_HOLD must be")


def test_it_refuses_a_file_that_is_no_text() -> None:
    Path(".env").write_bytes(b"LIVESTALL_HOLD=\xff\xfe\n")
    assert refused() == ".env can't be read. Make it a text file in UTF-8."


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("OPERATOR", "OPERATORS"), ("TELEGRAM_TOKKEN", "TELEGRAM_TOKEN"), ("STRIPE_SECRET",
     "STRIPE_SECRET_KEY"), ("MESSAGE_PER_SECOND", "MESSAGES_PER_SECOND")],
)  # fmt: skip
def test_it_refuses_a_name_that_is_nearly_a_setting(
    monkeypatch: pytest.MonkeyPatch, slip: str, meant: str
) -> None:
    put(monkeypatch, **{slip: "7"})
    assert refused() == f"LIVESTALL_{slip} is not a setting. Did you mean LIVESTALL_{meant}?"


def test_it_refuses_a_slip_in_the_file() -> None:
    Path(".env").write_text("LIVESTALL_LANGAGE=it\n")
    assert refused() == "LIVESTALL_LANGAGE is not a setting. Did you mean LIVESTALL_LANGUAGE?"


def test_it_leaves_other_programs_names_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, VERSION="1.2", COLOUR="red")
    Path(".env").write_text("LIVESTALL_IMAGE=x\nTELEGRAM_TOKKEN=y\n")
    assert load().hold == 900


def test_webhooks_need_a_public_address(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, TELEGRAM_MODE="webhook", TELEGRAM_WEBHOOK_SECRET="x")
    assert refused() == "LIVESTALL_PUBLIC_URL must be set when TELEGRAM_MODE is webhook."


def test_webhooks_need_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, TELEGRAM_MODE="webhook", PUBLIC_URL="https://shop.example")
    assert (
        refused() == "LIVESTALL_TELEGRAM_WEBHOOK_SECRET must be set when TELEGRAM_MODE is webhook."
    )


def test_webhooks_with_both_are_well(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, TELEGRAM_MODE="webhook", PUBLIC_URL="https://shop.example",
        TELEGRAM_WEBHOOK_SECRET="x")  # fmt: skip
    assert load().telegram_mode == "webhook"


def test_settings_that_are_given_stand_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, HOLD="soon", FEE="0.5", OPERATOR="7")
    Path(".env").write_text("LIVESTALL_LANGUAGE=th\n")
    settings = given(telegram_token="1:x", stripe_secret_key="sk_x", http_port=0)
    assert settings.model_dump(include={"telegram_token", "hold", "fee", "language"}) == {
        "telegram_token": "1:x", "hold": 900, "fee": Decimal(0), "language": "en",
    }  # fmt: skip
