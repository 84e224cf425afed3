"""… and 7 more: what did not fit into a reminder, shown to whoever asks."""

from typing import Any

from slack_bolt import Ack

from bot.core.errors import Refusal
from bot.messages import nudges
from bot.services import looking
from handlers.door import Door


def shown(ack: Ack, body: dict[str, Any], *, door: Door) -> None:
    value = str(body["actions"][0].get("value") or "")
    asked = door.asked(body)
    try:
        if not value.isdigit():
            raise Refusal("That reminder is too old. `/mine` shows what is open.")
        bundle = looking.rest(door.desk, asked, int(value))
        message = nudges.rest(bundle, prefix=door.prefix)
    except Refusal as refusal:
        message = door.refused(asked, refusal)
    door.reply(body, message, replaces=False)
    ack()
