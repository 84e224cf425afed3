"""Fields: the questions that forms share, and what stands above them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.core.customers import Customer, Tier
from bot.core.filling import ADDED, Field, Filled
from bot.core.history import Kind
from bot.core.things import Thing, due_at
from bot.core.words import WORDS_LIMIT
from bot.messages import ids, kit, wording
from bot.messages.elements import (
    LONGEST_OPTION_VALUE,
    button,
    datepicker,
    external_select,
    input_block,
    option,
    plain_text_input,
    timepicker,
)
from bot.messages.kit import Block, Element

LONGEST_PHRASE = 80


@dataclass(frozen=True, slots=True)
class Shown:
    """What a form shows besides its fields.

    `slip` is a name that nobody has, with those `near` it. `author` said what it is about, at
    `said_at`. `begun`, with its draft, can be gone on with; `about` is the inquiry that was named,
    or what was promised already.
    `turn` counts how often the form was shown anew: fields of another name start afresh.
    """

    filled: Filled
    zone: ZoneInfo
    now: datetime
    slip: str = ""
    near: Sequence[str] = ()
    author: str = ""
    author_id: str | None = None
    said_at: datetime | None = None
    begun: tuple[int, Filled, datetime] | None = None
    customer: Customer | None = None
    about: Thing | None = None
    tiers: Sequence[Tier] = ()
    turn: int = 0
    metadata: str = ""


def block(at: Field, turn: int) -> str:
    """What a field is called in a form that was shown anew so often."""
    return f"{ids.FILL}{at}~{turn}" if turn else f"{ids.FILL}{at}"


def picked(value: str, called: str) -> Element:
    """A customer as an option: known, or to be added."""
    label = f"Add “{kit.line(called, limit=60)}”" if value.startswith(ADDED) else called
    return option(label, value)


def fits(value: str) -> bool:
    return kit.length(value) <= LONGEST_OPTION_VALUE


def above(shown: Shown) -> list[Block]:
    """What the form is about, and what was begun before."""
    above: list[Block] = []
    filled = shown.filled
    if shown.said_at is not None:
        who = _author(shown)
        said = f"{who} wrote this {wording.when(shown.said_at, shown.zone, shown.now)}."
        above.append(
            kit.context(f"{said} {kit.link('Open the message', filled.permalink)}".strip())
        )
    if shown.about is not None:
        above.append(kit.context(_about(shown.about, shown)))
    if shown.begun is not None:
        draft_id, begun, kept_at = shown.begun
        at = wording.when(kept_at, shown.zone, shown.now)
        what = f": {kit.quoted(begun.words, limit=60)}" if begun.words else ""
        go_on = button("Go on with it", ids.FORM_GO_ON, str(draft_id))
        above.append(kit.section(f"You began one {at} and did not send it{what}.", accessory=go_on))
    return above


def _about(thing: Thing, shown: Shown) -> str:
    """The inquiry that was named, or the promise that was made from the same message."""
    what = f"#{thing.number}, {kit.quoted(thing.words, limit=60)}"
    if thing.kind is Kind.INQUIRY:
        return f"It is about {what}, unless you pick another customer."
    due = wording.when(due_at(thing), shown.zone, shown.now)
    return f"This was made a promise already: {what}, due {due}. Sending it makes another one."


def _author(shown: Shown) -> str:
    """Who wrote it; whom Heed has not met, Slack names."""
    if shown.author:
        return kit.name(shown.author)
    return kit.mention(shown.author_id) if shown.author_id else "Somebody"


def customer(shown: Shown) -> Block:
    filled, hint = shown.filled, None
    chosen = None
    if filled.customer and filled.called and fits(filled.customer):
        chosen = picked(filled.customer, filled.called)
    if shown.near:
        near = wording.joined([f"“{kit.line(one, limit=40)}”" for one in shown.near], last="or")
        hint = f"I know no “{kit.line(shown.slip, limit=40)}”. Did you mean {near}?"
    elif shown.slip:
        hint = f"I know no “{kit.line(shown.slip, limit=40)}” yet; it will be added."
    menu = external_select("Type a name", chosen=chosen)
    return asked(shown, Field.CUSTOMER, "Customer", menu, hint=hint)


def said(shown: Shown, label: str, example: str) -> Block:
    field = plain_text_input(
        placeholder=example,
        multiline=True,
        longest=WORDS_LIMIT,
        initial=shown.filled.words,
        tells=True,
    )
    return asked(shown, Field.WORDS, label, field)


def when(shown: Shown, label: str, example: str, hint: str) -> list[Block]:
    """A time in words, or picked: both are as good."""
    filled, zone = shown.filled, shown.zone
    phrase = plain_text_input(
        placeholder=example, longest=LONGEST_PHRASE, initial=filled.phrase, tells=True
    )
    day = datepicker(date.fromisoformat(filled.day) if filled.day else None)
    at = timepicker(time.fromisoformat(filled.time) if filled.time else None, zone=zone)
    return [
        asked(shown, Field.PHRASE, label, phrase, optional=True, hint=hint),
        asked(shown, Field.DATE, "Day", day, optional=True),
        asked(shown, Field.TIME, "Time", at, optional=True, hint=f"{wording.zone_name(zone)}."),
    ]


def asked(
    shown: Shown,
    at: Field,
    label: str,
    element: Element,
    *,
    optional: bool = False,
    hint: str | None = None,
) -> Block:
    name = block(at, shown.turn)
    return input_block(name, label, element, optional=optional, hint=hint, dispatches=True)
