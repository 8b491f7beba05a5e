"""Calls to the Bot API by plain values: the way of everything hot, without objects in between."""

from collections.abc import Mapping
from typing import Any

from telegram import Bot, InputFile
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

Json = dict[str, Any]


async def call(
    bot: Bot, method: str, parameters: Mapping[str, Any], *, patience: float | None = None
) -> Any:
    """What the method returns, as parsed JSON. Raises python-telegram-bot's errors.

    parameters: JSON values, and InputFile for uploads. patience: seconds to wait for the answer.
    """
    data = RequestData([_parameter(name, value) for name, value in parameters.items()])
    url = f"{bot.base_url}/{method}"
    if patience is None:
        return await bot.request.post(url, data)
    return await bot.request.post(url, data, read_timeout=patience)


def _parameter(name: str, value: Any) -> RequestParameter:
    if isinstance(value, InputFile):
        return RequestParameter(name, None, [value])
    return RequestParameter(name, value, None)
