"""Things: what came of answering, keeping, moving, snoozing and the rest."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core import claims, things
from bot.core.care import held_until
from bot.core.history import Kind, Verb
from bot.core.outcomes import Repeated, ThingChanged
from bot.messages import buttons, contacts, ids, keeping, kit, rows, standing_in, targets, wording
from bot.messages.elements import actions, button
from bot.messages.kit import Message


@dataclass(frozen=True, slots=True)
class _Said:
    outcome: ThingChanged
    zone: ZoneInfo
    now: datetime

    @property
    def which(self) -> str:
        return rows.numbered(self.outcome.thing)

    @property
    def who(self) -> str:
        return kit.name(self.outcome.to_name or "somebody else")

    @property
    def reason(self) -> str:
        words = self.outcome.event.words
        return f" Reason: {kit.quoted(words)}." if words else ""

    @property
    def day_off(self) -> str:
        """Say that the end that was named is a day off, so that another is theirs."""
        day = self.outcome.day_off
        return "" if day is None else f" {wording.no_working_day(day)}."

    def at(self, instant: datetime | None) -> str:
        return "further notice" if instant is None else wording.when(instant, self.zone, self.now)


def changed(outcome: ThingChanged, *, zone: ZoneInfo, now: datetime) -> Message:
    """Say how it stands now and what that means, with *Undo*."""
    say = _SAYINGS.get(outcome.event.verb, _otherwise)
    said = say(_Said(outcome, zone, now))
    pressed = [buttons.undo(outcome.change_id)]
    if outcome.event.verb is Verb.MOVED:
        pressed = [*keeping.buttons_of_move(outcome), *pressed]
    blocks = [kit.section(said), kit.context(kit.quoted(outcome.thing.words))]
    again = None
    if outcome.since is not None:
        again = contacts.wrote_again(outcome.since, zone, now)
        blocks.append(kit.section(again))
        pressed.insert(0, buttons.settle(outcome.since, style=None, numbered=True))
    spoken = said if again is None else f"{said}\n{again}"
    return kit.message(spoken, *blocks, actions(pressed))


def repeated(outcome: Repeated) -> Message:
    """Say that it is logged already; who means it twice can say so."""
    known = f"already logged as #{outcome.number}" if outcome.number else "already logged"
    if not outcome.retyped or outcome.draft_id is None:
        return kit.message(f"That is {known}; nothing was added.")
    said = f"You typed that a moment ago and it is {known}; nothing was added."
    again = button("Log again", ids.DRAFT_AGAIN, str(outcome.draft_id))
    return kit.message(said, kit.section(said), actions([again]))


def _answered(it: _Said) -> str:
    event = it.outcome.event
    said = f"{it.which} is answered, {it.at(event.at)}"
    if event.spent is None:
        return f"{said}."
    target = event.target or things.target_of(it.outcome.thing)
    aloud, given = wording.aloud(event.spent), targets.within(it.outcome.thing)
    if event.spent <= target:
        return f"{said}: after {aloud}, within the target of {given}. Well done."
    return f"{said}: after {aloud}; the target is {given}."


def _dismissed(it: _Said) -> str:
    return f"{it.which} needs no answer; I leave it in peace.{it.reason}"


def _kept(it: _Said) -> str:
    return keeping.kept(it.outcome, zone=it.zone, now=it.now)


def _moved(it: _Said) -> str:
    return keeping.moved(it.outcome, reason=it.reason, zone=it.zone, now=it.now)


def _corrected(it: _Said) -> str:
    due = wording.due(things.due_at(it.outcome.thing), it.zone, it.now)
    return f"{it.which} is due *{due}*. That was a slip, so it counts as no move."


def _acknowledged(it: _Said) -> str:
    return keeping.acknowledged(it.outcome, zone=it.zone, now=it.now)


def _withdrawn(it: _Said) -> str:
    return f"{it.which} is withdrawn.{it.reason} Tell the customer, if they do not know."


def _claimed(it: _Said) -> str:
    thing, until = it.outcome.thing, it.at(it.outcome.event.until)
    end = thing.care.claimed_until
    names = {step.name for step in things.plan(thing)}
    is_own = thing.care.claimed_by == thing.care.owner_id
    then = "you are asked as before" if is_own else f"it is {rows.owner(thing)}'s again"
    if end is not None and claims.step_of(end) in names:
        then = f"I ask {'you' if is_own else rows.owner(thing)} again"
    return f"You have {it.which} until {until}. If it is still open then, {then}."


def _released(it: _Said) -> str:
    return f"{it.which} goes back to {rows.owner(it.outcome.thing)}."


def _snoozed(it: _Said) -> str:
    thing = it.outcome.thing
    note = rows.due_note(thing, things.due_at(thing), it.zone, it.now)
    event = it.outcome.event
    if event.until is not None and event.until <= event.at:
        return f"{wording.start(it.which)} is awake: I remind of it again, {note}."
    until = it.at(event.until)
    said = f"No reminders about {it.which} until {until}."
    standing = held_until(thing.care, it.now)
    if standing is not None:
        return f"{said} It is on hold until {it.at(standing)}: {note}.{it.day_off}"
    return f"{said} The date stays: {note}.{it.day_off}"


def _held(it: _Said) -> str:
    until = it.at(it.outcome.event.until)
    if it.outcome.thing.kind is Kind.PROMISE:
        return f"{it.which} rests until {until}: we wait for the customer.{it.day_off}"
    said = f"{it.which}: we wait for the customer until {until}, and the clock stands until then."
    return f"{said}{it.day_off}"


def _resumed(it: _Said) -> str:
    thing = it.outcome.thing
    note = rows.due_note(thing, things.due_at(thing), it.zone, it.now)
    return f"The clock runs again for {it.which}: {note}."


def _given(it: _Said) -> str:
    goes = "reminders go there now"
    if it.outcome.reminded is not None:
        gets = standing_in.gets(it.outcome.reminded, reader_id=it.outcome.event.actor_id)
        goes = f"{it.who} is away, so {gets}"
    said = f"{it.which} is handed to {it.who}; {goes}.{it.reason}"
    if it.outcome.due_at is None:
        return said
    is_due = "was due" if it.outcome.due_at <= it.now else "is now due"
    due = f"The answer {is_due} {it.at(it.outcome.due_at)}, by {it.who}'s working hours."
    return f"{said} {due}"


def _otherwise(it: _Said) -> str:
    return f"{it.which} is changed."


_SAYINGS: dict[Verb, Callable[[_Said], str]] = {
    Verb.ANSWERED: _answered,
    Verb.DISMISSED: _dismissed,
    Verb.KEPT: _kept,
    Verb.MOVED: _moved,
    Verb.CORRECTED: _corrected,
    Verb.ACKNOWLEDGED: _acknowledged,
    Verb.WITHDRAWN: _withdrawn,
    Verb.CLAIMED: _claimed,
    Verb.RELEASED: _released,
    Verb.SNOOZED: _snoozed,
    Verb.HELD: _held,
    Verb.RESUMED: _resumed,
    Verb.GIVEN: _given,
}
