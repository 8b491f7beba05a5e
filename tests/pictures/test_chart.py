"""The words of a drawn report: in fonts that are there, never as boxes."""

from pictures import chart

LATIN = set(range(32, 127)) | {ord("·")}
WANTED = {"title": "ขาย 🎉 now", "about": "2026", "tiles": [["Claims", "1"]]}


def test_words_that_no_font_can_write_have_the_latin_ones_drawn() -> None:
    assert chart._can_write(WANTED, LATIN)
    assert not chart._can_write(WANTED | {"tiles": [["การจอง", "1"]]}, LATIN)


def test_what_cant_be_written_of_a_title_is_left_out() -> None:
    assert chart._writable(WANTED, LATIN)["title"] == "now"
    assert chart._writable("$5 & $6", LATIN) == r"\$5 & \$6"
    assert chart._writable([["🎉", 3]], LATIN) == [["", 3]]
