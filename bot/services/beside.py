"""Beside: what else whoever hears of some things is told of soon, for it takes their turns."""

from dataclasses import replace

from sqlalchemy import Connection

from bot.core import things
from bot.core.forecast import MOST_BESIDE, readers
from bot.core.members import is_away
from bot.core.recipients import People
from bot.core.scenes import Scene
from bot.core.things import Thing
from bot.store import looks, nudges


def seen(connection: Connection, workspace_id: str, scene: Scene) -> Scene:
    """The same scene with what a forecast of its things has to know of others, in a few reads."""
    near = readers(scene.things.values(), scene.people)
    if not near:
        return scene
    found = looks.next_for(
        connection,
        workspace_id,
        sorted(near),
        led=sorted(one.id for one in scene.people.teams.values() if one.lead_id in near),
        limit=MOST_BESIDE,
    )
    others = {one.number: one for one in found if _is_known(one, scene) and _is_sound(one)}
    others = {number: one for number, one in others.items() if number not in scene.things}
    if not others:
        return scene
    owners = {one.owner.id: one.owner for one in others.values()}
    return replace(
        scene,
        things={**scene.things, **others},
        ledgers={**scene.ledgers, **nudges.of_numbers(connection, workspace_id, list(others))},
        people=People({**owners, **scene.people.members}, scene.people.teams),
    )


def _is_known(thing: Thing, scene: Scene) -> bool:
    """Whether all are known who are asked of it now."""
    asked = {thing.care.claimed_by, thing.owner.cover_id if is_away(thing.owner, scene.now) else ""}
    return all(one in scene.people.members for one in asked if one)


def _is_sound(thing: Thing) -> bool:
    """Whether it can be judged: one that cannot must not keep the others waiting."""
    try:
        return bool(things.plan(thing))
    except Exception:  # noqa: BLE001 - any fault of judging is the sweep's to report
        # This only foretells what else is said: the reminder at hand must not be lost with it.
        return False
