"""Customers' cards: *Edit …*, and the menu that merges, hands over and forgets."""

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.core.authority import Forbidden
from bot.core.customers import Customer
from bot.core.errors import Refusal
from bot.core.filling import ADDED, FormName
from bot.core.forgetting import ForgetCustomer
from bot.core.merging import MergeCustomers
from bot.core.outcomes import Answer
from bot.core.terms import EditCustomer
from bot.messages import customer_modals, ids, refusals
from bot.messages.filling import TITLES
from bot.messages.kit import Message, View
from bot.services import filling, forgetting, looking, merging, once, terms
from bot.services.desk import Asked, Turn
from handlers import actions, forms, late, opening, presses, values
from handlers import filling as form_doors
from handlers.door import KNOWN, Door
from handlers.values import Fields

log = logging.getLogger(__name__)

MODALS: dict[str, Callable[[Customer], View]] = {
    ids.MORE_MERGE: customer_modals.merge,
    ids.MORE_OWNER: customer_modals.owner,
}


def register(app: App, door: Door) -> None:
    app.action(actions.every(ids.CUSTOMER_EDIT))(partial(edited, door=door))
    app.action(actions.every(ids.CUSTOMER_MORE))(partial(more, door=door))
    for callback_id, read in READS.items():
        app.view(callback_id)(partial(forms.submitted, door=door, read=read))


def edited(ack: Ack, body: dict[str, Any], client: WebClient, *, door: Door) -> None:
    """Open the form about the customer of a card."""
    message: Message | None = refusals.outsider()
    if door.is_ours(body):
        value, address = body["actions"][0].get("value"), str(body.get("response_url") or "")

        def build(known: Asked) -> View:
            opened = filling.of_customer_id(door.desk, known, values.number(value))
            return form_doors.shown(door, opened, address=address)

        title = TITLES[FormName.CUSTOMER]
        asked = door.asked(body)
        message = opening.opened(client, body, door=door, asked=asked, title=title, build=build)
    if message is not None:
        presses.reply(door, body, message, replaces=False)
    ack()


def more(ack: Ack, body: dict[str, Any], client: WebClient, *, door: Door) -> None:
    """Open the question that was picked; what is asked stands beside the card."""
    late.pressed(door, body, lambda: _more(body, client, door=door))
    ack()


def _more(body: dict[str, Any], client: WebClient, *, door: Door) -> None:
    if not door.is_ours(body):
        presses.reply(door, body, refusals.outsider(), replaces=False)
        return
    asked = door.asked(body)
    option = body["actions"][0].get("selected_option")
    picked = option.get("value") if isinstance(option, dict) else None
    verb, _, number = picked.partition(":") if isinstance(picked, str) else ("", "", "")
    try:
        customer_id = values.number(number)
        if verb == ids.MORE_FORGET:
            _ask_to_forget(door, body, asked, customer_id)
        elif verb in MODALS:
            _open(door, body, asked, customer_id, client=client, modal=MODALS[verb])
        else:
            raise values.TooOld
    except KNOWN as no:
        presses.say_no(door, body, asked, no)
    except (SlackApiError, OSError) as fault:
        log.warning("a form was not opened: %s", fault)
        presses.reply(door, body, door.refused(asked, Refusal(forms.SLOW)), replaces=False)


def _ask_to_forget(door: Door, body: dict[str, Any], asked: Asked, customer_id: int) -> None:
    def verb(turn: Turn) -> Any:
        return forgetting.ask(turn, ForgetCustomer(_name(turn, customer_id)))

    answer = door.known(asked, lambda known: once.do(door.desk, known, verb))
    presses.reply(door, body, door.said(answer), replaces=False)


def _open(
    door: Door,
    body: dict[str, Any],
    asked: Asked,
    customer_id: int,
    *,
    client: WebClient,
    modal: Callable[[Customer], View],
) -> None:
    seen = door.known(asked, lambda known: looking.customer(door.desk, known, customer_id))
    view = modal(seen)
    address = str(body.get("response_url") or "")
    view = replace(view, metadata=ids.pack(**ids.unpack(view.metadata), a=address))
    client.views_open(trigger_id=str(body.get("trigger_id")), view=view.body())


def _name(turn: Turn, customer_id: int) -> str:
    return looking.standing(turn.connection, turn.workspace_id, customer_id).name


def _merged(door: Door, asked: Asked, customer_id: int, fields: Fields) -> Answer:
    picked = fields.get(ids.BLOCK_CUSTOMER)
    if not isinstance(picked, str) or picked.startswith(ADDED):
        raise Refusal("Pick a customer that is there already.", about=ids.BLOCK_CUSTOMER)
    kept_id = values.number(picked)

    def verb(turn: Turn) -> Any:
        wish = MergeCustomers(_name(turn, customer_id), _name(turn, kept_id))
        try:
            return merging.ask(turn, wish)
        except Forbidden:
            raise
        except Refusal as no:
            raise Refusal(no.sentence, about=ids.BLOCK_CUSTOMER) from no

    return once.do(door.desk, asked, verb)


def _owned(door: Door, asked: Asked, customer_id: int, fields: Fields) -> Answer:
    owner_id = values.member_id(fields.get(ids.BLOCK_MEMBER))
    along = bool(fields.get(ids.BLOCK_ALONG))

    def verb(turn: Turn) -> Any:
        ask = EditCustomer(_name(turn, customer_id), owner=owner_id, and_open=along)
        return terms.edit(turn, ask)

    return once.do(door.desk, asked, verb)


READS: dict[str, forms.Read] = {ids.VIEW_MERGE: _merged, ids.VIEW_OWNER: _owned}
