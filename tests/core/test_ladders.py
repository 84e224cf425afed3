"""Ladders: the instant of every step, over nights, weekends, holidays and daylight saving."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.history import Event, Kind, Verb
from bot.core.hours import WorkingHours
from bot.core.ladders import (
    Audience,
    Planned,
    Share,
    Step,
    answer_due_at,
    plan_inquiry,
    plan_promise,
)
from tests.core.cast import BEN, at, event, hours, inquiry, minutes, promise, said

HOURS = hours()
TARGET = minutes(240)
EASTER = (date(2026, 4, 3), date(2026, 4, 6))


def names(plan: list[Planned]) -> dict[str, str | None]:
    return {step.name: said(step.at) for step in plan}


def of_inquiry(when: str, *events: Event, of: WorkingHours = HOURS) -> dict[str, str | None]:
    return names(plan_inquiry(inquiry(at(when), *events), target=TARGET, hours=of))


def of_promise(
    made: str, due: str, *events: Event, of: WorkingHours = HOURS
) -> dict[str, str | None]:
    return names(plan_promise(promise(at(made), at(due), *events), hours=of))


INQUIRIES = [
    (
        "a Wednesday morning, all on one day",
        "2026-11-18 09:00",
        HOURS,
        (
            "Wed 2026-11-18 12:00, Wed 2026-11-18 13:00, Wed 2026-11-18 15:00, "
            "Thu 2026-11-19 13:00, Mon 2026-11-23 13:00, Fri 2026-11-27 13:00"
        ),
    ),
    (
        "a Friday afternoon, over the weekend",
        "2026-11-20 15:00",
        HOURS,
        (
            "Mon 2026-11-23 10:00, Mon 2026-11-23 11:00, Mon 2026-11-23 13:00, "
            "Tue 2026-11-24 11:00, Thu 2026-11-26 11:00, Wed 2026-12-02 11:00"
        ),
    ),
    (
        "a Saturday night, when nobody works",
        "2026-11-21 23:30",
        HOURS,
        (
            "Mon 2026-11-23 12:00, Mon 2026-11-23 13:00, Mon 2026-11-23 15:00, "
            "Tue 2026-11-24 13:00, Thu 2026-11-26 13:00, Wed 2026-12-02 13:00"
        ),
    ),
    (
        "noon: due at closing, the lead next day",
        "2026-11-18 13:00",
        HOURS,
        (
            "Wed 2026-11-18 16:00, Wed 2026-11-18 17:00, Thu 2026-11-19 11:00, "
            "Thu 2026-11-19 17:00, Mon 2026-11-23 17:00, Fri 2026-11-27 17:00"
        ),
    ),
    (
        "over the beginning of summer time, the clock on the wall holds",
        "2026-03-27 15:00",
        HOURS,
        (
            "Mon 2026-03-30 10:00, Mon 2026-03-30 11:00, Mon 2026-03-30 13:00, "
            "Tue 2026-03-31 11:00, Thu 2026-04-02 11:00, Wed 2026-04-08 11:00"
        ),
    ),
    (
        "over its end, too",
        "2026-10-23 15:00",
        HOURS,
        (
            "Mon 2026-10-26 10:00, Mon 2026-10-26 11:00, Mon 2026-10-26 13:00, "
            "Tue 2026-10-27 11:00, Thu 2026-10-29 11:00, Wed 2026-11-04 11:00"
        ),
    ),
    (
        "closed days count for nothing",
        "2026-04-02 15:00",
        hours(closed=EASTER),
        (
            "Tue 2026-04-07 10:00, Tue 2026-04-07 11:00, Tue 2026-04-07 13:00, "
            "Wed 2026-04-08 11:00, Fri 2026-04-10 11:00, Thu 2026-04-16 11:00"
        ),
    ),
]


@pytest.mark.parametrize("row", INQUIRIES, ids=[row[0] for row in INQUIRIES])
def test_every_step_of_an_inquiry_has_its_instant(
    row: tuple[str, str, WorkingHours, str],
) -> None:
    _, when, of, instants = row
    steps = ("heads_up", "due", "lead", "day_1", "day_3", "day_7")

    assert of_inquiry(when, of=of) == dict(zip(steps, instants.split(", "), strict=True))


def test_only_the_lead_hears_of_the_lead_step_and_only_the_first_warns() -> None:
    plan = plan_inquiry(inquiry(at("2026-11-18 09:00")), target=TARGET, hours=HOURS)

    assert [step.name for step in plan if step.audience is Audience.LEAD] == ["lead"]
    assert [step.name for step in plan if step.warns] == ["heads_up"]


PROMISES = [
    (
        "due on a Friday afternoon",
        "2026-11-18 09:00",
        "2026-11-20 17:00",
        HOURS,
        (
            "Thu 2026-11-19 09:00, Fri 2026-11-20 16:00, Fri 2026-11-20 17:00, "
            "Mon 2026-11-23 17:00, Wed 2026-11-25 17:00, Tue 2026-12-01 17:00"
        ),
    ),
    (
        "due early on Monday: the hour before crosses the weekend",
        "2026-11-16 09:00",
        "2026-11-23 09:30",
        HOURS,
        (
            "Fri 2026-11-20 09:00, Fri 2026-11-20 16:30, Mon 2026-11-23 09:30, "
            "Tue 2026-11-24 09:30, Thu 2026-11-26 09:30, Wed 2026-12-02 09:30"
        ),
    ),
    (
        "due early on Thursday: the hour before crosses the night",
        "2026-11-16 09:00",
        "2026-11-19 09:15",
        HOURS,
        (
            "Wed 2026-11-18 09:00, Wed 2026-11-18 16:15, Thu 2026-11-19 09:15, "
            "Fri 2026-11-20 09:15, Tue 2026-11-24 09:15, Mon 2026-11-30 09:15"
        ),
    ),
    (
        "due on a Saturday: overdue there and then, and its days are counted from Monday",
        "2026-11-16 09:00",
        "2026-11-21 12:00",
        HOURS,
        (
            "Fri 2026-11-20 09:00, Fri 2026-11-20 16:00, Sat 2026-11-21 12:00, "
            "Tue 2026-11-24 09:00, Thu 2026-11-26 09:00, Wed 2026-12-02 09:00"
        ),
    ),
    (
        "due after the beginning of summer time",
        "2026-03-23 09:00",
        "2026-03-30 12:00",
        HOURS,
        (
            "Fri 2026-03-27 09:00, Mon 2026-03-30 11:00, Mon 2026-03-30 12:00, "
            "Tue 2026-03-31 12:00, Thu 2026-04-02 12:00, Wed 2026-04-08 12:00"
        ),
    ),
    (
        "due on the Sunday it ends, in the hour that comes twice",
        "2026-10-19 09:00",
        "2026-10-25 02:30",
        HOURS,
        (
            "Fri 2026-10-23 09:00, Fri 2026-10-23 16:00, Sun 2026-10-25 02:30, "
            "Tue 2026-10-27 09:00, Thu 2026-10-29 09:00, Wed 2026-11-04 09:00"
        ),
    ),
    (
        "due after Easter: the eve is before it",
        "2026-03-30 09:00",
        "2026-04-07 10:00",
        hours(closed=EASTER),
        (
            "Thu 2026-04-02 09:00, Tue 2026-04-07 09:00, Tue 2026-04-07 10:00, "
            "Wed 2026-04-08 10:00, Fri 2026-04-10 10:00, Thu 2026-04-16 10:00"
        ),
    ),
]


@pytest.mark.parametrize("row", PROMISES, ids=[row[0] for row in PROMISES])
def test_every_step_of_a_promise_has_its_instant(
    row: tuple[str, str, str, WorkingHours, str],
) -> None:
    _, made, due, of, instants = row
    steps = ("day_before", "due_soon", "overdue", "lead", "day_3", "day_7")

    assert of_promise(made, due, of=of) == dict(zip(steps, instants.split(", "), strict=True))


@pytest.mark.parametrize(
    ("made", "is_announced"),
    [
        ("2026-11-18 08:59", True),  # a day and a minute before the eve opens
        ("2026-11-18 09:00", True),
        ("2026-11-18 09:01", False),  # whoever made it yesterday still knows
        ("2026-11-19 15:00", False),  # on the eve itself
        ("2026-11-20 10:00", False),  # on the day
    ],
)
def test_a_promise_made_within_a_day_is_not_announced_on_its_eve(
    made: str, is_announced: bool
) -> None:
    assert ("day_before" in of_promise(made, "2026-11-20 17:00")) is is_announced


def test_a_move_is_a_new_making() -> None:
    moved = event(
        Verb.MOVED, at("2026-11-19 16:00"), kind=Kind.PROMISE, due_at=at("2026-11-20 17:00")
    )

    assert "day_before" not in of_promise("2026-11-02 09:00", "2026-11-12 17:00", moved)


HELD = [
    (
        "held before it is due: everything waits as long",
        [("2026-11-18 10:00", "2026-11-19 10:00")],
        (
            "Thu 2026-11-19 12:00, Thu 2026-11-19 13:00, Thu 2026-11-19 15:00, "
            "Fri 2026-11-20 13:00, Tue 2026-11-24 13:00, Mon 2026-11-30 13:00"
        ),
    ),
    (
        "held twice",
        [("2026-11-18 10:00", "2026-11-18 11:00"), ("2026-11-18 12:00", "2026-11-18 13:00")],
        (
            "Wed 2026-11-18 14:00, Wed 2026-11-18 15:00, Wed 2026-11-18 17:00, "
            "Thu 2026-11-19 15:00, Mon 2026-11-23 15:00, Fri 2026-11-27 15:00"
        ),
    ),
    (
        "held after it was due: what comes later waits as long",
        [("2026-11-18 14:00", "2026-11-20 14:00")],
        (
            "Wed 2026-11-18 12:00, Wed 2026-11-18 13:00, Fri 2026-11-20 15:00, "
            "Mon 2026-11-23 13:00, Wed 2026-11-25 13:00, Tue 2026-12-01 13:00"
        ),
    ),
    (
        "held after its first day: only what is still to come waits",
        [("2026-11-19 14:00", "2026-11-23 14:00")],
        (
            "Wed 2026-11-18 12:00, Wed 2026-11-18 13:00, Wed 2026-11-18 15:00, "
            "Thu 2026-11-19 13:00, Wed 2026-11-25 13:00, Tue 2026-12-01 13:00"
        ),
    ),
    (
        "held overnight: nothing stood still that was not standing anyway",
        [("2026-11-18 17:00", "2026-11-19 09:00")],
        (
            "Wed 2026-11-18 12:00, Wed 2026-11-18 13:00, Wed 2026-11-18 15:00, "
            "Thu 2026-11-19 13:00, Mon 2026-11-23 13:00, Fri 2026-11-27 13:00"
        ),
    ),
]


@pytest.mark.parametrize("row", HELD, ids=[row[0] for row in HELD])
def test_the_clock_stands_while_we_wait_for_the_customer(
    row: tuple[str, list[tuple[str, str]], str],
) -> None:
    _, holds, instants = row
    events = [event(Verb.HELD, at(since), until=at(until)) for since, until in holds]
    plan = of_inquiry("2026-11-18 09:00", *events)

    assert list(plan.values()) == instants.split(", ")


def test_a_promise_on_hold_stays_due() -> None:
    held = event(Verb.HELD, at("2026-11-18 10:00"), until=at("2026-11-20 10:00"))

    assert of_promise("2026-11-16 09:00", "2026-11-19 17:00", held) == of_promise(
        "2026-11-16 09:00", "2026-11-19 17:00"
    )


def claim(when: str) -> Event:
    return event(Verb.CLAIMED, at(when), actor_id=BEN, until=HOURS.add(at(when), minutes(240)))


@pytest.mark.parametrize("claims", [["2026-11-18 12:00"], ["2026-11-18 12:00", "2026-11-18 14:00"]])
def test_claims_delay_the_lead_once_by_the_hours_of_one(claims: list[str]) -> None:
    untouched = of_inquiry("2026-11-18 09:00")
    claimed = of_inquiry("2026-11-18 09:00", *map(claim, claims))

    assert claimed == untouched | {"lead": "Thu 2026-11-19 11:00"}


@pytest.mark.parametrize(
    ("snoozes", "ends"),
    [
        (["2026-11-19 09:00"], ["Thu 2026-11-19 09:00"]),
        (["2026-11-19 09:00", "2026-11-20 09:00"], ["Fri 2026-11-20 09:00"]),  # the last counts
        (["2026-11-20 09:00", "2026-11-19 09:00"], ["Thu 2026-11-19 09:00"]),  # if shorter, too
    ],
)
def test_a_snooze_earns_the_owner_one_nudge_at_its_end(snoozes: list[str], ends: list[str]) -> None:
    events = [event(Verb.SNOOZED, at("2026-11-18 12:30"), until=at(until)) for until in snoozes]
    plan = plan_inquiry(inquiry(at("2026-11-18 09:00"), *events), target=TARGET, hours=HOURS)
    earned = [step for step in plan if step.name.startswith("snooze_")]

    assert [said(step.at) for step in earned] == ends
    assert {step.audience for step in earned} == {Audience.OWNER}


def test_two_snoozes_with_different_ends_are_two_steps() -> None:
    taken_back, again = (
        plan_inquiry(
            inquiry(
                at("2026-11-18 09:00"),
                event(Verb.SNOOZED, at("2026-11-18 10:00"), until=at(until)),
            ),
            target=TARGET,
            hours=HOURS,
        )
        for until in ("2026-11-18 10:30", "2026-11-19 09:00")
    )

    first, second = (
        next(step.name for step in plan if step.name.startswith("snooze_"))
        for plan in (taken_back, again)
    )
    assert first != second


def test_steps_come_in_the_order_of_their_instants_whatever_the_ladder() -> None:
    short = replace(inquiry(at("2026-11-18 09:00")))
    week = plan_inquiry(short, target=minutes(5 * 480), hours=HOURS)

    assert [step.at for step in week] == sorted(step.at for step in week)
    # With a target of a working week, one working day after it comes before the lead's step.
    assert [step.name for step in week].index("day_1") < [s.name for s in week].index("lead")


def test_a_share_needs_a_target() -> None:
    odd = (Step("half", Audience.OWNER, Share(0.5)),)

    with pytest.raises(ValueError, match="needs a target"):
        plan_promise(
            promise(at("2026-11-18 09:00"), at("2026-11-20 17:00")), hours=HOURS, ladder=odd
        )


def test_an_answer_is_due_when_the_target_has_passed_in_working_time() -> None:
    asked = inquiry(at("2026-11-20 16:30"))

    assert said(answer_due_at(asked, target=minutes(60), hours=HOURS)) == "Mon 2026-11-23 09:30"
