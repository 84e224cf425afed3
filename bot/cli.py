"""The command line: run, serve, work, playground, check, migrate, manifest."""

import argparse
import gc
import json
import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import SimpleQueue
from types import FrameType
from typing import TYPE_CHECKING, Any

from bot import logs
from bot.checking import check
from bot.core.failures import Failure
from bot.opening import OutOfReach, blamed, bring_up_to_date, check_shared, reached, ready_store
from bot.settings import Settings, SettingsError, load, required
from bot.store.engine import Store
from bot.variables import whole_address

if TYPE_CHECKING:
    from bot.slack.sockets import Socket
    from bot.wiring import Heed

Run = Callable[[Settings, argparse.Namespace], int]


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
        print(f"Heed cannot reach Slack: {blamed(failure)}", file=sys.stderr)
    return 1


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
        raise OutOfReach(blamed(failure, token="SLACK_APP_TOKEN")) from failure


def serve(settings: Settings, _options: argparse.Namespace) -> int:
    required(settings, "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET")
    check_shared(settings)
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
    check_shared(settings)
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
    with reached(settings):
        real_store.refuse(settings)
    try:
        return terminal.play(settings, has_page=not options.terminal)
    except NoFreePort as fault:
        raise OutOfReach(f"{fault} PORT names another to begin with.") from fault


def migrate(settings: Settings, _options: argparse.Namespace) -> int:
    with reached(settings):
        store = Store(settings.database_url)
        bring_up_to_date(store)
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

    with reached(settings):
        return wiring.build(settings, ready_store(settings))


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
