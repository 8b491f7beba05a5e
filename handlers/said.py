"""What a person said, and what happened to a group or channel, as the handlers read it."""

from dataclasses import dataclass

PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
"""The kinds of files that are looked at."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person as Telegram names them."""

    person_id: int
    name: str
    username: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Quoted:
    """Another message that this one answers, or that was passed on in it.

    ``at`` is when that was written (ms). ``by`` is its writer, None where Telegram doesn't say, or
    where no person wrote it: ``hidden`` tells which. ``message_id`` is 0 for one passed on.
    """

    at: int
    text: str
    by: Speaker | None
    message_id: int = 0
    hidden: bool = False


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
    document_name: str = ""
    document_size: int = 0
    """In bytes; 0 where Telegram doesn't say."""
    document_mime: str = ""
    album: str | None = None
    """What several photos sent together have in common."""
    edited: bool = False
    press_id: str | None = None
    data: str = ""
    """What the pressed button carries."""
    on_photo: bool = False
    """The pressed button hangs under a photo or a file."""
    joined: bool | None = None
    """The bot was let in (True: started, unblocked) or shut out (False)."""
    anonymous: bool = False
    """Said by an administrator of the group in the group's name: nobody knows which."""
    reply: Quoted | None = None
    """The message that this one answers."""
    passed_on: Quoted | None = None
    """The message of somebody else's that this one passes on."""

    @property
    def picture(self) -> str | None:
        """The file id of a photo, or of a picture that was sent as a file."""
        return self.photo or (self.document if self.document_mime in PICTURES else None)

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


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened to a group or channel, by no word of anybody's.

    ``what``: membership (the bot's: ``status``, ``rights``, by ``by``), post (of the channel
    ``other``, passed on into this group), scheduled (a stream, for ``starts_at``, ms), started,
    ended, moved_to or moved_from (the chat ``other``), titled.
    """

    what: str
    seq: int
    at: int
    chat_id: int
    kind: str
    title: str
    username: str | None = None
    by: Speaker | None = None
    other: int = 0
    starts_at: int = 0
    status: str = ""
    rights: frozenset[str] = frozenset()
