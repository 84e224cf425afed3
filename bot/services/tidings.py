"""Tidings: whoever owns or leads something is told, once, what somebody else did with it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.core.customers import Customer, Tier
from bot.core.handing_over import AllHandedOver
from bot.core.history import Event, Verb
from bot.core.members import Member, Team, may_act
from bot.core.setups import difference
from bot.core.things import Thing
from bot.core.tidings import BY_ITSELF, JUST_NOW, Deed, Tiding
from bot.core.tiers import difference as tier_difference
from bot.services.desk import Turn
from bot.store import edits, members
from bot.store import tidings as stored

OF_THINGS = {Verb.MOVED: Deed.MOVED, Verb.WITHDRAWN: Deed.WITHDRAWN, Verb.GIVEN: Deed.GIVEN}

# What is one message, edited, where it is taken back just after it was said.
SAID_ONCE = (Verb.SET_UP, Verb.HANDED, Verb.MERGED)
# What others may have been told of; the rest is looked for only if it was somebody else's change.
OF_OTHERS = {*OF_THINGS, Verb.HANDED, Verb.EDITED, Verb.MERGED, Verb.SET_UP}


def of_thing(turn: Turn, thing: Thing, event: Event) -> None:
    """The owner, as it was before, hears of a move, a withdrawal or a hand-over."""
    if event.verb in OF_THINGS:
        told: dict[str, Any] = {"number": thing.number, "to": event.member_id}
        _owe(turn, thing.owner, OF_THINGS[event.verb], **told)


def of_all(turn: Turn, done: AllHandedOver) -> None:
    """Whoever had it all hears of it, and whoever has it now."""
    _owe(turn, done.former, Deed.HANDED, to=done.to.id)
    owned = {name: getattr(done.owned, name) for name in ("customers", "inquiries", "promises")}
    listed = [one.id for one in done.customers]
    _owe(turn, done.to, Deed.RECEIVED, former=done.former.id, owned=owned, listed=listed)


def of_customer(turn: Turn, customer: Customer) -> None:
    """Whoever owned it hears that it is somebody else's."""
    _owe_all(turn, [customer.owner_id], Deed.OWNED, customer=customer.id)


def of_merge(turn: Turn, gone: Customer, kept: Customer) -> None:
    _owe_all(turn, {gone.owner_id, kept.owner_id}, Deed.MERGED, customer=gone.id, into=kept.id)


def of_watching(turn: Turn, customer: Customer) -> None:
    """Whoever owns it hears that its channel is watched, or no longer."""
    deed = Deed.UNWATCHED if customer.watched_since is None else Deed.WATCHED
    [owner] = members.named(turn.connection, turn.workspace_id, [customer.owner_id]).values()
    teams = members.all_teams(turn.connection, turn.workspace_id)
    readers = {owner.id, teams[owner.team_id].lead_id or ""}
    _owe_all(turn, readers, deed, customer=customer.id)


def of_joining(turn: Turn, team: Team, moved: Sequence[Member], former: Iterable[Team]) -> None:
    """Whoever is moved hears of it, and whoever leads the teams who went and who came."""
    ids = [one.id for one in moved]
    _owe_each(turn, moved, Deed.JOINED, team=team.id)
    if ids:
        _owe_all(turn, [team.lead_id or ""], Deed.SET_UP, team=team.id, changes={"joined": ids})
    for left in former:
        gone = [one.id for one in moved if one.team_id == left.id]
        _owe_all(turn, [left.lead_id or ""], Deed.SET_UP, team=left.id, changes={"left": gone})


def of_set_up(turn: Turn, before: Team, after: Team) -> None:
    """Whoever leads, or led, a team hears what is different now."""
    if before != after:
        changes = difference(before, after)
        leads = {before.lead_id or "", after.lead_id or ""}
        _owe_all(turn, leads, Deed.SET_UP, team=after.id, changes=changes)


def of_tier(turn: Turn, before: Tier | None, after: Tier | None) -> None:
    """Whoever leads a team hears what a tier was due, and is due now."""
    tier = after or before
    if tier is not None and before != after:
        changes = tier_difference(before, after)
        _owe_leads(turn, Deed.TIERS, named=tier.name, changes=changes)


def of_emoji(turn: Turn, emoji: str, was: str | None, now: str) -> None:
    """Whoever leads a team hears what an emoji means from now on."""
    if was != now:
        _owe_leads(turn, Deed.EMOJI, named=emoji, changes={"meaning": [was, now]})


def _owe_leads(turn: Turn, deed: Deed, **told: Any) -> None:
    every = members.all_teams(turn.connection, turn.workspace_id).values()
    _owe_all(turn, {team.lead_id or "" for team in every}, deed, **told)


def _edit(turn: Turn, said: Sequence[Tiding]) -> None:
    """What was said says from now on who took it back."""
    of = (turn.connection, turn.workspace_id)
    stored.undone(*of, said, by=turn.member.id)
    if edits.touch_deliveries(*of, {one.delivery_id for one in said if one.delivery_id}):
        turn.left.append("edits")


def _owe_all(turn: Turn, ids: Collection[str], deed: Deed, **told: Any) -> None:
    """Tell those of these who did not do it themselves."""
    others = sorted(set(ids) - {turn.member.id, ""})
    known = members.named(turn.connection, turn.workspace_id, others) if others else {}
    _owe_each(turn, known.values(), deed, **told)


def _owe(turn: Turn, reader: Member, deed: Deed, **told: Any) -> None:
    _owe_each(turn, [reader], deed, **told)


def _owe_each(turn: Turn, readers: Iterable[Member], deed: Deed, **told: Any) -> None:
    """Only numbers and ids are kept: the words are of when it is said."""
    by, change_id, now = turn.member.id, turn.change_id, turn.now
    owed = [
        Tiding(0, one.id, deed, by, change_id, now, told, ready_at=now)
        for one in readers
        if one.id != by and may_act(one)
    ]
    if owed:
        stored.add(turn.connection, turn.workspace_id, *owed)
        turn.left.append("tidings")


def of_itself(
    connection: Connection,
    workspace_id: str,
    reader_id: str,
    deed: Deed,
    *,
    once: str,
    now: datetime,
    **told: Any,
) -> None:
    """Have somebody hear, once, of what nobody of ours did."""
    one = Tiding(0, reader_id, deed, BY_ITSELF, once, now, told, ready_at=now)
    stored.add(connection, workspace_id, one)


def taken_back(turn: Turn, done: Sequence[Event], *, owners: Collection[str], **what: Any) -> None:
    """What was not said yet never will be; whoever was told hears that it was taken back.

    Of a setting, a hand-over of all or a merge that was just said, the message that says so from
    now on is enough.
    """
    if done[0].actor_id == turn.member.id and not {event.verb for event in done} & OF_OTHERS:
        return
    change_ids = {event.change_id for event in done if event.change_id is not None}
    every = stored.of_changes(turn.connection, turn.workspace_id, change_ids | {turn.change_id})
    found = [one for one in every if one.change_id != turn.change_id]
    said, unsaid = stored.apart(turn.connection, turn.workspace_id, found)
    never = {one.recipient_id for one in unsaid}
    gone = [one.id for one in every if one.recipient_id in never and one not in said]
    stored.drop(turn.connection, turn.workspace_id, gone)
    if said:
        _edit(turn, said)
    first = done[0]
    told = readers = {one.recipient_id for one in said}
    if first.actor_id != turn.member.id:
        # Whose change it was, and whom it is about.
        about = {first.actor_id, *owners, first.member_id or ""}
        readers = told | (about - never)
    if first.verb in SAID_ONCE and turn.now - first.recorded_at < JUST_NOW:
        readers = readers - told
    _owe_all(
        turn,
        readers,
        Deed.UNDONE,
        actor=first.actor_id,
        verb=first.verb,
        number=first.number,
        customer=first.customer_id,
        member=first.member_id,
        **what,
    )
