"""Steps by their names: whatever stands in the ledger is said in words."""

import re

import pytest

from bot.core.claims import CLAIM
from bot.core.complaints import COMPLAINT, TO_LEAD
from bot.core.history import Kind
from bot.core.ladders import (
    ANEW,
    BRIEF,
    GIVEN,
    INQUIRY_LADDER,
    PROMISE_LADDER,
    SINCE,
    SNOOZE,
)
from bot.core.silences import UNTOLD, UPDATE
from bot.messages import steps

OF_DEEDS = (SNOOZE, CLAIM, GIVEN, ANEW, COMPLAINT, TO_LEAD, UPDATE, UNTOLD)
STAMPED = [f"{deed}1795507200" for deed in OF_DEEDS] + [f"{BRIEF}20261124", f"{UPDATE}1795507200_2"]
NAMES = [
    *((Kind.INQUIRY, step.name) for step in INQUIRY_LADDER),
    *((Kind.PROMISE, step.name) for step in PROMISE_LADDER),
    *((kind, name) for kind in Kind if kind in (Kind.INQUIRY, Kind.PROMISE) for name in STAMPED),
]


@pytest.mark.parametrize("since", ["", f"{SINCE}6b04a1c0"], ids=["plain", "ahead again"])
@pytest.mark.parametrize(("kind", "name"), NAMES, ids=lambda one: str(one))
def test_every_step_is_called_by_words(kind: Kind, name: str, since: str) -> None:
    called = steps.called(kind, f"{name}{since}")
    assert re.search(r"[0-9_:]", called) is None
    assert called != name
