"""The cast of the core's tests: Ada owns Acme, Ben leads, Cleo has nothing to do with it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core import inquiries, promises
from bot.core.customers import KEY, STANDARD, TIERS, Customer
from bot.core.history import Event, Kind, Verb
from bot.core.hours import WorkingHours
from bot.core.inquiries import Inquiry
from bot.core.ladders import Audience
from bot.core.members import DEFAULT_WEEK, Member, Team
from bot.core.nudges import Nudge, NudgeState
from bot.core.promises import Promise
from bot.core.recipients import People
from bot.core.things import Thing

BERLIN = "Europe/Berlin"
SAO_PAULO = "America/Sao_Paulo"

SUPPORT, BOARD = 1, 2
ADA, BEN, CLEO, DORA, FAY, GUS = "UADA", "UBEN", "UCLEO", "UDORA", "UFAY", "UGUS"
CHANNEL = "CSUPPORT"
NUMBER = 482


def at(words: str, zone: str = BERLIN) -> datetime:
    """An instant from “2026-11-18 10:30”, by the clock on the wall there."""
    return datetime.fromisoformat(words).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def said(instant: datetime | None, zone: str = BERLIN) -> str | None:
    """An instant as the clock on the wall there shows it: “Wed 2026-11-18 10:30”."""
    return None if instant is None else f"{instant.astimezone(ZoneInfo(zone)):%a %Y-%m-%d %H:%M}"


def hours(zone: str = BERLIN, *, closed: Iterable[date] = ()) -> WorkingHours:
    return WorkingHours.of(zone=zone, week=DEFAULT_WEEK, holidays=tuple(closed))


def member(member_id: str = ADA, **fields: object) -> Member:
    """Support is led by Ben, and he by Dora; Fay is in São Paulo, Gus a guest."""
    known: dict[str, Member] = {
        ADA: Member(ADA, "Ada", zone=BERLIN, team_id=SUPPORT),
        BEN: Member(BEN, "Ben", zone=BERLIN, team_id=BOARD),
        CLEO: Member(CLEO, "Cleo", zone=BERLIN, team_id=SUPPORT),
        DORA: Member(DORA, "Dora", zone=BERLIN, team_id=BOARD),
        FAY: Member(FAY, "Fay", zone=SAO_PAULO, team_id=SUPPORT),
        GUS: Member(GUS, "Gus", zone=BERLIN, team_id=SUPPORT, is_guest=True),
    }
    return replace(known[member_id], **fields)  # type: ignore[arg-type]


def team(**fields: object) -> Team:
    support = Team(SUPPORT, "Support", lead_id=BEN, zone=BERLIN)
    return replace(support, **fields)  # type: ignore[arg-type]


def people(*changed: Member, support: Team | None = None) -> People:
    """Everybody, with those `changed` as they are given."""
    everybody = {one: member(one) for one in (ADA, BEN, CLEO, DORA, FAY, GUS)}
    everybody |= {one.id: one for one in changed}
    board = Team(BOARD, "Board", lead_id=DORA, zone=BERLIN)
    return People(everybody, {SUPPORT: support or team(), BOARD: board})


def event(verb: Verb, when: datetime, *, kind: Kind = Kind.INQUIRY, **fields: object) -> Event:
    known = {"actor_id": ADA, "number": NUMBER, "customer_id": 7, "recorded_at": when}
    return Event(verb=verb, kind=kind, at=when, **(known | fields))  # type: ignore[arg-type]


def inquiry(when: datetime, *events: Event, logged_at: datetime | None = None) -> Inquiry:
    """Acme's inquiry of Ada's, asked at `when`, after some more events."""
    opening = event(Verb.OPENED, when, member_id=ADA, recorded_at=logged_at or when)
    found = inquiries.opened(opening)
    for one in events:
        found = inquiries.after(found, one)
    return found


def promise(made_at: datetime, due_at: datetime, *events: Event) -> Promise:
    """Ada's promise to Acme, made at `made_at`, after some more events."""
    making = event(
        Verb.MADE, made_at, kind=Kind.PROMISE, member_id=ADA, due_at=due_at, words="the quote"
    )
    found = promises.made(making)
    for one in events:
        found = promises.after(found, one)
    return found


def customer(tier: str = STANDARD.name) -> Customer:
    """Acme: four working hours to an answer; as a key customer two."""
    assert tier in (STANDARD.name, KEY.name)
    return Customer(7, "Acme", ADA, tier=tier, terms=TIERS[tier])


def thing(
    item: Inquiry | Promise, *, support: Team | None = None, owner: Member | None = None
) -> Thing:
    return Thing(item, customer(), owner or member(ADA), support or team(), "asks for a quote")


def nudge(step: str, when: datetime, **fields: object) -> Nudge:
    """A queued nudge about number 482."""
    audience = Audience.LEAD if step == "lead" else Audience.OWNER
    known = Nudge(
        id=1,
        kind=Kind.INQUIRY,
        number=NUMBER,
        episode=1,
        step=step,
        audience=audience,
        at=when,
        state=NudgeState.QUEUED,
        ready_at=when,
    )
    return replace(known, **fields)  # type: ignore[arg-type]


def told(step: str, when: datetime, **fields: object) -> Nudge:
    """A nudge that was sent as its step was reached."""
    return nudge(step, when, state=NudgeState.SENT, sent_at=when, ready_at=None, **fields)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)
