"""Overtaking: an answer of ours that is heard after one that was said later."""

from datetime import timedelta

from bot.core.heard import Heard, Rule
from bot.core.history import Event, Kind, Verb, standing
from bot.core.things import Thing
from bot.services import chases
from bot.services.contacts import carry_out, with_figures
from bot.services.corrections import without
from bot.services.desk import Turn
from bot.store import heard, history

A_MOMENT = timedelta(microseconds=1)


def answered_first(
    turn: Turn, channel_id: str, thing: Thing, answer: Event, later: Heard
) -> list[Event]:
    """Have an inquiry be answered by this word, which came before the one that counted so far.

    What the customer said between the two waits on its own, and that is what the later one
    answers; else it is only a word of ours. Nothing is done if that is not what came last.
    """
    events = history.of_number(turn.connection, turn.workspace_id, thing.number)
    left = standing(events)
    if not left or left[-1].verb is not Verb.ANSWERED or left[-1].contact_id != later.contact_id:
        return []
    waiting = without(thing, events, left[-1])
    answer = with_figures(turn, answer, waiting)
    carry_out(turn, waiting, answer)
    words = [one for one in left if one.verb in chases.WORDS]
    words = [one for one in (*words, *_late(turn, thing)) if answer.at < one.at <= later.at]
    between = _answered(turn, channel_id, waiting, words, later)
    return [turn.taking_back(left[-1]), answer, *between]


def _late(turn: Turn, thing: Thing) -> list[Event]:
    """What they said before the later answer and was heard after it, as words of the inquiry."""
    rows = heard.late(turn.connection, turn.workspace_id, thing.number)
    return [
        turn.event(
            Verb.CHASED,
            Kind.INQUIRY,
            actor_id=row.author_id,
            at=row.at,
            number=thing.number,
            customer_id=thing.customer.id,
            contact_id=row.contact_id,
        )
        for row in rows
    ]


def _answered(
    turn: Turn, channel_id: str, thing: Thing, words: list[Event], later: Heard
) -> list[Event]:
    """What the later answer does now."""
    of = (turn.connection, turn.workspace_id)
    if not words:
        heard.change(*of, channel_id, later.ts, rule=Rule.BESIDE, number=None)
        return []
    words.sort(key=lambda one: one.at)
    since = chases.anew(turn, thing, words)
    number = since.thing.number
    heard.renumber(*of, thing.number, after=words[0].at - A_MOMENT, to=number)
    again = turn.event(
        Verb.ANSWERED,
        Kind.INQUIRY,
        actor_id=later.author_id,
        at=later.at,
        number=number,
        customer_id=thing.customer.id,
        contact_id=later.contact_id,
    )
    again = with_figures(turn, again, since.thing)
    carry_out(turn, since.thing, again)
    heard.change(*of, channel_id, later.ts, number=number)
    return [*since.events, again]
