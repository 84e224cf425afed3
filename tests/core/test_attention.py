"""Attention: spacing, cap and own hours of a person."""

import pytest

from bot.core.attention import A_DAY, most_a_day, turn
from bot.core.nudges import Nudge
from tests.core.cast import (
    BERLIN,
    SAO_PAULO,
    at,
    hours,
    nudge,
    said,
)

# (now, told then, may be told at), all by the clock in Berlin
TURNS = [
    ("2026-11-18 10:00", "", "Wed 2026-11-18 10:00"),  # nobody told her anything
    ("2026-11-18 08:59", "", "Wed 2026-11-18 09:00"),  # before her day
    ("2026-11-18 17:00", "", "Thu 2026-11-19 09:00"),  # closing is closed
    ("2026-11-20 17:30", "", "Mon 2026-11-23 09:00"),  # over the weekend
    ("2026-11-18 10:59", "2026-11-18 10:00", "Wed 2026-11-18 11:00"),  # an hour apart
    ("2026-11-18 11:00", "2026-11-18 10:00", "Wed 2026-11-18 11:00"),
    ("2026-11-18 16:30", "2026-11-18 16:10", "Thu 2026-11-19 09:00"),  # the hour ends after hers
    ("2026-11-19 09:00", "2026-11-18 16:59", "Thu 2026-11-19 09:00"),  # the night was between
]


@pytest.mark.parametrize(("now", "before", "told_at"), TURNS)
def test_a_member_is_told_in_their_own_hours_and_an_hour_apart(
    now: str, before: str, told_at: str
) -> None:
    then = [at(before)] if before else []

    assert said(turn(at(now), hours=hours(), told=then).at) == told_at


@pytest.mark.parametrize(
    ("count", "told_at"),
    [
        (5, "Fri 2026-11-20 15:30"),  # the sixth of the day
        (6, "Mon 2026-11-23 09:00"),  # no seventh: it waits for the next opening
    ],
)
def test_nobody_is_told_more_than_six_times_a_day(count: int, told_at: str) -> None:
    then = [at(f"2026-11-20 {9 + hour:02}:00") for hour in range(count)]

    assert said(turn(at("2026-11-20 15:30"), hours=hours(), told=then).at) == told_at


DUE = at("2026-11-18 13:00")
# What takes the last message of a day, and what leaves it to what becomes due.
LAST_OF_A_DAY = [
    ([nudge("due", DUE)], A_DAY),
    ([nudge("lead", DUE)], A_DAY),
    ([nudge("heads_up", DUE, warns=True)], A_DAY - 1),
    ([nudge("day_before", DUE, warns=True)], A_DAY - 1),
    ([nudge("due_soon", DUE, warns=True)], A_DAY - 1),
    ([nudge("update_1", DUE)], A_DAY - 1),
    ([nudge("day_3", DUE)], A_DAY - 1),
    ([nudge("heads_up", DUE, warns=True), nudge("due", DUE)], A_DAY),
]


@pytest.mark.parametrize(
    ("together", "most"), LAST_OF_A_DAY, ids=[row[0][0].step for row in LAST_OF_A_DAY]
)
def test_the_last_message_of_a_day_is_for_what_is_due_and_for_the_lead(
    together: list[Nudge], most: int
) -> None:
    assert most_a_day(together) == most


def test_a_day_of_six_is_a_day_where_the_member_is() -> None:
    sao_paulo = hours(SAO_PAULO)
    yesterday = [at(f"2026-11-18 {9 + hour:02}:00", SAO_PAULO) for hour in range(6)]
    morning = at("2026-11-19 09:00", SAO_PAULO)

    assert turn(morning, hours=sao_paulo, told=yesterday).at == morning


@pytest.mark.parametrize(
    ("now", "zone", "told_at"),
    [
        ("2026-11-18 09:00", SAO_PAULO, "Wed 2026-11-18 13:00"),  # four hours behind Berlin
        ("2026-03-28 12:00", BERLIN, "Mon 2026-03-30 09:00"),  # the clock goes forward meanwhile
        ("2026-10-24 12:00", BERLIN, "Mon 2026-10-26 09:00"),  # and back
    ],
)
def test_hours_are_those_of_the_members_zone(now: str, zone: str, told_at: str) -> None:
    assert said(turn(at(now), hours=hours(zone), told=[]).at) == told_at
