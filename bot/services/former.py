"""Former owners: the stretches in which they had an inquiry, and in which hours it waited then."""

from bot.core.history import Verb, standing
from bot.core.inquiries import Stretch
from bot.core.members import waiting_hours
from bot.core.things import Thing
from bot.services.desk import Turn
from bot.store import history, members


def stretches(turn: Turn, thing: Thing) -> list[Stretch]:
    """Until when each of them had it; nobody, where it was never handed over."""
    if thing.care.given_at is None:
        return []
    events = standing(history.of_number(turn.connection, turn.workspace_id, thing.number))
    given = [one for one in events if one.verb is Verb.GIVEN and one.member_id is not None]
    owners = [one.member_id or "" for one in (*events[:1], *given)]
    people = members.circle(turn.connection, turn.workspace_id, set(owners))
    found = []
    for owner_id, hand_over in zip(owners, given, strict=False):
        owner = people.members[owner_id]
        hours = waiting_hours(people.teams[owner.team_id], owner)
        found.append((hand_over.at, hours))
    return found
