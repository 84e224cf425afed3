"""Briefs: one message in the morning, with the nudges that would come just after it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core import things
from bot.core.customer_outcomes import CustomerAdded, CustomerEdited
from bot.core.customers import WorkingTime
from bot.core.deliveries import Brief, DeliveryKind
from bot.core.heed_outcomes import AwayShown, BriefComing, BriefSet, SetupShown, UrgentSet
from bot.core.members import Member
from bot.core.nudges import BEFORE_START, Nudge, NudgeState
from bot.core.outcomes import ContactLogged, MineShown, PromiseMade, ThingChanged
from bot.core.rosters import MembersMoved, OwnHoursShown, TeamShown
from bot.services import briefs, bundling, looking, upkeep
from bot.services.desk import Desk
from bot.services.sweep import sweep
from bot.store import figures, members, nudges
from bot.store.tables import tiers
from tests.makers import (
    ADA,
    BEN,
    CLEO,
    GUS,
    SAO,
    T1,
    TEAM,
    Clock,
    Gateway,
    Post,
    asked,
    at,
    statements,
    thing_of,
    typed,
)

KINDS = (DeliveryKind.BRIEF, DeliveryKind.NUDGES)


@pytest.fixture
def acme(desk: Desk) -> Desk:
    """Ada owns Acme, Ben leads, and everybody's first brief is planned."""
    upkeep.follow(desk, T1, TEAM)
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    return desk


def promise(desk: Desk, words: str, due: str, *, member: Member = ADA) -> int:
    return typed(desk, PromiseMade, member, f"/promise Acme: {words} by {due}").thing.number


def said(posts: list[Post]) -> list[tuple[str, str, list[int]]]:
    """To whom, what kind of message, and which things it shows."""
    return [
        (post.to, post.delivery.kind.value, post.numbers)
        for post in posts
        if post.delivery.kind in KINDS
    ]


def steps(desk: Desk, number: int = 1) -> list[tuple[str, NudgeState]]:
    with desk.store.read() as connection:
        ledger = nudges.of_numbers(connection, T1, [number])[number]
    return [
        (one.step.split("_")[0] if "brief" in one.step else one.step, one.state) for one in ledger
    ]


def member_of(desk: Desk, member: Member) -> Member:
    with desk.store.read() as connection:
        found = members.get(connection, T1, member.id)
    assert found is not None
    return found


def brief_of(posts: list[Post], member: Member = ADA) -> Post:
    """The one brief among these."""
    [post] = [one for one in posts if (one.to, one.delivery.kind.value) == (member.id, "brief")]
    return post


def test_a_brief_comes_when_the_day_begins_if_there_is_something(
    acme: Desk, gateway: Gateway
) -> None:
    promise(acme, "send it", "friday 5pm")
    posts = gateway.ticks("2026-11-19 08:59", "2026-11-19 09:00", "2026-11-19 09:01")
    assert said(posts) == [(ADA.id, "brief", [1])]
    # Made less than a day before its eve, it has no step then: the brief merely lists it.
    assert steps(acme) == [("brief", NudgeState.SENT)]


def test_nobody_with_nothing_to_hear_gets_one(acme: Desk, gateway: Gateway) -> None:
    assert said(gateway.ticks("2026-11-19 09:00", "2026-11-20 09:00")) == []


def test_what_is_promised_for_later_weeks_is_not_in_it(acme: Desk, gateway: Gateway) -> None:
    promise(acme, "one", "friday 5pm")
    promise(acme, "two", "2026-11-23 17:00")
    assert said(gateway.ticks("2026-11-19 09:00")) == [(ADA.id, "brief", [1])]
    # On Friday morning it is due on the next working day, which is a step of its ladder.
    assert said(gateway.ticks("2026-11-20 09:00")) == [(ADA.id, "brief", [1, 2])]
    assert steps(acme, 2) == [("day_before", NudgeState.SENT)]


def test_a_nudge_of_the_same_half_hour_is_part_of_it(acme: Desk, gateway: Gateway) -> None:
    promise(acme, "one", "friday 10:20")  # due soon at 9:20
    promise(acme, "two", "friday 10:40")  # due soon at 9:40
    posts = gateway.ticks(
        "2026-11-20 09:00", "2026-11-20 09:20", "2026-11-20 09:40", "2026-11-20 09:59"
    )
    assert said(posts) == [(ADA.id, "brief", [1, 2])]
    assert steps(acme, 1)[-1] == ("due_soon", NudgeState.SENT)
    # An hour after the brief the other one's turn comes, and the first comes due soon after.
    assert said(gateway.ticks("2026-11-20 10:00")) == [(ADA.id, "nudges", [1, 2])]


def test_a_repeat_that_falls_on_the_brief_is_said_by_it(acme: Desk, gateway: Gateway) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    gateway.ticks("2026-11-18 13:00", "2026-11-18 14:00", "2026-11-18 16:00", "2026-11-19 09:00")
    posts = gateway.ticks("2026-11-19 14:00", "2026-11-20 09:00")
    assert said(posts) == [(ADA.id, "nudges", [1]), (ADA.id, "brief", [1])]


def test_what_comes_just_before_a_later_brief_waits_for_it(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, BriefSet, ADA, "/heed brief at 9:30")
    promise(acme, "one", "friday 5pm")
    promise(acme, "two", "thursday 10:10")  # due soon at 9:10
    posts = gateway.ticks("2026-11-19 09:00", "2026-11-19 09:10", "2026-11-19 09:30")
    assert said(posts) == [(ADA.id, "brief", [2, 1])]
    assert posts[0].delivery.created_at == at("2026-11-19 09:30")


@pytest.mark.parametrize(
    ("words", "comes"),
    [
        ("at 8:30", "2026-11-19 08:30"),
        ("at 5pm", "2026-11-18 17:00"),
        ("at noon", "2026-11-18 12:00"),
        ("7", "2026-11-19 07:00"),
        ("at opening", "2026-11-19 09:00"),
        ("on", "2026-11-19 09:00"),
    ],
)
def test_a_member_says_when_it_comes(acme: Desk, words: str, comes: str) -> None:
    assert typed(acme, BriefSet, ADA, f"/heed brief {words}").at == at(comes)
    assert member_of(acme, ADA).brief_at == at(comes)


def test_who_wants_none_gets_none_until_they_do(acme: Desk, gateway: Gateway) -> None:
    promise(acme, "one", "friday 5pm")
    assert typed(acme, BriefSet, ADA, "/heed brief off").at is None
    assert said(gateway.ticks("2026-11-19 09:00", "2026-11-19 10:00")) == []
    upkeep.follow(acme, T1, TEAM)
    assert member_of(acme, ADA).brief_at is None
    typed(acme, BriefSet, ADA, "/heed brief on")
    assert said(gateway.ticks("2026-11-20 09:00")) == [(ADA.id, "brief", [1])]


def test_it_comes_at_once_when_asked_for(acme: Desk, gateway: Gateway) -> None:
    assert typed(acme, BriefComing, ADA, "/heed brief").is_empty
    promise(acme, "one", "friday 5pm")
    assert not typed(acme, BriefComing, ADA, "/heed brief", again=True).is_empty
    assert not typed(acme, BriefComing, ADA, "/heed brief now").is_empty
    assert said(gateway.tick()) == [(ADA.id, "brief", [1])]


def test_what_is_snoozed_or_on_hold_is_not_in_it(acme: Desk, gateway: Gateway) -> None:
    promise(acme, "one", "friday 5pm")
    promise(acme, "two", "friday 4pm")
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    typed(acme, ThingChanged, ADA, "/promise snooze 1 until friday 11am")
    typed(acme, ThingChanged, ADA, "/contact hold 3 until friday")
    assert said(gateway.ticks("2026-11-19 09:00")) == [(ADA.id, "brief", [2])]


def test_a_snooze_that_ends_when_the_day_begins_is_part_of_it(acme: Desk, gateway: Gateway) -> None:
    promise(acme, "one", "friday 5pm")
    typed(acme, ThingChanged, ADA, "/promise snooze 1 until thursday 9am")
    posts = gateway.ticks("2026-11-19 09:00", "2026-11-19 10:00", "2026-11-19 11:00")
    assert said(posts) == [(ADA.id, "brief", [1])]
    [(step, state)] = steps(acme)
    assert (step.startswith("snooze_"), state) == (True, NudgeState.SENT)


def test_it_counts_as_one_message(acme: Desk, gateway: Gateway) -> None:
    promise(acme, "one", "friday 5pm")
    promise(acme, "two", "thursday 10:45")  # due soon at 9:45
    posts = gateway.ticks("2026-11-19 09:00", "2026-11-19 09:45", "2026-11-19 10:00")
    assert [post.delivery.created_at for post in posts] == [
        at("2026-11-19 09:00"),
        at("2026-11-19 10:00"),
    ]


def test_eight_rows_and_the_list_behind_a_button(acme: Desk, gateway: Gateway) -> None:
    for minute in range(11):
        promise(acme, f"thing {minute}", f"friday 2:{30 - minute:02}pm")
    post = brief_of(gateway.ticks("2026-11-19 09:00"))
    assert post.numbers == [11, 10, 9, 8, 7, 6, 5, 4]
    assert post.bundle is not None
    assert post.bundle.more == 3
    rest = looking.rest(acme, asked(ADA, "", ""), post.delivery.id)
    assert [row.thing.number for row in rest.rows] == [3, 2, 1]


def test_the_rest_of_a_long_brief_is_turned_page_by_page(acme: Desk, gateway: Gateway) -> None:
    for minute in range(24):
        promise(acme, f"thing {minute}", f"friday 2:{10 + minute:02}pm")
    post = brief_of(gateway.ticks("2026-11-19 09:00"))
    first = looking.rest(acme, asked(ADA, "", ""), post.delivery.id)
    assert [row.thing.number for row in first.rows] == list(range(9, 24))
    assert (first.more, first.rest_after) == (1, 15)

    # What is settled meanwhile moves nothing from one page to the other.
    typed(acme, ThingChanged, ADA, "/promise kept 10")
    second = looking.rest(acme, asked(ADA, "", ""), post.delivery.id, after=first.rest_after)
    assert ([row.thing.number for row in second.rows], second.more) == ([24], 0)


def test_who_has_gone_quiet_is_told_once_a_week(acme: Desk, clock: Clock, gateway: Gateway) -> None:
    posts = gateway.ticks("2026-12-17 09:00", "2026-12-18 09:00", "2026-12-21 09:00")
    [post] = posts
    assert post.delivery.created_at == at("2026-12-21 09:00")
    assert post.bundle is not None
    assert post.bundle.brief is not None
    assert [customer.name for customer, _ in post.bundle.brief.quiet] == ["Acme"]
    assert (post.to, post.numbers) == (ADA.id, [])
    assert gateway.ticks("2026-12-22 09:00") == []
    # Whoever was called is not quiet any more, in the message that stands there either.
    typed(acme, ContactLogged, ADA, "/contact to Acme: how are you?")
    [message] = [editing_of(acme, post)]
    assert message.quiet == []


def test_a_quiet_customer_is_named_once_and_then_once_a_month(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    clock.set("2026-11-26 10:00")
    typed(acme, CustomerAdded, ADA, "/customer add Globex")
    first = at("2026-12-21 09:00")
    mondays = [f"{first + timedelta(weeks=week):%Y-%m-%d}" for week in range(9)]
    assert {monday: quiet_in(gateway.ticks(f"{monday} 09:00")) for monday in mondays} == {
        "2026-12-21": ["Acme"],
        "2026-12-28": ["Globex"],
        "2027-01-04": [],
        "2027-01-11": [],
        "2027-01-18": ["Acme"],
        "2027-01-25": ["Globex"],
        "2027-02-01": [],
        "2027-02-08": [],
        "2027-02-15": ["Acme"],
    }
    # Whoever asks sees all of them, on whichever day, and that counts for no list.
    clock.set("2027-02-17 10:00")
    typed(acme, BriefComing, ADA, "/heed brief")
    assert quiet_in(gateway.tick()) == ["Acme", "Globex"]
    assert quiet_in(gateway.ticks("2027-02-22 09:00")) == ["Globex"]


def test_a_customer_who_has_gone_quiet_anew_is_named_anew(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, CustomerEdited, ADA, "/customer edit Acme cadence 3 days")
    assert quiet_in(gateway.ticks("2026-11-23 09:00")) == ["Acme"]
    typed(acme, ContactLogged, ADA, "/contact to Acme: how are you?")
    assert quiet_in(gateway.ticks("2026-11-30 09:00")) == ["Acme"]
    assert quiet_in(gateway.ticks("2026-12-07 09:00")) == []


def quiet_in(posts: list[Post]) -> list[str]:
    found = [post.bundle.brief for post in posts if post.bundle and post.bundle.brief]
    return [customer.name for brief in found for customer, _ in brief.quiet]


def editing_of(desk: Desk, post: Post) -> Brief:
    return briefs.brief_of(desk, post.delivery)


def test_settling_edits_it(acme: Desk, gateway: Gateway) -> None:
    promise(acme, "one", "friday 5pm")
    promise(acme, "two", "friday 4pm")
    post = brief_of(gateway.ticks("2026-11-19 09:00"))
    typed(acme, ThingChanged, ADA, "/promise kept 2")
    [(ts, bundle)] = gateway.edits()
    assert (ts, bundle.kind) == (post.ts, DeliveryKind.BRIEF)
    assert [things.is_open(row.thing) for row in bundle.rows] == [False, True]
    # One row is open now, so an emoji can only mean that one.
    assert gateway.react(ADA, post, "white_check_mark") is not None
    assert not things.is_open(thing_of(acme, 1))


def test_what_is_settled_before_it_is_sent_is_not_in_it(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    promise(acme, "one", "friday 5pm")
    promise(acme, "two", "friday 4pm")
    clock.set("2026-11-19 09:00")
    assert briefs.plan(acme, briefs.are_due(acme)).messages == 1
    typed(acme, ThingChanged, ADA, "/promise kept 2")
    assert said(gateway.deliver()) == [(ADA.id, "brief", [1])]
    typed(acme, ThingChanged, ADA, "/promise kept 1")
    clock.set("2026-11-20 09:00")
    promise(acme, "three", "friday 4pm")
    assert briefs.plan(acme, briefs.are_due(acme)).messages == 1
    typed(acme, ThingChanged, ADA, "/promise kept 3")
    assert gateway.deliver() == []
    assert {state for _, state in steps(acme, 3)} == {NudgeState.MOOT}


def test_an_outage_of_days_is_followed_by_one(acme: Desk, gateway: Gateway) -> None:
    promise(acme, "one", "thursday 5pm")
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    posts = gateway.ticks("2026-11-24 11:00", "2026-11-24 11:01", "2026-11-24 11:30")
    assert said([post for post in posts if post.to == ADA.id]) == [(ADA.id, "brief", [2, 1])]


def test_after_hours_it_is_too_late_for_one(acme: Desk, gateway: Gateway) -> None:
    promise(acme, "one", "friday 5pm")
    assert said(gateway.ticks("2026-11-19 18:30", "2026-11-20 08:59")) == []
    assert said(gateway.ticks("2026-11-20 09:00")) == [(ADA.id, "brief", [1])]


def plan(desk: Desk, clock: Clock, *instants: str) -> None:
    """The clockwork at each of these instants, while Slack cannot be reached."""
    for instant in instants:
        clock.set(instant)
        assert sweep(desk).faults == ()
        assert briefs.plan(desk, briefs.are_due(desk)).faults == ()
        bundling.bundle(desk)


def test_a_brief_that_could_not_be_sent_is_not_said_at_the_weekend(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    promise(acme, "one", "friday 9:10")
    plan(acme, clock, "2026-11-20 09:00")
    clock.set("2026-11-21 23:30")
    assert gateway.deliver() == []
    # Its reminders wait for the next opening, where the next brief takes them along.
    assert ("overdue", NudgeState.QUEUED) in steps(acme)
    [post] = gateway.ticks("2026-11-22 12:00", "2026-11-23 09:00", "2026-11-23 09:30")
    assert said([post]) == [(ADA.id, "brief", [1])]
    assert ("overdue", NudgeState.SENT) in steps(acme)


def test_briefs_of_several_days_do_not_come_together(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    promise(acme, "one", "thursday 9:10")
    promise(acme, "two", "friday 4pm")
    plan(acme, clock, "2026-11-19 09:00", "2026-11-20 09:00")
    clock.set("2026-11-20 09:05")
    assert said(gateway.deliver()) == [(ADA.id, "brief", [1, 2])]
    assert ("overdue", NudgeState.SENT) in steps(acme)
    assert [post.to for post in gateway.ticks("2026-11-20 10:05") if post.to == ADA.id] == []


def test_a_brief_that_did_not_come_leaves_the_welcome_to_the_next(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    promise(acme, "one", "2026-11-21 12:00")
    typed(acme, AwayShown, ADA, "/heed away until 2026-11-20")
    plan(acme, clock, "2026-11-19 09:00", "2026-11-20 09:00")
    clock.set("2026-11-20 22:00")
    assert gateway.deliver() == []
    bundle = brief_of(gateway.ticks("2026-11-23 09:00")).bundle
    assert bundle is not None
    assert bundle.brief is not None
    assert bundle.brief.is_back


def test_a_brief_that_is_asked_for_comes_at_any_hour(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    promise(acme, "one", "friday 4pm")
    clock.set("2026-11-18 22:00")
    typed(acme, BriefComing, ADA, "/heed brief")
    assert said(gateway.deliver()) == [(ADA.id, "brief", [1])]


def test_a_brief_comes_half_an_hour_late_only_to_whoever_wants_it_outside_their_hours(
    acme: Desk, gateway: Gateway
) -> None:
    typed(acme, OwnHoursShown, CLEO, "/heed hours mon-fri 9:00-9:15")
    typed(acme, OwnHoursShown, ADA, "/heed hours mon-fri 9:00-9:15")
    typed(acme, BriefSet, CLEO, "/heed brief at 9:10")
    for member in (ADA, CLEO):
        promise(acme, "one", "friday 4pm", member=member)
    assert said(gateway.ticks("2026-11-19 09:20")) == [(CLEO.id, "brief", [2])]
    assert said(gateway.ticks("2026-11-20 09:00")) == [(ADA.id, "brief", [1])]


def test_a_guest_gets_none(acme: Desk) -> None:
    assert member_of(acme, GUS).brief_at is None


def test_it_comes_in_the_readers_zone(acme: Desk, gateway: Gateway) -> None:
    promise(acme, "one", "friday 5pm", member=SAO)
    assert said(gateway.ticks("2026-11-19 09:00", "2026-11-19 12:59")) == []
    assert said(gateway.ticks("2026-11-19 13:00")) == [(SAO.id, "brief", [1])]
    # Who moves reads it when their day begins there.
    upkeep.follow(acme, T1, [replace(SAO, zone="Europe/Berlin")])
    assert member_of(acme, SAO).brief_at == at("2026-11-20 09:00")


def test_other_hours_bring_it_at_another_time(acme: Desk, gateway: Gateway) -> None:
    promise(acme, "one", "friday 5pm")
    typed(acme, SetupShown, BEN, "/heed setup hours mon-fri 10-18")
    assert said(gateway.ticks("2026-11-19 09:00")) == []
    assert said(gateway.ticks("2026-11-19 10:00")) == [(ADA.id, "brief", [1])]


def test_who_is_away_gets_none_and_is_welcomed_back(acme: Desk, gateway: Gateway) -> None:
    promise(acme, "one", "tomorrow 5pm")
    promise(acme, "two", "friday 5pm")
    typed(acme, AwayShown, ADA, "/heed away until monday cover <@UBEN>")
    posts = gateway.ticks("2026-11-19 09:00", "2026-11-19 17:00", "2026-11-20 09:00")
    assert {post.to for post in posts} == {BEN.id}
    typed(acme, ThingChanged, BEN, "/promise kept 1")
    monday = gateway.ticks("2026-11-23 00:00", "2026-11-23 09:00", "2026-11-23 09:30")
    post = brief_of(monday)
    assert post.bundle is not None
    assert post.bundle.brief is not None
    assert post.bundle.brief.is_back
    assert [(one.name, one.kept) for one in post.bundle.brief.back] == [("Ben", 1)]
    assert post.numbers == [2]
    [tuesday] = gateway.ticks("2026-11-24 09:00")
    assert tuesday.bundle is not None
    assert tuesday.bundle.brief is not None
    assert not tuesday.bundle.brief.is_back


def test_who_is_back_at_noon_is_welcomed_at_noon(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    promise(acme, "one", "friday 5pm")
    typed(acme, AwayShown, ADA, "/heed away until monday")
    gateway.ticks("2026-11-19 09:00", "2026-11-20 09:00")
    clock.set("2026-11-20 12:00")
    typed(acme, AwayShown, ADA, "/heed back")
    post = brief_of(gateway.ticks("2026-11-20 12:00", "2026-11-20 12:01"))
    assert post.bundle is not None
    assert post.bundle.brief is not None
    assert post.bundle.brief.is_back


def test_an_hour_away_is_no_absence_to_come_back_from(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    promise(acme, "one", "friday 5pm")
    typed(acme, AwayShown, ADA, "/heed away until monday")
    clock.move(hours=1)
    typed(acme, AwayShown, ADA, "/heed back")
    assert said(gateway.tick()) == []
    post = brief_of(gateway.ticks("2026-11-19 09:00"))
    assert post.bundle is not None
    assert post.bundle.brief is not None
    assert not post.bundle.brief.is_back


def test_a_cover_of_a_cover_sees_it_all(acme: Desk, gateway: Gateway) -> None:
    promise(acme, "one", "friday 5pm")
    promise(acme, "two", "friday 4pm", member=BEN)
    promise(acme, "three", "friday 3pm", member=CLEO)
    typed(acme, AwayShown, ADA, "/heed away until monday cover <@UBEN>")
    typed(acme, AwayShown, BEN, "/heed away until monday cover <@UCLEO>")
    post = brief_of(gateway.ticks("2026-11-19 09:00"), CLEO)
    assert post.bundle is not None
    assert [(row.thing.number, row.instead_of_name) for row in post.bundle.rows] == [
        (3, None),
        (2, "Ben"),
        (1, "Ada"),
    ]
    mine = typed(acme, MineShown, CLEO, "/mine")
    assert [thing.number for thing in mine.promises] == [3, 2, 1]


def test_covers_in_a_circle_leave_the_brief_to_nobody(acme: Desk, gateway: Gateway) -> None:
    promise(acme, "one", "friday 5pm")
    typed(acme, AwayShown, ADA, "/heed away until monday cover <@UCLEO>")
    typed(acme, AwayShown, CLEO, "/heed away until monday cover <@UADA>")
    assert said(gateway.ticks("2026-11-19 09:00")) == []


def test_what_somebody_claimed_is_in_their_brief(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    clock.set("2026-11-18 16:00")
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    typed(acme, ThingChanged, CLEO, "/contact take 1")
    posts = gateway.ticks("2026-11-19 09:00")
    assert said(posts) == [(CLEO.id, "brief", [1])]


def test_two_workers_never_send_two(acme: Desk, clock: Clock, gateway: Gateway) -> None:
    promise(acme, "one", "friday 5pm")
    clock.set("2026-11-19 09:00")
    due = briefs.are_due(acme)
    assert [briefs.plan(acme, due).messages, briefs.plan(acme, due).messages] == [1, 0]
    assert said(gateway.deliver()) == [(ADA.id, "brief", [1])]


def test_what_a_batch_costs_does_not_grow_with_whom_it_is_for(acme: Desk, clock: Clock) -> None:
    def cost(many: int) -> int:
        more = [replace(CLEO, id=f"UMORE{place}") for place in range(many)]
        upkeep.follow(acme, T1, more)
        clock.set(clock.now.replace(hour=9, minute=0) + timedelta(days=1))
        due = briefs.are_due(acme)
        with statements(acme.store) as seen:
            briefs.plan(acme, due)
        return len(seen)

    assert cost(5) == cost(60)


@pytest.mark.parametrize(("tier", "takes"), [(False, False), (True, False), (False, True)])
def test_urgent_things_wait_unless_both_allow_it(
    acme: Desk, gateway: Gateway, tier: bool, takes: bool
) -> None:
    urgent(acme, tier=tier, takes=takes)
    promise(acme, "one", "friday 8pm", member=SAO)
    typed(acme, ContactLogged, SAO, "/contact from Bolt: is on fire")
    assert said(gateway.ticks(*hourly("2026-11-19 05:00", "2026-11-19 12:59"))) == []


def urgent(desk: Desk, *, tier: bool = True, takes: bool = True) -> None:
    """Bolt is Sao's and of a tier whose reminders may come at any hour."""
    typed(desk, CustomerAdded, SAO, "/customer add Bolt key")
    typed(desk, SetupShown, BEN, "/heed setup hours mon-fri 9-17 in Europe/Berlin")
    with desk.store.write() as connection:
        values = {"workspace_id": T1, "name": "key", "target": WorkingTime(minutes=120)}
        values |= {"next_word": WorkingTime(days=1), "update": WorkingTime(days=5)}
        connection.execute(tiers.insert().values(**values, cadence_days=14, urgent=tier))
    typed(desk, UrgentSet, SAO, f"/heed urgent {'on' if takes else 'off'}")


def hourly(since: str, until: str) -> list[datetime]:
    """Every hour from the one to the other."""
    found = [at(since)]
    while found[-1] + timedelta(hours=1) <= at(until):
        found.append(found[-1] + timedelta(hours=1))
    return found


def test_urgent_things_come_at_their_instant_where_both_allow_it(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    urgent(acme)
    clock.set("2026-11-19 08:00")
    typed(acme, ContactLogged, SAO, "/contact from Bolt: is on fire")
    hours = hourly("2026-11-19 09:00", "2026-11-19 12:00")
    posts = [post for post in gateway.ticks(*hours) if post.to == SAO.id]
    # Due at eleven in Berlin, seven in the morning where Sao is; the brief comes at nine there.
    assert [(post.to, post.delivery.created_at) for post in posts] == [
        (SAO.id, at("2026-11-19 11:00"))
    ]
    assert posts[0].bundle is not None
    assert posts[0].bundle.rows[0].is_urgent
    # Never sooner than an hour after, nor while away.
    typed(acme, AwayShown, SAO, "/heed away until friday", again=True)
    assert said(gateway.ticks("2026-11-19 13:00")) == []


def test_before_the_start_steps_are_recorded_and_not_said(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, SetupShown, BEN, "/heed setup start 2026-11-23")
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    promise(acme, "one", "monday 3pm")
    posts = gateway.ticks("2026-11-18 14:00", "2026-11-19 09:00", "2026-11-20 09:00")
    assert {kind for _, kind, _ in said(posts)} == {"brief"}
    states = {one.why for one in ledger(acme, 1) if one.state is NudgeState.PASSED}
    assert BEFORE_START in states
    # From then on what is reached is said.
    monday = gateway.ticks("2026-11-23 09:00", "2026-11-23 14:00", "2026-11-23 15:00")
    assert [step for step, state in steps(acme, 2) if state is NudgeState.SENT][-2:] == [
        "due_soon",
        "overdue",
    ]
    assert [post.to for post in monday if post.to == BEN.id] == []


def ledger(desk: Desk, number: int) -> list[Nudge]:
    with desk.store.read() as connection:
        return nudges.of_numbers(connection, T1, [number])[number]


def test_what_was_queued_when_the_start_was_set_is_not_said(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    promise(acme, "one", "today 6pm")
    clock.set("2026-11-18 18:00")
    gateway.tick()
    typed(acme, SetupShown, BEN, "/heed setup start 2026-11-30")
    assert {kind for _, kind, _ in said(gateway.ticks("2026-11-19 09:00"))} == {"brief"}
    assert ("overdue", NudgeState.MOOT) in steps(acme)


def test_in_shadow_nothing_is_sent_and_everything_is_written_down(
    acme: Desk, gateway: Gateway
) -> None:
    typed(acme, SetupShown, BEN, "/heed setup shadow on")
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    promise(acme, "one", "today 1:30pm")
    hours = hourly("2026-11-18 11:00", "2026-11-20 17:00")
    assert said(gateway.ticks(*hours)) == []
    passed = [(one.step, one.state, one.why) for one in ledger(acme, 1)]
    assert passed == [
        ("heads_up", NudgeState.PASSED, "shadow: Ada would have been reminded"),
        ("due", NudgeState.PASSED, "shadow: Ada would have been reminded"),
        ("lead", NudgeState.PASSED, "shadow: Ben would have been reminded"),
        ("day_1", NudgeState.PASSED, "shadow: Ada would have been reminded"),
    ]
    with acme.store.read() as connection:
        unsent = figures.in_shadow(connection, T1, [ADA.id], since=at("2026-11-16 00:00"))
    # Two of them would have been in one message.
    assert [(one.reminders, one.people) for one in unsent] == [(5, 2)]


def test_what_was_only_written_down_holds_back_nothing_that_is_said(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, TeamShown, BEN, "/heed team add Ops")
    typed(acme, MembersMoved, BEN, "/heed team Ops members <@UCLEO>")
    typed(acme, SetupShown, BEN, "/heed team Ops shadow on")
    gateway.ticks("2026-11-18 10:01")  # Cleo is told that she was moved
    promise(acme, "one", "11am", member=CLEO)
    promise(acme, "two", "11:30")
    gateway.ticks("2026-11-18 11:00")
    clock.set("2026-11-18 11:10")
    typed(acme, ThingChanged, CLEO, "/promise take 2")
    assert said(gateway.ticks("2026-11-18 11:30")) == [(CLEO.id, "nudges", [2])]


def test_leaving_the_shadow_sends_no_wave(acme: Desk, clock: Clock, gateway: Gateway) -> None:
    typed(acme, SetupShown, BEN, "/heed setup shadow on")
    for minute in range(5):
        promise(acme, f"thing {minute}", f"today 4:{minute:02}pm")
    gateway.ticks("2026-11-18 16:30", "2026-11-18 17:30", "2026-11-19 17:30")
    typed(acme, SetupShown, BEN, "/heed setup shadow off")
    posts = gateway.ticks("2026-11-19 18:00", "2026-11-20 09:00", "2026-11-20 09:30")
    # All of it is in the morning's list; none of it comes as a reminder of its own.
    assert said(posts) == [(ADA.id, "brief", [1, 2, 3, 4, 5])]


def test_an_outage_of_two_days_is_one_message_for_each(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    people = (ADA, BEN, CLEO, *(replace(CLEO, id=f"UM{place}") for place in (1, 2)))
    upkeep.follow(acme, T1, people)
    clock.set("2026-11-20 10:00")
    for place in range(40):
        promise(acme, f"thing {place}", "today 4pm", member=people[place % 5])
    typed(acme, ThingChanged, ADA, "/promise kept 1")
    # From Friday noon to Monday afternoon nothing works.
    posts = gateway.ticks("2026-11-23 15:00", "2026-11-23 15:01", "2026-11-23 15:30")
    assert sorted(post.to for post in posts) == sorted(member.id for member in people)
    assert {post.delivery.kind for post in posts} == {DeliveryKind.BRIEF}
    shown = {number for post in posts for number in post.numbers}
    assert shown == set(range(2, 41))


def test_in_shadow_a_member_may_still_look(acme: Desk, gateway: Gateway) -> None:
    typed(acme, SetupShown, BEN, "/heed setup shadow on")
    promise(acme, "one", "friday 5pm")
    assert not typed(acme, BriefComing, ADA, "/heed brief").is_empty
    assert said(gateway.tick()) == [(ADA.id, "brief", [1])]
