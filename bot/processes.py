"""Processes: Heed by Socket Mode, over HTTP, or its clockwork alone, until told to stop."""

import argparse
import gc
import signal
from dataclasses import replace
from queue import SimpleQueue
from types import FrameType
from typing import TYPE_CHECKING, Any

from bot.core.failures import Failure
from bot.opening import OutOfReach, blamed, check_shared, reached, ready_store
from bot.settings import Settings, SettingsError, required

if TYPE_CHECKING:
    from bot.slack.sockets import Socket
    from bot.wiring import Heed


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
    settle_in()
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
    settle_in()
    print(f"Heed listens on port {settings.port}.")
    # The server lets what it is answering finish when SystemExit reaches it.
    web.run()
    web.close()
    heed.courier.stop()
    heed.desk.store.close()
    return 0


def settle_in() -> None:
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
    settle_in()
    print(f"Heed's clockwork runs for {heed.workspace.name or heed.workspace.id}.")
    stop.get()
    heed.clockwork.stop()
    heed.courier.stop()
    heed.desk.store.close()
    return 0


def _build(settings: Settings) -> "Heed":
    from bot import wiring

    with reached(settings):
        return wiring.build(settings, ready_store(settings))


def _over_http(settings: Settings) -> Settings:
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
