"""Claims that end: the owner is asked again, once, in time for the lead to hear after them."""

from datetime import timedelta

import pytest

from bot.core import claims, things
from bot.core.history import Verb
from bot.core.ladders import Audience
from bot.core.nudges import NudgeState
from tests.core.cast import (
    ADA,
    BEN,
    BERLIN,
    CLEO,
    FAY,
    SAO_PAULO,
    at,
    hours,
    inquiry,
    member,
    minutes,
    people,
    said,
    team,
    thing,
)
from tests.core.test_lives import Life

MONDAY = at("2026-11-16 09:00")


def _life() -> Life:
    """An inquiry of Ada's, whom Ben leads; four hours to an answer."""
    support = team()
    begun = thing(inquiry(MONDAY, logged_at=MONDAY), support=support, owner=member(ADA))
    return Life(
        thing=begun,
        people=people(support=support),
        now=MONDAY,
        is_busy=False,
        courier_first=False,
        nudge_at=MONDAY,
    )


def _said(life: Life) -> list[tuple[str | None, str, str | None]]:
    sent = sorted(
        (one for one in life.ledger if one.state is NudgeState.SENT and one.sent_at is not None),
        key=lambda one: (one.sent_at, one.id),
    )
    return [(one.recipient_id, one.step.partition("_1")[0], said(one.sent_at)) for one in sent]


def test_at_the_end_of_a_claim_its_owner_is_asked_once_and_the_lead_after_them() -> None:
    life = _life()
    life.do(Verb.CLAIMED, minutes(0), CLEO)
    life.pass_until(at("2026-11-17 12:59"))

    assert _said(life) == [
        (CLEO, "heads_up", "Mon 2026-11-16 12:00"),
        (ADA, "claim", "Mon 2026-11-16 13:00"),  # and not Cleo: it is due at that very instant
        (BEN, "lead", "Tue 2026-11-17 11:00"),
    ]


def test_a_claim_in_which_nothing_was_to_be_asked_ends_in_silence() -> None:
    life = _life()
    late = at("2026-11-16 09:05")
    life.pass_until(late)
    life.do(Verb.CLAIMED, minutes(0), CLEO)
    held = life.thing.care.claimed_until
    assert held is not None
    life.do(Verb.HELD, timedelta(days=1), ADA)
    life.pass_until(held + minutes(1))

    assert _said(life) == []


def test_after_their_own_claim_the_owner_is_asked_and_the_lead_waits_no_longer_than_that() -> None:
    life = _life()
    life.pass_until(at("2026-11-16 11:30"))
    life.do(Verb.CLAIMED, minutes(0), ADA)  # until 15:30; Ben would have heard at 15:00
    life.pass_until(at("2026-11-16 15:20"))
    life.do(Verb.CLAIMED, minutes(0), ADA)  # until Tuesday, 11:20
    life.pass_until(at("2026-11-17 12:00"))

    assert _said(life) == [
        (ADA, "heads_up", "Mon 2026-11-16 12:00"),
        (ADA, "due", "Mon 2026-11-16 13:00"),
        (BEN, "lead", "Mon 2026-11-16 16:30"),
        (ADA, "claim", "Tue 2026-11-17 11:20"),
    ]


def test_a_claim_of_what_is_snoozed_reminds_nobody_before_it_is_over() -> None:
    life = _life()
    life.pass_until(at("2026-11-16 11:30"))
    life.do(Verb.SNOOZED, timedelta(days=1), ADA)
    life.pass_until(at("2026-11-16 13:30"))
    life.do(Verb.CLAIMED, minutes(0), CLEO)
    life.pass_until(at("2026-11-17 09:35"))

    assert _said(life) == [(ADA, "claim", "Tue 2026-11-17 09:30")]


@pytest.mark.parametrize(
    ("now", "zone", "end"),
    [
        ("2026-11-16 09:00:59", BERLIN, "Mon 2026-11-16 13:00"),  # to the minute
        ("2026-11-16 15:00", BERLIN, "Tue 2026-11-17 11:00"),
        ("2026-11-16 10:00", SAO_PAULO, "Mon 2026-11-16 17:00"),  # 6:00 there, where nobody works
        ("2026-11-16 20:00", SAO_PAULO, "Tue 2026-11-17 16:00"),  # 16:00 there
    ],
)
def test_a_claim_lasts_four_hours_of_the_claimers_own_time(now: str, zone: str, end: str) -> None:
    assert said(claims.ends_at(at(now), own=hours(zone))) == end


def test_from_another_zone_the_claim_ends_in_the_claimers_hours_and_the_lead_waits() -> None:
    life = _life()
    life.pass_until(at("2026-11-16 14:50"))
    life.do(Verb.CLAIMED, minutes(0), FAY)
    end = life.thing.care.claimed_until
    assert said(end, SAO_PAULO) == "Mon 2026-11-16 14:50"
    life.pass_until(at("2026-11-18 09:00"))

    to_lead = [when for who, step, when in _said(life) if step == "lead"]
    [asked] = [when for who, step, when in _said(life) if step == "claim"]
    assert asked == "Tue 2026-11-17 09:00"  # the claim ended at 18:50 in Berlin
    assert to_lead == ["Tue 2026-11-17 11:00"]


def test_the_lead_hears_an_hour_of_work_after_a_claim_that_outlasts_their_own_delay() -> None:
    life = _life()
    life.pass_until(at("2026-11-16 09:30"))
    life.do(Verb.CLAIMED, minutes(0), FAY)  # until 17:00 in Berlin, 13:00 there
    end = life.thing.care.claimed_until
    assert said(end) == "Mon 2026-11-16 17:00"
    [lead] = [one for one in things.plan(life.thing) if one.audience is Audience.LEAD]
    assert said(lead.at) == "Tue 2026-11-17 11:00"
