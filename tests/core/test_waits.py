"""Waits: a reminder says why it came late only where it did, and what it waited for in the end."""

from dataclasses import replace
from typing import Any

import pytest

from bot.core.attention import Held
from bot.core.care import Care
from bot.core.waits import held_back, reached_at
from tests.core.cast import ADA, SAO_PAULO, at, hours, inquiry, nudge, thing, told

# (step reached at, said at, held back by, what it says)
ROWS = [
    ("13:00:10", "13:00:40", Held.SPACING, None),  # as the hour was over
    ("13:00", "13:20", Held.SPACING, Held.SPACING),
    ("13:00", "13:20", None, None),  # nobody knows
    ("12:10", "13:00:20", Held.SPACING, Held.CLOSED),  # the day begins at 13:00 in Berlin
    ("12:10", "13:40", Held.SPACING, Held.SPACING),  # and at 13:00 others were told of first
    ("13:10", "13:00", Held.CLOSED, None),  # taken along, before its time
]


@pytest.mark.parametrize(("reached", "said", "why", "held"), ROWS)
def test_what_came_on_time_did_not_wait(
    reached: str, said: str, why: Held | None, held: Held | None
) -> None:
    due, sent = at(f"2026-11-18 {reached}"), at(f"2026-11-18 {said}")
    one = replace(told("due", due, why=why), sent_at=sent)

    assert held_back(one, hours=hours(SAO_PAULO), now=sent) == held


@pytest.mark.parametrize(
    ("step", "care", "reached"),
    [
        ("lead", {}, "17:00"),  # nothing put it off
        ("lead", {"own_until": at("2026-11-18 16:00")}, "15:00"),
        ("lead", {"claims": 1}, "15:00"),
        ("day_1", {"claims": 1}, "17:00"),  # no claim puts off what the owner hears
    ],
)
def test_a_claim_puts_off_when_the_lead_hears_and_not_when_the_step_was_reached(
    step: str, care: dict[str, Any], reached: str
) -> None:
    item = inquiry(at("2026-11-18 09:00"))
    claimed = thing(replace(item, care=replace(Care(ADA), **care)))
    one = nudge(step, at("2026-11-18 17:00"))

    assert reached_at(one, claimed) == at(f"2026-11-18 {reached}")
