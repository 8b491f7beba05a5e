"""What a person said, as the handlers read it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """One update, read: a message, an edit, a button press, or a change of membership.

    ``at`` is when Telegram received it (ms), ``seq`` its update id. ``source`` names the message
    or press for good. ``chat_id`` equals ``person_id`` in a private chat.
    """

    seq: int
    at: int
    source: str
    chat_id: int
    person_id: int
    name: str
    private: bool
    username: str | None = None
    language: str | None = None
    message_id: int | None = None
    text: str = ""
    """The message's text or caption."""
    photo: str | None = None
    """The file id of the largest size of a photo."""
    document: str | None = None
    album: str | None = None
    """What several photos sent together have in common."""
    edited: bool = False
    press_id: str | None = None
    data: str = ""
    """What the pressed button carries."""
    on_photo: bool = False
    """The pressed button hangs under a photo."""
    joined: bool | None = None
    """The bot was let in (True: started, unblocked, added) or shut out (False)."""

    @property
    def command(self) -> str:
        """The command's name in lower case, without slash and bot name; empty if it is none."""
        if not self.text.startswith("/"):
            return ""
        words = self.text[1:].split(maxsplit=1)
        return words[0].split("@")[0].lower() if words else ""

    @property
    def args(self) -> str:
        """What follows the command."""
        words = self.text.split(maxsplit=1)
        return words[1].strip() if len(words) > 1 else ""
