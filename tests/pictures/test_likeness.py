"""Which pictures look alike."""

import random
from io import BytesIO

import pytest
from PIL import Image, ImageEnhance
from PIL.Image import Image as Picture

from bench import video
from pictures import likeness
from pictures.opening import Unreadable
from sandbox.street.goods import GOODS

PHOTOS = {good.code: good.picture.read_bytes() for good in GOODS}
PRINTS = {code: str(likeness.fingerprint(data)) for code, data in PHOTOS.items()}


def photo(code: str) -> Picture:
    with Image.open(BytesIO(PHOTOS[code])) as picture:
        return picture.convert("RGB")


def print_of(picture: Picture, quality: int = 60) -> str:
    made = likeness.fingerprint(video.as_jpeg(picture, quality))
    assert isinstance(made, str)
    return made


def order(data: bytes) -> list[str]:
    parts = likeness.glimpses(data)
    assert not isinstance(parts, Unreadable)
    return sorted(PRINTS, key=lambda code: likeness.nearest(PRINTS[code], parts))


@pytest.mark.parametrize("code", PHOTOS)
def test_the_same_photo_scaled_compressed_and_in_other_light_stays_near(code: str) -> None:
    own = photo(code)
    others = [PRINTS[other] for other in PRINTS if other != code]
    for picture in (
        own.resize((300, 300)),
        ImageEnhance.Brightness(own).enhance(0.6),
        ImageEnhance.Contrast(own).enhance(0.8),
        own.crop((40, 40, 870, 870)),
    ):
        near = likeness.distance(PRINTS[code], print_of(picture, 30))
        assert near < 0.25
        assert near < min(likeness.distance(other, print_of(picture)) for other in others)


def test_a_fingerprint_is_short_text_at_no_distance_to_itself() -> None:
    for text in PRINTS.values():
        assert len(text) < 120
        assert text.isascii()
        assert likeness.distance(text, text) == 0
    assert len(set(PRINTS.values())) == len(PRINTS)


@pytest.mark.parametrize("code", PHOTOS)
def test_a_product_held_into_the_camera_is_found_in_the_frame(code: str) -> None:
    dice = random.Random(code)
    frame = Image.new("RGB", (1280, 720), (70, 60, 80))
    frame.paste(photo(code).resize((420, 420)), (dice.randint(0, 860), dice.randint(0, 300)))
    assert order(video.as_jpeg(frame.resize((640, 360)), 40))[0] == code


def test_what_is_no_fingerprint_is_far_from_everything() -> None:
    known = PRINTS["A12"]
    for text in ("", "1", "2" + known[1:], "1☃", known[:-5], "1\x00"):
        assert likeness.distance(known, text) == 1
    assert likeness.nearest(known, []) == 1


def test_bad_data_has_no_likeness() -> None:
    assert likeness.fingerprint(b"no picture") == Unreadable("unknown")
    assert likeness.glimpses(b"") == Unreadable("unknown")


def test_pictures_of_one_colour_and_of_a_pixel_are_pictures_too() -> None:
    for size, colour in (((1, 1), "red"), ((500, 3), "black"), ((3, 500), "white")):
        picture = Image.new("RGB", size, colour)
        assert 0 <= likeness.distance(print_of(picture), PRINTS["A12"]) <= 1
        assert likeness.glimpses(video.as_jpeg(picture, 80))
