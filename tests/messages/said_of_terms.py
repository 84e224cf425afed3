"""What is said of tiers, of what is agreed with one customer, and of complaints, by name."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.core.asks import Candidate, LogContact, Naming
from bot.core.contacts import Direction
from bot.core.customer_outcomes import CustomerEdited, TierBack, TiersShown
from bot.core.customers import KEY, STANDARD, WorkingTime, terms_of
from bot.core.history import Event, Kind, Verb
from bot.core.ladders import Audience
from bot.core.outcomes import ContactLogged, ThingChanged, Undone
from bot.core.things import Thing, due_at, target_of
from bot.messages.kit import Message
from bot.messages.nudges import reminder
from tests.messages.cast import NOW, Cast, at
from tests.messages.saying import Saying, said

HOUR, DAYS = WorkingTime(minutes=60), WorkingTime(days=3)
STRATEGIC = replace(KEY, name="strategic", target=DAYS, complaint=HOUR, urgent=True)


def back(tier: TierBack) -> Saying:
    event = Event(Verb.SET_UP, Kind.TEAM, "U0ADA", NOW, NOW)
    return lambda c: said(Undone([event], tier=tier))


def of_terms() -> dict[str, Saying]:
    return {
        "tiers": lambda c: said(TiersShown([(STANDARD, 38), (KEY, 1), (STRATEGIC, 0)])),
        "tiers_of_leads": lambda c: said(
            TiersShown([(STANDARD, 38), (replace(KEY, cadence=timedelta(days=1)), 1)], by=["Ben"])
        ),
        "tier_of_leads": lambda c: said(
            TiersShown([(replace(STRATEGIC, update=WorkingTime(days=1)), 2)], by=["Ben", "Dana"])
        ),
        "tier": lambda c: said(TiersShown([(STRATEGIC, 2)])),
        "tier_added": lambda c: said(TiersShown([(STRATEGIC, 0)], added=True, change_id="c1")),
        "tier_changed": lambda c: said(TiersShown([(STRATEGIC, 1)], before=KEY, change_id="c1")),
        "tier_as_it_was": lambda c: said(TiersShown([(KEY, 1)], before=KEY)),
        "tier_removed": lambda c: said(
            TiersShown([(STANDARD, 40)], removed="strategic", moved=2, change_id="c1")
        ),
        "tier_back": back(TierBack("strategic", replace(STRATEGIC, complaint=None), STRATEGIC, 2)),
        "tier_back_added": back(TierBack("strategic", None, STRATEGIC)),
        "tier_back_removed": back(TierBack("strategic", STRATEGIC, None, 2)),
        "customer_edited": edited,
        "customer_handed_over": lambda c: said(
            CustomerEdited(c.acme, c.acme, c.ada, "c1", given=[12, 482])
        ),
        "customer_edited_to_the_same": lambda c: said(CustomerEdited(c.acme, c.acme, c.ada, "c1")),
        "contact_complaint": lambda c: logged(c, Verb.OPENED, complained_at=at(18, 9, 30)),
        "contact_became_a_complaint": lambda c: logged(
            c, Verb.CHASED, complained_at=at(18, 11), chases=1
        ),
        "thing_answered_of_a_complaint": answered,
    }


def edited(cast: Cast) -> Message:
    own = {"target": HOUR, "cadence": timedelta(days=10)}
    terms = terms_of(KEY, target=HOUR, cadence=timedelta(days=10))
    after = replace(cast.acme, name="Acme Corp", owner_id="U0BEN", tier="key", terms=terms, **own)
    ben = replace(cast.ada, id="U0BEN", name=cast.lead_name)
    return said(CustomerEdited(cast.acme, after, ben, "c1", left=3))


def complained(cast: Cast, **changes: Any) -> Thing:
    thing = cast.inquiry(**changes)
    return replace(thing, customer=replace(thing.customer, tier="strategic", terms=STRATEGIC))


def logged(cast: Cast, verb: Verb, **changes: Any) -> Message:
    thing = complained(cast, **changes)
    ask = LogContact(Direction.INBOUND, Naming((Candidate("Acme", cast.words),)), complaint=True)
    outcome = ContactLogged(
        ask,
        thing.customer,
        cast.ada,
        cast.words,
        changes["complained_at"],
        verb,
        "c1",
        9,
        thing=thing,
        due_at=due_at(thing),
    )
    return said(outcome)


def answered(cast: Cast) -> Message:
    thing = complained(cast, complained_at=at(18, 11), chases=1)
    spent = {"spent": timedelta(hours=2), "target": target_of(thing)}
    return said(ThingChanged(thing, cast.event(Verb.ANSWERED, thing, **spent), "c1"))


def to_ben(cast: Cast) -> dict[str, str]:
    """Who reads a bundle that is for the lead."""
    return {"reader_id": "U0BEN", "reader_name": cast.lead_name}


def nudged() -> dict[str, Saying]:
    """Reminders whose target is in days, or of a complaint."""
    early, late = at(16, 9, 30), at(18, 11)
    lead = {"audience": Audience.LEAD, "told_at": at(18, 12)}
    return {
        "nudge_of_days": lambda c: reminder(
            c.bundle(c.row(complained(c, opened_at=early), "heads_up"))
        ),
        "nudge_of_days_lead": lambda c: reminder(
            c.bundle(c.row(complained(c, opened_at=early), "lead", **lead), **to_ben(c))
        ),
        "nudge_of_a_complaint": lambda c: reminder(
            c.bundle(c.row(complained(c, complained_at=at(18, 9, 30)), "due"))
        ),
        "nudge_of_a_complaint_just_now": lambda c: reminder(
            c.bundle(c.row(complained(c, complained_at=at(18, 11), chases=1), "complaint_1"))
        ),
        "nudge_of_a_later_complaint": lambda c: reminder(
            c.bundle(
                c.row(complained(c, opened_at=early, complained_at=late, chases=1), "heads_up")
            )
        ),
        "nudge_of_a_later_complaint_lead": lambda c: reminder(
            c.bundle(
                c.row(complained(c, complained_at=late, chases=1), "lead", **lead), **to_ben(c)
            )
        ),
    }
