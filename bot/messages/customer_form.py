"""The form about a customer: what is agreed with it, and what is good to know of it."""

from functools import partial

from bot.core.customers import STANDARD, WorkingTime
from bot.core.filling import Field, Mark
from bot.core.particulars import LONGEST_NEEDS
from bot.core.words import NAME_LIMIT
from bot.messages import fields, ids, kit, wording
from bot.messages.elements import (
    any_channel_select,
    checkboxes,
    plain_text_input,
    static_select,
    users_select,
)
from bot.messages.fields import LONGEST_PHRASE, Shown
from bot.messages.kit import Block, View

TITLE = "Edit a customer"
LONGEST_LIST = 3_000
ALONG = (("Hand over everything open too", Mark.ALONG, "Else it stays with the former owner"),)
WATCH = (("Watch it", Mark.WATCH, "What they write there waits for an answer; a reply answers it"),)


def form(shown: Shown) -> View:
    """Ask for all there is to say about a customer, with how it stands."""
    blocks = (*fields.above(shown), *_agreed(shown), *_known(shown))
    return View(ids.VIEW_CUSTOMER, TITLE, blocks, "Save", shown.metadata, notifies=True)


def _agreed(shown: Shown) -> list[Block]:
    """What is agreed; what is left empty is as its tier has it."""
    filled, ask = shown.filled, partial(fields.asked, shown)
    tiers = static_select([(one.name, one.name) for one in shown.tiers], initial=filled.tier)
    owner = users_select("Pick a member", initial=filled.owner)
    along = checkboxes(ALONG, ticked=filled.marks)
    target = plain_text_input(longest=LONGEST_PHRASE, initial=_target(filled.target))
    cadence = plain_text_input(longest=LONGEST_PHRASE, initial=_days(filled.cadence))
    answer, touch = _usual(shown)
    return [
        ask(Field.NAME, "Name", plain_text_input(longest=NAME_LIMIT, initial=filled.name)),
        ask(Field.TIER, "Tier", tiers),
        ask(Field.OWNER, "Owner", owner),
        ask(Field.MARKS, "With a new owner", along, optional=True),
        ask(Field.TARGET, "Answer within", target, optional=True, hint=answer),
        ask(Field.CADENCE, "In touch every", cadence, optional=True, hint=touch),
    ]


def _known(shown: Shown) -> list[Block]:
    """What is good to know: their needs and people, what else they are called, and where."""
    filled, ask = shown.filled, partial(fields.asked, shown)
    is_internal = shown.customer is not None and shown.customer.is_internal
    needs = "Relies on us for" if is_internal else "What matters to them"
    channel = any_channel_select("Where you meet them", initial=filled.channel)
    watch = checkboxes(WATCH, ticked=[filled.watch])
    return [
        ask(Field.NEEDS, needs, _text(filled.needs, LONGEST_NEEDS), optional=True),
        ask(
            Field.PEOPLE,
            "Their people",
            _text(filled.people, LONGEST_LIST, "Jo Doe (CFO), Sam Roe"),
            optional=True,
            hint="With commas between them.",
        ),
        ask(
            Field.NAMES,
            "Other names",
            _text(filled.names, LONGEST_LIST, "ACME Corp, Acme Inc"),
            optional=True,
            hint="With commas between them. I find the customer by each.",
        ),
        ask(Field.CHANNEL, "Their channel", channel, optional=True, hint="I write nothing there."),
        ask(Field.WATCH, "In their channel", watch, optional=True),
    ]


def _text(words: str, longest: int, example: str = "") -> kit.Element:
    return plain_text_input(placeholder=example, multiline=True, longest=longest, initial=words)


def _usual(shown: Shown) -> tuple[str, str]:
    """What holds where nothing is agreed, beside an example of what can be."""
    own = shown.customer.terms if shown.customer else STANDARD
    usual = next((one for one in shown.tiers if one.name == own.name), own)
    days = wording.plural(usual.cadence.days, "day")
    return (
        f"Such as “2 hours” or “1 working day”. Empty: {wording.given(usual.target)}.",
        f"Such as “10 days”. Empty: {days}.",
    )


def _target(spelled: str) -> str:
    """A target as somebody would type it, for what was never typed but is agreed."""
    try:
        return wording.given(WorkingTime.read(spelled)) if spelled else ""
    except ValueError:
        return spelled


def _days(spelled: str) -> str:
    return wording.plural(int(spelled), "day") if spelled.isdecimal() else spelled
