"""Whether Telegram can show a message in a group to one person alone: asked once at the start."""

from functools import partial

from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken

from bot.calls import call
from bot.patience import patiently
from models import calling, marks
from models.store import Store
from models.tx import Tx

NOTHING = {"chat_id": 0, "receiver_user_id": 0, "ephemeral_message_id": 0}
"""A message that can't be: asking to delete it changes nothing anywhere."""


async def probe(bot: Bot, store: Store) -> None:
    """Notes whether the server knows ephemeral messages (Bot API 10.2), however long it takes."""
    offered = await patiently("whispers", partial(_offered, bot))
    await store.write(partial(_note, offered=offered))


async def _offered(bot: Bot) -> bool:
    try:
        await call(bot, "deleteEphemeralMessage", NOTHING)
    except (BadRequest, Forbidden):
        return True
    except InvalidToken:  # 404: the token was right a moment ago, so it is the method
        return False
    return True


def _note(tx: Tx, offered: bool) -> None:
    marks.put(tx, calling.WHISPER_MARK, int(offered))
