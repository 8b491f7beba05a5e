"""Sources: the text that names for good the message, or the press, that a claim came from."""


def of_message(chat_id: int, message_id: int) -> str:
    """The source of what a message claims."""
    return f"m:{chat_id}:{message_id}"


def comment(source: str) -> tuple[int, int] | None:
    """The group and the message, if the source is a comment; None for any other."""
    kind, _, rest = source.partition(":")
    chat_id, _, message_id = rest.partition(":")
    return (int(chat_id), int(message_id)) if kind == "m" and chat_id.startswith("-") else None
