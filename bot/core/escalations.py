"""Escalations: what the lead has heard already, and when it is fair to the owner to go on."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core import things
from bot.core.attention import CROWDED
from bot.core.care import asked, is_snoozed
from bot.core.complaints import TO_LEAD
from bot.core.ladders import ANEW, SINCE, Audience
from bot.core.nudges import COMING, NOT_TO_TELL, Nudge, NudgeState, overtakes
from bot.core.recipients import People, ToChannel, ToMember, in_charge, leads, recipient
from bot.core.things import Thing

HEARD = "whoever leads the new owner had heard of it"
FAIR_WARNING = timedelta(hours=1)  # of working time, between the owner's nudge and the lead's


def is_heard(
    nudge: Nudge, thing: Thing, ledger: Sequence[Nudge], people: People, now: datetime
) -> bool:
    """Whether another step has told the lead what this one would."""
    if nudge.step.startswith(ANEW):
        return _has_heard(thing, ledger, people, now)
    if SINCE in nudge.step or nudge.step.startswith(TO_LEAD):
        # Of a new time, or a new complaint, nobody was told.
        return False
    # A claim may have delayed the lead's own step past what a hand-over had them told.
    anew = [one for one in ledger if one.step.startswith(ANEW) and one.state is NudgeState.SENT]
    return bool(anew) and _has_heard(thing, anew, people, now)


def _has_heard(thing: Thing, ledger: Sequence[Nudge], people: People, now: datetime) -> bool:
    """Whether somebody above the new owner was told already, or was not to be told at all."""
    first = asked(thing.care, now)
    leads_step = [
        one for one in ledger if one.audience is Audience.LEAD and one.episode == thing.episode
    ]
    told = {one.recipient_id for one in leads_step if one.state is NudgeState.SENT}
    care, team = thing.care, thing.team
    found = recipient(Audience.LEAD, warns=False, care=care, team=team, people=people, now=now)
    above = {one for one in leads(first, team, people) if one != care.owner_id}
    if isinstance(found, ToMember):
        # Whoever handed it over, late as it was, need not be told so an hour later.
        if found.member.id == care.given_by:
            return True
        above.add(found.member.id)
    if isinstance(found, ToChannel):
        above.add(found.channel_id)
    if not told:
        return any(one.why in NOT_TO_TELL for one in leads_step)
    return bool(told & above)


def fair_at(thing: Thing, ledger: Sequence[Nudge], people: People, now: datetime) -> datetime:
    """When the lead may hear: an hour of work after the owner did, or now if nobody reaches them.

    An owner who has had enough messages for now keeps the lead from nothing.
    """
    if in_charge(thing.care, people, now) is None:
        return now
    owners = [
        other
        for other in ledger
        if other.audience is Audience.OWNER and other.episode == thing.episode
    ]
    said = [other.sent_at for other in owners if other.sent_at is not None]
    coming = [other for other in owners if _is_coming(other, owners, now)]
    turns = [max(now, other.ready_at or now) for other in coming]
    if is_snoozed(thing.care, now):
        turns = []
    # What is about to be said counts as said; what waits longer keeps the lead waiting only
    # while the owner has heard nothing at all.
    heard = said + [turn for turn in turns if turn <= now or not said]
    return things.hours_of(thing).add(max(heard), FAIR_WARNING) if heard else now


def _is_coming(nudge: Nudge, owners: Sequence[Nudge], now: datetime) -> bool:
    """Whether it is still to be said to the owner, and keeps the lead waiting until it is."""
    is_superseded = any(overtakes(other, nudge) for other in owners)
    return nudge.state in COMING and not is_superseded and not _is_crowded(nudge, now)


def _is_crowded(nudge: Nudge, now: datetime) -> bool:
    waits = nudge.ready_at is not None and nudge.ready_at > now
    return waits and nudge.why in CROWDED
