"""Why: the rule, the clock, the hours, what was said to whom, and what comes next."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core import things
from bot.core.ladders import Audience
from bot.core.nudges import Nudge, NudgeState
from bot.core.outcomes import WhyShown
from bot.core.promises import Promise
from bot.core.things import Thing
from bot.messages import kit, rows, steps, wording
from bot.messages.kit import Message

MOST_ENTRIES = 12
_SETTLED = {"dismissed": "said to need no answer", "void": "undone"}


def shown(outcome: WhyShown, *, zone: ZoneInfo, now: datetime) -> Message:
    """Explain everything that decides about the nudges of one thing."""
    thing = outcome.thing
    ahead = _next(outcome, zone, now)
    text = f"{rows.numbered(thing)}: {ahead}"
    return kit.message(
        text,
        kit.section(f"{rows.numbered(thing)}: {kit.quoted(thing.words)}"),
        *kit.listed("Next", [wording.start(ahead)]),
        *kit.listed("The clock", _clock(thing, outcome.names, zone, now)),
        *kit.listed("The ladder", _ladder(outcome, zone, now)),
    )


def _clock(thing: Thing, names: Mapping[str, str], zone: ZoneInfo, now: datetime) -> list[str]:
    at = wording.when(things.due_at(thing), zone, now)
    hours = f"Hours: {wording.team_hours(thing.team)}."
    if isinstance(thing.item, Promise):
        made = wording.when(thing.item.made_at, zone, now)
        moved = f", moved {rows.times(thing.item.moves)}" if thing.item.moves else ""
        runs = f"Promised {made}{moved}; due {at}."
    else:
        first = wording.when(thing.item.opened_at, zone, now)
        target = wording.given(things.target_given(thing))
        runs = (
            f"It runs from the customer's first unanswered word, {first}. The target of tier "
            f"{kit.safe(thing.customer.tier)} is {target}, so the answer is due {at}."
        )
    lines = [f"{runs} Owner: {rows.owner(thing)}.", hours]
    note = rows.care_note(thing, zone=zone, now=now, names=names)
    return [*lines, f"{wording.start(note)}."] if note and things.is_open(thing) else lines


def _ladder(outcome: WhyShown, zone: ZoneInfo, now: datetime) -> list[str]:
    """List every step: what was said, to whom and when, and what is still to come."""
    thing = outcome.thing
    told = {nudge.step: nudge for nudge in outcome.ledger if nudge.episode == thing.episode}
    before = len(outcome.ledger) - len(told)
    lines = [f"… {wording.counted(before, 'step')} before it was moved"] if before > 0 else []
    for step in things.plan(thing):
        nudge = told.pop(step.name, None)
        if nudge is not None:
            lines.append(_entry(nudge, outcome, zone, now))
        elif things.is_open(thing):
            at = wording.when(step.at, zone, now)
            called = wording.start(steps.called(thing.kind, step.name))
            lines.append(f"• {called}: the {steps.whom(step.audience)}, {at}.")
    lines += [_entry(nudge, outcome, zone, now) for nudge in list(told.values())[-MOST_ENTRIES:]]
    if things.is_open(thing):
        lines.append("• After that only in the lead's digest.")
    return lines or ["Nothing was said about it."]


def _entry(nudge: Nudge, outcome: WhyShown, zone: ZoneInfo, now: datetime) -> str:
    step = wording.start(steps.called(nudge.kind, nudge.step))
    who = _who(nudge, outcome)
    match nudge.state:
        case NudgeState.SENT:
            at = wording.when(nudge.sent_at or nudge.at, zone, now)
            return f"• {step}: {who} was told {at}."
        case NudgeState.QUEUED | NudgeState.BOUND:
            return f"• {step}: on its way to {who}{_not_before(nudge, zone, now)}."
        case NudgeState.LOST:
            return f"• {step}: nobody could be reached. {_why(nudge)}".rstrip()
        case _:
            return f"• {step}: not said{f', because {_reason(nudge)}' if nudge.why else ''}."


def _not_before(nudge: Nudge, zone: ZoneInfo, now: datetime) -> str:
    if nudge.ready_at is None or nudge.ready_at <= now:
        return ""
    return f", not before {wording.when(nudge.ready_at, zone, now)}"


def _who(nudge: Nudge, outcome: WhyShown) -> str:
    if nudge.recipient_id is None:
        return f"the {steps.whom(nudge.audience)}"
    known = outcome.names.get(nudge.recipient_id)
    if known:
        return kit.name(known)
    return (
        "the team's channel" if nudge.recipient_id[:1] in "CG" else kit.mention(nudge.recipient_id)
    )


def _reason(nudge: Nudge) -> str:
    """Make a clause of it: “reached before …” lacks its subject."""
    why = kit.safe(nudge.why or "")
    return f"it was {why}" if why.startswith("reached") else why


def _why(nudge: Nudge) -> str:
    return f"{wording.start(kit.safe(nudge.why))}." if nudge.why else ""


def _next(outcome: WhyShown, zone: ZoneInfo, now: datetime) -> str:
    thing = outcome.thing
    if not things.is_open(thing):
        state = thing.item.state.value
        return f"It is {_SETTLED.get(state, state)}, so nothing more is said about it."
    if outcome.next_at is not None and outcome.next_step is not None:
        step = steps.called(thing.kind, outcome.next_step)
        lead = any(
            planned.name == outcome.next_step and planned.audience is Audience.LEAD
            for planned in things.plan(thing)
        )
        who = "the lead" if lead else rows.owner(thing)
        return f"{who} hears of it {wording.when(outcome.next_at, zone, now)} ({step})."
    if outcome.look_at is not None and outcome.look_at > now:
        return f"I look at it again {wording.when(outcome.look_at, zone, now)}."
    return "No reminders are left; it stays in the lead's digest until it is settled."
