"""Customers: the card of one, the list of many, and what came of adding one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core import things
from bot.core.contacts import Contact, Direction
from bot.core.customers import Customer
from bot.core.inquiries import Inquiry
from bot.core.outcomes import CustomerAdded, CustomerShown, CustomersListed
from bot.core.promises import Promise, PromiseState, was_on_time
from bot.core.things import Thing
from bot.messages import buttons, kit, rows, wording
from bot.messages.elements import actions
from bot.messages.figures import sentences
from bot.messages.kit import Block, Message

MOST_IN_LANE = 8
MOST_CONTACTS = 5
MOST_SETTLED = 5


def added(outcome: CustomerAdded) -> Message:
    customer = outcome.customer
    tier = customer.terms
    kind = "an internal customer" if customer.is_internal else "a customer"
    said = (
        f"*{kit.name(customer.name)}* is {kind} now, owned by {kit.name(outcome.owner.name)}. "
        f"Tier {kit.safe(tier.name)}: an answer within {wording.given(tier.target)}."
    )
    return kit.message(said, kit.section(said), actions([buttons.undo(outcome.change_id)]))


def card(outcome: CustomerShown, *, zone: ZoneInfo, now: datetime) -> Message:
    """Show how things stand with a customer: who waits, what we promised, what was said last."""
    name = outcome.known.customer.name
    last = max(outcome.contacts, key=lambda one: one.at, default=None)
    blocks: list[Block] = [
        kit.header(name),
        kit.section(_facts(outcome, last, zone, now)),
        *_lane("They wait for us", outcome, zone, now, promised=False),
        *_lane("We promised", outcome, zone, now, promised=True),
    ]
    if outcome.figures is not None:
        blocks += kit.listed("The last 90 days", sentences(outcome.figures))
    blocks += _settled(outcome, zone, now)
    if outcome.contacts:
        latest = sorted(outcome.contacts, key=lambda one: one.at, reverse=True)[:MOST_CONTACTS]
        blocks += kit.listed("Lately", [_contact(one, outcome, zone, now) for one in latest])
    waiting, promised = len(_open(outcome.inquiries)), len(_open(outcome.promises))
    text = (
        f"{kit.name(name)}: {wording.counted(waiting, 'open inquiry', 'open inquiries')} and "
        f"{wording.counted(promised, 'open promise')}; "
        f"owned by {kit.name(outcome.known.owner.name)}."
    )
    return kit.message(text, *blocks)


def listing(outcome: CustomersListed, *, zone: ZoneInfo, now: datetime, prefix: str) -> Message:
    """Show a page of customers, with who owns them and when we were last in touch."""
    command = f"/{prefix}customer"
    if not outcome.total:
        whose = "You own no customers yet" if outcome.mine else "There are no customers yet"
        return kit.message(f"{whose}. `{command} add Acme Corp` adds one.")
    whose = "You own" if outcome.mine else "We have"
    text = f"{whose} {wording.plural(outcome.total, 'customer')}."
    lines = []
    for customer, owner, last in outcome.customers:
        tier = f" · {kit.safe(customer.tier)}" if customer.tier != "standard" else ""
        owned = "" if outcome.mine else f" · {kit.name(owner)}"
        lines.append(f"*{kit.name(customer.name)}*{owned}{tier} · {_last(last, zone, now)}")
    pages = -(-outcome.total // max(1, outcome.size))
    blocks = kit.listed(text, lines)
    if pages > 1:
        blocks.append(kit.context(_pages(outcome, pages, command)))
    return kit.message("\n".join([text, *lines]), *blocks)


def _pages(outcome: CustomersListed, pages: int, command: str) -> str:
    said = f"Page {outcome.page} of {pages}."
    if outcome.page >= pages:
        return said
    mine = " mine" if outcome.mine else ""
    return f"{said} `{command} list{mine} page {outcome.page + 1}` shows more."


def _facts(outcome: CustomerShown, last: Contact | None, zone: ZoneInfo, now: datetime) -> str:
    known = outcome.known
    tier = known.customer.terms
    facts = [
        f"*Owner* {kit.name(known.owner.name)}",
        "internal" if known.customer.is_internal else None,
        _terms(known.customer),
        _last(last.at if last is not None else None, zone, now),
    ]
    if last is not None and now - last.at > tier.cadence:
        facts.append(f"quiet for {_days(now - last.at)}")
    return " · ".join(filter(None, facts))


def _terms(customer: Customer) -> str:
    """What they are due, and what of it was agreed with them alone."""
    tier = customer.terms
    own = " (agreed)"
    answer = f"an answer within {wording.given(tier.target)}{own if customer.target else ''}"
    if tier.complaint is not None:
        answer += f", to a complaint within {wording.given(tier.complaint)}"
    every = wording.plural(tier.cadence.days, "day")
    touch = f"in touch at least every {every}{own if customer.cadence else ''}"
    return f"*Tier* {kit.safe(tier.name)}: {answer}, {touch}"


def _lane(
    title: str, outcome: CustomerShown, zone: ZoneInfo, now: datetime, *, promised: bool
) -> list[Block]:
    every = _open(outcome.promises if promised else outcome.inquiries)
    if not every:
        return [kit.section(f"*{title}*\n{'Nothing open.' if promised else 'Nobody waits.'}")]
    blocks = [kit.section(f"*{title}*")]
    for thing in every[:MOST_IN_LANE]:
        said = rows.row(thing, zone=zone, now=now, whose=True, names=outcome.names)
        blocks.append(kit.section(said, accessory=buttons.settle(thing, style=None)))
    if len(every) > MOST_IN_LANE:
        blocks.append(kit.context(f"… and {len(every) - MOST_IN_LANE} more"))
    return blocks


def _open(every: Sequence[Thing]) -> list[Thing]:
    return [thing for thing in every if things.is_open(thing)]


def _settled(outcome: CustomerShown, zone: ZoneInfo, now: datetime) -> list[Block]:
    """List what was answered or kept last; what was undone never was."""
    done = [
        one
        for one in [*outcome.inquiries, *outcome.promises]
        if not things.is_open(one) and one.item.state.value != "void"
    ]
    done.sort(key=lambda one: one.item.settled_at or now, reverse=True)
    lines = [_settled_line(one, zone, now) for one in done[:MOST_SETTLED]]
    return kit.listed("Settled last", lines) if lines else []


def _settled_line(thing: Thing, zone: ZoneInfo, now: datetime) -> str:
    item = thing.item
    state = "no answer needed" if item.state.value == "dismissed" else item.state.value
    at = f" {wording.when(item.settled_at, zone, now)}" if item.settled_at is not None else ""
    spent = ""
    if isinstance(item, Inquiry) and item.spent is not None:
        spent = f", after {wording.aloud(item.spent)}"
    if isinstance(item, Promise) and item.state is PromiseState.KEPT:
        spent = ", on time" if was_on_time(item) else ", late"
    return f"#{thing.number} {kit.quoted(thing.words, limit=60)}: {state}{at}{spent}"


def _contact(contact: Contact, outcome: CustomerShown, zone: ZoneInfo, now: datetime) -> str:
    who = outcome.names.get(contact.member_id)
    spoke = "They" if contact.direction is Direction.INBOUND else kit.name(who or "We")
    how = f" {wording.BY[contact.via]}" if contact.via else ""
    mood = f" · {contact.mood}" if contact.mood else ""
    mood = f" · complaint{mood}" if contact.is_complaint else mood
    words = kit.quoted(contact.words, limit=rows.IN_ROW)
    return f"{spoke}, {wording.when(contact.at, zone, now)}{how}: {words}{mood}"


def _last(at: datetime | None, zone: ZoneInfo, now: datetime) -> str:
    return f"last contact {wording.when(at, zone, now)}" if at is not None else "no contact yet"


def _days(span: timedelta) -> str:
    return wording.plural(span.days, "day")
