"""How much working time has passed, as it is said: never more than there was."""

import pytest

from bot.core.hours import WorkingHours
from bot.core.lengths import Length, length
from bot.messages import wording
from tests.core.cast import at, hours

WEEK = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("2026-11-16 10:40", "40 working minutes"),
        ("2026-11-16 11:50", "1½ working hours"),  # and twenty minutes that nobody says
        ("2026-11-17 10:00", "8 working hours"),
        ("2026-11-18 09:59", "15½ working hours"),  # a minute less than two days
        ("2026-11-18 10:00", "2 working days"),
        ("2026-11-18 13:59", "2 working days"),
        ("2026-11-18 14:00", "2½ working days"),
        ("2026-11-20 09:00", "3½ working days"),  # nearly four
        ("2026-11-22 12:00", "4½ working days"),  # Friday's evening, on a Sunday
        ("2026-11-23 10:00", "5 working days"),
    ],
)
def test_it_is_said_in_hours_below_two_working_days_and_then_in_half_days(
    last: str, said: str
) -> None:
    found = length(at("2026-11-16 10:00"), at(last), hours=hours())
    assert found is not None
    assert wording.length(found) == said


def test_nothing_passes_while_nobody_works() -> None:
    assert length(at("2026-11-20 17:00"), at("2026-11-23 09:00"), hours=hours()) is None


def test_from_a_holiday_on_it_counts_from_the_next_opening() -> None:
    closed = WorkingHours.of(
        zone="Europe/Berlin", week=WEEK, holidays=[at("2026-11-17 12:00").date()]
    )
    due = at("2026-11-17 10:00")
    assert length(due, at("2026-11-18 10:00"), hours=closed) == Length(minutes=60)
    assert length(due, at("2026-11-19 10:01"), hours=closed) == Length(minutes=540)
    assert length(due, at("2026-11-20 09:00"), hours=closed) == Length(half_days=4)


def test_the_clock_stands_while_we_wait_for_the_customer() -> None:
    pauses = [(at("2026-11-16 11:00"), at("2026-11-18 11:00"))]
    found = length(at("2026-11-16 10:00"), at("2026-11-18 13:00"), hours=hours(), pauses=pauses)
    assert found == Length(minutes=180)
