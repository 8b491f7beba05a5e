"""Races for imports: the numbered cases of docs/races.md."""

import asyncio
import random
from collections import Counter
from functools import partial

import pytest
from sqlalchemy import func, select

from bot.imports import Imports
from bot.request import make_bot
from handlers import importing
from models import catalog, import_rows, sheet, uploads
from models.history import HISTORY
from models.store import Store
from models.tx import Tx
from models.uploads import UPLOAD
from tests.races import crowd
from tests.races.crowd import at_once
from tests.races.stage import SELLER, Stage, press


def begin(tx: Tx, upload: int, rows: str) -> None:
    """A file of products, checked."""
    table = sheet.read(f"code,title,price,stock\n{rows}".encode())
    assert isinstance(table, list)
    uploads.begin(tx, source=f"m:1:{upload}", shop_id=1, person_id=SELLER, file_id="f")
    found = importing.report(import_rows.check(table, import_rows.goods_of(tx, 1), "THB"), "THB")
    importing.checked(tx, uploads.upload(tx, upload), found)


def new(count: int, stock: int = 5) -> str:
    return "".join(f"N{number},Thing,50,{stock}\n" for number in range(count))


def bring(tx: Tx) -> bool:
    return importing.some(tx, 1, importing.wanted(tx, 1))


def test_i1_an_import_pressed_and_worked_at_by_several_goes_in_once(stage: Stage) -> None:
    with stage.tx() as tx:
        begin(tx, 1, new(350))
    said = [press(SELLER, number, "importnow:1") for number in range(1, 7)]
    at_once(*(partial(crowd.deliver, stage.url, said[n::3]) for n in range(3)))
    at_once(*(partial(crowd.pump, stage.url) for _ in range(3)))
    at_once(*(partial(crowd.each, stage.url, [bring] * 4) for _ in range(4)))
    with stage.tx() as tx:
        assert len(catalog.items(tx, 1)) == 351
        assert tx.scalar(select(UPLOAD.c.state)) == "done"
    told = Counter(kind for kind, _ in stage.answers()[SELLER])
    assert (told["import_begun"], told["import_done"]) == (1, 1)


def import_on(url: str, reached: crowd.Counter) -> None:
    """Imports as one process of the market does; ``reached`` is how many entries are in."""

    async def watch(store: Store) -> None:
        while True:
            reached.value = (await store.read(partial(uploads.upload, upload_id=2))).imported
            await asyncio.sleep(0.001)

    async def work() -> None:
        async with crowd.store_at(url) as store, asyncio.TaskGroup() as tasks:
            tasks.create_task(Imports(store, make_bot("1:none", "http://127.0.0.1")).run())
            tasks.create_task(watch(store))

    asyncio.run(work())


@pytest.mark.timeout(180)
def test_i2_an_import_that_is_killed_again_and_again_goes_in_once(stage: Stage) -> None:
    with stage.tx() as tx:
        begin(tx, 1, new(100))
        assert uploads.move(tx, 1, "checked", "wanted")
        assert not importing.some(tx, 1, importing.wanted(tx, 1))
        begin(tx, 2, new(1600, stock=7))
        assert uploads.move(tx, 2, "checked", "wanted")
    kills = crowd.kill_again_and_again(import_on, stage.url, upto=1600, dice=random.Random(11))
    assert kills > 5
    with stage.tx() as tx:
        assert tx.scalar(select(func.count()).where(catalog.OPTION.c.free == 7)) == 1600
        changed = select(func.count()).where(HISTORY.c.what == "restocked")
        assert tx.scalar(changed) == 100
        assert uploads.upload(tx, 2).state == "done"
    told = Counter(kind for kind, _ in stage.answers()[SELLER])
    assert told["import_done"] == 2
