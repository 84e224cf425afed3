"""Given back: whether the owner is asked at once of what somebody else had until now."""

from collections.abc import Sequence
from datetime import datetime

from bot.core import things
from bot.core.care import Care, asked
from bot.core.claims import step_of
from bot.core.ladders import Audience, Planned, plain
from bot.core.nudges import Due, Nudge, NudgeState, is_mention, recorded
from bot.core.things import Thing


def is_news(care: Care, *, had_by: str, by: str, now: datetime) -> bool:
    """Whether it is news to whoever has it since that `by` has ended the claim of `had_by`."""
    return asked(care, now) not in (had_by, by)


def asks_again(thing: Thing, ledger: Sequence[Nudge], *, had_by: str, now: datetime) -> Due | None:
    """The step that asks whoever it is with now, as the end of a claim does, if one is due.

    `thing` is as it is since `had_by` no longer has it.
    """
    if not things.is_open(thing):
        return None
    if _last_told(thing, ledger) == had_by or _is_the_leads_turn(thing, ledger, now):
        return Due(Planned(step_of(now), Audience.OWNER, now))
    return None


def _last_told(thing: Thing, ledger: Sequence[Nudge]) -> str | None:
    said = [
        (one.sent_at, one.id, one.recipient_id)
        for one in ledger
        if one.state is NudgeState.SENT
        and one.audience is Audience.OWNER
        and one.episode == thing.episode
        and one.sent_at is not None
        and not is_mention(one)
    ]
    return max(said)[2] if said else None


def _is_the_leads_turn(thing: Thing, ledger: Sequence[Nudge], now: datetime) -> bool:
    """Whether the claim was all that kept the lead from hearing: first its owner knows."""
    known = recorded(ledger, thing.episode)
    known |= set(map(plain, known))
    return any(
        step.audience is Audience.LEAD and step.at <= now and step.name not in known
        for step in things.plan(thing)
    )
