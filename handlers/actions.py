"""Buttons and menus: each presses a verb, and is answered where it was pressed."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.core.asks import ThingVerb, Verb
from bot.core.outcomes import Answer
from bot.core.words import name_key
from bot.messages import ids
from bot.services import commands, drafts, things, undo
from bot.services.desk import Asked
from handlers import forms, rest
from handlers.door import Door

Press = Callable[[Door, Asked, str], Answer]

TAKEN = {ids.MORE_SNOOZE: Verb.SNOOZE, ids.MORE_TAKE: Verb.TAKE, ids.MORE_NONE: Verb.NONE}
FORMS = {ids.MORE_DATE: forms.new_date, ids.MORE_GIVE: forms.give}


def register(app: App, door: Door) -> None:
    for action_id, press in PRESSES.items():
        app.action(_every(action_id))(partial(pressed, door=door, press=press))
    app.action(ids.THING_MORE)(partial(more, door=door))
    app.action(ids.PROMISE_CHANGE)(partial(opened, door=door, form=forms.new_date))
    app.action(ids.ANSWERED_EARLIER)(partial(opened, door=door, form=forms.earlier))
    app.action(ids.NUDGES_REST)(partial(rest.shown, door=door))


def _every(action_id: str) -> re.Pattern[str]:
    """Several buttons of one kind in a row are told apart by a suffix."""
    return re.compile(rf"{re.escape(action_id)}(_\d+)?")


def pressed(ack: Ack, body: dict[str, Any], *, door: Door, press: Press) -> None:
    """Carry out what a button says."""
    value = body["actions"][0].get("value") or ""
    door.press(body, lambda asked: press(door, asked, value))
    ack()


def more(ack: Ack, body: dict[str, Any], client: WebClient, *, door: Door) -> None:
    """Carry out what was picked in a *More* menu, or open the form that it needs."""
    option = body["actions"][0].get("selected_option") or {}
    verb, _, number = str(option.get("value") or "").partition(":")
    if verb in FORMS and number.isdigit():
        forms.open_form(client, body, door=door, form=FORMS[verb], number=int(number))
    elif verb in TAKEN and number.isdigit():
        ask = ThingVerb(TAKEN[verb], int(number))
        door.press(body, lambda asked: _do(door, asked, ask))
    else:
        door.too_old(body)
    ack()


def opened(
    ack: Ack, body: dict[str, Any], client: WebClient, *, door: Door, form: forms.Form
) -> None:
    """Open the form that a button stands for."""
    number = str(body["actions"][0].get("value") or "")
    if number.isdigit():
        forms.open_form(client, body, door=door, form=form, number=int(number))
    else:
        door.too_old(body)
    ack()


def _do(door: Door, asked: Asked, ask: ThingVerb, *, contact_id: int | None = None) -> Answer:
    return commands.do(door.desk, asked, lambda turn: things.do(turn, ask, contact_id=contact_id))


def _answered(door: Door, asked: Asked, value: str) -> Answer:
    return _do(door, asked, ThingVerb(Verb.ANSWERED, int(value)))


def _kept(door: Door, asked: Asked, value: str) -> Answer:
    return _do(door, asked, ThingVerb(Verb.KEPT, int(value)))


def _contact_answered(door: Door, asked: Asked, value: str) -> Answer:
    """A contact logged already turns out to be the answer to one of several inquiries."""
    packed = ids.unpack(value)
    ask = ThingVerb(Verb.ANSWERED, int(packed["n"]))
    return _do(door, asked, ask, contact_id=int(packed["c"]))


def _undo(door: Door, asked: Asked, value: str) -> Answer:
    return commands.do(door.desk, asked, lambda turn: undo.change(turn, value))


def _add(door: Door, asked: Asked, value: str) -> Answer:
    packed = ids.unpack(value)
    draft = drafts.take(door.desk, asked, int(packed["d"]))
    return drafts.resume(door.desk, asked, draft, adds=str(packed["n"]))


def _meant(door: Door, asked: Asked, value: str) -> Answer:
    packed = ids.unpack(value)
    draft = drafts.take(door.desk, asked, int(packed["d"]))
    means = (str(packed["k"]), name_key(str(packed["m"])))
    return drafts.resume(door.desk, asked, draft, means=means)


def _choose(door: Door, asked: Asked, value: str) -> Answer:
    packed = ids.unpack(value)
    draft = drafts.take(door.desk, asked, int(packed["d"]))
    return drafts.resume(door.desk, asked, draft, words=draft.choices[int(packed["i"])])


def _again(door: Door, asked: Asked, value: str) -> Answer:
    draft = drafts.take(door.desk, asked, int(value))
    return drafts.resume(door.desk, asked, draft)


PRESSES: dict[str, Press] = {
    ids.THING_ANSWERED: _answered,
    ids.THING_KEPT: _kept,
    ids.CHANGE_UNDO: _undo,
    ids.CONTACT_ANSWERED: _contact_answered,
    ids.DRAFT_ADD: _add,
    ids.DRAFT_MEANT: _meant,
    ids.DRAFT_CHOOSE: _choose,
    ids.DRAFT_AGAIN: _again,
}
