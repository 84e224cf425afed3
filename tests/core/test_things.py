"""Things: what inquiries and promises have in common, and in whose hours they wait."""

from datetime import datetime

import pytest

from bot.core import things
from bot.core.customers import KEY, STANDARD, tier_named
from bot.core.history import Kind, Verb
from bot.core.things import Thing
from tests.core.cast import (
    ADA,
    FAY,
    NUMBER,
    SAO_PAULO,
    at,
    customer,
    event,
    inquiry,
    member,
    minutes,
    promise,
    said,
    team,
    thing,
)

ASKED = at("2026-11-18 09:00")
DUE = at("2026-11-20 17:00")
INQUIRY, PROMISE = thing(inquiry(ASKED)), thing(promise(ASKED, DUE))


def test_a_thing_is_an_inquiry_or_a_promise() -> None:
    assert (INQUIRY.kind, PROMISE.kind) == (Kind.INQUIRY, Kind.PROMISE)
    assert (INQUIRY.number, INQUIRY.episode, INQUIRY.care.owner_id) == (NUMBER, 1, ADA)


@pytest.mark.parametrize(
    ("one", "verb"), [(INQUIRY, Verb.ANSWERED), (PROMISE, Verb.KEPT), (PROMISE, Verb.WITHDRAWN)]
)
def test_a_thing_is_open_until_it_is_settled(one: Thing, verb: Verb) -> None:
    settled = things.changed(one, event(verb, DUE, kind=one.kind))

    assert (things.is_open(one), things.is_open(settled)) == (True, False)


def test_an_answer_is_due_by_the_tier_and_a_promise_as_promised() -> None:
    assert said(things.due_at(INQUIRY)) == "Wed 2026-11-18 13:00"
    key = Thing(INQUIRY.item, customer(KEY.name), INQUIRY.owner, INQUIRY.team, "")
    assert said(things.due_at(key)) == "Wed 2026-11-18 11:00"
    assert things.due_at(PROMISE) == DUE


def test_an_unknown_tier_is_the_standard_one() -> None:
    assert tier_named("platinum") == STANDARD


@pytest.mark.parametrize(
    ("zone", "owner_id", "due"),
    [
        ("Europe/Berlin", FAY, "Wed 2026-11-18 13:00"),  # the team's zone decides
        (None, ADA, "Wed 2026-11-18 13:00"),  # without one the owner's
        (None, FAY, "Wed 2026-11-18 17:00"),  # who begins four hours later
    ],
)
def test_waiting_counts_in_the_hours_of_the_owners_team(
    zone: str | None, owner_id: str, due: str
) -> None:
    own = thing(inquiry(ASKED), support=team(zone=zone), owner=member(owner_id))

    assert said(things.due_at(own)) == due


def test_what_is_waited_for_begins_with_their_word_or_at_our_date() -> None:
    assert (things.waiting_since(INQUIRY), things.waiting_since(PROMISE)) == (ASKED, DUE)


def test_an_answer_took_working_time_and_a_promise_takes_none() -> None:
    assert things.spent_until(INQUIRY, at("2026-11-19 10:00")) == minutes(9 * 60)
    assert things.spent_until(PROMISE, DUE) is None


@pytest.mark.parametrize(
    ("poked_at", "known"),
    [
        (None, ASKED),
        (at("2026-11-17 09:00"), ASKED),  # judged anew before it was logged: of no matter
        (at("2026-11-19 09:00"), at("2026-11-19 09:00")),
    ],
)
def test_a_plan_is_known_since_it_was_logged_or_last_changed(
    poked_at: datetime | None, known: datetime
) -> None:
    poked = Thing(INQUIRY.item, customer(), member(), team(), "", poked_at=poked_at)

    assert things.known_since(poked) == known


@pytest.mark.parametrize(
    ("logged", "look"),
    [
        ("2026-11-18 09:00", "Wed 2026-11-18 12:00"),
        ("2026-11-18 12:00", "Wed 2026-11-18 12:00"),  # at the very instant
        ("2026-11-18 14:00", "Wed 2026-11-18 15:00"),  # steps before that are skipped
        ("2026-12-24 14:00", None),  # everything is past: only the digest speaks of it
    ],
)
def test_the_first_look_is_at_the_first_step_still_to_come(logged: str, look: str | None) -> None:
    late = thing(inquiry(ASKED, logged_at=at(logged)))

    assert said(things.first_look(late)) == look


def test_a_plan_is_told_in_the_teams_zone_wherever_one_looks_from() -> None:
    steps = {step.name: said(step.at, SAO_PAULO) for step in things.plan(INQUIRY)}

    assert steps["due"] == "Wed 2026-11-18 09:00"
    assert {step.name for step in things.plan(PROMISE)} >= {"day_before", "overdue"}
