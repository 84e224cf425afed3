"""Buttons and menus: each presses a verb, and is answered where it was pressed."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from sqlalchemy.exc import IntegrityError

from bot.core.asks import ThingVerb, Verb
from bot.core.outcomes import Answer
from bot.core.words import name_key
from bot.messages import ids
from bot.services import (
    cards,
    drafts,
    forgetting,
    handing_over,
    merging,
    moves,
    once,
    terms,
    things,
    undo,
    waiting,
)
from bot.services.desk import Asked
from handlers import forms, late, presses, rest, resting, values
from handlers.door import Door
from handlers.values import TooOld

Press = Callable[[Door, Asked, object], Answer]

TAKEN = {
    ids.MORE_SNOOZE: Verb.SNOOZE,
    ids.MORE_WAKE: Verb.WAKE,
    ids.MORE_RESUME: Verb.RESUME,
    ids.MORE_TAKE: Verb.TAKE,
    ids.MORE_RELEASE: Verb.RELEASE,
    ids.MORE_NONE: Verb.NONE,
    ids.MORE_ACK: Verb.ACK,
    ids.MORE_KEPT: Verb.KEPT,
}
FORMS = {
    ids.MORE_DATE: forms.new_date,
    ids.MORE_GIVE: forms.give,
    ids.MORE_REST: resting.form,
}


def register(app: App, door: Door) -> None:
    for action_id, press in PRESSES.items():
        app.action(every(action_id))(partial(pressed, door=door, press=press))
    app.action(every(ids.THING_MORE))(partial(more, door=door))
    app.action(every(ids.PROMISE_CHANGE))(partial(opened, door=door, form=forms.new_date))
    app.action(every(ids.ANSWERED_EARLIER))(partial(opened, door=door, form=forms.earlier))
    app.action(every(ids.MINE_PAGE))(partial(rest.turned, door=door))
    app.action(every(ids.NUDGES_REST))(partial(rest.shown, door=door))


def every(action_id: str) -> re.Pattern[str]:
    """Several buttons of one kind in a row are told apart by a suffix."""
    return re.compile(rf"^{re.escape(action_id)}(_[0-9]+)?\Z")


def pressed(ack: Ack, body: dict[str, Any], *, door: Door, press: Press) -> None:
    """Carry out what a button says."""
    value = body["actions"][0].get("value")
    late.pressed(
        door, body, lambda: presses.press(door, body, lambda asked: press(door, asked, value))
    )
    ack()


def more(ack: Ack, body: dict[str, Any], client: WebClient, *, door: Door) -> None:
    """Carry out what was picked in a *More* menu, or open the form that it needs."""
    option = body["actions"][0].get("selected_option")
    picked = option.get("value") if isinstance(option, dict) else None
    verb, _, rest_of_it = picked.partition(":") if isinstance(picked, str) else ("", "", "")

    def press() -> None:
        if verb in FORMS:
            forms.open_form(client, body, door=door, form=FORMS[verb], value=rest_of_it)
        else:
            presses.press(door, body, lambda asked: _picked(door, asked, verb, rest_of_it))

    late.pressed(door, body, press)
    ack()


def _picked(door: Door, asked: Asked, verb: str, value: object) -> Answer:
    if verb not in TAKEN:
        raise TooOld
    return _do(door, asked, ThingVerb(TAKEN[verb], values.number(value)))


def opened(
    ack: Ack, body: dict[str, Any], client: WebClient, *, door: Door, form: forms.Form
) -> None:
    """Open the form that a button stands for."""
    value = body["actions"][0].get("value")
    opening = partial(forms.open_form, client, body, door=door, form=form, value=value)
    late.pressed(door, body, opening)
    ack()


def _do(door: Door, asked: Asked, ask: ThingVerb, *, contact_id: int | None = None) -> Answer:
    return once.do(door.desk, asked, lambda turn: things.do(turn, ask, contact_id=contact_id))


def _answered(door: Door, asked: Asked, value: object) -> Answer:
    return _do(door, asked, ThingVerb(Verb.ANSWERED, values.number(value)))


def _kept(door: Door, asked: Asked, value: object) -> Answer:
    return _do(door, asked, ThingVerb(Verb.KEPT, values.number(value)))


def _acked(door: Door, asked: Asked, value: object) -> Answer:
    return _do(door, asked, ThingVerb(Verb.ACK, values.number(value)))


def _not_told(door: Door, asked: Asked, value: object) -> Answer:
    number = values.number(value)
    return once.do(door.desk, asked, lambda turn: moves.not_told(turn, number))


def _waits(door: Door, asked: Asked, value: object) -> Answer:
    contact_id = values.number(value)
    return once.do(door.desk, asked, lambda turn: waiting.waits(turn, contact_id))


def _named(door: Door, asked: Asked, value: object, *, verb: Verb = Verb.ANSWERED) -> Answer:
    """A contact logged already turns out to be the word on one of several inquiries."""
    packed = values.packed(value)
    ask = ThingVerb(verb, values.packed_number(packed, "n"))
    try:
        return _do(door, asked, ask, contact_id=values.packed_number(packed, "c"))
    except IntegrityError as error:
        # No such contact was ever logged.
        raise TooOld from error


def _undo(door: Door, asked: Asked, value: object) -> Answer:
    change_id = values.change_id(value)
    return once.do(door.desk, asked, lambda turn: undo.change(turn, change_id))


def _hand_over(door: Door, asked: Asked, value: object) -> Answer:
    packed = values.packed(value)
    customer_id = values.packed_number(packed, "c")
    former = values.packed_words(packed, "f")
    return once.do(door.desk, asked, lambda turn: terms.hand_over(turn, customer_id, former=former))


def _merge(door: Door, asked: Asked, value: object) -> Answer:
    packed = values.packed(value)
    gone, kept = (values.packed_number(packed, key) for key in ("g", "k"))
    return once.do(door.desk, asked, lambda turn: merging.merge(turn, gone, kept))


def _hand_all(door: Door, asked: Asked, value: object) -> Answer:
    packed = values.packed(value)
    former, to = (values.packed_words(packed, key) for key in ("f", "t"))

    return once.do(door.desk, asked, lambda turn: handing_over.give_all(turn, former, to))


def _forget(door: Door, asked: Asked, value: object) -> Answer:
    customer_id = values.number(value)
    return once.do(door.desk, asked, lambda turn: forgetting.forget(turn, customer_id))


def _page(door: Door, asked: Asked, value: object) -> Answer:
    packed = values.packed(value)
    customer_id = values.packed_number(packed, "c")
    page = values.packed_number(packed, "p")
    return once.do(door.desk, asked, lambda turn: cards.turned(turn, customer_id, page))


def _add(door: Door, asked: Asked, value: object) -> Answer:
    packed = values.packed(value)
    name = values.packed_words(packed, "n")
    draft = drafts.take(door.desk, asked, values.packed_number(packed, "d"))
    return drafts.resume(door.desk, asked, draft, adds=name)


def _meant(door: Door, asked: Asked, value: object) -> Answer:
    packed = values.packed(value)
    means = (values.packed_words(packed, "k"), name_key(values.packed_words(packed, "m")))
    draft = drafts.take(door.desk, asked, values.packed_number(packed, "d"))
    return drafts.resume(door.desk, asked, draft, means=means)


def _choose(door: Door, asked: Asked, value: object) -> Answer:
    packed = values.packed(value)
    place = values.packed_number(packed, "i")
    draft = drafts.take(door.desk, asked, values.packed_number(packed, "d"))
    if place >= len(draft.choices):
        raise TooOld
    words = draft.choices[place]
    door.channels.allow(draft.command, words)
    return drafts.resume(door.desk, asked, draft, words=words)


def _again(door: Door, asked: Asked, value: object) -> Answer:
    draft = drafts.take(door.desk, asked, values.number(value))
    door.channels.allow(draft.command, draft.words)
    return drafts.resume(door.desk, asked, draft)


PRESSES: dict[str, Press] = {
    ids.THING_ANSWERED: _answered,
    ids.THING_KEPT: _kept,
    ids.CHANGE_UNDO: _undo,
    ids.THING_ACK: _acked,
    ids.PROMISE_NOT_TOLD: _not_told,
    ids.CONTACT_ANSWERED: _named,
    ids.CONTACT_ACKED: partial(_named, verb=Verb.ACK),
    ids.CONTACT_WAITS: _waits,
    ids.CUSTOMER_HAND_OVER: _hand_over,
    ids.CUSTOMER_MERGE: _merge,
    ids.CUSTOMER_HAND_ALL: _hand_all,
    ids.CUSTOMER_FORGET: _forget,
    ids.CUSTOMER_PAGE: _page,
    ids.DRAFT_ADD: _add,
    ids.DRAFT_MEANT: _meant,
    ids.DRAFT_CHOOSE: _choose,
    ids.DRAFT_AGAIN: _again,
}
