"""The company: forty people in four zones, with leads, holidays and absences, all from a seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from benchmarks.attention.constants import Constants
from bot.core.customers import KEY, STANDARD, Customer
from bot.core.hours import WorkingHours
from bot.core.members import Member, Team, own_hours
from bot.core.recipients import People

# A quarter in which clocks change, in Berlin on 25 October and in New York on 1 November.
FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)
END = datetime(2027, 2, 1, tzinfo=UTC)  # until then what is still open may be settled
CLOSED = {
    "Europe/Berlin": (date(2026, 12, 25), date(2027, 1, 1)),
    "America/New_York": (date(2026, 11, 26), date(2026, 12, 25), date(2027, 1, 1)),
    "America/Sao_Paulo": (
        date(2026, 10, 12),
        date(2026, 11, 2),
        date(2026, 11, 20),
        date(2026, 12, 25),
        date(2027, 1, 1),
    ),
    "Asia/Singapore": (date(2026, 11, 9), date(2026, 12, 25), date(2027, 1, 1)),
}
ZONES = tuple(CLOSED)
BOARD = len(ZONES) + 1
OWNERS = 9  # of each team; the last two sit in the next team's zone
CUSTOMERS = 5  # of each owner
KEY_EVERY = 3  # every third customer is a key one
SICK_DAYS = 1.5  # one or two days
WEEK = 5


@dataclass(frozen=True, slots=True)
class Absence:
    """From the morning of its first day to the morning after; `announced`: Heed was told."""

    since: datetime
    until: datetime
    announced: bool
    cover_id: str | None = None


@dataclass(frozen=True, slots=True)
class Company:
    people: People
    customers: tuple[Customer, ...]
    absences: dict[str, tuple[Absence, ...]]

    def hours(self, member_id: str) -> WorkingHours:
        member = self.people.members[member_id]
        return own_hours(self.people.teams[member.team_id], member)

    def works(self, member_id: str, start: datetime, hours: float) -> datetime:
        """When a member has worked for so long; of nothing, when they are next at work."""
        pauses = [(absence.since, absence.until) for absence in self.absences[member_id]]
        length = timedelta(seconds=round(hours * 3600))
        return self.hours(member_id).add_paused(start, length, pauses=pauses).astimezone(UTC)

    def is_away(self, member_id: str, at: datetime) -> bool:
        return any(one.since <= at < one.until for one in self.absences[member_id])


def company(seed: int, constants: Constants) -> Company:
    """Four teams of nine owners; their four leads are a team of its own, led by the first."""
    teams = {
        number: Team(number, zone, lead_id=f"L{number}", zone=zone, closed=CLOSED[zone])
        for number, zone in enumerate(ZONES, start=1)
    }
    board = Team(BOARD, "board", lead_id="L1", closed=CLOSED[ZONES[0]])
    members = {one.id: one for one in _members()}
    people = People(members, {**teams, BOARD: board})
    owners = [one for one in members.values() if one.team_id != BOARD]
    customers = tuple(_customers(owners))
    absences = {one.id: tuple(_absences(one, people, seed, constants)) for one in members.values()}
    return Company(people, customers, absences)


def _members() -> Iterator[Member]:
    for number, zone in enumerate(ZONES, start=1):
        yield Member(f"L{number}", f"Lead {number}", zone=zone, team_id=BOARD)
        for place in range(OWNERS):
            there = ZONES[number % len(ZONES)] if place >= OWNERS - 2 else zone
            yield Member(f"U{number}{place}", f"Owner {number}{place}", zone=there, team_id=number)


def _customers(owners: list[Member]) -> Iterator[Customer]:
    for number in range(len(owners) * CUSTOMERS):
        tier = KEY if number % KEY_EVERY == 0 else STANDARD
        owner = owners[number // CUSTOMERS]
        yield Customer(number, f"Customer {number}", owner.id, tier=tier.name, terms=tier)


def _absences(member: Member, people: People, seed: int, constants: Constants) -> Iterator[Absence]:
    """A leave takes a week and is announced; sickness takes a day or two and is not."""
    chance = random.Random(f"{seed} away {member.id}")
    leave = constants.away * constants.announced
    sick = constants.away * (1 - constants.announced) * WEEK / SICK_DAYS
    mates = [one for one in people.members.values() if one.team_id == member.team_id]
    mates = [one for one in mates if one.id != member.id]
    monday = FIRST - timedelta(days=FIRST.weekday())
    while monday < END.date():
        takes, falls, place, days = (
            chance.random(),
            chance.random(),
            chance.random(),
            chance.random(),
        )
        covers, mate = chance.random() < constants.covered, mates[int(chance.random() * len(mates))]
        if takes < leave:
            cover_id = mate.id if covers else None
            yield _absence(member, monday, 7, announced=True, cover_id=cover_id)
        elif falls < sick:
            first = monday + timedelta(days=int(place * 4))
            yield _absence(member, first, 1 + int(days * 2), announced=False)
        monday += timedelta(days=7)


def _absence(
    member: Member, first: date, days: int, *, announced: bool, cover_id: str | None = None
) -> Absence:
    zone = ZoneInfo(member.zone)
    since = datetime.combine(first, datetime.min.time(), zone)
    until = datetime.combine(first + timedelta(days=days), datetime.min.time(), zone)
    return Absence(since.astimezone(UTC), until.astimezone(UTC), announced, cover_id)


def changed(people: People, member_id: str, absence: Absence | None) -> People:
    """The people once a member has said that they are away, or is back."""
    away_until = None if absence is None else absence.until
    cover_id = None if absence is None else absence.cover_id
    member = replace(people.members[member_id], away_until=away_until, cover_id=cover_id)
    return replace(people, members={**people.members, member_id: member})
