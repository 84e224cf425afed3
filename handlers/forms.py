"""Forms: the small modals for a new date, a hand-over and an earlier answer."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.core.asks import ThingVerb, Verb
from bot.core.errors import Refusal
from bot.core.failures import Failure
from bot.core.history import Surface
from bot.core.outcomes import Answer
from bot.core.things import Thing
from bot.messages import ids, modals, refusals
from bot.messages.kit import Message, View
from bot.services import corrections, looking, once, things
from bot.services.desk import Asked, Turn
from handlers import at_home, complaining, late, presses, values
from handlers.door import KNOWN, STRANGE, Door
from handlers.errands import NotBegun, NotYet
from handlers.values import Fields

log = logging.getLogger(__name__)

Form = Callable[[Thing, ZoneInfo, datetime], View]
SLOW = "Slack did not open the form in time. Please press it once more."


def new_date(thing: Thing, zone: ZoneInfo, now: datetime) -> View:
    return modals.new_date(thing, zone=zone, now=now)


def give(thing: Thing, _zone: ZoneInfo, _now: datetime) -> View:
    return modals.give(thing)


def earlier(thing: Thing, zone: ZoneInfo, now: datetime) -> View:
    return modals.earlier(thing, zone=zone, now=now)


def open_form(
    client: WebClient, body: dict[str, Any], *, door: Door, form: Form, value: object
) -> None:
    """Open a form about the thing of a button; the trigger is good for three seconds."""
    if not door.is_ours(body):
        presses.reply(door, body, refusals.outsider(), replaces=False)
        return
    asked = door.asked(body)
    try:
        number = values.number(value)
        seen = door.known(asked, lambda known: looking.thing(door.desk, known, number))
        view = form(seen.thing, seen.zone, seen.now)
        view = replace(view, metadata=_with_address(view.metadata, body, door=door))
        client.views_open(trigger_id=str(body.get("trigger_id")), view=view.body())
    except KNOWN as no:
        presses.say_no(door, body, asked, no)
    except (SlackApiError, OSError) as fault:
        log.warning("a form was not opened: %s", fault)
        presses.reply(door, body, door.refused(asked, Refusal(SLOW)), replaces=False)


def open_typed(
    client: WebClient,
    body: Mapping[str, Any],
    asked: Asked,
    *,
    door: Door,
    verb: Verb,
    number: int,
) -> Message | None:
    """Open the form that asks for the rest of what was typed; words if there is none for it."""
    try:
        seen = door.known(asked, lambda known: looking.thing(door.desk, known, number))
        things.must_fit(verb, seen.thing)
        view = TYPED[verb](seen.thing, seen.zone, seen.now)
        more = ids.pack(**ids.unpack(view.metadata), a=str(body.get("response_url") or ""))
        view = replace(view, metadata=more)
        client.views_open(trigger_id=str(body.get("trigger_id")), view=view.body())
    except KNOWN as no:
        return door.said_no(asked, no)
    except (SlackApiError, OSError) as fault:
        log.warning("a form was not opened: %s", fault)
        return door.typed(asked)
    return None


def _with_address(metadata: str, body: dict[str, Any], *, door: Door) -> str:
    """Carry along where to answer; what is about a reminder is seen there, once it is edited."""
    if at_home.is_there(body):
        return ids.pack(**ids.unpack(metadata), h=1)
    if presses.is_reminder(door, body) is not False:
        return metadata
    return ids.pack(**ids.unpack(metadata), a=str(body.get("response_url") or ""))


def register(app: App, door: Door) -> None:
    for callback_id, read in READS.items():
        app.view(callback_id)(partial(submitted, door=door, read=read))


def submitted(ack: Ack, body: dict[str, Any], *, door: Door, read: "Read") -> None:
    """Carry out a form; what is wrong is said at its field."""
    view = body["view"]
    fields = values.fields(view)
    if not door.is_ours(body):
        complaining.above(ack, view, refusals.outsider().text)
        return
    asked = replace(door.asked(body), key=f"view:{view['id']}:{view.get('hash', '')}")
    asked = replace(asked, surface=Surface.MODAL)
    try:
        packed = values.packed(view.get("private_metadata"))
        number = values.packed_number(packed, "n")
        act = partial(door.known, asked, lambda known: read(door, known, number, fields))
        answer = late.submitted(door, act)
    except Refusal as refusal:
        complaining.refused(ack, view, refusal, blocks={one: one for one in fields})
        return
    except Failure as failure:
        log.warning("nobody could be looked up: %s", failure.error)
        complaining.above(ack, view, STRANGE)
        return
    except (NotBegun, NotYet):
        complaining.again(ack, view, late.SUBMIT_AGAIN)
        return
    if packed.get("h"):
        at_home.shows(door.desk, door.workspace_id, asked.member_id, door.said(answer))
    if packed.get("a"):
        presses.reply_to(door, str(packed["a"]), asked.member_id, door.said(answer))
    ack()


Read = Callable[[Door, Asked, int, Fields], Answer]


def _moved(door: Door, asked: Asked, number: int, fields: Fields) -> Answer:
    reason = values.words(fields.get(ids.BLOCK_REASON))
    told = {ids.TOLD: True, ids.NOT_TOLD: False}.get(str(fields.get(ids.BLOCK_TOLD)))

    def verb(turn: Turn) -> Any:
        due_at = _instant(fields, turn.zone)
        return things.do(
            turn, ThingVerb(Verb.MOVE, number, due_at=due_at, reason=reason, told=told)
        )

    return once.do(door.desk, asked, verb)


def _given(door: Door, asked: Asked, number: int, fields: Fields) -> Answer:
    to = values.member_id(fields.get(ids.BLOCK_MEMBER))
    ask = ThingVerb(Verb.GIVE, number, to=to, reason=values.words(fields.get(ids.BLOCK_REASON)))
    return once.do(door.desk, asked, lambda turn: things.do(turn, ask))


def _earlier(door: Door, asked: Asked, number: int, fields: Fields) -> Answer:
    return once.do(
        door.desk,
        asked,
        lambda turn: corrections.answered_earlier(turn, number, _instant(fields, turn.zone)),
    )


def _instant(fields: Fields, zone: ZoneInfo) -> datetime:
    return values.instant(fields.get(ids.BLOCK_DATE), fields.get(ids.BLOCK_TIME), zone=zone)


TYPED: dict[Verb, Form] = {Verb.MOVE: new_date, Verb.GIVE: give}
READS: dict[str, Read] = {
    ids.VIEW_NEW_DATE: _moved,
    ids.VIEW_GIVE: _given,
    ids.VIEW_EARLIER: _earlier,
}
