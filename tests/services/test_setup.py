"""Set-up, away and check."""

import json
from dataclasses import fields
from datetime import date

import pytest
from sqlalchemy import select

from bot.core.customer_outcomes import CustomerAdded, TiersShown
from bot.core.deliveries import DeliveryKind
from bot.core.errors import Refusal
from bot.core.heed_outcomes import AwayShown, Checked, DigestComing, SetupShown
from bot.core.members import Member, Team, Where
from bot.core.nudges import CHANGED, NudgeState
from bot.core.outcomes import ContactLogged, HelpShown, PromiseMade, ThingChanged
from bot.core.recipients import ToMember
from bot.core.rosters import TeamShown, TeamsListed
from bot.services.desk import Desk
from bot.store import deliveries, members, nudges
from bot.store.tables import members as members_table
from tests.makers import (
    ADA,
    BEN,
    CLEO,
    GONE,
    GUS,
    T1,
    T2,
    ZOE,
    Clock,
    Gateway,
    at,
    nudged,
    thing_of,
    typed,
)


def plain(team: Team) -> object:
    """A team as JSON has it: a store may give lists for tuples."""
    told = {one.name: getattr(team, one.name) for one in fields(team) if one.compare}
    return json.loads(json.dumps(told, default=str))


def test_the_set_up_starts_empty_and_says_what_is_missing(desk: Desk) -> None:
    shown = typed(desk, SetupShown, ADA, "/heed setup")
    assert (shown.team.lead_id, shown.team.channel_id, shown.lead_name) == (None, None, None)
    assert shown.problems != []


@pytest.mark.parametrize(
    ("line", "changed", "attribute", "value"),
    [
        ("/heed setup lead <@UBEN>", "lead", "lead_id", BEN.id),
        ("/heed setup channel <#C0TEAM|team>", "channel", "channel_id", "C0TEAM"),
        ("/heed setup closed 2026-12-25", "closed", "closed", (date(2026, 12, 25),)),
        (
            "/heed setup hours mon-thu 8:00-16:00",
            "hours",
            "week",
            {day: [["08:00", "16:00"]] for day in ("mon", "tue", "wed", "thu")},
        ),
    ],
)
def test_one_thing_is_set_up_at_a_time(
    desk: Desk, line: str, changed: str, attribute: str, value: object
) -> None:
    shown = typed(desk, SetupShown, ADA, line)
    assert shown.changed == changed
    again = typed(desk, SetupShown, ADA, "/heed setup")
    assert getattr(again.team, attribute) == value
    assert plain(again.team) == plain(shown.team)
    assert (
        getattr(typed(desk, SetupShown, ZOE, "/heed setup", workspace_id=T2).team, attribute)
        != value
    )


def test_reminders_go_to_a_channel_once_there_is_one(desk: Desk) -> None:
    with pytest.raises(Refusal, match="Which channel"):
        typed(desk, SetupShown, ADA, "/heed setup reminders channel")
    typed(desk, SetupShown, ADA, "/heed setup channel <#C0TEAM|team>")
    shown = typed(desk, SetupShown, ADA, "/heed setup reminders channel", again=True)
    assert shown.team.where is Where.CHANNEL


def test_who_may_not_set_it_up_reads_who_can(desk: Desk) -> None:
    assert typed(desk, SetupShown, ADA, "/heed setup show").by == ()
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")

    assert typed(desk, SetupShown, BEN, "/heed setup show").by == ()
    assert typed(desk, SetupShown, ADA, "/heed setup show").by == ("Ben",)
    assert typed(desk, TeamShown, ADA, "/heed team show").by == ("Ben",)
    assert typed(desk, TeamsListed, ADA, "/heed team list").by == ("Ben",)
    assert typed(desk, TiersShown, ADA, "/heed tier list").by == ("Ben",)
    assert typed(desk, TiersShown, BEN, "/heed tier list").by == ()


def test_closed_days_add_up(desk: Desk) -> None:
    typed(desk, SetupShown, ADA, "/heed setup closed 2026-12-25")
    shown = typed(desk, SetupShown, ADA, "/heed setup closed 2026-12-24, 2026-12-25")
    assert shown.team.closed == (date(2026, 12, 24), date(2026, 12, 25))


def test_an_emoji_is_added_to_those_that_mean_something(desk: Desk) -> None:
    typed(desk, SetupShown, ADA, "/heed setup emoji claim :hand:")
    shown = typed(desk, SetupShown, ADA, "/heed setup emoji done :tada:")
    assert shown.workspace.emoji == {"hand": "claim", "tada": "done"}


@pytest.mark.parametrize("member", [GUS, GONE, ZOE])
def test_only_active_members_of_this_workspace_lead(desk: Desk, member: Member) -> None:
    with pytest.raises(Refusal):
        typed(desk, SetupShown, ADA, f"/heed setup lead <@{member.id}>")
    assert typed(desk, SetupShown, ADA, "/heed setup").lead_name is None


def test_a_lead_gets_a_digest_from_the_next_monday_on(desk: Desk) -> None:
    typed(desk, SetupShown, ADA, "/heed setup lead <@UBEN>")
    assert _digest_at(desk, BEN.id) == at("2026-11-23 09:00")
    typed(desk, SetupShown, BEN, "/heed setup lead <@UCLEO>")
    assert _digest_at(desk, BEN.id) is None
    assert _digest_at(desk, CLEO.id) == at("2026-11-23 09:00")


def _digest_at(desk: Desk, member_id: str) -> object:
    query = select(members_table.c.digest_at).where(
        members_table.c.workspace_id == T1, members_table.c.id == member_id
    )
    with desk.store.read() as connection:
        return connection.execute(query).scalar_one()


def test_new_hours_judge_again_and_what_is_thereby_past_is_not_said(
    desk: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    clock.set("2026-11-18 16:00")
    typed(desk, ContactLogged, ADA, "/contact from Acme: hello")
    clock.set("2026-11-19 09:30")
    assert gateway.tick() == []  # an hour and a half of four have passed
    typed(desk, SetupShown, ADA, "/heed setup hours mon-fri 00:00-24:00")
    assert gateway.tick() == []
    with desk.store.read() as connection:
        ledger = nudges.of_numbers(connection, T1, [1])[1]
    assert [(one.step, one.state, one.why) for one in ledger] == [
        ("heads_up", NudgeState.PASSED, CHANGED),
        ("due", NudgeState.PASSED, CHANGED),
        ("lead", NudgeState.PASSED, CHANGED),
    ]
    # What is still to come is said in its time: it was due at eight last evening.
    assert nudged(gateway.ticks("2026-11-19 20:00")) == [(ADA.id, [1])]


def test_new_hours_leave_what_was_owed_already(desk: Desk, clock: Clock, gateway: Gateway) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, ContactLogged, ADA, "/contact from Acme: hello")
    clock.set("2026-11-18 14:00")  # due, and not swept yet
    typed(desk, SetupShown, ADA, "/heed setup hours mon-fri 08:00-18:00")
    assert nudged(gateway.tick()) == [(ADA.id, [1])]


def test_check_proves_that_ladders_end_at_somebody(desk: Desk, clock: Clock) -> None:
    assert typed(desk, Checked, ADA, "/heed check").problems != []
    typed(desk, SetupShown, ADA, "/heed setup lead <@UBEN>")
    checked = typed(desk, Checked, ADA, "/heed check")
    assert (checked.problems, checked.lead_name) == ([], "Ben")
    typed(desk, AwayShown, BEN, "/heed away until monday")
    assert typed(desk, Checked, ADA, "/heed check").problems != []
    typed(desk, AwayShown, BEN, "/heed away until monday cover <@UCLEO>")
    checked = typed(desk, Checked, ADA, "/heed check")
    assert checked.problems == []
    [ben] = checked.absent
    assert (ben.member.name, ben.until, ben.leads) == ("Ben", at("2026-11-23 09:00"), True)
    assert isinstance(ben.to, ToMember)
    assert ben.to.member.name == "Cleo"


def test_away_and_back(desk: Desk, clock: Clock) -> None:
    assert typed(desk, AwayShown, ADA, "/heed away") == AwayShown(None, None, changed=False)
    away = typed(desk, AwayShown, ADA, "/heed away until monday cover <@UCLEO>")
    assert away == AwayShown(at("2026-11-23 09:00"), "Cleo", changed=True)
    assert typed(desk, AwayShown, ADA, "/heed away") == AwayShown(
        at("2026-11-23 09:00"), "Cleo", changed=False
    )
    assert typed(desk, AwayShown, ADA, "/heed back") == AwayShown(None, None, changed=True)
    assert typed(desk, AwayShown, ADA, "/heed away") == AwayShown(None, None, changed=False)


def test_an_absence_ends_by_itself(desk: Desk, clock: Clock) -> None:
    typed(desk, AwayShown, ADA, "/heed away until monday")
    clock.set("2026-11-23 09:00")
    assert typed(desk, AwayShown, ADA, "/heed away") == AwayShown(None, None, changed=False)


@pytest.mark.parametrize("cover", [ADA, GUS, GONE, ZOE])
def test_who_cannot_cover(desk: Desk, cover: Member) -> None:
    with pytest.raises(Refusal):
        typed(desk, AwayShown, ADA, f"/heed away until monday cover <@{cover.id}>")
    assert typed(desk, AwayShown, ADA, "/heed away").until is None


def test_what_waited_for_the_end_of_an_absence_comes_when_they_are_back(
    desk: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(desk, PromiseMade, ADA, "/promise Acme: send it by today 4pm", adds="Acme")
    typed(desk, AwayShown, ADA, "/heed away until friday")
    # Nobody covers and nobody leads: it waits.
    assert gateway.ticks("2026-11-18 16:00") == []
    clock.set("2026-11-19 10:00")
    typed(desk, AwayShown, ADA, "/heed back")
    assert nudged(gateway.tick()) == [(ADA.id, [1])]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["/heed away until friday cover <@UCLEO>"], CLEO.id),
        (["/heed setup lead <@UBEN>"], BEN.id),
        (["/heed setup channel <#C0TEAM|team>"], "C0TEAM"),
        (["/heed setup channel <#C0TEAM|team>", "/heed setup reminders channel"], "C0TEAM"),
    ],
)
def test_what_waits_for_one_who_is_away_goes_at_once_to_whoever_is_meant_instead(
    desk: Desk, clock: Clock, gateway: Gateway, lines: list[str], told: str
) -> None:
    typed(desk, PromiseMade, ADA, "/promise Acme: send it by today 4pm", adds="Acme")
    typed(desk, AwayShown, ADA, "/heed away until friday")
    assert gateway.ticks("2026-11-18 16:00") == []  # nobody covers and nobody leads: it waits
    clock.set("2026-11-18 16:10")
    for line in lines:
        typed(desk, AwayShown if "away" in line else SetupShown, ADA, line)
    assert nudged(gateway.tick()) == [(told, [1])]


def test_what_waits_in_another_workspace_goes_on_waiting(
    desk: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(desk, PromiseMade, ADA, "/promise Acme: send it by today 4pm", adds="Acme")
    typed(desk, AwayShown, ADA, "/heed away until friday")
    assert gateway.ticks("2026-11-18 16:00") == []
    with desk.store.read() as connection:
        before = nudges.of_numbers(connection, T1, [1])
    typed(desk, SetupShown, ZOE, f"/heed setup lead <@{ZOE.id}>", workspace_id=T2)
    with desk.store.read() as connection:
        assert nudges.of_numbers(connection, T1, [1]) == before


def test_what_waited_for_the_end_of_a_hold_comes_when_it_is_resumed(
    desk: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, SetupShown, ADA, "/heed setup hours mon-fri 08:00-18:00 Asia/Tokyo")
    # The team's hours go by Tokyo, Ada's own by Berlin: this is due before she can be told.
    clock.set("2026-11-18 22:00")
    typed(desk, ContactLogged, ADA, "/contact from Acme: hello")
    assert gateway.ticks("2026-11-19 05:00") == []
    typed(desk, ThingChanged, BEN, "/contact hold 1 until monday")
    assert gateway.ticks("2026-11-19 09:00") == []
    typed(desk, ThingChanged, BEN, "/contact resume 1")
    assert thing_of(desk, 1).care.holds != ()
    assert nudged(gateway.ticks("2026-11-19 09:05", "2026-11-20 08:00", "2026-11-20 09:00")) != []


def test_a_digest_is_owed_to_whoever_asks(desk: Desk) -> None:
    typed(desk, DigestComing, CLEO, "/heed digest")
    # While it is on its way, asking again is asking for the same.
    typed(desk, DigestComing, CLEO, "/heed digest")
    with desk.store.read() as connection:
        [owed] = deliveries.owed_to(connection, T1, CLEO.id)
    assert owed.kind == "digest"


def test_a_digest_may_be_asked_for_again_once_it_came(desk: Desk, gateway: Gateway) -> None:
    for _ in range(2):
        typed(desk, DigestComing, CLEO, "/heed digest")
        [post] = gateway.deliver()
        assert (post.to, post.delivery.kind) == (CLEO.id, DeliveryKind.DIGEST)


@pytest.mark.parametrize("command", ["contact", "promise", "customer", "heed"])
def test_nothing_typed_is_a_wish_for_help(desk: Desk, command: str) -> None:
    assert typed(desk, HelpShown, ADA, f"/{command}").help.topic is None
    assert typed(desk, HelpShown, ADA, f"/{command} help").help.topic == command


def test_the_lead_of_a_team_is_read_along_the_chain_of_covers(desk: Desk) -> None:
    for member, cover in ((ADA, BEN), (BEN, CLEO), (CLEO, ADA)):
        typed(desk, AwayShown, member, f"/heed away until monday cover <@{cover.id}>")
    with desk.store.read() as connection:
        people = members.circle(connection, T1, [ADA.id])
        assert set(people.members) == {ADA.id, BEN.id, CLEO.id}
        assert members.circle(connection, T2, [ADA.id]).members == {}
