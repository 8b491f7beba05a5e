"""Which function answers which method."""

from collections.abc import Callable
from typing import Any, TypeAlias

from sandbox.telegram import answering, asking, editing, profile, sending, tidying
from sandbox.telegram.query import Query
from sandbox.telegram.world import World

# What a method returns is whatever JSON the Bot API says it returns.
Method: TypeAlias = Callable[[World, Query], Any]

METHODS: dict[str, Method] = {
    "getMe": profile.get_me,
    "logOut": profile.log_out,
    "close": profile.close,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendMediaGroup": sending.send_media_group,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageMedia": editing.edit_message_media,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": tidying.delete_message,
    "pinChatMessage": tidying.pin_chat_message,
    "unpinChatMessage": tidying.unpin_chat_message,
    "answerCallbackQuery": answering.answer_callback_query,
    "setMessageReaction": answering.set_message_reaction,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.set_text,
    "getMyName": profile.get_text,
    "setMyDescription": profile.set_text,
    "getMyDescription": profile.get_text,
    "setMyShortDescription": profile.set_text,
    "getMyShortDescription": profile.get_text,
    "getChat": asking.get_chat,
    "getChatMember": asking.get_chat_member,
    "getChatAdministrators": asking.get_chat_administrators,
    "getChatMemberCount": asking.get_chat_member_count,
    "exportChatInviteLink": asking.export_chat_invite_link,
    "leaveChat": asking.leave_chat,
    "getFile": asking.get_file,
}
