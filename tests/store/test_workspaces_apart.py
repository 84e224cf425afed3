"""Workspaces are apart: what is asked for one gives, and changes, nothing of another."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import astuple, dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

import bot.store
from bot.core.customer_outcomes import CustomerAdded, CustomerEdited, TiersShown
from bot.core.customers import KEY, Customer, WorkingTime
from bot.core.deliveries import Delivery, DeliveryKind
from bot.core.errors import Refusal
from bot.core.heard import Heard, Rule, Said
from bot.core.heed_outcomes import AwayShown, DigestComing, SetupShown
from bot.core.history import Event, Kind, Surface, Verb
from bot.core.homes import Touched
from bot.core.nudges import NudgeState
from bot.core.outcomes import ContactLogged, PromiseMade, ThingChanged
from bot.core.particulars import ParticularShown
from bot.core.sides import Side
from bot.core.tidings import Deed, Tiding
from bot.services.desk import Desk
from bot.store import (
    agenda,
    briefs,
    contacts,
    covers,
    customer_lists,
    customer_names,
    customers,
    deliveries,
    delivery_leases,
    drafts,
    edits,
    figures,
    forgetting,
    handing_over,
    heard,
    history,
    homes,
    items,
    looks,
    members,
    moving,
    nudges,
    open_things,
    pokes,
    posted,
    quiet,
    reactions,
    receipts,
    suggestions,
    teams,
    things,
    tidings,
    tidying,
    tiers,
    unsaying,
    waking,
    watches,
)
from bot.store.reactions import Reacted, ReactionState
from bot.store.tables import metadata, promises
from bot.store.unsaying import Mentions
from tests.fences import EXCEPTIONS, TENANTS, Fence, breaches
from tests.makers import (
    ADA,
    BEN,
    CLEO,
    STRANGER,
    T1,
    T2,
    ZOE,
    Clock,
    Gateway,
    at,
    emoji_on,
    typed,
)

NOW = at("2026-11-18 16:30")
WHERE = "https://t.slack.com/archives/C1/p1"
EVER = (at("2020-01-01 00:00"), at("2030-01-01 00:00"))
EVERYBODY = [ADA.id, BEN.id, CLEO.id]
HEARD = Heard("1.1", "1.1", STRANGER.id, Side.THEIRS, Rule.OPENED, NOW, 1, number=1, contact_id=1)
TIDING = Tiding(0, ADA.id, Deed.MOVED, CLEO.id, "told", NOW, {"number": 2}, ready_at=NOW)
OURS = figures.Whose(EVERYBODY)


@dataclass(frozen=True, slots=True)
class Known:
    """What there is in the first workspace, for the second to ask about."""

    customer_id: int
    change_id: str
    history_id: int
    team_id: int
    draft_id: int
    form_draft_id: int
    delivery: Delivery
    nudge_id: int
    contact_id: int
    edited_id: int
    once: str = "quiet"


@pytest.fixture
def lived(desk: Desk, clock: Clock) -> Known:
    """A day in the first workspace: something of everything."""
    gateway = Gateway(desk)
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    added = typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, ContactLogged, ADA, "/contact from Acme: one happy")
    logged = typed(desk, ContactLogged, ADA, "/contact to Acme: answer")
    clock.move(minutes=3)
    typed(desk, TiersShown, BEN, "/heed tier add strategic target 4h")
    typed(desk, ParticularShown, ADA, "/customer channel Acme <#C0ACME> watch")
    changed = typed(desk, CustomerEdited, ADA, "/customer edit Acme cadence 31 days")
    typed(desk, ContactLogged, ADA, "/contact from Acme: two")
    typed(desk, PromiseMade, CLEO, "/promise Acme: three by today 2pm")
    typed(desk, PromiseMade, CLEO, "/promise Acme: four by today 3pm")
    typed(desk, ThingChanged, BEN, "/promise kept 3")
    [post] = [post for post in gateway.ticks("2026-11-18 13:10") if post.bundle]
    gateway.react(BEN, post, "eyes")
    gateway.ticks("2026-11-18 14:10")
    typed(desk, AwayShown, CLEO, "/heed away until friday cover <@UADA>")
    typed(desk, DigestComing, BEN, "/heed digest")
    clock.set(NOW)
    with desk.store.write() as connection:
        draft_id = drafts.keep(
            connection, T1, member_id=ADA.id, command="contact", words="x", now=NOW
        )
        drafts.keep_form(
            connection,
            T1,
            member_id=ADA.id,
            form="contact",
            view_id="V1",
            fields={"words": "x"},
            now=NOW,
        )
        begun = drafts.begun(connection, T1, member_id=ADA.id, form="contact", since=EVER[0])
        assert begun is not None
        heard.add(connection, T1, "C0ACME", replace(HEARD, customer_id=added.customer.id))
        late = replace(HEARD, ts="1.2", rule=Rule.LATE, customer_id=added.customer.id)
        heard.add(connection, T1, "C0ACME", late)
        reworded = Event(Verb.REWORDED, Kind.CONTACT, ADA.id, NOW, NOW, number=1, contact_id=1)
        history.append(
            connection,
            T1,
            [replace(reworded, customer_id=added.customer.id)],
            change_id="reworded",
            surface=Surface.CHANNEL,
            facts={"ts": "1.1"},
        )
        emoji = emoji_on(ADA, post, "zzz")
        waiting = Reacted(emoji.channel_id, emoji.ts, ADA.id, "zzz", NOW, ReactionState.WAITING)
        reactions.keep(connection, T1, waiting)
        deliveries.add(
            connection, T1, DeliveryKind.NUDGES, recipient_id=CLEO.id, now=NOW, system_now=NOW
        )
        members.change(connection, T1, ADA.id, brief_at=NOW)
        members.change(connection, T1, CLEO.id, cover_at=NOW)
        tidings.add(connection, T1, TIDING)
        tidings.add(connection, T1, replace(TIDING, change_id="said"))
        said = [one.id for one in tidings.of_changes(connection, T1, ["said"])]
        tidings.bind(connection, T1, said, delivery_id=post.delivery.id)
        deliveries.in_shadow(connection, T1, [ADA.id], now=NOW)
        [[shaded, *_]] = nudges.of_numbers(connection, T1, [4]).values()
        would_have = {"state": NudgeState.PASSED, "sent_at": NOW, "recipient_id": ADA.id}
        nudges.settle(connection, T1, [{"nudge_id": shaded.id, "why": "shadow"} | would_have])
        brief = {"recipient_id": CLEO.id, "now": NOW, "system_now": NOW, "told_at": NOW}
        quiet_ones = {"once": "quiet", "body": {"quiet": [added.customer.id]}}
        brief_id = deliveries.add(connection, T1, DeliveryKind.BRIEF, **brief, **quiet_ones)
        part = {"state": NudgeState.BOUND, "delivery_id": brief_id, "recipient_id": CLEO.id}
        [[*_, said]] = nudges.of_numbers(connection, T1, [2]).values()
        nudges.settle(connection, T1, [{"nudge_id": said.id, "why": None} | part])
        homes.want(connection, T1, ADA.id, at=NOW)
        urgent = {"target": WorkingTime(days=1), "cadence_days": 30, "urgent": True}
        known = {"next_word": WorkingTime(days=1), "update": WorkingTime(days=5)}
        tier = metadata.tables["tiers"].insert()
        connection.execute(tier.values(workspace_id=T1, name="vip", **urgent, **known))
        [nudge, *_] = nudges.of_delivery(connection, T1, post.delivery.id)
        [event, *_] = history.of_number(connection, T1, 1)
        [edited] = history.of_change(connection, T1, changed.change_id)
        # Moved from where it is to where it is.
        moving.note_belongings(connection, T1, added.customer.id, history_id=event.id)
        moving.note_customers_of(connection, T1, ADA.id, history_id=event.id)
        all_of = Event(Verb.HANDED, Kind.CUSTOMER, BEN.id, NOW, NOW, member_id=BEN.id)
        facts = {"change_id": "handed", "surface": Surface.BUTTON, "facts": {"former": ADA.id}}
        [handed] = history.append(connection, T1, [all_of], **facts)
        moving.note_customers_of(connection, T1, ADA.id, history_id=handed.id)
        watches.move(connection, T1, "C0FORMER", to="C0LATER")
        [team] = members.all_teams(connection, T1).values()
    return Known(
        added.customer.id,
        added.change_id,
        event.id,
        team.id,
        draft_id,
        begun.id,
        replace(post.delivery, channel_id=post.channel_id),
        nudge.id,
        logged.contact_id,
        edited.id,
    )


Ask = Callable[[Connection, str, Known], Any]

# Every question that the store answers about a workspace.
READS: dict[str, Ask] = {
    "agenda.next_instant": lambda c, w, k: agenda.next_instant(c, w),
    "briefs.covered": lambda c, w, k: briefs.covered(c, w),
    "briefs.listed": lambda c, w, k: briefs.listed(c, w, CLEO.id, since=EVER[0]),
    "briefs.readers": lambda c, w, k: briefs.readers(c, w, now=EVER[1], limit=9),
    "briefs.settled_meanwhile": lambda c, w, k: briefs.settled_meanwhile(
        c, w, CLEO.id, since=EVER[0], until=EVER[1]
    ),
    "contacts.get": lambda c, w, k: contacts.get(c, w, k.contact_id),
    "contacts.words": lambda c, w, k: contacts.words(c, w, k.contact_id),
    "contacts.recent": lambda c, w, k: contacts.recent(c, w, k.customer_id, limit=9),
    "customers.find": lambda c, w, k: customers.find(c, w, ["acme"]),
    "customers.get": lambda c, w, k: customers.get(c, w, k.customer_id),
    "customer_lists.listed": lambda c, w, k: customer_lists.listed(
        c, w, owner_id=None, page=1, size=9
    ),
    "customer_names.names": lambda c, w, k: customer_names.names(c, w, k.customer_id),
    "customers.standing": lambda c, w, k: customers.standing(c, w, k.customer_id),
    "customers.with_channel": lambda c, w, k: customers.with_channel(c, w, "C0ACME"),
    "suggestions.called": lambda c, w, k: suggestions.called(c, w, ["acme"]),
    "suggestions.begun": lambda c, w, k: suggestions.begun(
        c, w, key="ac", owner_id=ADA.id, limit=9
    ),
    "forgetting.family": lambda c, w, k: forgetting.family(c, w, k.customer_id),
    "forgetting.numbers": lambda c, w, k: [*forgetting.numbers(c, w, [k.customer_id])],
    "handing_over.lock": lambda c, w, k: handing_over.lock(c, w, CLEO.id),
    "handing_over.gave_since": lambda c, w, k: handing_over.gave_since(c, w, ADA.id, since=0),
    "handing_over.went_since": lambda c, w, k: handing_over.went_since(
        c, w, [k.customer_id], since=0
    ),
    "handing_over.went_on": lambda c, w, k: handing_over.went_on(c, w, k.history_id),
    "handing_over.owned": lambda c, w, k: astuple(handing_over.owned(c, w, ADA.id)),
    "moving.part_of": lambda c, w, k: moving.part_of(c, w, k.customer_id),
    "moving.belongings": lambda c, w, k: astuple(moving.belongings(c, w, k.customer_id)),
    "customer_names.near": lambda c, w, k: customer_names.near(c, w, "acmee"),
    "customer_lists.quiet": lambda c, w, k: customer_lists.quiet(
        c, w, owners=EVERYBODY, now=NOW + timedelta(days=99), limit=9
    ),
    "customer_lists.silent": lambda c, w, k: customer_lists.silent(
        c, w, owners=EVERYBODY, now=NOW + timedelta(days=99)
    ),
    "quiet.named_in_briefs": lambda c, w, k: quiet.named_in_briefs(c, w, EVERYBODY, since=EVER[0]),
    "quiet.named_in": lambda c, w, k: quiet.named_in(c, w, [k.once]),
    "customers.urgent_tiers": lambda c, w, k: customers.urgent_tiers(c, w),
    "deliveries.get": lambda c, w, k: deliveries.get(c, w, k.delivery.id),
    "deliveries.in_flight": lambda c, w, k: deliveries.in_flight(c, w, "DUADA"),
    "deliveries.newest": lambda c, w, k: deliveries.newest(c, w, limit=9),
    "deliveries.owed_to": lambda c, w, k: deliveries.owed_to(c, w, BEN.id),
    "deliveries.told": lambda c, w, k: deliveries.told(c, w, [ADA.id], since=EVER[0])[ADA.id],
    "deliveries.unsaid": lambda c, w, k: deliveries.unsaid(c, w, EVERYBODY),
    "handing_over.open_count": lambda c, w, k: handing_over.open_count(c, w, EVERYBODY),
    "deliveries.to_join": lambda c, w, k: deliveries.to_join(c, w, EVERYBODY),
    "drafts.begun": lambda c, w, k: drafts.begun(
        c, w, member_id=ADA.id, form="contact", since=EVER[0]
    ),
    "drafts.get": lambda c, w, k: drafts.get(c, w, k.draft_id),
    "figures.answers": lambda c, w, k: figures.answers(c, w, OURS, EVER),
    "figures.happy": lambda c, w, k: figures.happy(c, w, EVERYBODY, EVER, limit=9),
    "figures.in_shadow": lambda c, w, k: figures.in_shadow(c, w, EVERYBODY, since=EVER[0]),
    "figures.lost": lambda c, w, k: figures.lost(c, w, since=EVER[0]),
    "figures.own_contacts": lambda c, w, k: figures.own_contacts(c, w, ADA.id, EVER),
    "figures.promised_by": lambda c, w, k: figures.promised_by(
        c, w, EVERYBODY, until=EVER[1], now=EVER[1], limit=9
    ),
    "figures.promises_due": lambda c, w, k: figures.promises_due(c, w, OURS, EVER),
    "figures.thanks": lambda c, w, k: figures.thanks(c, w, OURS, EVER),
    "heard.around": lambda c, w, k: heard.around(
        c, w, Said("C0ACME", "1.2", ADA.id, "x", "1.1", NOW), numbers=[1]
    ),
    "heard.get": lambda c, w, k: heard.get(c, w, "C0ACME", "1.1"),
    "contacts.stands": lambda c, w, k: contacts.stands(c, w, k.contact_id),
    "heard.late": lambda c, w, k: heard.late(c, w, 1),
    "heard.of_contact": lambda c, w, k: heard.of_contact(c, w, 1),
    "history.has_logged": lambda c, w, k: history.has_logged(c, w, ADA.id),
    "customers.owners": lambda c, w, k: customers.owners(c, w),
    "history.of_last_change": lambda c, w, k: history.of_last_change(c, w, ADA.id, since=EVER[0]),
    "history.of_last_change_of": lambda c, w, k: history.of_last_change_of(c, w, 1),
    "history.around": lambda c, w, k: [
        history.around(c, w, numbers=numbers, customer_ids=[k.customer_id], contact_ids=contact_ids)
        for numbers, contact_ids in (([1], []), ([], [k.contact_id]))
    ],
    "history.of_change": lambda c, w, k: history.of_change(c, w, k.change_id),
    "history.of_customer": lambda c, w, k: history.of_customer(c, w, k.customer_id),
    "history.of_message": lambda c, w, k: history.of_message(
        c, w, contact_id=1, ts="1.1", heard_for=1
    ),
    "history.of_words": lambda c, w, k: history.of_words(c, w, 1),
    "history.of_number": lambda c, w, k: history.of_number(c, w, 1),
    "members.briefed": lambda c, w, k: members.briefed(c, w, k.team_id),
    "members.circle": lambda c, w, k: list(members.circle(c, w, EVERYBODY).members),
    "members.digests_due": lambda c, w, k: members.digests_due(c, w, now=EVER[1]),
    "members.get": lambda c, w, k: members.get(c, w, ADA.id),
    "members.in_team": lambda c, w, k: members.in_team(c, w, [k.team_id]),
    "members.leads": lambda c, w, k: members.leads(c, w, [BEN.id]),
    "members.named": lambda c, w, k: members.named(c, w, EVERYBODY),
    "nudges.newest": lambda c, w, k: nudges.newest(c, w, limit=9),
    "nudges.of_delivery": lambda c, w, k: nudges.of_delivery(c, w, k.delivery.id),
    "nudges.of_deliveries": lambda c, w, k: [*nudges.of_deliveries(c, w, [k.delivery.id]).values()],
    "nudges.of_numbers": lambda c, w, k: nudges.of_numbers(c, w, [2])[2],
    "nudges.ready": lambda c, w, k: nudges.ready(c, w, now=EVER[1], limit=9),
    "posted.at": lambda c, w, k: posted.at(c, w, "DUADA", "1.000100"),
    "posted.behind": lambda c, w, k: posted.behind(c, w, limit=9),
    "posted.is_ours": lambda c, w, k: posted.is_ours(c, w, "DUADA", "1.000100"),
    "posted.of_delivery": lambda c, w, k: posted.of_delivery(c, w, k.delivery.id),
    "reactions.find": lambda c, w, k: reactions.find(
        c, w, channel_id="DUADA", ts="1.000100", member_id=BEN.id, emoji="eyes"
    ),
    "reactions.waiting": lambda c, w, k: reactions.waiting(c, w, "DUADA", "1.000100"),
    "receipts.seen": lambda c, w, k: receipts.seen(c, w, "the-key"),
    "receipts.speaker": lambda c, w, k: receipts.speaker(
        c, w, ADA.id, key="x", typed=None, now=NOW
    ),
    "things.by_number": lambda c, w, k: things.by_number(c, w, [1, 2, 3, 4]),
    "items.promised_at": lambda c, w, k: items.promised_at(c, w, WHERE),
    "items.by_number": lambda c, w, k: [
        [*items.by_number(c, w, kind, [1, 2, 3, 4]).values()] for kind in items.TABLES
    ],
    "open_things.of_customer": lambda c, w, k: [
        open_things.of_customer(c, w, k.customer_id, kind, settled=9) for kind in items.TABLES
    ],
    "looks.soon_for": lambda c, w, k: looks.soon_for(c, w, EVERYBODY, by=EVER[1]),
    "open_things.open_for": lambda c, w, k: open_things.open_for(c, w, EVERYBODY, due_by=EVER[1]),
    "looks.next_for": lambda c, w, k: looks.next_for(c, w, EVERYBODY, led=[1], limit=9),
    "open_things.open_of": lambda c, w, k: [
        open_things.open_of(c, w, kind, owners=EVERYBODY, limit=9) for kind in items.TABLES
    ],
    "customer_names.name_is_of": lambda c, w, k: customer_names.name_is_of(c, w, "acme"),
    "history.facts": lambda c, w, k: history.facts(c, w, k.edited_id),
    "tiers.counts": lambda c, w, k: tiers.counts(c, w),
    "tiers.hold": lambda c, w, k: tiers.hold(c, w, "strategic"),
    "covers.due": lambda c, w, k: covers.due(c, w, now=EVER[1]),
    "tidings.apart": lambda c, w, k: tidings.apart(
        c, w, [replace(TIDING, ready_at=None, delivery_id=k.delivery.id)]
    )[0],
    "tidings.of_changes": lambda c, w, k: tidings.of_changes(c, w, ["told"]),
    "tidings.of_covers": lambda c, w, k: tidings.of_covers(c, w, [CLEO.id], [Deed.MOVED]),
    "tidings.of_delivery": lambda c, w, k: tidings.of_delivery(c, w, k.delivery.id),
    "tidings.waiting": lambda c, w, k: tidings.waiting(c, w, now=EVER[1]),
    "watches.channels": lambda c, w, k: watches.channels(c, w),
    "watches.known_as": lambda c, w, k: watches.known_as(c, w, "C0FORMER") != "C0FORMER",
    "watches.is_watched": lambda c, w, k: watches.is_watched(c, w, "C0ACME"),
    "watches.takes_ticks": lambda c, w, k: watches.takes_ticks(c, w, "C0ACME"),
    "watches.of_channel": lambda c, w, k: watches.of_channel(c, w, "C0ACME"),
    "looks.to_judge": lambda c, w, k: [
        looks.to_judge(c, w, kind, now=EVER[1], limit=9) for kind in items.TABLES
    ],
}

# About the workspace itself, or of its people as a whole: each has its own.
OF_ITS_OWN = {
    *("workspaces.get", "workspaces.is_active", "workspaces.lock", "members.all_teams"),
    *("members.known", "members.lock_team", "teams.sizes", "workspaces.known"),
    *("members.known", "members.lock_team", "tiers.every"),
    "things.lock",  # it says nothing
}

# Every change that the store makes in a workspace, made in the second with ids of the first.
WRITES: dict[str, Ask] = {
    "waking.wake_of": lambda c, w, k: waking.wake_of(c, w, [ADA.id], now=EVER[0]),
    "waking.wake_team": lambda c, w, k: waking.wake_team(c, w, k.team_id, now=EVER[0]),
    "waking.hear_of": lambda c, w, k: waking.hear_of(c, w, k.team_id, now=EVER[0]),
    "covers.look_again": lambda c, w, k: covers.look_again(c, w, {CLEO.id: EVER[0]}),
    "tidings.wait": lambda c, w, k: tidings.wait(c, w, [1, 2, 3], until=EVER[0]),
    "tidings.bind": lambda c, w, k: tidings.bind(c, w, [1, 2, 3], delivery_id=1),
    "tidings.drop": lambda c, w, k: tidings.drop(c, w, [1, 2, 3]),
    "tidings.again": lambda c, w, k: tidings.again(c, w, k.delivery.id, at=EVER[0]),
    "briefs.plan": lambda c, w, k: briefs.plan(c, w, {ADA.id: EVER[0]}),
    "briefs.welcomed": lambda c, w, k: briefs.welcomed(c, w, EVERYBODY),
    "contacts.redate": lambda c, w, k: contacts.redate(c, w, k.contact_id, EVER[0]),
    "contacts.reword": lambda c, w, k: contacts.reword(c, w, k.contact_id, "else"),
    "heard.change": lambda c, w, k: heard.change(c, w, "C0ACME", "1.1", is_deleted=True),
    "heard.drop": lambda c, w, k: heard.drop(c, w, "C0ACME", "1.1"),
    "heard.move": lambda c, w, k: heard.move(c, w, "C0ACME", to="C0ELSE"),
    "heard.renumber": lambda c, w, k: heard.renumber(c, w, 1, after=EVER[0], to=2),
    "watches.move": lambda c, w, k: watches.move(c, w, "C0ACME", to="C0ELSE"),
    "contacts.void": lambda c, w, k: contacts.void(c, w, [k.contact_id]),
    "customers.forget_name": lambda c, w, k: customers.forget_name(c, w, k.customer_id),
    "drafts.sent": lambda c, w, k: drafts.sent(c, w, k.form_draft_id, member_id=ADA.id),
    "forgetting.blank": lambda c, w, k: forgetting.blank(c, w, [k.customer_id]),
    "unsaying.unsay": lambda c, w, k: unsaying.unsay(
        c, w, Mentions(frozenset(["acme"]), frozenset([1, 2])), [k.customer_id], now=NOW
    ),
    "unsaying.drop_drafts": lambda c, w, k: unsaying.drop_drafts(
        c, w, Mentions(frozenset(["x"]), frozenset([1]))
    ),
    "homes.unsay": lambda c, w, k: homes.unsay(c, w, [k.customer_id], at=NOW),
    "edits.touch_deliveries": lambda c, w, k: edits.touch_deliveries(c, w, [k.delivery.id]),
    "tidings.undone": lambda c, w, k: tidings.undone(c, w, [replace(TIDING, id=1)], by=BEN.id),
    "handing_over.give": lambda c, w, k: handing_over.give(
        c,
        w,
        Kind.INQUIRY,
        former=ADA.id,
        to=ZOE.id,
        actor_id=ZOE.id,
        change_id="x",
        surface=Surface.BUTTON,
        now=NOW,
    ),
    "moving.absorb": lambda c, w, k: moving.absorb(c, w, k.customer_id, into=k.customer_id),
    "moving.move_noted": lambda c, w, k: moving.move_noted(
        c, w, history_id=k.history_id, customer_id=k.customer_id + 1
    ),
    "moving.note_belongings": lambda c, w, k: moving.note_belongings(
        c, w, k.customer_id, history_id=k.history_id
    ),
    "moving.note_customers_of": lambda c, w, k: moving.note_customers_of(
        c, w, ADA.id, history_id=k.history_id
    ),
    "moving.own_noted": lambda c, w, k: moving.own_noted(
        c, w, history_id=k.history_id, former=ADA.id, to=ZOE.id
    ),
    "moving.release": lambda c, w, k: moving.release(c, w, k.customer_id),
    "edits.touch_customer": lambda c, w, k: edits.touch_customer(c, w, k.customer_id, settled=True),
    "delivery_leases.address": lambda c, w, k: delivery_leases.address(c, _moved(k, w), "C0ELSE"),
    "delivery_leases.settle": lambda c, w, k: delivery_leases.settle(c, _moved(k, w), state="dead"),
    "homes.touch": lambda c, w, k: [
        homes.touch(c, w, touched, since=EVER[0])
        for touched in (
            Touched(frozenset([1, 2]), frozenset([k.customer_id]), frozenset(EVERYBODY)),
            Touched(everybody=True),
        )
    ],
    "members.change": lambda c, w, k: members.change(c, w, ADA.id, dm_id="D0ELSE"),
    "members.leave_channel": lambda c, w, k: members.leave_channel(c, w, "C0TEAM"),
    "members.plan_digests": lambda c, w, k: members.plan_digests(c, w, {BEN.id: None}),
    "members.save": lambda c, w, k: members.save(c, w, [replace(ADA, name="Eve")]),
    "members.save_team": lambda c, w, k: members.save_team(
        c, w, replace(members.all_teams(c, T1)[k.team_id], lead_id=ZOE.id)
    ),
    "nudges.settle": lambda c, w, k: nudges.settle(
        c, w, [{"nudge_id": k.nudge_id, "state": "moot"}]
    ),
    "nudges.retire": lambda c, w, k: nudges.retire(c, w, 1, after=0),
    "posted.make_old": lambda c, w, k: posted.make_old(c, w, [1, 2, 3, 4], channel_id="DUADA"),
    "edits.touch": lambda c, w, k: edits.touch(c, w, [1, 2, 3, 4]),
    "teams.empty_into": lambda c, w, k: teams.empty_into(c, w, k.team_id, to=k.team_id + 1),
    "teams.move": lambda c, w, k: teams.move(c, w, EVERYBODY, to=k.team_id + 1),
    "teams.remove": lambda c, w, k: teams.remove(c, w, k.team_id),
    "looks.look_again": lambda c, w, k: looks.look_again(
        c, w, Kind.INQUIRY, [{"row": 2, "look_at": None}]
    ),
    "pokes.look_at_acknowledged": lambda c, w, k: pokes.look_at_acknowledged(
        c, w, k.customer_id, now=EVER[0]
    ),
    "pokes.look_soon": lambda c, w, k: pokes.look_soon(c, w, [k.customer_id], now=EVER[0]),
    "pokes.poke": lambda c, w, k: pokes.poke(c, w, now=EVER[0], team_id=k.team_id),
    "pokes.poke_of": lambda c, w, k: pokes.poke_of(c, w, EVERYBODY, now=EVER[0]),
    "customers.save": lambda c, w, k: customers.save(
        c, w, Customer(k.customer_id, "Else", CLEO.id, tier="key")
    ),
    "customer_names.unname": lambda c, w, k: customer_names.unname(
        c, w, customer_id=k.customer_id, key="acme"
    ),
    "pokes.poke_customer": lambda c, w, k: pokes.poke_customer(c, w, k.customer_id, now=EVER[0]),
    "pokes.poke_tier": lambda c, w, k: pokes.poke_tier(c, w, "standard", now=EVER[0]),
    "tiers.give": lambda c, w, k: tiers.give(c, w, "strategic", [1, 2]),
    "tiers.remove": lambda c, w, k: tiers.remove(c, w, "strategic"),
    "tiers.save": lambda c, w, k: tiers.save(c, w, replace(KEY, name="strategic")),
    "items.save": lambda c, w, k: items.save(
        c, w, replace(things.by_number(c, T1, [2])[2].item, episode=9), nudge_at=None
    ),
    "tidying.leases_beyond": lambda c, w, k: tidying.leases_beyond(c, w, EVER[0]),
    "tidying.waits_beyond": lambda c, w, k: tidying.waits_beyond(c, w, EVER[0], ready_at=NOW),
}

# They add a row to the workspace that they name, and change none that is there.
ADDS = {
    "teams.add",
    *("heard.add", "heard.put"),
    "homes.want",
    *("contacts.add", "customers.add", "customer_names.name", "deliveries.add", "drafts.keep"),
    "drafts.keep_form",
    *("history.append", "nudges.record", "posted.add", "reactions.keep", "receipts.remember"),
    *("deliveries.in_shadow", "nudges.bind"),
    *("items.add", "tidings.add", "tiers.add", "workspaces.next_number", "workspaces.pause"),
}


def _moved(known: Known, workspace_id: str) -> Delivery:
    return replace(known.delivery, workspace_id=workspace_id, attempts=0)


def test_the_tables_above_leave_nothing_out() -> None:
    found = {
        f"{module.name}.{name}"
        for module in pkgutil.iter_modules(bot.store.__path__)
        if module.name != "migrations"
        for name, function in inspect.getmembers(
            importlib.import_module(f"bot.store.{module.name}"), inspect.isfunction
        )
        if function.__module__ == f"bot.store.{module.name}"
        and not name.startswith("_")
        and "workspace_id" in inspect.signature(function).parameters
        and "connection" in inspect.signature(function).parameters
    }
    assert found - set(READS) - set(WRITES) - ADDS - OF_ITS_OWN == set()


def test_every_question_is_answered_at_home_and_not_elsewhere(desk: Desk, lived: Known) -> None:
    typed(desk, SetupShown, BEN, "/heed setup ticks on")
    typed(desk, SetupShown, ADA, "/heed setup", key="the-key")
    with desk.store.write() as connection:
        receipts.remember(connection, T1, "the-key", now=NOW)
        of_ours = promises.update().where(promises.c.workspace_id == T1)
        connection.execute(of_ours.values(permalink=WHERE))
        silent = [name for name, ask in READS.items() if not _says(ask(connection, T1, lived))]
        heard = [name for name, ask in READS.items() if _says(ask(connection, T2, lived))]
    # Nothing was lost, nothing is ready, and nothing is in flight by the end of that day.
    assert set(silent) == {"figures.lost", "deliveries.in_flight", "nudges.ready"} & set(silent)
    assert heard == []


def _says(answer: Any) -> bool:
    """Whether there is anything in an answer."""
    if isinstance(answer, tuple | list):
        return any(map(_says, answer))
    return bool(answer)


@pytest.mark.parametrize("name", sorted(WRITES))
def test_no_change_reaches_into_another_workspace(desk: Desk, lived: Known, name: str) -> None:
    before = _rows(desk)
    with desk.store.write() as connection:
        WRITES[name](connection, T2, lived)
    assert _rows(desk) == before


def _rows(desk: Desk) -> dict[str, list[Any]]:
    with desk.store.read() as connection:
        return {
            name: sorted(
                connection.execute(
                    select(metadata.tables[name]).where(metadata.tables[name].c.workspace_id == T1)
                ).all(),
                key=str,
            )
            for name in sorted(TENANTS)
        }


def test_a_number_of_another_workspace_is_no_number_here(desk: Desk, lived: Known) -> None:
    for number in (1, 2, 3, 4):
        with pytest.raises(Refusal, match="There is no"):
            typed(desk, ThingChanged, ZOE, f"/contact snooze {number}", workspace_id=T2)


def test_a_statement_that_forgets_the_workspace_is_noticed() -> None:
    table = metadata.tables["promises"]
    for forgetful in (
        select(table.c.number),
        select(table.c.number).where(table.c.number == 1),
        table.update().where(table.c.number == 1).values(moves=1),
        table.delete().where(table.c.number == 1),
        select(metadata.tables["workspaces"].c.id).where(
            metadata.tables["workspaces"].c.id.in_(select(table.c.workspace_id))
        ),
    ):
        assert breaches(forgetful) != [], str(forgetful)
    assert breaches(select(table.c.number).where(table.c.workspace_id == T1)) == []
    assert breaches(select(metadata.tables["workspaces"])) == []


def test_every_table_but_that_of_workspaces_names_one() -> None:
    assert set(metadata.tables) - TENANTS == {"workspaces"}


def test_the_kinds_of_things_are_two() -> None:
    assert set(items.TABLES) == {Kind.INQUIRY, Kind.PROMISE}


def test_every_exception_is_still_one(desk: Desk) -> None:
    fence = Fence(desk.store)
    for name in EXCEPTIONS:
        module, _, function = name.rpartition(".")
        with fence, desk.store.write() as connection:
            getattr(importlib.import_module(module), function)(connection, EVER[0])
    assert set(EXCEPTIONS) == fence.exceptions
    assert fence.over == []
