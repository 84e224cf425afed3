"""Fills in a form line by line, as a person at the prompt would."""

from typing import Any

from bot.core.errors import Refusal
from bot.playground import fields
from bot.playground.keyboard import Asking
from bot.playground.prompt import Known
from bot.playground.render import render_blocks
from bot.playground.screen import Screen
from bot.playground.slack import Slack
from bot.playground.slack.controls import Control, words
from bot.playground.slack.members import Member
from bot.playground.slack.plain import Names
from bot.playground.slack.views import View

LEAVE = "cancel"
EMPTY = "-"


class Filling:
    """Asks for each field of the modal that stands open, then submits it."""

    def __init__(self, slack: Slack, screen: Screen, keyboard: Asking) -> None:
        self._slack = slack
        self._screen = screen
        self._keyboard = keyboard

    def fill(self, who: Member, view: View, *, known: Known, names: Names) -> None:
        """Show the form and lead through it; what is refused is asked again."""
        self._show(view, names)
        asked = fields.fields(view)
        values: dict[str, Any] = {}
        while True:
            for control in asked:
                value = self._ask(view, control, known, names)
                if control.kind == "file_input" and isinstance(value, list):
                    value = [self._slack.upload(who, name, data) for name, data in value]
                if value is _LEFT:
                    self._slack.close(who, view)
                    self._screen.say("The form is closed; nothing was changed.")
                    return
                if value is not _KEPT:
                    values[control.block_id] = value
            outcome = self._slack.submit(who, view, values)
            if not outcome.errors or outcome.view is None:
                break
            view = outcome.view
            asked = [each for each in fields.fields(view) if each.block_id in outcome.errors]
            for control in asked:
                self._screen.say(f"! {control.label}: {outcome.errors[control.block_id]}")
        self._left(who, outcome.error)

    def _show(self, view: View, names: Names) -> None:
        """Show what the form says; its fields are asked for one by one."""
        said = [block for block in view.blocks if block.get("type") != "input"]
        self._screen.heading(f"[ {words(view.title)} ]")
        self._screen.lines(render_blocks(said, names=names, width=self._screen.width))
        self._screen.aside(f"Enter keeps what is in brackets; {LEAVE} leaves the form.")

    def _left(self, who: Member, error: str) -> None:
        if error:
            self._screen.say(f"Heed did not take the form ({error}).")
            if view := self._slack.view(who):
                self._slack.close(who, view)

    def _ask(self, view: View, control: Control, known: Known, names: Names) -> Any:
        stands = fields.standing(view, control, people={**_channels(names), **names.members})
        offered = fields.choices(control)
        if offered:
            self._screen.say(offered, indent="  ")
        optional = " (optional)" if control.is_optional else ""
        while True:
            line = self._keyboard.ask(f"  {control.label}{optional} [{stands}]: ")
            typed = LEAVE if line is None else line.strip()
            if typed.lower() == LEAVE:
                return _LEFT
            if not typed:
                if stands or control.is_optional:
                    return _KEPT
                self._screen.say("This one is needed.", indent="  ")
                continue
            if typed == EMPTY and control.is_optional:
                return None
            try:
                value = fields.read_field(control, typed, known)
            except Refusal as refusal:
                self._screen.say(refusal.sentence, indent="  ")
                continue
            return self._slack.member(_handle(value, names)) if _is_who(control) else value


def _channels(names: Names) -> dict[str, str]:
    return {channel_id: f"#{name}" for channel_id, name in names.channels.items()}


def _is_who(control: Control) -> bool:
    return control.kind == "users_select"


def _handle(name: str, names: Names) -> str:
    return next(handle for handle in names.members.values() if handle.lower() == name)


class _Sign:
    """What a person did instead of giving a value."""


_KEPT, _LEFT = _Sign(), _Sign()
