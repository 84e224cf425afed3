"""Homes: their pages and switch, and what members set for themselves there."""

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.core.errors import Refusal
from bot.core.filling import FormName
from bot.core.heed_asks import Away, BriefAt, BriefWanted, OwnAsk, UrgentWanted
from bot.core.outcomes import Answer
from bot.messages import ids, own_forms, refusals
from bot.messages.kit import Message, View
from bot.services import absences, homes, once, own
from bot.services.desk import Asked, Turn
from bot.services.homes import Settings
from handlers import actions, filling, forms, late, presses, team_forms, values
from handlers.door import KNOWN, Door
from handlers.values import Fields, TooOld

log = logging.getLogger(__name__)

Form = Callable[[Settings], View]


def register(app: App, door: Door) -> None:
    app.action(actions.every(ids.HOME_TURN))(partial(turned, door=door))
    for action_id, press in PRESSES.items():
        app.action(action_id)(partial(actions.pressed, door=door, press=press))
    for action_id, name in LOGGING.items():
        app.action(action_id)(partial(logged, door=door, name=name))
    app.action(ids.HOME_SETUP)(partial(setup, door=door))
    for action_id, form in FORMS.items():
        app.action(action_id)(partial(opened, door=door, form=form))
    for callback_id, read in READS.items():
        app.view(callback_id)(partial(forms.submitted, door=door, read=read))


def turned(ack: Ack, body: dict[str, Any], *, door: Door) -> None:
    """Show another page, or the team instead of oneself."""
    late.pressed(door, body, lambda: _turned(body, door=door))
    ack()


def _turned(body: dict[str, Any], *, door: Door) -> None:
    if not door.is_ours(body):
        presses.reply(door, body, refusals.outsider(), replaces=False)
        return
    asked = door.asked(body)
    try:
        packed = values.packed(body["actions"][0].get("value"))
        of_team = values.packed_number(packed, "t") == 1
        page = max(1, values.packed_number(packed, "p"))
        door.known(
            asked, lambda known: homes.turned_to(door.desk, known, of_team=of_team, page=page)
        )
    except KNOWN as no:
        presses.say_no(door, body, asked, no)


def opened(ack: Ack, body: dict[str, Any], client: WebClient, *, door: Door, form: Form) -> None:
    """Open a form about what somebody has set for themselves."""
    late.pressed(door, body, lambda: _opened(body, client, door=door, form=form))
    ack()


def _opened(body: dict[str, Any], client: WebClient, *, door: Door, form: Form) -> None:
    if not door.is_ours(body):
        presses.reply(door, body, refusals.outsider(), replaces=False)
        return
    asked = door.asked(body)
    try:
        view = form(door.known(asked, lambda known: homes.settings(door.desk, known)))
        client.views_open(trigger_id=str(body.get("trigger_id")), view=view.body())
    except KNOWN as no:
        presses.say_no(door, body, asked, no)
    except (SlackApiError, OSError) as fault:
        log.warning("a form was not opened: %s", fault)
        presses.reply(door, body, door.refused(asked, Refusal(forms.SLOW)), replaces=False)


def logged(
    ack: Ack, body: dict[str, Any], client: WebClient, *, door: Door, name: FormName
) -> None:
    """Open the form of a contact or a promise; what comes of it stands in the Home."""
    message: Message | None = refusals.outsider()
    if door.is_ours(body):
        message = filling.typed(client, body, door=door, asked=door.asked(body), name=name)
    if message is not None:
        presses.reply(door, body, message, replaces=False)
    ack()


def setup(ack: Ack, body: dict[str, Any], client: WebClient, *, door: Door) -> None:
    """Open the form of the team, as the bare command does."""
    late.pressed(door, body, lambda: _set_up(body, client, door=door))
    ack()


def _set_up(body: dict[str, Any], client: WebClient, *, door: Door) -> None:
    message: Message | None = refusals.outsider()
    if door.is_ours(body):
        asked = replace(door.asked(body), command="heed", words="setup")
        message = team_forms.open_typed(client, body, asked, door=door)
    if message is not None:
        presses.reply(door, body, message, replaces=False)


def _away_form(has: Settings) -> View:
    hours = has.hours
    tomorrow = hours.opening(hours.add_days(has.now, 1)) or hours.next_opening(has.now)
    return own_forms.away(has.member, back_at=tomorrow, zone=hours.zone)


def _brief_form(has: Settings) -> View:
    hours = has.hours
    opens_at = hours.opening(hours.add_days(has.now, 1)) or hours.next_opening(has.now)
    return own_forms.brief(has.member, opens_at=opens_at, zone=hours.zone)


def _away(door: Door, asked: Asked, _number: int, fields: Fields) -> Answer:
    cover = fields.get(ids.BLOCK_MEMBER)

    def verb(turn: Turn) -> Any:
        until = values.instant(
            fields.get(ids.BLOCK_DATE), fields.get(ids.BLOCK_TIME), zone=turn.zone
        )
        if until <= turn.now:
            raise Refusal("That is over already. On which day are you back?", about="date")
        return absences.away(turn, Away(until, None if cover is None else values.member_id(cover)))

    return once.do(door.desk, asked, verb)


def _brief(door: Door, asked: Asked, _number: int, fields: Fields) -> Answer:
    match fields.get(ids.BLOCK_WHEN):
        case ids.OPENING:
            ask: OwnAsk = BriefAt(None)
        case ids.AT:
            ask = BriefAt(values.minute(fields.get(ids.BLOCK_TIME)))
        case ids.NEVER:
            ask = BriefWanted(False)
        case _:
            raise Refusal("Pick when it is to come.", about="when")
    return once.do(door.desk, asked, lambda turn: own.do(turn, ask))


def _back(door: Door, asked: Asked, _value: object) -> Answer:
    return once.do(door.desk, asked, absences.back)


def _urgent(door: Door, asked: Asked, value: object) -> Answer:
    if value not in ("on", "off"):
        raise TooOld
    ask = UrgentWanted(value == "on")
    return once.do(door.desk, asked, lambda turn: own.do(turn, ask))


LOGGING = {ids.HOME_CONTACT: FormName.CONTACT, ids.HOME_PROMISE: FormName.PROMISE}
PRESSES: dict[str, actions.Press] = {ids.HOME_BACK: _back, ids.HOME_URGENT: _urgent}
FORMS: dict[str, Form] = {ids.HOME_AWAY: _away_form, ids.HOME_BRIEF: _brief_form}
READS: dict[str, forms.Read] = {ids.VIEW_AWAY: _away, ids.VIEW_BRIEF: _brief}
