"""Buttons as Telegram takes them."""

from typing import Any

from texts.render import Button, Keyboard

Json = dict[str, Any]


def inline(keyboard: Keyboard, *, links: bool = True) -> Json | None:
    """An InlineKeyboardMarkup object; None without buttons. ``links=False`` leaves links out."""
    rows = [[_button(button) for button in row if links or button.url is None] for row in keyboard]
    kept = [row for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def _button(button: Button) -> Json:
    made: Json = {"text": button.label}
    if button.data is not None:
        made["callback_data"] = button.data
    elif button.url is not None:
        made["url"] = button.url
    else:
        made["copy_text"] = {"text": button.copy}
    if button.style is not None:
        made["style"] = button.style
    return made
