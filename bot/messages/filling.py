"""Filling in: the forms for a contact and for a promise, with whatever is known already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.core.contacts import Direction, Mood, Via
from bot.core.filling import Field, Filled, FormName, Mark
from bot.core.words import WORDS_LIMIT
from bot.messages import ids, kit, wording
from bot.messages.elements import (
    LONGEST_OPTION_VALUE,
    button,
    checkboxes,
    datepicker,
    external_select,
    input_block,
    option,
    plain_text_input,
    radio_buttons,
    static_select,
    timepicker,
)
from bot.messages.kit import Block, Element, View

LONGEST_PHRASE = 80
WAYS = (("They contacted us", Direction.INBOUND), ("We contacted them", Direction.OUTBOUND))
VIAS = (
    ("Phone", Via.PHONE),
    ("Email", Via.EMAIL),
    ("Chat", Via.CHAT),
    ("Meeting", Via.MEETING),
    ("Visit", Via.VISIT),
)
MOODS = (("Happy", Mood.HAPPY), ("Unhappy", Mood.UNHAPPY))
MARKS = (
    ("For information only", Mark.FYI, "Nobody waits because of it"),
    ("It is a complaint", Mark.COMPLAINT, "It may be due sooner"),
    ("Only that we are on it", Mark.ACK, "They still wait for the answer"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a form shows besides its fields.

    `slip` is a name that nobody has, with those `near` it. `author` said what it is about, at
    `said_at`. `begun`, with its draft, can be gone on with.
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
    turn: int = 0
    metadata: str = ""


def form(name: FormName, shown: Shown) -> View:
    """The form of that name."""
    return _contact(shown) if name is FormName.CONTACT else _promise(shown)


def _contact(shown: Shown) -> View:
    filled = shown.filled
    ways = radio_buttons(WAYS, initial=filled.direction)
    vias = static_select(VIAS, initial=filled.via, placeholder="Phone, email …")
    moods = static_select(MOODS, initial=filled.mood, placeholder="Happy or not")
    marks = checkboxes(MARKS, ticked=filled.marks)
    return View(
        ids.VIEW_CONTACT,
        "Log a contact",
        (
            *_above(shown),
            _customer(shown),
            _asked(shown, Field.DIRECTION, "Who spoke?", ways),
            _words(shown, "What was it about?", "Asks for a quote"),
            *_when(shown, "When?", "yesterday 4pm", "Empty means now. You can also pick it below."),
            _asked(shown, Field.VIA, "How?", vias, optional=True),
            _asked(shown, Field.MOOD, "Their mood", moods, optional=True),
            _asked(shown, Field.MARKS, "Mark it", marks, optional=True),
        ),
        "Log it",
        shown.metadata,
        notifies=True,
    )


def _promise(shown: Shown) -> View:
    hint = "As you would say it, such as “in 2 working days”. Or pick the day below."
    return View(
        ids.VIEW_PROMISE,
        "Make a promise",
        (
            *_above(shown),
            _customer(shown),
            _words(shown, "What do we promise?", "Send the revised quote"),
            *_when(shown, "By when?", "friday 5pm", hint),
        ),
        "Promise it",
        shown.metadata,
        notifies=True,
    )


def loading(title: str) -> View:
    """What stands there until the form can be shown."""
    return View(ids.VIEW_MOMENT, title, (kit.section("One moment …"),))


def words(title: str, sentence: str) -> View:
    """A modal that only says something."""
    return View(ids.VIEW_MOMENT, title, (kit.section(kit.safe(sentence, limit=1_000)),))


TITLES = {
    FormName.CONTACT: "Log a contact",
    FormName.PROMISE: "Make a promise",
    FormName.CUSTOMER: "Edit a customer",
}


def block(at: Field, turn: int) -> str:
    """What a field is called in a form that was shown anew so often."""
    return f"{ids.FILL}{at}~{turn}" if turn else f"{ids.FILL}{at}"


def picked(value: str, called: str) -> Element:
    """A customer as an option: known, or to be added."""
    label = f"Add “{kit.line(called, limit=60)}”" if value.startswith("+") else called
    return option(label, value)


def fits(value: str) -> bool:
    return kit.length(value) <= LONGEST_OPTION_VALUE


def _above(shown: Shown) -> list[Block]:
    """What the form is about, and what was begun before."""
    above: list[Block] = []
    filled = shown.filled
    if shown.said_at is not None:
        who = _author(shown)
        said = f"{who} wrote this {wording.when(shown.said_at, shown.zone, shown.now)}."
        above.append(
            kit.context(f"{said} {kit.link('Open the message', filled.permalink)}".strip())
        )
    if shown.begun is not None:
        draft_id, begun, kept_at = shown.begun
        at = wording.when(kept_at, shown.zone, shown.now)
        what = f": {kit.quoted(begun.words, limit=60)}" if begun.words else ""
        go_on = button("Go on with it", ids.FORM_GO_ON, str(draft_id))
        above.append(kit.section(f"You began one {at} and did not send it{what}.", accessory=go_on))
    return above


def _author(shown: Shown) -> str:
    """Who wrote it; whom Heed has not met, Slack names."""
    if shown.author:
        return kit.name(shown.author)
    return kit.mention(shown.author_id) if shown.author_id else "Somebody"


def _customer(shown: Shown) -> Block:
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
    return _asked(shown, Field.CUSTOMER, "Customer", menu, hint=hint)


def _words(shown: Shown, label: str, example: str) -> Block:
    field = plain_text_input(
        placeholder=example,
        multiline=True,
        longest=WORDS_LIMIT,
        initial=shown.filled.words,
        tells=True,
    )
    return _asked(shown, Field.WORDS, label, field)


def _when(shown: Shown, label: str, example: str, hint: str) -> list[Block]:
    """A time in words, or picked: both are as good."""
    filled, zone = shown.filled, shown.zone
    phrase = plain_text_input(
        placeholder=example, longest=LONGEST_PHRASE, initial=filled.phrase, tells=True
    )
    day = datepicker(date.fromisoformat(filled.day) if filled.day else None)
    at = timepicker(time.fromisoformat(filled.time) if filled.time else None, zone=zone)
    return [
        _asked(shown, Field.PHRASE, label, phrase, optional=True, hint=hint),
        _asked(shown, Field.DATE, "Day", day, optional=True),
        _asked(shown, Field.TIME, "Time", at, optional=True, hint=f"{wording.zone_name(zone)}."),
    ]


def _asked(
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
