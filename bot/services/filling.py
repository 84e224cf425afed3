"""Forms: what one is opened with, what of it is kept while it is filled in, and its sending."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.core import grammar
from bot.core.asks import Candidate
from bot.core.authority import must_act
from bot.core.contacts import Direction, Via
from bot.core.customers import Customer, Tier
from bot.core.errors import Refusal
from bot.core.filling import ADDED, Filled, FormName, Source
from bot.core.history import Kind
from bot.core.hours import WorkingHours
from bot.core.members import may_act, own_hours
from bot.core.mrkdwn import made_plain, mentioned
from bot.core.names import UnknownCustomer, guess, nearest
from bot.core.things import Thing, is_open
from bot.core.words import WORDS_LIMIT, name_key
from bot.services import customer_forms, looking
from bot.services.desk import Asked, Desk, UnknownMember
from bot.store import customer_names, customers, drafts, items, members, things, tiers
from bot.store.drafts import Begun

OFFERED_FOR = timedelta(days=2)  # after that, what was begun is no longer asked about


@dataclass(frozen=True, slots=True)
class Opening:
    """What a form is opened with.

    `typed` is a name that nobody is known by, and `near` those that may have been meant. `begun`
    is what the member filled in before and did not send; `author` wrote the message it is about.
    `customer`, of one of the `tiers`, is the one that is edited; `about` the inquiry of a
    contact, or what was promised from the same message.
    """

    form: FormName
    filled: Filled
    zone: ZoneInfo
    now: datetime
    typed: str = ""
    near: tuple[str, ...] = ()
    begun: Begun | None = None
    author: str = ""
    author_id: str | None = None
    said_at: datetime | None = None
    customer: Customer | None = None
    tiers: tuple[Tier, ...] = ()
    about: Thing | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Who opens a form, as far as it matters for reading and showing times."""

    hours: WorkingHours
    now: datetime


def of_words(desk: Desk, asked: Asked, form: FormName, words: str) -> Opening:
    """Open a form with what was typed, as far as it can be read."""
    with desk.store.read() as connection:
        reader = _reader(desk, connection, asked)
        begun = _begun(connection, asked, form, reader.now)
        if not words.strip():
            return Opening(form, Filled(), reader.hours.zone, reader.now, begun=begun)
        read = grammar.read_unfinished(form, words, now=reader.now, hours=reader.hours)
        opening = Opening(form, read.filled, reader.hours.zone, reader.now, begun=begun)
        if read.number is not None and not read.candidates:
            return _numbered(connection, asked, opening, read.number)
        named = _named(connection, asked, opening, read.candidates)
        return _about_it(named, _thing(connection, asked, read.number))


def of_message(
    desk: Desk, asked: Asked, form: FormName, source: Source, *, permalink: str = ""
) -> Opening:
    """Open a form with a message: its words, when it was said, and which way it went.

    What was promised from it already is shown, and may be promised once more.
    """
    with desk.store.read() as connection:
        reader = _reader(desk, connection, asked)
        ids = mentioned(source.text) | ({source.author_id} if source.author_id else set())
        known = members.named(connection, asked.workspace_id, ids)
        begun = _begun(connection, asked, form, reader.now)
        whose = source.channel_id and customers.with_channel(
            connection, asked.workspace_id, source.channel_id
        )
        about = _promised(connection, asked, permalink) if form is FormName.PROMISE else None
    author = known.get(source.author_id or "")
    is_theirs = source.is_theirs if author is None else not may_act(author) and author.is_stranger
    names = {one.id: one.name for one in known.values()}
    said = made_plain(source.text, names=names, limit=WORDS_LIMIT)
    filled = Filled(words=said, permalink=permalink)
    if whose:
        filled = replace(filled, customer=str(whose.id), called=whose.name)
    if form is FormName.CONTACT:
        filled = _dated(filled, min(source.at, reader.now), reader.hours.zone, is_theirs=is_theirs)
    return Opening(
        form,
        filled,
        reader.hours.zone,
        reader.now,
        begun=begun,
        author=source.author if author is None else author.name,
        author_id=source.author_id,
        said_at=source.at,
        about=about,
    )


def _promised(connection: Connection, asked: Asked, permalink: str) -> Thing | None:
    if not permalink:
        return None
    return _thing(connection, asked, items.promised_at(connection, asked.workspace_id, permalink))


def _dated(filled: Filled, at: datetime, zone: ZoneInfo, *, is_theirs: bool) -> Filled:
    local = at.astimezone(zone)
    return replace(
        filled,
        direction=Direction.INBOUND if is_theirs else Direction.OUTBOUND,
        via=Via.CHAT if is_theirs else "",
        day=f"{local:%Y-%m-%d}",
        time=f"{local:%H:%M}",
    )


def of_customer(desk: Desk, asked: Asked, name: str) -> Opening:
    """Open the form about a customer with how it stands. Raises UnknownCustomer."""
    with desk.store.read() as connection:
        known = customers.find(connection, asked.workspace_id, [name_key(name)])
        if known is None:
            _reader(desk, connection, asked)
            neighbours = customer_names.near(connection, asked.workspace_id, name_key(name))
            raise UnknownCustomer(name, nearest([name_key(name)], neighbours), sure=True)
        opening = _about(desk, connection, asked, known.customer)
        begun = _begun(connection, asked, FormName.CUSTOMER, opening.now)
    is_of_it = begun is not None and begun.fields.get("customer") == opening.filled.customer
    return replace(opening, begun=begun if is_of_it else None)


def of_customer_id(desk: Desk, asked: Asked, customer_id: int) -> Opening:
    """Open the form about the customer of a card."""
    with desk.store.read() as connection:
        customer = looking.standing(connection, asked.workspace_id, customer_id)
        return _about(desk, connection, asked, customer)


def _about(desk: Desk, connection: Connection, asked: Asked, customer: Customer) -> Opening:
    reader = _reader(desk, connection, asked)
    every = tiers.every(connection, asked.workspace_id)
    filled = customer_forms.filled_of(connection, asked.workspace_id, customer)
    return Opening(
        FormName.CUSTOMER,
        filled,
        reader.hours.zone,
        reader.now,
        customer=customer,
        tiers=tuple(every.values()),
    )


def again(desk: Desk, asked: Asked, form: FormName, draft_id: int) -> Opening:
    """Open a form with what was begun in another, for whoever began it."""
    with desk.store.read() as connection:
        reader = _reader(desk, connection, asked)
        draft = drafts.get(connection, asked.workspace_id, draft_id)
        if draft is None or draft.member_id != asked.member_id or draft.fields is None:
            raise Refusal("What you had begun is not there any more.")
        filled = Filled.read(draft.fields)
        if form is not FormName.CUSTOMER:
            thing = _thing(connection, asked, filled.number)
            filled = replace(filled, number=0)
            return _about_it(Opening(form, filled, reader.hours.zone, reader.now), thing)
        customer_id = filled.customer_id
        customer = customer_id and customers.get(connection, asked.workspace_id, customer_id)
        if not customer:
            raise Refusal("That customer is not there any more.")
        return replace(_about(desk, connection, asked, customer), filled=filled)


def keep(desk: Desk, asked: Asked, form: FormName, filled: Filled, *, view_id: str) -> None:
    """Keep what stands in a form that is not sent yet, so that nothing typed is lost."""
    with desk.store.write() as connection:
        member = members.get(connection, asked.workspace_id, asked.member_id)
        if member is not None and not may_act(member):
            return
        drafts.keep_form(
            connection,
            asked.workspace_id,
            member_id=asked.member_id,
            form=form,
            view_id=view_id,
            fields=filled.kept(),
            now=desk.now(),
        )


def _reader(desk: Desk, connection: Connection, asked: Asked) -> Reader:
    member = members.get(connection, asked.workspace_id, asked.member_id)
    if member is None:
        raise UnknownMember(asked.member_id)
    must_act(member)
    team = members.all_teams(connection, asked.workspace_id)[member.team_id]
    return Reader(own_hours(team, member), desk.now())


def _begun(connection: Connection, asked: Asked, form: FormName, now: datetime) -> Begun | None:
    return drafts.begun(
        connection,
        asked.workspace_id,
        member_id=asked.member_id,
        form=form,
        since=now - OFFERED_FOR,
    )


def _numbered(connection: Connection, asked: Asked, opening: Opening, number: int) -> Opening:
    """Begin with the customer of what was named by its number. Raises Refusal."""
    thing = _thing(connection, asked, number)
    if thing is None:
        raise Refusal(f"There is no #{number}. `/mine` lists what is open for you.")
    customer = thing.customer
    filled = replace(opening.filled, customer=str(customer.id), called=customer.name)
    return _about_it(replace(opening, filled=filled), thing)


def _thing(connection: Connection, asked: Asked, number: int | None) -> Thing | None:
    if not number:
        return None
    return things.by_number(connection, asked.workspace_id, [number]).get(number)


def _about_it(opening: Opening, thing: Thing | None) -> Opening:
    """Have a contact be about that inquiry, while it is open and the customer's who was meant."""
    if thing is None or thing.kind is not Kind.INQUIRY or not is_open(thing):
        return opening
    if opening.filled.customer not in ("", str(thing.customer.id)):
        return opening
    filled = replace(opening.filled, number=thing.number)
    return replace(opening, filled=filled, about=thing)


def _named(
    connection: Connection, asked: Asked, opening: Opening, candidates: Sequence[Candidate]
) -> Opening:
    """Find who was meant; a name that nobody has is offered to be added, unless it is near one."""
    if not candidates:
        return opening
    by_key = {name_key(one.name): one for one in candidates}
    known = customers.find(connection, asked.workspace_id, list(by_key))
    if known is not None:
        called, rest = known.customer.name, by_key[known.key].rest
        filled = replace(opening.filled, customer=str(known.customer.id), called=called, words=rest)
        return replace(opening, filled=filled)
    name = guess([one.name for one in candidates])
    near = nearest(by_key, customer_names.near(connection, asked.workspace_id, name_key(name)))
    filled = replace(opening.filled, words=by_key[name_key(name)].rest)
    if not near:
        filled = replace(filled, customer=ADDED + name, called=name)
    return replace(opening, filled=filled, typed=name, near=tuple(meant for _, meant in near))
