"""The end of a show: the report, reminders, files, who was first."""

import csv
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select, update

from models import holds, ledger, people, reporting, shows
from models.catalog import OPTION, PRODUCT
from models.ledger import LEDGER
from models.tx import Facts
from tests import books
from tests.handlers.stall import (
    ANNA,
    BEN,
    SELLER,
    SHOP,
    buttons,
    go_live,
    kinds,
    open_other,
    open_page,
    open_stall,
    pay,
)
from tests.market import Market, Told

DOCS = Path(__file__).parents[2] / "docs" / "ledger.md"


@pytest.fixture(autouse=True)
def _stall(market: Market) -> None:
    open_stall(market, scarves=3, started=(SELLER, ANNA, BEN))
    go_live(market, "Friday")


def one(messages: list[Told], kind: str) -> Told:
    found = [message for message in messages if message.kind == kind]
    assert len(found) == 1, kinds(messages)
    return found[0]


async def claims(market: Market) -> None:
    """Anna pays for two scarves, Ben holds the last one, waits for another, and has the bowl."""
    market.clock.pass_(minutes=2)
    await market.say(ANNA, "cf a12 x2")
    pay(market, open_page(market, ANNA))
    market.clock.pass_(minutes=3)
    await market.say(BEN, "cf a12 x2")
    await market.say(BEN, "b7")
    market.clock.pass_(minutes=1)
    for person in (ANNA, BEN, SELLER):
        market.told(person)


async def test_a_show_that_ends_reports_with_its_numbers(market: Market) -> None:
    await claims(market)
    report = one(await market.say(SELLER, "/end"), "show_report")
    facts = report.facts
    assert (facts["claims"], facts["buyers"], facts["paid"], facts["held"]) == (3, 2, 2, 2)
    assert (facts["unpaid"], facts["unpaid_amount"], facts["waiting"]) == (1, 64000, 1)
    chart = facts["chart"]
    assert (sum(chart["claims"]), chart["claimed"][-1], chart["paid"][-1]) == (3, 142000, 78000)
    assert [code for _, code in facts["sold_out"]] == ["A12", "B7"]
    assert "Not paying yet: 1 buyer, ฿640" in report.text
    assert buttons(report)[:3] == ["remindall:1", "showcsv:1", "ledger:1"]


async def test_whatever_ends_it_the_seller_hears_once(market: Market) -> None:
    with market.tx() as tx:
        assert reporting.end(tx, 1)
        assert not reporting.end(tx, 1)
    assert kinds(market.told(SELLER)) == ["show_report"]


async def test_an_empty_show_has_a_kind_word(market: Market) -> None:
    report = one(await market.say(SELLER, "/end"), "show_report")
    assert "No claims this time" in report.text
    assert report.facts["chart"]["claimed"][-1] == 0


async def test_it_reminds_each_buyer_once_in_one_message(market: Market) -> None:
    await claims(market)
    await market.say(SELLER, "/end")
    toast = one(await market.press(SELLER, "remindall:1"), "toast_reminded")
    assert toast.facts["count"] == 1
    [reminder] = market.told(BEN)
    assert reminder.kind == "seller_reminder"
    assert [line["code"] for line in reminder.facts["lines"]] == ["A12", "B7"]
    assert reminder.facts["total"] == 64000
    assert one(await market.press(SELLER, "remindall:1"), "toast_reminded").facts["count"] == 0
    assert (market.told(BEN), market.told(ANNA)) == ([], [])


async def test_who_was_or_is_just_reminded_by_the_clock_is_left_alone(market: Market) -> None:
    await claims(market)
    await market.say(SELLER, "/end")
    market.clock.pass_(minutes=8)  # its own reminder comes after ten minutes of fifteen
    assert one(await market.press(SELLER, "remindall:1"), "toast_reminded").facts["count"] == 0


async def test_a_reminder_by_hand_keeps_its_distance_from_the_clock_s(market: Market) -> None:
    await claims(market)
    await market.say(SELLER, "/end")
    market.clock.pass_(minutes=9)
    with market.tx() as tx:
        assert holds.remind(tx) == 2
    assert kinds(market.told(BEN)) == ["reminder", "reminder"]
    market.clock.pass_(minutes=1)
    assert one(await market.press(SELLER, "remindall:1"), "toast_reminded").facts["count"] == 0
    market.clock.pass_(minutes=1.5)
    assert one(await market.press(SELLER, "remindall:1"), "toast_reminded").facts["count"] == 1
    assert kinds(market.told(BEN)) == ["seller_reminder"]


async def test_who_blocked_the_bot_is_not_reminded(market: Market) -> None:
    await claims(market)
    await market.say(SELLER, "/end")
    with market.tx() as tx:
        tx.run(people.PERSON.update().where(people.PERSON.c.id == BEN).values(blocked=True))
    assert one(await market.press(SELLER, "remindall:1"), "toast_reminded").facts["count"] == 0
    assert market.told(BEN) == []


async def test_a_claim_between_shows_is_none_of_its(market: Market) -> None:
    await market.say(ANNA, "cf a12")
    with market.tx() as tx:
        people.edit_shop(tx, SHOP, between_shows=True)
    await market.say(SELLER, "/end")
    market.clock.pass_(minutes=1)
    await market.say(BEN, "cf b7")
    report = one(await market.press(SELLER, "report:1"), "show_report")
    assert (report.facts["claims"], report.facts["buyers"]) == (1, 1)


async def test_who_is_paying_is_not_reminded(market: Market) -> None:
    await claims(market)
    open_page(market, BEN)
    report = one(await market.say(SELLER, "/end"), "show_report")
    assert (report.facts["held"], report.facts["unpaid"]) == (2, 0)
    assert one(await market.press(SELLER, "remindall:1"), "toast_reminded").facts["count"] == 0


async def test_the_file_has_a_row_for_each_claim(market: Market) -> None:
    await claims(market)
    await market.say(SELLER, "/end")
    told = one(await market.press(SELLER, "showcsv:1"), "show_file")
    rows = list(csv.DictReader(io.StringIO(told.facts["file"]["text"].lstrip("\ufeff"))))
    assert [(row["buyer"], row["code"], row["quantity"], row["state"]) for row in rows] == [
        ("P2", "A12", "2", "paid"), ("P3", "A12", "1", "held"), ("P3", "A12", "1", "waiting"),
        ("P3", "B7", "1", "held"),
    ]  # fmt: skip
    assert (rows[0]["total"], rows[0]["paid_at"][:10], rows[0]["order"]) == (
        "780.00", "2026-11-23", "1",
    )  # fmt: skip
    assert rows[0]["address"]
    assert (rows[1]["address"], rows[1]["paid_at"]) == ("", "")


async def ledger_file(market: Market) -> Facts:
    told = one(await market.press(SELLER, "ledger:1"), "ledger_file")
    return told.facts


def check(text: str, folder: Path) -> tuple[int, str]:
    """Runs the program of docs/ledger.md on a file."""
    [program] = re.findall(r"```python\n(.*?)```", DOCS.read_text(), re.DOTALL)
    assert len(program.strip().splitlines()) <= 16
    (folder / "check.py").write_text(program)
    (folder / "ledger.csv").write_text(text)
    ran = subprocess.run(
        [sys.executable, str(folder / "check.py"), str(folder / "ledger.csv")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return ran.returncode, ran.stdout + ran.stderr


async def test_the_documents_program_finds_a_changed_line(market: Market, tmp_path: Path) -> None:
    await market.say(ANNA, "cf b7")
    await claims(market)
    await market.say(ANNA, "cf a12")
    await market.say(SELLER, "/end")
    market.clock.pass_(minutes=1)
    facts = await ledger_file(market)
    text = facts["file"]["text"]
    code, said = check(text, tmp_path)
    assert (code, facts["hash"] in said) == (0, True), said
    lines = text.splitlines(keepends=True)
    assert len(lines) == 1 + facts["count"] == 6
    changed = [*lines[:3], lines[3].replace(",part,", ",held,"), *lines[4:]]
    assert changed != lines
    assert check("".join(changed), tmp_path) == (1, "line 3 is not what it was\n")
    assert check("".join([*lines[:3], *lines[4:]]), tmp_path) == (1, "lines are missing behind 2\n")


async def test_no_cell_is_a_formula_and_the_documents_program_knows(
    market: Market, tmp_path: Path
) -> None:
    with market.tx() as tx:
        bowl = tx.scalar(select(PRODUCT.c.id).where(PRODUCT.c.code == "B7"))
        tx.run(update(OPTION).where(OPTION.c.product_id == bowl).values(name="=1+1"))
    await market.say(ANNA, "cf b7")
    await market.say(SELLER, "/end")
    market.clock.pass_(minutes=1)
    text = (await ledger_file(market))["file"]["text"]
    assert ",'=1+1," in text
    assert check(text, tmp_path)[0] == 0


async def test_a_later_show_is_checked_from_the_line_before(market: Market, tmp_path: Path) -> None:
    await claims(market)
    with market.tx() as tx:
        shows.end(tx, 1)
    go_live(market, "Saturday")
    market.clock.pass_(minutes=1)
    await market.say(ANNA, "cf a12")
    told = one(await market.press(SELLER, "ledger:2"), "ledger_file")
    text = told.facts["file"]["text"]
    assert [line.split(",")[0] for line in text.splitlines()[1:]] == ["3", "4"]
    assert check(text, tmp_path)[0] == 0
    assert check(text.replace(",A12,", ",A13,"), tmp_path)[0] == 1


async def test_the_ledger_names_nobody_but_tells_buyers_apart(market: Market) -> None:
    open_other(market, 1, code="X1")
    for person, words in ((ANNA, "cf a12"), (BEN, "cf a12"), (ANNA, "cf b7"), (ANNA, "cf x1")):
        await market.say(person, words)
    with market.tx() as tx:
        rows = tx.all(select(LEDGER).order_by(LEDGER.c.id))
    anna, ben, again, elsewhere = [row.buyer for row in rows]
    assert anna == again
    assert len({anna, ben, elsewhere}) == 3
    assert re.fullmatch(r"[0-9a-f]{12}", anna)


async def test_an_edit_that_claims_more_is_a_line(market: Market) -> None:
    body = {"message_id": 900, "from": {"id": ANNA, "is_bot": False, "first_name": "P2"},
            "chat": {"id": ANNA, "type": "private"}, "date": market.clock.now // 1000}  # fmt: skip
    await market.update({"message": body | {"text": "cf a12"}})
    edit = body | {"edit_date": market.clock.now // 1000}
    await market.update({"edited_message": edit | {"text": "cf a12 x5"}})
    await market.update({"edited_message": edit | {"text": "cf a12 x1"}})
    with market.tx() as tx:
        lines = tx.all(select(LEDGER).order_by(LEDGER.c.number))
        books.check(tx)
    assert [(line.quantity, line.outcome) for line in lines] == [(1, "held"), (4, "part")]


async def test_the_ledger_knows_a_changed_row(market: Market) -> None:
    await claims(market)
    with market.tx() as tx:
        tx.run(update(LEDGER).where(LEDGER.c.number == 2).values(decided_at=1))
        lines = tx.all(select(LEDGER).order_by(LEDGER.c.number))
        assert ledger.checked(list(lines)) == 2
        tx.run(update(LEDGER).where(LEDGER.c.number == 2).values(decided_at=lines[2].decided_at))


async def test_it_says_who_was_first(market: Market) -> None:
    await claims(market)
    told = one(await market.press(SELLER, "first:1"), "show_first")
    scarf, bowl = told.facts["products"]
    assert [(claim["buyer"], claim["quantity"]) for claim in scarf["first"]] == [
        ("P2", 2), ("P3", 2),
    ]  # fmt: skip
    assert (bowl["code"], bowl["claims"]) == ("B7", 1)


async def test_a_show_is_its_sellers_own(market: Market) -> None:
    open_other(market, 1)
    await claims(market)
    for word in ("report", "remindall", "showcsv", "ledger", "first"):
        assert kinds(await market.press(1001, f"{word}:1")) == ["toast_gone"]
        assert kinds(await market.press(ANNA, f"{word}:1"))[0] == "no_shop"
        assert kinds(await market.press(SELLER, f"{word}:99")) == ["toast_gone"]
    assert market.told(BEN) == []


async def test_nothing_to_check_where_nobody_claimed(market: Market) -> None:
    assert kinds(await market.press(SELLER, "ledger:1")) == ["toast_no_ledger"]
