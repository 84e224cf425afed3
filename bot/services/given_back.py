"""Given back: who owns a thing is asked what was asked of whoever had it."""

from collections.abc import Sequence

from bot.core import given_back
from bot.core.care import claimer
from bot.core.history import Event, Verb
from bot.core.inquiries import Inquiry
from bot.core.outcomes import StillHad
from bot.core.promises import Promise
from bot.core.things import Thing
from bot.services.desk import Turn
from bot.store import members, nudges
from bot.store import things as stored


def of_release(turn: Turn, before: Thing, after: Thing, event: Event) -> None:
    """Ask its owner, where a claim that still counted was given back."""
    had_by = claimer(before.care, turn.now)
    if event.verb is not Verb.RELEASED or had_by is None:
        return
    if given_back.is_news(after.care, had_by=had_by, by=turn.member.id, now=turn.now):
        _ask(turn, after, had_by)


def of_undo(turn: Turn, item: Inquiry | Promise, done: Sequence[Event]) -> None:
    """Ask its owner, where a claim that still counted was taken back."""
    claims = [one for one in done if one.verb is Verb.CLAIMED and one.number == item.number]
    if not claims or claims[-1].until is None or claims[-1].until <= turn.now:
        return
    had_by, kind = claims[-1].actor_id, claims[-1].kind
    if given_back.is_news(item.care, had_by=had_by, by=turn.member.id, now=turn.now):
        found = stored.by_number(turn.connection, turn.workspace_id, [item.number], kinds=[kind])
        _ask(turn, found[item.number], had_by)


def still_had(
    turn: Turn, items: Sequence[Inquiry | Promise], done: Sequence[Event]
) -> dict[int, StillHad]:
    """Who has each of these by an earlier claim, where a later one was taken back."""
    claimed = {one.number for one in done if one.verb is Verb.CLAIMED}
    had = {
        item.number: (who, item.care.claimed_until)
        for item in items
        if item.number in claimed and (who := claimer(item.care, turn.now)) is not None
    }
    ids = [who for who, _ in had.values()]
    known = members.named(turn.connection, turn.workspace_id, ids) if ids else {}
    return {
        number: StillHad(known[who].name, until)
        for number, (who, until) in had.items()
        if who in known and until is not None
    }


def _ask(turn: Turn, thing: Thing, had_by: str) -> None:
    of = (turn.connection, turn.workspace_id)
    ledger = nudges.of_numbers(*of, [thing.number])[thing.number]
    due = given_back.asks_again(thing, ledger, had_by=had_by, now=turn.now)
    if due is not None:
        nudges.record(*of, [(thing, due)], now=turn.now)
