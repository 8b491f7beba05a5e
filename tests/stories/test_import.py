"""A table of products goes in and out, through restarts."""

from pathlib import Path

from tests.town import buttons, data, newest, text, town

GOOD = (
    "code;title;option;price;stock;limit\r\n"
    "A1;Scarf;;390;5;\r\nD1;Dress;S;590,50;2;2\r\nD1;;M;590;0;\r\n"
)
BAD = GOOD + "B B;Bad;;1;1;\r\nC1;No price;;;1;\r\n"


async def test_a_table_is_checked_and_imported_through_restarts(folder: Path) -> None:
    async with town(folder) as here:
        seller = await here.shop("Imp", "imp")
        assert "Many products at once" in text(await here.ask(seller, "/import"))
        assert "document" in seller.inbox[-1]
        await here.restart()
        seller.document(BAD.encode("utf-16"), "goods.csv")
        report = await here.hears(seller, "2 rows have a problem", "Row 5", "Row 6")
        assert "3 rows are good" in text(report)
        await here.restart()
        seller.press(report, data(report, "importnow"))
        seller.stale_press(report, data(report, "importnow"))
        await here.hears(seller, "2 products imported")
        anna = await here.buyer("Anna", "imp")
        assert "Dress, S" in text(await here.ask(anna, "d1 s"))
        assert "waitlist" in text(await here.ask(anna, "d1 m"))
        before = newest(seller)
        await here.ask(seller, "/products")
        await here.press(seller, "productscsv")
        await here.hears(seller, "Your 2 products", after=before)
        sent = here.telegram.world.files.get(seller.inbox[-1]["document"]["file_id"])
        assert sent is not None
        seller.document(sent.data, "again.csv")
        told = await here.hears(seller, "all good", "nothing to import")
        assert buttons(told) == []
        here.check_manners()


async def test_a_spreadsheets_own_file_is_answered_kindly(folder: Path) -> None:
    async with town(folder) as here:
        seller = await here.shop("Xls", "xls")
        seller.document(b"PK\x03\x04" + b"x" * 100, "goods.xlsx")
        await here.hears(seller, "save it as CSV")
        seller.document("ชื่อ,ราคา\nผ้า,5".encode("cp874"), "goods.csv", "/import")
        await here.hears(seller, "I miss", "code")
        seller.document("รหัส,ชื่อ,ราคา,จำนวน\nผ้า1,ผ้าไหม,390,2\n".encode("cp874"), "goods.csv")
        report = await here.hears(seller, "1 row, all good")
        await here.press(seller, data(report, "importnow"), on=report)
        await here.hears(seller, "1 product imported")
        assert "ผ้าไหม" in text(await here.ask(await here.buyer("Nok", "xls"), "ผ้า๑"))
        here.check_manners()
