"""Waits: a reminder says why it came late only where it did, and what it waited for in the end."""

from dataclasses import replace

import pytest

from bot.core.attention import Held
from bot.core.waits import held_back
from tests.core.cast import SAO_PAULO, at, hours, told

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
