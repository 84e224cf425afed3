"""The events of a thing: what each verb on it writes, and when it may not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core import claims, things
from bot.core.asks import ThingVerb
from bot.core.asks import Verb as Ask
from bot.core.care import claimer, held_until, is_snoozed
from bot.core.errors import Refusal
from bot.core.history import Event, Verb
from bot.core.promises import Promise
from bot.core.things import Thing
from bot.services import moves
from bot.services.desk import Turn

HOLD_LASTS = 3  # working days, unless said otherwise
SETTLING = {Verb.ANSWERED, Verb.KEPT}


def of(turn: Turn, ask: ThingVerb, thing: Thing) -> Event:
    """What is to be written of a verb. Raises Refusal where it changes nothing."""
    return _EVENTS[ask.verb](turn, ask, thing)


def _next_morning(turn: Turn) -> datetime:
    """The opening of the speaker's next working day: where a snooze ends unless said otherwise."""
    hours = turn.hours
    midnight = datetime.combine(
        turn.now.astimezone(hours.zone).date() + timedelta(days=1), datetime.min.time(), hours.zone
    )
    return hours.next_opening(midnight)


def _simple(verb: Verb) -> Callable[[Turn, ThingVerb, Thing], Event]:
    def event(turn: Turn, ask: ThingVerb, thing: Thing) -> Event:
        return turn.event(
            verb,
            thing.kind,
            number=thing.number,
            customer_id=thing.customer.id,
            at=ask.at or (turn.minute if verb in SETTLING else turn.now),
            words=ask.reason,
        )

    return event


def _until(
    verb: Verb, default: Callable[[Turn, Thing], datetime]
) -> Callable[[Turn, ThingVerb, Thing], Event]:
    def event(turn: Turn, ask: ThingVerb, thing: Thing) -> Event:
        until = ask.until or default(turn, thing)
        return turn.event(
            verb,
            thing.kind,
            number=thing.number,
            customer_id=thing.customer.id,
            until=until,
            words=ask.reason,
        )

    return event


def _acknowledged(turn: Turn, ask: ThingVerb, thing: Thing) -> Event:
    event = _simple(Verb.ACKNOWLEDGED)(turn, replace(ask, at=ask.at or turn.minute), thing)
    if isinstance(thing.item, Promise) and event.at < thing.item.made_at.replace(second=0):
        raise Refusal("That is before the promise was made. When were they told?")
    return event


def _kept(turn: Turn, ask: ThingVerb, thing: Thing) -> Event:
    if ask.at is not None and isinstance(thing.item, Promise) and ask.at < thing.item.made_at:
        raise Refusal("That is before the promise was made. When was it kept?")
    return _simple(Verb.KEPT)(turn, ask, thing)


def _released(turn: Turn, ask: ThingVerb, thing: Thing) -> Event:
    if claimer(thing.care, turn.now) is None:
        raise Refusal(f"Nobody has claimed #{thing.number}; nothing was changed.")
    return _simple(Verb.RELEASED)(turn, ask, thing)


def _resumed(turn: Turn, ask: ThingVerb, thing: Thing) -> Event:
    if held_until(thing.care, turn.now) is None:
        raise Refusal(f"#{thing.number} is not on hold; nothing was changed.")
    return _simple(Verb.RESUMED)(turn, ask, thing)


def _woken(turn: Turn, ask: ThingVerb, thing: Thing) -> Event:
    """A snooze that ends now."""
    if not is_snoozed(thing.care, turn.now):
        raise Refusal(f"#{thing.number} is not snoozed; nothing was changed.")
    return _until(Verb.SNOOZED, lambda turn, _thing: turn.now)(turn, ask, thing)


def _claimed(turn: Turn, ask: ThingVerb, thing: Thing) -> Event:
    if claimer(thing.care, turn.now) == turn.member.id:
        raise Refusal(f"You have claimed #{thing.number} already; nothing was changed.")
    lasts = _until(Verb.CLAIMED, lambda turn, _thing: claims.ends_at(turn.now, own=turn.hours))
    return lasts(turn, ask, thing)


def _given(turn: Turn, ask: ThingVerb, thing: Thing) -> Event:
    to = ask.to or turn.member.id
    if to == thing.care.owner_id:
        raise Refusal(
            f"#{thing.number} is {thing.owner.name}'s already; nothing was changed.",
            about="member",
        )
    return turn.event(
        Verb.GIVEN,
        thing.kind,
        number=thing.number,
        customer_id=thing.customer.id,
        member_id=to,
        words=ask.reason,
    )


def _hold_ends(turn: Turn, thing: Thing) -> datetime:
    hours = things.hours_of(thing)
    day = hours.add_days(turn.now, HOLD_LASTS)
    return hours.opening(day) or hours.next_opening(turn.now)


_EVENTS: dict[Ask, Callable[[Turn, ThingVerb, Thing], Event]] = {
    Ask.ANSWERED: _simple(Verb.ANSWERED),
    Ask.NONE: _simple(Verb.DISMISSED),
    Ask.KEPT: _kept,
    Ask.WITHDRAW: _simple(Verb.WITHDRAWN),
    Ask.RELEASE: _released,
    Ask.RESUME: _resumed,
    Ask.WAKE: _woken,
    Ask.SNOOZE: _until(Verb.SNOOZED, lambda turn, _thing: _next_morning(turn)),
    Ask.HOLD: _until(Verb.HELD, _hold_ends),
    Ask.TAKE: _claimed,
    Ask.GIVE: _given,
    Ask.MOVE: moves.moved,
    Ask.ACK: _acknowledged,
}
