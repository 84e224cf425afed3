"""Complaints: what is said once of one about what is late already, and what its writer knows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.core.hours import WorkingHours
from bot.core.inquiries import Inquiry
from bot.core.ladders import FAIR, Audience, Planned, plain

COMPLAINT = "complaint_"  # and when they complained
TO_LEAD = "to_lead_"  # the lead's step of the same
HURRIED = ("heads_up", "due")  # what a target of complaints may bring about at once
KNOWN = "whoever it is for wrote the complaint down"


def of_inquiry(
    inquiry: Inquiry, *, ladder: Sequence[Planned], due_at: datetime, hours: WorkingHours
) -> list[Planned]:
    """The steps of a complaint that hurries nothing, for the answer is late: owner, then lead.

    The lead hears once: a step of theirs that is reached by then speaks of it, too.
    """
    at = inquiry.complained_at
    if at is None or at <= inquiry.opened_at or at < due_at:
        return []
    stamp, lead_at = int(at.timestamp()), hours.add(at, FAIR)
    steps = [Planned(f"{COMPLAINT}{stamp}", Audience.OWNER, at.astimezone(UTC))]
    theirs = [one.at for one in ladder if one.audience is Audience.LEAD]
    if not any(at < one <= lead_at for one in theirs):
        steps.append(Planned(f"{TO_LEAD}{stamp}", Audience.LEAD, lead_at.astimezone(UTC)))
    return steps


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
    return step.name.startswith(COMPLAINT) or (is_hurried and plain(step.name) in HURRIED)
