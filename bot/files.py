"""Fetching what people sent: the bytes of a file that Telegram keeps."""

from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken

from bot.calls import call


class Unavailable(Exception):
    """Telegram doesn't hand out the file, and won't."""


class TooLarge(Unavailable):
    """It is larger than what is fetched."""


async def fetch(bot: Bot, file_id: str, *, largest: int, patience: float) -> bytes:
    """The bytes of a file of at most ``largest``; each of two questions may take ``patience`` (s).

    Raises Unavailable and TooLarge, and TelegramError for what may pass.
    """
    try:
        file = await call(bot, "getFile", {"file_id": file_id}, patience=patience)
        if int(file.get("file_size") or 0) > largest:
            raise TooLarge
        if (path := file.get("file_path")) is None:
            raise Unavailable
        url = f"{bot.base_file_url}/{path}"
        return bytes(await bot.request.retrieve(url, read_timeout=patience))
    except (BadRequest, Forbidden, InvalidToken) as error:
        raise Unavailable from error
