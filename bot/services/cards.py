"""Cards: everything about one customer at a glance, and its contacts page by page."""

from datetime import datetime, timedelta

from bot.core.asks import Candidate, CustomerCard, Naming
from bot.core.customer_outcomes import CustomerShown
from bot.core.customers import Customer
from bot.core.digests import Figures
from bot.core.errors import Refusal
from bot.core.history import Kind
from bot.core.members import Member, away_end
from bot.core.particulars import ContactsShown
from bot.core.recipients import stand_in
from bot.core.words import name_key
from bot.services import naming
from bot.services.desk import Turn
from bot.services.digests import figures_of
from bot.store import contacts, customer_names, customers, members, open_things
from bot.store.figures import Whose

CONTACTS = 5  # on the card
A_PAGE = 15  # of contacts beyond it
MOST_PAGES = 1_000
SETTLED = 3
FIGURES = timedelta(days=90)  # that the card sums up


def card(turn: Turn, ask: CustomerCard, *, means: tuple[str, str] | None = None) -> CustomerShown:
    """Everything at a glance: who waits, what is promised, whose it is, the last contacts."""
    meant = naming.resolve(turn, Naming((Candidate(ask.name, ""),)), adds=None, means=means)
    customer = meant.known.customer
    of = (turn.connection, turn.workspace_id, customer.id)
    found = contacts.recent(*of, limit=CONTACTS + 1)
    inquiries = open_things.of_customer(*of, Kind.INQUIRY, settled=SETTLED)
    promises = open_things.of_customer(*of, Kind.PROMISE, settled=SETTLED)
    holders = {thing.care.claimed_by or "" for thing in (*inquiries, *promises)} - {""}
    names = members.named(*of[:2], {contact.member_id for contact in found} | holders)
    back_at, cover = _cover(turn, meant.known.owner)
    called = customer_names.names(*of)
    return CustomerShown(
        known=meant.known,
        inquiries=inquiries,
        promises=promises,
        contacts=found[:CONTACTS],
        names={member.id: member.name for member in names.values()},
        figures=_figures(turn, customer, turn.now - FIGURES),
        first=_first(turn, customer),
        also=[name for key, name in called.items() if key != name_key(customer.name)],
        cover=cover,
        back_at=back_at,
        has_more=len(found) > CONTACTS,
    )


def is_known(turn: Turn, name: str) -> bool:
    """Whether a customer is called exactly so."""
    return customers.find(turn.connection, turn.workspace_id, [name_key(name)]) is not None


def _cover(turn: Turn, owner: Member) -> tuple[datetime | None, Member | None]:
    """Until when the owner is away, and who stands in."""
    back_at = away_end(owner, turn.now)
    if back_at is None:
        return None, None
    people = members.circle(turn.connection, turn.workspace_id, [owner.id])
    return back_at, stand_in(owner.id, people, turn.now)


def _first(turn: Turn, customer: Customer) -> Figures | None:
    """How the first 90 days went, once there is something else to compare them with."""
    since = customer.since
    if since is None or since > turn.now - 2 * FIGURES:
        return None
    return _figures(turn, customer, since)


def _figures(turn: Turn, customer: Customer, since: datetime) -> Figures:
    whose = Whose(customer_id=customer.id)
    return figures_of(turn.connection, turn.workspace_id, whose, (since, since + FIGURES))


def turned(turn: Turn, customer_id: int, page: int) -> CustomerShown | ContactsShown:
    """The card, as its first page, or a later page of the contacts."""
    of = (turn.connection, turn.workspace_id)
    customer = customers.standing(*of, customer_id)
    if customer is None:
        raise Refusal("There is no such customer any more.")
    if not 1 < page <= MOST_PAGES:
        return card(turn, CustomerCard(customer.name))
    before = CONTACTS + (page - 2) * A_PAGE
    found = contacts.recent(*of, customer_id, limit=A_PAGE + 1, before=before)
    names = members.named(*of, {contact.member_id for contact in found})
    return ContactsShown(
        customer,
        found[:A_PAGE],
        names={member.id: member.name for member in names.values()},
        page=page,
        has_more=len(found) > A_PAGE,
    )
