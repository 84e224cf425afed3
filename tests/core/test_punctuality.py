"""Punctuality: a brief comes in its reader's hours, or at the minute that they want."""

import pytest

from bot.core.punctuality import is_outdated, later_today, may_come
from tests.core.cast import at, hours

EIGHT_AT_NIGHT, JUST_BEFORE_MIDNIGHT = 20 * 60, 23 * 60 + 50


@pytest.mark.parametrize(
    ("now", "minute", "may"),
    [
        ("2026-11-18 09:00", None, True),
        ("2026-11-18 16:59", None, True),  # after an outage, while they work
        ("2026-11-18 17:00", None, False),  # nobody asked for it then
        ("2026-11-18 08:59", None, False),
        ("2026-11-21 12:00", None, False),
        ("2026-11-18 20:00", EIGHT_AT_NIGHT, True),
        ("2026-11-18 20:29", EIGHT_AT_NIGHT, True),
        ("2026-11-18 20:30", EIGHT_AT_NIGHT, False),
        ("2026-11-18 19:59", EIGHT_AT_NIGHT, False),
        ("2026-11-21 20:00", EIGHT_AT_NIGHT, False),  # a Saturday
        ("2026-11-19 00:10", JUST_BEFORE_MIDNIGHT, True),
        ("2026-11-21 00:10", JUST_BEFORE_MIDNIGHT, True),  # that of Friday
    ],
)
def test_a_brief_comes_in_its_readers_hours_or_just_when_they_want_it(
    now: str, minute: int | None, may: bool
) -> None:
    assert may_come(at(now), hours=hours(), minute=minute) is may


@pytest.mark.parametrize(
    ("now", "later"),
    [
        ("2026-11-18 08:00", "2026-11-18 09:00"),
        ("2026-11-18 17:00", None),
        ("2026-11-21 12:00", None),
    ],
)
def test_a_day_goes_on_later_if_it_does(now: str, later: str | None) -> None:
    assert later_today(at(now), hours=hours()) == (later and at(later))


@pytest.mark.parametrize(
    ("now", "outdated"),
    [
        ("2026-11-20 16:59", False),
        ("2026-11-21 12:00", False),  # a Saturday: no other one comes
        ("2026-11-23 09:00", True),
    ],
)
def test_on_another_working_day_a_brief_is_outdated(now: str, outdated: bool) -> None:
    assert is_outdated(at("2026-11-20 09:00"), at(now), hours=hours()) is outdated


def test_what_was_owed_a_moment_ago_is_not_outdated_by_midnight() -> None:
    owed = at("2026-11-18 23:50")
    assert not is_outdated(owed, at("2026-11-19 00:10"), hours=hours())
