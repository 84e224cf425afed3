"""The playground in a terminal: a workspace, a clock, and a prompt to act in it."""

import logging
import os
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TextIO
from zoneinfo import ZoneInfo

from bot.clock import system_now
from bot.playground import company, pages
from bot.playground.keyboard import Keyboard
from bot.playground.screen import Screen
from bot.playground.session import Session
from bot.playground.stage import Stage
from bot.settings import Settings


def play(settings: Settings) -> int:
    """Open the playground and stay until somebody leaves."""
    # The prompt tells what happens; a running commentary would tear it apart.
    logging.getLogger().setLevel(max(logging.getLogger().level, logging.WARNING))
    return play_on(settings, typed=sys.stdin, out=sys.stdout, environ=os.environ)


def play_on(settings: Settings, *, typed: TextIO, out: TextIO, environ: Mapping[str, str]) -> int:
    """The same on any keyboard and screen."""
    screen, keyboard = Screen.on(out, environ), Keyboard(typed, out)
    at = coming_monday(system_now())
    try:
        with Stage(at=at, settings=settings, installation=company.INSTALLATION) as stage:
            prefix = settings.command_prefix
            members = company.settle_in(stage, prefix=prefix)
            session = Session(stage, screen, keyboard, members=members, prefix=prefix)
            screen.lines(["", *pages.welcome(at, prefix=prefix)])
            _converse(session, screen, keyboard)
    except KeyboardInterrupt:
        screen.blank()
    screen.say("Goodbye. The playground forgets everything; make run opens a new one.")
    return 0


def _converse(session: Session, screen: Screen, keyboard: Keyboard) -> None:
    while not session.is_over:
        screen.blank()
        line = keyboard.ask(session.invitation)
        if line is None:
            screen.blank()
            return
        session.take(line)


def coming_monday(now: datetime) -> datetime:
    """Return 9:00 of a Monday to come, on the company's wall."""
    local = now.astimezone(ZoneInfo(company.ZONE))
    day = local.date() + timedelta(days=7 - local.weekday())
    return datetime.combine(day, datetime.min.time(), local.tzinfo) + timedelta(hours=9)
