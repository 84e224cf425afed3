"""What is handed over after the lead heard of it: somebody above hears, once, whoever claims it."""

import pytest

from bot.core import things
from bot.core.history import Verb
from bot.core.ladders import Audience
from bot.core.nudges import Nudge, NudgeState
from tests.core.cast import ADA, BEN, DORA, at, inquiry, member, minutes, people, team, thing
from tests.core.test_lives import Life

MONDAY = at("2026-11-16 09:00")
HEARS = 360  # minutes of working time after the word: the lead's step of a target of four hours


def _life() -> Life:
    """An inquiry of Ada's, whom Ben leads, and him Dora."""
    support = team()
    return Life(
        thing=thing(inquiry(MONDAY, logged_at=MONDAY), support=support, owner=member(ADA)),
        people=people(support=support),
        now=MONDAY,
        is_busy=False,
        courier_first=False,
        nudge_at=MONDAY,
    )


def _to_lead(life: Life) -> list[Nudge]:
    lead = [one for one in life.ledger if one.audience is Audience.LEAD]
    return [one for one in lead if one.state is NudgeState.SENT]


@pytest.mark.parametrize("claimed_after", [None, 5, 30, 90])
def test_a_claim_does_not_keep_a_hand_over_from_the_lead(claimed_after: int | None) -> None:
    life = _life()
    life.pass_until(at("2026-11-16 15:30"))
    assert [one.recipient_id for one in _to_lead(life)] == [BEN]

    life.do(Verb.GIVEN, minutes(0), BEN)
    if claimed_after is not None:
        life.pass_until(life.now + minutes(claimed_after))
        life.do(Verb.CLAIMED, minutes(0), BEN)
    life.pass_until(at("2026-11-27 12:00"))

    assert [one.recipient_id for one in _to_lead(life)] == [BEN, DORA]


@pytest.mark.parametrize("given_after", [HEARS - 60, HEARS + 30, HEARS + 120])
def test_a_claim_before_a_hand_over_has_the_lead_hear_once(given_after: int) -> None:
    life = _life()
    life.pass_until(MONDAY + minutes(200))
    life.do(Verb.CLAIMED, minutes(0), ADA)
    life.pass_until(things.hours_of(life.thing).add(MONDAY, minutes(given_after)))
    life.do(Verb.GIVEN, minutes(0), BEN)
    life.pass_until(at("2026-11-27 12:00"))

    assert len(_to_lead(life)) == 1
