"""Photos of products, small enough for a page: each fetched once, and kept while there is room."""

import asyncio
import hashlib
import math
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from weakref import WeakValueDictionary

import structlog

from pictures.opening import Unreadable
from pictures.scaling import scaled

LONGEST = 640
"""The longer side (pixels) of a served photo: twice a card's width, for fine screens."""
ROOM = 16 << 20
"""How much memory (bytes) photos may take: some two hundred of them."""
AT_ONCE = 4
"""How many photos are fetched at once; one at a time is scaled."""
GONE = 600.0
"""For how long (s) a photo isn't asked for again that can't be had."""
REST = 15.0
"""For how long (s) no photo is asked for after a failure that may pass."""
_BESIDES = 500
"""What a kept photo takes (bytes) besides its own."""
_MAKE = "1"
"""Changes when photos are scaled in another way, and their marks with it."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Unfetched:
    """No photo. ``rest``: for how long (s) none is to be asked for; None if only this one can't be
    had."""

    rest: float | None = None


Fetch = Callable[[str], Awaitable[bytes | Unfetched]]
"""What gives the bytes behind a file id."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A photo; or no bytes, if it can't be had. It isn't asked for before ``until`` (s of the
    loop's clock)."""

    data: bytes
    until: float

    @property
    def size(self) -> int:
        return len(self.data) + _BESIDES


async def nobody(_: str) -> Unfetched:
    """Fetches nothing: for pages that no bot stands behind."""
    return Unfetched()


def mark(file_id: str) -> str:
    """What a photo's address and ETag carry: another for another photo, and telling nothing."""
    return hashlib.sha256(f"{_MAKE}:{file_id}".encode()).hexdigest()[:20]


class Photos:
    """The photos that were asked for lately; ``room`` is in bytes."""

    def __init__(self, fetch: Fetch = nobody, room: int = ROOM) -> None:
        self._fetch = fetch
        self._room = room
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._size = 0
        self._asked: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._line = asyncio.Semaphore(AT_ONCE)
        self._scales = asyncio.Lock()
        self._again_at = 0.0

    async def small(self, file_id: str) -> bytes | None:
        """The photo as a JPEG of at most ``LONGEST``; None if Telegram doesn't give it.

        Whoever asks for the same one meanwhile waits for this fetch, and shares what it gives.
        """
        found = self._known(file_id)
        if found is None:
            asked = self._asked.setdefault(file_id, asyncio.Lock())
            async with asked:
                found = self._known(file_id)
                if found is None:
                    found = await self._in_line(file_id)
        return found or None

    def _known(self, file_id: str) -> bytes | None:
        """The photo, or no bytes while it isn't to be asked for; None if it is to be fetched."""
        now = _now()
        kept = self._kept.get(file_id)
        if kept is not None and now < kept.until:
            self._kept.move_to_end(file_id)
            return kept.data
        return b"" if now < self._again_at else None

    async def _in_line(self, file_id: str) -> bytes:
        async with self._line:
            if _now() < self._again_at:  # those before found Telegram busy
                return b""
            try:
                return await self._take(file_id)
            except Exception:  # whatever it is, the page does without this photo
                log.exception("photo_failed")
                return self._keep(file_id, b"", GONE)

    async def _take(self, file_id: str) -> bytes:
        found = await self._fetch(file_id)
        if isinstance(found, Unfetched):
            if found.rest is None:
                return self._keep(file_id, b"", GONE)
            self._again_at = max(self._again_at, _now() + found.rest)
            return b""
        async with self._scales:
            made = await asyncio.to_thread(scaled, found, LONGEST)
        if isinstance(made, Unreadable):
            return self._keep(file_id, b"", GONE)
        return self._keep(file_id, made, math.inf)

    def _keep(self, file_id: str, data: bytes, seconds: float) -> bytes:
        """Keeps it for so long, in place of whatever was asked for least lately."""
        before = self._kept.pop(file_id, None)
        made = self._kept[file_id] = _Kept(data, _now() + seconds)
        self._size += made.size - (before.size if before else 0)
        while self._size > self._room:
            self._size -= self._kept.popitem(last=False)[1].size
        return data


def _now() -> float:
    return asyncio.get_running_loop().time()
