"""A clock that ran ahead and came back: nobody is silenced by what was said in a future."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.attention import turn
from bot.core.hours import WorkingHours

BERLIN = ZoneInfo("Europe/Berlin")
HOURS = WorkingHours.of(
    zone="Europe/Berlin",
    week={day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")},
)
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("told", "wait"),
    [
        ([timedelta(days=1)], timedelta()),  # tomorrow, by a clock that ran ahead
        ([timedelta(seconds=1)], timedelta()),
        ([timedelta(hours=hour) for hour in range(1, 7)], timedelta()),  # six of them, today
        ([timedelta()], timedelta(hours=1)),
        ([timedelta(minutes=-20), timedelta(days=1)], timedelta(minutes=40)),  # the past counts
    ],
)
def test_what_was_said_later_than_now_keeps_nobody_waiting(
    told: list[timedelta], wait: timedelta
) -> None:
    found = turn(NOW, hours=HOURS, told=[NOW + when for when in told]).at
    assert found == NOW + wait
