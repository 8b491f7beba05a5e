"""What people's phones are told, as server-sent events."""

import asyncio
from collections.abc import Iterable

import orjson


class Streams:
    """Open event streams by user id; None in a stream ends it."""

    def __init__(self) -> None:
        self._open: dict[int, set[asyncio.Queue[bytes | None]]] = {}

    def open(self, user_id: int) -> asyncio.Queue[bytes | None]:
        """A new stream for a person."""
        stream: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._open.setdefault(user_id, set()).add(stream)
        return stream

    def close(self, user_id: int, stream: asyncio.Queue[bytes | None]) -> None:
        """Forgets a stream whose phone went away."""
        streams = self._open.get(user_id, set())
        streams.discard(stream)
        if not streams:
            self._open.pop(user_id, None)

    def close_all(self) -> None:
        """Ends every stream."""
        for streams in self._open.values():
            for stream in streams:
                stream.put_nowait(None)

    def tell(self, people: Iterable[int], event: str, data: object) -> None:
        """Puts one event into the streams of these people."""
        if not self._open:
            return
        told = [self._open[user_id] for user_id in people if user_id in self._open]
        if not told:
            return
        line = encode(event, data)
        for streams in told:
            for stream in streams:
                stream.put_nowait(line)

    def people(self) -> list[int]:
        """Everyone with an open stream."""
        return list(self._open)


def encode(event: str, data: object) -> bytes:
    """One server-sent event."""
    return b"event: " + event.encode() + b"\ndata: " + orjson.dumps(data) + b"\n\n"
