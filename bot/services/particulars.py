"""Particulars: what matters to a customer, its people, its channel and its other names."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.core.asks import Candidate, Naming
from bot.core.authority import Action
from bot.core.customers import Customer
from bot.core.errors import Refusal
from bot.core.history import Event, Kind, Verb
from bot.core.particulars import (
    Part,
    ParticularAsk,
    ParticularShown,
    SetChannel,
    SetNames,
    SetNeeds,
    SetPeople,
    checked_needs,
    checked_people,
)
from bot.core.words import name_key
from bot.services import authority, channels, naming, tidings
from bot.services.desk import Turn
from bot.services.naming import Meant
from bot.store import customer_names, customers, watches

Means = tuple[str, str] | None


def do(turn: Turn, ask: ParticularAsk, *, means: Means = None) -> ParticularShown:
    """Show or set one particular of a customer."""
    meant = _meant(turn, ask, means)
    shown = change(turn, ask, meant.known.customer, meant.rest)
    if shown.change_id is not None:
        turn.sign()
    return shown


def change(turn: Turn, ask: ParticularAsk, before: Customer, words: str = "") -> ParticularShown:
    """Show or set one particular of a customer that is locked; the turn is still to be signed."""
    match ask:
        case SetNeeds():
            if not words:
                return ParticularShown(Part.NEEDS, before, before)
            needs = checked_needs(words)
            return _saved(turn, Part.NEEDS, before, replace(before, needs=needs))
        case SetPeople():
            if not words:
                return ParticularShown(Part.PEOPLE, before, before)
            people = checked_people(words)
            return _saved(turn, Part.PEOPLE, before, replace(before, people=people))
        case SetChannel():
            return _channel(turn, ask, before)
        case SetNames():
            return _names(turn, ask, before)


def _channel(turn: Turn, ask: SetChannel, before: Customer) -> ParticularShown:
    if ask.channel_id is None and not ask.clears and ask.watches is None:
        return ParticularShown(Part.CHANNEL, before, before)
    channel_id = None if ask.clears else ask.channel_id or before.channel_id
    if channel_id is None and ask.watches:
        raise Refusal(
            "Which channel? Pick the one that you share with them: "
            f"`/customer channel {before.name} #shared watch`"
        )
    must_be_free(turn, channel_id, before)
    # Another channel is watched only if somebody says so again.
    since = before.watched_since if channel_id == before.channel_id else None
    if ask.watches is not None:
        # To the minute: Slack's clock, by which messages are dated, may be a little behind ours.
        since = (since or turn.minute) if ask.watches else None
    after = replace(before, channel_id=channel_id, watched_since=since)
    _may_watch(turn, before, after)
    return _saved(turn, Part.CHANNEL, before, after)


def _may_watch(turn: Turn, before: Customer, after: Customer) -> None:
    """Whether what they write counts by itself is for whoever owns them; they are told of it."""
    was, now = (
        (one.channel_id, one.watched_since) if one.watched_since else None
        for one in (before, after)
    )
    if was != now:
        must_own(turn, before)
        tidings.of_watching(turn, after)


def must_own(turn: Turn, customer: Customer) -> None:
    """Refuse whoever may not say whether a customer's channel is watched."""
    authority.must_own(turn, Action.WATCH, customer)


def _meant(turn: Turn, ask: ParticularAsk, means: Means) -> Meant:
    if isinstance(ask, SetChannel | SetNames):
        wanted = Naming((Candidate(ask.name, ""),))
    else:
        wanted = ask.naming
    return naming.resolve(turn, wanted, adds=None, means=means, lock=True)


def _saved(turn: Turn, part: Part, before: Customer, after: Customer) -> ParticularShown:
    if after == before:
        return ParticularShown(part, before, before)
    customers.save(turn.connection, turn.workspace_id, after)
    was = {Part.NEEDS: before.needs, Part.PEOPLE: "\n".join(before.people)}.get(part)
    facts: dict[str, Any] = {"part": part}
    if part is Part.CHANNEL:
        facts["channel_id"] = before.channel_id
        facts["watched"] = before.watched_since and before.watched_since.isoformat()
    _record(turn, before.id, words=was, facts=facts)
    return ParticularShown(part, after, before, change_id=turn.change_id)


def _record(turn: Turn, customer_id: int, *, words: str | None, facts: dict[str, Any]) -> None:
    """What it was is text, and stands where texts can be blanked."""
    event = turn.event(Verb.EDITED, Kind.CUSTOMER, customer_id=customer_id, words=words)
    turn.append(event, facts=facts)


def must_be_free(turn: Turn, channel_id: str | None, customer: Customer) -> None:
    """Refuse a channel where Heed reminds people, or that is another customer's."""
    refusal = None if channel_id is None else channels.taken(turn, channel_id, by=customer)
    if refusal is not None:
        raise refusal


def _names(turn: Turn, ask: SetNames, customer: Customer) -> ParticularShown:
    known = customer_names.names(turn.connection, turn.workspace_id, customer.id)
    wanted = {name_key(name): name for name in ask.names}
    own = name_key(customer.name)
    changed = _unnamed(turn, wanted, known, customer) if ask.removes else {}
    if ask.names and not ask.removes:
        changed = {key: name for key, name in wanted.items() if key not in known}
        for key, name in changed.items():
            _name(turn, customer, key, name)
    if changed:
        facts = {"part": Part.NAMES, "removed": ask.removes}
        _record(turn, customer.id, words="\n".join(changed.values()), facts=facts)
        known = customer_names.names(turn.connection, turn.workspace_id, customer.id)
    return ParticularShown(
        Part.NAMES,
        customer,
        customer,
        names=[name for key, name in known.items() if key != own],
        change_id=turn.change_id if changed else None,
        removed=ask.removes,
    )


def must_be_new(turn: Turn, names: Sequence[str], customer: Customer) -> None:
    """Refuse to call a customer by a name that another one has."""
    for name in names:
        whose = customer_names.name_is_of(turn.connection, turn.workspace_id, name_key(name))
        if whose not in (None, customer.id):
            raise _taken(name, customer)


def _taken(name: str, customer: Customer) -> Refusal:
    return Refusal(
        f"There is a customer “{name}” already. If they are one and the same: "
        f"`/customer merge {name} into {customer.name}`."
    )


def _name(turn: Turn, customer: Customer, key: str, name: str) -> None:
    if customer_names.name_is_of(turn.connection, turn.workspace_id, key) is not None:
        raise _taken(name, customer)
    customer_names.name(
        turn.connection, turn.workspace_id, customer_id=customer.id, key=key, spelled=name
    )


def _unnamed(
    turn: Turn, wanted: Mapping[str, str], known: Mapping[str, str], customer: Customer
) -> dict[str, str]:
    """Take names away, but for the one that it goes by."""
    for key, name in wanted.items():
        if key == name_key(customer.name):
            raise Refusal(
                f"“{name}” is what they are called. `/customer edit {customer.name} name …` "
                "gives them another name."
            )
        if key not in known:
            raise Refusal(f"{customer.name} is not known as “{name}”; nothing was changed.")
        customer_names.unname(turn.connection, turn.workspace_id, customer_id=customer.id, key=key)
    return {key: known[key] for key in wanted}


def put_back(turn: Turn, now: Customer, event: Event, facts: Mapping[str, Any]) -> None:
    """Make one particular of a customer what it was."""
    match Part(facts["part"]):
        case Part.NEEDS:
            before = replace(now, needs=event.words)
        case Part.PEOPLE:
            before = replace(now, people=tuple((event.words or "").splitlines()))
        case Part.CHANNEL:
            channel_id = facts["channel_id"] and watches.known_as(
                turn.connection, turn.workspace_id, facts["channel_id"]
            )
            must_be_free(turn, channel_id, now)
            before = replace(
                now,
                channel_id=channel_id,
                watched_since=facts["watched"] and datetime.fromisoformat(facts["watched"]),
            )
            _may_watch(turn, now, before)
        case Part.NAMES:
            for name in (event.words or "").splitlines():
                if facts["removed"]:
                    _name(turn, now, name_key(name), name)
                else:
                    customer_names.unname(
                        turn.connection,
                        turn.workspace_id,
                        customer_id=now.id,
                        key=name_key(name),
                    )
            return
    customers.save(turn.connection, turn.workspace_id, before)
