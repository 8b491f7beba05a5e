"""Buttons as Telegram, python-telegram-bot and aiogram read them."""

import aiogram.types
from telegram import InlineKeyboardMarkup

from bot.keyboards import inline
from texts.render import Button

KEYBOARD = (
    (Button("Pay", data="pay:3", style="success"), Button("Watch", url="https://x.example/1")),
    (Button("Copy", copy="A12"),),
)


def test_each_kind_of_button_has_its_action() -> None:
    assert inline(KEYBOARD) == {
        "inline_keyboard": [
            [
                {"text": "Pay", "callback_data": "pay:3", "style": "success"},
                {"text": "Watch", "url": "https://x.example/1"},
            ],
            [{"text": "Copy", "copy_text": {"text": "A12"}}],
        ]
    }


def test_libraries_read_them_alike() -> None:
    made = inline(KEYBOARD) or {}
    parsed = InlineKeyboardMarkup.de_json(made, None)
    assert parsed.to_dict() == made
    assert not any(button.api_kwargs for row in parsed.inline_keyboard for button in row)
    strict = aiogram.types.InlineKeyboardMarkup.model_validate(made)
    assert strict.model_dump(exclude_none=True) == made


def test_no_buttons_are_no_keyboard() -> None:
    assert inline(()) is None
    assert inline(((Button("Watch", url="https://x.example"),),), links=False) is None
