"""The command line, as an operator runs it: a process with an environment of its own."""

import asyncio
import json
import signal
import socket
import sys
from asyncio.subprocess import PIPE

import aiohttp
import pytest

from sandbox.stripe import Stripe
from sandbox.telegram import Telegram
from sandbox.telegram.people import User
from tests.machine import KEY, MAIN, TOKEN, Machine, Serving, get

WRITER = """
import sqlite3, sys
live = sqlite3.connect(sys.argv[1], timeout=30)
live.executescript("CREATE TABLE one (n); CREATE TABLE two (n);")
for number in range(10**9):
    with live:
        live.execute("INSERT INTO one VALUES (?)", [number])
        live.execute("INSERT INTO two VALUES (?)", [number])
    if number == 100:
        print("writing", flush=True)
"""


ENDING = """
import atexit, gc, sys
sys.path.insert(0, sys.argv[1])
import main
atexit.register(lambda: print(gc.get_freeze_count()))
sys.exit(0 if main.main(["doctor"]) == 2 else 1)
"""


async def test_it_names_a_missing_setting_and_does_nothing(machine: Machine) -> None:
    del machine.settings["TELEGRAM_TOKEN"]
    for words in ([], ["doctor"], ["backup", "copy.db"]):
        assert "LIVESTALL_TELEGRAM_TOKEN is not set." in await machine.refused(*words)
    assert list(machine.folder.iterdir()) == []


async def test_it_reads_its_settings_from_a_file(machine: Machine) -> None:
    (machine.folder / ".env").write_text("LIVESTALL_HOLD=soon\n")
    assert (await machine.refused("migrate")).startswith("LIVESTALL_HOLD must be")


async def test_it_does_not_know_other_commands(machine: Machine) -> None:
    status, out, err = await machine.run("sell")
    assert (status, out) == (2, "")
    assert "invalid choice: 'sell'" in err


async def test_it_makes_the_schema_of_a_new_database_and_leaves_a_new_one(machine: Machine) -> None:
    for _ in ("empty", "newest"):
        status, out, err = await machine.run("migrate")
        assert (status, out) == (0, "The database has the newest schema.\n"), err
        assert "Traceback" not in err
        assert machine.counts(machine.database, "alembic_version", "person", "orders") == [1, 0, 0]


async def test_it_names_a_database_that_it_cannot_use(machine: Machine) -> None:
    machine.settings["DATABASE_URL"] = "sqlite:///no/such/folder/market.db"
    for words in (["migrate"], ["backup", "copy.db"]):
        assert "LIVESTALL_DATABASE_URL" in await machine.refused(*words)
    machine.database.write_text("This is a shopping list, not a database. " * 100)
    del machine.settings["DATABASE_URL"]
    assert "LIVESTALL_DATABASE_URL" in await machine.refused("migrate")


async def test_a_copy_is_whole_while_another_program_writes(machine: Machine) -> None:
    await machine.run("migrate")
    writer = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WRITER, str(machine.database), stdout=PIPE
    )
    machine.running.append(writer)
    assert writer.stdout is not None
    assert await writer.stdout.readline() == b"writing\n"
    before = machine.counts(machine.database, "one")[0]
    status, out, err = await machine.run("backup", "copy.db")
    after = machine.counts(machine.database, "one")[0]
    assert (status, out, err) == (0, "Copied the database to copy.db.\n", "")
    assert writer.returncode is None
    one, two, steps = machine.counts(machine.folder / "copy.db", "one", "two", "alembic_version")
    assert one == two
    assert before <= one <= after
    assert steps == 1


async def test_a_copy_never_replaces_a_file(machine: Machine) -> None:
    await machine.run("migrate")
    copy = machine.folder / "copy.db"
    copy.write_text("precious")
    status, out, err = await machine.run("backup", "copy.db")
    assert (status, out) == (1, "")
    assert err == "copy.db exists already; choose another name.\n"
    assert copy.read_text() == "precious"


async def test_a_copy_needs_a_database_and_a_place(machine: Machine) -> None:
    assert "LIVESTALL_DATABASE_URL" in await machine.refused("backup", "copy.db")
    await machine.run("migrate")
    status, out, err = await machine.run("backup", "no/such/folder/copy.db")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "no/such/folder/copy.db" in err


async def test_doctor_finds_all_well(machine: Machine, telegram: Telegram, stripe: Stripe) -> None:
    status, out, err = await machine.run("doctor")
    assert (status, err) == (0, "")
    assert {line[0] for line in out.splitlines()} == {"✓"}
    for part in ("Settings", "Database", "Telegram", "Stripe", "Public address"):
        assert part in out
    assert TOKEN not in out
    assert KEY not in out


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("STRIPE_SECRET_KEY", "sk_test_other", "LIVESTALL_STRIPE_SECRET_KEY"),
        ("TELEGRAM_TOKEN", "123456:other", "refuses the token"),
        ("STRIPE_API_URL", "http://127.0.0.1:9", "Stripe can't be reached"),
        ("TELEGRAM_API_URL", "http://127.0.0.1:9", "Telegram: can't be reached"),
        ("PUBLIC_URL", "http://localhost:8080", "only known on this computer"),
        ("DATABASE_URL", "sqlite:///no/such/folder/market.db", "Database: can't be opened"),
    ],
)
@pytest.mark.usefixtures("telegram", "stripe")
async def test_doctor_names_what_is_not_well(
    machine: Machine, name: str, value: str, words: str
) -> None:
    machine.settings[name] = value
    status, out, err = await machine.run("doctor")
    assert (status, err) == (1, "")
    (bad,) = [line for line in out.splitlines() if not line.startswith("✓")]
    assert bad.startswith("✗ ")
    assert words in bad
    assert "secret-half" not in out


async def test_it_serves_stops_and_serves_again(
    machine: Machine, telegram: Telegram, stripe: Stripe
) -> None:
    for sign in (signal.SIGTERM, signal.SIGINT):
        serving = Serving(await machine.start())
        url = await serving.ready()
        status, said = await get(f"{url}/healthz")
        assert (status, said.pop("ok"), set(said.values())) == (200, True, {"ok"})
        lines = await serving.stop(sign)
        assert lines[-1]["event"] == "stopped"
        assert {line["level"] for line in lines} == {"info"}
    assert machine.counts(machine.database, "alembic_version", "incoming") == [1, 0]


async def test_it_answers_after_it_was_killed(
    machine: Machine, telegram: Telegram, stripe: Stripe
) -> None:
    malee = telegram.user("Malee")
    for wanted in (1, 2):
        serving = Serving(await machine.start("serve"))
        await serving.ready()
        malee.say("/start")
        await answered(telegram, malee, wanted)
        serving.process.kill()
        assert await serving.process.wait() == -signal.SIGKILL
    serving = Serving(await machine.start("serve"))
    await serving.ready()
    await serving.stop()


async def answered(telegram: Telegram, person: User, times: int) -> None:
    await telegram.until(lambda: len(telegram.sent(person.id)) >= times, within=30)


async def test_its_log_keeps_secrets_and_people_to_itself(
    machine: Machine, telegram: Telegram, stripe: Stripe
) -> None:
    serving = Serving(await machine.start("serve"))
    await serving.ready()
    malee = telegram.user("Malee Wonderful")
    malee.say("/start")
    malee.say("my telephone is 555-1234")
    await answered(telegram, malee, 2)
    log = json.dumps(await serving.stop(), ensure_ascii=False)
    for secret in (TOKEN, "secret-half", KEY, "Wonderful", "telephone", "555"):
        assert secret not in log


async def test_it_ends_without_walking_through_all_it_holds(machine: Machine) -> None:
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-c", ENDING, str(MAIN.parent), cwd=machine.folder, env={}, stdout=PIPE
    )
    out, _ = await program.communicate()
    assert program.returncode == 0
    assert int(out) > 10_000


async def test_it_names_a_port_that_is_taken(
    machine: Machine, telegram: Telegram, stripe: Stripe
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        machine.settings["HTTP_PORT"] = str(port)
        assert f"LIVESTALL_HTTP_PORT {port} can't be used" in await machine.refused()


async def test_it_names_a_token_that_telegram_refuses(
    machine: Machine, telegram: Telegram, stripe: Stripe
) -> None:
    machine.settings["TELEGRAM_TOKEN"] = "123456:other"
    assert "LIVESTALL_TELEGRAM_TOKEN is refused" in await machine.refused()


async def test_it_names_a_database_that_it_cannot_serve(
    machine: Machine, telegram: Telegram, stripe: Stripe
) -> None:
    machine.settings["DATABASE_URL"] = "sqlite:///no/such/folder/market.db"
    assert "LIVESTALL_DATABASE_URL" in await machine.refused()


async def test_the_street_opens_whatever_the_settings_are_and_closes(machine: Machine) -> None:
    machine.settings = {"FEE": "nonsense", "SIGNUP": "approval"}
    street = await machine.start("demo", "--port", "0", "--no-browser")
    assert street.stdout is not None
    line = (await street.stdout.readline()).decode()
    assert line.startswith("The street is open: http://127.0.0.1:")
    url = line.split()[4]
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        assert answer.status == 200
    street.send_signal(signal.SIGTERM)
    async with asyncio.timeout(30):
        _, err = await street.communicate()
    assert street.returncode == 0
    assert "Traceback" not in err.decode()
    assert list(machine.folder.iterdir()) == []
