"""When an owner is asked to tell the customer where it stands."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.core import things
from bot.core.customers import WorkingTime
from bot.core.history import Event, Kind, Verb
from bot.core.inquiries import Inquiry
from bot.core.nudges import judge
from bot.core.promises import Promise
from bot.core.silences import MOST_UPDATES, TOLD, UPDATE, of_inquiry, of_promise
from tests.core.cast import ADA, at, event, hours, inquiry, promise, said, thing

NINE, TEN = at("2026-11-18 09:00"), at("2026-11-18 10:00")  # a Wednesday
DAY = WorkingTime(days=1)


def acked(when: datetime = TEN, *events: Event) -> Inquiry:
    return inquiry(NINE, event(Verb.ACKNOWLEDGED, when), *events)


@pytest.mark.parametrize(
    ("told_at", "next_word", "expected"),
    [
        (None, DAY, "Thu 2026-11-19 10:00"),
        (None, WorkingTime(minutes=240), "Wed 2026-11-18 14:00"),
        (None, WorkingTime(days=3), "Mon 2026-11-23 10:00"),
        # Whatever we said later, about whatever, broke the silence.
        (at("2026-11-18 15:00"), DAY, "Thu 2026-11-19 15:00"),
        # Whatever we said before, did not.
        (at("2026-11-17 15:00"), DAY, "Thu 2026-11-19 10:00"),
    ],
)
def test_after_an_acknowledgement_the_next_word_is_due(
    told_at: datetime | None, next_word: WorkingTime, expected: str
) -> None:
    [step] = of_inquiry(acked(), told_at=told_at, next_word=next_word, hours=hours())
    assert said(step.at) == expected
    assert step.warns, "it is the owner's to say, never the channel's"
    assert len(step.name) <= 20


def test_without_an_acknowledgement_the_ladder_alone_speaks() -> None:
    assert of_inquiry(inquiry(NINE), told_at=TEN, next_word=DAY, hours=hours()) == []


def test_one_silence_is_one_step_and_the_next_silence_another() -> None:
    first, same, next_one = (
        of_inquiry(acked(), told_at=told_at, next_word=DAY, hours=hours())[0].name
        for told_at in (None, NINE, at("2026-11-18 15:00"))
    )
    assert first == same
    assert first != next_one


def test_the_next_word_waits_while_we_wait_for_them() -> None:
    held = event(Verb.HELD, at("2026-11-18 11:00"), until=at("2026-11-19 11:00"))
    [step] = of_inquiry(acked(TEN, held), told_at=None, next_word=DAY, hours=hours())
    assert said(step.at) == "Fri 2026-11-20 10:00"


def test_an_acknowledgement_quiets_the_first_step_and_no_other() -> None:
    plan = things.plan(thing(acked()))
    assert {step.name: step.passed for step in plan if step.passed} == {"heads_up": TOLD}
    names = [step.name for step in plan]
    assert names[:3] == ["heads_up", "due", "lead"]
    assert names[3].startswith("update_")
    assert names[4:] == ["day_1", "day_3", "day_7"]


def test_the_step_that_is_quieted_is_recorded_with_its_reason() -> None:
    acknowledged = thing(acked())
    judged = judge(
        things.plan(acknowledged),
        care=acknowledged.care,
        now=at("2026-11-18 12:30"),
        since=NINE,
        recorded=(),
    )
    assert [(due.step.name, due.why_not) for due in judged.due] == [("heads_up", TOLD)]


def did(verb: Verb, when: datetime, **fields: object) -> Event:
    return event(verb, when, kind=Kind.PROMISE, **fields)


def updates(one: Promise, *, told_at: datetime | None = None) -> list[str | None]:
    steps = of_promise(one, told_at=told_at, update=WorkingTime(days=5), hours=hours())
    assert all(len(step.name) <= 20 for step in steps)
    assert len({step.name for step in steps}) == len(steps)
    return [said(step.at) for step in steps]


@pytest.mark.parametrize(
    ("due", "told_at", "expected"),
    [
        # Two intervals and more: each interval, but not from the eve of the due day on.
        (
            "2026-12-09 17:00",
            None,
            ["Wed 2026-11-25 09:00", "Wed 2026-12-02 09:00"],
        ),
        ("2026-12-02 17:00", None, ["Wed 2026-11-25 09:00"]),
        # A shorter one is of no interest before its day comes.
        ("2026-12-01 17:00", None, []),
        ("2026-11-20 17:00", None, []),
        # Whatever the customer was told begins another silence.
        ("2026-12-09 17:00", "2026-11-24 12:00", ["Tue 2026-12-01 12:00"]),
        ("2026-12-09 17:00", "2026-12-03 12:00", []),
    ],
)
def test_a_long_promise_asks_for_a_word_each_interval(
    due: str, told_at: str | None, expected: list[str]
) -> None:
    last = None if told_at is None else at(told_at)
    assert updates(promise(NINE, at(due)), told_at=last) == expected


def test_a_very_long_silence_is_not_spoken_of_for_ever() -> None:
    assert len(updates(promise(NINE, at("2028-11-18 17:00")))) == MOST_UPDATES


MONDAY = at("2026-11-23 17:00")
UNTOLD = promise(NINE, at("2026-11-20 17:00"), did(Verb.MOVED, TEN, due_at=MONDAY))


@pytest.mark.parametrize(
    ("told_at", "expected"),
    [
        (None, ["Wed 2026-11-18 11:00"]),
        (NINE, ["Wed 2026-11-18 11:00"]),
        (TEN, []),  # within the minute of the move
        (at("2026-11-18 10:30"), []),
    ],
)
def test_a_move_that_the_customer_has_not_heard_of_asks_for_a_word_in_an_hour(
    told_at: datetime | None, expected: list[str]
) -> None:
    assert updates(UNTOLD, told_at=told_at) == expected


def test_a_move_that_was_told_asks_for_nothing() -> None:
    moved = did(Verb.MOVED, TEN, due_at=MONDAY, told=True)
    assert updates(promise(NINE, at("2026-11-20 17:00"), moved)) == []
    later = did(Verb.ACKNOWLEDGED, at("2026-11-18 10:30"))
    assert updates(promise(NINE, at("2026-11-20 17:00"), replace(moved, told=None), later)) == []


def test_words_belong_to_whoever_owns_the_thing() -> None:
    for one in (thing(acked()), thing(UNTOLD)):
        steps = [step for step in things.plan(one) if step.name.startswith(("update", "untold"))]
        assert steps
        assert all(step.audience == "owner" for step in steps)
        assert one.care.owner_id == ADA


def test_once_they_were_told_no_repeat_comes_before_the_next_word_is_due() -> None:
    plan = things.plan(thing(acked(at("2026-11-19 09:03"))))  # due on Wednesday at 13:00
    assert {
        step.name: step.passed for step in plan if step.name.startswith(("due", "day", "l"))
    } == {
        "due": None,
        "lead": None,
        "day_1": TOLD,  # on Thursday at 13:00
        "day_3": None,
        "day_7": None,
    }
    [word] = [step for step in plan if step.name.startswith(UPDATE)]
    assert said(word.at) == "Fri 2026-11-20 09:03"
