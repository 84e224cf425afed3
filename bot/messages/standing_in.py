"""Standing in: somebody covers for somebody else from now on, or no longer does."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.core.covers import Absent, known_end
from bot.core.deliveries import Bundle
from bot.core.handing_over import Owned
from bot.core.members import Member, away_end
from bot.core.recipients import NotYet, Recipient, ToChannel, ToMember
from bot.core.tidings import Tidings
from bot.messages import kit, wording


def begins(tidings: Tidings, *, prefix: str) -> str:
    """For whom, until when, and how much comes with it."""
    away = kit.name(tidings.by_name)
    said = f"You stand in for *{away}* {until(tidings)}"
    if tidings.to_name:
        said += f", as {kit.name(tidings.to_name)} is not there either"
    open_ones = _open(tidings.owned)
    if not open_ones:
        return f"{said}: nothing of {away}'s is open now. What comes up comes to you."
    comes = "come" if tidings.owned.inquiries + tidings.owned.promises > 1 else "comes"
    return f"{said}: {open_ones} of {away}'s {comes} to you. `/{prefix}mine` lists what is open."


def ends(tidings: Tidings) -> str:
    """That it is over, and why."""
    away = kit.name(tidings.by_name)
    if tidings.is_here:
        return f"{away} is back: you no longer stand in for {away}."
    if tidings.to_name:
        return f"{kit.name(tidings.to_name)} stands in for {away} from now on; you no longer do."
    return f"You no longer stand in for {away}."


def absent(one: Absent, zone: ZoneInfo, now: datetime) -> str:
    """Who is away, until when, and who gets what would come to them."""
    end = _until(one.until, zone, now) if one.until else "by their status in Slack"
    said = f"{kit.name(one.member.name)} is away {end}: "
    if not one.is_covered:
        return f"{said}nobody covers, so {_next(one)}."
    to = kit.name(one.to.member.name) if isinstance(one.to, ToMember) else ""
    if one.via is None:
        return f"{said}{to} stands in."
    missing = "is away too" if one.via_is_away else "can no longer be reached"
    return f"{said}{to} stands in, as {kit.name(one.via.name)} {missing}."


def _next(one: Absent) -> str:
    """Who is next where nobody covers."""
    if one.leads and isinstance(one.to, ToMember):
        return f"{kit.name(one.to.member.name)} hears of what stays open"
    return gets(one.to)


def gets(to: Recipient, *, reader_id: str | None = None) -> str:
    """Who gets the reminders of somebody who is away."""
    match to:
        case ToMember(member=member) if member.id == reader_id:
            return "you get the reminders"
        case ToMember(member=member):
            return f"{kit.name(member.name)} gets the reminders"
        case ToChannel():
            return "the reminders go to the team's channel"
        case NotYet():
            return "the reminders wait until somebody is back"
        case _:
            return "nobody gets the reminders"


def why(bundle: Bundle) -> str | None:
    """Whose it is, for somebody who has nothing of their own in a reminder."""
    owners = {row.thing.owner.id: row.thing.owner for row in bundle.rows}
    if not owners or bundle.reader_id in owners:
        return None
    away = [one for one in owners.values() if away_end(one, bundle.now) is not None]
    if not away:
        return None
    owner, zone, now = away[0], bundle.zone, bundle.now
    said = _until(known_end(owner, now), zone, now)
    if len(bundle.rows) > 1:
        return f"one of them is {kit.name(owner.name)}'s, {_whom(owner)} {said}"
    return f"it is {kit.name(owner.name)}'s, {_whom(owner)} {said}"


def _whom(owner: Member) -> str:
    """Without a cover it goes to whoever leads them."""
    return "whom you stand in for" if owner.cover_id else "who is away"


def until(tidings: Tidings) -> str:
    if tidings.has_left:
        return "now that they have left"
    return _until(tidings.until, tidings.zone, tidings.now)


def _until(end: datetime | None, zone: ZoneInfo, now: datetime) -> str:
    if end is None:
        return "while their status in Slack says that they are away"
    local, today = end.astimezone(zone), now.astimezone(zone)
    if local.date() == today.date():
        return f"until {wording.clock(local)}"
    day = wording.day(local.date(), now=today.date(), full=True)
    # Days end when work does, at another hour for everybody: only midnight needs no saying.
    return f"until {day}, {wording.clock(local)}" if local.time() != time() else f"until {day}"


def _open(owned: Owned) -> str:
    parts = [(owned.inquiries, "inquiry", "inquiries"), (owned.promises, "promise", "promises")]
    return wording.joined([wording.counted(*part) for part in parts if part[0]])
