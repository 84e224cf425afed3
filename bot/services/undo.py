"""Undo: take a change back, for a day and while nothing came after it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core import inquiries, promises
from bot.core.errors import Refusal
from bot.core.history import Event, Kind, Verb, standing
from bot.core.inquiries import Inquiry
from bot.core.outcomes import Undone
from bot.core.promises import Promise
from bot.services import (
    gathering,
    given_back,
    handing_over,
    parting,
    restoring,
    reverting,
    teams,
    tidings,
    tiers,
)
from bot.services.desk import Turn
from bot.store import contacts, customers, history, items, nudges, pokes
from bot.store import things as stored

FOR = timedelta(hours=24)
# What may stand on a contact of ours: taken back, the customer has not heard from us then.
OUR_WORDS = {Verb.ANSWERED, Verb.ACKNOWLEDGED, Verb.MOVED, Verb.LOGGED}
NAMED_LATER = {Verb.ANSWERED, Verb.ACKNOWLEDGED, Verb.OPENED, Verb.CHASED}
OF_CUSTOMERS = {Verb.ADDED, Verb.EDITED, Verb.MERGED}
OF_SETTINGS = {Verb.SET_UP, Verb.AWAY, Verb.BACK, Verb.FORGOTTEN}
UNDOABLE = {Kind.INQUIRY, Kind.PROMISE, Kind.CONTACT, Kind.CUSTOMER}


def last(turn: Turn) -> Undone:
    """Take back the speaker's latest change."""
    events = history.of_last_change(
        turn.connection, turn.workspace_id, turn.member.id, since=turn.now - FOR
    )
    if not events:
        raise Refusal("There is nothing of yours from the last 24 hours to take back.")
    return _take_back(turn, events)


def of_number(turn: Turn, number: int) -> Undone:
    """Take back the latest change of one inquiry or promise."""
    events = history.of_last_change_of(turn.connection, turn.workspace_id, number)
    if not events:
        raise Refusal(f"There is nothing to take back of #{number}.")
    return _take_back(turn, events)


def change(turn: Turn, change_id: str) -> Undone:
    """Take back one change, whole; refuse when something came after it.

    That needs no receipt: what was taken back cannot be taken back again.
    """
    return _take_back(turn, history.of_change(turn.connection, turn.workspace_id, change_id))


def _set_back(turn: Turn, events: Sequence[Event]) -> Undone:
    """Take back a setting, a change of a tier, or that people were moved to another team."""
    done = standing(events)
    if not done:
        raise Refusal("That was taken back already; nothing was changed.")
    if turn.now - done[0].recorded_at > FOR:
        raise Refusal("That is more than 24 hours ago: too long to take back.")
    facts = history.facts(turn.connection, turn.workspace_id, done[-1].id)
    outcome = Undone(done)
    if "tier" in facts:
        outcome = replace(outcome, tier=tiers.put_back(turn, facts))
    elif "joined" in facts:
        back = gathering.move_back(turn, done[0])
        teams.judge_anew(turn, [member.id for member, _ in back])
        outcome = replace(outcome, moved_back=back)
    else:
        reset = restoring.restore(turn, done[-1], facts, since=turn.now - FOR)
        outcome = replace(outcome, reset=reset)
    turn.append(turn.taking_back(done[-1]))
    tidings.taken_back(turn, done, owners=(), **restoring.told(facts))
    return outcome


def _take_back(turn: Turn, events: Sequence[Event]) -> Undone:
    if events and events[-1].verb in OF_SETTINGS:
        return _set_back(turn, events)
    done = [event for event in standing(events) if event.kind in UNDOABLE]
    if done and turn.now - done[0].recorded_at > FOR:
        raise Refusal("That is more than 24 hours ago: too long to take back.")
    known = _known(turn, done)
    left = standing(known)
    if not done or not {event.id for event in done} <= {event.id for event in left}:
        raise Refusal("That was taken back already; nothing was changed.")
    taken = [turn.taking_back(event) for event in done]
    numbers = sorted({event.number for event in done if event.number is not None})
    restored = [_restore(turn, number, done, taken, known) for number in numbers]
    gone = {event.id for event in done}
    outcome = _forget(turn, done, known, [event for event in left if event.id not in gone])
    turn.append(*taken)
    tidings.taken_back(turn, done, owners={item.care.owner_id for item in restored})
    return replace(outcome, still_had=given_back.still_had(turn, restored, done))


def _known(turn: Turn, done: Sequence[Event]) -> list[Event]:
    """Lock what a change is about; only then read what has become of it."""
    numbers = {event.number for event in done if event.number is not None}
    customer_ids = {event.customer_id for event in done if event.customer_id is not None}
    stored.lock(turn.connection, turn.workspace_id, numbers, customer_ids=customer_ids)
    if any(event.verb in OF_CUSTOMERS for event in done):
        # Of a merge only what came after it matters: all that they ever said would be much.
        is_merge = any(event.verb is Verb.MERGED for event in done)
        since = min(event.id for event in done) if is_merge else 0
        of = [
            history.of_customer(turn.connection, turn.workspace_id, one, since=since)
            for one in customer_ids
        ]
        return sorted((event for each in of for event in each), key=lambda event: event.id)
    around = history.around(
        turn.connection,
        turn.workspace_id,
        numbers=numbers,
        customer_ids=customer_ids,
        contact_ids={event.contact_id for event in done if event.contact_id is not None},
    )
    handed = next((event for event in done if event.verb is Verb.HANDED), None)
    if handed is None:
        return around
    # It is about no one thing or customer, so it is found by itself.
    own = history.of_change(turn.connection, turn.workspace_id, handed.change_id or "")
    every = {event.id: event for event in (*around, *own)}
    return [every[one] for one in sorted(every)]


def _restore(
    turn: Turn, number: int, done: Sequence[Event], taken: Sequence[Event], known: Sequence[Event]
) -> Inquiry | Promise:
    """Write the inquiry or promise as it was before, folded anew."""
    events = [event for event in known if event.number == number]
    if standing(events)[-1].id not in {event.id for event in done}:
        raise Refusal(f"#{number} has changed since; take the later change back first.")
    # What is being taken back has no id yet; it comes after everything that has.
    beyond = events[-1].id + 1
    future = [replace(event, id=beyond + place) for place, event in enumerate(taken)]
    item = _rebuilt([*events, *future])
    is_open = inquiries.is_open(item) if isinstance(item, Inquiry) else promises.is_open(item)
    items.save(turn.connection, turn.workspace_id, item, nudge_at=turn.now if is_open else None)
    turn.show(number)
    given_back.of_undo(turn, item, done)
    if any(event.verb in (Verb.MOVED, Verb.CORRECTED) for event in done):
        nudges.retire(turn.connection, turn.workspace_id, number, after=item.episode)
    return item


def _rebuilt(events: Sequence[Event]) -> Inquiry | Promise:
    kind = events[0].kind
    item = inquiries.rebuild(events) if kind is Kind.INQUIRY else promises.rebuild(events)
    if item is None:
        raise LookupError(f"no history of #{events[0].number}")
    return item


def _forget(
    turn: Turn, done: Sequence[Event], known: Sequence[Event], after: Sequence[Event]
) -> Undone:
    """Contacts and customers that were logged by mistake; `after` is what will stand."""
    void, outcome = [], Undone(done)
    for event in done:
        if event.contact_id is not None and _is_void(turn, event, done, known, after):
            void.append(event.contact_id)
        if event.verb is Verb.EDITED:
            outcome = replace(outcome, customer_name=reverting.put_back(turn, event, after))
        if event.verb is Verb.MERGED and event.linked_to is not None:
            outcome = replace(outcome, parted=parting.take_apart(turn, event, after))
        if event.verb is Verb.HANDED:
            outcome = replace(outcome, given_back=handing_over.give_back(turn, event, done))
        if event.verb is Verb.ADDED and event.customer_id is not None:
            if any(other.customer_id == event.customer_id for other in after):
                raise Refusal("That customer has a history by now; it stays.")
            outcome = replace(outcome, customer_name=_taken_off(turn, event.customer_id))
    if void:
        contacts.void(turn.connection, turn.workspace_id, void)
    ours = {event.customer_id for event in done if event.contact_id and event.verb in OUR_WORDS}
    if spoken := {customer_id for customer_id in ours if customer_id is not None}:
        pokes.look_soon(turn.connection, turn.workspace_id, spoken, now=turn.now)
    return outcome


def _taken_off(turn: Turn, customer_id: int) -> str | None:
    """Take back an adding; return what the customer was called."""
    of = (turn.connection, turn.workspace_id, customer_id)
    known = customers.get(*of)
    customers.forget_name(*of)
    return None if known is None else known.name


def _is_void(
    turn: Turn,
    event: Event,
    done: Sequence[Event],
    known: Sequence[Event],
    after: Sequence[Event],
) -> bool:
    """Whether nothing is left that says this contact took place.

    An answer may name a contact that was logged before it, and that stays, as it was logged; so
    may an inquiry that turns out to wait because of it.
    """
    contact_id = event.contact_id
    left = [other for other in after if other.contact_id == contact_id]
    first = next(other for other in known if other.contact_id == contact_id)
    named = next((other for other in left if other.verb in NAMED_LATER), None)
    if named is not None and first.id in {one.id for one in done}:
        does = "answers" if named.verb is Verb.ANSWERED else "belongs to"
        raise Refusal(
            f"By now that contact {does} #{named.number}, too."
            f" First take that back: `/heed undo {named.number}`."
        )
    if left and contact_id is not None and left[0].at != event.at:
        contacts.redate(turn.connection, turn.workspace_id, contact_id, left[0].at)
    return not left
