"""Cards: how things stand with one customer, at a glance first, and its contacts by page."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core import things
from bot.core.contacts import TICK, Became, Contact, Direction
from bot.core.customer_outcomes import CustomerShown
from bot.core.customers import Customer
from bot.core.inquiries import Inquiry
from bot.core.particulars import ContactsShown
from bot.core.promises import Promise, PromiseState, was_on_time
from bot.core.things import Thing
from bot.messages import buttons, facts, ids, kit, rows, wording
from bot.messages.elements import actions, button, overflow
from bot.messages.figures import sentences
from bot.messages.kit import Block, Element, Message

MOST_IN_LANE = 8
MOST_SETTLED = 5
BECAME = {Became.EDITED: "edited", Became.DELETED: "deleted by its author"}
_MORE = (
    ("Hand over …", ids.MORE_OWNER),
    ("Merge …", ids.MORE_MERGE),
    ("Forget …", ids.MORE_FORGET),
)


def card(outcome: CustomerShown, *, zone: ZoneInfo, now: datetime) -> Message:
    """Show who waits and what we promised; then whose it is, its figures and the last contacts."""
    customer = outcome.known.customer
    last = max(outcome.contacts, key=lambda one: one.at, default=None)
    blocks: list[Block] = [
        kit.header(customer.name),
        *_lanes(outcome, zone, now),
        *kit.listed("", facts.lines(outcome, last, zone=zone, now=now)),
        *_figures(outcome),
        *_settled(outcome, zone, now),
    ]
    if outcome.contacts:
        blocks += _contacts("Lately", outcome.contacts, outcome.names, zone, now)
    blocks.append(actions(_pressed(outcome)))
    waiting, promised = len(_open(outcome.inquiries)), len(_open(outcome.promises))
    text = (
        f"{kit.name(customer.name)}: {wording.counted(waiting, 'open inquiry', 'open inquiries')}"
        f" and {wording.counted(promised, 'open promise')}; "
        f"owned by {kit.name(outcome.known.owner.name)}."
    )
    return kit.message(text, *blocks)


def later_contacts(outcome: ContactsShown, *, zone: ZoneInfo, now: datetime) -> Message:
    """Show a later page of a customer's contacts, with the ways to the pages beside it."""
    customer, page = outcome.customer, outcome.page
    title = f"Earlier contacts, page {page}"
    text = f"{kit.name(customer.name)}: {title[0].lower()}{title[1:]}."
    pressed = [button("Back", ids.CUSTOMER_PAGE, _to(customer, page - 1))]
    if page > 2:
        pressed.insert(0, button("Card", ids.CUSTOMER_PAGE, _to(customer, 1)))
    if outcome.has_more:
        pressed.append(button("Earlier", ids.CUSTOMER_PAGE, _to(customer, page + 1)))
    blocks = _contacts(title, outcome.contacts, outcome.names, zone, now)
    if not outcome.contacts:
        blocks = [kit.section(f"*{title}*\nThere are none.")]
    return kit.message(text, kit.header(customer.name), *blocks, actions(pressed))


def _to(customer: Customer, page: int) -> str:
    return ids.pack(c=customer.id, p=page)


def _pressed(outcome: CustomerShown) -> list[Element]:
    """The ways on: to earlier contacts, and to whatever changes the customer."""
    customer = outcome.known.customer
    pressed = [button("Edit …", ids.CUSTOMER_EDIT, str(customer.id))]
    if outcome.has_more:
        pressed.append(button("Earlier contacts", ids.CUSTOMER_PAGE, _to(customer, 2)))
    return [
        *pressed,
        overflow(
            ids.CUSTOMER_MORE, [(label, ids.more(verb, customer.id)) for label, verb in _MORE]
        ),
    ]


def _lanes(outcome: CustomerShown, zone: ZoneInfo, now: datetime) -> list[Block]:
    waiting, promised = _open(outcome.inquiries), _open(outcome.promises)
    if not waiting and not promised:
        return [kit.section("*Nobody waits, and nothing is promised.*")]
    return [
        *_lane("They wait for us", "Nobody waits.", waiting, outcome, zone, now),
        *_lane("We promised", "Nothing is promised.", promised, outcome, zone, now),
    ]


def _lane(
    title: str,
    empty: str,
    every: Sequence[Thing],
    outcome: CustomerShown,
    zone: ZoneInfo,
    now: datetime,
) -> list[Block]:
    if not every:
        return [kit.section(f"*{empty}*")]
    blocks = [kit.section(f"*{title}*")]
    for thing in every[:MOST_IN_LANE]:
        said = rows.row(thing, zone=zone, now=now, whose=True, names=outcome.names, linked=True)
        blocks.append(kit.section(said, accessory=buttons.settle(thing, style=None)))
    if len(every) > MOST_IN_LANE:
        blocks.append(kit.context(f"… and {len(every) - MOST_IN_LANE} more"))
    return blocks


def _open(every: Sequence[Thing]) -> list[Thing]:
    return [thing for thing in every if things.is_open(thing)]


def _figures(outcome: CustomerShown) -> list[Block]:
    blocks: list[Block] = []
    if outcome.figures is not None:
        blocks += kit.listed("The last 90 days", sentences(outcome.figures))
    if outcome.first is not None and (outcome.first.answered or outcome.first.settled):
        blocks += kit.listed("Their first 90 days with us", sentences(outcome.first))
    return blocks


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


def _contacts(
    title: str, every: Sequence[Contact], names: Mapping[str, str], zone: ZoneInfo, now: datetime
) -> list[Block]:
    latest = sorted(every, key=lambda one: (one.at, one.id), reverse=True)
    return kit.listed(title, [_contact(one, names, zone, now) for one in latest])


def _contact(contact: Contact, names: Mapping[str, str], zone: ZoneInfo, now: datetime) -> str:
    """Who said what to whom, when and how; of their words, also who wrote them down."""
    who = kit.name(names.get(contact.member_id) or "a member")
    is_theirs = contact.direction is Direction.INBOUND
    how = f" {wording.BY[contact.via]}" if contact.via else ""
    is_noted = is_theirs and not contact.is_heard
    spoke = f"They{how} to {who}" if is_noted else f"{wording.start(who)}{how}"
    mood = f" · {contact.mood}" if contact.mood else ""
    mood = f" · complaint{mood}" if contact.is_complaint else mood
    words = kit.quoted(contact.words, limit=rows.IN_ROW)
    words += f" ({BECAME[contact.became]})" if contact.became else ""
    is_there = contact.became is not Became.DELETED
    link = kit.link("Open the message", contact.permalink if is_there else None)
    at = wording.when(contact.at, zone, now)
    said = f"{spoke}, {at}: {words}{mood}"
    if contact.words in ("", TICK):
        way = " with ✅" if contact.words else ""
        said = f"{spoke} answered{way}, {at}{mood}"
    return f"{said} · {link}" if link else said
