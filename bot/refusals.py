"""What Telegram's refusals (400) mean for a message: the one place that reads their words."""

from enum import Enum, auto

from telegram.error import BadRequest


class Remedy(Enum):
    """What is to be done about a refused call."""

    DONE = auto()
    """It is as it should be, or no longer matters: as good as sent."""
    ANEW = auto()
    """The message to change is gone: send a new one."""
    CAPTION = auto()
    """It hangs under a picture: change the caption."""
    TEXT = auto()
    """It has no picture: change the text."""
    NO_PICTURE = auto()
    """The picture is no longer to be had: send the text."""
    NO_LINKS = auto()
    """A button's address isn't public: send without it."""
    NONE = auto()
    """It can't be sent."""


_WORDS = (
    ("message is not modified", Remedy.DONE),
    ("query is too old", Remedy.DONE),
    ("query id is invalid", Remedy.DONE),
    ("message to delete not found", Remedy.DONE),
    ("message can't be deleted", Remedy.DONE),
    ("message to react not found", Remedy.DONE),
    ("message to edit not found", Remedy.ANEW),
    ("message can't be edited", Remedy.ANEW),
    ("message_id_invalid", Remedy.ANEW),
    ("message caption is too long", Remedy.ANEW),
    ("there is no text in the message", Remedy.CAPTION),
    ("there is no caption in the message", Remedy.TEXT),
    ("wrong file identifier", Remedy.NO_PICTURE),
    ("wrong remote file", Remedy.NO_PICTURE),
    ("file reference", Remedy.NO_PICTURE),
    ("can't use file of type", Remedy.NO_PICTURE),
    ("image_process_failed", Remedy.NO_PICTURE),
    ("photo_invalid", Remedy.NO_PICTURE),
    ("wrong http url", Remedy.NO_LINKS),
    ("button_url_invalid", Remedy.NO_LINKS),
)


def remedy(error: BadRequest) -> Remedy:
    """What to do about this refusal."""
    said = error.message.lower()
    return next((found for words, found in _WORDS if words in said), Remedy.NONE)
