"""Care: claims, snoozes, hand-overs and holds, and how long each of them counts."""

from collections.abc import Sequence
from functools import reduce

import pytest

from bot.core.care import Care, asked, claimer, held_until, is_snoozed, tend
from bot.core.history import Event, Verb
from tests.core.cast import ADA, BEN, CLEO, at, event, said

NINE, TEN, ELEVEN, NOON = (at(f"2026-11-18 {hour}:00") for hour in ("09", "10", "11", "12"))
FRIDAY = at("2026-11-20 09:00")


def cared(*events: Event) -> Care:
    return reduce(tend, events, Care(owner_id=ADA))


def test_the_owner_is_asked_while_nobody_says_i_have_it() -> None:
    assert asked(cared(), NINE) == ADA


@pytest.mark.parametrize(
    ("now", "whom"),
    [
        (NINE, BEN),  # as soon as it is claimed
        (ELEVEN, BEN),
        (NOON, ADA),  # a claim that lasts until noon is over at noon
    ],
)
def test_a_claim_sends_owner_steps_to_the_claimer_until_it_expires(now: object, whom: str) -> None:
    care = cared(event(Verb.CLAIMED, NINE, actor_id=BEN, until=NOON))

    assert asked(care, now) == whom  # type: ignore[arg-type]


def test_a_claim_given_back_counts_no_more_but_did_happen() -> None:
    care = cared(
        event(Verb.CLAIMED, NINE, actor_id=BEN, until=NOON),
        event(Verb.RELEASED, TEN, actor_id=BEN),
    )

    assert claimer(care, TEN) is None
    assert care.claims == 1


def test_whoever_claims_is_not_woken_before_the_claim_is_over() -> None:
    care = cared(
        event(Verb.SNOOZED, NINE, until=FRIDAY),
        event(Verb.CLAIMED, TEN, actor_id=BEN, until=NOON),
    )

    assert [is_snoozed(care, now) for now in (TEN, ELEVEN, NOON)] == [True, True, False]


@pytest.mark.parametrize(
    ("who", "counts"),
    [
        (ADA, (0, NOON)),  # her own delays the lead to its end,
        (BEN, (1, None)),  # another's by the time that a claim lasts
    ],
)
def test_a_claim_by_the_owner_delays_the_lead_to_its_end(who: str, counts: object) -> None:
    care = cared(event(Verb.CLAIMED, NINE, actor_id=who, until=NOON))

    assert (care.claims, care.own_until) == counts


def test_the_owner_buys_no_more_silence_by_another_claim_nor_by_giving_it_back() -> None:
    first = event(Verb.CLAIMED, NINE, actor_id=ADA, until=NOON)
    again = event(Verb.CLAIMED, ELEVEN, actor_id=ADA, until=FRIDAY)
    back = event(Verb.RELEASED, TEN, actor_id=ADA)

    assert cared(first, again).own_until == NOON
    assert cared(first, back).own_until == TEN


def test_a_snooze_lasts_until_its_instant_and_not_longer() -> None:
    care = cared(event(Verb.SNOOZED, NINE, until=NOON))

    assert [is_snoozed(care, now) for now in (NINE, ELEVEN, NOON)] == [True, True, False]


def test_whoever_gets_it_gets_it_without_claims_and_snoozes_of_others() -> None:
    care = cared(
        event(Verb.CLAIMED, NINE, actor_id=CLEO, until=NOON),
        event(Verb.SNOOZED, NINE, until=FRIDAY),
        event(Verb.GIVEN, TEN, member_id=BEN),
    )

    assert asked(care, TEN) == BEN
    assert not is_snoozed(care, TEN)


def test_given_to_nobody_it_stays_where_it_is() -> None:
    assert cared(event(Verb.GIVEN, TEN)).owner_id == ADA


HOLDS: list[tuple[str, Sequence[Event], str | None]] = [
    ("one hold", [event(Verb.HELD, NINE, until=FRIDAY)], "Fri 2026-11-20 09:00"),
    (
        "a longer one over a shorter",
        [event(Verb.HELD, NINE, until=NOON), event(Verb.HELD, TEN, until=FRIDAY)],
        "Fri 2026-11-20 09:00",
    ),
    (
        "a shorter one over a longer: the latest word holds",
        [event(Verb.HELD, NINE, until=FRIDAY), event(Verb.HELD, TEN, until=NOON)],
        "Wed 2026-11-18 12:00",
    ),
    (
        "ended before its time",
        [event(Verb.HELD, NINE, until=FRIDAY), event(Verb.RESUMED, TEN)],
        None,
    ),
    ("a hold that is over", [event(Verb.HELD, NINE, until=TEN)], None),
    ("a hold without an end is none", [event(Verb.HELD, NINE)], None),
]


@pytest.mark.parametrize(("events", "until"), [row[1:] for row in HOLDS], ids=[h[0] for h in HOLDS])
def test_a_hold_stands_until_its_end(events: Sequence[Event], until: str | None) -> None:
    assert said(held_until(cared(*events), ELEVEN)) == until


def test_what_stood_still_is_remembered_after_the_hold() -> None:
    care = cared(event(Verb.HELD, NINE, until=FRIDAY), event(Verb.RESUMED, TEN))

    assert [(hold.since, hold.until) for hold in care.holds] == [(NINE, TEN)]


@pytest.mark.parametrize("verb", [Verb.OPENED, Verb.ANSWERED, Verb.LOGGED, Verb.SET_UP, Verb.AWAY])
def test_whatever_else_happens_leaves_care_as_it_is(verb: Verb) -> None:
    assert cared(event(verb, TEN, until=FRIDAY, member_id=BEN)) == Care(owner_id=ADA)


def test_a_hold_counts_from_the_full_minute_as_people_read_it() -> None:
    care = cared(event(Verb.HELD, NINE.replace(second=42), until=FRIDAY))
    assert [hold.since for hold in care.holds] == [NINE]
