"""… and 7 more: what did not fit into a reminder, shown to whoever asks."""

from typing import Any

from slack_bolt import Ack

from bot.messages import nudges, refusals
from bot.services import looking
from handlers import late, values
from handlers.door import KNOWN, Door


def shown(ack: Ack, body: dict[str, Any], *, door: Door) -> None:
    if not door.is_ours(body):
        door.reply(body, refusals.outsider(), replaces=False)
        ack()
        return
    late.pressed(door, body, lambda: _shown(body, door=door))
    ack()


def _shown(body: dict[str, Any], *, door: Door) -> None:
    asked = door.asked(body)
    try:
        delivery_id = values.number(body["actions"][0].get("value"))
        bundle = door.known(asked, lambda known: looking.rest(door.desk, known, delivery_id))
        message = nudges.rest(bundle, prefix=door.prefix)
    except KNOWN as no:
        door.say_no(body, asked, no)
        return
    door.reply(body, message, replaces=False)
