"""Heed's doors: whatever is pressed, sent, run or told, and the row of who may that it is by."""

import re
from collections.abc import Callable, Iterator
from typing import Any, cast

import handlers
from bot.core.asks import Gesture
from bot.core.authority import Action
from bot.messages import ids, subscribed
from handlers.door import Door
from handlers.leftovers import ANYTHING

# What is left of a press, a form or a shortcut needs no row only for one of these reasons.
OWN = "is about whoever does it, and shows or keeps only what is theirs"
TYPED = "carries out words that were typed, each by the row of what they ask for"
SHOWN = "has nothing that could be sent"
READ_LATER = "is read when the form is sent, by the row of that"
SLACK = "is said by Slack, of the workspace or of a channel, and not by anybody"
WATCHED = "counts by itself in a watched channel, for whoever says it; answers are those of members"

Row = tuple[Action, ...] | str

ACTIONS: dict[str, Row] = {
    ids.THING_ANSWERED: (Action.ANSWER,),
    ids.THING_KEPT: (Action.KEEP,),
    ids.THING_ACK: (Action.ACK,),
    ids.THING_MORE: "opens a menu; each of its choices has a row",
    ids.CHANGE_UNDO: (Action.UNDO, Action.UNMERGE),
    ids.PROMISE_CHANGE: (Action.MOVE,),
    ids.PROMISE_NOT_TOLD: (Action.MOVE,),
    ids.DRAFT_ADD: (Action.ADD_CUSTOMER,),
    ids.DRAFT_MEANT: TYPED,
    ids.DRAFT_CHOOSE: TYPED,
    ids.DRAFT_AGAIN: TYPED,
    ids.CONTACT_ANSWERED: (Action.ANSWER,),
    ids.CONTACT_ACKED: (Action.ACK,),
    ids.CONTACT_WAITS: (Action.LOG,),
    ids.ANSWERED_EARLIER: (Action.ANSWER,),
    ids.CUSTOMER_HAND_OVER: (Action.GIVE,),
    ids.CUSTOMER_HAND_ALL: (Action.HAND_ALL,),
    ids.CUSTOMER_MERGE: (Action.MERGE,),
    ids.CUSTOMER_FORGET: (Action.FORGET,),
    ids.CUSTOMER_PAGE: (Action.SEE,),
    ids.CUSTOMER_EDIT: (Action.EDIT_CUSTOMER,),
    ids.CUSTOMER_MORE: "opens a menu; each of its choices has a row",
    ids.NUDGES_REST: OWN,
    ids.MINE_PAGE: (Action.LIST,),
    ids.TEAM_LOOK: (Action.SET_UP,),
    ids.TEAM_TIERS: (Action.TIERS,),
    f"{ids.TEAM_CHOSEN}.1": (Action.SET_UP,),
    f"{ids.TEAM_FIELD}.hours.1": (Action.SET_UP,),
    f"{ids.TIER_CHOSEN}.1": (Action.TIERS,),
    f"{ids.TIER_FIELD}.target.1": READ_LATER,
    ids.HOME_TURN: (Action.HOME,),
    ids.HOME_CONTACT: (Action.LOG,),
    ids.HOME_PROMISE: (Action.PROMISE,),
    ids.HOME_AWAY: (Action.OWN,),
    ids.HOME_BACK: (Action.OWN,),
    ids.HOME_BRIEF: (Action.OWN,),
    ids.HOME_SETUP: (Action.SET_UP,),
    ids.HOME_URGENT: (Action.OWN,),
    ids.FORM_OPEN: TYPED,
    ids.FORM_GO_ON: OWN,
    f"{ids.FILL}words": OWN,
}
CHOICES: dict[str, Row] = {
    f"{ids.THING_MORE} {ids.MORE_SNOOZE}": (Action.SNOOZE,),
    f"{ids.THING_MORE} {ids.MORE_DATE}": (Action.MOVE,),
    f"{ids.THING_MORE} {ids.MORE_GIVE}": (Action.GIVE,),
    f"{ids.THING_MORE} {ids.MORE_TAKE}": (Action.CLAIM,),
    f"{ids.THING_MORE} {ids.MORE_NONE}": (Action.ANSWER,),
    f"{ids.THING_MORE} {ids.MORE_ACK}": (Action.ACK,),
    f"{ids.THING_MORE} {ids.MORE_KEPT}": (Action.KEEP,),
    f"{ids.THING_MORE} {ids.MORE_WAKE}": (Action.SNOOZE,),
    f"{ids.THING_MORE} {ids.MORE_RESUME}": (Action.HOLD,),
    f"{ids.THING_MORE} {ids.MORE_RELEASE}": (Action.CLAIM,),
    f"{ids.THING_MORE} {ids.MORE_REST}": (
        Action.SNOOZE,
        Action.HOLD,
        Action.ACK,
        Action.WITHDRAW,
    ),
    f"{ids.CUSTOMER_MORE} {ids.MORE_MERGE}": (Action.MERGE,),
    f"{ids.CUSTOMER_MORE} {ids.MORE_OWNER}": (Action.EDIT_CUSTOMER,),
    f"{ids.CUSTOMER_MORE} {ids.MORE_FORGET}": (Action.FORGET,),
}
VIEWS: dict[str, Row] = {
    ids.VIEW_NEW_DATE: (Action.MOVE,),
    ids.VIEW_GIVE: (Action.GIVE,),
    ids.VIEW_EARLIER: (Action.ANSWER,),
    ids.VIEW_REST: (Action.SNOOZE, Action.HOLD, Action.ACK, Action.WITHDRAW),
    ids.VIEW_TEAM: (Action.SET_UP, Action.TICKS, Action.GATHER),
    ids.VIEW_TIER: (Action.TIERS,),
    ids.VIEW_AWAY: (Action.OWN,),
    ids.VIEW_BRIEF: (Action.OWN,),
    ids.VIEW_CONTACT: (Action.LOG,),
    ids.VIEW_PROMISE: (Action.PROMISE,),
    ids.VIEW_CUSTOMER: (Action.EDIT_CUSTOMER,),
    ids.VIEW_MERGE: (Action.MERGE,),
    ids.VIEW_OWNER: (Action.EDIT_CUSTOMER,),
    ids.VIEW_SAID: SHOWN,
    ids.VIEW_WORDS: SHOWN,
    ids.VIEW_MOMENT: SHOWN,
}
CLOSED: dict[str, Row] = dict.fromkeys((ids.VIEW_CONTACT, ids.VIEW_PROMISE, ids.VIEW_CUSTOMER), OWN)
SHORTCUTS: dict[str, Row] = {
    ids.SHORTCUT_CONTACT: (Action.LOG,),
    ids.SHORTCUT_PROMISE: (Action.PROMISE,),
    ids.ON_MESSAGE_CONTACT: (Action.LOG,),
    ids.ON_MESSAGE_PROMISE: (Action.PROMISE,),
    ids.ON_MESSAGE_WHY: (Action.SEE,),
}
OPTIONS: dict[str, Row] = {ids.BLOCK_CUSTOMER: (Action.SEE,)}
COMMANDS: dict[str, Row] = {one.name: TYPED for one in ids.COMMANDS}
GESTURES: dict[str, Row] = {
    Gesture.DONE: (Action.ANSWER, Action.KEEP),
    Gesture.CLAIM: (Action.CLAIM,),
    Gesture.SNOOZE: (Action.SNOOZE,),
    Gesture.TAKE: (Action.GIVE,),
}
EVENTS: dict[str, Row] = {
    "reaction_added": "says by which gesture; each of those has a row",
    "reaction_removed": "takes back what the same member's gesture did",
    "message": WATCHED,
    "app_home_opened": OWN,
    **dict.fromkeys(("app_uninstalled", "team_join", "tokens_revoked", "user_change"), SLACK),
    **dict.fromkeys((one for one in subscribed.WATCHING if not one.startswith("message")), SLACK),
}
DOORS: dict[str, dict[str, Row]] = {
    "action": ACTIONS,
    "view": VIEWS,
    "view_closed": CLOSED,
    "shortcut": SHORTCUTS,
    "options": OPTIONS,
    "command": COMMANDS,
    "event": EVENTS,
}
# Bolt's names for one kind of door.
KINDS = {"view_submission": "view", "global_shortcut": "shortcut", "message_shortcut": "shortcut"}


class Noting:
    """An app that only notes for what it was given a handler, in Bolt's words."""

    def __init__(self) -> None:
        self.noted: list[tuple[str, object]] = []

    def __getattr__(self, kind: str) -> Callable[[object], Callable[[object], None]]:
        def note(constraint: object) -> Callable[[object], None]:
            self.noted.append((KINDS.get(kind, kind), constraint))
            return lambda _handler: None

        return note


def registered() -> Iterator[tuple[str, object]]:
    """Every door, but for those of what no other takes."""
    app, door = Noting(), cast(Any, _Unprefixed())
    handlers.register(cast(Any, app), cast(Door, door))
    for kind, constraint in app.noted:
        if kind != "error" and constraint is not ANYTHING:
            yield kind, constraint


class _Unprefixed:
    prefix = ""


def named(constraint: object, among: dict[str, Row]) -> set[str]:
    """Which of these doors a constraint speaks of."""
    if isinstance(constraint, dict):
        constraint = constraint["callback_id"]
    if isinstance(constraint, re.Pattern):
        return {name for name in among if constraint.match(name)}
    return {str(constraint)} & set(among)
