"""Tables in files: one of products out of whatever program wrote it, and any of ours into one."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from models.words.folding import fold

COLUMNS = ("code", "title", "description", "option", "price", "stock", "limit")
NEEDED = ("code", "title", "price")
MOST_ROWS = 10_000
LARGEST = 10 << 20
"""The largest file, in bytes."""

SheetReason = Literal["empty", "not_text", "excel", "columns", "too_many", "too_big", "gone"]

_NAMES: dict[str, tuple[str, ...]] = {
    "code": ("code", "sku", "item code", "codice", "cod", "รหัส", "รหัสสินค้า"),
    "title": ("title", "name", "product", "titolo", "nome", "prodotto", "ชื่อ", "ชื่อสินค้า", "สินค้า"),
    "description": ("description", "descrizione", "details", "รายละเอียด", "คำอธิบาย"),
    "option": ("option", "variant", "size", "colour", "color", "opzione", "variante", "taglia",
               "colore", "ตัวเลือก", "ไซซ์", "ขนาด", "สี"),
    "price": ("price", "prezzo", "ราคา"),
    "stock": ("stock", "quantity", "qty", "pieces", "scorta", "quantità", "qta", "pezzi", "จำนวน",
              "สต็อก", "สต๊อก", "คงเหลือ"),
    "limit": ("limit", "each buyer", "max", "limite", "massimo", "จำกัด", "จำกัดต่อคน"),
}  # fmt: skip
_COLUMN = {fold(name): column for column, names in _NAMES.items() for name in names}
_MARKED = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """Why a file is no table of products; ``what`` names the columns that are missing, or how many
    rows there are."""

    reason: SheetReason
    what: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as typed: its number as a spreadsheet shows it, and its cells by column."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read(data: bytes) -> list[SheetRow] | SheetProblem:
    """The rows of a CSV file of products, without its head and empty ones."""
    if len(data) > LARGEST:
        return SheetProblem("too_big")
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        return SheetProblem("excel")
    text = decode(data)
    if text is None or "\0" in text:
        return SheetProblem("not_text")
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\n")
    if told := re.match(r"(?i)sep=(.)\n", text):
        text = text[told.end() :]
    if not text.strip():
        return SheetProblem("empty")
    try:
        return _rows(text)
    except csv.Error:
        return SheetProblem("not_text")


def decode(data: bytes) -> str | None:
    """The text of a file; None if it is none.

    What isn't marked is UTF-8 if it can be, else UTF-16 by its many zeros, else Windows' Thai or
    Western: in Thai the upper half of the bytes stand together, in Western words one by one.
    """
    for mark, encoding in _MARKED.items():
        if data.startswith(mark):
            return _decoded(data, encoding)
    if b"\0" in data[:2000]:
        zeros = (data[:2000:2].count(0), data[1:2000:2].count(0))
        return _decoded(data, "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le")
    if (text := _decoded(data, "utf-8")) is not None:
        return text
    together = sum(map(len, re.findall(rb"[\xa1-\xfb]{2,}", data)))
    alone = sum(map(len, re.findall(rb"[\x80-\xff]+", data))) - together
    thai = _decoded(data, "cp874") if together > alone else None
    return thai if thai is not None else data.decode("cp1252", "replace")


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    printable = all(char.isprintable() or char in "\n\r\t\v\f\ufeff" for char in text[:2000])
    return text if printable else None


def _rows(text: str) -> list[SheetRow] | SheetProblem:
    separator = max(",;\t", key=lambda one: _known(next(csv.reader([_first(text)], delimiter=one))))
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    columns = [_COLUMN.get(_folded(cell)) for cell in next(records)]
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        return SheetProblem("columns", ", ".join(missing))
    rows: list[SheetRow] = []
    count = 0
    for number, record in enumerate(records, 2):
        if any(cell.strip() for cell in record):
            count += 1
            if count <= MOST_ROWS:
                rows.append(SheetRow(number, _cells(columns, record)))
    if not rows:
        return SheetProblem("empty")
    return rows if count == len(rows) else SheetProblem("too_many", str(count))


def _first(text: str) -> str:
    return text.split("\n", 1)[0]


def _folded(cell: str) -> str:
    return fold(cell).strip(" :*\ufeff")


def _known(cells: list[str]) -> int:
    return sum(_folded(cell) in _COLUMN for cell in cells)


def _cells(columns: list[str | None], record: list[str]) -> dict[str, str]:
    """The cells by column; of two columns of one kind the first that isn't empty."""
    cells: dict[str, str] = {}
    for column, cell in zip(columns, record, strict=False):
        if column is not None and not cells.get(column):
            cells[column] = unguarded(cell.strip())
    return cells


_FORMULA = re.compile(r"'*(\s*[=+\-@]|[\t\r\n])")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell that ``guarded`` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def written(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A CSV text; an empty cell for None. Its byte order mark has spreadsheets read Thai right."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(head)
    writer.writerows(["" if cell is None else guarded(str(cell)) for cell in row] for row in rows)
    return "\ufeff" + file.getvalue()
