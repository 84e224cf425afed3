"""Filling in: the forms for a contact and for a promise, with whatever is known already."""

from collections.abc import Callable
from functools import partial

from bot.core.contacts import Direction, Mood, Via
from bot.core.filling import Field, FormName, Mark
from bot.messages import customer_form, fields, ids, kit
from bot.messages.elements import (
    checkboxes,
    radio_buttons,
    static_select,
)
from bot.messages.fields import Shown
from bot.messages.kit import Block, View

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


def form(name: FormName, shown: Shown) -> View:
    """The form of that name."""
    return FORMS[name](shown)


def _contact(shown: Shown) -> View:
    filled, ask = shown.filled, partial(fields.asked, shown)
    vias = static_select(VIAS, initial=filled.via, placeholder="Phone, email …")
    moods = static_select(MOODS, initial=filled.mood, placeholder="Happy or not")
    marks = checkboxes(MARKS, ticked=filled.marks)
    hint = "Empty means now. You can also pick it below."
    if filled.when:
        hint = "Taken from the message, below; type here to override it."
    blocks = (
        *fields.above(shown),
        fields.customer(shown),
        ask(Field.DIRECTION, "Who spoke?", radio_buttons(WAYS, initial=filled.direction)),
        fields.said(shown, "What was it about?", "Asks for a quote"),
        *fields.when(shown, "When?", "yesterday 4pm", hint),
        ask(Field.VIA, "How?", vias, optional=True),
        ask(Field.MOOD, "Their mood", moods, optional=True),
        ask(Field.MARKS, "Mark it", marks, optional=True),
    )
    return _view(ids.VIEW_CONTACT, FormName.CONTACT, blocks, "Log it", shown)


def _promise(shown: Shown) -> View:
    hint = "As you would say it, or pick the day below: one of the two."
    blocks = (
        *fields.above(shown),
        fields.customer(shown),
        fields.said(shown, "What do we promise?", "Send the revised quote"),
        *fields.when(shown, "By when?", "friday 5pm", hint),
    )
    return _view(ids.VIEW_PROMISE, FormName.PROMISE, blocks, "Promise it", shown)


def _view(
    callback_id: str, name: FormName, blocks: tuple[Block, ...], submit: str, shown: Shown
) -> View:
    return View(callback_id, TITLES[name], blocks, submit, shown.metadata, notifies=True)


FORMS: dict[FormName, Callable[[Shown], View]] = {
    FormName.CONTACT: _contact,
    FormName.PROMISE: _promise,
    FormName.CUSTOMER: customer_form.form,
}


def loading(title: str) -> View:
    """What stands there until the form can be shown."""
    return View(ids.VIEW_MOMENT, title, (kit.section("One moment …"),))


def words(title: str, sentence: str) -> View:
    """A modal that only says something."""
    return View(ids.VIEW_MOMENT, title, (kit.section(kit.safe(sentence, limit=1_000)),))


TITLES = {
    FormName.CONTACT: "Log a contact",
    FormName.PROMISE: "Make a promise",
    FormName.CUSTOMER: customer_form.TITLE,
}
