"""Members: who may act, who is away, and whose hours are whose."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.members import (
    channel_hours,
    is_away,
    may_act,
    may_be_nudged,
    own_hours,
    waiting_hours,
)
from tests.core.cast import ADA, FAY, at, member, said, team

MORNING = at("2026-11-18 07:00")


@pytest.mark.parametrize("field", ["is_bot", "is_guest", "is_deactivated", "is_stranger"])
def test_guests_bots_strangers_and_those_who_left_only_look_on(field: str) -> None:
    onlooker = replace(member(), **{field: True})  # type: ignore[arg-type]

    assert (may_act(onlooker), may_be_nudged(onlooker)) == (False, False)
    assert (may_act(member()), may_be_nudged(member())) == (True, True)


@pytest.mark.parametrize(
    ("now", "away"),
    [
        ("2026-11-20 12:00", True),
        ("2026-11-23 08:59", True),
        ("2026-11-23 09:00", False),  # back at that instant
    ],
)
def test_a_member_is_away_until_an_instant(now: str, away: bool) -> None:
    assert is_away(member(away_until=at("2026-11-23 09:00")), at(now)) is away


def test_a_member_who_never_said_so_is_not_away() -> None:
    assert not is_away(member(), MORNING)


@pytest.mark.parametrize(
    ("zone", "waiting", "own", "channel"),
    [
        # Fay is four hours behind Berlin: her nine is one o'clock there.
        ("Europe/Berlin", "Wed 2026-11-18 09:00", "Wed 2026-11-18 13:00", "Wed 2026-11-18 09:00"),
        (None, "Wed 2026-11-18 13:00", "Wed 2026-11-18 13:00", "Wed 2026-11-18 13:00"),
    ],
)
def test_waiting_counts_in_the_teams_zone_and_nudges_arrive_in_ones_own(
    zone: str | None, waiting: str, own: str, channel: str
) -> None:
    fay, support = member(FAY), team(zone=zone)

    assert said(waiting_hours(support, fay).next_opening(MORNING)) == waiting
    assert said(own_hours(support, fay).next_opening(MORNING)) == own
    assert said(channel_hours(support, fay).next_opening(MORNING)) == channel


def test_a_team_has_its_own_week_with_lunch_and_closed_days() -> None:
    support = team(
        week={"wed": [("09:00", "12:00"), ("13:00", "17:00")], "fri": [("10:00", "15:00")]},
        closed=(date(2026, 11, 20),),
    )
    own = own_hours(support, member(ADA))

    assert said(own.next_opening(at("2026-11-18 12:30"))) == "Wed 2026-11-18 13:00"
    assert said(own.next_opening(at("2026-11-18 17:00"))) == "Wed 2026-11-25 09:00"


def test_equal_teams_share_one_calendar() -> None:
    support = team()

    assert own_hours(support, member()) is own_hours(replace(support, name="Help"), member())
