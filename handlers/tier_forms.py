"""The form of a tier: opened by a command, or on top of the form of a team, and saved."""

import logging
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.core.errors import Refusal
from bot.core.failures import Failure
from bot.core.grammar.tier_form import read_tier_form
from bot.core.history import Surface
from bot.core.outcomes import Answer
from bot.core.team_forms import print_of
from bot.core.tier_forms import NEW, TierField, TierForm, TierMisfilled
from bot.messages import ids, refusals, team_form, tier_form
from bot.messages.carried import Carried
from bot.messages.kit import Message, View
from bot.services import once, tier_forms
from bot.services.desk import Asked
from handlers import anew, complaining, filled, late, opening, presses, saving, values
from handlers.door import KNOWN, STORE, Door
from handlers.errands import NotBegun, NotYet

log = logging.getLogger(__name__)

Body = Mapping[str, Any]
WORDS = ("tier", "tiers")


def register(app: App, door: Door) -> None:
    app.action(ids.TEAM_TIERS)(partial(pushed, door=door))
    app.action(re.compile(r"tier\.chosen\..*"))(partial(changed, door=door))
    app.view(ids.VIEW_TIER)(partial(submitted, door=door))


def open_typed(client: WebClient, body: Body, asked: Asked, *, door: Door) -> Message | None:
    """Open the form for whoever typed the bare command; words if it cannot be opened."""
    draw = partial(_first, door, asked, str(body.get("response_url") or ""))
    return opening.typed(client, body, asked, door=door, draw=draw)


def pushed(ack: Ack, body: dict[str, Any], client: WebClient, *, door: Door) -> None:
    """Lay the form over the one in which its button was pressed; that one stays as it is."""
    late.pressed(door, body, lambda: _push(client, body, door=door))
    ack()


def _push(client: WebClient, body: Body, *, door: Door) -> None:
    if not door.is_ours(body):
        view = team_form.said(refusals.outsider().text)
    else:
        asked = door.asked(body)
        try:
            packed = values.packed((body.get("view") or {}).get("private_metadata"))
            view = _first(door, asked, values.packed_words(packed, "a"))
        except KNOWN as no:
            view = team_form.said(door.said_no(asked, no).text)
    try:
        client.views_push(trigger_id=str(body.get("trigger_id")), view=view.body())
    except (SlackApiError, OSError) as fault:
        log.warning("a form was not laid over another: %s", fault)


def _first(door: Door, asked: Asked, address: str) -> View:
    shown = _look(door, asked, None)
    return tier_form.form(shown, _afresh(shown, Carried(address)))


def _afresh(shown: TierForm, carried: Carried) -> Carried:
    return carried.afresh(tier_form.spelled(shown), TierField)


def _look(door: Door, asked: Asked, name: str | None) -> TierForm:
    adds = name == NEW
    return door.known(
        asked, lambda known: tier_forms.look(door.desk, known, None if adds else name, adds=adds)
    )


def changed(ack: Ack, body: dict[str, Any], client: WebClient, *, door: Door) -> None:
    """Show another tier, unless something of this one is not saved."""
    draw = partial(_anew, body, door=door)
    late.pressed(door, body, lambda: anew.show(client, body, draw, door=door))
    ack()


def _anew(body: Body, view: Body, asked: Asked, *, door: Door) -> View:
    if not door.is_ours(body):
        return team_form.said(refusals.outsider().text)
    action: Body = next(iter(body.get("actions") or ()), {})
    option = action.get("selected_option")
    wanted = option.get("value") if isinstance(option, dict) else None
    if not isinstance(wanted, str):
        raise values.TooOld
    name, carried = _named(view), saving.carried(view)
    pending = _changed(view, carried)
    if pending and wanted not in (name, carried.leaving):
        kept = replace(carried, menu=carried.menu + 1, leaving=wanted)
        notice = tier_form.unsaved(list(pending), leaving=wanted)
        return tier_form.form(_look(door, asked, name), kept, notice=notice)
    if wanted == name:
        return tier_form.form(_look(door, asked, name), replace(carried, leaving=""))
    shown = _look(door, asked, wanted)
    return tier_form.form(shown, _afresh(shown, carried))


def _named(view: Body) -> str:
    return values.packed_words(values.packed(view.get("private_metadata")), "t")


def _changed(view: Body, carried: Carried) -> dict[TierField, str]:
    """What is not as it stood when it was shown."""
    prints = carried.prints_of(TierField)
    now = filled.now(view)
    both = ((one, now.get(tier_form.block_of(one, carried.fields))) for one in TierField)
    return {
        one: words
        for one, words in both
        if words is not None and print_of(words) != prints.get(one)
    }


def submitted(ack: Ack, body: dict[str, Any], *, door: Door) -> None:
    """Save the tier; what is wrong is said at its field, and what was typed stays."""
    view = body["view"]
    carried = saving.carried_if_any(view)
    blocks = {one: tier_form.block_of(one, carried.fields) for one in TierField}
    if not door.is_ours(body):
        complaining.above(ack, view, refusals.outsider().text)
        return
    key = f"view:{view['id']}:{view.get('hash', '')}"
    asked = replace(door.asked(body), key=key, surface=Surface.MODAL)
    try:
        saved = late.submitted(door, partial(_saved, door, asked, view, carried))
    except TierMisfilled as wrong:
        errors = {blocks[field]: said[:150] for field, said in wrong.errors.items()}
        ack(response_action="errors", errors=errors)
    except (Refusal, Failure) as no:
        complaining.above(ack, view, saving.words_for(no))
    except (*STORE, NotBegun, NotYet) as no:
        complaining.again(ack, view, saving.words_for(no))
    else:
        presses.reply_to(door, carried.address, asked.member_id, door.said(saved), replaces=False)
        ack()


def _saved(door: Door, asked: Asked, view: Body, carried: Carried) -> Answer:
    name = _named(view)
    ask = read_tier_form(None if name == NEW else name, _changed(view, carried))
    return door.known(
        asked,
        lambda known: once.do(door.desk, known, lambda turn: tier_forms.save(turn, ask)),
    )
