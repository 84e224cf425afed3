"""Complaints: what is said once of a complaint about something that is late already."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.core.hours import WorkingHours
from bot.core.inquiries import Inquiry
from bot.core.ladders import FAIR, Audience, Planned

COMPLAINT = "complaint_"  # and when they complained
TO_LEAD = "to_lead_"  # the lead's step of the same


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
