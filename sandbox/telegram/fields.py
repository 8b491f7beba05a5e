"""Which parameters each supported method takes, distilled from the Bot API 10.1.

A parameter is ``name:kind``. Kinds: ``i`` whole number, ``b`` boolean, ``s`` text, ``is`` number
or text, ``f`` file or text, ``j`` JSON.
"""

_SIGNATURES = """
getMe
logOut
close
getUpdates
  offset:i limit:i timeout:i allowed_updates:j
setWebhook
  url:s certificate:f ip_address:s max_connections:i allowed_updates:j drop_pending_updates:b
  secret_token:s
deleteWebhook
  drop_pending_updates:b
getWebhookInfo
sendMessage
  business_connection_id:s chat_id:is message_thread_id:i direct_messages_topic_id:i text:s
  parse_mode:s entities:j link_preview_options:j disable_notification:b protect_content:b
  allow_paid_broadcast:b message_effect_id:s suggested_post_parameters:j reply_parameters:j
  reply_markup:j
sendPhoto
  business_connection_id:s chat_id:is message_thread_id:i direct_messages_topic_id:i photo:f
  caption:s parse_mode:s caption_entities:j show_caption_above_media:b has_spoiler:b
  disable_notification:b protect_content:b allow_paid_broadcast:b message_effect_id:s
  suggested_post_parameters:j reply_parameters:j reply_markup:j
sendDocument
  business_connection_id:s chat_id:is message_thread_id:i direct_messages_topic_id:i
  document:f thumbnail:f caption:s parse_mode:s caption_entities:j
  disable_content_type_detection:b disable_notification:b protect_content:b
  allow_paid_broadcast:b message_effect_id:s suggested_post_parameters:j reply_parameters:j
  reply_markup:j
sendMediaGroup
  business_connection_id:s chat_id:is message_thread_id:i direct_messages_topic_id:i media:j
  disable_notification:b protect_content:b allow_paid_broadcast:b message_effect_id:s
  reply_parameters:j
editMessageText
  business_connection_id:s chat_id:is message_id:i inline_message_id:s text:s parse_mode:s
  entities:j link_preview_options:j rich_message:j reply_markup:j
editMessageCaption
  business_connection_id:s chat_id:is message_id:i inline_message_id:s caption:s parse_mode:s
  caption_entities:j show_caption_above_media:b reply_markup:j
editMessageMedia
  business_connection_id:s chat_id:is message_id:i inline_message_id:s media:j reply_markup:j
editMessageReplyMarkup
  business_connection_id:s chat_id:is message_id:i inline_message_id:s reply_markup:j
deleteMessage
  chat_id:is message_id:i
answerCallbackQuery
  callback_query_id:s text:s show_alert:b url:s cache_time:i
setMessageReaction
  chat_id:is message_id:i reaction:j is_big:b
setMyCommands
  commands:j scope:j language_code:s
getMyCommands
  scope:j language_code:s
deleteMyCommands
  scope:j language_code:s
setMyName
  name:s language_code:s
getMyName
  language_code:s
setMyDescription
  description:s language_code:s
getMyDescription
  language_code:s
setMyShortDescription
  short_description:s language_code:s
getMyShortDescription
  language_code:s
getChat
  chat_id:is
getChatMember
  chat_id:is user_id:i
getChatAdministrators
  chat_id:is return_bots:b
getChatMemberCount
  chat_id:is
exportChatInviteLink
  chat_id:is
sendChatAction
  business_connection_id:s chat_id:is message_thread_id:i action:s
getFile
  file_id:s
pinChatMessage
  business_connection_id:s chat_id:is message_id:i disable_notification:b
unpinChatMessage
  business_connection_id:s chat_id:is message_id:i
leaveChat
  chat_id:is
"""

_EPHEMERAL = """
editEphemeralMessageText
  chat_id:is receiver_user_id:i ephemeral_message_id:i text:s parse_mode:s entities:j
  link_preview_options:j rich_message:j reply_markup:j
editEphemeralMessageCaption
  chat_id:is receiver_user_id:i ephemeral_message_id:i caption:s parse_mode:s
  caption_entities:j show_caption_above_media:b reply_markup:j
editEphemeralMessageMedia
  chat_id:is receiver_user_id:i ephemeral_message_id:i media:j reply_markup:j
editEphemeralMessageReplyMarkup
  chat_id:is receiver_user_id:i ephemeral_message_id:i reply_markup:j
deleteEphemeralMessage
  chat_id:is receiver_user_id:i ephemeral_message_id:i
"""

_OBJECTS = """
InlineKeyboardMarkup
  inline_keyboard
InlineKeyboardButton
  text icon_custom_emoji_id style url callback_data web_app login_url switch_inline_query
  switch_inline_query_current_chat switch_inline_query_chosen_chat copy_text callback_game pay
  disabled
ReplyKeyboardMarkup
  keyboard is_persistent resize_keyboard one_time_keyboard input_field_placeholder selective
KeyboardButton
  text icon_custom_emoji_id style request_users request_chat request_managed_bot
  request_contact request_location request_poll web_app
ReplyKeyboardRemove
  remove_keyboard selective
ForceReply
  force_reply input_field_placeholder selective
ReplyParameters
  message_id chat_id allow_sending_without_reply quote quote_parse_mode quote_entities
  quote_position checklist_task_id poll_option_id
LinkPreviewOptions
  is_disabled url prefer_small_media prefer_large_media show_above_text
InputMediaPhoto
  type media caption parse_mode caption_entities show_caption_above_media has_spoiler
InputMediaDocument
  type media thumbnail caption parse_mode caption_entities disable_content_type_detection
BotCommand
  command description
BotCommandScope
  type chat_id user_id
ReactionType
  type emoji custom_emoji_id
EphemeralMessageParameters
  receiver_user_id callback_query_id replace_callback_query_message
MessageEntity
  type offset length url user language custom_emoji_id unix_time date_time_format
"""


def _read(table: str) -> dict[str, list[str]]:
    entries: dict[str, list[str]] = {}
    words: list[str] = []
    for line in table.strip().splitlines():
        if line.startswith(" "):
            words += line.split()
        else:
            words = entries[line] = []
    return entries


def _table(signatures: str) -> dict[str, dict[str, str]]:
    return {
        method: dict(parameter.split(":") for parameter in taken)
        for method, taken in _read(signatures).items()
    }


PARAMETERS = _table(_SIGNATURES)
METHODS = {method.lower(): method for method in PARAMETERS}
# The same for a server that has ephemeral messages.
WHISPERED = ("sendMessage", "sendPhoto", "sendDocument")
EPHEMERAL_METHODS = METHODS | {method.lower(): method for method in _table(_EPHEMERAL)}
EPHEMERAL_PARAMETERS = (
    PARAMETERS
    | _table(_EPHEMERAL)
    | {method: PARAMETERS[method] | {"ephemeral_message_parameters": "j"} for method in WHISPERED}
)
OBJECTS = {name: frozenset(fields) for name, fields in _read(_OBJECTS).items()}


def fits(kind: str, value: object) -> bool:
    """Whether a parameter's value is of its kind, as text or as JSON."""
    if kind == "i":
        return (type(value) is int) or (isinstance(value, str) and _spells_integer(value))
    if kind == "b":
        return isinstance(value, bool) or str(value).lower() in ("true", "false")
    if kind == "s":
        return isinstance(value, str)
    if kind == "j":
        return isinstance(value, dict | list) or str(value)[:1] in ("{", "[")
    return isinstance(value, str | int)


def _spells_integer(value: str) -> bool:
    return value.removeprefix("-").isdigit()
