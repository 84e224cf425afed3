"""Corrections: an answer that was given at another time than the button says."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core import inquiries
from bot.core.errors import Refusal
from bot.core.history import Event, Kind, Verb, standing
from bot.core.outcomes import ThingChanged
from bot.core.things import Thing, changed
from bot.services import chases
from bot.services.contacts import carry_out, with_figures
from bot.services.desk import Turn
from bot.services.telling import must_follow
from bot.store import contacts, history, pokes
from bot.store import things as stored


def answered_earlier(turn: Turn, number: int, at: datetime) -> ThingChanged:
    """Date an answer back to when it was really given, so that figures stay honest.

    It stays the same contact, in the same words and by the same member: the history takes the
    answer back and writes it anew. Taking the correction back opens the inquiry again.
    """
    if at > turn.now:
        raise Refusal("That is still to come. When was it answered?", about="date")
    kinds = (Kind.INQUIRY,)
    found = stored.by_number(turn.connection, turn.workspace_id, [number], kinds=kinds, lock=True)
    events = history.of_number(turn.connection, turn.workspace_id, number)
    left = standing(events)
    if number not in found or not left or left[-1].verb is not Verb.ANSWERED:
        raise Refusal(f"#{number} is not answered, or has changed since; nothing was changed.")
    answer = left[-1]
    chases.must_be_whole(answer, left)
    waiting = without(found[number], events, answer)
    must_follow(waiting, at)
    anew = with_figures(turn, _anew(turn, answer, at), waiting)
    if answer.contact_id is not None:
        contacts.redate(turn.connection, turn.workspace_id, answer.contact_id, at)
        of = [waiting.customer.id]
        pokes.look_soon(turn.connection, turn.workspace_id, of, now=turn.now)
    after = carry_out(turn, waiting, anew)
    since = chases.after_answer(turn, waiting, anew)
    events = [turn.taking_back(answer), anew, *(since.events if since else ())]
    turn.record(*events, number=number)
    return ThingChanged(after, anew, turn.change_id, since=since.thing if since else None)


def asked_earlier(turn: Turn, thing: Thing, word: Event) -> list[Event]:
    """Count an answered inquiry from a word of the customer's that is known only now.

    The answer stays, in other figures; nothing is done if it is not what came last.
    """
    events = history.of_number(turn.connection, turn.workspace_id, thing.number)
    left = standing(events)
    if not left or left[-1].verb is not Verb.ANSWERED:
        return []
    answer = left[-1]
    waiting = changed(without(thing, events, answer), word)
    anew = with_figures(turn, _anew(turn, answer, answer.at), waiting)
    carry_out(turn, waiting, anew)
    return [turn.taking_back(answer), word, anew]


def without(thing: Thing, events: Sequence[Event], answer: Event) -> Thing:
    """The inquiry as it was before it was answered."""
    inquiry = inquiries.rebuild(event for event in events if event.id != answer.id)
    if inquiry is None:
        raise LookupError(f"no history of #{thing.number}")
    return replace(thing, item=inquiry)


def _anew(turn: Turn, answer: Event, at: datetime) -> Event:
    return turn.event(
        Verb.ANSWERED,
        Kind.INQUIRY,
        at=at,
        number=answer.number,
        customer_id=answer.customer_id,
        contact_id=answer.contact_id,
        member_id=answer.member_id or answer.actor_id,
    )
