"""Forms for a contact, a promise, a customer: opened, and kept while they are filled in."""

import logging
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.core import grammar
from bot.core.errors import Refusal
from bot.core.failures import Failure
from bot.core.filling import Filled, FormName
from bot.messages import filling as forms
from bot.messages import ids, refusals
from bot.messages.fields import Shown
from bot.messages.kit import Message, View
from bot.services import drafts, filling
from bot.services.desk import Asked
from bot.services.filling import Opening
from handlers import at_home, entries, late, opening, presses, values
from handlers.door import STORE, Door
from handlers.errands import NotBegun, NotYet

log = logging.getLogger(__name__)

VIEWS = {
    ids.VIEW_CONTACT: FormName.CONTACT,
    ids.VIEW_PROMISE: FormName.PROMISE,
    ids.VIEW_CUSTOMER: FormName.CUSTOMER,
}
_FIELD = re.compile(rf"^{re.escape(ids.FILL)}[a-z]+(~[0-9]+)?\Z")


def register(app: App, door: Door) -> None:
    for callback_id in VIEWS:
        app.view_closed(callback_id)(partial(closed, door=door))
    app.action(_FIELD)(partial(changed, door=door))
    app.action(ids.FORM_OPEN)(partial(pressed, door=door))
    app.action(ids.FORM_GO_ON)(partial(gone_on, door=door))


def typed(
    client: WebClient,
    body: Mapping[str, Any],
    *,
    door: Door,
    asked: Asked,
    name: FormName,
    about: str = "",
) -> Message | None:
    """Open the form that asks for the rest of what was typed, `about` that customer."""
    address = str(body.get("response_url") or "")

    def build(known: Asked) -> View:
        if name is FormName.CUSTOMER:
            opened = filling.of_customer(door.desk, known, about)
        else:
            opened = filling.of_words(door.desk, known, name, asked.words)
        return shown(door, opened, address=address, h=int(at_home.is_there(body)))

    title = forms.TITLES[name]
    return opening.opened(client, body, door=door, asked=asked, title=title, build=build)


def pressed(ack: Ack, body: dict[str, Any], client: WebClient, *, door: Door) -> None:
    """Open the form from a refusal, with everything that was typed."""
    if not door.is_ours(body):
        presses.reply(door, body, refusals.outsider(), replaces=False)
        ack()
        return
    asked = door.asked(body)
    address, value = str(body.get("response_url") or ""), body["actions"][0].get("value")

    def build(known: Asked) -> View:
        draft = drafts.take(door.desk, known, values.number(value))
        name = grammar.form_of(draft.command, draft.words)
        if name is None:
            raise values.TooOld
        opened = filling.of_words(door.desk, known, name, draft.words)
        return shown(door, opened, address=address, replaces=True)

    message = opening.opened(client, body, door=door, asked=asked, title="Form", build=build)
    if message is not None:
        presses.reply(door, body, message, replaces=False)
    ack()


def shown(
    door: Door, opened: Opening, *, address: str = "", replaces: bool = False, **more: Any
) -> View:
    """Put a form together; with it travels where to answer, and until when."""
    carried: dict[str, int | str] = {
        "a": address,
        "o": int(door.desk.system_now().timestamp()),
        "p": opened.filled.permalink,
        "n": opened.filled.number,
        "r": int(replaces),
        "c": opened.customer.id if opened.customer is not None else 0,
        **more,
    }
    begun = opened.begun
    offered = begun and (begun.id, Filled.read(begun.fields), begun.kept_at)
    return forms.form(
        opened.form,
        Shown(
            opened.filled,
            opened.zone,
            opened.now,
            slip=opened.typed,
            near=opened.near,
            author=opened.author,
            author_id=opened.author_id,
            said_at=opened.said_at,
            begun=offered or None,
            customer=opened.customer,
            about=opened.about,
            tiers=opened.tiers,
            turn=int(more.get("t", 0)),
            metadata=ids.pack(**{key: one for key, one in carried.items() if one}),
        ),
    )


def changed(ack: Ack, body: dict[str, Any], *, door: Door) -> None:
    """Keep what stands in a form while it is filled in: closed, it does not say."""
    view = body.get("view") or {}
    if door.is_ours(body) and view.get("callback_id") in VIEWS:
        _keep(door, door.asked(body), view)
    ack()


def closed(ack: Ack, body: dict[str, Any], *, door: Door) -> None:
    if door.is_ours(body):
        _keep(door, door.asked(body), body["view"])
    ack()


def _keep(door: Door, asked: Asked, view: Mapping[str, Any]) -> None:
    """Keep what somebody added to what a form was opened with."""
    now, before = entries.read(view), entries.as_opened(view)
    if not replace(now, permalink="", number=0).kept() or now == before:
        return
    name, view_id = VIEWS[str(view["callback_id"])], str(view["id"])[:40]
    keep = partial(filling.keep, door.desk, asked, name, now, view_id=view_id)
    try:
        late.submitted(door, keep)
    except (*STORE, NotBegun, NotYet):
        # The form still holds it; whoever sends it hears how that went.
        log.warning("a form could not be kept", exc_info=True)


def gone_on(ack: Ack, body: dict[str, Any], client: WebClient, *, door: Door) -> None:
    """Show what was begun before, in place of the form as it is."""
    view = body.get("view") or {}
    name = VIEWS.get(str(view.get("callback_id")))
    if not door.is_ours(body):
        opening.update(client, view, forms.words("Heed", refusals.outsider().text))
    elif name is not None:
        door.errands.begin(partial(_go_on, door, door.asked(body), client, body, name))
    ack()


def _go_on(
    door: Door, asked: Asked, client: WebClient, body: Mapping[str, Any], name: FormName
) -> None:
    view = body["view"]
    carried = entries.carried(view)
    try:
        draft_id = values.number(body["actions"][0].get("value"))
        begun = door.known(asked, lambda one: filling.again(door.desk, one, name, draft_id))
    except (Refusal, Failure, *STORE) as no:
        opening.update(client, view, forms.words(forms.TITLES[name], door.said_no(asked, no).text))
        return
    address, turn = str(carried.get("a") or ""), carried.get("t")
    count = turn + 1 if isinstance(turn, int) else 1
    opening.update(
        client,
        view,
        shown(door, begun, address=address, t=count, d=draft_id, h=int(bool(carried.get("h")))),
    )
