"""Suggesting: the customers that somebody may mean who begins to type a name."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.members import may_act
from bot.core.names import nearest
from bot.core.words import name_key, tidy_name
from bot.services.desk import Asked, Desk, UnknownMember
from bot.store import customer_names, members, suggestions

MOST = 99  # Slack shows a hundred, and the last one is to add what was typed


@dataclass(frozen=True, slots=True)
class Suggested:
    """Customers as (id, name); `new` is the name as typed, if nobody is called so yet."""

    customers: Sequence[tuple[int, str]] = ()
    new: str | None = None


def suggest(desk: Desk, asked: Asked, typed: str) -> Suggested:
    """What to offer for a name as far as it is typed; guests and outsiders are shown nobody."""
    name = tidy_name(typed)
    key = name_key(name)
    with desk.store.read() as connection:
        member = members.get(connection, asked.workspace_id, asked.member_id)
        if member is None:
            raise UnknownMember(asked.member_id)
        if not may_act(member):
            return Suggested()
        of = (connection, asked.workspace_id)
        found = suggestions.begun(*of, key=key, owner_id=member.id, limit=MOST)
        if not key:
            return Suggested(found)
        near = suggestions.called(*of, _near(customer_names.near(*of, key), key))
        is_taken = customer_names.name_is_of(*of, key) is not None
    known = {customer_id for customer_id, _ in found}
    every = [*found, *(one for one in near if one[0] not in known)]
    return Suggested(every[:MOST], None if is_taken else name)


def _near(neighbours: Sequence[tuple[str, str]], key: str) -> list[str]:
    return [name_key(name) for _, name in nearest([key], neighbours)]
