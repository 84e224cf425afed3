"""Plays a week at a support desk, and fails when something expected did not happen."""

import logging
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TextIO
from zoneinfo import ZoneInfo

from bot.playground import company
from bot.playground.scenes import WEEK, Day, Scene
from bot.playground.screen import Screen
from bot.playground.session import Session
from bot.playground.stage import Stage

# A fixed week, so that it reads the same whenever it is played.
BEGINS = datetime(2026, 11, 16, 9, tzinfo=ZoneInfo(company.ZONE))


class NotAsTold(Exception):
    """Something in the week came otherwise than expected."""


class Record:
    """Keeps what was written since it was last taken."""

    def __init__(self) -> None:
        self._written: list[str] = []

    def write(self, text: str, /) -> None:
        self._written.append(text)

    def flush(self) -> None:
        """Nothing waits to be written."""

    def take(self) -> str:
        written = "".join(self._written)
        self._written.clear()
        return written


class Scripted:
    """Types what the script says, and shows it."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._lines: Iterator[str] = iter(())

    def load(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)

    def ask(self, prompt: str) -> str | None:
        line = next(self._lines, None)
        self._record.write(f"{prompt}{line or ''}\n")
        return line


class Player:
    """Tells the scenes one after the other."""

    def __init__(self, stage: Stage, out: TextIO, screen: Screen) -> None:
        self._out, self._screen = out, screen
        self._record = Record()
        self._script = Scripted(self._record)
        told = Screen(self._record, width=screen.width, has_colours=screen.has_colours)
        members = company.settle_in(stage)
        self._session = Session(stage, told, self._script, members=members)

    def play(self, days: Iterable[Day]) -> None:
        for day in days:
            self._screen.blank()
            self._screen.heading(f"=== {day.title} ===")
            for scene in day.scenes:
                self._play(scene)

    def _play(self, scene: Scene) -> None:
        invitation = self._session.invitation
        self._script.load(scene.answers)
        self._session.take(scene.typed)
        written = self._record.take()
        if scene.shown:
            self._screen.blank()
            if scene.told:
                self._screen.say(scene.told)
                self._screen.blank()
            self._screen.lines([f"{invitation}{scene.typed}"])
            self._screen.lines(written.splitlines())
        _compare(scene, written)


def _compare(scene: Scene, written: str) -> None:
    flat = " ".join(written.split())
    missing = [words for words in scene.expected if words not in flat]
    wrong = [words for words in scene.unexpected if words in flat]
    if missing or wrong:
        faults = [f"“{words}” did not come" for words in missing]
        faults += [f"“{words}” came" for words in wrong]
        raise NotAsTold(f"After “{scene.typed}”: {', '.join(faults)}. On the screen: {written}")


def play() -> int:
    """Play the week in the terminal; return 0 if all of it came true."""
    logging.getLogger().setLevel(max(logging.getLogger().level, logging.WARNING))
    return play_on(sys.stdout, environ=os.environ)


def play_on(out: TextIO, *, environ: Mapping[str, str], days: Iterable[Day] = WEEK) -> int:
    """The same on any screen, and with any days."""
    screen = Screen.on(out, environ)
    screen.say(
        f"A week at {company.NAME}: Ada looks after Acme, Ben is her lead, Cleo works in São "
        "Paulo. What follows happens in a local Slack and takes seconds."
    )
    try:
        with Stage(at=BEGINS, installation=company.INSTALLATION) as stage:
            Player(stage, out, screen).play(days)
    except NotAsTold as fault:
        screen.blank()
        screen.say(f"The week did not go as told. {fault}")
        return 1
    screen.blank()
    screen.say("All of it came true. make run lets you try it yourself.")
    return 0
