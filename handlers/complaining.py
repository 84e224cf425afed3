"""Complaining: a form that was refused stays open, and says why where that is seen."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack

from bot.core.errors import Refusal
from bot.messages import complaints

View = Mapping[str, Any]


def at_fields(ack: Ack, errors: Mapping[str, str]) -> None:
    """Say of each field what is wrong with it, by the name of its block."""
    said = {block_id: complaints.at_field(one) for block_id, one in errors.items()}
    ack(response_action="errors", errors=said)


def above(ack: Ack, view: View, sentence: str) -> None:
    """Say what is wrong with the form as a whole.

    Only where nothing was changed for certain: shown anew, a form counts as another one.
    """
    ack(response_action="update", view=complaints.above(view, sentence))


def refused(ack: Ack, view: View, no: Refusal, *, blocks: Mapping[str, str]) -> None:
    """Say a refusal at the field that it is about, by the names of their `blocks`; else above."""
    if no.about is not None and no.about in blocks:
        at_fields(ack, {blocks[no.about]: no.sentence})
    else:
        above(ack, view, no.sentence)


def again(ack: Ack, view: View, sentence: str) -> None:
    """Ask to submit it once more: it must stay just as it is, so that it is done only once."""
    first = next((one for one in map(_field, view.get("blocks") or ()) if one), None)
    if first is None:
        ack()
    else:
        at_fields(ack, {first: sentence})


def _field(block: object) -> str:
    is_input = isinstance(block, dict) and block.get("type") == "input"
    return str(block.get("block_id") or "") if is_input and isinstance(block, dict) else ""
