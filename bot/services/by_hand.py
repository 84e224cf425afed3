"""By hand: a message that is logged from its menu counts once, heard before or not."""

from dataclasses import replace

from sqlalchemy import Connection

from bot.core.contacts import Direction
from bot.core.errors import Refusal
from bot.core.heard import Heard, Rule, place
from bot.core.history import Event
from bot.core.sides import Side
from bot.services.desk import Turn
from bot.store import contacts, heard

SIDES = {Direction.INBOUND: Side.THEIRS, Direction.OUTBOUND: Side.OURS}


def counted(connection: Connection, workspace_id: str, channel_id: str, ts: str) -> Heard | None:
    """What a message counted as, if it did and that was not taken back."""
    row = heard.get(connection, workspace_id, channel_id, ts)
    if row is None or row.contact_id is None:
        return None
    return row if contacts.stands(connection, workspace_id, row.contact_id) else None


def must_be_new(turn: Turn, permalink: str | None) -> bool:
    """Refuse to have a message count twice; return whether it was taken for kind words."""
    found = place(permalink or "")
    if found is None:
        return False
    row = counted(turn.connection, turn.workspace_id, *found[:2])
    if row is not None:
        number = "" if row.number is None else f", as #{row.number}"
        did = "was logged" if row.rule is Rule.LOGGED else "counted"
        raise Refusal(f"That message {did} already{number}; nothing was logged again.")
    before = heard.get(turn.connection, turn.workspace_id, *found[:2])
    return before is not None and before.rule is Rule.KIND


def keep(turn: Turn, permalink: str | None, event: Event, direction: Direction) -> None:
    """Write down that a message was logged, so that it is neither logged nor heard again."""
    found = place(permalink or "")
    if found is None or event.customer_id is None:
        return
    of = (turn.connection, turn.workspace_id)
    channel_id, ts, root = found
    row = heard.get(*of, channel_id, ts) or Heard(
        ts, root, turn.member.id, SIDES[direction], Rule.LOGGED, event.at, event.customer_id
    )
    row = replace(
        row,
        side=SIDES[direction],
        rule=Rule.LOGGED,
        customer_id=event.customer_id,
        number=event.number,
        contact_id=event.contact_id,
        # Whoever deletes the message takes back nothing that somebody else logged.
        change_id=None,
        words=None,
    )
    heard.put(*of, channel_id, row)
