"""Reading QR codes in pictures, good and bad."""

import subprocess
import sys
from io import BytesIO

import pytest
import segno
from PIL import Image, ImageDraw, ImageFilter
from PIL.Image import Image as Picture

from bench import recognition
from pictures.opening import MOST_PIXELS, Unreadable
from pictures.reading import codes_in

TEXT = "L00000000000000A"


def code(text: str = TEXT, scale: int = 8) -> Picture:
    made = BytesIO()
    segno.make(text, error="q", boost_error=False, micro=False).save(made, kind="png", scale=scale)
    with Image.open(made) as picture:
        return picture.convert("RGB")


def file(picture: Picture, kind: str = "JPEG", **how: int) -> bytes:
    made = BytesIO()
    picture.save(made, kind, **how)
    return made.getvalue()


def scene(*codes: Picture, size: tuple[int, int] = (1280, 720)) -> Picture:
    """Codes side by side before a plain wall."""
    wall = Image.new("RGB", size, (90, 120, 60))
    for number, one in enumerate(codes):
        wall.paste(one, (40 + number * 500, 60))
    return wall


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_reads_every_kind_of_picture(kind: str) -> None:
    assert codes_in(file(scene(code()), kind)) == [TEXT]


@pytest.mark.parametrize("mode", ["L", "1", "P", "RGBA", "LA", "CMYK"])
def test_it_reads_every_mode(mode: str) -> None:
    picture = scene(code()).convert(mode)
    assert codes_in(file(picture, "JPEG" if mode == "CMYK" else "PNG")) == [TEXT]


def test_it_reads_a_see_through_picture_as_if_on_white() -> None:
    shown = Image.new("RGBA", (600, 600), (0, 0, 0, 0))
    small = code(scale=8).convert("L").point([255 - value for value in range(256)])
    shown.paste((0, 0, 0, 255), (100, 100), small)
    assert codes_in(file(shown, "PNG")) == [TEXT]


def test_a_picture_without_a_code_has_none() -> None:
    assert codes_in(file(scene()), patience=0.2) == []


def test_it_goes_on_looking_for_the_wanted_one() -> None:
    small = code().resize((58, 58)).filter(ImageFilter.GaussianBlur(0.9))
    both = scene(code("https://t.me/x"), small, size=(1100, 400))
    found = codes_in(file(both, quality=60), lambda text: text == TEXT)
    assert isinstance(found, list)
    assert set(found) == {"https://t.me/x", TEXT}


def test_it_turns_a_photo_upright_and_reads_at_any_turn() -> None:
    for turn in (0, 30, 90, 180, 255):
        turned = scene(code()).rotate(turn, expand=True)
        assert codes_in(file(turned)) == [TEXT], turn


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "unknown"),
        (b"no picture at all", "unknown"),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "unknown"),
        (b"%PDF-1.7", "unknown"),
        (file(scene(code()))[:2000], "broken"),
        (file(scene(code()), "PNG")[:3000], "broken"),
        (file(Image.new("1", (8000, 8000)), "PNG"), "too_large"),
        (file(Image.new("1", (60_000, 60_000)), "PNG"), "too_large"),
    ],
    ids=["empty", "text", "gif", "pdf", "cut jpeg", "cut png", "too large", "bomb"],
)
def test_bad_data_is_an_answer_and_no_crash(data: bytes, reason: str) -> None:
    found = codes_in(data, patience=0.1)
    assert found == Unreadable(reason)  # type: ignore[arg-type] # the parameters above


def test_any_garbled_picture_is_survived() -> None:
    whole = bytearray(file(scene(code(), size=(640, 360))))
    for at in range(2, len(whole), max(1, len(whole) // 60)):
        garbled = bytes(whole[:at]) + b"\xff\x00" + bytes(whole[at + 2 :])
        assert isinstance(codes_in(garbled, patience=0), list | Unreadable)


def test_a_large_photo_is_shrunk_and_read() -> None:
    big = Image.new("RGB", (6000, 4000), "white")
    assert big.width * big.height < MOST_PIXELS
    big.paste(code(scale=30), (2000, 1500))
    assert codes_in(file(big)) == [TEXT]


def test_a_symbol_that_is_damaged_is_not_guessed_at() -> None:
    broken = code()
    side = broken.width
    ImageDraw.Draw(broken).rectangle((side * 0.45, side * 0.2, side * 0.85, side * 0.8), "black")
    assert codes_in(file(scene(broken)), patience=0.3) == []


def test_it_reads_nearly_all_of_a_few_bad_pictures_of_the_video() -> None:
    tallies = recognition.measure(1, seed=3).values()
    whole = sum(one.pictures for one in tallies)
    assert sum(one.read for one in tallies) >= whole - 1
    assert sum(one.wrong for one in tallies) == 0
    assert sum(one.among for one in tallies) >= 0.7 * whole


def test_a_program_at_rest_loads_no_picture_code() -> None:
    asked = (
        "import sys, main, pictures.reading, pictures.likeness;"
        "print([name for name in ('PIL', 'zxingcpp') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
