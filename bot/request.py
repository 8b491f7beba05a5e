"""HTTP to the Bot API on one aiohttp session, in place of python-telegram-bot's own."""

import time
from datetime import timedelta
from http import HTTPStatus
from io import BytesIO
from typing import Any

import aiohttp
import orjson
from telegram import Bot
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

TELEGRAM = "https://api.telegram.org"
CONNECT = 5.0
"""How long (s) a connection may take to stand."""
READ = 15.0
"""How long (s) an answer may take, unless a call says otherwise."""
CONNECTIONS = 128

_JSON = {"Content-Type": "application/json"}
_DEFAULT = aiohttp.ClientTimeout(total=CONNECT + READ, sock_connect=CONNECT)


class Unreached(NetworkError):
    """No connection came about, so nothing was asked of Telegram."""


class AnswerLost(NetworkError):
    """The question went out and no proper answer came back: it may have been carried out."""


class TooFast(RetryAfter):
    """429: nothing may be sent for ``seconds``."""

    def __init__(self, seconds: float) -> None:
        # RetryAfter's own constructor warns of a property that nobody here reads.
        TelegramError.__init__(self, f"Too Many Requests: retry after {seconds}")
        self._retry_after = timedelta(seconds=seconds)
        self.seconds = seconds


class AiohttpRequest(BaseRequest):
    """One shared session. Opens it at the first call; ``shutdown`` closes it.

    ``answered_at`` tells when Telegram last answered anything (monotonic seconds), or None;
    ``contested_at`` when it last refused updates because another program asks for them too.
    Raises Unreached, TimedOut, AnswerLost and TooFast besides what BaseRequest raises.
    """

    __slots__ = ("_session", "answered_at", "contested_at")

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None
        self.answered_at: float | None = None
        self.contested_at: float | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds."""
        return READ

    async def initialize(self) -> None:
        """Opens the session."""
        self._open()

    async def shutdown(self) -> None:
        """Closes the session; a later call opens a new one."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0917 # as BaseRequest has it
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and body that came back. Only ``read_timeout`` (seconds) is heeded."""
        timeout = _DEFAULT
        if isinstance(read_timeout, int | float):
            timeout = aiohttp.ClientTimeout(total=CONNECT + read_timeout, sock_connect=CONNECT)
        body, headers = _body(request_data)
        try:
            async with (self._session or self._open()).request(
                method, url, data=body, headers=headers, timeout=timeout
            ) as response:
                payload = await response.read()
                status = response.status
        except aiohttp.ClientConnectorError as error:
            raise Unreached(f"no connection: {error.os_error.strerror}") from error
        except aiohttp.ConnectionTimeoutError as error:
            raise Unreached("no connection in time") from error
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise AnswerLost(f"connection lost: {type(error).__name__}") from error
        self.answered_at = time.monotonic()
        if status == HTTPStatus.CONFLICT and url.endswith("/getUpdates"):
            self.contested_at = self.answered_at
        return _status(status, payload), payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The JSON object of an answer. Raises AnswerLost when it is none."""
        try:
            parsed = orjson.loads(payload)
        except orjson.JSONDecodeError as error:
            raise AnswerLost("the answer is no JSON") from error
        if not isinstance(parsed, dict):
            raise AnswerLost("the answer is no object")
        return parsed

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS)
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._session


def _body(data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    if data is None:
        return None, {}
    if not data.contains_files:
        return orjson.dumps(data.parameters), _JSON
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, media_type) in data.multipart_data.items():
        file = BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, file, filename=filename, content_type=media_type)
    return form, {}


def _status(status: int, payload: bytes) -> int:
    """The status an answer deserves: a refusal may come as 200, and 429 is told at once."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise TooFast(_retry_after(payload))
    if status == HTTPStatus.OK and payload.startswith(b'{"ok":false'):
        told = AiohttpRequest.parse_json_payload(payload)
        return _status(int(told.get("error_code", HTTPStatus.BAD_REQUEST)), payload)
    return status


def _retry_after(payload: bytes) -> float:
    try:
        return max(1.0, float(orjson.loads(payload)["parameters"]["retry_after"]))
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return 5.0


def make_bot(token: str, api_url: str = TELEGRAM) -> Bot:
    """A bot on one AiohttpRequest, ready to send; ``bot.shutdown()`` or ``close`` ends it."""
    request = AiohttpRequest()
    return Bot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=request,
        get_updates_request=request,
    )


async def close(bot: Bot) -> None:
    """Closes the bot's connections."""
    await bot.request.shutdown()
