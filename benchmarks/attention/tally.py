"""The tally: what is counted in a run, and the measures that it comes to."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from benchmarks.attention.cases import Case
from benchmarks.attention.company import END, FIRST, LAST, Company
from bot.core import things
from bot.core.history import Kind
from bot.core.ladders import Audience

HOUR = timedelta(hours=1)
WORD = "update"  # the step that asks for a word to the customer, not for the thing itself
A_DAY = 8 * HOUR  # of working time


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a message; `step` is its name on a ladder, or what a rival calls it."""

    case: Case
    step: str = "reminder"
    audience: Audience = Audience.OWNER


@dataclass(frozen=True, slots=True)
class Measures:
    """What a strategy costs and what it brings. Shares are of 1, times are working hours."""

    sent: float
    things: float
    messages: float  # per person and working day
    busiest: float  # the most of one person on one day
    outside: float  # share of messages outside the reader's hours
    to_away: float  # share of messages to somebody who is away
    settled: float  # share of rows about what was logged as settled
    unlogged: float  # share of rows about what was settled and not yet logged
    needless: float  # share of rows about what the owner would settle in time anyway
    median: float  # response time
    p90: float
    in_target: float  # share of inquiries
    kept: float  # share of promises kept on time
    on_time: float  # share of both
    left: float  # share of promises not kept a working day after they were due
    chases: float  # per 100 inquiries
    escalations: float  # per lead and week
    unwarned: float  # share of these that came less than a working hour after the owner was told


@dataclass(slots=True)
class Tally:
    messages: int = 0
    per_day: Counter[tuple[str, str]] = field(default_factory=Counter)
    outside: int = 0
    to_away: int = 0
    rows: int = 0
    settled: int = 0
    unlogged: int = 0
    needless: int = 0
    escalations: int = 0
    unwarned: int = 0
    steps: dict[str, list[int]] = field(default_factory=dict)

    def count(self, member_id: str, lines: Sequence[Line], now: datetime, company: Company) -> None:
        hours = company.hours(member_id)
        day = now.astimezone(hours.zone).date()
        if day > LAST:
            return
        self.messages += 1
        self.per_day[member_id, day.isoformat()] += 1
        self.outside += not hours.is_open(now)
        self.to_away += company.is_away(member_id, now)
        for line in lines:
            self._count(line, now, company)

    def _count(self, line: Line, now: datetime, company: Company) -> None:
        case = line.case
        self.rows += 1
        self.settled += case.is_logged
        self.unlogged += case.settled_at is not None and not case.is_logged
        self.needless += case.needs_nobody and line.step != WORD
        step = self.steps.setdefault(f"{case.thing.kind} {line.step}", [0, 0, 0])
        step[0] += 1
        step[1] += case.needs_nobody and line.step != WORD
        if line.audience is Audience.LEAD:
            self.escalations += 1
            heard = max(case.told, default=None)
            fair = things.hours_of(case.thing)
            # Who is on leave and not covered cannot be warned.
            reached = not company.is_away(case.thing.owner.id, now)
            self.unwarned += reached and (heard is None or fair.elapsed(heard, now) < HOUR)

    def moved(self, line: Line) -> None:
        self.steps.setdefault(f"{line.case.thing.kind} {line.step}", [0, 0, 0])[2] += 1


def measures(tally: Tally, cases: Sequence[Case], company: Company) -> Measures:
    inquiries = [case for case in cases if case.thing.kind is Kind.INQUIRY]
    promises = [case for case in cases if case.thing.kind is Kind.PROMISE]
    waits = sorted(_waited(case) for case in inquiries)
    in_time = [case.settled_at is not None and case.settled_at <= case.due_at for case in cases]
    in_target, kept = sum(in_time[: len(inquiries)]), sum(in_time[len(inquiries) :])
    rows, messages = max(tally.rows, 1), max(tally.messages, 1)
    weeks = (LAST - FIRST).days / 7
    leads = len({team.lead_id for team in company.people.teams.values()})
    return Measures(
        sent=tally.messages,
        things=len(cases),
        messages=tally.messages / _person_days(company),
        busiest=max(tally.per_day.values(), default=0),
        outside=tally.outside / messages,
        to_away=tally.to_away / messages,
        settled=tally.settled / rows,
        unlogged=tally.unlogged / rows,
        needless=tally.needless / rows,
        median=waits[len(waits) // 2],
        p90=waits[len(waits) * 9 // 10],
        in_target=in_target / len(inquiries),
        kept=kept / len(promises),
        on_time=(in_target + kept) / len(cases),
        left=sum(_is_left(case, company) for case in promises) / len(promises),
        chases=100 * sum(case.chases for case in inquiries) / len(inquiries),
        escalations=tally.escalations / leads / weeks,
        unwarned=tally.unwarned / max(tally.escalations, 1),
    )


def _is_left(case: Case, company: Company) -> bool:
    hours = company.hours(case.thing.owner.id)
    return case.settled_at is None or hours.elapsed(case.due_at, case.settled_at) > A_DAY


def _waited(case: Case) -> float:
    """What is never answered has waited until the end."""
    spent = things.spent_until(case.thing, case.settled_at or END)
    return spent / HOUR if spent is not None else 0.0


def _person_days(company: Company) -> int:
    """Working days at work, of everybody."""
    return sum(
        company.hours(member_id).is_working_day(day)
        and not company.is_away(
            member_id, datetime.combine(day, datetime.min.time(), UTC) + 12 * HOUR
        )
        for member_id in company.people.members
        for day in (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))
    )
