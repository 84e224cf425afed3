"""The form that snoozes, holds or withdraws one thing: until when, in words or picked, and why."""

from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import App

from bot.core.asks import ThingVerb, Verb
from bot.core.errors import Refusal
from bot.core.grammar.times import day_off_named, read_until
from bot.core.outcomes import Answer
from bot.core.things import Thing
from bot.messages import ids, modals
from bot.messages.kit import View
from bot.services import once, things
from bot.services.desk import Asked, Turn
from handlers import forms, values
from handlers.door import Door
from handlers.values import Fields

WAYS = {
    ids.SNOOZE: Verb.SNOOZE,
    ids.HOLD: Verb.HOLD,
    ids.ACK: Verb.ACK,
    ids.WITHDRAW: Verb.WITHDRAW,
}
ENDING = (Verb.SNOOZE, Verb.HOLD)


def register(app: App, door: Door) -> None:
    app.view(ids.VIEW_REST)(partial(forms.submitted, door=door, read=read))


def form(thing: Thing, zone: ZoneInfo, now: datetime) -> View:
    return modals.rest(thing, zone=zone, now=now)


def read(door: Door, asked: Asked, number: int, fields: Fields) -> Answer:
    """Carry out what was chosen."""
    verb = WAYS.get(str(fields.get(ids.BLOCK_WHAT)))
    if verb is None:
        raise Refusal("Pick what it is to be.", about=ids.BLOCK_WHAT)
    reason = values.words(fields.get(ids.BLOCK_REASON))
    until, at = _until(fields)
    if until and verb not in ENDING:
        raise Refusal("That has no end. Empty this, or pick another one above.", about=at)
    if verb is Verb.WITHDRAW and reason is None:
        raise Refusal("Say why, for the history.", about=ids.BLOCK_REASON)

    def act(turn: Turn) -> Any:
        ask = ThingVerb(verb, number, reason=reason)
        return things.do(turn, _ending(turn, ask, until, at))

    return once.do(door.desk, asked, act)


def _until(fields: Fields) -> tuple[str, str]:
    """The end, as a phrase, and the field that it stands in."""
    phrase, day, hour = (
        values.words(fields.get(one)) or ""
        for one in (ids.BLOCK_PHRASE, ids.BLOCK_DATE, ids.BLOCK_TIME)
    )
    if phrase and (day or hour):
        raise Refusal("That is an end twice. Empty this, or the day below.", about=ids.BLOCK_PHRASE)
    if hour and not day:
        raise Refusal("On which day? Pick that too.", about=ids.BLOCK_DATE)
    return (phrase, ids.BLOCK_PHRASE) if phrase else (f"{day} {hour}".strip(), ids.BLOCK_DATE)


def _ending(turn: Turn, ask: ThingVerb, until: str, at: str) -> ThingVerb:
    if not until:
        return ask
    try:
        end = read_until(until, now=turn.now, hours=turn.hours)
        day_off = day_off_named(until, now=turn.now, hours=turn.hours)
    except Refusal as no:
        raise Refusal(no.sentence, about=at) from no
    return ThingVerb(ask.verb, ask.number, until=end, reason=ask.reason, day_off=day_off)
