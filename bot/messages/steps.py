"""Steps of a ladder, in words: why a nudge came, and what it is called in the history."""

import re
from datetime import datetime

from bot.core import things
from bot.core.claims import CLAIM
from bot.core.complaints import COMPLAINT, TO_LEAD, is_of_late
from bot.core.history import Kind
from bot.core.inquiries import Inquiry
from bot.core.ladders import ANEW, BRIEF, GIVEN, SNOOZE, Audience, plain
from bot.core.lengths import length
from bot.core.nudges import Nudge
from bot.core.silences import UNTOLD, UPDATE
from bot.core.things import Thing
from bot.messages import wording

_DAYS = re.compile(r"day_([0-9]+)")

_OF_PROMISE = {
    "day_before": "this is the last working day before it is due",
    "due_soon": "this is the last working hour before it is due",
    "overdue": "it was due, and is not kept yet",
}
_CALLED = {
    (Kind.INQUIRY, "heads_up"): "three quarters of the target are gone",
    (Kind.INQUIRY, "due"): "the answer is due",
    (Kind.INQUIRY, "lead"): "one and a half times the target are gone",
    (Kind.PROMISE, "day_before"): "the working day before it is due",
    (Kind.PROMISE, "due_soon"): "a working hour before it is due",
    (Kind.PROMISE, "overdue"): "it is due",
    (Kind.PROMISE, "lead"): "a working day overdue",
}


def because(nudge: Nudge, thing: Thing, *, now: datetime) -> str:
    """Say why this nudge came, as the rest of “because …”; what is late, as it was by then."""
    if nudge.step.startswith(SNOOZE):
        return "the hold is over" if _waits_for_hold(nudge, thing) else "the snooze is over"
    if nudge.step.startswith(CLAIM):
        return _given_back(nudge, thing)
    if nudge.step.startswith((COMPLAINT, TO_LEAD)):
        return _complained(thing)
    if nudge.step.startswith(GIVEN):
        return "it was handed over"
    if nudge.step.startswith(UNTOLD):
        return "it was moved a working hour ago, and they were not told yet"
    if nudge.step.startswith(UPDATE):
        return _silent(thing)
    if nudge.step.startswith(BRIEF):
        return "it is on your list"
    if nudge.step.startswith(ANEW):
        return "it was handed over when it was late, and is still open"
    if _DAYS.fullmatch(plain(nudge.step)) or plain(nudge.step) == "lead":
        return _overdue(nudge, thing, now)
    if thing.kind is Kind.PROMISE:
        return _OF_PROMISE.get(plain(nudge.step), "it is still open")
    return _of_inquiry(thing).get(plain(nudge.step), "it is still open")


def _given_back(nudge: Nudge, thing: Thing) -> str:
    care = thing.care
    if care.claimed_until is None and (care.given_at is None or care.given_at < nudge.at):
        return "nobody else has it any more, and it is still open"
    return "somebody had it, and it is still open"


def _complained(thing: Thing) -> str:
    item = thing.item
    was_late = isinstance(item, Inquiry) and is_of_late(item, due_at=things.due_at(thing))
    return f"they complained{' when the answer was late already' if was_late else ''}"


def _of_inquiry(thing: Thing) -> dict[str, str]:
    target = things.target(thing)
    given = wording.given(target.given)
    if target.since != things.waiting_since(thing):
        # They complained later than they first wrote; shares of the whole would say nothing.
        return {
            "heads_up": f"they complained, and are due an answer within {given} of that",
            "due": f"the time for an answer to their complaint is up ({given})",
        }
    of = "to a complaint " if target.of_complaint else ""
    return {
        "heads_up": f"three quarters of the time for an answer {of}are gone ({given} in all)",
        "due": f"the time for an answer {of}is up ({given})",
    }


def _overdue(nudge: Nudge, thing: Thing, now: datetime) -> str:
    """How late it is as it is said; a message stands for days, and then it was so late then."""
    due_at, said_at = things.due_at(thing), nudge.sent_at
    pauses = [(max(one.since, due_at), one.until) for one in thing.care.holds]
    over = [(since, until) for since, until in pauses if since < until]
    late = length(due_at, said_at or now, hours=things.hours_of(thing), pauses=over)
    what = "it"
    if thing.kind is Kind.INQUIRY:
        what = f"the answer{' to their complaint' if things.target(thing).of_complaint else ''}"
    by = f"{wording.length(late)} late" if late is not None else "late"
    return f"{what} is {by}" if said_at is None else f"{what} was {by} then"


def _silent(thing: Thing) -> str:
    terms = thing.customer.terms
    if thing.kind is Kind.INQUIRY:
        return f"we said that we are on it, and nothing since for {wording.given(terms.next_word)}"
    return f"they have not heard from us for {wording.given(terms.update)}"


def named(nudge: Nudge, thing: Thing) -> str:
    """Return the same of a nudge: where a snooze ended within a hold, that is what ends."""
    if nudge.step.startswith(SNOOZE) and _waits_for_hold(nudge, thing):
        return "the hold ends"
    return called(nudge.kind, nudge.step)


def _waits_for_hold(nudge: Nudge, thing: Thing) -> bool:
    return any(hold.since <= nudge.at < hold.until for hold in thing.care.holds)


def called(kind: Kind, step: str) -> str:
    """Return the name of a step for the list that explains a ladder."""
    if step.startswith(SNOOZE):
        return "the snooze ends"
    if step.startswith(CLAIM):
        return "the claim ends"
    if step.startswith(COMPLAINT):
        return "they complained"
    if step.startswith(TO_LEAD):
        return "a working hour after they complained"
    if step.startswith(GIVEN):
        return "handed over"
    if step.startswith(UNTOLD):
        return "the customer does not know the new date"
    if step.startswith(UPDATE):
        return "the customer has not heard how it stands"
    if step.startswith(ANEW):
        return "a working hour after it was handed over late"
    if step.startswith(BRIEF):
        return "in the morning brief"
    if found := _DAYS.fullmatch(plain(step)):
        return f"{_working_days(int(found[1]))} after it was due"
    return _CALLED.get((kind, plain(step)), plain(step).replace("_", " "))


def whom(audience: Audience) -> str:
    return "lead" if audience is Audience.LEAD else "owner"


def _working_days(days: int) -> str:
    return wording.counted(days, "working day")
