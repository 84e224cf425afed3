"""The command line: run, serve, work, playground, check, migrate, manifest."""

import argparse
import gc
import json
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from types import FrameType
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot import logs
from bot.core.failures import Failure, Meaning
from bot.settings import Settings, SettingsError, load, required
from bot.store.engine import Store, StoreBusy, normalised
from bot.variables import whole_address

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.slack.sockets import Socket
    from bot.wiring import Heed

Run = Callable[[Settings, argparse.Namespace], int]


class OutOfReach(Exception):
    """Something that Heed cannot do without is not there; the message names its setting."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        settings = load(os.environ, env_file=Path(".env"))
        logs.set_up(settings.log_level)
        run: Run = options.run
        return run(settings, options)
    except SettingsError as mistakes:
        print(f"Heed cannot start with these settings:\n{mistakes}", file=sys.stderr)
        return 2
    except OutOfReach as fault:
        print(f"Heed cannot start: {fault}", file=sys.stderr)
    except Failure as failure:
        print(f"Heed cannot reach Slack: {_blamed(failure)}", file=sys.stderr)
    return 1


def _blamed(failure: Failure, *, token: str = "SLACK_BOT_TOKEN") -> str:
    """What Slack said, with the setting that it is about."""
    if failure.meaning is Meaning.WORKSPACE:
        return f"{failure.error}. {token} is not one that Slack accepts; see the app's pages."
    return f"{failure.error}. SLACK_API_URL says where it is looked for."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Heed, a Slack bot.")
    parser.set_defaults(run=start, week=False, terminal=False)
    commands = parser.add_subparsers(metavar="COMMAND")

    def add(name: str, run: Run, words: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=words, description=words)
        command.set_defaults(run=run)
        return command

    add("run", run, "join the workspace by Socket Mode, with the clockwork")
    add("serve", serve, "receive Slack's requests over HTTP")
    add("work", work, "run the clockwork alone")
    playground = add("playground", play, "try Heed in a local workspace, without Slack")
    playground.add_argument("--week", action="store_true", help="play a scripted week and leave")
    playground.add_argument("--terminal", action="store_true", help="without the page in a browser")
    add("check", check, "say whether Heed could start, and why not")
    add("migrate", migrate, "bring the store to the tables of this version")
    described = add("manifest", manifest, "print the manifest to create the Slack app from")
    described.add_argument(
        "--url", type=_address, help="the public address, for HTTP instead of Socket Mode"
    )
    described.add_argument(
        "--watch",
        action="store_true",
        help="also ask for what watching customers' channels needs",
    )
    return parser


def _address(words: str) -> str:
    try:
        return whole_address(words)
    except ValueError as mistake:
        message = f"a value {mistake} is needed, such as https://heed.example.com"
        raise argparse.ArgumentTypeError(message) from mistake


def start(settings: Settings, options: argparse.Namespace) -> int:
    """Without a command: join the workspace if there is one, else open the playground."""
    if settings.slack_bot_token is None and settings.slack_app_token is None:
        return play(settings, options)
    return run(settings, options)


def run(settings: Settings, _options: argparse.Namespace) -> int:
    from bot.slack.sockets import Socket

    required(settings, "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")
    heed = _build(settings)
    socket = Socket(heed.app, settings.slack_app_token or "")
    stop = _stop_sign()
    _join(socket)
    heed.courier.start()
    heed.clockwork.start()
    heed.clockwork.tidy()
    _settle_in()
    print(f"Heed works in {heed.workspace.name or heed.workspace.id}. Ctrl-C stops it.")
    stop.get()
    socket.stop()
    heed.clockwork.stop()
    heed.courier.stop()
    heed.desk.store.close()
    return 0


def _join(socket: "Socket") -> None:
    """Before anything is sent: a Heed that hears nobody must not remind anybody."""
    try:
        socket.connect()
    except Failure as failure:
        raise OutOfReach(_blamed(failure, token="SLACK_APP_TOKEN")) from failure


def serve(settings: Settings, _options: argparse.Namespace) -> int:
    required(settings, "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET")
    _apart(settings)
    heed = _build(_over_http(settings))
    web = _listening(heed, settings.port)
    heed.courier.start()
    signal.signal(signal.SIGTERM, _leave)
    _settle_in()
    print(f"Heed listens on port {settings.port}.")
    # The server lets what it is answering finish when SystemExit reaches it.
    web.run()
    web.close()
    heed.courier.stop()
    heed.desk.store.close()
    return 0


def _settle_in() -> None:
    """Look for garbage from now on, but never among what was there at the start."""
    gc.freeze()
    gc.enable()


def _listening(heed: "Heed", port: int) -> Any:
    from bot.slack.web import Web, server

    try:
        return server(Web(heed.app, is_healthy=heed.is_healthy), host="0.0.0.0", port=port)
    except OSError as fault:
        raise SettingsError(
            f"PORT: {port} cannot be listened on ({fault.strerror}). Set another, or stop what"
            " uses it."
        ) from fault


def work(settings: Settings, _options: argparse.Namespace) -> int:
    required(settings, "SLACK_BOT_TOKEN")
    _apart(settings)
    heed = _build(settings)
    stop = _stop_sign()
    heed.courier.start()
    heed.clockwork.start()
    heed.clockwork.tidy()
    _settle_in()
    print(f"Heed's clockwork runs for {heed.workspace.name or heed.workspace.id}.")
    stop.get()
    heed.clockwork.stop()
    heed.courier.stop()
    heed.desk.store.close()
    return 0


def play(settings: Settings, options: argparse.Namespace) -> int:
    try:
        from bot.playground import real_store, terminal, week
        from bot.playground.browser.server import NoFreePort
    except ImportError:
        print("The playground needs one more package: pip install '.[playground]'")
        return 1
    _settle_in()
    # What goes wrong there is part of the play, and would tear the prompt apart.
    logging.getLogger().setLevel(logging.ERROR)
    if options.week:
        return week.play()
    with _reached(settings):
        real_store.refuse(settings)
    try:
        return terminal.play(settings, has_page=not options.terminal)
    except NoFreePort as fault:
        raise OutOfReach(f"{fault} PORT names another to begin with.") from fault


def check(settings: Settings, _options: argparse.Namespace) -> int:
    """Settings, store and, when there are tokens, Slack."""
    from bot.slack import client, directory
    from bot.store.migrations import is_current

    with _reached(settings):
        store = Store(settings.database_url)
        current = is_current(store)
        store.close()
    print(f"store: {'ready' if current else 'not migrated yet: python -m bot migrate'}")
    if settings.slack_bot_token is None:
        print("Slack: no SLACK_BOT_TOKEN, so only the playground can start")
        return 0 if current else 1
    try:
        asking = client.interactive(settings.slack_bot_token, settings.slack_api_url)
        found = directory.workspace(asking)
    except Failure as failure:
        print(f"Slack: {_blamed(failure)}")
        return 1
    print(f"Slack: {found.name} ({found.id})")
    return 0 if current and _hears(settings, asking, found.id) else 1


def _hears(settings: Settings, asking: "WebClient", workspace_id: str) -> bool:
    """Whether Heed hears the customers' channels that it is to watch; say which it does not."""
    from bot.core.errors import Refusal
    from bot.slack import directory
    from bot.store import watches

    with _reached(settings):
        store = Store(settings.database_url)
        with store.read() as connection:
            channels = watches.channels(connection, workspace_id)
        store.close()
    deaf = []
    for channel_id in channels:
        try:
            directory.check_watched(asking, channel_id)
        except Refusal as no:
            deaf.append(f"watched channel {channel_id}: {no.sentence}")
    for line in deaf or [f"watched channels: {len(channels)}"] if channels else []:
        print(line)
    return not deaf


def migrate(settings: Settings, _options: argparse.Namespace) -> int:
    with _reached(settings):
        store = Store(settings.database_url)
        _migrate(store)
        store.close()
    print("The store is up to date.")
    return 0


def manifest(settings: Settings, options: argparse.Namespace) -> int:
    from bot.slack.manifest import manifest as described
    from bot.slack.web import PATH

    address = None if options.url is None else options.url.rstrip("/") + PATH
    made = described(prefix=settings.command_prefix, request_url=address, watches=options.watch)
    print(json.dumps(made, indent=2))
    return 0


def _build(settings: Settings) -> "Heed":
    from bot import wiring

    with _reached(settings):
        return wiring.build(settings, ready_store(settings))


def ready_store(settings: Settings) -> Store:
    """Open the store; a SQLite file is migrated on the way, PostgreSQL is migrated by `release`."""
    from bot.store import migrations

    store = Store(settings.database_url)
    if not migrations.is_current(store):
        if not store.is_sqlite:
            raise SettingsError("DATABASE_URL: the store is not migrated: python -m bot migrate")
        _migrate(store)
    return store


def _migrate(store: Store) -> None:
    from alembic.util import CommandError

    from bot.store import migrations

    try:
        migrations.migrate(store)
    except CommandError as fault:
        raise SettingsError(
            "DATABASE_URL: that store belongs to a newer Heed, or to another program."
        ) from fault


@contextmanager
def _reached(settings: Settings) -> Iterator[None]:
    """Say in a sentence why the store cannot be opened."""
    url = normalised(settings.database_url)
    try:
        yield
    except StoreBusy as fault:
        raise OutOfReach("DATABASE_URL: another process is writing to the store.") from fault
    except SQLAlchemyError as fault:
        if url.get_backend_name() == "sqlite":
            raise SettingsError(f"DATABASE_URL: {_unopened(url, fault)}") from fault
        kind = OutOfReach if isinstance(fault, OperationalError) else SettingsError
        raise kind(f"DATABASE_URL: PostgreSQL does not let me in: {_cause(url, fault)}") from fault


def _unopened(url: URL, fault: SQLAlchemyError) -> str:
    path = Path(url.database or "")
    if path.is_dir():
        return f"{path} is a folder. Name a file in it, such as sqlite:///{path}/heed.sqlite"
    if not path.parent.is_dir():
        return f"there is no folder {path.parent}. Make it, or name another."
    return f"{path} cannot be used as a store: {_cause(url, fault)}. Name another file."


def _cause(url: URL, fault: SQLAlchemyError) -> str:
    """The driver's own words, in one line, without the password."""
    said = str(getattr(fault, "orig", None) or type(fault).__name__)
    said = " ".join(said.split("\n")[0].split())[:300]
    return said.replace(str(url.password), "[secret]") if url.password else said


def _apart(settings: Settings) -> None:
    """Two processes on two machines would each have a SQLite file of their own, in silence."""
    if settings.database_url.startswith("sqlite") and not settings.shared_disk:
        raise SettingsError(
            "DATABASE_URL: `serve` and `work` are two processes and need PostgreSQL. If they"
            " share one disk, say SHARED_DISK=yes; in one process, `run` does both."
        )


def _over_http(settings: Settings) -> Settings:
    from dataclasses import replace

    return replace(settings, slack_app_token=None)


def _stop_sign() -> SimpleQueue[int]:
    """Given by SIGTERM and Ctrl-C.

    A queue of this kind may be put to in the midst of waiting for it; an Event holds a lock for a
    moment as its wait begins, and a signal just then would wait for itself.
    """
    stop = SimpleQueue[int]()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda number, _frame: stop.put(number))
    return stop


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
