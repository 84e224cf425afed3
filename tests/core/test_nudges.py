"""Judgement: what is due now, what is only recorded, and when to look again."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.care import Care, Hold
from bot.core.ladders import Audience, Planned
from bot.core.nudges import BEFORE_LOGGED, OVERTAKEN, Judgement, judge
from tests.core.cast import ADA, at, minutes, said

LOGGED = at("2026-11-18 09:00")
OWNER, LEAD = Audience.OWNER, Audience.LEAD
PLAN = [
    Planned("heads_up", OWNER, at("2026-11-18 12:00"), warns=True),
    Planned("due", OWNER, at("2026-11-18 13:00")),
    Planned("lead", LEAD, at("2026-11-18 15:00")),
    Planned("day_1", OWNER, at("2026-11-19 13:00")),
    Planned("day_3", OWNER, at("2026-11-23 13:00")),
]


def judged(now: str, **more: object) -> Judgement:
    known = {"care": Care(owner_id=ADA), "since": LOGGED, "recorded": ()} | more
    return judge(PLAN, now=at(now), **known)  # type: ignore[arg-type]


def told(judgement: Judgement) -> dict[str, str]:
    return {due.step.name: due.why_not or "said" for due in judgement.due}


ROWS = [
    # (now, what was recorded, what is due, when to look again)
    ("2026-11-18 09:00", "", {}, "Wed 2026-11-18 12:00"),  # nothing yet
    ("2026-11-18 12:00", "", {"heads_up": "said"}, "Wed 2026-11-18 13:00"),  # at its instant
    ("2026-11-18 12:00", "heads_up", {}, "Wed 2026-11-18 13:00"),  # said is said
    ("2026-11-18 13:00", "heads_up", {"due": "said"}, "Wed 2026-11-18 15:00"),
    # An outage: of what the owner missed only the last is said.
    ("2026-11-18 14:00", "", {"heads_up": OVERTAKEN, "due": "said"}, "Wed 2026-11-18 15:00"),
    # Owner and lead are two audiences, and each hears the highest step it has reached.
    (
        "2026-11-19 14:00",
        "",
        {"heads_up": OVERTAKEN, "due": OVERTAKEN, "lead": "said", "day_1": "said"},
        "Mon 2026-11-23 13:00",
    ),
    ("2026-11-24 09:00", "heads_up due lead day_1", {"day_3": "said"}, None),  # the last
    ("2026-11-24 09:00", "heads_up due lead day_1 day_3", {}, None),  # then only the digest
]


@pytest.mark.parametrize(("now", "recorded", "due", "look_at"), ROWS)
def test_what_is_reached_is_due_once_and_then_the_next_instant_is_looked_at(
    now: str, recorded: str, due: dict[str, str], look_at: str | None
) -> None:
    found = judged(now, recorded=recorded.split())

    assert (told(found), said(found.look_at)) == (due, look_at)


@pytest.mark.parametrize(
    ("since", "due"),
    [
        # Logged in the afternoon: what was past by then is recorded, not said.
        ("2026-11-18 14:00", {"heads_up": BEFORE_LOGGED, "due": BEFORE_LOGGED, "lead": "said"}),
        # Logged as the answer was due: that step is not before it was logged.
        ("2026-11-18 13:00", {"heads_up": BEFORE_LOGGED, "due": "said", "lead": "said"}),
        # Logged after everything so far.
        (
            "2026-11-18 16:00",
            {"heads_up": BEFORE_LOGGED, "due": BEFORE_LOGGED, "lead": BEFORE_LOGGED},
        ),
    ],
)
def test_steps_before_it_was_logged_are_recorded_not_said(since: str, due: dict[str, str]) -> None:
    assert told(judged("2026-11-18 16:00", since=at(since))) == due


def test_on_hold_nothing_is_due_and_the_next_look_is_at_its_end() -> None:
    held = Care(ADA, holds=(Hold(at("2026-11-18 11:00"), at("2026-11-20 09:00")),))
    found = judged("2026-11-18 16:00", care=held)

    assert found == Judgement((), at("2026-11-20 09:00"))


def test_while_snoozed_only_the_lead_hears() -> None:
    snoozed = Care(ADA, snoozed_until=at("2026-11-20 09:00"), snoozes=1)
    found = judged("2026-11-18 16:00", care=snoozed)

    assert (told(found), said(found.look_at)) == ({"lead": "said"}, "Fri 2026-11-20 09:00")


def test_while_snoozed_the_leads_step_is_looked_at_in_time() -> None:
    snoozed = Care(ADA, snoozed_until=at("2026-11-20 09:00"), snoozes=1)

    assert said(judged("2026-11-18 11:00", care=snoozed).look_at) == "Wed 2026-11-18 15:00"


def test_what_was_reached_while_snoozed_is_said_in_one_nudge_at_its_end() -> None:
    ended = at("2026-11-20 09:00")
    snoozed = Care(ADA, snoozed_until=ended, snoozes=1)
    plan = sorted([*PLAN, Planned("snooze_1", OWNER, ended)], key=lambda step: step.at)
    found = judge(plan, care=snoozed, now=ended, since=LOGGED, recorded=["lead"])

    assert told(found) == {
        "heads_up": OVERTAKEN,
        "due": OVERTAKEN,
        "day_1": OVERTAKEN,
        "snooze_1": "said",
    }


instants = st.integers(0, 10 * 24 * 60).map(lambda passed: LOGGED + timedelta(minutes=passed))


@settings(max_examples=300, deadline=None)
@given(
    moments=st.lists(instants, min_size=1, max_size=8),
    since=instants,
    snoozed=st.none() | instants,
    hold=st.none() | st.tuples(instants, instants),
)
def test_every_step_is_due_at_most_once_and_no_look_is_in_the_past(
    moments: list[datetime],
    since: datetime,
    snoozed: datetime | None,
    hold: tuple[datetime, datetime] | None,
) -> None:
    care = Care(
        ADA,
        snoozed_until=snoozed,
        snoozes=int(snoozed is not None),
        holds=() if hold is None else (Hold(*hold),),
    )
    recorded: set[str] = set()
    for now in sorted(moments):
        found = judge(PLAN, care=care, now=now, since=since, recorded=recorded)
        due = {one.step.name for one in found.due}
        assert not due & recorded
        assert found.look_at is None or found.look_at > now
        for audience in Audience:
            loud = [d for d in found.due if d.step.audience is audience and d.why_not is None]
            assert len(loud) <= 1
        recorded |= due


@settings(max_examples=200, deadline=None)
@given(snoozed=st.none() | instants, hold=st.none() | st.tuples(instants, instants))
def test_looking_only_when_told_to_finds_every_step_at_its_instant(
    snoozed: datetime | None, hold: tuple[datetime, datetime] | None
) -> None:
    care = Care(
        ADA,
        snoozed_until=snoozed,
        snoozes=int(snoozed is not None),
        holds=() if hold is None else (Hold(*hold),),
    )
    recorded: dict[str, datetime] = {}
    now: datetime | None = LOGGED
    while now is not None:
        found = judge(PLAN, care=care, now=now, since=LOGGED, recorded=recorded)
        recorded |= {one.step.name: now for one in found.due}
        now = found.look_at
    assert set(recorded) == {step.name for step in PLAN}
    if snoozed is None and hold is None:
        assert recorded == {step.name: step.at for step in PLAN}
    assert all(recorded[step.name] >= step.at for step in PLAN)
    assert minutes(0) <= max(recorded.values()) - PLAN[-1].at
