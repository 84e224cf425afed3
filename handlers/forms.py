"""Forms: the small modals for a new date, a hand-over and an earlier answer."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.core.asks import ThingVerb, Verb
from bot.core.errors import Refusal
from bot.core.history import Surface
from bot.core.outcomes import Answer
from bot.core.things import Thing
from bot.messages import ids, modals
from bot.messages.kit import View
from bot.services import commands, corrections, looking, things
from bot.services.desk import Asked, Turn
from handlers.door import Door

log = logging.getLogger(__name__)

Form = Callable[[Thing, ZoneInfo, datetime], View]
Fields = dict[str, Any]
SLOW = "Slack did not open the form in time. Please press it once more."


def new_date(thing: Thing, zone: ZoneInfo, now: datetime) -> View:
    return modals.new_date(thing, zone=zone, now=now)


def give(thing: Thing, _zone: ZoneInfo, _now: datetime) -> View:
    return modals.give(thing)


def earlier(thing: Thing, zone: ZoneInfo, now: datetime) -> View:
    return modals.earlier(thing, zone=zone, now=now)


def open_form(
    client: WebClient, body: dict[str, Any], *, door: Door, form: Form, number: int
) -> None:
    """Open a form about one thing; the trigger is good for three seconds."""
    asked = door.asked(body)
    try:
        seen = looking.thing(door.desk, asked, number)
        view = form(seen.thing, seen.zone, seen.now)
        view = replace(view, metadata=_with_address(view.metadata, body))
        client.views_open(trigger_id=body["trigger_id"], view=view.body())
    except Refusal as refusal:
        door.reply(body, door.refused(asked, refusal), replaces=False)
    except (SlackApiError, OSError) as fault:
        log.warning("a form was not opened: %s", fault)
        door.reply(body, door.refused(asked, Refusal(SLOW)), replaces=False)


def _with_address(metadata: str, body: dict[str, Any]) -> str:
    """Carry along where to answer, when the form was opened from a reply of Heed's."""
    if not (body.get("container") or {}).get("is_ephemeral"):
        return metadata
    return ids.pack(**ids.unpack(metadata), a=str(body.get("response_url") or ""))


def register(app: App, door: Door) -> None:
    for callback_id, read in READS.items():
        app.view(callback_id)(partial(submitted, door=door, read=read))


def submitted(ack: Ack, body: dict[str, Any], *, door: Door, read: "Read") -> None:
    """Carry out a form; what is wrong is said at its field."""
    view = body["view"]
    packed = ids.unpack(view.get("private_metadata") or "")
    asked = replace(door.asked(body), key=f"view:{view['id']}:{view.get('hash', '')}")
    asked = replace(asked, surface=Surface.MODAL)
    fields = {name: _value(block) for name, block in view["state"]["values"].items()}
    try:
        answer = door.known(asked, lambda known: read(door, known, int(packed["n"]), fields))
    except Refusal as refusal:
        block = next(iter(fields))
        ack(response_action="errors", errors={block: refusal.sentence[:150]})
        return
    if packed.get("a"):
        door.reply_to(str(packed["a"]), asked.member_id, door.said(answer))
    ack()


def _value(block: dict[str, Any]) -> Any:
    """The value of the one element of an input block."""
    [element] = block.values()
    for name in ("selected_date", "selected_time", "selected_user", "value"):
        if name in element:
            return element[name]
    return None


Read = Callable[[Door, Asked, int, Fields], Answer]


def _moved(door: Door, asked: Asked, number: int, fields: Fields) -> Answer:
    reason = (fields.get(ids.BLOCK_REASON) or "").strip() or None

    def verb(turn: Turn) -> Any:
        ask = ThingVerb(Verb.MOVE, number, due_at=_instant(fields, turn.zone), reason=reason)
        return things.do(turn, ask)

    return commands.do(door.desk, asked, verb)


def _given(door: Door, asked: Asked, number: int, fields: Fields) -> Answer:
    to = fields.get(ids.BLOCK_MEMBER)
    if not to:
        raise Refusal("Pick who takes it over.")
    ask = ThingVerb(Verb.GIVE, number, to=str(to))
    return commands.do(door.desk, asked, lambda turn: things.do(turn, ask))


def _earlier(door: Door, asked: Asked, number: int, fields: Fields) -> Answer:
    return commands.do(
        door.desk,
        asked,
        lambda turn: corrections.answered_earlier(turn, number, _instant(fields, turn.zone)),
    )


def _instant(fields: Fields, zone: ZoneInfo) -> datetime:
    """The wall-clock day and time of the pickers, in the speaker's zone."""
    if not fields.get(ids.BLOCK_DATE) or not fields.get(ids.BLOCK_TIME):
        raise Refusal("Pick a day and a time.")
    day = date.fromisoformat(fields[ids.BLOCK_DATE])
    return datetime.combine(day, time.fromisoformat(fields[ids.BLOCK_TIME]), zone)


READS: dict[str, Read] = {
    ids.VIEW_NEW_DATE: _moved,
    ids.VIEW_GIVE: _given,
    ids.VIEW_EARLIER: _earlier,
}
