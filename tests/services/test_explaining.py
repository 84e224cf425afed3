"""“Did this count?” speaks of whoever the customer is by now, however often two were made one."""

from functools import partial
from typing import Any

import pytest

from bot.core.customer_outcomes import CustomerAdded
from bot.core.heard import Explained
from bot.core.merging import CustomersMerged
from bot.core.particulars import ParticularShown
from bot.services import explaining, merging, undo
from bot.services.desk import Desk, Turn
from bot.services.once import do
from tests.makers import ADA, Clock, asked, assert_rebuilt, at, typed
from tests.services.test_watching import CHANNEL, JO, edit, say, ts


@pytest.fixture
def acme(desk: Desk, clock: Clock) -> Desk:
    """Acme's channel is watched; a quote was asked for there, and kind words were said."""
    clock.set("2026-11-18 09:00")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, ParticularShown, ADA, f"/customer channel Acme <#{CHANNEL}> watch")
    for name in ("Globex", "Initech"):
        typed(desk, CustomerAdded, ADA, f"/customer add {name}")
    clock.set("2026-11-18 14:00")
    say(desk, JO, "a quote", "10:00")
    say(desk, JO, "Thanks a lot!", "10:20")
    return desk


def carry_out(desk: Desk, verb: partial[Any]) -> Any:
    def act(turn: Turn) -> Any:
        return verb(turn)

    return do(desk, asked(ADA, "", ""), act).outcome


def merge(desk: Desk, gone_id: int, kept_id: int) -> CustomersMerged:
    merged = carry_out(desk, partial(merging.merge, gone_id=gone_id, kept_id=kept_id))
    assert isinstance(merged, CustomersMerged)
    return merged


def explained(desk: Desk, when: str) -> Explained:
    found, _, _ = explaining.explain(desk, asked(ADA, "", ""), CHANNEL, ts(when), is_robot=False)
    return found


def names(desk: Desk) -> set[str]:
    return {explained(desk, when).customer_name for when in ("10:00", "10:20")}


def test_what_was_heard_for_one_customer_is_the_others_once_they_are_one(acme: Desk) -> None:
    assert names(acme) == {"Acme"}
    first = merge(acme, 1, 2)
    assert names(acme) == {"Globex"}
    second = merge(acme, 2, 3)
    assert names(acme) == {"Initech"}
    for merged, name in ((second, "Globex"), (first, "Acme")):
        carry_out(acme, partial(undo.change, change_id=merged.change_id))
        assert names(acme) == {name}


@pytest.mark.parametrize("is_before", [True, False])
def test_an_edit_is_told_of_before_and_after_a_merge_and_once_that_is_taken_back(
    acme: Desk, is_before: bool
) -> None:
    if is_before:
        assert edit(acme, JO, "two quotes", "10:00")
    merged = merge(acme, 1, 2)
    if not is_before:
        assert edit(acme, JO, "two quotes", "10:00")
    assert explained(acme, "10:00").edited_at == at("2026-11-18 15:00")
    carry_out(acme, partial(undo.change, change_id=merged.change_id))
    assert explained(acme, "10:00").edited_at == at("2026-11-18 15:00")
    assert_rebuilt(acme.store)
