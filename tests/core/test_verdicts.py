"""Verdicts: what a nudge must still be to be said, and how fair a warning its owner had."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.core.attention import Held
from bot.core.history import Kind, Verb
from bot.core.nudges import Nudge, NudgeState
from bot.core.recipients import People
from bot.core.things import Thing
from bot.core.verdicts import OVERTAKEN, Moot, Say, Verdict, Wait, revived, weigh
from tests.core.cast import (
    ADA,
    BEN,
    at,
    event,
    inquiry,
    member,
    minutes,
    nudge,
    people,
    promise,
    said,
    thing,
    told,
)

# Asked on Wednesday at 9:00: heads-up 12:00, due 13:00, lead 15:00, day_1 Thursday 13:00.
ASKED = at("2026-11-18 09:00")
HEADS_UP, DUE, LEAD = (at(f"2026-11-18 {hour}:00") for hour in ("12", "13", "15"))
WAITING = thing(inquiry(ASKED))


def weighed(
    one: Nudge, now: datetime, *others: Nudge, of: Thing = WAITING, among: People | None = None
) -> Verdict:
    rest = [replace(other, id=place) for place, other in enumerate(others, start=2)]
    return weigh(one, of, ledger=[one, *rest], people=among or people(), now=now)


def test_a_true_nudge_is_said() -> None:
    assert weighed(nudge("due", DUE), DUE) == Say()


@pytest.mark.parametrize("verb", [Verb.ANSWERED, Verb.DISMISSED])
def test_nobody_is_nudged_about_what_is_settled(verb: Verb) -> None:
    settled = thing(inquiry(ASKED, event(verb, HEADS_UP)))

    assert weighed(nudge("due", DUE), DUE, of=settled) == Moot("it was settled")


def test_a_promise_that_was_moved_silences_its_former_episode() -> None:
    made, due, later = at("2026-11-16 09:00"), at("2026-11-18 12:00"), at("2026-11-20 12:00")
    move = event(Verb.MOVED, due, kind=Kind.PROMISE, due_at=later)
    moved = thing(promise(made, due, move))

    assert weighed(nudge("overdue", due), due, of=moved) == Moot("the promise was moved")


def test_a_step_that_is_no_longer_on_the_ladder_is_moot() -> None:
    assert isinstance(weighed(nudge("day_2", DUE), LEAD), Moot)


@pytest.mark.parametrize("state", [NudgeState.QUEUED, NudgeState.BOUND, NudgeState.SENT])
def test_a_later_step_that_lives_overtakes_an_earlier_one(state: NudgeState) -> None:
    due = nudge("due", DUE, state=state)

    assert weighed(nudge("heads_up", HEADS_UP), DUE, due) == Moot("a later step was said")


@pytest.mark.parametrize("state", [NudgeState.MOOT, NudgeState.PASSED, NudgeState.LOST])
def test_a_later_step_that_nobody_hears_overtakes_nothing(state: NudgeState) -> None:
    assert weighed(nudge("heads_up", HEADS_UP), DUE, nudge("due", DUE, state=state)) == Say()


def test_the_leads_step_does_not_overtake_the_owners() -> None:
    assert weighed(nudge("due", DUE), LEAD, nudge("lead", LEAD)) == Say()


def test_a_step_waits_for_the_sweep_that_is_about_to_overtake_it() -> None:
    ends = at("2026-11-19 09:00")
    snoozed = thing(inquiry(ASKED, event(Verb.SNOOZED, HEADS_UP, until=ends)))

    assert weighed(nudge("due", DUE), ends, of=snoozed) == Wait(ends, Held.LATER)


def test_a_snooze_that_ended_is_said_even_if_it_was_taken_back_meanwhile() -> None:
    evening, morning = at("2026-11-18 18:00"), at("2026-11-19 09:00")

    assert weighed(nudge("snooze_1", evening), morning) == Say()


def test_on_hold_it_waits_for_the_end_of_the_hold() -> None:
    ends = at("2026-11-20 09:00")
    held = thing(inquiry(ASKED, event(Verb.HELD, HEADS_UP, until=ends)))

    assert weighed(nudge("due", DUE), DUE, of=held) == Wait(ends, Held.HOLD)
    assert weighed(nudge("lead", LEAD), LEAD, of=held) == Wait(ends, Held.HOLD)


def test_after_a_hold_it_waits_until_its_step_is_reached_again() -> None:
    ends = at("2026-11-19 09:00")
    held = thing(inquiry(ASKED, event(Verb.HELD, HEADS_UP, until=ends)))

    # An hour was left of the target when the clock stopped.
    assert weighed(nudge("due", DUE), ends, of=held) == Wait(at("2026-11-19 10:00"), Held.LATER)


def test_a_snooze_makes_the_owner_wait_and_never_the_lead() -> None:
    ends = at("2026-11-20 09:00")
    snoozed = thing(inquiry(ASKED, event(Verb.SNOOZED, HEADS_UP, until=ends)))

    assert weighed(nudge("due", DUE), LEAD, of=snoozed) == Wait(ends, Held.SNOOZE)
    assert weighed(nudge("lead", LEAD), LEAD, nudge("due", DUE), of=snoozed) == Say()


def test_a_claim_makes_a_queued_lead_wait_until_its_owner_was_asked_again() -> None:
    claim = event(Verb.CLAIMED, LEAD, actor_id=BEN, until=at("2026-11-19 11:00"))
    claimed = thing(inquiry(ASKED, claim))

    assert weighed(nudge("lead", LEAD), LEAD, of=claimed) == Wait(
        at("2026-11-19 12:00"), Held.LATER
    )


AWAY = people(member(ADA, away_until=at("2026-11-25 09:00")))
COVERED = people(member(ADA, away_until=at("2026-11-25 09:00"), cover_id="UCLEO"))
GONE = people(member(ADA, is_deactivated=True))
NOW = at("2026-11-18 15:30")

FAIR = [
    # (what, the owner's nudges, people, when the lead hears: None is now)
    ("told long ago", [told("due", DUE)], people(), None),
    ("told an hour ago", [told("due", at("2026-11-18 14:30"))], people(), None),
    ("told just now", [told("due", at("2026-11-18 15:10"))], people(), "Wed 2026-11-18 16:10"),
    (
        "told twice: the later one counts",
        [told("heads_up", HEADS_UP), told("due", at("2026-11-18 15:29"))],
        people(),
        "Wed 2026-11-18 16:29",
    ),
    ("about to be told", [nudge("due", DUE)], people(), "Wed 2026-11-18 16:30"),
    (
        "told before, and about to be told again: not in the same minute",
        [told("heads_up", HEADS_UP), nudge("due", DUE)],
        people(),
        "Wed 2026-11-18 16:30",
    ),
    (
        "told before, and to be told again tomorrow: the lead need not wait for that",
        [told("heads_up", HEADS_UP), nudge("due", DUE, ready_at=at("2026-11-19 09:00"))],
        people(),
        None,
    ),
    (
        "to be told tomorrow for the first time",
        [nudge("due", DUE, ready_at=at("2026-11-19 09:00"))],
        people(),
        "Thu 2026-11-19 10:00",
    ),
    (
        "has had six messages today: the lead need not wait for that",
        [nudge("due", DUE, ready_at=at("2026-11-19 09:00"), why=Held.CAP)],
        people(),
        None,
    ),
    (
        "was told of something else just now: nor for that",
        [nudge("due", DUE, ready_at=at("2026-11-18 16:10"), why=Held.SPACING)],
        people(),
        None,
    ),
    (
        "held back by spacing until now: about to be told",
        [nudge("due", DUE, ready_at=NOW, why=Held.SPACING)],
        people(),
        "Wed 2026-11-18 16:30",
    ),
    ("never to be told: it was past when logged", [], people(), None),
    ("away and nobody covers", [nudge("due", DUE)], AWAY, None),
    ("away, but covered", [nudge("due", DUE)], COVERED, "Wed 2026-11-18 16:30"),
    ("deactivated", [nudge("due", DUE)], GONE, None),
]


@pytest.mark.parametrize("row", FAIR, ids=[row[0] for row in FAIR])
def test_the_lead_hears_no_sooner_than_a_working_hour_after_the_owner(
    row: tuple[str, list[Nudge], People, str | None],
) -> None:
    _, owners, among, until = row
    verdict = weighed(nudge("lead", LEAD), NOW, *owners, among=among)

    assert (said(verdict.until) if isinstance(verdict, Wait) else None) == until
    assert isinstance(verdict, Wait | Say)


def test_fair_warning_is_an_hour_of_work() -> None:
    friday = at("2026-11-20 09:00")
    late = thing(inquiry(friday))
    before_closing = told("due", at("2026-11-20 16:40"))

    assert weighed(
        nudge("lead", at("2026-11-20 15:00")), at("2026-11-20 16:50"), before_closing, of=late
    ) == Wait(at("2026-11-23 09:40"), Held.WARNING)


def test_what_waits_for_a_cover_and_was_said_in_the_channel_since_keeps_no_lead_waiting() -> None:
    friday = at("2026-11-20 09:00")
    waits = nudge("heads_up", at("2026-11-20 12:00"), ready_at=at("2026-11-20 15:00"))
    in_channel = told("due", at("2026-11-20 13:00"))
    lead = nudge("lead", at("2026-11-20 15:00"))

    ledger = (waits, in_channel)
    assert weighed(lead, at("2026-11-20 15:00"), *ledger, of=thing(inquiry(friday))) == Say()


def test_what_made_way_for_a_hand_over_that_was_taken_back_is_said_after_all() -> None:
    ends = at("2026-11-18 13:05")
    snoozed = thing(inquiry(ASKED, event(Verb.SNOOZED, DUE, until=ends)))
    name = f"snooze_{int(ends.timestamp())}"
    made_way = nudge(name, ends, state=NudgeState.MOOT, why=OVERTAKEN)
    given = nudge("given_1795004100", at("2026-11-18 13:10"))
    ledger = (told("due", DUE), made_way, given)

    assert revived(snoozed, ledger) == [made_way]
    again = nudge(name, ends)
    assert weighed(again, at("2026-11-18 13:15"), told("due", DUE), given, of=snoozed) == Say()


def test_what_was_said_in_a_former_episode_warns_nobody_now() -> None:
    made, due, later = at("2026-11-09 09:00"), at("2026-11-10 12:00"), at("2026-11-16 12:00")
    move = event(Verb.MOVED, due, kind=Kind.PROMISE, due_at=later)
    moved = thing(promise(made, due, move))
    now = at("2026-11-17 12:00")
    lead = nudge("lead", now, episode=2, kind=Kind.PROMISE)

    assert weighed(lead, now, told("overdue", now - minutes(5)), of=moved) == Say()
