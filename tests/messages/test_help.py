"""The help: whatever it says can be typed, can be typed."""

from datetime import UTC, datetime

import pytest

from bot.core.asks import Help
from bot.core.errors import Refusal
from bot.core.grammar import (
    read_contact,
    read_customer,
    read_heed,
    read_mine,
    read_plain,
    read_promise,
)
from bot.core.grammar.help import TOPICS as ASKED
from bot.core.hours import WorkingHours
from bot.core.members import DEFAULT_WEEK
from bot.core.outcomes import HelpShown
from bot.core.phrases import read_due
from bot.messages.forms import DUE_PHRASES, Form
from bot.messages.help import TOPICS
from bot.messages.ids import COMMANDS
from bot.messages.outcomes import say
from tests.messages.cast import NOW, ZONE

HOURS = WorkingHours.of(zone="Europe/Berlin", week=DEFAULT_WEEK)
FORMS = {f"{form.command} {form.words}": form for one in TOPICS.values() for form in one.forms}


def read(form: Form) -> object:
    now = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)
    match form.command:
        case "contact":
            return read_contact(form.words, now=now, hours=HOURS)
        case "promise":
            return read_promise(form.words, now=now, hours=HOURS)
        case "customer":
            return read_customer(form.words)
        case "mine":
            return read_mine(form.words)
        case _:
            return read_heed(form.words, now=now, hours=HOURS)


# What these lack is asked for in a form, by the handlers.
OPENING = {("contact", ""), ("promise", ""), ("customer", "edit Acme")}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_form_in_the_help_can_be_typed(form: Form) -> None:
    if (form.command, form.words) in OPENING:
        return
    asked = read(form)
    assert isinstance(asked, Help) == form.words.startswith("help")
    assert "name" not in (getattr(asked, "name", None) or "")


@pytest.mark.parametrize("phrase", DUE_PHRASES)
def test_every_date_in_the_help_is_understood(phrase: str) -> None:
    try:
        at = read_due(phrase, now=NOW, hours=HOURS)
    except Refusal as refusal:
        pytest.fail(f"{phrase}: {refusal.sentence}")
    assert at > NOW


def test_every_topic_that_can_be_asked_for_has_its_text() -> None:
    assert set(TOPICS) == ASKED


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_help_and_fits_slacks_menu(command: object) -> None:
    name = command.name  # type: ignore[attr-defined]
    assert name.removeprefix("/") in TOPICS
    assert read_plain(name) == (name.removeprefix("/"), "")


def test_a_prefix_stands_before_every_command() -> None:
    for topic in TOPICS:
        said = say(HelpShown("heed", Help(topic)), zone=ZONE, now=NOW, prefix="x-")
        for command in COMMANDS:
            assert f"`{command.name}" not in str(said.blocks)


def test_without_a_topic_the_help_is_about_the_command() -> None:
    said = say(HelpShown("/x-mine", Help()), zone=ZONE, now=NOW, prefix="x-")
    assert said.text.startswith("/x-mine lists")
