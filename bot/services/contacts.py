"""Log a contact: what the customer said to us, or we to them."""

from dataclasses import replace

from bot.core import answering, things
from bot.core.answering import Effect
from bot.core.asks import LogContact
from bot.core.contacts import Contact, Direction, Mood
from bot.core.filling import Unfinished
from bot.core.history import Event, Kind, Verb
from bot.core.inquiries import Inquiry, InquiryState, counted_at, opened
from bot.core.members import waiting_hours
from bot.core.outcomes import ContactLogged
from bot.core.pleasantries import is_pleasantry
from bot.core.things import Thing
from bot.services import by_hand, chases, former, naming, untold
from bot.services.desk import Turn
from bot.services.naming import Meant
from bot.store import contacts, items, looks, open_things, workspaces

ABOUT_WHAT = "What was it about? Add a few words after the customer's name."


def log(
    turn: Turn, ask: LogContact, *, adds: str | None = None, means: tuple[str, str] | None = None
) -> ContactLogged:
    """Write down a contact, and open, chase or answer an inquiry with it."""
    if not any(one.rest.strip() for one in ask.naming.candidates):
        raise Unfinished(ABOUT_WHAT)
    meant = naming.resolve(turn, ask.naming, adds=adds, means=means, lock=True)
    if not meant.rest.strip():
        raise Unfinished(ABOUT_WHAT)
    # Whoever logs what was taken for kind words says that it asks for something.
    is_meant = by_hand.must_be_new(turn, ask.permalink)
    is_kind = _is_pleasantry(ask, meant) and not is_meant
    known = inquiries_of(turn, meant)
    effect = _effect(turn, ask, meant, list(known.values()), is_kind=is_kind)
    event = _contact(turn, ask, meant, effect)
    if event.verb is Verb.ANSWERED and event.number is not None:
        event = with_figures(turn, event, known[event.number])
    thing = onto_inquiry(turn, meant, event, known)
    since = None if thing is None else chases.after_answer(turn, thing, event)
    events = [meant.added, event, *(since.events if since else ())]
    if ask.direction is Direction.OUTBOUND and meant.added is None:
        events += untold.told(turn, meant.known.customer.id, at=event.at)
    turn.record(*filter(None, events), number=event.number, unless_retyped=True)
    by_hand.keep(turn, ask.permalink, event, ask.direction)
    _break_silence(turn, ask, effect)
    return ContactLogged(
        ask=ask,
        customer=meant.known.customer,
        owner=meant.known.owner,
        words=meant.rest,
        at=event.at,
        verb=event.verb,
        change_id=turn.change_id,
        contact_id=event.contact_id or 0,
        thing=thing,
        due_at=None if thing is None else things.due_at(thing),
        spent=event.spent,
        others=[known[other.number] for other in effect.others],
        added=meant.added is not None,
        since=None if since is None else since.thing,
        is_pleasantry=is_kind,
    )


def inquiries_of(turn: Turn, meant: Meant) -> dict[int, Thing]:
    """What is open for the customer, and what was answered last."""
    if meant.added is not None:
        return {}
    customer_id = meant.known.customer.id
    # A dismissed inquiry must not hide the answered one that the customer may come back to.
    found = open_things.of_customer(
        turn.connection,
        turn.workspace_id,
        customer_id,
        Kind.INQUIRY,
        settled=1,
        ended=InquiryState.ANSWERED,
        lock=True,
    )
    return {thing.number: thing for thing in found}


def _effect(
    turn: Turn, ask: LogContact, meant: Meant, known: list[Thing], *, is_kind: bool
) -> Effect:
    return answering.effect(
        ask.direction,
        ask.at or turn.minute,
        of_customer=[thing.item for thing in known if isinstance(thing.item, Inquiry)],
        speaker_id=turn.member.id,
        hours=waiting_hours(meant.known.team, meant.known.owner),
        fyi=ask.fyi or is_kind,
        number=ask.naming.number,
        ack=ask.ack,
        now=turn.now,
    )


def _is_pleasantry(ask: LogContact, meant: Meant) -> bool:
    """Whether the customer only said something kind; who is unhappy is not being polite."""
    is_theirs = ask.direction is Direction.INBOUND and not (ask.fyi or ask.complaint)
    return is_theirs and ask.mood is not Mood.UNHAPPY and is_pleasantry(meant.rest)


def _break_silence(turn: Turn, ask: LogContact, effect: Effect) -> None:
    """Our word is another beginning for whoever was told that we are on something else."""
    if ask.direction is Direction.INBOUND:
        return
    again = [
        {"row": other.number, "look_at": turn.now}
        for other in effect.others
        if other.acked_at is not None
    ]
    looks.look_again(turn.connection, turn.workspace_id, Kind.INQUIRY, again)


def _contact(turn: Turn, ask: LogContact, meant: Meant, effect: Effect) -> Event:
    """Write the contact and say what it does, as an event."""
    number = effect.inquiry.number if effect.inquiry else None
    if effect.verb is Verb.OPENED:
        number = workspaces.next_number(turn.connection, turn.workspace_id)
    at = ask.at or turn.minute
    contact = Contact(
        id=0,
        customer_id=meant.known.customer.id,
        member_id=turn.member.id,
        direction=ask.direction,
        at=at,
        logged_at=turn.now,
        words=meant.rest,
        via=ask.via,
        mood=ask.mood,
        fyi=ask.fyi,
        is_ack=ask.ack,
        number=number,
        is_complaint=ask.complaint,
        permalink=ask.permalink,
    )
    ours = effect.inquiry if ask.direction is Direction.OUTBOUND else None
    return turn.event(
        effect.verb,
        Kind.CONTACT if effect.verb is Verb.LOGGED else Kind.INQUIRY,
        at=counted_at(ours, at, now=turn.now) if ours is not None else at,
        number=number,
        customer_id=meant.known.customer.id,
        contact_id=contacts.add(turn.connection, turn.workspace_id, contact),
        linked_to=effect.linked_to,
        member_id=meant.known.owner.id if effect.verb is Verb.OPENED else None,
        is_complaint=ask.complaint,
    )


def onto_inquiry(turn: Turn, meant: Meant, event: Event, known: dict[int, Thing]) -> Thing | None:
    """Carry the event out on its inquiry, if it has one."""
    if event.verb is Verb.OPENED:
        known_as = meant.known
        thing = Thing(opened(event), known_as.customer, known_as.owner, known_as.team, meant.rest)
        look_at = things.first_look(thing)
        items.add(turn.connection, turn.workspace_id, thing.item, nudge_at=look_at)
        return thing
    if event.verb is Verb.LOGGED or event.number is None:
        return None
    return carry_out(turn, known[event.number], event)


def carry_out(turn: Turn, thing: Thing, event: Event) -> Thing:
    """Write what `event` makes of a thing, and have the messages that show it edited."""
    thing = things.changed(thing, event)
    look_at = turn.now if things.is_open(thing) else None
    items.save(turn.connection, turn.workspace_id, thing.item, nudge_at=look_at)
    turn.show(thing.number)
    return thing


def with_figures(turn: Turn, event: Event, thing: Thing) -> Event:
    """Fix the figures of an answer: what it took, and what it is held against, when it was due."""
    before = former.stretches(turn, thing)
    spent = things.spent_until(thing, event.at, before)
    target = things.held_against(thing, before)
    return replace(event, spent=spent, target=target, due_at=things.due_at(thing))
