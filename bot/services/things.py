"""The verbs on one numbered thing: answer, keep, move, snooze, hold, take, give and the rest."""

from dataclasses import replace
from datetime import datetime

from bot.core import things
from bot.core.asks import ThingVerb
from bot.core.asks import Verb as Ask
from bot.core.care import Care
from bot.core.contacts import Contact, Direction
from bot.core.errors import Refusal
from bot.core.history import Event, Kind, Verb
from bot.core.ladders import Audience
from bot.core.members import Member, is_away, may_act
from bot.core.outcomes import ThingChanged
from bot.core.recipients import Recipient, recipient
from bot.core.things import Thing
from bot.services import chases, given_back, telling, thing_events, tidings, untold
from bot.services.contacts import carry_out, with_figures
from bot.services.desk import Turn
from bot.store import contacts, members
from bot.store import things as stored

OF_INQUIRIES = {Ask.ANSWERED, Ask.NONE, Ask.HOLD, Ask.RESUME}


OF_PROMISES = {Ask.KEPT, Ask.MOVE, Ask.WITHDRAW}


def do(turn: Turn, ask: ThingVerb, *, contact_id: int | None = None) -> ThingChanged:
    """Do something to one open inquiry or promise.

    `contact_id` names a contact logged already that turns out to be the answer: it counts from
    when that took place.
    """
    logged = None if contact_id is None else _logged(turn, contact_id)
    if logged is not None:
        ask = replace(ask, at=logged.at)
    thing = _find(turn, ask)
    event = thing_events.of(turn, ask, thing)
    event = _with_contact(turn, thing, event, logged)
    to = None if event.member_id is None else _taker(turn, event.member_id)
    after = carry_out(turn, thing, event)
    given_back.of_release(turn, thing, after, event)
    since = chases.after_answer(turn, thing, event)
    is_word = event.contact_id is not None
    told = untold.told(turn, thing.customer.id, at=event.at) if is_word else []
    turn.record(event, *(since.events if since else ()), *told, number=thing.number)
    tidings.of_thing(turn, thing, event)
    return ThingChanged(
        after,
        event,
        turn.change_id,
        to_name=None if to is None else to.name,
        since=None if since is None else since.thing,
        due_at=None if to is None else _due_with(turn, after, to),
        reminded=None if to is None else _reminded(turn, to),
        day_off=ask.day_off,
    )


def _logged(turn: Turn, contact_id: int) -> Contact:
    # Before the thing: customers come before things wherever both are locked.
    contact = contacts.get(turn.connection, turn.workspace_id, contact_id)
    if contact is None:
        raise Refusal("That contact was taken back, so it answers nothing.")
    if contact.direction is not Direction.OUTBOUND:
        raise Refusal("That was the customer's word, so it cannot be the answer.")
    return contact


def _find(turn: Turn, ask: ThingVerb) -> Thing:
    first = Kind.PROMISE if ask.verb in OF_PROMISES else Kind.INQUIRY
    second = Kind.INQUIRY if first is Kind.PROMISE else Kind.PROMISE
    found = stored.by_number(
        turn.connection, turn.workspace_id, [ask.number], kinds=(first, second), lock=True
    )
    thing = found.get(ask.number)
    if thing is None:
        raise Refusal(f"There is no #{ask.number}. `/mine` lists what is open for you.")
    must_fit(ask.verb, thing)
    return thing


def must_fit(verb: Ask, thing: Thing) -> None:
    """Refuse what is settled, or no such thing as the verb is for."""
    if not things.is_open(thing):
        raise Refusal(_settled(thing))
    _must_be_of_its_kind(verb, thing)


def _settled(thing: Thing) -> str:
    done = {"answered": "is answered already", "kept": "is kept already"}
    was = done.get(thing.item.state.value, "is settled already")
    return f"#{thing.number} ({thing.customer.name}) {was}; nothing was changed."


def _must_be_of_its_kind(verb: Ask, thing: Thing) -> None:
    number = thing.number
    if thing.kind is Kind.PROMISE and verb in OF_INQUIRIES:
        way = {
            Ask.ANSWERED: f"/promise kept {number}",
            Ask.NONE: f"/promise withdraw {number} because …",
        }.get(verb, f"/promise move {number} to friday because …")
        raise Refusal(f"#{number} is a promise. Try `{way}`.")
    if thing.kind is Kind.INQUIRY and verb in OF_PROMISES:
        way = {
            Ask.KEPT: f"/contact answered {number}",
            Ask.WITHDRAW: f"/contact none {number}",
        }.get(verb, f"/contact hold {number} until friday")
        raise Refusal(f"#{number} is an inquiry. Try `{way}`.")


def _with_contact(turn: Turn, thing: Thing, event: Event, logged: Contact | None) -> Event:
    """Whatever the customer was told is a contact of ours; write it down unless it is already."""
    if logged is not None and logged.customer_id != thing.customer.id:
        raise Refusal(f"That contact was not with {thing.customer.name}; nothing was changed.")
    match event.verb:
        case Verb.ANSWERED:
            event = telling.answered(turn, thing, event, logged)
            return with_figures(turn, event, thing)
        case Verb.ACKNOWLEDGED:
            return telling.acknowledged(turn, thing, event, logged)
        case Verb.MOVED if event.told:
            return telling.moved(turn, thing, event)
        case _:
            return event


def _taker(turn: Turn, member_id: str) -> Member:
    member = members.get(turn.connection, turn.workspace_id, member_id)
    if member is None:
        raise Refusal(
            "I do not know that member yet. Pick the name from Slack's list.", about="member"
        )
    if not may_act(member):
        raise Refusal(
            f"{member.name} cannot take this over: only active members can.", about="member"
        )
    return member


def _due_with(turn: Turn, thing: Thing, to: Member) -> datetime | None:
    """When it is due by the hours of its new owner; None if that is as before."""
    team = thing.team
    if to.team_id != team.id:
        team = members.all_teams(turn.connection, turn.workspace_id)[to.team_id]
    due_at = things.due_with(thing, to, team)
    return None if due_at == things.due_at(thing) else due_at


def _reminded(turn: Turn, to: Member) -> Recipient | None:
    """Who gets the reminders of its new owner, while they are away."""
    if not is_away(to, turn.now):
        return None
    people = members.circle(turn.connection, turn.workspace_id, [to.id])
    care, team = Care(owner_id=to.id), people.teams[to.team_id]
    return recipient(Audience.OWNER, warns=False, care=care, team=team, people=people, now=turn.now)
