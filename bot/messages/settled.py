"""Settled rows: what a reminder says of a thing that needs nothing more from its reader."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core import things
from bot.core.deliveries import NudgeRow
from bot.core.inquiries import InquiryState
from bot.core.nudges import is_of_before
from bot.core.promises import Promise
from bot.messages import kit, rows, silent_rows, wording

JUST = timedelta(hours=1)  # in which an answer may still turn out to have been earlier

_VERBS = {
    "answered": "✓ Answered",
    "dismissed": "No answer needed, says",
    "kept": "✓ Kept",
    "withdrawn": "Withdrawn",
}


def closed_note(row: NudgeRow, *, zone: ZoneInfo, now: datetime) -> str | None:
    """Say why a row needs nothing more from whoever reads it; None if it still does."""
    if not things.is_open(row.thing):
        return _settled(row, zone, now)
    if isinstance(row.thing.item, Promise) and _is_of_before(row, row.thing.item):
        reason = f": {kit.quoted(row.thing.item.reason)}" if row.thing.item.reason else ""
        return f"Moved to {wording.when(row.due_at, zone, now)}{reason}."
    if row.handed_on and row.thing.care.given_by is not None:
        by = "you" if row.is_giver else wording.member(row.given_by_name)
        return f"Handed to {rows.owner(row.thing)} by {by}."
    if row.moved_on or row.handed_on:
        return f"Now with {rows.owner(row.thing)}."
    if silent_rows.is_told(row) and isinstance(row.thing.item, Promise):
        return silent_rows.told(row, zone=zone, now=now)
    if row.is_old:
        return "A newer reminder below has it."
    return None


def _is_of_before(row: NudgeRow, promise: Promise) -> bool:
    """Whether it was moved since this was said, or since it became true."""
    was_said = row.nudge.sent_at is not None and row.nudge.sent_at < promise.logged_at
    is_other = row.nudge.episode != promise.episode
    return is_other and (was_said or is_of_before(row.nudge, promise.episode))


def may_be_corrected(row: NudgeRow, now: datetime) -> bool:
    """Whether it was answered just now, so that *Earlier …* is worth offering."""
    item = row.thing.item
    if item.state is not InquiryState.ANSWERED or item.settled_at is None:
        return False
    return not row.is_old and timedelta(0) <= now - item.settled_at <= JUST


def _settled(row: NudgeRow, zone: ZoneInfo, now: datetime) -> str:
    item = row.thing.item
    verb = _VERBS.get(item.state.value)
    if verb is None:
        return "Undone: it was logged by mistake."
    at = f", {wording.when(item.settled_at, zone, now)}" if item.settled_at is not None else ""
    by = "" if verb.endswith("says") else "by "
    who = "" if item.settled_by is None and by else f" {by}{wording.member(row.settled_by_name)}"
    reason = item.reason if isinstance(item, Promise) and item.state.value == "withdrawn" else None
    return f"{verb}{who}{at}{f': {kit.quoted(reason)}' if reason else ''}."
