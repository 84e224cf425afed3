"""The playground as it is started: a workspace, its page in the browser, and a prompt."""

import logging
import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import FrameType
from typing import TextIO
from zoneinfo import ZoneInfo

from bot.clock import system_now
from bot.playground import company, pages
from bot.playground.browser.play import Play
from bot.playground.browser.scene import Scene
from bot.playground.browser.server import Server
from bot.playground.keyboard import Keyboard
from bot.playground.screen import Screen
from bot.playground.session import Session
from bot.settings import Settings

WAKES_SECONDS = 0.5


def play(settings: Settings, *, has_page: bool = True) -> int:
    """Open the playground and stay until somebody leaves. Raises NoFreePort."""
    # The prompt tells what happens; a running commentary would tear it apart.
    logging.getLogger().setLevel(max(logging.getLogger().level, logging.WARNING))
    signal.signal(signal.SIGTERM, _leave)
    return play_on(settings, typed=sys.stdin, out=sys.stdout, environ=os.environ, has_page=has_page)


def play_on(
    settings: Settings,
    *,
    typed: TextIO,
    out: TextIO,
    environ: Mapping[str, str],
    has_page: bool = False,
) -> int:
    """The same on any keyboard and screen."""
    screen, keyboard = Screen.on(out, environ), Keyboard(typed, out)
    at = coming_monday(system_now())
    try:
        with Play(settings, at=at, is_chosen=not has_page) as workspace:
            if has_page:
                with _page(workspace, screen):
                    has_typed = Prompt(workspace, screen, keyboard).converse()
                    # With nothing to read from, somebody runs it for the page alone.
                    if not has_typed and not typed.isatty():
                        _stay()
            else:
                screen.lines(["", *pages.welcome(at, prefix=settings.command_prefix)])
                Prompt(workspace, screen, keyboard).converse()
    except KeyboardInterrupt:
        screen.blank()
    screen.say("Goodbye. The playground forgets everything; make run opens a new one.")
    return 0


class Prompt:
    """The line at which somebody types; a workspace begun anew in the browser is followed."""

    def __init__(self, workspace: Play, screen: Screen, keyboard: Keyboard) -> None:
        self._workspace = workspace
        self._screen = screen
        self._keyboard = keyboard
        self._scene = workspace.scene
        self._session = self._opened(workspace.scene)

    def converse(self) -> bool:
        """Take line after line until somebody leaves; return whether there was any."""
        has_typed = False
        while not self._session.is_over:
            self._screen.blank()
            line = self._keyboard.ask(self._session.invitation)
            if line is None:
                self._screen.blank()
                break
            has_typed = True
            self._take(line)
        return has_typed

    def _take(self, line: str) -> None:
        with self._workspace.acting() as scene:
            if scene is not self._scene:
                self._screen.aside("The workspace was begun anew in the browser.")
                self._scene, self._session = scene, self._opened(scene)
            self._session.take(line)

    def _opened(self, scene: Scene) -> Session:
        return Session(
            scene.stage,
            self._screen,
            self._keyboard,
            members=scene.members,
            prefix=scene.prefix,
        )


@contextmanager
def _page(workspace: Play, screen: Screen) -> Iterator[None]:
    """Serve the page, and say in one line where it is."""
    with Server(workspace, port=workspace.settings.port) as server:
        screen.lines([f"Heed: {server.address}"])
        screen.aside("The same workspace is at this prompt too: help, quit.")
        yield


def _stay() -> None:
    """Wait until a signal ends it; one that comes as a wait begins is seen at the next."""
    while True:
        time.sleep(WAKES_SECONDS)


def coming_monday(now: datetime) -> datetime:
    """Return 9:00 of a Monday to come, on the company's wall."""
    local = now.astimezone(ZoneInfo(company.ZONE))
    day = local.date() + timedelta(days=7 - local.weekday())
    return datetime.combine(day, datetime.min.time(), local.tzinfo) + timedelta(hours=9)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
