"""Draws the nudge ledger and the outbox, with what changed since somebody looked."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import unescape
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.core.deliveries import Posted
from bot.core.nudges import Nudge
from bot.playground.browser.changes import Changes
from bot.playground.browser.tags import joined, tag
from bot.playground.browser.telling import Teller
from bot.services.looking import Owed
from bot.store.deliveries import Outgoing

Row = tuple[str, tuple[object, ...]]

_LEDGER = ("#", "Step", "Episode", "State", "Ready or sent at", "To", "Why")
_OUTBOX = ("#", "Kind", "To", "State", "Attempts", "Ready at", "Error")
_BEHIND = ("Where", "To", "Wanted", "Attempts")


def ledger(owed: Owed, *, zone: ZoneInfo, changes: Changes, seen: int | None) -> Markup:
    """Return the nudges as they stand."""
    rows = [_nudge(one, owed.names, zone) for one in owed.ledger]
    return _table("Nudges, last entered first", _LEDGER, rows, changes.note(_said(rows)), seen)


def outbox(
    owed: Owed, *, zone: ZoneInfo, teller: Teller, changes: Changes, seen: int | None
) -> Markup:
    """Return the deliveries, and the posted messages that are behind."""
    rows = [_delivery(one, owed.names, zone) for one in owed.outbox]
    behind = [_posted(one, owed.names, teller) for one in owed.behind]
    since = changes.note(_said([*rows, *behind]))
    return joined(
        _table("Deliveries, newest first", _OUTBOX, rows, since, seen),
        _table("Posted messages that are behind", _BEHIND, behind, since, seen),
    )


def _nudge(one: Nudge, names: Mapping[str, str], zone: ZoneInfo) -> Row:
    when = one.sent_at or one.ready_at
    to = _name(one.recipient_id, names) if one.recipient_id else f"the {one.audience}"
    why = one.why or ""
    cells = (one.number, one.step, one.episode, one.state, _clock(when, zone), to, why)
    return f"nudge-{one.id}", cells


def _delivery(one: Outgoing, names: Mapping[str, str], zone: ZoneInfo) -> Row:
    what = one.delivery
    # Leases and retries run on the machine's clock; with a date they would look like the stage's.
    again = f"{one.ready_at.astimezone(zone):%H:%M:%S}, machine's" if one.ready_at else ""
    to = _name(what.recipient_id, names)
    error = one.error or ""
    return f"delivery-{what.id}", (
        what.id, what.kind, to, what.state, what.attempts, again, error,
    )  # fmt: skip


def _posted(one: Posted, names: Mapping[str, str], teller: Teller) -> Row:
    where, to = teller.place(one.channel_id), _name(one.recipient_id, names)
    return f"posted-{one.id}", (where, to, one.wanted, one.attempts)


def _name(id: str, names: Mapping[str, str]) -> str:
    return unescape(names.get(id, id))


def _clock(at: datetime | None, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%a %d %b %H:%M}" if at else ""


def _said(rows: Sequence[Row]) -> dict[str, str]:
    return {key: repr(cells) for key, cells in rows}


def _table(
    caption: str,
    heads: Sequence[str],
    rows: Sequence[Row],
    since: Mapping[str, int],
    seen: int | None,
) -> Markup:
    if not rows:
        return tag("p", f"{caption}: none.", class_="nothing")
    drawn = (_row(key, cells, is_new=seen is not None and since[key] > seen) for key, cells in rows)
    head = tag("tr", *(tag("th", one, scope="col") for one in heads))
    table = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", *drawn))
    return tag("div", table, class_="owed", tabindex="0", role="region", aria_label=caption)


def _row(key: str, cells: Sequence[object], *, is_new: bool) -> Markup:
    first, *rest = cells
    mark = tag("span", " changed", class_="hidden") if is_new else None
    head = tag("th", str(first), mark, scope="row")
    others = (tag("td", str(one)) for one in rest)
    return tag("tr", head, *others, id=key, class_="changed" if is_new else None)
