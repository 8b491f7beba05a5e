"""Tables of products: checked, asked about, imported once, and written out again."""

import pytest

from models import catalog, options, people, talks, uploads
from models.options import Wanted
from tests import books
from tests.handlers.stall import (
    ANNA,
    SELLER,
    SHOP,
    buttons,
    kinds,
    open_other,
    open_stall,
    stock,
    suspend,
)
from tests.handlers.tables import HEAD, bring, bring_some, finish, goods, send, states
from tests.market import Market


@pytest.fixture(autouse=True)
def _stall(market: Market) -> None:
    open_stall(market)


async def test_it_explains_and_sends_the_form(market: Market) -> None:
    [told] = await market.say(SELLER, "/import")
    assert told.kind == "import_how"
    form = told.facts["file"]["text"]
    assert form.startswith("\ufeffcode,title,description,option,price,stock,limit")
    report = await send(market, form, caption="")
    assert (report.facts["good"], report.facts["bad"], report.facts["new"]) == (3, 0, 2)
    assert buttons(report) == ["importnow:1"]
    with market.tx() as tx:
        assert talks.talk(tx, SELLER) is None


async def test_it_waits_for_a_file(market: Market) -> None:
    await market.press(SELLER, "import")
    assert kinds(await market.say(SELLER, "A12")) == ["import_file_due"]
    assert kinds(await market.photo(SELLER)) == ["import_file_due"]
    assert kinds(await market.say(SELLER, "/cancel")) == ["left"]


async def test_a_table_outside_any_conversation_is_taken_too(market: Market) -> None:
    report = await send(market, HEAD + "C1,Cup,,,50,1,\n", caption="")
    assert report.kind == "import_report"
    told = await market.say(SELLER, "", document={"file_id": "f", "file_name": "cat.pdf"})
    assert kinds(told) == ["help_unknown"]
    told = await market.say(ANNA, "", document={"file_id": "f", "file_name": "x.csv"})
    assert kinds(told) == ["help_unknown"]


async def test_it_imports_what_is_new_and_what_changed(market: Market) -> None:
    table = (
        "code;title;option;price;stock;limit\n"
        "a12;Silk shawl;;420;7;\n"
        "B7;;;250;1;\n"
        "D1;Dress;Red S;590,50;3,00;2.0\n"
        "d1;;Red L;590,50;2;\n"
    )
    report = await send(market, table)
    found = [report.facts[name] for name in ("good", "bad", "new", "changed", "unchanged")]
    assert found == [4, 0, 1, 1, 1]
    assert "Import all 4 rows" in report.buttons[0].label
    assert goods(market)[0][1] == "Silk <scarf>"
    done = await bring(market, table)
    assert (done.kind, done.facts) == ("import_done", {"count": 2, "products": 3})
    assert goods(market) == [
        ("A12", "Silk shawl", "", "", 42000, 7, None),
        ("B7", "Bowl", "", "", 25000, 1, None),
        ("D1", "Dress", "", "Red S", 59050, 3, 2),
        ("D1", "Dress", "", "Red L", 59050, 2, 2),
    ]
    report = await send(market, table)
    assert (report.facts["unchanged"], report.buttons) == (3, [])
    assert "nothing to import" in report.text


async def test_the_check_names_the_lowest_and_the_highest_price(market: Market) -> None:
    report = await send(market, HEAD + 'C1,Cup,,,50,1,\nC2,Mug,,,"1,234.50",1,\nA12,,,,390,,\n')
    assert (report.facts["lowest"], report.facts["highest"]) == (5000, 123450)
    assert "Prices: ฿50 to ฿1,234.50" in report.text
    report = await send(market, HEAD + "C1,Cup,,,5999,1,\n")
    assert "Price: ฿5,999" in report.text
    report = await send(market, HEAD + "A12,,,,,9,\n")
    assert "Price" not in report.text


async def test_options_and_plain_products_dont_mix(market: Market) -> None:
    with market.tx() as tx:
        options.put(tx, catalog.item_of(tx, 2), [Wanted("S", 100, 1), Wanted("M", 100, 1)])
    report = await send(market, HEAD + "B7,,,,50,1,\n")
    assert report.facts["problems"][0]["reason"] == "unnamed"
    await bring(market, HEAD + "A12,,,S,400,1,\nA12,,,M,400,2,\n")
    assert [row[3:6] for row in goods(market)[:2]] == [("S", 40000, 1), ("M", 40000, 2)]
    many = "".join(f"B7,,,N{number},50,1,\n" for number in range(29))
    report = await send(market, HEAD + many)
    assert [one["reason"] for one in report.facts["problems"]] == ["too_many"]


async def test_pressed_twice_it_imports_once(market: Market) -> None:
    report = await send(market, HEAD + "C1,Cup,,,50,5,\n")
    assert kinds(await market.press(SELLER, "importnow:1")) == ["import_begun"]
    assert kinds(await market.press(SELLER, "importnow:1")) == ["toast_import_state"]
    finish(market, report.facts["upload"])
    await market.say(ANNA, "c1 x2")
    finish(market, report.facts["upload"])
    assert kinds(market.told(SELLER)) == ["import_done"]
    assert kinds(await market.press(SELLER, "importnow:1")) == ["toast_import_state"]
    assert kinds(await market.press(SELLER, "importno:1")) == ["toast_import_state"]
    assert stock(market, 3) == (3, 2, 0, 0)


async def test_nothing_is_imported_if_the_seller_says_so(market: Market) -> None:
    before = goods(market)
    await send(market, HEAD + "A12,,,,50,5,\n,,,,,,1\n")
    assert kinds(await market.press(SELLER, "importno:1")) == ["import_dropped"]
    assert kinds(await market.press(SELLER, "importnow:1")) == ["toast_import_state"]
    assert goods(market) == before


async def test_another_file_takes_the_place_of_the_first(market: Market) -> None:
    await send(market, HEAD + "C1,Cup,,,50,5,\n")
    await send(market, HEAD + "C2,Cup,,,50,5,\n")
    assert states(market) == ["ended", "checked"]
    assert kinds(await market.press(SELLER, "importnow:1")) == ["toast_import_state"]


async def test_nobody_imports_into_somebody_elses_shop(market: Market) -> None:
    open_other(market, 5)
    await send(market, HEAD + "C1,Cup,,,50,5,\n")
    for data in ("importnow:1", "importno:1", "importnow:99"):
        assert kinds(await market.press(1005, data)) == ["toast_gone"]
        assert kinds(await market.press(ANNA, data)) == ["no_shop"]
    assert kinds(await market.say(ANNA, "/import")) == ["no_shop"]
    suspend(market)
    assert kinds(await market.press(SELLER, "importnow:1")) == ["shop_not_open"]
    assert states(market) == ["checked"]


async def test_it_goes_on_where_it_was_killed(market: Market) -> None:
    rows = "".join(f"N{number},Thing {number},,,50,5,\n" for number in range(250))
    await send(market, HEAD + rows)
    await market.press(SELLER, "importnow:1")
    assert bring_some(market, 1)
    with market.tx() as tx:
        assert (uploads.upload(tx, 1).imported, len(catalog.items(tx, SHOP))) == (100, 102)
        catalog.edit_product(tx, catalog.items(tx, SHOP)[2].product_id, title="Renamed meanwhile")
    finish(market, 1)
    assert len(goods(market)) == 252
    assert "Renamed meanwhile" in [row[1] for row in goods(market)]


async def test_changes_go_in_a_few_options_at_a_time(market: Market) -> None:
    options = "".join(f"D1,Dress,,Size {size},50,5,\n" for size in range(12))
    await bring(market, HEAD + options + "C1,Cup,,,50,5,\nC2,Cup,,,50,5,\n")
    report = await send(market, (HEAD + options).replace(",50,5", ",60,6") + "C1,,,,7,,\nC2,,,,8,,")
    assert report.facts["changed"] == 3
    [begun, _] = await market.press(SELLER, str(report.buttons[0].data))
    prices = []
    while bring_some(market, 2):
        prices.append([row[4] for row in goods(market)])
    assert [sum(price != 5000 for price in each[4:]) for each in prices] == [5, 10]
    [told] = market.told(SELLER)
    assert (begun.facts["count"], told.facts["count"]) == (3, 3)
    assert [row[4] for row in goods(market)[2:]] == [700, 800, *[6000] * 12]
    assert {row[1] for row in goods(market)[4:]} == {"Dress"}


async def test_a_code_that_was_taken_since_the_check_is_changed(market: Market) -> None:
    report = await send(market, HEAD + "C1,Cup,Blue,,50,5,2\nC2,Mug,,,60,5,\n")
    with market.tx() as tx:
        catalog.add_product(tx, shop_id=SHOP, code="c1", key="C1", title="Bowl", price=1, stock=1)
    await market.press(SELLER, str(report.buttons[0].data))
    finish(market, 1)
    assert goods(market)[2:] == [
        ("c1", "Cup", "Blue", "", 5000, 5, 2),
        ("C2", "Mug", "", "", 6000, 5, None),
    ]


async def test_a_product_that_was_archived_since_the_check_comes_anew_if_all_is_said(
    market: Market,
) -> None:
    report = await send(market, HEAD + "A12,Shawl,,,50,9,\nB7,,,,50,,\n")
    with market.tx() as tx:
        for item in catalog.items(tx, SHOP):
            catalog.edit_product(tx, item.product_id, archived=True)
    await market.press(SELLER, str(report.buttons[0].data))
    finish(market, 1)
    assert goods(market) == [("A12", "Shawl", "", "", 5000, 9, None)]


async def test_what_was_archived_is_on_sale_again_and_limits_go(market: Market) -> None:
    await bring(market, HEAD + "D1,Dress,,S,400,1,2\nD1,,,M,400,1,\n")
    with market.tx() as tx:
        small, large = catalog.choices(tx, SHOP, "D1")
        options.archive(tx, small)
    assert [(row[3], row[6]) for row in goods(market)[2:]] == [("M", 2)]
    await bring(market, HEAD + "D1,,,S,,1,0\n")
    assert [(row[3], row[6]) for row in goods(market)[2:]] == [("S", None), ("M", None)]
    assert stock(market, large.option_id) == (1, 0, 0, 0)


async def test_new_stock_goes_to_whoever_waits(market: Market) -> None:
    await market.say(ANNA, "a12 x4")
    assert stock(market) == (0, 2, 0, 1)
    await bring(market, HEAD + "A12,,,,,3,\n")
    assert stock(market) == (1, 4, 0, 0)
    assert "promoted" in kinds(market.told(ANNA))
    with market.tx() as tx:
        books.check(tx, answered=True)


async def test_a_stock_that_didnt_change_leaves_what_is_sold_meanwhile(market: Market) -> None:
    report = await send(market, HEAD + "A12,Shawl,,,390,2,\n")
    await market.say(ANNA, "a12")
    await market.press(SELLER, "importnow:1")
    finish(market, report.facts["upload"])
    assert stock(market) == (1, 1, 0, 0)
    assert goods(market)[0][1] == "Shawl"


async def test_what_goes_out_comes_back_the_same(market: Market) -> None:
    table = (
        HEAD + 'D1,"=Dress, ""long""","Two\nlines, and 9 €",Red S,590.50,3,2\nD1,,,Red L,640,0,\n'
        "ผ้า1,ผ้าไหม,,,19.9,1,\n"
    )
    await bring(market, table)
    before = goods(market)
    [told, _] = await market.press(SELLER, "productscsv")
    assert told.kind == "products_file"
    file = told.facts["file"]["text"]
    report = await send(market, file)
    assert (report.facts["unchanged"], report.facts["bad"], report.facts["new"]) == (4, 0, 0)
    with market.tx() as tx:
        for every in catalog.goods(tx, SHOP):
            catalog.edit_product(tx, every[0].product_id, archived=True)
    assert goods(market) == []
    await bring(market, file)
    assert goods(market) == before
    assert before[2][1] == '=Dress, "long"'


async def test_it_says_how_many_cost_too_little_to_be_paid_alone(market: Market) -> None:
    with market.tx() as tx:
        people.edit_shop(tx, SHOP, currency="EUR")
    told = await send(market, HEAD + "P1,Pin,,,0.10,5,\nP2,Pin,,,0.50,5,\n")
    assert told.facts["cheap"] == 1
    assert "1 product costs less than €0.50" in told.text
