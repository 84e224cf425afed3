"""The form about a customer: how it stands, and saving all of it, or saying all that is wrong."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from bot.core.asks import Naming
from bot.core.customer_outcomes import CustomerEdited
from bot.core.customers import Customer
from bot.core.errors import Refusal
from bot.core.filling import Field, Filled, Mark, Misfilled
from bot.core.grammar.customer_form import added_names, read_customer_form
from bot.core.names import Known
from bot.core.particulars import CustomerWish, SetChannel, SetNames, SetNeeds, SetPeople
from bot.core.terms import EditCustomer
from bot.core.words import name_key, tidy_name
from bot.services import particulars, terms, tiers
from bot.services.desk import Turn
from bot.store import customer_names

NOTHING = "none"
LONGEST = 3_000  # of a list, as Slack has it
_PARTED = re.compile(r"[,;\n]")


def filled_of(connection: Connection, workspace_id: str, customer: Customer) -> Filled:
    """What the form shows of a customer as it stands.

    Another name with a comma in it stays as it is: in a list it would be two.
    """
    called = customer_names.names(connection, workspace_id, customer.id)
    own = name_key(customer.name)
    others = [name for key, name in called.items() if key != own and not _PARTED.search(name)]
    while len(", ".join(others)) > LONGEST:
        others.pop()
    return Filled(
        customer=str(customer.id),
        name=customer.name,
        tier=customer.terms.name,
        owner=customer.owner_id,
        target=str(customer.target or ""),
        cadence=str(customer.cadence.days) if customer.cadence else "",
        needs=customer.needs or "",
        people=", ".join(customer.people),
        names=", ".join(others),
        channel=customer.channel_id or "",
        watch=Mark.WATCH if customer.watched_since else "",
    )


def save(turn: Turn, known: Known, filled: Filled, *, before: Filled) -> CustomerEdited:
    """Change what was changed in the form. Raises Misfilled, with all that is wrong at once."""
    customer = known.customer
    errors = _wrong(turn, customer, filled, before)
    try:
        wish = read_customer_form(filled, before=before, known_as=customer.name)
    except Misfilled as misfilled:
        raise Misfilled(errors | misfilled.errors) from misfilled
    if errors:
        raise Misfilled(errors)
    edited = CustomerEdited(customer, _set(turn, customer, wish), known.owner, turn.change_id)
    if wish.terms != EditCustomer(customer.name):
        edited = replace(terms.change(turn, wish.terms), before=customer)
    turn.sign()
    return replace(edited, named=wish.adds, unnamed=wish.removes)


def _wrong(turn: Turn, customer: Customer, filled: Filled, before: Filled) -> dict[Field, str]:
    """What of the fields that were changed cannot be, each by itself."""
    name = tidy_name(filled.name)
    checks: Sequence[tuple[Field, bool, Callable[[], object]]] = (
        (Field.OWNER, filled.owner != before.owner, lambda: terms.new_owner(turn, filled.owner)),
        (Field.NAME, filled.name != before.name, lambda: terms.must_be_free(turn, name, customer)),
        (Field.TIER, filled.tier != before.tier, lambda: tiers.known(turn, filled.tier)),
        (
            Field.NAMES,
            filled.names != before.names,
            lambda: particulars.must_be_new(turn, added_names(filled, before), customer),
        ),
        (
            Field.CHANNEL,
            filled.channel != before.channel,
            lambda: particulars.must_be_free(turn, filled.channel or None, customer),
        ),
        (
            Field.WATCH,
            filled.watch != before.watch,
            lambda: particulars.must_own(turn, customer),
        ),
    )
    errors = {}
    for at, is_changed, check in checks:
        try:
            if is_changed:
                check()
        except Refusal as refusal:
            errors[at] = refusal.sentence
    return errors


def _set(turn: Turn, customer: Customer, wish: CustomerWish) -> Customer:
    """Set its particulars, each as if it had been typed."""
    name, unnamed = customer.name, Naming(())
    at, now = Field.NEEDS, customer
    try:
        if wish.needs is not None:
            words = wish.needs.strip() or NOTHING
            now = particulars.change(turn, SetNeeds(unnamed), now, words).customer
        if wish.people is not None:
            at = Field.PEOPLE
            words = wish.people.strip() or NOTHING
            now = particulars.change(turn, SetPeople(unnamed), now, words).customer
        at = Field.NAMES
        if wish.removes:
            particulars.change(turn, SetNames(name, wish.removes, removes=True), now)
        if wish.adds:
            particulars.change(turn, SetNames(name, wish.adds), now)
        at = Field.CHANNEL
        if wish.channel_id is not None or wish.watches is not None:
            ask = SetChannel(
                name,
                wish.channel_id or None,
                clears=wish.channel_id == "",
                watches=wish.watches,
            )
            now = particulars.change(turn, ask, now).customer
    except Refusal as refusal:
        raise Misfilled({at: refusal.sentence}) from refusal
    return now
