"""Briefs: one message in the morning, with the nudges that would come just after it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core import things
from bot.core.customer_outcomes import CustomerAdded, CustomerEdited
from bot.core.deliveries import Brief, DeliveryKind
from bot.core.heed_outcomes import BriefComing, BriefSet, SetupShown
from bot.core.nudges import NudgeState
from bot.core.outcomes import ContactLogged, ThingChanged
from bot.services import briefs, looking, upkeep
from bot.services.desk import Desk
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
    brief_of,
    member_of,
    promised,
    reminded,
    statements,
    steps,
    thing_of,
    typed,
)


@pytest.fixture
def acme(desk: Desk) -> Desk:
    """Ada owns Acme, Ben leads, and everybody's first brief is planned."""
    upkeep.follow(desk, T1, TEAM)
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    return desk


def test_a_brief_comes_when_the_day_begins_if_there_is_something(
    acme: Desk, gateway: Gateway
) -> None:
    promised(acme, "send it", "friday 5pm")
    posts = gateway.ticks("2026-11-19 08:59", "2026-11-19 09:00", "2026-11-19 09:01")
    assert reminded(posts) == [(ADA.id, "brief", [1])]
    # Made less than a day before its eve, it has no step then: the brief merely lists it.
    assert steps(acme) == [("brief", NudgeState.SENT)]


def test_nobody_with_nothing_to_hear_gets_one(acme: Desk, gateway: Gateway) -> None:
    assert reminded(gateway.ticks("2026-11-19 09:00", "2026-11-20 09:00")) == []


def test_what_is_promised_for_later_weeks_is_not_in_it(acme: Desk, gateway: Gateway) -> None:
    promised(acme, "one", "friday 5pm")
    promised(acme, "two", "2026-11-23 17:00")
    assert reminded(gateway.ticks("2026-11-19 09:00")) == [(ADA.id, "brief", [1])]
    # On Friday morning it is due on the next working day, which is a step of its ladder.
    assert reminded(gateway.ticks("2026-11-20 09:00")) == [(ADA.id, "brief", [1, 2])]
    assert steps(acme, 2) == [("day_before", NudgeState.SENT)]


def test_a_nudge_of_the_same_half_hour_is_part_of_it(acme: Desk, gateway: Gateway) -> None:
    promised(acme, "one", "friday 10:20")  # due soon at 9:20
    promised(acme, "two", "friday 10:40")  # due soon at 9:40
    posts = gateway.ticks(
        "2026-11-20 09:00", "2026-11-20 09:20", "2026-11-20 09:40", "2026-11-20 09:59"
    )
    assert reminded(posts) == [(ADA.id, "brief", [1, 2])]
    assert steps(acme, 1)[-1] == ("due_soon", NudgeState.SENT)
    # An hour after the brief the other one's turn comes, and the first comes due soon after.
    assert reminded(gateway.ticks("2026-11-20 10:00")) == [(ADA.id, "nudges", [1, 2])]


def test_a_repeat_that_falls_on_the_brief_is_said_by_it(acme: Desk, gateway: Gateway) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    gateway.ticks("2026-11-18 13:00", "2026-11-18 14:00", "2026-11-18 16:00", "2026-11-19 09:00")
    posts = gateway.ticks("2026-11-19 14:00", "2026-11-20 09:00")
    assert reminded(posts) == [(ADA.id, "nudges", [1]), (ADA.id, "brief", [1])]


def test_what_comes_just_before_a_later_brief_waits_for_it(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, BriefSet, ADA, "/heed brief at 9:30")
    promised(acme, "one", "friday 5pm")
    promised(acme, "two", "thursday 10:10")  # due soon at 9:10
    posts = gateway.ticks("2026-11-19 09:00", "2026-11-19 09:10", "2026-11-19 09:30")
    assert reminded(posts) == [(ADA.id, "brief", [2, 1])]
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
    promised(acme, "one", "friday 5pm")
    assert typed(acme, BriefSet, ADA, "/heed brief off").at is None
    assert reminded(gateway.ticks("2026-11-19 09:00", "2026-11-19 10:00")) == []
    upkeep.follow(acme, T1, TEAM)
    assert member_of(acme, ADA).brief_at is None
    typed(acme, BriefSet, ADA, "/heed brief on")
    assert reminded(gateway.ticks("2026-11-20 09:00")) == [(ADA.id, "brief", [1])]


def test_it_comes_at_once_when_asked_for(acme: Desk, gateway: Gateway) -> None:
    assert typed(acme, BriefComing, ADA, "/heed brief").is_empty
    promised(acme, "one", "friday 5pm")
    assert not typed(acme, BriefComing, ADA, "/heed brief", again=True).is_empty
    assert not typed(acme, BriefComing, ADA, "/heed brief now").is_empty
    assert reminded(gateway.tick()) == [(ADA.id, "brief", [1])]


def test_what_is_snoozed_or_on_hold_is_not_in_it(acme: Desk, gateway: Gateway) -> None:
    promised(acme, "one", "friday 5pm")
    promised(acme, "two", "friday 4pm")
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    typed(acme, ThingChanged, ADA, "/promise snooze 1 until friday 11am")
    typed(acme, ThingChanged, ADA, "/contact hold 3 until friday")
    assert reminded(gateway.ticks("2026-11-19 09:00")) == [(ADA.id, "brief", [2])]


def test_a_snooze_that_ends_when_the_day_begins_is_part_of_it(acme: Desk, gateway: Gateway) -> None:
    promised(acme, "one", "friday 5pm")
    typed(acme, ThingChanged, ADA, "/promise snooze 1 until thursday 9am")
    posts = gateway.ticks("2026-11-19 09:00", "2026-11-19 10:00", "2026-11-19 11:00")
    assert reminded(posts) == [(ADA.id, "brief", [1])]
    [(step, state)] = steps(acme)
    assert (step.startswith("snooze_"), state) == (True, NudgeState.SENT)


def test_it_counts_as_one_message(acme: Desk, gateway: Gateway) -> None:
    promised(acme, "one", "friday 5pm")
    promised(acme, "two", "thursday 10:45")  # due soon at 9:45
    posts = gateway.ticks("2026-11-19 09:00", "2026-11-19 09:45", "2026-11-19 10:00")
    assert [post.delivery.created_at for post in posts] == [
        at("2026-11-19 09:00"),
        at("2026-11-19 10:00"),
    ]


def test_eight_rows_and_the_list_behind_a_button(acme: Desk, gateway: Gateway) -> None:
    for minute in range(11):
        promised(acme, f"thing {minute}", f"friday 2:{30 - minute:02}pm")
    post = brief_of(gateway.ticks("2026-11-19 09:00"))
    assert post.numbers == [11, 10, 9, 8, 7, 6, 5, 4]
    assert post.bundle is not None
    assert post.bundle.more == 3
    rest = looking.rest(acme, asked(ADA, "", ""), post.delivery.id)
    assert [row.thing.number for row in rest.rows] == [3, 2, 1]


def test_the_rest_of_a_long_brief_is_turned_page_by_page(acme: Desk, gateway: Gateway) -> None:
    for minute in range(24):
        promised(acme, f"thing {minute}", f"friday 2:{10 + minute:02}pm")
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


def test_of_nothing_but_quiet_customers_a_lead_reads_in_the_digest(
    acme: Desk, gateway: Gateway
) -> None:
    typed(acme, CustomerAdded, BEN, "/customer add Globex")
    morning = "2026-12-21 09:00"
    assert [post.to for post in gateway.ticks(morning)] == [ADA.id]
    # A brief that comes for another reason names them, as everybody's does.
    promised(acme, "send it", "2026-12-29 5pm", member=BEN)
    posts = [post for post in gateway.ticks("2026-12-28 09:00") if post.to == BEN.id]
    assert quiet_in(posts) == ["Globex"]


def test_a_lead_whose_own_team_has_another_lead_is_told_in_the_brief(
    acme: Desk, gateway: Gateway
) -> None:
    typed(acme, CustomerAdded, BEN, "/customer add Globex")
    typed(acme, SetupShown, BEN, "/heed setup lead <@UADA>")
    # Of Acme, which is Ada's, the digest tells her.
    assert quiet_in(gateway.ticks("2026-12-21 09:00")) == ["Globex"]


def quiet_in(posts: list[Post]) -> list[str]:
    found = [post.bundle.brief for post in posts if post.bundle and post.bundle.brief]
    return [customer.name for brief in found for customer, _ in brief.quiet]


def editing_of(desk: Desk, post: Post) -> Brief:
    return briefs.brief_of(desk, post.delivery)


def test_settling_edits_it(acme: Desk, gateway: Gateway) -> None:
    promised(acme, "one", "friday 5pm")
    promised(acme, "two", "friday 4pm")
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
    promised(acme, "one", "friday 5pm")
    promised(acme, "two", "friday 4pm")
    clock.set("2026-11-19 09:00")
    assert briefs.plan(acme, briefs.are_due(acme)).messages == 1
    typed(acme, ThingChanged, ADA, "/promise kept 2")
    assert reminded(gateway.deliver()) == [(ADA.id, "brief", [1])]
    typed(acme, ThingChanged, ADA, "/promise kept 1")
    clock.set("2026-11-20 09:00")
    promised(acme, "three", "friday 4pm")
    assert briefs.plan(acme, briefs.are_due(acme)).messages == 1
    typed(acme, ThingChanged, ADA, "/promise kept 3")
    assert gateway.deliver() == []
    assert {state for _, state in steps(acme, 3)} == {NudgeState.MOOT}


def test_a_guest_gets_none(acme: Desk) -> None:
    assert member_of(acme, GUS).brief_at is None


def test_it_comes_in_the_readers_zone(acme: Desk, gateway: Gateway) -> None:
    promised(acme, "one", "friday 5pm", member=SAO)
    assert reminded(gateway.ticks("2026-11-19 09:00", "2026-11-19 12:59")) == []
    assert reminded(gateway.ticks("2026-11-19 13:00")) == [(SAO.id, "brief", [1])]
    # Who moves reads it when their day begins there.
    upkeep.follow(acme, T1, [replace(SAO, zone="Europe/Berlin")])
    assert member_of(acme, SAO).brief_at == at("2026-11-20 09:00")


def test_other_hours_bring_it_at_another_time(acme: Desk, gateway: Gateway) -> None:
    promised(acme, "one", "friday 5pm")
    typed(acme, SetupShown, BEN, "/heed setup hours mon-fri 10-18")
    assert reminded(gateway.ticks("2026-11-19 09:00")) == []
    assert reminded(gateway.ticks("2026-11-19 10:00")) == [(ADA.id, "brief", [1])]


def test_two_workers_never_send_two(acme: Desk, clock: Clock, gateway: Gateway) -> None:
    promised(acme, "one", "friday 5pm")
    clock.set("2026-11-19 09:00")
    due = briefs.are_due(acme)
    assert [briefs.plan(acme, due).messages, briefs.plan(acme, due).messages] == [1, 0]
    assert reminded(gateway.deliver()) == [(ADA.id, "brief", [1])]


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
