"""Customers: the card of one, the list of many, and what came of adding one."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.customer_outcomes import CustomerAdded, CustomersListed
from bot.messages import buttons, kit, wording
from bot.messages.elements import actions
from bot.messages.kit import Message


def added(outcome: CustomerAdded) -> Message:
    customer = outcome.customer
    tier = customer.terms
    kind = "an internal customer" if customer.is_internal else "a customer"
    said = (
        f"*{kit.name(customer.name)}* is {kind} now, owned by {kit.name(outcome.owner.name)}. "
        f"Tier {kit.safe(tier.name)}: an answer within {wording.given(tier.target)}."
    )
    if customer.needs and customer.is_internal:
        said += f" It relies on us for {kit.safe(customer.needs)}."
    return kit.message(said, kit.section(said), actions([buttons.undo(outcome.change_id)]))


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
    more = [_pages(outcome, pages, command)] if pages > 1 else []
    blocks = [*kit.listed(text, lines), *(kit.context(one) for one in more)]
    return kit.message("\n".join([text, *lines, *more]), *blocks)


def _pages(outcome: CustomersListed, pages: int, command: str) -> str:
    said = f"Page {outcome.page} of {pages}."
    if outcome.page >= pages:
        return said
    mine = " mine" if outcome.mine else ""
    return f"{said} `{command} list{mine} page {outcome.page + 1}` shows more."


def _last(at: datetime | None, zone: ZoneInfo, now: datetime) -> str:
    return f"last contact {wording.when(at, zone, now)}" if at is not None else "no contact yet"
