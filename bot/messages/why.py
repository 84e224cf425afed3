"""Why: what comes next and what it waits for, what was said to whom, the clock, and the hours."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core import things
from bot.core.attention import A_DAY, Held
from bot.core.care import asked
from bot.core.courses import Coming
from bot.core.first_days import is_ahead
from bot.core.heed_outcomes import WhyShown
from bot.core.history import Event, Verb
from bot.core.ladders import Audience
from bot.core.members import Member, away_end, is_away, own_hours
from bot.core.nudges import (
    BEFORE_START,
    IN_SHADOW,
    MAYBE,
    NOBODY,
    Nudge,
    NudgeState,
    is_of_before,
)
from bot.core.promises import Promise
from bot.core.recipients import ToMember, recipient, stand_in
from bot.core.things import Thing
from bot.core.waits import held_back
from bot.messages import forecast, kit, rows, standing_in, steps, targets, wording
from bot.messages.kit import Block, Message

MOST_ENTRIES = 12
_SETTLED = {"dismissed": "said to need no answer", "void": "undone"}
_LATE = {
    Held.SPACING: "I write to nobody more than once an hour",
    Held.CAP: f"I write to nobody more than {wording.counted(A_DAY, 'time')} a day",
    Held.HOLD: "we waited for the customer",
    Held.SNOOZE: "it was snoozed",
    Held.AWAY: "nobody was there before",
    Held.WARNING: "a working hour belongs to the owner first",
    Held.BRIEF: "the morning brief was to come",
    Held.CLOSED: "it was outside working hours",
}


def shown(outcome: WhyShown, *, zone: ZoneInfo, now: datetime) -> Message:
    """Explain everything that decides about the nudges of one thing; what comes next first."""
    thing = outcome.thing
    following = _next(outcome, zone, now)
    said = f"{rows.numbered(thing)}: {kit.quoted(thing.words)}"
    return kit.message(
        f"{said}. {following}",
        kit.section(said),
        *_part("Next", [following]),
        *_part("Then, until it is settled", _then(outcome, zone, now)),
        *_part("So far", _so_far(outcome, zone, now)),
        *_part("The clock", _clock(outcome, zone, now)),
        *_part("When I write", list(_hours(outcome, zone, now))),
    )


def _part(title: str, lines: list[str]) -> list[Block]:
    return kit.listed(title, lines) if lines else []


def _next(outcome: WhyShown, zone: ZoneInfo, now: datetime) -> str:
    thing = outcome.thing
    if not things.is_open(thing):
        return f"{_settled(outcome, zone, now)}, so nothing more is said about it."
    if thing.team.is_shadow:
        return "Nothing is sent: this team is in shadow, and I only write reminders down."
    begins = _begins(thing, now)
    if outcome.coming:
        return begins + _sentence(outcome.coming[0], outcome, zone, now)
    if begins:
        return f"{begins}Until then it is in the brief, and in the lead's digest."
    return "No reminders are left; it stays in the lead's digest until it is settled."


def _sentence(one: Coming, outcome: WhyShown, zone: ZoneInfo, now: datetime) -> str:
    return forecast.sentence(one, outcome.thing, zone=zone, now=now, people=outcome.people)


def _begins(thing: Thing, now: datetime) -> str:
    """Whether its team is reminded only from a day on that is still to come."""
    own, day = things.hours_of(thing).zone, thing.team.start_on
    if day is None or not is_ahead(thing.team, own, now):
        return ""
    today = now.astimezone(own).date()
    return f"Reminders begin on {wording.day(day, now=today)}, {wording.zone_name(own)}. "


def _settled(outcome: WhyShown, zone: ZoneInfo, now: datetime) -> str:
    item = outcome.thing.item
    state = item.state.value
    by = outcome.names.get(item.settled_by or "")
    at = "" if item.settled_at is None else f", {wording.when(item.settled_at, zone, now)}"
    return f"It was {_SETTLED.get(state, state)}{f' by {kit.name(by)}' if by else ''}{at}"


def _then(outcome: WhyShown, zone: ZoneInfo, now: datetime) -> list[str]:
    if not things.is_open(outcome.thing) or not outcome.coming:
        return []
    lines = [
        f"• {_sentence(one, outcome, zone, now)}" for one in outcome.coming[1 : MOST_ENTRIES + 1]
    ]
    return [*lines, "• After that only in the lead's digest."]


def _so_far(outcome: WhyShown, zone: ZoneInfo, now: datetime) -> list[str]:
    thing = outcome.thing
    here = [one for one in outcome.ledger if not is_of_before(one, thing.episode)]
    before = len(outcome.ledger) - len(here)
    lines = [f"… {wording.counted(before, 'step')} before it was moved"] if before > 0 else []
    said = [one for one in here if one.state is not NudgeState.QUEUED][-MOST_ENTRIES:]
    lines += [f"• {wording.start(_entry(one, outcome, zone, now))}" for one in said]
    return lines or ["Nothing was said about it yet."]


def _entry(nudge: Nudge, outcome: WhyShown, zone: ZoneInfo, now: datetime) -> str:
    step = steps.named(nudge, outcome.thing)
    match nudge.state:
        case NudgeState.SENT:
            at = wording.when(nudge.sent_at or nudge.at, zone, now)
            told = "heard of it" if nudge.audience is Audience.LEAD else "was reminded"
            return f"{_who(nudge, outcome)} {told} {at}: {step}.{_late(nudge, outcome)}"
        case NudgeState.BOUND:
            return f"A reminder is on its way to {_who(nudge, outcome)}: {step}."
        case NudgeState.LOST:
            because = f" ({kit.safe(nudge.why)})" if nudge.why not in (None, NOBODY) else ""
            return f"Nobody could be reached{because}: {step}."
        case _:
            return f"Not said{_reason(nudge, outcome.thing, now)}: {step}."


def _late(nudge: Nudge, outcome: WhyShown) -> str:
    if nudge.why == MAYBE:
        return " Slack did not say whether it arrived."
    reader = outcome.people.members.get(nudge.recipient_id or "")
    hours = None if reader is None else own_hours(outcome.people.teams[reader.team_id], reader)
    held = held_back(nudge, hours=hours, now=nudge.sent_at or nudge.at)
    if held is Held.CLOSED and reader is not None:
        return f" It had to wait until {kit.name(reader.name)}'s working hours began."
    because = None if held is None else _LATE.get(held)
    return f" It had to wait, because {because}." if because else ""


def _reason(nudge: Nudge, thing: Thing, now: datetime) -> str:
    """Make a clause of it: “reached before …” lacks its subject."""
    why = kit.safe(nudge.why or "")
    if nudge.why == IN_SHADOW:
        return ", because the team was in shadow"
    if nudge.why == BEFORE_START and (begins := _begins(thing, now)):
        return f", because {begins[:1].lower()}{begins[1:].rstrip('. ')}"
    if why.startswith("shadow"):
        return f" ({why})"
    return f", because {'it was ' if why.startswith('reached') else ''}{why}" if why else ""


def _who(nudge: Nudge, outcome: WhyShown) -> str:
    if nudge.recipient_id is None:
        return f"the {steps.whom(nudge.audience)}"
    known = outcome.names.get(nudge.recipient_id)
    if known:
        return kit.name(known)
    is_channel = nudge.recipient_id[:1] in "CG"
    return "the team's channel" if is_channel else wording.member(None)


def _clock(outcome: WhyShown, zone: ZoneInfo, now: datetime) -> list[str]:
    thing = outcome.thing
    at = wording.when(things.due_at(thing), zone, now)
    if isinstance(thing.item, Promise):
        made = wording.when(thing.item.made_at, zone, now)
        moved = f", moved {rows.times(thing.item.moves)}" if thing.item.moves else ""
        runs = f"Promised {made}{moved}; due {at}."
    else:
        first = wording.when(thing.item.opened_at, zone, now)
        runs = (
            f"It runs from the customer's first unanswered word, {first}. "
            f"{targets.rule(thing, zone, now)}, so the answer is due {at}."
        )
    lines = [f"{runs} Owner: {rows.owner(thing)}.", _counts_in(thing)]
    lines += [
        f"It stood still from {wording.when(hold.since, zone, now)} to "
        f"{wording.when(hold.until, zone, now)}, while we waited for the customer."
        for hold in thing.care.holds
        if hold.until <= now
    ]
    lines += [_noted(event, zone, now) for event in outcome.noted[-MOST_ENTRIES:]]
    note = rows.care_note(thing, zone=zone, now=now, names=outcome.names)
    return [*lines, f"{wording.start(note)}."] if note and things.is_open(thing) else lines


def _noted(event: Event, zone: ZoneInfo, now: datetime) -> str:
    """What became of a message in the customer's channel, and what it said before."""
    at = wording.when(event.at, zone, now)
    if event.verb is Verb.DELETED:
        return f"A message of it was deleted {at}."
    was = f"; before, it said {kit.quoted(event.words)}" if event.words else ""
    return f"A message of it was edited {at}{was}."


def _counts_in(thing: Thing) -> str:
    zone = wording.zone_name(things.hours_of(thing).zone)
    whose = "the team's" if thing.team.zone else f"{rows.owner(thing)}'s"
    return f"Working hours: {wording.week(thing.team.week)}, {zone}, {whose} zone."


def _hours(outcome: WhyShown, zone: ZoneInfo, now: datetime) -> Iterator[str]:
    """Say when whoever comes next, and whoever hears of it after them, may be written to."""
    if not outcome.coming:
        return
    owner = outcome.people.members.get(asked(outcome.thing.care, now))
    readers = [one.to.member.id for one in outcome.coming if isinstance(one.to, ToMember)]
    if owner is not None and is_away(owner, now):
        yield _away(owner, outcome, zone, now)
    for member_id in list(dict.fromkeys(readers))[:2]:
        # As they are now: those who are foretold of have had their briefs by then.
        member = outcome.people.members[member_id]
        if not is_away(member, now):
            yield _hours_of(member, outcome, zone, now)


def _away(owner: Member, outcome: WhyShown, zone: ZoneInfo, now: datetime) -> str:
    end, found = away_end(owner, now), stand_in(owner.id, outcome.people, now)
    until = "" if end is None else f" until {wording.when(end, zone, now)}"
    instead = f"{kit.name(found.name)} stands in" if found else _uncovered(outcome, now)
    return f"{kit.name(owner.name)} is away{until}; {instead}."


def _uncovered(outcome: WhyShown, now: datetime) -> str:
    """Who is asked of what is theirs, though nobody covers."""
    care, team, people = outcome.thing.care, outcome.thing.team, outcome.people
    to = recipient(Audience.OWNER, warns=False, care=care, team=team, people=people, now=now)
    return f"nobody covers, so {standing_in.gets(to)}"


def _hours_of(member: Member, outcome: WhyShown, zone: ZoneInfo, now: datetime) -> str:
    team = outcome.people.teams[member.team_id]
    hours = own_hours(team, member)
    opening = hours.next_opening(now)
    week = wording.week(member.week or team.week)
    said = f"To {kit.name(member.name)}: {week}, {wording.zone_name(hours.zone)}"
    own = hours.zone
    when = "open now" if opening <= now else f"next from {_there(opening, zone, own, now)}"
    is_briefed = member.wants_brief and member.brief_at is not None and not team.is_shadow
    if not is_briefed or member.brief_at is None:
        return f"{said}; {when}."
    return f"{said}; {when}. The next morning brief {_there(member.brief_at, zone, own, now)}."


def _there(at: datetime, zone: ZoneInfo, own: ZoneInfo, now: datetime) -> str:
    """For the reader, and where it is another hour by the clock of whoever it is about."""
    here, there = at.astimezone(zone), at.astimezone(own)
    if here.replace(tzinfo=None) == there.replace(tzinfo=None):
        return wording.when(at, zone, now)
    place = wording.zone_name(own).removesuffix(" time")
    return f"{wording.when(at, zone, now)} ({wording.clock(there)} in {place})"
