"""Complaints: what is said once of one, what it hurries, and what its writer knows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.core.hours import WorkingHours
from bot.core.inquiries import Inquiry
from bot.core.ladders import FAIR, INQUIRY_LADDER, SINCE, SNOOZE, Audience, Planned, plain

COMPLAINT = "complaint_"  # and when it was logged
TO_LEAD = "to_lead_"  # the lead's step of the same
HURRIED = ("heads_up", "due")  # what a target of complaints may bring about at once
STEPS = frozenset(step.name for step in INQUIRY_LADDER)
KNOWN = "whoever it is for wrote the complaint down"


def of_inquiry(
    inquiry: Inquiry, *, ladder: Sequence[Planned], due_at: datetime, hours: WorkingHours
) -> list[Planned]:
    """The steps of a complaint from those who wait already: the owner, and if it is late the lead.

    The lead hears once: a step of theirs that is reached by then speaks of it, too.
    """
    at = inquiry.complaint_logged_at
    if at is None:
        return []
    stamp, lead_at = int(at.timestamp()), hours.add(at, FAIR)
    is_late = is_of_late(inquiry, due_at=due_at)
    owners = Planned(f"{COMPLAINT}{stamp}", Audience.OWNER, at.astimezone(UTC), warns=not is_late)
    if not is_late:
        return [owners]
    steps = [owners]
    theirs = [one.at for one in ladder if one.audience is Audience.LEAD]
    if not any(at < one <= lead_at for one in theirs):
        steps.append(Planned(f"{TO_LEAD}{stamp}", Audience.LEAD, lead_at.astimezone(UTC)))
    return steps


def is_of_late(inquiry: Inquiry, *, due_at: datetime) -> bool:
    """Whether they complained when the answer was late already."""
    return inquiry.complained_at is not None and inquiry.complained_at >= due_at


def hurried(plan: Sequence[Planned], inquiry: Inquiry) -> Sequence[Planned]:
    """What a complaint has made due sooner is to be said, though it was said of a later date.

    What comes of a deed, as the end of a snooze does, is as it was.
    """
    at = inquiry.complaint_logged_at
    if at is None:
        return plan
    stamp = f"{SINCE}{int(at.timestamp()):x}"
    given_at = inquiry.care.given_at
    is_given_since = given_at is not None and given_at > at
    return [
        one
        if plain(one.name) not in STEPS
        or one.warns
        or one.at <= at
        or (is_given_since and SINCE in one.name)
        else replace(one, name=f"{plain(one.name)}{stamp}")
        for one in plan
    ]


def unsaid(plan: Sequence[Planned], inquiry: Inquiry, *, is_hurried: bool) -> Sequence[Planned]:
    """Whoever writes a complaint down is not told at once what it brings about: they know.

    `is_hurried`: the answer is due by the target of complaints.
    """
    at = inquiry.complaint_known_at
    if at is None:
        return plan
    return [
        replace(one, passed=KNOWN) if one.at <= at and _is_of_it(one, is_hurried) else one
        for one in plan
    ]


def _is_of_it(step: Planned, is_hurried: bool) -> bool:
    return step.name.startswith((COMPLAINT, SNOOZE)) or (is_hurried and plain(step.name) in HURRIED)
