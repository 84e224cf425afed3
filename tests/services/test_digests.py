"""Digests: owed once a week, gathered from the store."""

from datetime import date, timedelta

import pytest

from bot.core.customer_outcomes import CustomerAdded
from bot.core.deliveries import Delivery, DeliveryKind
from bot.core.digests import Digest, Figures, Thanks
from bot.core.heed_outcomes import DigestComing, SetupShown
from bot.core.outcomes import ContactLogged, PromiseMade, ThingChanged, Undone
from bot.core.rosters import MembersMoved, TeamShown
from bot.messages import digests as digests_said
from bot.services import claims, digests, posting
from bot.services.desk import Desk
from bot.store import members, workspaces
from tests.makers import ADA, BEN, CLEO, T1, T2, ZOE, Clock, Gateway, at, typed

MONDAY = at("2026-11-23 09:00")


@pytest.fixture
def led(desk: Desk) -> Desk:
    """Ben leads, Ada owns Acme."""
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    return desk


def owed(desk: Desk) -> Delivery | None:
    return claims.claim(desk, (DeliveryKind.DIGEST,))


def digest(desk: Desk) -> Digest:
    """What Ben's digest says now."""
    typed(desk, DigestComing, BEN, "/heed digest", again=True)
    return said_by(desk, owed(desk))


def said_by(desk: Desk, delivery: Delivery | None) -> Digest:
    assert delivery is not None
    found = digests.digest_of(desk, delivery)
    assert posting.sent(desk, delivery, channel_id="DUBEN", ts=f"{delivery.id}.0")
    return found


def test_a_digest_is_owed_on_monday_morning_once(led: Desk, clock: Clock) -> None:
    clock.set("2026-11-23 08:59")
    assert digests.plan(led) == 0
    clock.set(MONDAY)
    assert digests.plan(led) == 1
    assert digests.plan(led) == 0
    delivery = owed(led)
    assert delivery is not None
    assert (delivery.recipient_id, delivery.workspace_id) == (BEN.id, T1)
    assert owed(led) is None
    clock.set("2026-11-30 09:00")
    assert digests.plan(led) == 1
    assert owed(led) is not None


def test_a_lead_set_twice_in_a_week_still_gets_one(led: Desk, clock: Clock) -> None:
    clock.set(MONDAY)
    assert digests.plan(led) == 1
    typed(led, SetupShown, BEN, "/heed setup lead <@UADA>")
    typed(led, SetupShown, ADA, "/heed setup lead <@UBEN>", again=True)
    clock.set("2026-11-24 09:00")
    assert digests.plan(led) == 0


def test_on_a_holiday_monday_it_comes_on_the_next_working_morning(led: Desk, clock: Clock) -> None:
    typed(led, SetupShown, BEN, "/heed setup closed 2026-11-30")
    clock.set(MONDAY)
    assert digests.plan(led) == 1
    clock.set("2026-11-30 12:00")
    assert digests.plan(led) == 0
    clock.set("2026-12-01 09:00")
    assert digests.plan(led) == 1


def test_a_paused_workspace_plans_no_digest(led: Desk, clock: Clock) -> None:
    clock.set(MONDAY)
    with led.store.write() as connection:
        workspaces.pause(connection, T1, now=clock(), why="uninstalled")
    assert digests.plan(led) == 0


def test_who_waits_and_what_is_promised_worst_first(led: Desk, clock: Clock) -> None:
    typed(led, CustomerAdded, CLEO, "/customer add Globex")
    typed(led, ContactLogged, ADA, "/contact from Globex: later")
    typed(led, ContactLogged, ADA, "/contact from Acme: first at 9:15")
    typed(led, PromiseMade, ADA, "/promise Acme: second by thursday")
    typed(led, PromiseMade, CLEO, "/promise Acme: third by today 4pm")
    typed(led, PromiseMade, CLEO, "/promise Acme: far off by 2027-03-01")
    clock.set("2026-11-19 12:00")
    found = digest(led)
    assert [thing.number for thing in found.waiting] == [2, 1]
    assert [thing.number for thing in found.promised] == [4, 3]
    assert (found.waiting_count, found.promised_count) == (2, 2)
    assert found.week == date(2026, 11, 9)


def test_whoever_has_something_of_it_is_named(led: Desk) -> None:
    typed(led, ContactLogged, ADA, "/contact from Acme: pallets?")
    assert digest(led).names == {}
    typed(led, ThingChanged, CLEO, "/contact take 1")
    found = digest(led)
    assert found.names == {CLEO.id: "Cleo"}
    assert "Cleo has it until" in str(digests_said.weekly(found).blocks)


def test_the_figures_of_the_last_week_against_those_before(led: Desk, clock: Clock) -> None:
    clock.set("2026-11-03 10:00")  # a Tuesday, two weeks before
    typed(led, ContactLogged, ADA, "/contact from Acme: before")
    clock.set("2026-11-03 16:00")
    typed(led, ContactLogged, ADA, "/contact to Acme: six hours later")
    clock.set("2026-11-10 10:00")
    for hours, words in ((1, "quick"), (3, "slower"), (5, "late")):
        typed(led, ContactLogged, ADA, f"/contact from Acme: {words}")
        clock.move(hours=hours)
        typed(led, ContactLogged, CLEO, f"/contact to Acme: answer to {words}")
        clock.set(at("2026-11-10 10:00") + timedelta(days=1))
    typed(led, PromiseMade, ADA, "/promise Acme: kept by friday")
    typed(led, PromiseMade, ADA, "/promise Acme: not kept by friday")
    typed(led, ThingChanged, ADA, "/promise kept 5")
    typed(led, ContactLogged, BEN, "/contact to Acme: had lunch fyi happy")
    typed(led, ContactLogged, BEN, "/contact from Acme: lovely lunch fyi happy")
    clock.set("2026-11-16 09:00")
    found = digest(led)
    assert found.week == date(2026, 11, 9)
    assert found.figures == Figures(
        answered=3,
        median=timedelta(hours=3),
        p90=timedelta(hours=5),
        fastest=timedelta(hours=1),
        slowest=timedelta(hours=5),
        within=2 / 3,
        settled=2,
        on_time=0.5,
        held=3,
    )
    assert (found.before.answered, found.before.median) == (1, timedelta(hours=6))
    assert found.thanks == [Thanks("Cleo", 3, 0), Thanks("Ada", 0, 1)]
    # Neither are our own words good news, nor is what Ben only wrote down time of his.
    assert found.happy == [("Acme", "lovely lunch")]
    assert found.own == 1


def test_what_fell_due_and_waits_still_is_no_answer_within_target(led: Desk, clock: Clock) -> None:
    clock.set("2026-11-10 10:00")
    typed(led, ContactLogged, ADA, "/contact from Acme: quick")
    clock.move(hours=1)
    typed(led, ContactLogged, ADA, "/contact to Acme: answer")
    typed(led, ContactLogged, ADA, "/contact from Acme: nobody answers")
    typed(led, PromiseMade, ADA, "/promise Acme: late by thursday")
    typed(led, PromiseMade, ADA, "/promise Acme: soon by 2026-11-20")
    clock.set("2026-11-16 10:00")
    typed(led, ContactLogged, ADA, "/contact from Acme: not due yet", again=True)
    found = digest(led)
    assert (found.figures.within, found.figures.held, found.figures.unanswered) == (0.5, 2, 1)
    assert found.before.unanswered == 0
    assert (found.overdue_inquiries, found.overdue_promises) == (1, 1)


def test_a_late_answer_counts_in_the_week_in_which_it_was_due(led: Desk, clock: Clock) -> None:
    clock.set("2026-11-05 10:00")
    typed(led, ContactLogged, ADA, "/contact from Acme: quick")
    clock.set("2026-11-09 10:30")
    typed(led, ContactLogged, ADA, "/contact to Acme: sorry")
    clock.set("2026-11-16 09:00")
    found = digest(led)
    assert (found.figures.answered, found.figures.held) == (1, 0)
    assert (found.before.answered, found.before.held, found.before.within) == (0, 1, 0)


def test_a_promise_missed_and_moved_counts_in_the_week_that_it_missed(
    led: Desk, clock: Clock
) -> None:
    clock.set("2026-11-05 10:00")
    typed(led, PromiseMade, ADA, "/promise Acme: the lens by friday")
    clock.set("2026-11-09 10:00")
    typed(led, ThingChanged, ADA, "/promise move 1 to wednesday because of rain")
    assert digest(led).figures.settled == 1
    typed(led, ThingChanged, ADA, "/promise told 1")
    clock.set("2026-11-11 10:00")
    typed(led, ThingChanged, ADA, "/promise kept 1")
    assert (digest(led).figures.settled, digest(led).figures.on_time) == (1, 0)
    clock.set("2026-11-16 09:00")
    assert (digest(led).figures.settled, digest(led).before.settled) == (0, 1)


def test_a_digest_names_its_team_where_there_are_others(led: Desk) -> None:
    assert (digest(led).teams, digest(led).leads_own) == ([], True)
    typed(led, TeamShown, BEN, "/heed team add Lisbon")
    assert digest(led).teams == ["everyone"]
    typed(led, SetupShown, BEN, "/heed team Lisbon lead <@UBEN>")
    assert digest(led).teams == ["everyone", "Lisbon"]


def test_only_a_team_that_was_in_shadow_is_said_to_be(
    led: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(led, TeamShown, BEN, "/heed team add Lisbon")
    typed(led, MembersMoved, BEN, "/heed team Lisbon members <@UCLEO>")
    typed(led, SetupShown, BEN, "/heed team Lisbon lead <@UADA>")
    typed(led, SetupShown, BEN, "/heed setup shadow on")
    typed(led, ContactLogged, ADA, "/contact from Acme: hello")
    gateway.ticks("2026-11-18 13:00", "2026-11-18 14:00", "2026-11-18 16:00")
    [shadow] = digest(led).in_shadow
    assert (shadow.team, shadow.is_on, shadow.reminders, shadow.people) == ("everyone", True, 3, 2)
    typed(led, SetupShown, BEN, "/heed setup shadow off")
    [shadow] = digest(led).in_shadow
    assert (shadow.is_on, shadow.first, shadow.last) == (False, clock().date(), clock().date())
    typed(led, DigestComing, ADA, "/heed digest")
    delivery = owed(led)
    assert delivery is not None
    assert delivery.recipient_id == ADA.id
    assert digests.digest_of(led, delivery).in_shadow == []
    clock.move(days=14)
    assert digest(led).in_shadow == []


def test_who_has_gone_quiet(led: Desk, clock: Clock) -> None:
    typed(led, CustomerAdded, ADA, "/customer add Globex key")
    typed(led, ContactLogged, ADA, "/contact to Acme: hello")
    clock.move(days=15)
    assert [customer.name for customer, _, _ in digest(led).quiet] == ["Globex"]
    clock.move(days=16)
    found = digest(led)
    # Globex was never spoken to, which counts from when it was added.
    assert {customer.name: last for customer, _, last in found.quiet} == {
        "Globex": None,
        "Acme": at("2026-11-18 10:00"),
    }
    assert found.quiet_count == 2
    typed(led, ContactLogged, ADA, "/contact to Acme: hello again")
    assert [customer.name for customer, _, _ in digest(led).quiet] == ["Globex"]
    typed(led, Undone, ADA, "/heed undo")
    assert digest(led).quiet_count == 2


def test_the_weekly_one_names_whoever_is_quiet_once_a_month_and_the_one_asked_for_all(
    led: Desk, clock: Clock
) -> None:
    typed(led, CustomerAdded, ADA, "/customer add Globex key")
    typed(led, ContactLogged, ADA, "/contact to Acme: hello")
    named = {}
    for week in range(6):
        clock.set("2026-12-07 09:00")
        clock.move(days=7 * week)
        assert digests.plan(led) == 1
        found = said_by(led, owed(led))
        names = [customer.name for customer, _, _ in found.quiet]
        named[f"{clock():%m-%d}"] = (names, found.quiet_count, found.quiet_named)
    assert named == {
        "12-07": (["Globex"], 1, 0),
        "12-14": ([], 1, 1),
        "12-21": (["Acme"], 2, 1),
        "12-28": ([], 2, 2),
        "01-04": (["Globex"], 2, 1),
        "01-11": ([], 2, 2),
    }
    found = digest(led)
    assert (len(found.quiet), found.quiet_count, found.quiet_named) == (2, 2, 0)


def test_nothing_of_another_workspace_is_in_it(led: Desk, clock: Clock) -> None:
    typed(led, CustomerAdded, ZOE, "/customer add Acme", workspace_id=T2)
    typed(led, ContactLogged, ZOE, "/contact from Acme: theirs", workspace_id=T2)
    typed(led, PromiseMade, ZOE, "/promise Acme: theirs by tomorrow", workspace_id=T2)
    clock.move(days=40)
    found = digest(led)
    assert (found.waiting_count, found.promised_count, found.quiet_count) == (0, 0, 1)


def test_somebody_who_leads_nobody_gets_their_own(led: Desk) -> None:
    typed(led, ContactLogged, ADA, "/contact from Acme: hello")
    typed(led, CustomerAdded, CLEO, "/customer add Globex")
    typed(led, ContactLogged, ADA, "/contact from Globex: hello")
    typed(led, DigestComing, CLEO, "/heed digest")
    delivery = owed(led)
    assert delivery is not None
    assert [thing.number for thing in digests.digest_of(led, delivery).waiting] == [2]


def test_what_the_leads_brief_of_the_morning_lists_is_not_in_the_digest_again(
    led: Desk, clock: Clock, gateway: Gateway
) -> None:
    with led.store.write() as connection:
        members.change(connection, T1, BEN.id, brief_at=MONDAY)
    typed(led, CustomerAdded, BEN, "/customer add Globex")
    clock.set("2026-11-20 16:00")
    typed(led, ContactLogged, ADA, "/contact from Globex: Ben's own")
    typed(led, ContactLogged, ADA, "/contact from Acme: Ada's")
    typed(led, PromiseMade, BEN, "/promise Acme: Ben's own by 2026-11-25")
    clock.set(MONDAY)
    [brief] = [post for post in gateway.tick() if post.delivery.recipient_id == BEN.id]
    assert brief.delivery.kind is DeliveryKind.BRIEF
    assert digests.plan(led) == 1
    delivery = owed(led)
    assert delivery is not None
    found = digests.digest_of(led, delivery)
    assert ([thing.number for thing in found.waiting], found.briefed_inquiries) == ([2], 1)
    assert (found.promised, found.briefed_promises) == ([], 1)
    assert (found.waiting_count, found.promised_count) == (2, 1)
    assert posting.sent(led, delivery, channel_id="DUBEN", ts="9.0")
    # Whoever asks for one gets all of it.
    assert [thing.number for thing in digest(led).waiting] == [1, 2]


def test_whoever_moves_leaves_what_they_settled_to_the_team_it_was_settled_in(
    led: Desk, clock: Clock
) -> None:
    typed(led, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    typed(led, PromiseMade, ADA, "/promise Acme: send it by today 4pm")
    clock.set("2026-11-18 12:00")
    typed(led, ContactLogged, ADA, "/contact to Acme #1: sent it")
    typed(led, ThingChanged, ADA, "/promise kept 2")
    clock.set("2026-11-19 10:00")
    typed(led, TeamShown, BEN, "/heed team add Ops")
    typed(led, MembersMoved, BEN, "/heed team Ops members <@UADA>")
    clock.set(MONDAY)
    found = digest(led)
    assert (found.figures.answered, found.figures.settled) == (1, 1)
    assert found.thanks == [Thanks("Ada", 1, 1)]
    # Corrected later, it stays where it was settled.
    typed(led, SetupShown, BEN, "/heed team Ops lead <@UCLEO>")
    typed(led, DigestComing, CLEO, "/heed digest")
    delivery = owed(led)
    assert delivery is not None
    ops = digests.digest_of(led, delivery)
    assert (ops.figures.answered, ops.figures.settled, ops.thanks) == (0, 0, [])


def test_thanks_add_up_to_the_answers_whoever_gave_them(led: Desk, clock: Clock) -> None:
    typed(led, TeamShown, BEN, "/heed team add Ops")
    typed(led, MembersMoved, BEN, "/heed team Ops members <@UCLEO>")
    typed(led, CustomerAdded, ADA, "/customer add Bolt")
    typed(led, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    typed(led, ContactLogged, ADA, "/contact from Bolt: asks for a quote")
    typed(led, ThingChanged, ADA, "/contact give 1 <@UCLEO>")
    typed(led, ThingChanged, ADA, "/contact answered 1")
    typed(led, ThingChanged, ADA, "/contact answered 2")
    clock.set(MONDAY)
    found = digest(led)
    assert found.figures.answered == 1
    assert found.thanks == [Thanks("Ada", 1, 0)]
    assert sum(one.answered for one in found.thanks) == found.figures.answered
