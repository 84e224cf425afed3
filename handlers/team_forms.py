"""The form of a team: opened by a command, shown anew as it is filled in, and saved."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.core.errors import Refusal
from bot.core.failures import Failure
from bot.core.history import Surface
from bot.core.team_forms import ChangedMeanwhile, Field, Given, Misfilled, TeamForm
from bot.messages import ids, refusals, team_fields, team_form
from bot.messages.carried import Carried
from bot.messages.kit import Message, View
from bot.services import team_forms
from bot.services.desk import Asked
from handlers import anew, complaining, filled, late, opening, presses, saving, values
from handlers.door import STORE, Door
from handlers.errands import NotBegun, NotYet

Body = Mapping[str, Any]
WORDS = ("setup", "team")
_DAY = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")


def register(app: App, door: Door) -> None:
    app.action(re.compile(r"team\.(field|chosen)\..*|team\.look"))(partial(changed, door=door))
    app.view(ids.VIEW_TEAM)(partial(submitted, door=door))


def open_typed(client: WebClient, body: Body, asked: Asked, *, door: Door) -> Message | None:
    """Open the form for whoever typed the bare command; words if it cannot be opened."""

    def draw() -> View:
        carried = Carried(address=str(body.get("response_url") or ""))
        shown = _look(door, asked, Given())
        return team_form.form(shown, _afresh(shown, carried), prefix=door.prefix)

    return opening.typed(client, body, asked, door=door, draw=draw)


def given_of(view: Body) -> Given:
    """What a view says: which team, what is filled in, what stood there before."""
    packed = values.packed(view.get("private_metadata"))
    opened = packed.get("o")
    since = opened if isinstance(opened, str) and _DAY.fullmatch(opened) else None
    return Given(
        values.packed_number(packed, "t"),
        _fields(filled.now(view)),
        saving.carried(view).prints_of(Field),
        None if since is None else date.fromisoformat(since),
    )


def _fields(found: Mapping[str, str]) -> dict[Field, str]:
    named = {block.split(".")[2]: words for block, words in found.items() if _is_field(block)}
    return {Field(name): words for name, words in named.items() if name in set(Field)}


def _is_field(block_id: str) -> bool:
    return block_id.startswith(f"{ids.TEAM_FIELD}.")


def changed(ack: Ack, body: dict[str, Any], client: WebClient, *, door: Door) -> None:
    """Show the form anew: another team, or next week as it would be."""
    draw = partial(_anew, body, door=door)
    late.pressed(door, body, lambda: anew.show(client, body, draw, door=door))
    ack()


def _anew(body: Body, view: Body, asked: Asked, *, door: Door) -> View:
    if not door.is_ours(body):
        return team_form.said(refusals.outsider().text)
    given, carried = given_of(view), saving.carried(view)
    action: Body = next(iter(body.get("actions") or ()), {})
    if not str(action.get("action_id")).startswith(f"{ids.TEAM_CHOSEN}."):
        shown = _with_file(door, asked, given, filled.file(view))
        return team_form.form(shown, replace(carried, leaving=""), prefix=door.prefix)
    option = action.get("selected_option")
    wanted = values.number(option.get("value") if isinstance(option, dict) else None)
    pending = [*given.changed, *([Field.FILE] if filled.file(view) else [])]
    if wanted == given.team_id or (pending and carried.leaving != str(wanted)):
        return _kept(door, asked, given, replace(carried, leaving=str(wanted)), pending)
    shown = _look(door, asked, Given(wanted, since=given.since))
    return team_form.form(shown, _afresh(shown, carried), prefix=door.prefix)


def _with_file(door: Door, asked: Asked, given: Given, file: tuple[str, str] | None) -> TeamForm:
    """The form as it would be, with the days of the file; what is wrong with that is said."""
    if file is None:
        return _look(door, asked, given)
    try:
        days = saving.days_in(door, asked, given, file[1])
    except Refusal as refusal:
        shown = _look(door, asked, given)
        return replace(shown, unread={**shown.unread, Field.FILE: refusal.sentence})
    return door.known(asked, lambda known: team_forms.look(door.desk, known, given, file=days))


def _kept(door: Door, asked: Asked, given: Given, carried: Carried, pending: list[Field]) -> View:
    """The same team, for what was filled in is not saved; its menu shows it again."""
    shown = _look(door, asked, given)
    leaving = next((one.name for one in shown.teams if str(one.id) == carried.leaving), "")
    is_same = carried.leaving == str(given.team_id)
    notice = "" if is_same else team_fields.unsaved(shown, pending, leaving)
    anew = replace(carried, menu=carried.menu + 1, leaving="" if is_same else carried.leaving)
    return team_form.form(shown, anew, prefix=door.prefix, notice=notice)


def _afresh(shown: TeamForm, carried: Carried) -> Carried:
    return carried.afresh(shown.spelled, Field)


def _look(door: Door, asked: Asked, given: Given) -> TeamForm:
    return door.known(asked, lambda known: team_forms.look(door.desk, known, given))


def submitted(ack: Ack, body: dict[str, Any], *, door: Door) -> None:
    """Save the form; what is wrong is said at its field, and what was typed stays."""
    view = body["view"]
    blocks = {
        field: team_form.block_of(field, saving.carried_if_any(view).fields) for field in Field
    }
    if not door.is_ours(body):
        complaining.above(ack, view, refusals.outsider().text)
        return
    key = f"view:{view['id']}:{view.get('hash', '')}"
    asked = replace(door.asked(body), key=key, surface=Surface.MODAL)
    try:
        given = given_of(view)
        act = partial(saving.save, door, asked, given, filled.file(view))
        saved = late.submitted(door, act)
    except Misfilled as wrong:
        ack(
            response_action="errors",
            errors={blocks[field]: said[:150] for field, said in wrong.errors.items()},
        )
    except ChangedMeanwhile as no:
        _show_both(ack, view, asked, given, no, door=door)
    except (Refusal, Failure) as no:
        complaining.above(ack, view, saving.words_for(no))
    except (*STORE, NotBegun, NotYet) as no:
        complaining.again(ack, view, saving.words_for(no))
    else:
        presses.reply_to(
            door, saving.carried(view).address, asked.member_id, door.said(saved), replaces=False
        )
        ack()


def _show_both(
    ack: Ack, view: Body, asked: Asked, given: Given, no: ChangedMeanwhile, *, door: Door
) -> None:
    """The form with what somebody else has set, and what was filled in still in its fields."""
    shown = _look(door, asked, given)
    notice = team_fields.overwritten(shown, no.fields)
    carried = _afresh(shown, saving.carried(view))
    both = replace(shown, spelled={**shown.spelled, **given.changed})
    anew = team_form.form(both, carried, prefix=door.prefix, notice=notice)
    ack(response_action="update", view=anew.body())
