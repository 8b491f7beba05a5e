"""Whether Telegram knows the bot, and the bot is set up as this program needs it."""

from telegram import Bot
from telegram.error import InvalidToken, TelegramError


async def examine(bot: Bot, mode: str) -> list[tuple[bool, str]]:
    """What is well (True) or not, in plain words. ``mode`` is polling or webhook."""
    try:
        me = await bot.get_me()
        hook = await bot.get_webhook_info()
    except InvalidToken:
        return [(False, "Telegram: refuses the token. Ask @BotFather for it again.")]
    except TelegramError as error:
        return [(False, f"Telegram: can't be reached ({error.message}).")]
    found = [(True, f"Telegram: knows the bot as @{me.username}.")]
    if mode == "polling" and hook.url:
        found.append((True, "Telegram: a webhook is set; serving will take it away and poll."))
    if hook.last_error_message:
        found.append(
            (False, f"Telegram: the webhook last failed with “{hook.last_error_message}”.")
        )
    if not me.can_join_groups:
        found.append(
            (True, "Telegram: the bot can't be added to groups (@BotFather, /setjoingroups).")
        )
    return found
