"""The other members of Malee's group: invented people who comment while a show is on."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import aiohttp

from sandbox.street.scene import Scene

PAUSE = 4.5  # seconds between two comments


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody without a phone on the page, who has never pressed Start."""

    id: int
    first_name: str
    language_code: str

    def user(self) -> dict[str, object]:
        """The body of `POST /phones`."""
        return {
            "id": self.id,
            "first_name": self.first_name,
            "language_code": self.language_code,
        }


PLOY = Member(7101, "Ploy", "th")
LUCA = Member(7102, "Luca", "it")
BEN = Member(7103, "Ben", "en")
SOFIA = Member(7104, "Sofia", "it")
MINT = Member(7105, "Mint", "th")
MEMBERS = (PLOY, LUCA, BEN, SOFIA, MINT)

Line = tuple[Member, str]
HELLO: tuple[Line, ...] = (
    (PLOY, "มาแล้วค่า 🙋‍♀️"),
    (LUCA, "Ciao Malee!"),
    (BEN, "Hello from Leeds 👋"),
)
LINES: dict[str | None, tuple[Line, ...]] = {
    "A12": ((PLOY, "สวยมากกก 😍"), (SOFIA, "Che colori!"), (BEN, "Is A12 handmade?")),
    "B07": ((BEN, "CF B07"), (MINT, "น่ารักจัง"), (SOFIA, "Bellissima ❤️")),
    "C03": ((LUCA, "Quanto pesa?"), (PLOY, "ส่งต่างจังหวัดไหมคะ"), (BEN, "Love this one")),
    "D21": ((SOFIA, "D21"), (MINT, "เงินแท้ไหมคะ"), (LUCA, "Bellissimi")),
    "E15": ((MINT, "ผ้าไหมแท้ไหมคะ"), (LUCA, "Che bella stoffa"), (BEN, "So pretty!")),
    "F30": ((BEN, "Tea for two 🫖"), (PLOY, "จอง F30"), (SOFIA, "La voglio anch'io")),
}


class Crowd:
    """Members of the group `chat_id`, who say each line once a show, while somebody looks."""

    def __init__(self, address: str, chat_id: int) -> None:
        self._address = address
        self._chat_id = chat_id
        self._said: set[Line] = set()

    async def chat(
        self, scene: Callable[[], Scene], watched: Callable[[], bool], pause: float = PAUSE
    ) -> None:
        """Comments on what `scene` shows, until cancelled. `pause` is in seconds."""
        async with aiohttp.ClientSession() as session:
            while True:
                await asyncio.sleep(pause)
                line = self.next(scene()) if watched() else None
                if line is not None:
                    await self._say(session, *line)

    def next(self, scene: Scene) -> Line | None:
        """What somebody says now; None for a silence."""
        if scene.state != "live":
            self._said.clear()
            return None
        fitting = (HELLO[0], *LINES.get(scene.code, ()), *HELLO[1:])
        for line in fitting if scene.code else HELLO:
            if line not in self._said:
                self._said.add(line)
                return line
        return None

    async def _say(self, session: aiohttp.ClientSession, who: Member, words: str) -> None:
        said = {"text": words, "chat_id": self._chat_id}
        async with session.post(f"{self._address}/phones/{who.id}/send", json=said) as answer:
            await answer.read()
