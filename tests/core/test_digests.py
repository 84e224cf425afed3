"""The digest: its figures, its week and its hour."""

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.digests import Answer, Figures, figures, next_digest_at, percentile, start, week_of
from bot.core.hours import WorkingHours
from tests.core.cast import BERLIN, SAO_PAULO, at, hours, minutes, said

HERE = ZoneInfo(BERLIN)


@pytest.mark.parametrize(
    ("spent", "share", "expected"),
    [
        ([], 0.5, None),
        ([7], 0.5, 7),
        ([7], 0.9, 7),
        ([1, 2], 0.5, 1),  # half of them do not exceed the first
        ([1, 2, 3], 0.5, 2),
        (range(1, 11), 0.5, 5),
        (range(1, 11), 0.9, 9),
        (range(1, 12), 0.9, 10),
        (range(1, 101), 0.9, 90),
        ([1, 2, 3], 0, 1),
        ([1, 2, 3], 1, 3),
    ],
)
def test_a_percentile_is_a_value_that_was_measured(
    spent: Sequence[int], share: float, expected: int | None
) -> None:
    ordered = [minutes(one) for one in spent]

    assert percentile(ordered, share) == (None if expected is None else minutes(expected))


@settings(max_examples=200, deadline=None)
@given(
    spent=st.lists(st.integers(0, 5000), min_size=1, max_size=60),
    share=st.sampled_from([0.1, 0.5, 0.75, 0.9, 0.95]),
)
def test_at_least_that_share_does_not_exceed_a_percentile(spent: list[int], share: float) -> None:
    ordered = sorted(map(minutes, spent))
    value = percentile(ordered, share)

    assert value is not None
    assert sum(one <= value for one in ordered) >= share * len(ordered)
    assert sum(one < value for one in ordered) < share * len(ordered)


def answer(spent: float, target: float | None = 240) -> Answer:
    return Answer(minutes(spent), None if target is None else minutes(target))


def test_without_answers_and_promises_there_are_no_figures() -> None:
    assert figures([], []) == Figures()


def test_figures_sum_up_answers_and_promises() -> None:
    answers = [answer(300), answer(60), answer(240), answer(500, None)]

    assert figures(answers, [True, True, False, True]) == Figures(
        answered=4,
        median=minutes(270),  # in the middle of the middle two
        p90=minutes(500),
        fastest=minutes(60),
        slowest=minutes(500),
        within=2 / 3,  # at the target is within; without a target it counts for nothing
        settled=4,
        on_time=0.75,
        held=3,
    )


def test_whoever_still_waits_for_what_was_due_counts_in_the_share() -> None:
    of_both = figures([answer(60), answer(300)], [], unanswered=2)
    assert (of_both.within, of_both.held, of_both.unanswered) == (1 / 4, 4, 2)
    of_none = figures([], [], unanswered=1)
    assert (of_none.within, of_none.held) == (0, 1)


def test_answers_without_targets_have_no_share_within() -> None:
    assert figures([answer(60, None)], []).within is None


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        ("2026-11-23 09:00", date(2026, 11, 16)),  # on a Monday: the week that ended yesterday
        ("2026-11-22 23:59", date(2026, 11, 9)),  # on a Sunday: not the one that still runs
        ("2026-11-25 12:00", date(2026, 11, 16)),
    ],
)
def test_the_week_of_a_digest_is_the_last_whole_one(now: str, monday: date) -> None:
    assert week_of(at(now), HERE) == monday


def test_a_week_turns_at_midnight_where_the_lead_is() -> None:
    monday_in_berlin = at("2026-11-23 01:00")

    assert week_of(monday_in_berlin, ZoneInfo(SAO_PAULO)) == date(2026, 11, 9)


def test_a_day_starts_at_midnight_there() -> None:
    assert said(start(date(2026, 11, 23), ZoneInfo(SAO_PAULO))) == "Mon 2026-11-23 04:00"


MONDAY_OFF = hours(closed=[date(2026, 11, 23)])
WEEK_OFF = hours(closed=[date(2026, 11, day) for day in range(23, 28)])
TUESDAYS_ON = WorkingHours.of(
    zone=BERLIN, week={day: [("10:00", "16:00")] for day in ("tue", "wed")}
)

DIGESTS = [
    # (what, after, whose hours, when)
    ("in the middle of a week", "2026-11-18 12:00", hours(), "Mon 2026-11-23 09:00"),
    ("on Monday before nine", "2026-11-23 08:59", hours(), "Mon 2026-11-23 09:00"),
    ("at nine: the one after this", "2026-11-23 09:00", hours(), "Mon 2026-11-30 09:00"),
    ("a holiday Monday", "2026-11-20 12:00", MONDAY_OFF, "Tue 2026-11-24 09:00"),
    ("on that Monday itself", "2026-11-23 12:00", MONDAY_OFF, "Tue 2026-11-24 09:00"),
    ("on that Tuesday, after it", "2026-11-24 09:00", MONDAY_OFF, "Mon 2026-11-30 09:00"),
    ("a week that is off", "2026-11-20 12:00", WEEK_OFF, "Mon 2026-11-30 09:00"),
    ("a team that begins on Tuesdays", "2026-11-20 12:00", TUESDAYS_ON, "Tue 2026-11-24 09:00"),
    ("as summer time begins", "2026-03-27 12:00", hours(), "Mon 2026-03-30 09:00"),
    ("as it ends", "2026-10-23 12:00", hours(), "Mon 2026-10-26 09:00"),
    ("in São Paulo", "2026-11-20 12:00", hours(SAO_PAULO), "Mon 2026-11-23 13:00"),
]


@pytest.mark.parametrize("row", DIGESTS, ids=[row[0] for row in DIGESTS])
def test_a_digest_comes_on_the_first_working_morning_of_the_week(
    row: tuple[str, str, WorkingHours, str],
) -> None:
    _, after, of, when = row

    assert said(next_digest_at(at(after), of)) == when


@settings(max_examples=150, deadline=None)
@given(
    after=st.integers(0, 366 * 24 * 4),
    closed=st.frozensets(st.integers(0, 380), max_size=30),
    zone=st.sampled_from([BERLIN, SAO_PAULO]),
)
def test_digests_are_always_ahead_and_one_a_week(
    after: int, closed: frozenset[int], zone: str
) -> None:
    new_year = date(2026, 1, 1)
    of = hours(zone, closed=[new_year + timedelta(days=day) for day in closed])
    now = at("2026-01-01 00:00") + minutes(15 * after)
    first = next_digest_at(now, of)
    second = next_digest_at(first, of)

    assert now < first < second
    assert all(of.is_working_day(one.astimezone(of.zone).date()) for one in (first, second))
    assert (
        first.astimezone(of.zone).isocalendar()[:2] != second.astimezone(of.zone).isocalendar()[:2]
    )
