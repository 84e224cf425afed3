"""The names of commands, buttons and modals, and what travels in them."""

import json
from dataclasses import dataclass
from typing import Any

THING_ANSWERED = "thing.answered"  # value: number
THING_KEPT = "thing.kept"  # value: number
THING_ACK = "thing.ack"  # value: number
THING_MORE = "thing.more"  # option values: "snooze:482", "date:12", "give:482", "take:482" …
CHANGE_UNDO = "change.undo"  # value: change_id
PROMISE_CHANGE = "promise.change"  # value: number
DRAFT_ADD = "draft.add"  # value: {"d": draft_id, "n": name}
DRAFT_MEANT = "draft.meant"  # value: {"d": draft_id, "k": typed key, "m": name that was meant}
DRAFT_CHOOSE = "draft.choose"  # value: {"d": draft_id, "i": which of its choices}
DRAFT_AGAIN = "draft.again"  # value: draft_id
CONTACT_ANSWERED = "contact.answered"  # value: {"n": number, "c": contact_id}
CONTACT_ACKED = "contact.acked"  # value: {"n": number, "c": contact_id}
CONTACT_WAITS = "contact.waits"  # value: contact_id
PROMISE_NOT_TOLD = "promise.not_told"  # value: number
ANSWERED_EARLIER = "thing.earlier"  # value: number
CUSTOMER_HAND_OVER = "customer.hand_over"  # value: {"c": customer_id, "f": former owner's id}
CUSTOMER_MERGE = "customer.merge"  # value: {"g": who becomes part of, "k": whom}
CUSTOMER_HAND_ALL = "customer.hand_all"  # value: {"f": former owner's id, "t": new owner's id}
CUSTOMER_FORGET = "customer.forget"  # value: customer_id
CUSTOMER_EDIT = "customer.edit"  # value: customer_id
CUSTOMER_MORE = "customer.more"  # option values: "merge:7", "owner:7", "forget:7"
CUSTOMER_PAGE = "customer.page"  # value: {"c": customer_id, "p": page}
NUDGES_REST = "nudges.rest"  # value: delivery_id, and after how many rows, as "12:15"
MINE_PAGE = "mine.page"  # value: {"t": 1 for the team's, "p": page}
TEAM_LOOK = "team.look"
TEAM_TIERS = "team.tiers"
TEAM_CHOSEN = "team.chosen"  # and which making of the menu this is; option values: team ids
TEAM_FIELD = "team.field"  # and which field, and which making of it
TIER_CHOSEN = "tier.chosen"  # the same of tiers
TIER_FIELD = "tier.field"

HOME_TURN = "home.turn"  # value: {"t": 1 for the team's, "p": page}
HOME_CONTACT = "home.contact"
HOME_PROMISE = "home.promise"
HOME_AWAY = "home.away"
HOME_BACK = "home.back"
HOME_BRIEF = "home.brief"
HOME_SETUP = "home.setup"
HOME_URGENT = "home.urgent"  # value: "on" or "off"

MORE_SNOOZE = "snooze"
MORE_WAKE = "wake"
MORE_RESUME = "resume"
MORE_RELEASE = "release"
MORE_REST = "rest"  # the form for what has an end or a reason
MORE_DATE = "date"
MORE_GIVE = "give"
MORE_TAKE = "take"
MORE_NONE = "none"
MORE_ACK = "ack"
MORE_KEPT = "kept"

MORE_MERGE = "merge"  # of a customer, as these two
MORE_OWNER = "owner"
MORE_FORGET = "forget"

VIEW_NEW_DATE = "promise.new_date"
VIEW_GIVE = "thing.give"
VIEW_EARLIER = "thing.earlier"
VIEW_REST = "thing.rest"
VIEW_MERGE = "customer.merge"
VIEW_OWNER = "customer.owner"
VIEW_TEAM = "team.setup"
VIEW_TIER = "team.tier"
VIEW_SAID = "team.said"
VIEW_WORDS = "words"  # says something where there is no message that could
VIEW_AWAY = "own.away"
VIEW_BRIEF = "own.brief"
VIEW_CONTACT = "fill.contact"
VIEW_PROMISE = "fill.promise"
VIEW_CUSTOMER = "fill.customer"
VIEW_MOMENT = "fill.moment"  # what stands there until a form can, or instead of one

FORM_OPEN = "form.open"  # value: draft_id of what was typed
FORM_GO_ON = "form.go_on"  # value: draft_id of what was filled in and not sent

SHORTCUT_CONTACT = "shortcut.contact"
SHORTCUT_PROMISE = "shortcut.promise"
ON_MESSAGE_CONTACT = "message.contact"
ON_MESSAGE_PROMISE = "message.promise"
ON_MESSAGE_WHY = "message.why"

FILL = "fill."  # before the name of each field of a form, with ~1, ~2 … once it is shown anew

# Blocks of the modals; the element in each goes by the same name.
BLOCK_DATE = "date"
BLOCK_TIME = "time"
BLOCK_WHAT = "what"
BLOCK_PHRASE = "phrase"
BLOCK_REASON = "reason"
BLOCK_MEMBER = "member"
BLOCK_CUSTOMER = "fill.customer"  # as in the forms, whose menu it is
BLOCK_ALONG = "along"
BLOCK_TOLD = "told"
BLOCK_WHEN = "when"
BLOCK_WRONG = "wrong"  # above the fields: what is wrong with the form as a whole

SNOOZE, HOLD, ACK, WITHDRAW = "snooze", "hold", "ack", "withdraw"  # the options of “what”
TOLD, NOT_TOLD = "told", "not_told"  # the options of that block
OPENING, AT, NEVER = "opening", "at", "never"  # when a brief comes


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command, as Slack's menu shows it."""

    name: str
    description: str
    usage_hint: str


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut: on a message, or global, in the menu of the field that people write in."""

    name: str
    callback_id: str
    description: str
    on_message: bool


SHORTCUTS = (
    Shortcut("Log a customer contact", ON_MESSAGE_CONTACT, "Log this as said by or to them", True),
    Shortcut("Make it a promise", ON_MESSAGE_PROMISE, "Promise a customer what this says", True),
    Shortcut("Did this count, and why?", ON_MESSAGE_WHY, "In a customer's channel I watch", True),
    Shortcut("Log a customer contact", SHORTCUT_CONTACT, "A customer spoke, or we did", False),
    Shortcut("Make a promise", SHORTCUT_PROMISE, "Promise a customer something", False),
)

COMMANDS = (
    Command(
        "/contact",
        "Log that a customer contacted us, or that we answered",
        "from Acme: asks for a quote",
    ),
    Command(
        "/promise",
        "Log what you promised a customer, and by when",
        "Acme: send the quote by friday 5pm",
    ),
    Command("/customer", "See how things stand with a customer", "Acme, add Acme, or list"),
    Command("/mine", "See who waits for you and what you promised", "[team]"),
    Command(
        "/heed", "Help, set-up, being away, undo", "help, setup, away until monday, undo, why 482"
    ),
)


def pack(**values: int | str) -> str:
    """Return what a button or a modal carries, as JSON."""
    return json.dumps(values, separators=(",", ":"))


def unpack(value: str) -> dict[str, Any]:
    """Return what was packed; nothing if it was not packed here."""
    try:
        values = json.loads(value)
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}


def more(verb: str, number: int) -> str:
    """Return the value of a choice in the *More* menu."""
    return f"{verb}:{number}"
