"""The processes that `python -m bot` starts: they come up, serve, and stop with nothing lost."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.messages import subscribed
from bot.playground.slack import Member, Slack, Status
from bot.slack.manifest import SCOPES
from bot.variables import SETTINGS

ROOT = Path(__file__).parent.parent


class Town:
    """A local Slack, and what a process of Heed's is told about it."""

    def __init__(self, slack: Slack, folder: Path) -> None:
        self.slack = slack
        self.ada: Member = slack.add_member("ada", real_name="Ada", tz="Europe/Berlin")
        self.store = f"sqlite:///{folder / 'heed.sqlite'}"

    def environment(self, **more: str) -> dict[str, str]:
        known = {one.name for one in SETTINGS}
        kept = {name: value for name, value in os.environ.items() if name not in known}
        told = {
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_API_URL": self.slack.api_url,
            "DATABASE_URL": self.store,
            "PYTHONUNBUFFERED": "1",
        }
        return kept | told | more


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with Slack(events=set(subscribed.EVENTS), scopes=set(SCOPES)) as slack:
        yield Town(slack, tmp_path)


@contextmanager
def running(*arguments: str, environment: dict[str, str], says: str) -> Iterator[subprocess.Popen]:  # type: ignore[type-arg]
    """A process that has said its first line."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert says in line
        yield process
    finally:
        process.kill()
        process.communicate()


def stopped(process: "subprocess.Popen[str]") -> int:
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    return process.returncode


def once(*arguments: str, environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_run_joins_by_socket_mode_and_stops_on_sigterm(town: Town) -> None:
    environment = town.environment(SLACK_APP_TOKEN=town.slack.app_token)
    with running("run", environment=environment, says="Heed works in") as process:
        town.slack.wait_for_connection(timeout=10)
        assert town.slack.command(town.ada, "/customer", "add Acme").ok

        assert stopped(process) == 0


def test_a_command_that_is_being_answered_at_sigterm_is_answered(town: Town) -> None:
    """The store is held for a moment, so that the command is in flight when the signal comes."""
    import sqlite3

    environment = town.environment(SLACK_APP_TOKEN=town.slack.app_token)
    with running("run", environment=environment, says="Heed works in") as process:
        town.slack.wait_for_connection(timeout=10)
        town.slack.command(town.ada, "/customer", "add Acme")
        holder = sqlite3.connect(
            town.store.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False
        )
        holder.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.8, holder.execute, ["ROLLBACK"])
        signalled = threading.Timer(0.3, process.send_signal, [signal.SIGTERM])
        release.start()
        signalled.start()

        outcome = town.slack.command(town.ada, "/contact", "from Acme: asks for a quote")

        release.join()
        holder.close()
        assert outcome.status is Status.ACKNOWLEDGED
        assert "Logged for" in str(outcome.message)
        process.communicate(timeout=20)
        assert process.returncode == 0


def test_serve_answers_signed_requests_and_says_that_it_is_healthy(town: Town) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = town.environment(
        SLACK_SIGNING_SECRET=town.slack.signing_secret, PORT=str(port), SHARED_DISK="yes"
    )
    with running("serve", environment=environment, says="Heed listens") as process:
        address = f"http://127.0.0.1:{port}"
        town.slack.request_url = f"{address}/slack/events"
        town.slack.wait_for(lambda: healthy(address), timeout=10)
        assert town.slack.verify_url()
        assert town.slack.command(town.ada, "/customer", "add Acme").ok

        assert stopped(process) == 0


def healthy(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=2) as answer:
            return bool(json.load(answer)["ok"])
    except OSError:
        return False


def test_work_runs_the_clockwork_alone(town: Town) -> None:
    environment = town.environment(SHARED_DISK="yes")
    with running("work", environment=environment, says="clockwork runs") as process:
        assert stopped(process) == 0


@pytest.mark.parametrize("command", ["serve", "work"])
def test_apart_they_refuse_a_sqlite_store(town: Town, command: str) -> None:
    environment = town.environment(SLACK_SIGNING_SECRET=town.slack.signing_secret)

    done = once(command, environment=environment)

    assert done.returncode == 2
    assert "PostgreSQL" in done.stderr


def test_run_without_tokens_says_what_is_missing(town: Town) -> None:
    environment = town.environment()
    del environment["SLACK_BOT_TOKEN"]

    done = once("run", environment=environment)

    assert done.returncode == 2
    assert "SLACK_BOT_TOKEN" in done.stderr
    assert "SLACK_APP_TOKEN" in done.stderr
    assert "Traceback" not in done.stderr


def test_migrate_then_check_say_that_all_is_ready(town: Town) -> None:
    assert once("migrate", environment=town.environment()).returncode == 0

    done = once("check", environment=town.environment())

    assert done.returncode == 0
    assert re.search(r"store: ready\nSlack: Playground", done.stdout)


def test_a_revoked_token_is_said_plainly(town: Town) -> None:
    town.slack.revoke()

    done = once("run", environment=town.environment(SLACK_APP_TOKEN=town.slack.app_token))

    assert done.returncode == 1
    assert "invalid_auth" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_manifest_is_printed() -> None:
    done = once("manifest", environment=dict(os.environ))

    assert json.loads(done.stdout)["display_information"]["name"] == "Heed"


def told(town: Town, **more: str) -> dict[str, str]:
    secrets = {"SLACK_SIGNING_SECRET": town.slack.signing_secret}
    return town.environment(SLACK_APP_TOKEN=town.slack.app_token, **secrets, **more)


@pytest.mark.parametrize(
    ("command", "store", "sentence", "status"),
    [
        ("check", "sqlite:///{folder}/none/heed.sqlite", "there is no folder", 2),
        ("run", "sqlite:///{folder}/none/heed.sqlite", "there is no folder", 2),
        ("migrate", "sqlite:///{folder}", "is a folder", 2),
        ("migrate", "sqlite:///{folder}/notes.txt", "not a database", 2),
        ("run", "sqlite:///{folder}/notes.txt", "not a database", 2),
        ("run", "postgres://heed:hunter2@127.0.0.1:1/heed", "Connection refused", 1),
        ("check", "postgres://heed:hunter2@127.0.0.1:1/heed?hunter=2", "invalid connection", 2),
        ("run", "postgres://heed:hunter2@h:notaport/heed", "an address such as", 2),
        ("run", "sqlite+aiosqlite:///x.sqlite", "begins with sqlite:///", 2),
    ],
)
def test_a_store_that_cannot_be_opened_is_said_in_a_sentence(
    town: Town, tmp_path: Path, command: str, store: str, sentence: str, status: int
) -> None:
    (tmp_path / "notes.txt").write_text("Call Acme back on Monday, they wait.\n" * 50)

    done = once(command, environment=told(town, DATABASE_URL=store.format(folder=tmp_path)))

    said = done.stdout + done.stderr
    assert done.returncode == status
    assert "DATABASE_URL" in said
    assert sentence in said
    assert "Traceback" not in said
    assert "hunter2" not in said


def test_a_port_that_is_taken_is_said_in_a_sentence(town: Town) -> None:
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        done = once("serve", environment=told(town, PORT=port, SHARED_DISK="yes"))

    assert done.returncode == 2
    assert f"PORT: {port}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_app_token_is_said_before_anything_is_sent(town: Town) -> None:
    done = once("run", environment=told(town) | {"SLACK_APP_TOKEN": "xapp-1-hunter2"})

    assert done.returncode == 1
    assert "SLACK_APP_TOKEN" in done.stderr
    assert "Traceback" not in done.stderr
    assert "hunter2" not in done.stderr
    assert "chat.postMessage" not in {call.method for call in town.slack.log}


def test_slack_out_of_reach_is_said_with_where_it_was_looked_for(town: Town) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        threading.Thread(target=answer_strangely, args=(silent,), daemon=True).start()
        strange = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        for address in ("http://127.0.0.1:1/", strange):
            done = once("run", environment=told(town) | {"SLACK_API_URL": address})

            assert done.returncode == 1
            assert "SLACK_API_URL" in done.stderr
            assert "Traceback" not in done.stderr


def answer_strangely(silent: socket.socket) -> None:
    """Be something else than a web server."""
    connection, _ = silent.accept()
    with connection:
        connection.recv(1_000)
        connection.sendall(b"220 mail.example.com ready\r\n")


@pytest.mark.parametrize("url", ["notaurl", "http://[::1", "https://", "https://a b/"])
def test_a_manifest_is_made_for_a_whole_address_only(url: str) -> None:
    done = once("manifest", "--url", url, environment=dict(os.environ))

    assert done.returncode == 2
    assert "--url" in done.stderr
    assert "Traceback" not in done.stderr


def test_healthz_says_so_when_the_store_takes_nothing(town: Town) -> None:
    import sqlite3

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    environment = told(town, PORT=port, SHARED_DISK="yes")
    with running("serve", environment=environment, says="Heed listens"):
        address = f"http://127.0.0.1:{port}"
        town.slack.wait_for(lambda: healthy(address), timeout=10)
        holder = sqlite3.connect(town.store.removeprefix("sqlite:///"), isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")

        town.slack.wait_for(lambda: not healthy(address), timeout=15)
        holder.execute("ROLLBACK")
        holder.close()
        town.slack.wait_for(lambda: healthy(address), timeout=15)
