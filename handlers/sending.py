"""Sending a form: what is wrong is said at its field, what came of it where it was asked for."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.core.errors import Refusal
from bot.core.failures import Failure
from bot.core.filling import Field, FormName, Misfilled
from bot.core.history import Surface
from bot.core.names import UnknownCustomer
from bot.messages import refusals
from bot.messages.kit import Message
from bot.services import replies, sending
from bot.services.desk import Asked
from bot.services.sending import Sending
from handlers import at_home, complaining, entries, late, presses
from handlers.door import STORE, STRANGE, Door
from handlers.errands import NotBegun, NotYet
from handlers.filling import VIEWS

log = logging.getLogger(__name__)

ANSWERABLE_SECONDS = 25 * 60  # a response_url is good for half an hour


def register(app: App, door: Door) -> None:
    for callback_id, name in VIEWS.items():
        app.view(callback_id)(partial(sent, door=door, name=name))


def sent(ack: Ack, body: dict[str, Any], *, door: Door, name: FormName) -> None:
    """Carry out a form; all that is wrong is said at its field, and the form stays as it is."""
    view = body["view"]
    if not door.is_ours(body):
        complaining.above(ack, view, refusals.outsider().text)
        return
    asked = replace(
        door.asked(body), key=f"view:{view['id']}:{view.get('hash', '')}", surface=Surface.MODAL
    )
    try:
        now, before = entries.read(view), entries.as_opened(view)
        form = Sending(now, before, str(view["id"])[:40], _draft_id(view))
        send = partial(sending.send, door.desk, form=name, sending=form)
        answer = late.submitted(door, lambda: door.known(asked, lambda one: send(one)))
    except Refusal as no:
        _refused(ack, view, no)
    except Failure as failure:
        log.warning("nobody could be looked up: %s", failure.error)
        complaining.above(ack, view, STRANGE)
    except (NotBegun, NotYet):
        complaining.again(ack, view, late.SUBMIT_AGAIN)
    else:
        _answer(door, asked, entries.carried(view), door.said(door.channels.looked_at(answer)))
        ack()


def _draft_id(view: Mapping[str, Any]) -> int | None:
    found = entries.carried(view).get("d")
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _refused(ack: Ack, view: Mapping[str, Any], no: Refusal) -> None:
    """Say at each field what is wrong with it; what is of no field stands above them."""
    blocks = entries.blocks(view)
    if isinstance(no, UnknownCustomer):
        no = Misfilled({Field.CUSTOMER: sending.GONE})
    errors = no.errors if isinstance(no, Misfilled) else {}
    said = {blocks[at]: sentence for at, sentence in errors.items() if at in blocks}
    if said:
        complaining.at_fields(ack, said)
    else:
        complaining.refused(ack, view, no, blocks={at.value: block for at, block in blocks.items()})


def _answer(door: Door, asked: Asked, carried: Mapping[str, Any], message: Message) -> None:
    """Answer where the form was asked for, while that can be; else by direct message."""
    if carried.get("h"):
        at_home.shows(door.desk, door.workspace_id, asked.member_id, message)
        return
    address, since = carried.get("a"), carried.get("o")
    age = door.desk.system_now().timestamp() - (since if isinstance(since, int) else 0)
    if isinstance(address, str) and address and age < ANSWERABLE_SECONDS:
        presses.reply_to(door, address, asked.member_id, message, replaces=bool(carried.get("r")))
        return
    try:
        replies.notice(
            door.desk, door.workspace_id, asked.member_id, body=message.body(), once=asked.key
        )
    except STORE:
        log.exception("what came of a form could not be told")
