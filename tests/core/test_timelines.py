"""Inquiries answer to the clock as the help desks do whose tests these conversations are from."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.core import inquiries
from bot.core.answering import effect
from bot.core.care import held_until
from bot.core.contacts import Direction
from bot.core.history import Event, Verb
from bot.core.hours import WorkingHours
from bot.core.inquiries import Inquiry, rebuild, waited
from bot.core.ladders import answer_due_at
from bot.core.week import WEEKDAYS
from tests.core.cast import ADA, NUMBER, event, minutes

Case = dict[str, Any]

CASES: list[Case] = json.loads(
    (Path(__file__).parents[1] / "data" / "answering_timelines.json").read_text(encoding="utf-8")
)["cases"]
FAR = timedelta(days=365)

# What Heed means to do otherwise: what it says instead (None: nothing), and why.
OTHERWISE: dict[tuple[str, str, str], tuple[str | None, str]] = {
    ("conv-10", "2013-06-04T10:30:00Z", "first_due"): (
        "2013-06-04T11:15:00Z",
        "Closing settles an inquiry. Taken back, it never was, and the customer did wait.",
    ),
    ("conv-10", "2013-06-04T10:30:00Z", "escalates"): ("2013-06-04T11:15:00Z", "The same."),
    ("conv-12", "2013-06-04T12:00:00Z", "close_took"): (
        None,
        "An inquiry ends with our answer, there is no closing.",
    ),
    ("conv-12", "2013-06-04T12:00:00Z", "close_left"): (None, "The same."),
}


@dataclass
class Conversation:
    """The inquiries of one customer, each as its history says."""

    hours: WorkingHours
    targets: dict[str, timedelta]
    histories: list[list[Event]] = field(default_factory=list)

    def all(self) -> list[Inquiry]:
        rebuilt = [rebuild(history) for history in self.histories]
        return [one for one in rebuilt if one is not None]

    def open(self) -> Inquiry | None:
        return next((one for one in self.all() if inquiries.is_open(one)), None)

    def customer_message(self, at: datetime) -> None:
        self._contact(Direction.INBOUND, at)

    def agent_reply(self, at: datetime) -> None:
        self._contact(Direction.OUTBOUND, at)

    def created(self, at: datetime) -> None:
        self.customer_message(at)

    def waiting_on_customer(self, at: datetime) -> None:
        if self.open() is not None:
            self.note(Verb.HELD, at, until=at + FAR)

    def closed(self, at: datetime) -> None:
        found = self.open()
        if found is not None:
            spent = waited(found, self.hours, until=at)
            self.note(Verb.DISMISSED, at, spent=spent)

    def reopened(self, at: datetime) -> None:
        last = self.histories[-1][-1]
        if last.verb is Verb.DISMISSED:
            self.note(Verb.UNDONE, at, undoes=last.id)
        elif self.open() is not None:
            self.note(Verb.RESUMED, at)

    def evaluate(self, at: datetime) -> None:
        """Nothing happens."""

    def _contact(self, direction: Direction, at: datetime) -> None:
        found = effect(direction, at, of_customer=self.all(), speaker_id=ADA, hours=self.hours)
        if found.verb is Verb.OPENED:
            self.histories.append([])
            number = NUMBER + len(self.histories)
            self.note(Verb.OPENED, at, member_id=ADA, number=number, linked_to=found.linked_to)
        elif found.inquiry is not None:
            spent = waited(found.inquiry, self.hours, until=at)
            self.note(found.verb, at, spent=spent if found.verb is Verb.ANSWERED else None)

    def note(self, verb: Verb, at: datetime, **fields: object) -> None:
        history = self.histories[-1]
        history.append(event(verb, at, id=len(history) + 1, **fields))  # type: ignore[arg-type]

    def due(self, target: str, now: datetime) -> datetime | None:
        """When an answer is due; nothing is while the clock stands."""
        found = self.all()[0] if target == "first" else self.open()
        if found is None or not inquiries.is_open(found) or held_until(found.care, now):
            return None
        return answer_due_at(found, target=self.targets[target], hours=self.hours)

    def escalates(self, now: datetime) -> datetime | None:
        found = self.open()
        is_first = found is not None and found.number == NUMBER + 1
        names = [name for name in self.targets if name != "first" or is_first]
        dues = [self.due(name, now) for name in names]
        return min((due for due in dues if due is not None), default=None)

    def took(self) -> list[timedelta]:
        return [one.spent for one in self.all() if one.spent is not None]


def hours_of(case: Case) -> WorkingHours:
    names, window = case["week"].split(" ")
    first, last = (WEEKDAYS.index(name) for name in names.split(".."))
    opens, closes = window.split("-")
    return WorkingHours.of(
        zone=case["zone"],
        week={name: [(opens, closes)] for name in WEEKDAYS[first : last + 1]},
        holidays=[date.fromisoformat(day) for day in case.get("closed", ())],
    )


def conversation_of(case: Case) -> Conversation:
    targets = {name: minutes(count) for name, count in case["targets"].items()}
    return Conversation(hours_of(case), targets)


def instant(words: str) -> datetime:
    return datetime.fromisoformat(words)


def play(talk: Conversation, step: Case) -> None:
    for name in step["event"].split("+"):
        getattr(talk, name)(instant(step["at"]))
    for since, until in step.get("paused", ()):
        talk.note(Verb.HELD, instant(since), until=instant(until))


def observed(talk: Conversation, key: str, now: datetime) -> object:
    """What Heed says to a question that a conversation asks."""
    took = talk.took()
    match key.split("_"):
        case ["escalates"]:
            return talk.escalates(now)
        case [target, "due"]:
            return talk.due(target, now)
        case ["took"] | ["close", "took"]:
            return took[-1]
        case ["first", "took"]:
            return took[0]
        case ["worst", "took"]:
            return max(took)
        case ["left"]:
            return talk.targets["next"] - took[-1]
        case ["worst", "left"]:
            return talk.targets["next"] - max(took)
        case [target, "left"]:
            return talk.targets[target] - (took[0] if target == "first" else took[-1])
        case ["notified"]:
            return [] if talk.open() is None else None
    raise LookupError(key)


def expected_of(value: object) -> object:
    if isinstance(value, str) and value[:1].isdigit():
        return instant(value)
    return minutes(value) if isinstance(value, int) else value


def agrees(actual: object, expect: Case, key: str, value: object) -> bool:
    wanted = [expected_of(one) for one in (value, *expect.get("also", ()))]
    if actual in wanted:
        return True
    within = timedelta(seconds=expect.get("within_seconds", 0))
    return isinstance(actual, datetime) and any(
        isinstance(one, datetime) and abs(one - actual) <= within for one in wanted
    )


def test_all_conversations_are_here() -> None:
    assert len({case["id"] for case in CASES}) == 12
    assert {name for name, _, _ in OTHERWISE} <= {case["id"] for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_conversation_is_timed_as_elsewhere(case: Case) -> None:
    talk = conversation_of(case)
    for step in case["steps"]:
        play(talk, step)
        expect = step.get("expect", {})
        for key in expect.keys() - {"also", "within_seconds"}:
            value, _why = OTHERWISE.get((case["id"], step["at"], key), (expect[key], ""))
            if value is None and expect[key] is not None:
                continue
            actual = observed(talk, key, instant(step["at"]))
            assert agrees(actual, expect, key, value), (step, key, actual)
