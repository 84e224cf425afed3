"""Soon: what the readers of a message are to hear of before the next one may come, as it is now."""

from collections.abc import Collection

from sqlalchemy import Connection

from bot.core.scenes import Scene
from bot.core.soon import UNTIL_NEXT
from bot.core.things import concerned, is_sound
from bot.services.mornings import owners_for
from bot.store import looks, members, nudges


def look_ahead(
    connection: Connection, workspace_id: str, reader_ids: Collection[str], scene: Scene
) -> Scene:
    """Read what is reached soon and asked of these readers, in a constant number of statements."""
    if not reader_ids:
        return scene
    readers = [scene.people.members[one] for one in sorted(reader_ids)]
    owners = owners_for(connection, workspace_id, readers, now=scene.now)
    soon = looks.soon_for(connection, workspace_id, owners, by=scene.now + UNTIL_NEXT)
    found = {thing.number: thing for thing in soon if is_sound(thing)}
    if not found:
        return Scene({}, {}, scene.people, scene.now, scene.told)
    ledgers = nudges.of_numbers(connection, workspace_id, list(found))
    ids = {one for thing in soon for one in concerned(thing)} | set(reader_ids)
    people = members.circle(connection, workspace_id, ids - {""})
    return Scene(found, ledgers, people, scene.now, scene.told)
