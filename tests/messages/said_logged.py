"""What is said of contacts, promises and changes, by name."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.core.asks import Candidate, LogContact, Naming
from bot.core.contacts import Direction, Mood, Via
from bot.core.history import Verb
from bot.core.outcomes import (
    ContactLogged,
    NotTold,
    PromiseMade,
    Repeated,
    ThingChanged,
    Undone,
)
from bot.messages.kit import Message
from tests.messages.cast import KEPT, NOW, Cast, at
from tests.messages.saying import Saying, said


def contact(cast: Cast, verb: Verb, **changes: Any) -> Message:
    direction = changes.pop("direction", Direction.INBOUND)
    options = changes.pop("options", {})
    ask = LogContact(direction, Naming((Candidate("Acme", cast.words),)), **options)
    thing = changes.pop("thing", cast.inquiry())
    due_at = changes.pop("due_at", at(18, 13, 30))
    outcome = ContactLogged(
        ask,
        cast.acme,
        cast.ada,
        cast.words,
        changes.pop("at", at(18, 9, 30)),
        verb,
        "c1",
        9,
        thing=thing,
        due_at=due_at,
    )
    return said(replace(outcome, **changes))


def contacts() -> dict[str, Saying]:
    ours = Direction.OUTBOUND
    quick = timedelta(hours=2)
    options = {"via": Via.PHONE, "mood": Mood.HAPPY, "at": at(18, 9, 30)}
    return {
        "contact_opened": lambda c: contact(c, Verb.OPENED, at=NOW, due_at=at(19, 10, 5)),
        "contact_opened_with_options": lambda c: contact(
            c, Verb.OPENED, options=options, added=True, thing=c.inquiry(linked_to=470)
        ),
        "contact_chased": lambda c: contact(c, Verb.CHASED, at=NOW),
        "contact_chased_earlier": lambda c: contact(
            c,
            Verb.CHASED,
            options={"at": at(17, 16)},
            at=at(17, 16),
            thing=c.inquiry(opened_at=at(17, 16)),
        ),
        "contact_answered_in_time": lambda c: contact(
            c, Verb.ANSWERED, direction=ours, spent=quick, others=[c.inquiry(483)]
        ),
        "contact_answered_late": lambda c: contact(
            c, Verb.ANSWERED, direction=ours, spent=timedelta(hours=5, minutes=20)
        ),
        "contact_answered_before_they_wrote_again": lambda c: contact(
            c,
            Verb.ANSWERED,
            direction=ours,
            spent=quick,
            since=c.inquiry(483, opened_at=at(18, 12)),
            options={"at": at(18, 11)},
            at=at(18, 11),
        ),
        "contact_acknowledged": lambda c: contact(
            c, Verb.ACKNOWLEDGED, direction=ours, options={"ack": True}, others=[c.inquiry(483)]
        ),
        "contact_that_may_be_about_many": lambda c: contact(
            c,
            Verb.LOGGED,
            direction=ours,
            options={"ack": True},
            thing=None,
            due_at=None,
            others=[c.inquiry(483), c.inquiry(484)],
        ),
        "contact_of_kind_words": lambda c: contact(
            c, Verb.LOGGED, thing=None, due_at=None, is_pleasantry=True
        ),
        "contact_noted": lambda c: contact(
            c, Verb.LOGGED, thing=None, due_at=None, options={"fyi": True}
        ),
        "contact_with_nobody_waiting": lambda c: contact(
            c, Verb.LOGGED, direction=ours, thing=None, due_at=None
        ),
        "contact_that_may_answer_one": lambda c: contact(
            c, Verb.LOGGED, direction=ours, thing=None, due_at=None, others=[c.inquiry(483)]
        ),
        "contact_that_may_answer_many": lambda c: contact(
            c,
            Verb.LOGGED,
            direction=ours,
            thing=None,
            due_at=None,
            others=[c.inquiry(number) for number in range(483, 491)],
        ),
    }


def changed(
    verb: Verb,
    *,
    promise: bool = False,
    item: dict[str, Any] | None = None,
    again: bool = False,
    day_off: date | None = None,
    **fields: Any,
) -> Saying:
    def saying(cast: Cast) -> Message:
        thing = (cast.promise if promise else cast.inquiry)(**(item or {}))
        event = cast.event(verb, thing, **fields)
        since = cast.inquiry(483, opened_at=at(18, 12)) if again else None
        outcome = ThingChanged(thing, event, "c1", to_name=cast.lead_name, since=since)
        return said(replace(outcome, day_off=day_off))

    return saying


def kept(**item: Any) -> Saying:
    """Kept; it was due on Friday at five."""
    return changed(Verb.KEPT, promise=True, item=KEPT | item, at=item["settled_at"])


def moved(*, told: bool | None = None, item: dict[str, Any] | None = None) -> Saying:
    moved_to = {"moves": 1, "due_at": at(23, 12)} | (item or {})
    return changed(Verb.MOVED, promise=True, item=moved_to, words="parts are late", told=told)


def changes() -> dict[str, Saying]:
    hours = timedelta(hours=1)
    return {
        "thing_answered": changed(Verb.ANSWERED, spent=3 * hours, target=4 * hours),
        "thing_answered_late": changed(Verb.ANSWERED, spent=5.5 * hours, target=4 * hours),
        "thing_dismissed": changed(Verb.DISMISSED),
        "thing_claimed": changed(Verb.CLAIMED, until=at(19, 10, 5)),
        "thing_released": changed(Verb.RELEASED),
        "thing_snoozed": changed(Verb.SNOOZED, until=at(19, 9)),
        "thing_held": changed(Verb.HELD, until=at(20, 9)),
        "thing_snoozed_until_a_day_off": changed(
            Verb.SNOOZED, until=at(23, 9), day_off=date(2026, 11, 20)
        ),
        "thing_held_until_a_day_off": changed(
            Verb.HELD, until=at(23, 9), day_off=date(2026, 11, 20)
        ),
        "promise_held_until_a_day_off": changed(
            Verb.HELD, promise=True, until=at(23, 9), day_off=date(2026, 11, 20)
        ),
        "thing_resumed": changed(Verb.RESUMED),
        "thing_given": changed(Verb.GIVEN, member_id="U0BEN"),
        "promise_kept": kept(settled_at=at(20, 16, 30)),
        "promise_kept_early": kept(settled_at=at(18, 17)),
        "promise_kept_late": kept(settled_at=at(23, 11)),
        "promise_kept_after_a_move": kept(
            settled_at=at(18, 17), moves=1, missed=1, missed_due_at=at(16, 15)
        ),
        "promise_kept_after_an_untold_move": kept(
            settled_at=at(20, 17), moves=1, known_due_at=at(19, 12), untold_since=at(18, 9)
        ),
        "promise_moved": moved(),
        "promise_moved_and_told": moved(told=True),
        "promise_moved_and_not_told": moved(told=False),
        "promise_moved_again_to_a_sunday": moved(
            told=True, item={"moves": 2, "missed": 1, "due_at": at(22, 17)}
        ),
        "promise_corrected": changed(Verb.CORRECTED, promise=True),
        "promise_told": changed(Verb.ACKNOWLEDGED, promise=True),
        "promise_not_told": lambda c: said(NotTold(c.promise())),
        "thing_acknowledged": changed(Verb.ACKNOWLEDGED),
        "thing_answered_before_they_wrote_again": changed(
            Verb.ANSWERED, spent=3 * hours, target=4 * hours, again=True
        ),
        "thing_given_to_another_zone": lambda c: said(
            ThingChanged(
                c.inquiry(),
                c.event(Verb.GIVEN, c.inquiry(), member_id="U0BEN"),
                "c1",
                to_name=c.lead_name,
                due_at=at(18, 18, 30),
            )
        ),
        "promise_withdrawn": changed(Verb.WITHDRAWN, promise=True, words="they cancelled"),
        "undone": lambda c: said(Undone([c.event(Verb.ANSWERED, c.inquiry())])),
        "undone_two": lambda c: said(
            Undone([c.event(Verb.ADDED, c.inquiry()), c.event(Verb.OPENED, c.inquiry())])
        ),
        "undone_nothing": lambda c: said(Undone([])),
        "repeated_by_slack": lambda c: said(Repeated(12, retyped=False)),
        "repeated_by_hand": lambda c: said(Repeated(12, retyped=True, draft_id=5)),
        "promise_made": lambda c: said(PromiseMade(c.promise(), "c1")),
        "promise_made_for_a_sunday": lambda c: said(
            PromiseMade(c.promise(due_at=at(22, 17)), "c1", added=True)
        ),
    }
