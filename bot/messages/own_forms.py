"""Forms about oneself: until when one is away and who covers, and when the morning brief comes."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.members import Member
from bot.messages import ids, kit, wording
from bot.messages.elements import (
    datepicker,
    input_block,
    radio_buttons,
    timepicker,
    users_select,
)
from bot.messages.kit import View


def away(member: Member, *, back_at: datetime, zone: ZoneInfo) -> View:
    """Ask when somebody is back and who covers; the next opening is offered."""
    local = back_at.astimezone(zone)
    return View(
        ids.VIEW_AWAY,
        "Away",
        (
            kit.section("Until you are back I write to whoever covers for you, not to you."),
            input_block(ids.BLOCK_DATE, "Back on", datepicker(local.date())),
            input_block(
                ids.BLOCK_TIME,
                "At",
                timepicker(local.time(), zone=zone),
                hint=f"{wording.zone_name(zone)}.",
            ),
            input_block(
                ids.BLOCK_MEMBER,
                "Who covers for you?",
                users_select("Pick a member", initial=member.cover_id or ""),
                optional=True,
                hint="Without anybody, your reminders go to your lead, or wait for you.",
            ),
        ),
        "I am away",
        ids.pack(n=0, h=1),
    )


def brief(member: Member, *, opens_at: datetime, zone: ZoneInfo) -> View:
    """Ask when the morning brief is to come; as it is now stands first."""
    minute = member.brief_minute
    now = ids.OPENING if minute is None else ids.AT
    options = [
        ("When my day begins", ids.OPENING),
        ("At the time below", ids.AT),
        ("Not at all", ids.NEVER),
    ]
    local = opens_at.astimezone(zone)
    at = local if minute is None else local.replace(hour=minute // 60, minute=minute % 60)
    return View(
        ids.VIEW_BRIEF,
        "Morning brief",
        (
            kit.section(
                "Every working day, if anything waits for you: what, since when, worst first."
            ),
            input_block(
                ids.BLOCK_WHEN,
                "When?",
                radio_buttons(options, initial=now if member.wants_brief else ids.NEVER),
            ),
            input_block(
                ids.BLOCK_TIME,
                "Time",
                timepicker(at.time(), zone=zone),
                hint=f"{wording.zone_name(zone)}.",
            ),
        ),
        "Save",
        ids.pack(n=0, h=1),
    )
