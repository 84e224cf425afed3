"""A reminder takes along what is reached before Heed may write again, and says when it is due."""

import pytest

from bot.core.customer_outcomes import CustomerAdded, CustomerEdited
from bot.core.heed_outcomes import SetupShown
from bot.core.nudges import NudgeState
from bot.core.outcomes import ContactLogged, PromiseMade, ThingChanged
from bot.messages import nudges
from bot.services import bundling
from bot.services.desk import Desk
from bot.services.sweep import sweep
from bot.store import nudges as stored
from tests.makers import ADA, BEN, CLEO, T1, Clock, Gateway, Post, nudged, typed


@pytest.fixture
def two(desk: Desk, clock: Clock) -> Desk:
    """Ada owns Acme, which waits, and Globex, which is due within 90 minutes; Ben leads."""
    clock.set("2026-11-23 09:00")
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, CustomerAdded, ADA, "/customer add Globex")
    typed(desk, CustomerEdited, ADA, "/customer edit Acme target 1h")
    typed(desk, CustomerEdited, ADA, "/customer edit Globex target 90m")
    return desk


def said(post: Post) -> str:
    assert post.bundle is not None
    return str(nudges.reminder(post.bundle).blocks)


def ledger(desk: Desk, number: int) -> dict[str, NudgeState]:
    with desk.store.read() as connection:
        every = stored.of_numbers(connection, T1, [number])[number]
    return {one.step: one.state for one in every}


def both_wait(desk: Desk, clock: Clock) -> None:
    typed(desk, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    clock.set("2026-11-23 09:05")
    typed(desk, ContactLogged, ADA, "/contact from Globex: it is down")


def test_what_is_due_before_the_next_message_may_come_is_in_this_one(
    two: Desk, clock: Clock, gateway: Gateway
) -> None:
    both_wait(two, clock)
    [post] = gateway.ticks("2026-11-23 09:45")
    assert nudged([post]) == [(ADA.id, [1, 2])]
    assert "The answer is due Mon 23 Nov, 10:35." in said(post)
    assert "You get this because the answer is due Mon 23 Nov, 10:35." in said(post)
    assert ledger(two, 2) == {"heads_up": NudgeState.PASSED, "due": NudgeState.SENT}
    # Of the one whose step this was the next one comes, of the other it was said.
    later = gateway.ticks("2026-11-23 10:35", "2026-11-23 10:45", "2026-11-23 11:19")
    assert nudged(later) == [(ADA.id, [1])]
    assert nudged(gateway.ticks("2026-11-23 11:20")) == [(BEN.id, [2])]


def test_what_it_says_of_the_lead_is_so(two: Desk, clock: Clock, gateway: Gateway) -> None:
    both_wait(two, clock)
    [post] = gateway.ticks("2026-11-23 09:45")
    assert post.bundle is not None
    promised = {row.thing.number: row.lead_at for row in post.bundle.rows}
    times = [f"2026-11-23 {hour}:{minute:02}" for hour in (10, 11, 12) for minute in range(60)]
    heard = [one for one in gateway.ticks(*times) if one.to == BEN.id]
    assert {number: one.delivery.created_at for one in heard for number in one.numbers} == promised


@pytest.mark.parametrize(
    "line",
    ["/contact snooze 2", "/contact hold 2 until tomorrow", "/contact to Globex: it works again"],
)
def test_what_is_snoozed_on_hold_or_answered_stays_out(
    two: Desk, clock: Clock, gateway: Gateway, line: str
) -> None:
    both_wait(two, clock)
    expected = ContactLogged if line.startswith("/contact to") else ThingChanged
    typed(two, expected, ADA, line)
    assert nudged(gateway.ticks("2026-11-23 09:45")) == [(ADA.id, [1])]


def test_what_is_somebody_elses_stays_out(two: Desk, clock: Clock, gateway: Gateway) -> None:
    both_wait(two, clock)
    typed(two, ThingChanged, CLEO, "/contact take 2")
    assert nudged(gateway.ticks("2026-11-23 09:45")) == [(ADA.id, [1])]


def test_what_changes_before_it_is_sent_leaves_the_message(
    two: Desk, clock: Clock, gateway: Gateway
) -> None:

    both_wait(two, clock)
    clock.set("2026-11-23 09:45")
    sweep(two)
    bundling.bundle(two)
    typed(two, ContactLogged, ADA, "/contact to Globex: it works again")
    assert nudged(gateway.deliver()) == [(ADA.id, [1])]


def test_a_promise_that_comes_due_says_when(two: Desk, clock: Clock, gateway: Gateway) -> None:
    typed(two, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    clock.set("2026-11-23 09:20")
    typed(two, PromiseMade, ADA, "/promise Globex: call them by today 10:50")
    [post] = gateway.ticks("2026-11-23 09:45")
    assert nudged([post]) == [(ADA.id, [1, 2])]
    assert "You get this because it is due Mon 23 Nov, 10:50." in said(post)
