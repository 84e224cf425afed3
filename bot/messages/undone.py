"""Undone: what was taken back, and what could not be made as it was."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.handing_over import AllGivenBack
from bot.core.history import Event, Verb
from bot.core.members import Member, Team
from bot.core.merging import Parted
from bot.core.outcomes import Undone
from bot.messages import handing_over, kit, tiers, wording
from bot.messages.kit import Message

MOST = 10  # lines
UNDONE = "Undone."


def said(outcome: Undone, *, zone: ZoneInfo, now: datetime) -> Message:
    """Say what was taken back."""
    if not outcome.events:
        return kit.message("There is nothing of yours to undo from the last 24 hours.")
    if outcome.given_back is not None:
        return kit.message(_given_back(outcome.given_back))
    if outcome.tier is not None:
        return tiers.back(outcome.tier)
    if outcome.parted is not None:
        return kit.message(_parted(outcome.parted))
    if outcome.moved_back:
        return kit.message(_moved_back(outcome.moved_back))
    words = [_taken_back(one, outcome, zone, now) for one in outcome.events]
    lines = list(dict.fromkeys(words))
    if len(lines) == 1:
        return kit.message(f"Undone: {lines[0]}.")
    left = len(lines) - MOST
    if left > 0:
        lines = [*lines[:MOST], f"and {left} more"]
    text = f"Undone: {'; '.join(lines)}."
    return kit.message(text, *kit.listed("Undone", [f"• {one}" for one in lines]))


def of_setting(now: Message) -> Message:
    """Say how it is set now that a change of it is taken back: as it was said when it was set."""
    first, *rest = now.blocks
    said = kit.section(f"{UNDONE} {first['text']['text']}")
    return kit.message(f"{UNDONE} {now.text}", said, *rest)


def _given_back(back: AllGivenBack) -> str:
    former, to = kit.name(back.former.name), kit.name(back.to.name)
    came = handing_over.counts(back.owned)
    return f"Undone: what went from {former} to {to} is {former}'s again: {came}."


def _parted(parted: Parted) -> str:
    """Two are two again; who has the one now, and that its channel is lost."""
    gone, kept = kit.name(parted.gone.name), kit.name(parted.kept.name)
    said = f"Undone: *{gone}* and *{kept}* are two customers again."
    if parted.new_owner is not None:
        owner, former = kit.name(parted.new_owner.name), kit.name(parted.former_name)
        had = former or "whoever had it"
        said += f" {gone} is {owner}'s now: {had} has left, or handed everything over since."
    if parted.lost_channel_id is not None:
        channel = wording.channel(parted.lost_channel_id)
        said += f" It has no channel any more: {channel} is used for something else by now."
    return said


def _moved_back(moved: Sequence[tuple[Member, Team]]) -> str:
    """Who is back where."""
    into: dict[str, list[str]] = {}
    for member, team in moved:
        into.setdefault(kit.name(team.name), []).append(kit.name(member.name))
    back = [
        f"{_first(names)} {'is' if len(names) == 1 else 'are'} back in {team}"
        for team, names in into.items()
    ]
    return f"Undone: {'; '.join(back)}."


def _first(names: Sequence[str]) -> str:
    left = len(names) - MOST
    return wording.joined([*names[:MOST], f"{left} more"] if left > 0 else names)


_TAKEN_BACK = {
    Verb.OPENED: "inquiry {it} is gone",
    Verb.CHASED: "the customer's second word on {it} is gone",
    Verb.ACKNOWLEDGED: "the word to the customer about {it} is gone",
    Verb.ANSWERED: "{it} is open again",
    Verb.DISMISSED: "{it} is open again",
    Verb.MADE: "promise {it} is gone",
    Verb.KEPT: "{it} is open again",
    Verb.MOVED: "{it} has its earlier date again",
    Verb.CORRECTED: "{it} has its earlier date again",
    Verb.WITHDRAWN: "{it} is open again",
    Verb.CLAIMED: "nobody in particular has {it} now",
    Verb.RELEASED: "{it} is claimed as before",
    Verb.SNOOZED: "{it} is no longer snoozed",
    Verb.HELD: "the clock of {it} runs again",
    Verb.RESUMED: "{it} waits for the customer again",
    Verb.GIVEN: "{it} is back with its earlier owner",
    Verb.LOGGED: "the contact is gone",
    Verb.ADDED: "{customer} is gone",
    Verb.EDITED: "{customer} is as before",
    Verb.MERGED: "the customers are apart again",
    Verb.HANDED: "the customers are their former owner's again",
}


def _taken_back(event: Event, outcome: Undone, zone: ZoneInfo, now: datetime) -> str:
    it = f"#{event.number}" if event.number else "it"
    customer = kit.name(outcome.customer_name or "the customer")
    had = outcome.still_had.get(event.number or 0)
    if event.verb is Verb.CLAIMED and had is not None:
        return f"{kit.name(had.name)} has {it} again, until {wording.when(had.until, zone, now)}"
    return _TAKEN_BACK.get(event.verb, "{it} is as before").format(it=it, customer=customer)
