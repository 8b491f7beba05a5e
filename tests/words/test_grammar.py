"""What people type as a claim, in three languages, and what only looks like one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.words.folding import code_key, fold
from models.words.grammar import (
    BadQuantity,
    Claim,
    Reading,
    choose,
    is_pass,
    option_words,
    read_claim,
    read_group_claim,
)


def readings(text: str) -> list[tuple[str, int, tuple[str, ...], bool]]:
    claim = read_claim(text)
    assert claim is not None, text
    return [(r.code, r.quantity, r.words, r.verb) for r in claim.readings]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("a12", "A12"),
        (" A12 ", "A12"),
        ("Ａ１２", "A12"),
        ("๑๒", "12"),
        ("a\u200b12", "A12"),
        ("a\u201112", "A-12"),
        ("1\ufe0f\u20e32\ufe0f\u20e3", "12"),
        ("หมวก1", "หมวก1"),
        ("น้ำ", "น้ำ"),
        ("città", "CITTÀ"),
        ("ABCDEFGHIJKL", "ABCDEFGHIJKL"),
        ("ABCDEFGHIJKLM", None),
        ("", None),
        ("-", None),
        ("---", None),
        ("A 12", None),
        ("A_12", None),
        ("A12!", None),
        ("\u0e48A", None),
        ("½", None),
        ("👍", None),
    ],
)
def test_it_knows_a_code(text: str, key: str | None) -> None:
    assert code_key(text) == key


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


PLAIN = [
    "A12", "a12", "A12!", "a12.", "#A12", "(A12)", "A12 👍🏽", "❤️ A12 ❤️", "A12 please", "A12 pls!",
    "A12 per favore", "per favore A12", "A12 grazie", "A12 ครับ", "A12ครับ", "A12 ค่ะ", "A12นะคะ",
    "hi A12", "ciao, A12", "@livestall_bot A12", "Ａ１２", "A๑๒", "L'A12", "\u200bA12",
]  # fmt: skip

WITH_VERB = [
    "cf A12", "CF a12", "cf: A12", "f A12", "claim A12", "mine A12", "sold A12", "buy A12",
    "take A12", "want A12", "I'll take A12", "I want the A12", "i take A12 please!", "reserve A12",
    "prendo A12", "lo prendo A12", "prendo l'A12", "prendo il A12", "mio A12", "mia A12",
    "compro A12", "vorrei A12", "per me A12", "ซีเอฟ A12", "ซีเอฟA12", "จอง A12", "จองA12",
    "จองA12ครับ", "รับ A12 ค่ะ", "เอา A12", "เอาA12นะคะ", "ขอ A12", "ขอจองA12ครับ", "cf A12 ครับ",
    "A12 mine", "A12 mio", "A12 cf", "A12 จอง", "A12จองครับ", "A12 lo prendo", "A12 for me",
    "A12 per me", "CF A๑๒", "cf ａ１２",
]  # fmt: skip


@pytest.mark.parametrize("text", PLAIN)
def test_it_reads_a_bare_code(text: str) -> None:
    assert readings(text) == [("A12", 1, (), False)]


@pytest.mark.parametrize("text", WITH_VERB)
def test_it_reads_a_verb_and_a_code(text: str) -> None:
    assert readings(text)[0] == ("A12", 1, (), True)


@pytest.mark.parametrize(
    "text",
    [
        "A12 x2", "A12 X2", "A12 x 2", "A12 ×2", "A12 × 2", "A12×2", "A12 *2", "A12*2", "A12 * 2",
        "A12 +2", "A12+2", "A12 + 2", "A12 =2", "A12=2", "A12 ＋２", "A12 x๒", "A12 (x2)",
        "A12 x2 pcs", "A12 2 pcs", "A12 2pz" , "A12 2 ชิ้น", "A12 2ตัวครับ", "A12 2 ตัวค่ะ", "A12 ✖️2",
    ],
)  # fmt: skip
def test_it_reads_a_marked_quantity(text: str) -> None:
    assert readings(text) == [("A12", 2, (), False)]


def test_it_offers_every_reading_the_likeliest_first() -> None:
    assert readings("F12") == [("F12", 1, (), False), ("12", 1, (), True)]
    assert readings("cfa12") == [("CFA12", 1, (), False), ("A12", 1, (), True)]
    assert readings("A12x2") == [("A12X2", 1, (), False), ("A12", 2, (), False)]
    assert readings("A12 2") == [("A12", 2, (), False), ("A12", 1, ("2",), False)]
    assert readings("F 12") == [
        ("12", 1, (), True),
        ("F", 12, (), False),
        ("F", 1, ("12",), False),
        ("F12", 1, (), False),
    ]
    assert readings("A 12") == [
        ("A", 12, (), False),
        ("A", 1, ("12",), False),
        ("A12", 1, (), False),
    ]
    assert readings("f12x2") == [
        ("F12X2", 1, (), False),
        ("F12", 2, (), False),
        ("12X2", 1, (), True),
        ("12", 2, (), True),
    ]
    assert readings("จองหมวกครับ") == [
        ("จองหมวกครับ", 1, (), False),
        ("หมวกครับ", 1, (), False),
        ("หมวก", 1, (), False),
    ]
    assert readings("A12 2 red") == [("A12", 1, ("2", "RED"), False), ("A12", 2, ("RED",), False)]


def test_it_reads_option_words() -> None:
    assert readings("cf a12 red L +2") == [("A12", 2, ("RED", "L"), True)]
    assert readings("A12 x2 red") == [("A12", 2, ("RED",), False)]
    assert readings("a12 rosso, 40.5") == [("A12", 1, ("ROSSO", "40.5"), False)]
    assert readings("A12 แดง 2 ตัวค่ะ") == [("A12", 2, ("แดง",), False)]
    assert option_words("Rosso / S-M") == ("ROSSO", "S-M")
    assert readings("A12 rosso/s-m") == [("A12", 1, ("ROSSO", "S-M"), False)]
    assert read_claim("A12 " + "red " * 7) is None


@pytest.mark.parametrize(
    ("said", "quantity"),
    [
        ("cf a12 size 38", 1), ("A12 size 38", 1), ("a12 taglia 38 x2", 2), ("A12 tg 38 2", 2),
        ("CF A12 ไซซ์ 38", 1), ("A12 red size 38", 1), ("A12 38 2", 2),
    ],
)  # fmt: skip
def test_a_number_behind_the_word_size_is_no_quantity(said: str, quantity: int) -> None:
    sold = {"A12": option_words("38 red") + option_words("39 blue")}
    claim = read_group_claim(said, sold)
    assert claim is not None
    meant = choose(claim, sold)
    assert isinstance(meant, Reading)
    assert (meant.quantity, "38" in meant.words) == (quantity, True)


def test_an_unknown_size_is_asked_about_rather_than_counted() -> None:
    claim = read_claim("cf a12 size 38")
    assert claim is not None
    meant = choose(claim, {"A12": option_words("S M L")})
    assert isinstance(meant, Reading)
    assert (meant.quantity, meant.words) == (1, ("SIZE", "38"))
    given_up = is_pass("pass a12 size 38")
    assert given_up is not None
    assert given_up.code == "A12"


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("A12 x0", "0"),
        ("A12 +0", "0"),
        ("A12 -2", "-2"),
        ("A12 =-2", "-2"),
        ("A12 x1000", "1000"),
        ("A12 x1,000", "1,000"),
        ("A12 x2.5", "2.5"),
        ("A12 x" + "9" * 100, "9" * 100),
    ],
)
def test_a_quantity_that_cannot_be_reserves_nothing(text: str, piece: str) -> None:
    assert read_claim(text) == Claim((), (BadQuantity("A12", piece),))


def test_a_bare_number_too_large_may_be_an_option() -> None:
    claim = read_claim("A12 5000")
    assert claim is not None
    assert claim.bad_quantity == (BadQuantity("A12", "5000"),)
    assert choose(claim, {"A12": ()}) == BadQuantity("A12", "5000")
    assert choose(claim, {"A12": {"5000"}}) == Reading("A12", 1, ("5000",), False)
    assert choose(claim, {"B1": ()}) is None


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "ครับ", "ขอบคุณค่ะ",
        "?", "👍", "!!!", "-", "+1", "is A12 sold?", "is A12 sold", "A12?", "A12 ?",
        "A12？", "A12 ไหม", "A12ไหม", "A12 มีไหมคะ", "A12 เท่าไหร่", "A12 กี่บาท", "A12 หรือ A13",
        "ขอ A12 ได้มั้ย",
        "quanto costa A12", "quanto costa A12?", "A12 quanto costa", "è A12 quello", "how much A12",
        "can I have A12", "do you have A12", "not A12", "don't want A12", "pass A12", "A12 pass",
        "ไม่เอา A12", "ไม่เอาA12", "/start", "/stock A12 +5", "https://example.com/A12",
        "A12 " * 60, "เสื้อ A12 ไหม",
    ],
)  # fmt: skip
def test_it_is_not_a_claim(text: str) -> None:
    assert read_claim(text) is None


def test_silk_is_not_a_question() -> None:
    assert readings("A12 ผ้าไหม") == [("A12", 1, ("ผ้าไหม",), False)]


def test_it_chooses_what_is_sold() -> None:
    def chosen(text: str, **products: str) -> Reading | BadQuantity | None:
        claim = read_claim(text)
        assert claim is not None
        return choose(claim, {code: names.split() for code, names in products.items()})

    assert chosen("F12", F12="") == Reading("F12", 1, (), False)
    assert chosen("F12", **{"12": ""}) == Reading("12", 1, (), True)
    assert chosen("A12x2", A12="") == Reading("A12", 2, (), False)
    assert chosen("A12x2", A12="", A12X2="") == Reading("A12X2", 1, (), False)
    assert chosen("A12 38", A12="") == Reading("A12", 38, (), False)
    assert chosen("A12 38", A12="38 39") == Reading("A12", 1, ("38",), False)
    assert chosen("A12 38 2", A12="38 39") == Reading("A12", 2, ("38",), False)
    assert chosen("A12 2 red", A12="RED") == Reading("A12", 2, ("RED",), False)
    assert chosen("A12 blue", A12="RED") == Reading("A12", 1, ("BLUE",), False)
    assert chosen("A 12", A12="") == Reading("A12", 1, (), False)
    assert chosen("hello") is None


def test_it_tells_a_claim_from_a_greeting() -> None:
    meant = [read_claim(text) for text in ("A12", "cf hat", "A12 x0")]
    talk = [read_claim(text) for text in ("hello", "สวัสดี", "ขอโทษค่ะ", "รับทราบ", "so nice today")]
    assert all(claim and claim.sounds_meant for claim in meant)
    assert not any(claim and claim.sounds_meant for claim in talk)


LINEUP = {"A12": {"RED", "BLUE", "L", "M"}, "B1": set[str](), "หมวก": set[str](), "A": {"12"}}


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("A12", Reading("A12", 1, (), False)),
        ("cf a12 red L x2", Reading("A12", 2, ("RED", "L"), True)),
        ("b1 +3 ครับ", Reading("B1", 3, (), False)),
        ("จองหมวก", Reading("หมวก", 1, (), False)),
        ("cf A12 redd", Reading("A12", 1, ("REDD",), True)),
    ],
)
def test_it_takes_a_groups_comment_for_a_claim(text: str, reading: Reading) -> None:
    claim = read_group_claim(text, LINEUP)
    assert claim is not None
    assert choose(claim, LINEUP) == reading


@pytest.mark.parametrize(
    "text",
    [
        "A12 is beautiful", "A12 redd", "A13", "cf A13", "sold A12 to my sister", "wow A12",
        "is A12 sold?", "A12 red red red red red", "I love B1", "A12 costs 20 euro",
        "take A12 off the table", "b1 รอก่อน",
    ],
)  # fmt: skip
def test_it_lets_other_talk_of_a_group_be(text: str) -> None:
    assert read_group_claim(text, LINEUP) is None


def test_a_group_hears_of_a_quantity_that_cannot_be() -> None:
    assert read_group_claim("A12 x0", LINEUP) == Claim((), (BadQuantity("A12", "0"),))
    assert read_group_claim("A13 x0", LINEUP) is None


@given(st.text(max_size=250))
def test_it_answers_to_any_text(text: str) -> None:
    claim = read_claim(text)
    if claim is None:
        return
    assert claim.readings or claim.bad_quantity
    assert len(set(claim.readings)) == len(claim.readings)
    for reading in claim.readings:
        assert code_key(reading.code) == reading.code
        assert 1 <= reading.quantity <= 999
        assert len(reading.words) <= 6
        assert all(fold(word) == word for word in reading.words)


codes = st.from_regex(r"[A-EG-Z]{0,2}[0-9]{1,3}|[ก-ฮ]{1,2}[0-9]{1,3}", fullmatch=True)
options = st.sampled_from([(), ("RED",), ("RED", "L"), ("แดง",), ("40.5",), ("S-M",)])
verbs = st.sampled_from(["", "cf ", "CF: ", "mine ", "lo prendo ", "ซีเอฟ ", "จอง", "I'll take "])
ends = st.sampled_from(["", "!", " please", " grazie", " ครับ", "ค่ะ", " 🙏🏽"])
counts = st.sampled_from([" x{}", " ×{}", "×{}", " +{}", "+{}", "={}", " * {}", " {}", " {} pcs"])


@given(code=codes, option=options, verb=verbs, end=ends, count=counts, quantity=st.integers(1, 999))
def test_it_finds_what_was_composed(
    *, code: str, option: tuple[str, ...], verb: str, end: str, count: str, quantity: int
) -> None:
    said = " ".join([code.lower(), *option]) + count.format(quantity) + end
    claim = read_claim(verb + said)
    assert claim is not None
    found = choose(claim, {code: option})
    assert found == Reading(code, quantity, option, bool(verb))


def test_it_is_fast() -> None:
    best = min(_microseconds("CF A12") for _ in range(20))
    assert best < 40, f"{best:.1f} µs"  # 4 to 8 on a quiet machine


def _microseconds(text: str) -> float:
    started = time.perf_counter()
    for _ in range(200):
        read_claim(text)
    return (time.perf_counter() - started) / 200 * 1e6
