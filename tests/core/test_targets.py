"""Targets: when an answer is due by hours, by days, and to a complaint; and what is within them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core import things
from bot.core.care import Care, Hold
from bot.core.customers import KEY, STANDARD, Tier, WorkingTime, terms_of
from bot.core.history import Verb
from bot.core.hours import WorkingHours
from bot.core.inquiries import Inquiry, waited
from bot.core.things import Thing
from tests.core.cast import BERLIN, at, event, inquiry, said, team, thing

BERLINS = "Europe/Berlin"
LUNCH = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (("09:00", "12:00"), ("13:00", "17:00")))
HALF_FRIDAY = LUNCH | {"fri": (("09:00", "13:00"),)}
NIGHTS = {"sun": (("00:00", "06:00"),), "mon": (("20:00", "24:00"),), "wed": (("09:00", "17:00"),)}
HOLIDAYS = (date(2026, 12, 25), date(2026, 3, 30))
HALVES = {date(2026, 12, 24): (("12:00", "17:00"),), date(2026, 10, 26): (("09:00", "13:00"),)}
CALENDARS = [
    WorkingHours.of(zone=zone, week=week, holidays=HOLIDAYS, breaks=HALVES)
    for zone in (BERLINS, "America/New_York")
    for week in (LUNCH, HALF_FRIDAY, NIGHTS)
]
MINUTE = timedelta(minutes=1)
# A year with both changes of the clock, to the minute.
starts = st.integers(0, 366 * 24 * 60).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC)
                                           + minutes * MINUTE)  # fmt: skip
calendars = st.sampled_from(CALENDARS)
days = st.integers(1, 12)
amounts = st.one_of(days.map(lambda count: WorkingTime(days=count)),
                    st.integers(1, 3000).map(lambda count: WorkingTime(minutes=count)))  # fmt: skip


def clamped(wall: datetime, hours: WorkingHours) -> datetime:
    """The instant itself if it is in hours, else the last closing before it, minute by minute."""
    instant = wall.astimezone(UTC)
    while not hours.is_open(instant - MINUTE):
        instant -= MINUTE
    return instant


def due(start: datetime, amount: WorkingTime, hours: WorkingHours) -> datetime:
    return hours.add(start, amount.lasts(start, hours)).astimezone(UTC)


@given(starts, days, calendars)
@example(datetime(2026, 11, 21, 8, tzinfo=UTC), 1, CALENDARS[0])  # a Saturday morning
@example(datetime(2026, 11, 20, 11, 30, tzinfo=UTC), 1, CALENDARS[0])  # in the lunch break
@example(datetime(2026, 12, 23, 14, tzinfo=UTC), 1, CALENDARS[0])  # the eve is half a day
@example(datetime(2026, 10, 23, 14, tzinfo=UTC), 1, CALENDARS[0])  # over the end of summer time
def test_days_end_at_the_same_time_of_day_so_many_working_days_later(
    start: datetime, count: int, hours: WorkingHours
) -> None:
    local = hours.next_opening(start).astimezone(hours.zone)
    day = local.date()
    left = count
    while left:
        day += timedelta(days=1)
        left -= hours.is_working_day(day)
    expected = clamped(datetime.combine(day, local.time(), hours.zone), hours)
    assert due(start, WorkingTime(days=count), hours) == expected


@given(starts, amounts, calendars, st.integers(0, 20_000))
def test_an_answer_is_within_the_target_just_if_it_comes_by_the_due_instant(
    start: datetime, amount: WorkingTime, hours: WorkingHours, later: int
) -> None:
    target, due_at, answered = amount.lasts(start, hours), due(start, amount, hours), start
    answered = start + later * MINUTE
    if answered <= due_at:
        assert hours.elapsed(start, answered) <= target
    # Time off between the due instant and the next opening counts against nobody.
    if answered > hours.next_opening(due_at):
        assert hours.elapsed(start, answered) > target
    assert hours.elapsed(start, due_at) == target > timedelta(0)


@given(starts, st.integers(1, 4000), days, calendars)
def test_who_writes_later_is_never_due_sooner(
    start: datetime, later: int, count: int, hours: WorkingHours
) -> None:
    amount = WorkingTime(days=count)
    assert due(start, amount, hours) <= due(start + later * MINUTE, amount, hours)


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ("2026-11-18 10:15", 2, "Fri 2026-11-20 10:15"),  # the same time of day
        ("2026-11-20 16:00", 1, "Mon 2026-11-23 16:00"),  # over the weekend
        ("2026-11-21 10:00", 1, "Mon 2026-11-23 17:00"),  # Saturday: one whole day
        ("2026-11-22 23:59", 1, "Mon 2026-11-23 17:00"),  # Sunday night: the same
        ("2026-11-18 20:00", 1, "Thu 2026-11-19 17:00"),  # after closing
        ("2026-10-23 16:00", 1, "Mon 2026-10-26 16:00"),  # the clock was put back meanwhile
    ],
)
def test_working_days_as_people_count_them(start: str, count: int, expected: str) -> None:
    known = of_days(inquiry(at(start)), count)
    assert said(things.due_at(known)) == expected


def of(item: Inquiry, tier: Tier) -> Thing:
    known = thing(item, support=team(zone=BERLIN))
    return replace(known, customer=replace(known.customer, terms=tier))


def of_days(item: Inquiry, count: int) -> Thing:
    return of(item, terms_of(STANDARD, target=WorkingTime(days=count), cadence=None))


def test_a_hold_moves_what_is_due_in_days() -> None:
    item = inquiry(at("2026-11-18 10:00"))
    hold = Hold(at("2026-11-18 12:00"), at("2026-11-19 12:00"))  # eight working hours
    held = replace(item, care=Care(item.care.owner_id, holds=(hold,)))
    assert said(things.due_at(of_days(held, 1))) == "Fri 2026-11-20 10:00"


HOUR = WorkingTime(minutes=60)
WITH_COMPLAINTS = replace(KEY, target=WorkingTime(minutes=240), complaint=HOUR)


def complaint(*when: str, opened: str = "2026-11-18 10:00") -> Inquiry:
    chases = [event(Verb.CHASED, at(one), is_complaint=True) for one in when]
    return inquiry(at(opened), *chases)


@pytest.mark.parametrize(
    ("when", "due_at", "of_complaint"),
    [
        ((), "Wed 2026-11-18 14:00", False),  # no complaint
        (("2026-11-18 11:00",), "Wed 2026-11-18 12:00", True),  # an hour from then
        (("2026-11-18 13:30",), "Wed 2026-11-18 14:00", False),  # never later than before
        (("2026-11-18 16:00",), "Wed 2026-11-18 14:00", False),  # it was overdue already
        (("2026-11-18 11:00", "2026-11-18 13:00"), "Wed 2026-11-18 12:00", True),  # the first
        (("2026-11-18 09:30",), "Wed 2026-11-18 10:30", True),  # logged late, and came before
    ],
)
def test_a_complaint_has_its_own_target_from_then(
    when: tuple[str, ...], due_at: str, *, of_complaint: bool
) -> None:
    found = of(complaint(*when), WITH_COMPLAINTS)
    assert said(things.due_at(found)) == due_at
    assert things.target(found).of_complaint == of_complaint


def test_what_begins_with_a_complaint_counts_from_it() -> None:
    item = inquiry(at("2026-11-18 10:00"))
    found = of(replace(item, complained_at=item.opened_at), WITH_COMPLAINTS)
    assert things.target_of(found) == timedelta(hours=1)
    # Without a target of its own it is as any other word; so it is with what was agreed.
    assert things.target_of(of(found.item, KEY)) == timedelta(hours=2)  # type: ignore[arg-type]
    agreed = terms_of(WITH_COMPLAINTS, target=WorkingTime(minutes=30), cadence=None)
    assert things.target_of(of(found.item, agreed)) == timedelta(minutes=30)  # type: ignore[arg-type]


@given(st.integers(0, 5000), st.integers(0, 900), st.integers(1, 900), st.integers(0, 4000))
def test_a_complaint_is_never_due_later_and_its_figures_agree(
    start: int, later: int, complaint_minutes: int, answered: int
) -> None:
    opened = datetime(2026, 11, 18, 8, tzinfo=UTC) + start * MINUTE
    item = inquiry(opened, event(Verb.CHASED, opened + later * MINUTE, is_complaint=True))
    tier = replace(WITH_COMPLAINTS, complaint=WorkingTime(minutes=complaint_minutes))
    own, usual = of(item, tier), of(item, replace(tier, complaint=None))
    hours = things.hours_of(own)
    assert things.due_at(own) <= things.due_at(usual)
    settled = opened + answered * MINUTE
    if settled <= things.due_at(own):
        assert waited(item, hours, until=settled) <= things.target_of(own)
    if settled > hours.next_opening(things.due_at(own)):
        assert waited(item, hours, until=settled) > things.target_of(own)


def test_the_clock_still_runs_from_the_first_word() -> None:
    found = of(complaint("2026-11-18 11:00"), WITH_COMPLAINTS)
    assert things.waiting_since(found) == at("2026-11-18 10:00")
    assert things.spent_until(found, at("2026-11-18 11:30")) == timedelta(hours=1, minutes=30)
    assert things.target_of(found) == timedelta(hours=2)
