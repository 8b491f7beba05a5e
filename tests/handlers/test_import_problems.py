"""What an import can't take: each bad row with its reason, and files that are no tables."""

import csv
import re
from html import unescape

import pytest

from models import people, uploads
from models.sheet import LARGEST
from tests.handlers.stall import SELLER, SHOP, buttons, open_stall
from tests.handlers.tables import HEAD, bring, goods, send, states, work
from tests.market import Market


@pytest.fixture(autouse=True)
def _stall(market: Market) -> None:
    open_stall(market)


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (",Cup,,,50,1,", "code", "missing"), ("A B,Cup,,,50,1,", "code", "code"),
        ("C1,,,,50,1,", "title", "missing"), (f"C1,{'x' * 81},,,50,1,", "title", "too_long"),
        (f"C1,Cup,{'x' * 601},,50,1,", "description", "too_long"),
        ("C1,Cup,,,,1,", "price", "missing"), ("C1,Cup,,,cheap,1,", "price", "not_a_number"),
        ("C1,Cup,,,50,,", "stock", "missing"), ("C1,Cup,,,50,1e3,", "stock", "number"),
        ("C1,Cup,,,50,1,many", "limit", "number"), (f"C1,Cup,,{'x' * 25},50,1,", "option", "name"),
        ("C1,Cup,,!!,50,1,", "option", "name"), ("C1,Cup,,,5.999,1,", "price", "decimals"),
    ],
)  # fmt: skip
async def test_it_names_a_bad_row(market: Market, row: str, column: str, reason: str) -> None:
    report = await send(market, HEAD + "G1,Good,,,50,1,\n" + row + "\n")
    [problem] = report.facts["problems"]
    assert (problem["row"], problem["column"], problem["reason"]) == (3, column, reason)
    assert "Row 3" in report.text
    assert buttons(report) == ["importnow:1", "importno:1"]
    assert "Import the 1 good row" in report.buttons[0].label


PRICES = [
    ("THB", "cheap", "I can't read cheap as a price in THB"),
    ("THB", "0", "A price must be more than zero"),
    ("THB", "-5", "-5 is below zero: a price has no minus"),
    ("THB", "99999999999", "99999999999 is more than one payment can carry"),
    ("KWD", "3.125", "3.125 is finer than card payments in KWD can be: round it a little, please"),
    ("JPY", "31.25", "31.25 has too many decimals for JPY"),
    ("THB", "5.999", "5.999 has too many decimals, or its thousands need no separator"),
]
NUMBERS = [
    (",-3,", "stock: -3 is below zero"),
    (",−3.0,", "stock: −3.0 is below zero"),
    (",99999999,", "stock: 99999999 is more than 9,999"),
    (f",{'9' * 5000},", f"stock: {'9' * 40} is more than 9,999"),
    (",5.5,", "stock: 5.5 isn't a whole number in plain digits"),
    (",1,-1", "limit: -1 is below zero"),
    (",1,1000", "limit: 1000 is more than 999"),
]


async def told_of(market: Market, row: str) -> str:
    """How the chat, and the file of all problems too, names the one that is wrong with a row."""
    await market.say(SELLER, "", document={"file_id": "f"}, caption="/import")
    work(market, (HEAD + row + "\n,x,,,1,1," * 20).encode())
    report, listed = market.told(SELLER)
    [line] = [line for line in report.text.splitlines() if "Row 2:" in line]
    [_, first, *_] = csv.reader(listed.facts["file"]["text"].splitlines())
    told = unescape(re.sub("</?code>", "", line)).removeprefix("• Row 2: ")
    assert told == first[2].removeprefix("'")
    return told


@pytest.mark.parametrize(("currency", "price", "told"), PRICES)
async def test_it_says_of_a_bad_price_what_newproduct_says(
    market: Market, currency: str, price: str, told: str
) -> None:
    with market.tx() as tx:
        people.edit_shop(tx, SHOP, currency=currency)
    assert await told_of(market, f"C1,Cup,,,{price},1,") == told


@pytest.mark.parametrize(("cells", "told"), NUMBERS)
async def test_it_says_what_is_wrong_with_a_number(market: Market, cells: str, told: str) -> None:
    assert await told_of(market, f"C1,Cup,,,50{cells}") == told


@pytest.mark.parametrize(("stock", "free"), [("0", 0), ("-0", 0), ("007", 7), ("9999.00", 9999)])
async def test_it_reads_a_number_however_it_was_written(
    market: Market, stock: str, free: int
) -> None:
    await bring(market, f"{HEAD}C1,Cup,,,50,{stock},\n")
    assert goods(market)[-1][5] == free


@pytest.mark.parametrize(
    ("rows", "bad", "reason"),
    [
        ("C1,Cup,,S,50,1,\nC1,,,s,60,1,", 3, "twice"),
        ("C1,Cup,,S,50,1,\nC1,,,,60,1,", 3, "unnamed"),
        ("C1,Cup,,S,50,1,\nC1,Mug,,M,60,1,", 3, "differs"),
        ("C1,Cup,,S,50,1,2\nC1,,,M,60,1,3", 3, "differs"),
        ("C1,Cup,,S,cheap,1,\nC1,,,M,60,1,", 2, "not_a_number"),
    ],
)
async def test_the_other_options_of_a_bad_row_are_good(
    market: Market, rows: str, bad: int, reason: str
) -> None:
    report = await send(market, HEAD + rows)
    [problem] = report.facts["problems"]
    assert (problem["row"], problem["reason"], report.facts["good"]) == (bad, reason, 1)


async def test_many_problems_come_as_a_file(market: Market) -> None:
    report = await send(market, HEAD + ",x,,,1,1,\n" * 25)
    assert (len(report.facts["problems"]), report.facts["more"]) == (20, 5)
    assert report.buttons == []
    with market.tx() as tx:
        assert uploads.upload(tx, 1).state == "ended"


async def test_the_file_of_problems_names_them_all(market: Market) -> None:
    await market.say(SELLER, "", document={"file_id": "f"}, caption="/import")
    work(market, (HEAD + "A B,=cmd,,,1,1,\n" * 25).encode())
    [_, told] = market.told(SELLER)
    lines = told.facts["file"]["text"].splitlines()
    assert (told.kind, len(lines), lines[1]) == (
        "import_problems",
        26,
        "2,code,A B can't be a code,A B",
    )


async def test_the_file_of_problems_speaks_the_sellers_language(market: Market) -> None:
    market.languages[SELLER] = "it"
    await market.say(SELLER, "", document={"file_id": "f"}, caption="/import")
    work(market, (HEAD + "A B,Cup,,,1,1,\n" * 25).encode())
    [_, told] = market.told(SELLER)
    head, first, *_ = told.facts["file"]["text"].splitlines()
    assert head == "\ufeffriga,colonna,problema,scritto"
    assert first == "2,code,A B non può essere un codice,A B"


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"PK\x03\x04", "excel"), (b"", "empty"), (b"a,b\n1,2", "columns"), (b"\x00\x01", "not_text")],
)
async def test_it_says_why_a_file_is_no_table(market: Market, data: bytes, reason: str) -> None:
    told = await send(market, data)
    assert (told.kind, told.facts["reason"]) == ("import_problem", reason)
    assert states(market) == ["failed"]


async def test_it_counts_the_rows_of_a_file_with_too_many(market: Market) -> None:
    told = await send(market, HEAD + "C1,Cup,,,50,1,\n" * 25_000)
    assert told.text == "25,000 rows are too many for one file: please keep it to 10,000."


async def test_a_file_that_is_too_big_isnt_even_fetched(market: Market) -> None:
    [told] = await market.say(
        SELLER, "", caption="/import", document={"file_id": "f", "file_size": LARGEST + 1}
    )
    assert (told.kind, told.facts["reason"]) == ("import_problem", "too_big")
    assert states(market) == []
