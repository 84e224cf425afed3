"""Handing over all that a member owns, at once, as when they leave; and taking it back."""

from collections.abc import Sequence

from bot.core.errors import Choice, Refusal
from bot.core.handing_over import (
    AllGivenBack,
    AllHandedOver,
    HandOverAll,
    HandOverAsked,
    Owned,
)
from bot.core.history import Event, Kind, Verb
from bot.core.members import Member, may_act
from bot.core.words import name_key
from bot.services import tidings
from bot.services.desk import Turn
from bot.store import customer_lists, customers, edits, history, members, moving
from bot.store import handing_over as stored
from bot.store.items import TABLES

SHOWN = 20  # customers that the new owner is told of by name


def ask(turn: Turn, wish: HandOverAll) -> HandOverAsked:
    """Say what would be handed over, before anything is."""
    to = turn.member if wish.to is None else _taker(turn, wish.to)
    former = _former(turn, wish.former, to)
    return HandOverAsked(former, to, _owned(turn, former, to))


def give_all(turn: Turn, former_id: str, to_id: str) -> AllHandedOver:
    """Make all that one member owns another's."""
    former, to = _known(turn, former_id), _taker(turn, to_id)
    of = (turn.connection, turn.workspace_id)
    numbers = stored.lock(*of, former.id)
    owned = _owned(turn, former, to)
    first, _ = customer_lists.listed(*of, owner_id=former.id, page=1, size=SHOWN)
    event = turn.event(Verb.HANDED, Kind.CUSTOMER, member_id=to.id)
    [written] = turn.append(event, facts={"former": former.id})
    moving.note_customers_of(*of, former.id, history_id=written.id)
    moving.own_noted(*of, history_id=written.id, former=former.id, to=to.id)
    for kind in TABLES:
        _give(turn, kind, former, to)
    if edits.touch(*of, numbers):
        turn.left.append("edits")
    turn.touch_homes(member_ids=[former.id, to.id], numbers=numbers)
    outcome = AllHandedOver(
        former, to, turn.member, owned, [one for one, _, _ in first], turn.change_id
    )
    tidings.of_all(turn, outcome)
    turn.sign()
    return outcome


def _give(turn: Turn, kind: Kind, former: Member, to: Member) -> None:
    stored.give(
        turn.connection,
        turn.workspace_id,
        kind,
        former=former.id,
        to=to.id,
        actor_id=turn.member.id,
        change_id=turn.change_id,
        surface=turn.asked.surface,
        now=turn.now,
    )


def give_back(turn: Turn, event: Event, done: Sequence[Event]) -> AllGivenBack:
    """What was handed over is its former owner's again; `done` are all entries of the hand-over.

    Customers that somebody gave to others since stay with them.
    """
    of = (turn.connection, turn.workspace_id)
    if stored.went_on(*of, event.id):
        raise Refusal("It was handed on since, all of it; take that back first.")
    former = _known(turn, history.facts(*of, event.id)["former"])
    to = _known(turn, event.member_id or "")
    count = moving.own_noted(*of, history_id=event.id, former=to.id, to=former.id)
    given = [one.kind for one in done if one.number is not None]
    if not count and not given:
        raise Refusal(f"Nothing of it is {to.name}'s any more; nothing was changed.")
    turn.touch_homes(member_ids=[former.id, to.id])
    back = Owned(count, given.count(Kind.INQUIRY), given.count(Kind.PROMISE))
    return AllGivenBack(former, to, back)


def _owned(turn: Turn, former: Member, to: Member) -> Owned:
    if former.id == to.id:
        raise Refusal(f"That is {to.name} twice. Write “hand over @ana to @ben”.")
    owned = stored.owned(turn.connection, turn.workspace_id, former.id)
    if owned == Owned():
        raise Refusal(f"{former.name} owns no customer, and nothing that is open.")
    return owned


def _known(turn: Turn, member_id: str) -> Member:
    found = members.get(turn.connection, turn.workspace_id, member_id)
    if found is None:
        raise Refusal("I do not know that member. Pick the name from Slack's list.")
    return found


def _taker(turn: Turn, member_id: str) -> Member:
    found = _known(turn, member_id)
    if not may_act(found):
        raise Refusal(f"{found.name} cannot own customers: only active members can.")
    return found


def _former(turn: Turn, written: str, to: Member) -> Member:
    """Whoever is meant: a member, or an owner's name, for who has left is in no list of Slack's."""
    found = members.get(turn.connection, turn.workspace_id, written)
    if found is not None:
        return found
    ids = customers.owners(turn.connection, turn.workspace_id)
    owners = members.named(turn.connection, turn.workspace_id, ids).values()
    called = [one for one in owners if name_key(one.name) == name_key(written)]
    if len(called) == 1:
        return called[0]
    meant = called or [one for one in owners if not may_act(one)]
    raise Refusal(
        f"I know no owner of customers called “{written}”."
        if not called
        else f"There are {len(called)} owners called “{written}”. Which one?",
        choices=[
            Choice(f"{one.name}'s", f"hand over <@{one.id}> to <@{to.id}>")
            for one in sorted(meant, key=lambda one: one.name)[:5]
        ],
    )
