"""Briefs: what a member's morning message says around its rows."""

from collections.abc import Sequence
from datetime import datetime

from bot.core import things
from bot.core.care import held_until
from bot.core.customers import Customer
from bot.core.deliveries import Brief, Bundle, Covered, NudgeRow
from bot.core.history import Kind
from bot.core.ladders import Audience
from bot.core.things import Thing
from bot.messages import kit, wording
from bot.messages.kit import Block


def headline(bundle: Bundle, brief: Brief, wanting: Sequence[NudgeRow]) -> str:
    """Say how many wait, and whether they were away; nothing is repeated from the rows."""
    greeting = "Welcome back." if brief.is_back else "Your day."
    said = [f"*{greeting}*", *filter(None, [_meanwhile(brief), _waiting(bundle, wanting)])]
    return " ".join(said)


def _meanwhile(brief: Brief) -> str:
    """Return “While you were away Ben covered: three answered, one promise kept.”"""
    if not brief.back:
        return ""
    return f"While you were away {'; '.join(_covered(one) for one in brief.back)}."


def _covered(one: Covered) -> str:
    did = []
    if one.answered:
        did.append(f"answered {wording.counted(one.answered, 'inquiry', 'inquiries')}")
    if one.kept:
        did.append(f"kept {wording.counted(one.kept, 'promise')}")
    return f"{kit.name(one.name)} {wording.joined(did)}"


def _waiting(bundle: Bundle, wanting: Sequence[NudgeRow]) -> str:
    """Return “Two inquiries wait for an answer and one promise is to be kept this week.”"""
    said = [*(row.nudge for row in wanting), *bundle.hidden]
    led = {nudge.number for nudge in said if nudge.audience is Audience.LEAD}
    found = {nudge.number: bundle.things[nudge.number] for nudge in said}
    left = [thing for thing in found.values() if things.is_open(thing)]
    own = [thing for thing in left if thing.number not in led]
    lead = len(left) - len(own)
    parts = _own(own, bundle.now)
    if lead:
        parts.append(f"{wording.counted(lead, 'thing')} in your team {_verb(lead, 'need')} a hand")
    if not parts and any(row.is_old for row in bundle.rows):
        return "What is left of it is in a newer message below."
    if not parts:
        return "Nothing waits for you any more." if bundle.things else "Nothing waits for you."
    order = ", worst first" if len(left) > 1 else ""
    return f"{wording.start(wording.joined(parts))}{order}."


def _own(own: Sequence[Thing], now: datetime) -> list[str]:
    """Count what waits for an answer, what is overdue or to be kept, and what rests by now."""
    rest = [thing for thing in own if held_until(thing.care, now) is not None]
    awake = [thing for thing in own if thing not in rest]
    asks = sum(thing.kind is Kind.INQUIRY for thing in awake)
    words = [thing for thing in awake if thing.kind is Kind.PROMISE]
    late = sum(things.due_at(thing) < now for thing in words)
    soon = len(words) - late
    parts = []
    if asks:
        count = wording.counted(asks, "inquiry", "inquiries")
        parts.append(f"{count} {_verb(asks, 'wait')} for an answer")
    if late:
        parts.append(f"{wording.counted(late, 'promise')} {_are(late)} overdue")
    if soon:
        count = wording.counted(soon, "more" if late else "promise", "more" if late else None)
        parts.append(f"{count} {_are(soon)} to be kept this week")
    if rest:
        parts.append(f"{wording.counted(len(rest), 'thing')} {_are(len(rest))} on hold")
    return parts


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _verb(count: int, verb: str) -> str:
    return f"{verb}s" if count == 1 else verb


def context(bundle: Bundle, row: NudgeRow) -> str | None:
    """Say in whose place a row is the reader's, and whether the lead has heard of it.

    What is simply theirs needs no reason.
    """
    said = []
    if row.instead_of_name is not None:
        said.append(f"For {kit.name(row.instead_of_name)}, who is away.")
    if row.heard_at is not None and row.heard_id != bundle.reader_id:
        who = kit.name(row.heard_name) if row.heard_name else "The team's channel"
        said.append(f"{who} knows.")
    return " ".join(said) or None


def tail(bundle: Bundle, brief: Brief, prefix: str) -> list[Block]:
    """Who has gone quiet, and how the brief is changed."""
    lines = [quiet(customer, last, now=bundle.now) for customer, last in brief.quiet]
    left = brief.quiet_count - len(lines)
    if left > 0:
        lines.append(f"… and {left} more: `/{prefix}customer list mine`")
    blocks = kit.listed("Gone quiet", lines) if lines else []
    how = f"`/{prefix}heed brief at 8:30` moves this brief, `/{prefix}heed brief off` ends it."
    return [*blocks, kit.context(how)]


def spoken(brief: Brief) -> list[str]:
    """The quiet customers as one sentence, for the notification."""
    names: Sequence[str] = [kit.name(customer.name) for customer, _ in brief.quiet]
    return [f"Gone quiet: {wording.joined(names)}."] if names else []


def quiet(customer: Customer, last: datetime | None, *, now: datetime) -> str:
    """Return a line about a customer who has heard nothing for too long."""
    days = customer.terms.cadence.days
    silence = "no contact yet"
    if last is not None:
        silence = f"no contact for {wording.plural((now - last).days, 'day')}"
    return f"• *{kit.name(customer.name)}*: {silence}, {days} at most"
