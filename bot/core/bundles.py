"""Bundles: the rows of one message, for one reader or a channel, in their zone."""

from collections.abc import Sequence

from bot.core.attention import ROWS
from bot.core.deliveries import Bundle, DeliveryKind
from bot.core.members import own_hours, waiting_hours
from bot.core.nudges import Nudge
from bot.core.rows import Scene, row, worst_first


def bundle(
    kind: DeliveryKind,
    delivery_id: int,
    recipient_id: str,
    kept: Sequence[Nudge],
    scene: Scene,
) -> Bundle:
    """Put together what one message says: of one reader, or of a team's channel."""
    reader = scene.people.members.get(recipient_id) if kind is DeliveryKind.NUDGES else None
    ordered = worst_first(kept, scene)
    rows, hidden = ordered[:ROWS], ordered[ROWS:]
    first = scene.things[rows[0].number]
    # A channel has one zone, whoever owns what is posted there: the team's, else the lead's.
    lead = scene.people.members.get(first.team.lead_id or "", first.owner)
    zone = waiting_hours(first.team, lead).zone
    if reader is not None:
        zone = own_hours(scene.people.teams[reader.team_id], reader).zone
    return Bundle(
        kind=kind,
        delivery_id=delivery_id,
        rows=tuple(row(nudge, scene, reader_id=reader.id if reader else None) for nudge in rows),
        zone=zone,
        now=scene.now,
        reader_id=reader.id if reader else None,
        reader_name=reader.name if reader else None,
        more=len(hidden),
        introduce=reader is not None and reader.introduced_at is None,
        # A thing has one row; its other steps are said by it.
        hidden=(*hidden, *(nudge for nudge in kept if nudge not in ordered)),
        things={nudge.number: scene.things[nudge.number] for nudge in kept},
    )
