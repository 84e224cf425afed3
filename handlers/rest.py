"""… and 7 more: what did not fit into a message, shown to whoever asks."""

from typing import Any

from slack_bolt import Ack

from bot.core.asks import Mine
from bot.messages import nudges, refusals
from bot.services import looking, mine, once
from handlers import late, presses, values
from handlers.door import KNOWN, Door


def shown(ack: Ack, body: dict[str, Any], *, door: Door) -> None:
    if not door.is_ours(body):
        presses.reply(door, body, refusals.outsider(), replaces=False)
        ack()
        return
    late.pressed(door, body, lambda: _shown(body, door=door))
    ack()


def _shown(body: dict[str, Any], *, door: Door) -> None:
    asked = door.asked(body)
    try:
        delivery_id, after = _place(body["actions"][0].get("value"))
        bundle = door.known(
            asked, lambda known: looking.rest(door.desk, known, delivery_id, after=after)
        )
        message = nudges.rest(bundle, prefix=door.prefix)
    except KNOWN as no:
        presses.say_no(door, body, asked, no)
        return
    presses.reply(door, body, message, replaces=False)


def _place(value: object) -> tuple[int, int]:
    """Of which reminder, and after how many of the rest."""
    delivery_id, _, after = value.partition(":") if isinstance(value, str) else ("", "", "")
    return values.number(delivery_id), values.number(after or "0")


def turned(ack: Ack, body: dict[str, Any], *, door: Door) -> None:
    """Show another page of what is open; a list turns its page, a digest stays as it is."""
    late.pressed(door, body, lambda: _turned(body, door=door))
    ack()


def _turned(body: dict[str, Any], *, door: Door) -> None:
    if not door.is_ours(body):
        presses.reply(door, body, refusals.outsider(), replaces=False)
        return
    asked = door.asked(body)
    try:
        packed = values.packed(body["actions"][0].get("value"))
        team, page = values.packed_number(packed, "t") == 1, values.packed_number(packed, "p")
        ask = Mine(team=team, page=max(1, page))
        answer = door.known(
            asked,
            lambda known: once.do(door.desk, known, lambda turn: mine.mine(turn, ask)),
        )
    except KNOWN as no:
        presses.say_no(door, body, asked, no)
        return
    is_list = bool((body.get("container") or {}).get("is_ephemeral"))
    presses.reply(door, body, door.said(answer), replaces=is_list)
