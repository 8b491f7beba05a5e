"""Tables as programs write them: characters, separators, heads."""

import pytest

from models import sheet
from models.sheet import SheetProblem, SheetRow

THAI = "รหัส,ชื่อ,ราคา\nผ้า1,ผ้าไหม,390\nผ้า2,ผ้าฝ้าย,120\n"
ITALIAN = "codice;titolo;prezzo\nA1;Città è più;19,90\n"


def rows(data: bytes) -> list[SheetRow]:
    found = sheet.read(data)
    assert isinstance(found, list), found
    return found


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp874"]
)
def test_it_reads_thai_however_it_was_saved(encoding: str) -> None:
    found = rows(THAI.encode(encoding))
    assert [(row["code"], row["title"]) for row in found] == [("ผ้า1", "ผ้าไหม"), ("ผ้า2", "ผ้าฝ้าย")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_it_reads_italian_however_it_was_saved(encoding: str) -> None:
    [row] = rows(ITALIAN.encode(encoding))
    assert (row.number, row["title"], row["price"]) == (2, "Città è più", "19,90")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_it_finds_the_separator(separator: str, ending: str) -> None:
    table = (("Code", "Title ", "PRICE*", "stock"), ('"A1"', '"a; b, c"', "5", ""))
    text = ending.join(separator.join(row) for row in table)
    [row] = rows(text.encode())
    assert (row["code"], row["title"], row["stock"], row["limit"]) == ("A1", "a; b, c", "", "")


def test_it_counts_rows_as_a_spreadsheet_does() -> None:
    text = 'sep=;\ncode;title;description;price\n\nA1;x;"two\nlines";1\n;;;\nA2;y;;2'
    assert [(row.number, row["code"]) for row in rows(text.encode())] == [(3, "A1"), (5, "A2")]
    assert rows(text.encode())[0]["description"] == "two\nlines"


def test_it_reads_ten_thousand_rows() -> None:
    found = rows(b"code,title,price\n" + b"".join(b"A%d,b,1\n" % n for n in range(10_000)))
    assert (len(found), found[-1].number, found[-1]["code"]) == (10_000, 10_001, "A9999")


def test_no_row_behind_many_empty_ones_is_lost() -> None:
    found = rows(b"code,title,price\nA1,x,1\n" + b"\n" * 9000 + b"A2,y,2\n")
    assert [(row.number, row["code"]) for row in found] == [(2, "A1"), (9003, "A2")]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", SheetProblem("empty")),
        (b"  \n", SheetProblem("empty")),
        (b"code,title,price\n,,\n", SheetProblem("empty")),
        (b"PK\x03\x04....", SheetProblem("excel")),
        (bytes(range(256)) * 4, SheetProblem("not_text")),
        (b"\xff\xfe\x00", SheetProblem("not_text")),
        (b"hello\nworld", SheetProblem("columns", "code, title, price")),
        (b"code;title\nA1;x", SheetProblem("columns", "price")),
        (b"x" * (sheet.LARGEST + 1), SheetProblem("too_big")),
        (b"x" * 200_000, SheetProblem("not_text")),
        (b"code,title,price\n" + b"x" * 200_000, SheetProblem("not_text")),
        (b"code,title,price\n" + b"A,b,1\n" * 400 + b"B,c\0d,1\n", SheetProblem("not_text")),
        (b"code,title,price\n" + b"A,b,1\n" * 10_001, SheetProblem("too_many", "10001")),
        (b"code,title,price\n" + b"A,b,1\n\n" * 50_000, SheetProblem("too_many", "50000")),
    ],
)
def test_it_says_why_a_file_is_none(data: bytes, problem: SheetProblem) -> None:
    assert sheet.read(data) == problem


@pytest.mark.parametrize("cell", ["=1+1", "+66", "-5", "@me", "'=x", "plain", "'plain", "", "\tx"])
def test_a_cell_that_could_be_a_formula_comes_back_as_it_was(cell: str) -> None:
    assert sheet.unguarded(sheet.guarded(cell)) == cell
    assert not sheet.guarded(cell).startswith(("=", "+", "-", "@", "\t"))
