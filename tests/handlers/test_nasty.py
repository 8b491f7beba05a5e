"""Whatever is typed, sent or pressed: nothing fails, and nobody is left without an answer."""

from itertools import product

import pytest
from sqlalchemy import func, select

from handlers import table
from models.incoming import INCOMING
from models.outgoing import OUTGOING
from models.tx import Facts
from tests.handlers.stall import ANNA, SELLER, kinds, open_page, open_stall, pay
from tests.market import Market

OTHERS = {"forget", "language"}
"""Buttons that change who one is."""

TEXTS = (
    "",
    " ",
    "0",
    "-3",
    "1e9",
    "19,90",
    "1.234,50",
    "NaN",
    "x" * 4096,
    "๑๒๓",
    "１２",
    "ผ้าไหม",
    "🧣🧣",
    "\u2060",
    "\u202e A12",
    "<b>&amp;",
    "a\nb\nc",
    "'; DROP TABLE shop;--",
    "A12",
    "%s{}%(x)s",
    "#",
    "@",
    "http://",
    "https://[",
    "A12 Silk 390 x2",
    "9" * 400,
    "0.001",
    "THB",
    "//",
)
STEPS: dict[str, list[str]] = {
    "sell": ["/sell"],
    "sell name": ["/sell", "New shop"],
    "sell currency": ["/sell", "New shop", "new-shop"],
    "sell shipping": ["/sell", "New shop", "new-shop", "EUR"],
    "sell fee": ["/sell", "New shop", "new-shop", "EUR", "flat"],
    "sell zone": ["/sell", "New shop", "new-shop", "EUR", "pickup"],
    "photo": ["/newproduct"],
    "line": ["/newproduct C3"],
    "code": ["/newproduct", "skip"],
    "title": ["/newproduct", "skip", "C3"],
    "price": ["/newproduct", "skip", "C3", "Scarf"],
    "stock": ["/newproduct", "skip", "C3", "Scarf", "390"],
    "new price": ["!price:1"],
    "new title": ["!title:1"],
    "new photo": ["!photo:1"],
    "live": ["!live"],
    "tracking": ["!ship:1"],
    "rename": ["!termname"],
    "shipping": ["!termship"],
    "hold": ["!termhold"],
    "zone": ["!termzone"],
}
COMMANDS = ("newproduct", "live", "stock", "show", "next", "products", "sales", "shop", "sell",
            "pause", "resume", "end", "payouts", "sellers", "stats")  # fmt: skip
THINGS: tuple[Facts, ...] = (
    {"sticker": {"file_id": "s"}},
    {"voice": {"file_id": "v"}},
    {"document": {"file_id": "d"}},
    {"photo": [{"file_id": "p"}]},
    {"photo": [{"file_id": "p"}], "caption": "x" * 1024},
    {"photo": [{"file_id": "p"}], "caption": "/show"},
    {"location": {"latitude": 1, "longitude": 1}},
    {"contact": {"phone_number": "1", "first_name": "x"}},
)


@pytest.fixture(autouse=True)
async def _stall(market: Market) -> None:
    open_stall(market, shipping=5000)
    await market.say(ANNA, "cf a12")
    pay(market, open_page(market))
    market.told(SELLER)


def failed(market: Market) -> list[str]:
    with market.tx() as tx:
        said = INCOMING.c.source == "telegram"
        rows = tx.all(select(INCOMING).where(said, INCOMING.c.state != "done"))
    return [f"{row.payload} {row.error}" for row in rows]


@pytest.mark.parametrize("step", STEPS)
async def test_no_answer_breaks_a_question(market: Market, step: str) -> None:
    answers: list[Facts] = [{"text": text} for text in TEXTS]
    updates: list[Facts] = []
    for number, answer in enumerate((*answers, *THINGS)):
        person = 100 + number if step.startswith("sell") else SELLER
        updates.append(market.message(person, "/cancel"))
        for said in STEPS[step]:
            if said[0] == "!":
                updates.append(press(person, said[1:]))
            else:
                slug = said.replace("new-shop", f"new-shop-{number}")
                updates.append(market.message(person, slug))
        updates.append(market.message(person, "", **answer))
    before = told(market)
    await market.update(*updates)
    assert failed(market) == []
    assert told(market) - before >= len(updates)


def told(market: Market) -> int:
    """How much was said, silent answers to presses left out."""
    with market.tx() as tx:
        return int(tx.scalar(select(func.count()).where(OUTGOING.c.kind != "")))


def press(person: int, data: str) -> Facts:
    under = {"message_id": 7, "date": 1, "chat": {"id": person, "type": "private"}}
    return {"callback_query": {"id": data, "from": user(person), "message": under, "data": data}}


def user(person: int) -> Facts:
    return {"id": person, "is_bot": False, "first_name": f"P{person}", "language_code": "it"}


@pytest.mark.parametrize("live", ["/live", "/end"])
async def test_no_words_break_a_command(market: Market, live: str) -> None:
    await market.say(SELLER, "/live")
    await market.say(SELLER, live)
    said = [
        market.message(person, f"/{command} {text}")
        for command, text, person in product(COMMANDS, TEXTS, (SELLER, ANNA))
    ]
    await market.update(*said)
    assert failed(market) == []
    assert len(kinds(market.told(SELLER))) >= len(said) // 2
    assert len(kinds(market.told(ANNA))) >= len(said) // 2


@pytest.mark.parametrize("person", [SELLER, ANNA])
async def test_no_numbers_break_a_button(market: Market, person: int) -> None:
    await market.say(SELLER, "/live")
    market.told(person)
    numbers = (-1, 0, 1, 2, 99, 2**31, 2**52, 2**80)
    tails = ["", *(f":{one}" for one in numbers), ":1:2:3", ":", ":x", ":1.5", ":١", "::"]
    tails += [f":{one}:{two}" for one, two in product(numbers, numbers)]
    data = [word + tail for word in sorted(set(table.PRESSES) - OTHERS) for tail in tails]
    presses = [press(person, one) for one in data]
    await market.update(*presses)
    assert failed(market) == []
    assert sum(one.method == "answer" for one in market.told(person)) == len(presses)
