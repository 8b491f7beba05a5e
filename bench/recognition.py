"""What is made out in bad pictures of the video: the code, and else which product it looks like."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

from bench import video
from bench.table import Row
from models import screen_code
from pictures import likeness
from pictures.opening import Unreadable
from pictures.reading import codes_in
from sandbox.street.goods import GOODS, Good

KEY = "the-shop-s-token"
EACH = 50
"""Pictures of each kind."""
WAYS: dict[str, tuple[video.Way, ...]] = {
    "streamed and recompressed only": (),
    "scaled": (video.scaled,),
    "cropped": (video.cropped,),
    "photographed at an angle": (video.at_an_angle,),
    "blurred": (video.blurred,),
    "badly lit": (video.lit,),
    "moiré and grain": (video.striped,),
}
MIXED = (video.scaled, video.at_an_angle, video.blurred, video.lit, video.striped, video.cropped)
"""What may come together, in the order in which it befalls a picture."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A picture as it arrives (JPEG), the true code and the product that it shows."""

    kind: str
    data: bytes
    text: str
    good: Good


@dataclass(slots=True)
class Tally:
    """What came of the pictures of one kind."""

    pictures: int = 0
    read: int = 0
    wrong: int = 0
    first: int = 0
    among: int = 0
    took: list[float] = field(default_factory=list)


def run() -> list[Row]:
    """Decoded and wrongly decoded parts over all pictures, then each kind."""
    kinds = measure(EACH)
    tallies = kinds.values()
    whole = sum(one.pictures for one in tallies)
    took = sorted(second for one in tallies for second in one.took)
    shown = f"{whole} pictures {video.SEEN} px wide, the code a {video.SHARE}th of the video"
    return [
        Row("codes read in bad pictures", 100 * sum(one.read for one in tallies) / whole, "%",
            shown, wanted="98 % or more"),
        Row("… read wrongly", sum(one.wrong for one in tallies), "", wanted="none"),
        Row("… one picture, median", 1000 * median(took), "ms"),
        Row("… one picture, 99th percentile", 1000 * took[int(len(took) * 0.99)], "ms"),
        *(Row(f"… {kind}", 100 * one.read / one.pictures, "%", f"{one.pictures} pictures")
          for kind, one in kinds.items()),
        Row("without a code: the product looks most like its photo",
            100 * sum(one.first for one in tallies) / whole, "%", f"{len(GOODS)} products"),
        Row("… or second most", 100 * sum(one.among for one in tallies) / whole, "%"),
    ]  # fmt: skip


def measure(each: int, seed: int = 1) -> dict[str, Tally]:
    """Looks at ``each`` pictures of every kind, and three times as many of mixed kinds."""
    photos = {good.code: likeness.fingerprint(good.picture.read_bytes()) for good in GOODS}
    tallies: dict[str, Tally] = {}
    for sample in samples(each, seed):
        tally = tallies.setdefault(sample.kind, Tally())
        tally.pictures += 1
        _read(sample, tally)
        parts = likeness.glimpses(sample.data)
        if not isinstance(parts, Unreadable):
            order = sorted(photos, key=lambda code: likeness.nearest(str(photos[code]), parts))
            tally.first += order[0] == sample.good.code
            tally.among += sample.good.code in order[:2]
    return tallies


def _read(sample: Sample, tally: Tally) -> None:
    begun = time.perf_counter()
    found = codes_in(sample.data, lambda text: screen_code.read(text) is not None)
    tally.took.append(time.perf_counter() - begun)
    named = [] if isinstance(found, Unreadable) else [one for one in found if _names(one)]
    tally.read += named == [sample.text]
    tally.wrong += any(one != sample.text for one in named)


def _names(text: str) -> bool:
    """Whether a text would name a product."""
    code = screen_code.read(text)
    return code is not None and screen_code.genuine(code, KEY)


def samples(each: int, seed: int) -> Iterator[Sample]:
    """The pictures, the same for the same seed."""
    for kind, ways in WAYS.items():
        for number in range(each):
            yield _sample(kind, ways, random.Random(f"{seed} {kind} {number}"))
    for number in range(3 * each):
        dice = random.Random(f"{seed} mixed {number}")
        some = dice.sample(MIXED, dice.randint(2, 4))
        yield _sample(
            "two to four of these at once", tuple(way for way in MIXED if way in some), dice
        )


def _sample(kind: str, ways: tuple[video.Way, ...], dice: random.Random) -> Sample:
    text = screen_code.write(dice.randrange(2**30), dice.randrange(900), KEY)
    made, good = video.frame(text, dice)
    made = video.streamed(made, dice)
    for way in ways:
        made = way(made, dice)
    return Sample(kind, video.recompressed(made, dice), text, good)
