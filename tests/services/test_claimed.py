"""What is claimed and not settled: its owner is asked again, as was promised to the claimer."""

import pytest

from bot.core.customer_outcomes import CustomerAdded, CustomerEdited, CustomerShown
from bot.core.heed_outcomes import SetupShown
from bot.core.members import Member
from bot.core.outcomes import ContactLogged, ThingChanged, Undone
from bot.messages import cards, nudges, things
from bot.services.desk import Desk
from tests.makers import (
    ADA,
    BEN,
    BERLIN,
    CLEO,
    SAO,
    SAO_PAULO,
    Clock,
    Gateway,
    Post,
    at,
    nudged,
    typed,
)


@pytest.fixture
def acme(desk: Desk, clock: Clock) -> Desk:
    """Ada owns Acme, and Ben leads her; four hours to an answer."""
    clock.set("2026-11-23 09:00:10")
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, ContactLogged, ADA, "/contact from Acme: where is it")
    return desk


def said(post: Post) -> str:
    assert post.bundle is not None
    return str(nudges.reminder(post.bundle).blocks)


def test_what_was_claimed_and_forgotten_is_asked_of_its_owner(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    taken = typed(acme, ThingChanged, BEN, "/contact take 1")
    reply = things.changed(taken, zone=BERLIN, now=clock.now).text
    assert "until Mon 23 Nov, 13:00. If it is still open then, I ask Ada again." in reply

    [to_ben, to_ada] = gateway.ticks("2026-11-23 12:00:10", "2026-11-23 13:00:10")
    assert nudged([to_ben, to_ada]) == [(BEN.id, [1]), (ADA.id, [1])]
    why = "Ben had it until Mon 23 Nov, 13:00 and it is still open: it is yours again"
    assert why in said(to_ada)


def test_a_claim_from_another_zone_ends_there_by_day(acme: Desk, clock: Clock) -> None:
    clock.set("2026-11-23 15:30")
    taken = typed(acme, ThingChanged, SAO, "/contact take 1")
    assert taken.thing.care.claimed_until == at("2026-11-23 15:30", SAO_PAULO)


def test_the_owners_own_message_is_in_nobodys_place_while_another_has_it(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    gateway.ticks("2026-11-23 12:00:10")
    clock.set("2026-11-23 12:30")
    typed(acme, ThingChanged, CLEO, "/contact take 1")
    [(_, shown)] = gateway.edits()
    assert shown.rows[0].instead_of_name is None


def test_a_claim_that_ends_within_the_hour_is_not_said_to_be_over_before(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, CustomerAdded, ADA, "/customer add Globex")
    typed(acme, CustomerEdited, ADA, "/customer edit Globex target 3h")
    typed(acme, ContactLogged, ADA, "/contact from Globex: it is down")
    clock.set("2026-11-23 10:30")
    typed(acme, ThingChanged, BEN, "/contact take 1")
    gateway.ticks("2026-11-23 11:15:10", "2026-11-23 12:00:10", "2026-11-23 13:00:10")

    # Ben hears of Globex as lead, within the hour before Acme is Ada's again.
    posts = gateway.ticks("2026-11-23 14:00:10", "2026-11-23 14:30:10")
    assert nudged(posts) == [(BEN.id, [2]), (ADA.id, [1])]
    assert "Ben had it until Mon 23 Nov, 14:30 and it is still open" in said(posts[1])


def test_the_card_names_whoever_has_something(acme: Desk, clock: Clock) -> None:
    typed(acme, ThingChanged, CLEO, "/contact take 1")
    shown = typed(acme, CustomerShown, ADA, "/customer Acme")
    card = str(cards.card(shown, zone=BERLIN, now=clock.now).blocks)
    assert "Cleo has it until Mon 23 Nov, 13:00" in card


@pytest.mark.parametrize("line", ["/contact release 1", "/heed undo 1"])
def test_what_was_asked_of_the_claimer_is_asked_of_its_owner_when_it_is_given_back(
    acme: Desk, clock: Clock, gateway: Gateway, line: str
) -> None:
    clock.set("2026-11-23 10:00:10")
    typed(acme, ThingChanged, BEN, "/contact take 1")
    gateway.ticks("2026-11-23 12:00:10", "2026-11-23 13:00:10")
    clock.set("2026-11-23 13:10")
    typed(acme, Undone if "undo" in line else ThingChanged, BEN, line)

    [to_ada] = gateway.ticks("2026-11-23 13:10", "2026-11-23 14:59")
    assert nudged([to_ada]) == [(ADA.id, [1])]
    assert "You get this because nobody else has it any more, and it is still open." in said(to_ada)
    # The lead hears when they would have without the claim.
    assert nudged(gateway.ticks("2026-11-23 15:00:10")) == [(BEN.id, [1])]


def test_the_owner_hears_an_hour_before_the_lead_where_a_claim_is_given_back_late(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    gateway.ticks("2026-11-23 12:00:10", "2026-11-23 13:00:10")
    clock.set("2026-11-23 14:30")
    typed(acme, ThingChanged, CLEO, "/contact take 1")
    clock.set("2026-11-23 15:40")
    typed(acme, ThingChanged, CLEO, "/contact release 1")

    assert nudged(gateway.ticks("2026-11-23 15:40", "2026-11-23 16:39")) == [(ADA.id, [1])]
    assert nudged(gateway.ticks("2026-11-23 16:41")) == [(BEN.id, [1])]


@pytest.mark.parametrize(
    ("taken_at", "by"),
    [
        ("2026-11-23 12:30", BEN),  # nothing was said while Ben had it
        ("2026-11-23 10:00", ADA),  # whoever owns it, and ends the claim, knows
    ],
)
def test_a_claim_given_back_asks_nobody_who_knows(
    acme: Desk, clock: Clock, gateway: Gateway, taken_at: str, by: Member
) -> None:
    gateway.ticks("2026-11-23 12:00:10") if by is BEN else None
    clock.set(taken_at)
    typed(acme, ThingChanged, BEN, "/contact take 1")
    gateway.ticks("2026-11-23 12:40")
    typed(acme, ThingChanged, by, "/contact release 1")
    assert gateway.ticks("2026-11-23 12:41", "2026-11-23 12:59") == []


def test_a_claim_given_back_by_mistake_and_undone_asks_nobody_else(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, ThingChanged, BEN, "/contact take 1")
    gateway.ticks("2026-11-23 12:00:10")
    clock.set("2026-11-23 12:10")
    typed(acme, ThingChanged, BEN, "/contact release 1")
    typed(acme, Undone, BEN, "/heed undo 1")
    assert gateway.ticks("2026-11-23 12:10", "2026-11-23 12:59") == []
