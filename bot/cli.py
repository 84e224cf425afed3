"""The command line: run, serve, work, playground, check, migrate, manifest."""

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot import logs
from bot.checking import check
from bot.core.failures import Failure
from bot.opening import OutOfReach, blamed, bring_up_to_date, reached
from bot.processes import run, serve, settle_in, work
from bot.settings import Settings, SettingsError, load
from bot.store.engine import Store
from bot.variables import whole_address

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


def play(settings: Settings, options: argparse.Namespace) -> int:
    try:
        from bot.playground import real_store, terminal, week
        from bot.playground.browser.server import NoFreePort
    except ImportError:
        print("The playground needs one more package: pip install '.[playground]'")
        return 1
    settle_in()
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
