"""Log lines as they come out of a process: one JSON object each, and never a secret."""

import json
import subprocess
import sys
from typing import Any

import pytest

TOKEN = "123456:AAE_the-secret-half"
KEY = "sk_test_51secret"
BEFORE = """
import asyncio, logging, sys, threading, warnings
import structlog
from config import logs
token, key = sys.argv[1:]
logs.set_up([token, key])
log = structlog.get_logger()
def fail(words):
    raise ValueError(words)
"""


def written(program: str, status: int = 0) -> list[dict[str, Any]]:
    """The lines of a process that logs; checked for secrets, in any part and form."""
    done = subprocess.run(
        [sys.executable, "-c", BEFORE + program, TOKEN, KEY],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (status, "")
    for secret in (TOKEN, TOKEN.partition(":")[2], TOKEN.replace(":", "%3A"), KEY):
        assert secret not in done.stderr
    return [json.loads(line) for line in done.stderr.splitlines()]


def test_a_happening_is_one_line() -> None:
    (line,) = written("log.info('ready', port=8080, text='two\\nlines', name='มาลี')")
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "ready", "level": "info", "logger": "__main__", "port": 8080,
        "text": "two\nlines", "name": "มาลี",
    }  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        "log.warning(f'asked {token}')",
        "log.warning('asked', url=f'https://api.telegram.org/bot{token}/getMe')",
        "log.warning('asked', url='https://x/?bot=' + token.replace(':', '%3A'))",
        "log.warning('asked', half=token.partition(':')[2])",
        "log.warning('asked', headers={'Authorization': [('Bearer', {'key': key})]})",
        "log.warning('asked', error=ValueError(token))",
        "log.warning('asked', errors=[ValueError(token)])",
        "log.warning('asked', body=key.encode())",
        "log.warning('asked', **{key: 1})",
        "logging.getLogger('telegram.ext').error('asked %s', token)",
        "logging.getLogger('httpx').warning('POST %s', {'key': key})",
        "logging.getLogger(key).warning('asked')",
        "logging.getLogger('aiohttp').warning('asked %s', token, stack_info=True)",
        "warnings.warn(f'old {key}')",
    ],
)
def test_a_secret_is_veiled_wherever_it_stands(said: str) -> None:
    (line,) = written(said)
    assert "…" in json.dumps(line, ensure_ascii=False)
    assert line["level"] in ("warning", "error")


@pytest.mark.parametrize(
    "caught",
    [
        "log.exception('failed')",
        "logging.getLogger('x').exception('failed')",
        "log.error('failed', exc_info=error)",
    ],
)
def test_an_exception_is_one_line_with_its_trace_and_no_secret(caught: str) -> None:
    (line,) = written(f"""
try:
    try:
        fail(token)
    except ValueError as first:
        raise OSError(f'https://api.telegram.org/bot{{token}}/getMe') from first
except OSError as error:
    {caught}
""")
    assert line["event"] == "failed"
    assert "in fail" in line["exception"]
    assert "OSError: https://api.telegram.org/bot…/getMe" in line["exception"]


def test_what_nobody_caught_is_one_line_too() -> None:
    (line,) = written("fail(f'with {token}')", status=1)
    assert (line["event"], line["level"]) == ("crashed", "critical")
    assert "ValueError: with …" in line["exception"]


def test_so_is_what_a_thread_did_not_catch() -> None:
    (line,) = written("one = threading.Thread(target=fail, args=[key])\none.start()\none.join()")
    assert line["event"] == "crashed"


def test_so_is_what_a_task_did_not_catch() -> None:
    (line,) = written("""
async def work():
    task = asyncio.create_task(asyncio.to_thread(fail, token))
    await asyncio.wait([task])
asyncio.run(work())
""")
    assert line["logger"] == "asyncio"


def test_a_line_that_is_wrongly_made_shows_nothing() -> None:
    assert written("logging.getLogger('x').warning('%d', token)") == []


def test_chatty_libraries_are_kept_down() -> None:
    assert (
        written("""
for name in ('httpx', 'stripe', 'telegram.Bot', 'aiohttp.access', 'apscheduler.x', 'alembic.y'):
    logging.getLogger(name).info('hello')
log.debug('too much')
""")
        == []
    )


def test_it_does_without_secrets() -> None:
    (line,) = written("logs.set_up(['', 'a:b']); log.info('a:b', half='b', what=token[:6])")
    assert (line["event"], line["half"]) == ("…", "b")
