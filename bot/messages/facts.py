"""Facts of a customer's card: whose it is, what it is due, what matters to it, and its people."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.contacts import Contact
from bot.core.customer_outcomes import CustomerShown
from bot.core.customers import Customer
from bot.messages import kit, wording
from bot.messages.particulars import names

MOST_PEOPLE = 10


def lines(
    outcome: CustomerShown, last: Contact | None, *, zone: ZoneInfo, now: datetime
) -> Iterator[str]:
    """Say each fact in a line of its own, what is asked for most often first."""
    customer = outcome.known.customer
    yield f"*Owner* {_owner(outcome, zone, now)}"
    if customer.needs:
        title = "Relies on us for" if customer.is_internal else "What matters to them"
        yield f"*{title}* {kit.safe(customer.needs, limit=500)}"
    yield f"*Last contact* {_last(outcome, last, zone, now)}"
    yield _terms(customer)
    if customer.people:
        yield f"*Their people* {_people(customer)}"
    if customer.channel_id:
        watched = ", which I watch" if customer.watched_since else ""
        yield f"*Channel* {wording.channel(customer.channel_id)}{watched}"
    if outcome.also:
        yield f"*Also called* {names(outcome.also)}"
    since = _since(customer, zone, now)
    if since:
        yield since


def _owner(outcome: CustomerShown, zone: ZoneInfo, now: datetime) -> str:
    owner = outcome.known.owner
    said = kit.name(owner.name)
    if owner.is_deactivated:
        return f"{said}, who has left"
    if outcome.back_at is None:
        return said
    said += f", away until {wording.when(outcome.back_at, zone, now)}"
    return f"{said}; {kit.name(outcome.cover.name)} covers" if outcome.cover else said


def _last(outcome: CustomerShown, last: Contact | None, zone: ZoneInfo, now: datetime) -> str:
    if last is None:
        return "none yet"
    said = wording.when(last.at, zone, now)
    if now - last.at > outcome.known.customer.terms.cadence:
        said += f"; quiet for {wording.plural((now - last.at).days, 'day')}"
    return said


def _terms(customer: Customer) -> str:
    """What they are due, and what of it was agreed with them alone."""
    tier = customer.terms
    own = " (agreed)"
    answer = f"an answer within {wording.given(tier.target)}{own if customer.target else ''}"
    if tier.complaint is not None:
        answer += f", to a complaint within {wording.given(tier.complaint)}"
    touch = f"in touch at least {wording.every(tier.cadence)}{own if customer.cadence else ''}"
    return f"*Tier* {kit.safe(tier.name)}: {answer}, {touch}"


def _people(customer: Customer) -> str:
    shown = [kit.safe(one) for one in customer.people[:MOST_PEOPLE]]
    left = len(customer.people) - len(shown)
    return "; ".join([*shown, f"{left} more"] if left else shown)


def _since(customer: Customer, zone: ZoneInfo, now: datetime) -> str:
    kind = "Internal customer" if customer.is_internal else "Customer"
    if customer.since is None:
        return f"*{kind}*" if customer.is_internal else ""
    day = wording.day(customer.since.astimezone(zone).date(), now=now.astimezone(zone).date())
    return f"*{kind}* since {day}"
