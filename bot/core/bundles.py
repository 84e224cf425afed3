"""Bundles: the rows of one message, for one reader or a channel, in their zone."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.core import things
from bot.core.attention import ROWS
from bot.core.deliveries import TO_MEMBERS, Brief, Bundle, DeliveryKind, Posted
from bot.core.members import Member, own_hours, waiting_hours
from bot.core.nudges import Nudge
from bot.core.rows import ahead, row, worst_first
from bot.core.scenes import Scene


def bundle(
    kind: DeliveryKind,
    delivery_id: int,
    recipient_id: str,
    kept: Sequence[Nudge],
    scene: Scene,
    brief: Brief | None = None,
) -> Bundle:
    """Put together what one message says: of one reader, or of a team's channel."""
    reader = _reader(kind, recipient_id, scene)
    reader_id = reader.id if reader else None
    ordered = worst_first(kept, scene)
    rows, hidden = ordered[:ROWS], ordered[ROWS:]
    following = ahead(scene, [one.number for one in rows], saying=kept, to=recipient_id)
    return Bundle(
        kind=kind,
        delivery_id=delivery_id,
        rows=tuple(row(one, scene, reader_id=reader_id, following=following) for one in rows),
        zone=_zone(reader, rows, scene),
        now=scene.now,
        reader_id=reader_id,
        reader_name=reader.name if reader else None,
        more=len(hidden) + (0 if brief is None else brief.beyond),
        introduce=reader is not None and reader.introduced_at is None,
        # A thing has one row; its other steps are said by it.
        hidden=(*hidden, *(nudge for nudge in kept if nudge not in ordered)),
        things={nudge.number: scene.things[nudge.number] for nudge in kept},
        brief=brief,
    )


def as_posted(message: Posted, scene: Scene, brief: Brief | None = None) -> Bundle:
    """Put together what a message that stands in Slack ought to say now, row by row as it was."""
    reader = _reader(message.kind, message.recipient_id, scene)
    reader_id = reader.id if reader else None
    shown = [one for one in message.rows if one.is_shown]
    hidden = {
        one.nudge.number: one.nudge
        for one in message.rows
        if not one.is_shown and not one.is_old and one.nudge.number in scene.things
    }
    hidden = {number: one for number, one in hidden.items() if things.is_open(scene.things[number])}
    following = ahead(scene, [one.nudge.number for one in shown])
    rows = [
        row(one.nudge, scene, reader_id=reader_id, is_old=one.is_old, following=following)
        for one in shown
    ]
    return Bundle(
        kind=message.kind,
        delivery_id=message.delivery_id,
        rows=tuple(rows),
        zone=_zone(reader, [one.nudge for one in shown], scene),
        now=scene.now,
        reader_id=reader_id,
        reader_name=reader.name if reader else None,
        more=len(hidden) + (0 if brief is None else brief.beyond),
        # The one that greeted its reader greets them still.
        introduce=reader is not None and None is not message.posted_at == reader.introduced_at,
        hidden=tuple(hidden.values()),
        things={
            number: scene.things[number]
            for number in (*(one.nudge.number for one in shown), *hidden)
        },
        brief=brief,
    )


def _reader(kind: DeliveryKind, recipient_id: str, scene: Scene) -> Member | None:
    return scene.people.members.get(recipient_id) if kind in TO_MEMBERS else None


def _zone(reader: Member | None, shown: Sequence[Nudge], scene: Scene) -> ZoneInfo:
    if reader is not None:
        return own_hours(scene.people.teams[reader.team_id], reader).zone
    # A channel has one zone, whoever owns what is posted there: the team's, else the lead's.
    thing = scene.things[shown[0].number]
    lead = scene.people.members.get(thing.team.lead_id or "", thing.owner)
    return waiting_hours(thing.team, lead).zone
