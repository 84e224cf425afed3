"""A company in its third month with Heed: its history, made by the very commands people type."""

import json
import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.messages import ids
from bot.playground import company
from bot.playground.company import NotSettled
from bot.playground.slack.errors import NotPossible
from bot.playground.slack.members import Member
from bot.playground.slack.messages import Message
from bot.playground.stage import Stage
from bot.playground.third_month_diary import WEEKS, Entry, entries
from bot.services import looking

DAYS = ("mon", "tue", "wed", "thu", "fri")
# When somebody looks in: on a Thursday, with the day ahead.
LOOKS_IN = Entry(WEEKS + 1, "thu", "10:40", "", "")
_NUMBER = re.compile(r"#([0-9]+)")


def begins(monday: datetime) -> datetime:
    """Return when the company took Heed in, for somebody who looks in in that week."""
    local = monday.astimezone(ZoneInfo(company.ZONE))
    first = datetime.combine(local.date() - timedelta(weeks=WEEKS), local.time())
    return first.replace(tzinfo=local.tzinfo)


def last_read(now: datetime) -> datetime:
    """Return until when everybody has read what was written: yesterday noon."""
    local = now.astimezone(ZoneInfo(company.ZONE))
    return local.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(hours=12)


class NotWanted(Exception):
    """Nobody waits for the company's history any more."""


def settle_in(
    stage: Stage, *, prefix: str = "", is_wanted: Callable[[], bool] = lambda: True
) -> dict[str, Member]:
    """Let the company live through its first months; return members by name.

    Raises NotWanted on the way, once nobody wants it any more.
    """
    first = stage.clock()
    members = company.settle_in(stage, prefix=prefix)
    history = _History(stage, members, prefix=prefix, is_wanted=is_wanted)
    history.play(sorted(entries(), key=lambda entry: _at(entry, first)), first=first)
    stage.set(_at(LOOKS_IN, first))
    return members


class _History:
    """Types one line after the other, each at its time."""

    def __init__(
        self,
        stage: Stage,
        members: dict[str, Member],
        *,
        prefix: str,
        is_wanted: Callable[[], bool],
    ) -> None:
        self._stage = stage
        self._is_wanted = is_wanted
        self._members = members
        self._prefix = prefix
        self._numbers: dict[str, str] = {}

    def play(self, lines: Iterable[Entry], *, first: datetime) -> None:
        for line in lines:
            if not self._is_wanted():
                raise NotWanted
            _pass(self._stage, _at(line, first))
            who = self._members[line.who]
            if line.words.startswith("/"):
                self._type(line, who)
            else:
                channel, _, words = line.words.partition(" ")
                self._stage.slack.say(who, channel, words)
        self._stage.settle()

    def _type(self, line: Entry, who: Member) -> None:
        name, _, words = line.words.format(**self._numbers).partition(" ")
        command = f"/{self._prefix}{name.removeprefix('/')}"
        try:
            outcome = self._stage.slack.command(who, command, words)
        except NotPossible as fault:
            raise NotSettled(f"{line}: {fault}") from fault
        # What was taken can be undone; what was asked back or refused cannot.
        if outcome.message is None or not _is_taken(outcome.message):
            raise NotSettled(f"{line}: {outcome.text or outcome.error}")
        if found := _NUMBER.search(json.dumps(outcome.message.blocks)):
            self._numbers[line.name] = found[1]


def _pass(stage: Stage, at: datetime) -> None:
    """Let time pass; where nothing comes due, Heed is not waited for."""
    desk, workspace_id = stage.heed.desk, stage.heed.workspace.id
    while (soonest := looking.next_instant(desk, workspace_id)) is not None and soonest <= at:
        stage.set(soonest)
    stage.clock.set(at)


def _is_taken(reply: Message) -> bool:
    return any(control.action_id == ids.CHANGE_UNDO for control in reply.controls)


def _at(entry: Entry, first: datetime) -> datetime:
    """Return the instant of an entry on the company's wall; weeks keep the wall clock."""
    local = first.astimezone(ZoneInfo(company.ZONE))
    day = local.date() + timedelta(weeks=entry.week - 1, days=DAYS.index(entry.day))
    hour, minute = map(int, entry.clock.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=local.tzinfo)
