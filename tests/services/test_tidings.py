"""Tidings: in their reader's hours, in one message, once, and not if it was taken back before."""

from datetime import timedelta

import pytest

from bot.core.customer_outcomes import CustomerAdded
from bot.core.deliveries import DeliveryKind
from bot.core.heed_outcomes import AwayShown, BriefSet, SetupShown
from bot.core.members import Member
from bot.core.outcomes import ContactLogged, PromiseMade, ThingChanged, Undone
from bot.core.particulars import ParticularShown
from bot.core.rosters import TeamShown
from bot.core.tidings import Deed
from bot.messages import nudges
from bot.services import briefs, bundling, claims, heralds, undelivered
from bot.services.desk import Desk
from bot.services.sweep import sweep
from bot.store import deliveries
from tests.makers import ADA, BEN, CLEO, SAO, T1, Clock, Gateway, Post, assert_rebuilt, type_, typed

EVENING, MORNING = "2026-11-18 20:00", "2026-11-19 09:00"


@pytest.fixture
def acme(desk: Desk) -> Desk:
    """Ada has promised two things for next week; Ben leads; nobody wants a brief."""
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, PromiseMade, ADA, "/promise Acme: send the quote by friday next week")
    typed(desk, PromiseMade, ADA, "/promise Acme: call back by friday next week")
    for member in (ADA, BEN, CLEO, SAO):
        typed(desk, BriefSet, member, "/heed brief off")
    return desk


def heard(posts: list[Post]) -> list[tuple[str, list[Deed]]]:
    """Whom these messages told what."""
    return [(post.to, [one.deed for one in post.heard]) for post in posts if post.heard]


def moves(desk: Desk, number: int = 1) -> ThingChanged:
    return typed(desk, ThingChanged, CLEO, f"/promise move {number} to 2026-11-30 because of rain")


def test_within_their_hours_it_comes_at_once(acme: Desk, gateway: Gateway) -> None:
    moves(acme)
    assert heard(gateway.tick()) == [(ADA.id, [Deed.MOVED])]
    assert heard(gateway.tick()) == []


def test_at_night_it_waits_for_the_morning_and_comes_in_one_message(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    clock.set(EVENING)
    moves(acme)
    clock.move(hours=1)
    typed(acme, ThingChanged, BEN, "/promise give 2 <@UCLEO>")
    assert heard(gateway.ticks("2026-11-18 21:00", "2026-11-19 08:59")) == []
    assert heard(gateway.ticks(MORNING)) == [(ADA.id, [Deed.MOVED, Deed.GIVEN])]
    assert heard(gateway.ticks("2026-11-19 10:00")) == []


def test_who_is_away_hears_when_they_are_back_sooner_or_later(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, AwayShown, ADA, "/heed away until 2026-11-25")
    moves(acme)
    assert heard(gateway.ticks("2026-11-18 11:00", "2026-11-19 11:00")) == []
    clock.set("2026-11-20 11:00")
    typed(acme, AwayShown, ADA, "/heed back")
    assert heard(gateway.tick()) == [(ADA.id, [Deed.MOVED])]


def test_their_own_holiday_is_kept(acme: Desk, clock: Clock, gateway: Gateway) -> None:
    typed(acme, SetupShown, BEN, "/heed setup closed 2026-11-19")
    clock.set(EVENING)
    moves(acme)
    assert heard(gateway.ticks("2026-11-19 11:00")) == []
    assert heard(gateway.ticks("2026-11-20 09:00")) == [(ADA.id, [Deed.MOVED])]


def test_hours_that_begin_sooner_bring_it_sooner(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    clock.set(EVENING)
    moves(acme)
    gateway.tick()
    typed(acme, SetupShown, BEN, "/heed setup hours mon-fri 7:00-15:00")
    assert heard(gateway.ticks("2026-11-19 07:00")) == [(ADA.id, [Deed.MOVED])]


@pytest.mark.parametrize(
    "lines",
    [
        [(CLEO, "/heed undo")],
        [(ADA, "/heed undo 1")],
        [(CLEO, "/promise kept 1")],
        [(BEN, "/promise move 1 to 2026-12-02 because of snow"), (BEN, "/heed undo")],
    ],
    ids=["undone by the same", "undone by the owner", "kept", "moved again, and back"],
)
def test_what_no_longer_matters_is_not_said(
    acme: Desk, clock: Clock, gateway: Gateway, lines: list[tuple[Member, str]]
) -> None:
    clock.set(EVENING)
    moves(acme)
    for member, line in lines:
        clock.move(minutes=1)
        command, _, words = line.removeprefix("/").partition(" ")
        type_(acme, member, command, words)
    told = [deeds for to, deeds in heard(gateway.ticks(EVENING, MORNING)) if to == ADA.id]
    assert told == ([[Deed.MOVED]] if len(lines) == 2 else [])
    assert_rebuilt(acme.store)


def test_of_a_promise_moved_twice_the_last_date_is_said(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    clock.set(EVENING)
    moves(acme)
    typed(acme, ThingChanged, BEN, "/promise move 1 to 2026-12-02 because of snow")
    [post] = [post for post in gateway.ticks(MORNING) if post.heard]
    assert [(one.deed, one.by_name) for one in post.heard] == [(Deed.MOVED, "Ben")]


def test_whoever_was_told_of_it_is_told_that_it_was_taken_back(
    acme: Desk, gateway: Gateway
) -> None:
    moves(acme)
    gateway.tick()
    typed(acme, Undone, CLEO, "/heed undo")
    assert heard(gateway.tick()) == [(ADA.id, [Deed.UNDONE])]


def test_whose_change_is_taken_back_by_another_is_told(acme: Desk, gateway: Gateway) -> None:
    typed(acme, ThingChanged, ADA, "/promise move 1 to 2026-11-30 because of rain")
    typed(acme, Undone, BEN, "/heed undo 1")
    [post] = gateway.tick()
    [told] = post.heard
    assert (post.to, told.deed, told.by_name, told.whose) == (ADA.id, Deed.UNDONE, "Ben", "your")


def test_what_was_owed_too_long_waits_for_the_morning_after_all(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    moves(acme)
    assert heralds.herald(acme).owed == 1
    clock.set(EVENING)  # nobody sent it in time
    assert heard(gateway.tick()) == []
    assert heard(gateway.ticks(MORNING)) == [(ADA.id, [Deed.MOVED])]
    assert heard(gateway.ticks("2026-11-19 11:00")) == []


def test_what_was_taken_back_while_it_was_owed_is_not_said(acme: Desk, gateway: Gateway) -> None:
    moves(acme)
    heralds.herald(acme)
    typed(acme, Undone, CLEO, "/heed undo")
    assert heard(gateway.tick()) == []


def test_what_is_just_being_said_counts_as_said(acme: Desk, gateway: Gateway) -> None:
    moves(acme)
    heralds.herald(acme)
    delivery = claims.claim(acme, (DeliveryKind.TIDINGS,))
    assert delivery is not None
    typed(acme, Undone, CLEO, "/heed undo")
    assert heard(gateway.tick()) == [(ADA.id, [Deed.UNDONE])]


def test_the_lead_reads_what_is_different_now(acme: Desk, clock: Clock, gateway: Gateway) -> None:
    typed(acme, SetupShown, BEN, "/heed team everyone lead <@UADA>")
    [post] = gateway.tick()
    [told] = post.heard
    assert (post.to, told.deed) == (ADA.id, Deed.SET_UP)
    assert told.changes["lead_id"] == [BEN.id, ADA.id]


@pytest.mark.parametrize(
    ("line", "deed", "changes"),
    [
        ("/heed tier key target 1h", Deed.TIERS, {"target"}),
        ("/heed tier add gold target 1h", Deed.TIERS, None),
        ("/heed setup emoji claim :hand:", Deed.EMOJI, {"meaning"}),
    ],
)
def test_every_lead_hears_of_what_holds_for_all_teams(
    acme: Desk, gateway: Gateway, line: str, deed: Deed, changes: set[str] | None
) -> None:
    typed(acme, TeamShown, BEN, "/heed team add Ops")
    typed(acme, SetupShown, BEN, "/heed team Ops lead <@UCLEO>")
    gateway.tick()
    command, _, words = line.removeprefix("/").partition(" ")
    type_(acme, BEN, command, words)
    [post] = gateway.tick()
    [told] = post.heard
    assert (post.to, told.deed) == (CLEO.id, deed)
    assert changes is None or set(told.changes) == changes


def test_the_lead_hears_whose_channel_is_watched(acme: Desk, gateway: Gateway) -> None:
    typed(acme, ParticularShown, ADA, "/customer channel Acme <#C0ACME> watch")
    assert heard(gateway.tick()) == [(BEN.id, [Deed.WATCHED])]


def minutes(posts: list[Post], to: Member) -> list[tuple[DeliveryKind, list[Deed]]]:
    return [
        (post.delivery.kind, [one.deed for one in post.heard]) for post in posts if post.to == to.id
    ]


def test_what_waited_for_the_morning_is_part_of_the_brief(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, PromiseMade, ADA, "/promise Acme: call them by friday 4pm")
    typed(acme, BriefSet, ADA, "/heed brief on")
    clock.set(EVENING)
    moves(acme, 1)
    assert gateway.tick() == []
    posts = gateway.ticks(MORNING, "2026-11-19 09:01")
    assert minutes(posts, ADA) == [(DeliveryKind.BRIEF, [Deed.MOVED])]
    assert "What others did" in str(nudges.reminder(posts[0].bundle).body())


def test_back_from_an_absence_there_is_one_message(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, PromiseMade, ADA, "/promise Acme: call them by friday 4pm")
    typed(acme, BriefSet, ADA, "/heed brief on")
    typed(acme, AwayShown, ADA, "/heed away until friday 9am")
    clock.set("2026-11-19 11:00")
    typed(acme, ThingChanged, BEN, "/promise give 1 <@UCLEO>")
    posts = gateway.ticks("2026-11-19 11:01", "2026-11-20 09:00", "2026-11-20 09:01")
    assert minutes(posts, ADA) == [(DeliveryKind.BRIEF, [Deed.GIVEN])]


def test_what_waited_is_said_alone_half_an_hour_before_nothing_else(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    clock.set(EVENING)
    moves(acme)
    posts = gateway.ticks(MORNING, "2026-11-19 09:01")
    assert minutes(posts, ADA) == [(DeliveryKind.TIDINGS, [Deed.MOVED])]
    # It counts: a reminder comes an hour later at the soonest.
    with acme.store.read() as connection:
        told = deliveries.told(connection, T1, [ADA.id], since=clock() - timedelta(days=1))
    assert len(told[ADA.id]) == 1


def test_right_after_something_else_it_waits_an_hour(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, PromiseMade, ADA, "/promise Acme: call by today 4pm")
    reminded = gateway.ticks("2026-11-18 15:00")
    assert minutes(reminded, ADA) == [(DeliveryKind.NUDGES, [])]
    clock.set("2026-11-18 15:02")
    moves(acme)
    posts = gateway.ticks("2026-11-18 15:02", "2026-11-18 15:59", "2026-11-18 16:00")
    told = [one for one in minutes(posts, ADA) if one[1]]
    assert [deeds for _, deeds in told] == [[Deed.MOVED]]
    assert len(minutes(posts, ADA)) == 1


def test_what_was_to_go_with_a_message_that_is_moot_goes_by_itself(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, PromiseMade, ADA, "/promise Acme: call them by friday 4pm")
    typed(acme, BriefSet, ADA, "/heed brief on")
    clock.set(EVENING)
    typed(acme, ThingChanged, BEN, "/promise give 1 <@UCLEO>")
    clock.set(MORNING)
    briefs.plan(acme, briefs.are_due(acme))
    heralds.herald(acme)
    typed(acme, ThingChanged, ADA, "/promise kept 3")
    assert heard(gateway.deliver()) == []
    assert heard(gateway.ticks("2026-11-19 09:01")) == [(ADA.id, [Deed.GIVEN])]


def test_that_a_reminder_was_lost_waits_for_the_leads_hours(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    clock.set("2026-11-18 16:50")
    sweep(acme)
    bundling.bundle(acme)
    clock.set(EVENING)
    delivery = claims.claim(acme, tuple(DeliveryKind))
    assert delivery is not None
    undelivered.dead(acme, delivery, error="invalid_blocks")
    assert heard(gateway.ticks("2026-11-18 20:05")) == []
    posts = gateway.ticks("2026-11-19 09:00")
    assert (BEN.id, [Deed.LOST]) in heard(posts)
    assert heard(gateway.ticks("2026-11-19 11:00")) == []
