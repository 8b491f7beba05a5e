"""Races for imports: the numbered cases of docs/races.md."""

from collections import Counter
from functools import partial

from sqlalchemy import select

from handlers import importing
from models import catalog, import_rows, sheet, uploads
from models.store import Tx
from models.uploads import UPLOAD
from tests.races import crowd
from tests.races.crowd import at_once
from tests.races.stage import SELLER, Stage, press


def begin(tx: Tx) -> None:
    """A file of 60 new products, checked."""
    rows = "".join(f"N{number},Thing,50,5\n" for number in range(60))
    table = sheet.read(f"code,title,price,stock\n{rows}".encode())
    assert isinstance(table, list)
    uploads.begin(tx, source="m:1:1", shop_id=1, person_id=SELLER, file_id="f")
    found = import_rows.check(table, {}, "THB")
    importing.checked(tx, uploads.upload(tx, 1), found)


def bring(tx: Tx) -> bool:
    return importing.some(tx, 1)


def test_i1_an_import_pressed_and_worked_at_by_several_goes_in_once(stage: Stage) -> None:
    with stage.tx() as tx:
        begin(tx)
    said = [press(SELLER, number, "importnow:1") for number in range(1, 7)]
    at_once(*(partial(crowd.deliver, stage.url, said[n::3]) for n in range(3)))
    at_once(*(partial(crowd.pump, stage.url) for _ in range(3)))
    at_once(*(partial(crowd.each, stage.url, [bring] * 4) for _ in range(4)))
    with stage.tx() as tx:
        assert len(catalog.items(tx, 1)) == 61
        assert tx.scalar(select(UPLOAD.c.state)) == "done"
    told = Counter(kind for kind, _ in stage.answers()[SELLER])
    assert (told["import_begun"], told["import_done"]) == (1, 1)
