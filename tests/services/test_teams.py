"""Teams: who is in which, by whose calendar customers wait, and what a change touches."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from sqlalchemy import insert, select

from bot.core.customer_outcomes import CustomerAdded
from bot.core.errors import Refusal
from bot.core.heed_asks import SetupLead
from bot.core.heed_outcomes import BriefSet, Checked, DigestComing, SetupShown
from bot.core.members import Member
from bot.core.nudges import CHANGED, NudgeState
from bot.core.outcomes import ContactLogged, MineShown, Outcome, PromiseMade, Undone
from bot.core.rosters import MembersMoved, OwnHoursShown, TeamRemoved, TeamShown, TeamsListed
from bot.core.setups import SetupMembers
from bot.core.tidings import Deed
from bot.core.workspaces import Workspace
from bot.messages import outcomes
from bot.messages import tidings as worded
from bot.services import digests, once, teams, upkeep
from bot.services.desk import Desk
from bot.services.sweep import Swept, sweep
from bot.store import deliveries, members, nudges
from bot.store.tables import contacts, customers, inquiries
from bot.store.tables import history as events
from bot.store.tables import members as members_table
from tests.makers import (
    ADA,
    BEN,
    BERLIN,
    CLEO,
    GUS,
    SAO,
    SAO_PAULO,
    T1,
    T2,
    ZOE,
    Clock,
    Gateway,
    asked,
    at,
    nudged,
    statements,
    thing_of,
    typed,
)

MANY = 1000
FRIDAY, MONDAY = at("2026-11-20 09:00"), at("2026-11-23 09:00")
FIRST = 100_000


def column(desk: Desk, member_id: str, name: str) -> object:
    query = select(members_table.c[name]).where(
        members_table.c.workspace_id == T1, members_table.c.id == member_id
    )
    with desk.store.read() as connection:
        return connection.execute(query).scalar_one()


@pytest.fixture
def two(desk: Desk) -> Desk:
    """Everyone is in Berlin and led by Ben; Sao is in São Paulo, by its own clock and feasts."""
    typed(desk, SetupShown, BEN, "/heed setup zone Europe/Berlin")
    typed(desk, SetupShown, BEN, "/heed setup country DE-BE")
    typed(desk, TeamShown, BEN, "/heed team add São Paulo")
    # By herself, so that nothing is told of it in between.
    typed(desk, MembersMoved, SAO, "/heed team São Paulo members <@USAO>")
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(desk, SetupShown, BEN, "/heed team São Paulo zone America/Sao_Paulo")
    typed(desk, SetupShown, BEN, "/heed team São Paulo country BR-SP")
    return desk


def test_a_team_is_added_with_the_calendar_of_the_speakers(desk: Desk) -> None:
    typed(desk, SetupShown, BEN, "/heed setup half 24 Dec until 12")
    added = typed(desk, TeamShown, BEN, "/heed team add São Paulo")
    assert (added.added, added.is_own, added.members) == (True, False, [])
    assert added.team.breaks == {date(2026, 12, 24): (("12:00", "24:00"),)}
    listed = typed(desk, TeamsListed, BEN, "/heed team list")
    assert [team.name for team in listed.teams] == ["everyone", "São Paulo"]
    assert (listed.sizes, listed.own_id) == ({1: 4}, 1)  # guests and bots do not count


@pytest.mark.parametrize("name", ["everyone", "EVERYONE", "lead x", "x" * 61, "“”"])
def test_a_team_needs_a_name_of_its_own(desk: Desk, name: str) -> None:
    with pytest.raises(Refusal):
        typed(desk, TeamShown, BEN, f"/heed team add {name}")


def test_a_team_is_renamed_and_those_who_are_new_still_find_a_team(desk: Desk) -> None:
    shown = typed(desk, SetupShown, BEN, "/heed setup name Berlin")
    assert shown.was is not None
    assert (shown.was.name, shown.team.name) == ("everyone", "Berlin")
    upkeep.meet(desk, Workspace(T1))
    upkeep.follow(desk, T1, [replace(ADA, id="UNEW", name="New")])
    [team] = typed(desk, TeamsListed, BEN, "/heed team list").teams
    assert column(desk, "UNEW", "team_id") == team.id


def test_members_move_and_what_waits_for_them_is_judged_by_the_other_calendar(
    two: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(two, CustomerAdded, CLEO, "/customer add Acme")
    clock.set("2026-11-19 16:00")
    typed(two, ContactLogged, CLEO, "/contact from Acme: hello")
    # Two hours are left of Thursday's in Berlin; Friday is a holiday in São Paulo.
    moved = typed(two, MembersMoved, BEN, "/heed team São Paulo members <@UCLEO> <@USAO>")
    assert (moved.moved, moved.there) == ([("Cleo", "everyone")], ["Sao"])
    assert thing_of(two, 1).team.name == "São Paulo"
    assert nudged(gateway.tick()) == []
    # From noon to four on Thursday there; Cleo herself sits in Berlin, where her day is over.
    assert nudged(gateway.ticks("2026-11-19 20:00", "2026-11-20 08:59")) == []
    assert nudged(gateway.ticks("2026-11-23 09:00")) == [(CLEO.id, [1])]


@pytest.mark.parametrize("member", [GUS, ZOE])
def test_only_active_members_of_this_workspace_are_moved(two: Desk, member: Member) -> None:
    with pytest.raises(Refusal):
        typed(two, MembersMoved, BEN, f"/heed team São Paulo members <@{member.id}>")


def test_a_team_is_removed_once_nobody_is_in_it(two: Desk) -> None:
    with pytest.raises(Refusal, match="Sao is still in São Paulo") as caught:
        typed(two, TeamRemoved, BEN, "/heed team remove São Paulo")
    [choice] = caught.value.choices
    typed(two, MembersMoved, BEN, f"/heed {choice.words}")
    assert typed(two, TeamRemoved, BEN, "/heed team remove são paulo").name == "São Paulo"
    assert len(typed(two, TeamsListed, BEN, "/heed team list").teams) == 1
    with pytest.raises(Refusal, match="only team"):
        typed(two, TeamRemoved, BEN, "/heed team remove everyone")


def test_what_whoever_left_still_owns_waits_in_the_hours_of_the_team_that_is_left(
    two: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(two, SetupShown, BEN, "/heed team São Paulo hours mon 16:00-17:00")
    typed(two, SetupShown, BEN, "/heed team São Paulo lead <@UBEN>")
    typed(two, CustomerAdded, SAO, "/customer add Acme")
    typed(two, ContactLogged, SAO, "/contact from Acme: hello")
    upkeep.follow(two, T1, [replace(SAO, is_deactivated=True)])
    clock.set("2026-11-18 10:10")
    typed(two, TeamRemoved, BEN, "/heed team remove São Paulo")
    # Sao's clock is four hours behind: four working hours from its nine o'clock are over at five.
    assert nudged(gateway.ticks("2026-11-18 16:05", "2026-11-18 17:05", "2026-11-19 09:00")) == [
        (BEN.id, [1])
    ]


def test_a_team_that_was_removed_in_the_meantime_is_not_changed(two: Desk) -> None:
    team = typed(two, TeamShown, BEN, "/heed team São Paulo").team
    typed(two, MembersMoved, BEN, "/heed team everyone members <@USAO>")
    typed(two, TeamRemoved, BEN, "/heed team remove São Paulo")
    for ask in (SetupLead(BEN.id), SetupMembers((ADA.id,))):
        change = partial(teams.change, ask=ask, team=team)
        with pytest.raises(Refusal, match="no longer there"):
            once.do(two, asked(ADA, "heed", "x"), change)


def test_leading_more_teams_or_moving_more_members_costs_no_more_statements(two: Desk) -> None:
    def cost(kind: type[Outcome], line: str) -> int:
        with statements(two.store) as seen:
            typed(two, kind, BEN, line)
        return len(seen)

    lines: list[tuple[type[Outcome], str]] = [
        (OwnHoursShown, "/heed hours mon-fri 9-{}"),
        (SetupShown, "/heed setup hours mon-fri 8-{}"),
    ]
    before = [cost(kind, line.format(16)) for kind, line in lines]
    for number in range(8):
        typed(two, TeamShown, BEN, f"/heed team add Squad {number}")
        typed(two, SetupShown, BEN, f"/heed team Squad {number} lead <@UBEN>")
    assert [cost(kind, line.format(15)) for kind, line in lines] == before
    more = [Member(f"UX{number}", f"X{number}", "Europe/Berlin") for number in range(30)]
    upkeep.follow(two, T1, more)
    few, many = (" ".join(f"<@{one.id}>" for one in more[:count]) for count in (2, 30))
    cheap = cost(MembersMoved, f"/heed team Squad 1 members {few}")
    assert cost(MembersMoved, f"/heed team Squad 2 members {many}") == cheap


def test_the_first_team_may_go_too_and_takes_nobody_with_it(two: Desk) -> None:
    typed(two, MembersMoved, BEN, "/heed team São Paulo members <@UADA> <@UBEN> <@UCLEO>")
    typed(two, TeamRemoved, BEN, "/heed team remove everyone")
    [team] = typed(two, TeamsListed, BEN, "/heed team list").teams
    assert column(two, GUS.id, "team_id") == team.id  # a guest, who did not count
    upkeep.meet(two, Workspace(T1))
    assert len(typed(two, TeamsListed, BEN, "/heed team list").teams) == 1


def test_teams_of_other_workspaces_are_not_known(two: Desk) -> None:
    assert len(typed(two, TeamsListed, ZOE, "/heed team list", workspace_id=T2).teams) == 1
    with pytest.raises(Refusal, match="There is no team"):
        typed(two, TeamShown, ZOE, "/heed team São Paulo", workspace_id=T2)


def test_one_verb_is_behind_both_forms(two: Desk) -> None:
    typed(two, SetupShown, BEN, "/heed team everyone closed 2026-12-24")
    typed(two, SetupShown, BEN, "/heed team São Paulo lead <@UBEN>")
    typed(two, MembersMoved, BEN, "/heed team São Paulo members <@UBEN>")
    other = typed(two, SetupShown, BEN, "/heed team everyone closed 2026-12-23")
    assert other.is_own is False
    typed(two, MembersMoved, BEN, "/heed team everyone members <@UBEN>")
    own = typed(two, SetupShown, BEN, "/heed setup open 2026-12-24")
    assert own.is_own is True
    assert own.team.closed == (date(2026, 12, 23),)


@pytest.mark.parametrize(
    ("lines", "closed", "breaks"),
    [
        (["closed 24 Dec", "open 24 Dec"], (), {}),
        (["half 24 Dec until 12", "open 24 Dec"], (), {}),
        (["half 24 Dec until 12", "closed 24 Dec"], (date(2026, 12, 24),), {}),
        (
            ["closed 24 Dec", "half 24 Dec until 12"],
            (),
            {date(2026, 12, 24): (("12:00", "24:00"),)},
        ),
        (["open 25 Dec"], (), {date(2026, 12, 25): ()}),  # a public holiday, worked
        (["open 25 Dec", "closed 25 Dec"], (date(2026, 12, 25),), {}),
        # What was closed on a public holiday is worked, as it was said.
        (["closed 25 Dec", "open 25 Dec"], (), {date(2026, 12, 25): ()}),
    ],
)
def test_days_are_closed_halved_and_opened_again(
    two: Desk,
    lines: list[str],
    closed: tuple[date, ...],
    breaks: dict[date, tuple[tuple[str, str], ...]],
) -> None:
    for line in lines:
        shown = typed(two, SetupShown, BEN, f"/heed setup {line}")
    again = typed(two, SetupShown, BEN, "/heed setup").team
    assert (shown.team.closed, shown.team.breaks) == (again.closed, again.breaks)
    assert (again.closed, again.breaks) == (closed, breaks)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("open 2026-12-22", "working day already"), ("open 2026-12-19", "Saturdays are not")],
)
def test_a_day_that_is_worked_anyhow_or_never_is_not_opened(
    two: Desk, words: str, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        typed(two, SetupShown, BEN, f"/heed setup {words}")


def test_a_change_says_and_keeps_what_was_before(two: Desk) -> None:
    shown = typed(two, SetupShown, BEN, "/heed setup country none")
    assert shown.was is not None
    assert (shown.was.country, shown.team.country) == ("DE", None)
    with two.store.read() as connection:
        facts = connection.execute(
            select(events.c.facts).where(events.c.workspace_id == T1).order_by(events.c.id.desc())
        ).scalars()
        assert next(iter(facts)) == {
            "id": shown.team.id,
            "team": "everyone",
            "country": ["DE", None],
            "region": ["BE", None],
        }


def test_hours_without_a_zone_leave_the_teams_zone(two: Desk) -> None:
    shown = typed(two, SetupShown, BEN, "/heed setup hours mon-fri 8-16")
    assert shown.team.zone == "Europe/Berlin"
    assert typed(two, SetupShown, BEN, "/heed setup zone own").team.zone is None


def test_a_holiday_here_is_a_working_day_there(two: Desk, clock: Clock, gateway: Gateway) -> None:
    """Friday the 20th is a feast in Brazil only, Christmas one in both."""
    typed(two, CustomerAdded, ADA, "/customer add Acme")
    typed(two, CustomerAdded, SAO, "/customer add Globex")
    clock.set(at("2026-11-19 16:00", SAO_PAULO))
    typed(two, ContactLogged, SAO, "/contact from Globex: hello")
    clock.set("2026-11-20 09:00")
    typed(two, ContactLogged, ADA, "/contact from Acme: hello")
    gateway.tick()
    assert nudged(gateway.ticks("2026-11-20 12:00", "2026-11-20 13:00")) == [
        (ADA.id, [2]),  # three of four hours
        (ADA.id, [2]),
    ]
    friday = nudged(gateway.ticks(at("2026-11-20 12:00", SAO_PAULO)))
    assert [told for told in friday if told[0] == SAO.id] == []
    # An hour on Thursday, two on Monday: then three of four have passed.
    monday = [at("2026-11-23 10:59", SAO_PAULO), at("2026-11-23 11:00", SAO_PAULO)]
    told = nudged(gateway.ticks(*monday))
    assert (SAO.id, [1]) in told


def test_what_is_promised_for_a_holiday_is_reminded_of_before_it(
    two: Desk, clock: Clock, gateway: Gateway
) -> None:
    clock.set("2026-12-21 10:00")
    typed(two, PromiseMade, ADA, "/promise Acme: send it by 2026-12-25 15:00", adds="Acme")
    gateway.tick()
    told = nudged(gateway.ticks("2026-12-23 09:00", "2026-12-24 09:00", "2026-12-24 16:00"))
    assert told == [(ADA.id, [1]), (ADA.id, [1])]  # the working day, and the hour, before
    assert nudged(gateway.ticks("2026-12-25 09:00", "2026-12-25 15:00")) == []
    assert nudged(gateway.ticks("2026-12-28 09:00")) == [(ADA.id, [1])]


def test_reminders_come_in_ones_own_hours(two: Desk, clock: Clock, gateway: Gateway) -> None:
    shown = typed(two, OwnHoursShown, ADA, "/heed hours mon-thu 10-14")
    assert (shown.changed, shown.member.week) == (
        "hours",
        {day: [("10:00", "14:00")] for day in ("mon", "tue", "wed", "thu")},
    )
    typed(two, CustomerAdded, ADA, "/customer add Acme")
    clock.set("2026-11-19 11:30")
    typed(two, ContactLogged, ADA, "/contact from Acme: hello")
    gateway.tick()
    # Three of four working hours are over at half past two, when Ada is gone until Monday.
    assert nudged(gateway.ticks("2026-11-19 14:30", "2026-11-20 10:00")) == []
    assert nudged(gateway.ticks("2026-11-23 09:59", "2026-11-23 10:00")) == [(ADA.id, [1])]


def test_what_waits_for_ones_hours_comes_when_they_are_the_teams_again(
    two: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(two, OwnHoursShown, ADA, "/heed hours mon-thu 10-14")
    typed(two, PromiseMade, ADA, "/promise Acme: send it by friday 3pm", adds="Acme")
    assert nudged(gateway.ticks("2026-11-20 14:00")) == []
    clock.set("2026-11-20 14:10")
    assert typed(two, OwnHoursShown, ADA, "/heed hours team").member.week is None
    assert nudged(gateway.tick()) == [(ADA.id, [1])]
    assert typed(two, OwnHoursShown, ADA, "/heed hours").member.week is None


@pytest.mark.parametrize(
    ("words", "opens"),
    [
        ("holidays BR-SP", "2026-11-23 09:00"),  # Friday is a feast there
        ("holidays none", "2026-11-20 09:00"),
    ],
)
def test_ones_own_holidays_count_for_reminders(
    two: Desk, clock: Clock, gateway: Gateway, words: str, opens: str
) -> None:
    typed(two, OwnHoursShown, ADA, f"/heed {words}")
    typed(two, PromiseMade, ADA, "/promise Acme: send it by friday 10am", adds="Acme")
    gateway.tick()
    told = [instant for instant in (FRIDAY, MONDAY) if nudged(gateway.ticks(instant))]
    assert at(opens) == told[0]
    typed(two, OwnHoursShown, ADA, "/heed holidays team")
    assert column(two, ADA.id, "country") is None


def test_a_lead_hears_of_every_team_they_lead(two: Desk, clock: Clock) -> None:
    typed(two, SetupShown, BEN, "/heed team São Paulo lead <@UBEN>")
    typed(two, CustomerAdded, SAO, "/customer add Globex")
    typed(two, CustomerAdded, ADA, "/customer add Acme")
    typed(two, ContactLogged, SAO, "/contact from Globex: hello")
    typed(two, ContactLogged, ADA, "/contact from Acme: hello")
    typed(two, DigestComing, BEN, "/heed digest")
    with two.store.read() as connection:
        [owed] = deliveries.owed_to(connection, T1, BEN.id)
    waiting = digests.digest_of(two, owed).waiting
    assert sorted(thing.customer.name for thing in waiting) == ["Acme", "Globex"]
    assert typed(two, MineShown, ADA, "/mine team").inquiry_count == 1


def test_who_leads_another_team_still_gets_the_digest(two: Desk) -> None:
    typed(two, SetupShown, BEN, "/heed team São Paulo lead <@UBEN>")
    typed(two, SetupShown, BEN, "/heed setup lead <@UCLEO>")
    assert column(two, BEN.id, "digest_at") == at("2026-11-23 09:00")
    typed(two, SetupShown, BEN, "/heed team São Paulo lead <@USAO>")
    assert column(two, BEN.id, "digest_at") is None
    assert column(two, SAO.id, "digest_at") == at("2026-11-23 09:00", SAO_PAULO)


@pytest.mark.parametrize(
    ("who", "line"),
    [
        (BEN, "/heed setup closed 2026-11-23"),  # the team's Monday
        (BEN, "/heed hours tue-fri 9-17"),  # Ben's own
    ],
)
def test_the_next_digest_follows_the_leads_calendar(two: Desk, who: Member, line: str) -> None:
    kind = SetupShown if "setup" in line else OwnHoursShown
    typed(two, kind, who, line)
    assert column(two, BEN.id, "digest_at") == at("2026-11-24 09:00")


def test_the_next_digest_and_brief_follow_a_lead_who_goes_by_another_clock(two: Desk) -> None:
    with two.store.write() as connection:
        members.change(connection, T1, BEN.id, brief_at=at("2026-11-19 09:00"))
    upkeep.follow(two, T1, [replace(BEN, zone="America/Sao_Paulo"), ADA])
    assert column(two, BEN.id, "digest_at") == at("2026-11-23 09:00", SAO_PAULO)
    # It is six in the morning there, so today's is still to come.
    assert column(two, BEN.id, "brief_at") == at("2026-11-18 09:00", SAO_PAULO)


def test_briefs_are_planned_anew_for_those_whom_a_change_touches(two: Desk) -> None:
    morning = at("2026-11-19 09:00")
    with two.store.write() as connection:
        for one in (ADA, SAO):
            members.change(connection, T1, one.id, brief_at=morning)
    typed(two, SetupShown, BEN, "/heed setup hours mon-fri 8-16")
    assert column(two, ADA.id, "brief_at") == at("2026-11-19 08:00")
    assert column(two, SAO.id, "brief_at") == morning  # of the other team


def test_check_looks_at_every_team(two: Desk) -> None:
    checked = typed(two, Checked, ADA, "/heed check")
    assert [one.partition(":")[0] for one in checked.problems] == ["São Paulo"]
    [berlin] = checked.fine
    typed(two, SetupShown, ADA, "/heed team São Paulo lead <@UBEN>")
    checked = typed(two, Checked, ADA, "/heed check")
    assert checked.problems == []
    assert checked.fine == [berlin, ("São Paulo", "Ben")]


def many(desk: Desk, clock: Clock) -> None:
    """A thousand customers of Ada's wait since ten o'clock, as if each had been logged."""
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, ContactLogged, ADA, "/contact from Acme: hello")
    assert sweep(desk).faults == ()
    with desk.store.write() as connection:
        for table, key in ((customers, "id"), (contacts, "id"), (inquiries, "number")):
            [row] = (
                connection.execute(select(table).where(table.c.workspace_id == T1)).mappings().all()
            )
            entries = [_copy(dict(row), count) | {key: FIRST + count} for count in range(1, MANY)]
            connection.execute(insert(table), entries)
        [opened] = [
            row
            for row in connection.execute(
                select(events).where(events.c.workspace_id == T1)
            ).mappings()
            if row["number"] == 1
        ]
        copies = [_copy(dict(opened), count) for count in range(1, MANY)]
        connection.execute(
            insert(events), [one | {"id": FIRST + n} for n, one in enumerate(copies)]
        )


def _copy(row: dict[str, object], count: int) -> dict[str, object]:
    own = {"number", "customer_id", "contact_id"} & row.keys()
    return row | dict.fromkeys(own, FIRST + count)


def test_a_thousand_open_inquiries_move_to_other_hours_without_a_burst(
    desk: Desk, clock: Clock, gateway: Gateway
) -> None:
    """By the new hours every target is long past: that is recorded, and nothing is said."""
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    clock.set("2026-11-18 16:00")
    many(desk, clock)
    clock.set("2026-11-19 09:30")
    assert nudged(gateway.tick()) == []  # an hour and a half of four have passed
    with statements(desk.store) as seen:
        typed(desk, SetupShown, BEN, "/heed setup hours daily 0-24")
    # One statement, however many it touches.
    assert len([one for one in seen if one.startswith("UPDATE inquiries")]) == 1
    with statements(desk.store) as seen:
        assert sweep(desk, batch=100) == Swept(judged=MANY, queued=0)
    assert len(seen) <= 2 + 10 * 6  # ten batches, each of as many statements as one thing takes
    assert nudged(gateway.tick()) == []
    with desk.store.read() as connection:
        ledgers = nudges.of_numbers(connection, T1, [1, FIRST + 7])
    for ledger in ledgers.values():
        assert [(one.step, one.state, one.why) for one in ledger] == [
            (step, NudgeState.PASSED, CHANGED) for step in ("heads_up", "due", "lead")
        ]
    assert sweep(desk) == Swept()  # once is enough
    # What is still to come is said in its time, in one message.
    [post] = gateway.ticks("2026-11-19 20:00")
    assert (post.to, len(post.numbers)) == (ADA.id, 8)


@pytest.mark.parametrize("wants_brief", ["on", "off"])
def test_all_that_is_ready_of_one_member_is_one_message_however_many(
    desk: Desk, clock: Clock, gateway: Gateway, wants_brief: str
) -> None:
    many(desk, clock)
    typed(desk, BriefSet, ADA, f"/heed brief {wants_brief}")
    [post] = gateway.ticks("2026-11-19 09:00", "2026-11-19 09:01", "2026-11-19 10:02")
    assert post.bundle is not None
    assert len(post.bundle.rows) + post.bundle.more == MANY


def test_moving_somebody_judges_all_of_theirs_in_one_statement(
    two: Desk, clock: Clock, gateway: Gateway
) -> None:
    many(two, clock)
    with statements(two.store) as seen:
        typed(two, MembersMoved, BEN, "/heed team São Paulo members <@UADA>")
    assert len([one for one in seen if one.startswith("UPDATE inquiries")]) == 1
    assert sweep(two).judged == MANY
    assert nudged(gateway.tick()) == []


@pytest.fixture
def gathered(two: Desk) -> Desk:
    """Ben leads everyone; Ada, who is about to be moved to the team she leads, has things open."""
    typed(two, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(two, SetupShown, BEN, "/heed team São Paulo lead <@UADA>")
    typed(two, CustomerAdded, ADA, "/customer add Acme")
    typed(two, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    typed(two, PromiseMade, ADA, "/promise Acme: call back by friday 5pm")
    return two


def test_who_moves_a_lead_into_her_own_team_reads_what_that_changes(
    gathered: Desk, gateway: Gateway
) -> None:
    gateway.tick()
    moved = typed(gathered, MembersMoved, BEN, "/heed team São Paulo members <@UADA>")
    said = outcomes.say(moved, zone=BERLIN, now=gathered.now()).text
    assert "Two open things of theirs count in that team's hours from now on." in said
    assert "Nobody hears of what Ada leaves open. /heed check shows what is missing." in said
    told = {post.to: post.heard for post in gateway.tick() if post.heard}
    assert [one.deed for one in told[ADA.id]] == [Deed.JOINED]
    assert "Ben moved you to the team São Paulo" in worded.told(told[ADA.id], prefix="").text


def test_who_is_moved_under_another_lead_reads_who_hears(gathered: Desk, gateway: Gateway) -> None:
    moved = typed(gathered, MembersMoved, BEN, "/heed team São Paulo members <@UCLEO>")
    assert (moved.lead_name, moved.problems) == ("Ada", [])
    told = {post.to: post.heard for post in gateway.tick() if post.heard}
    assert "Joined Cleo" in worded.told(told[ADA.id][-1:], prefix="").text


def test_whoever_moved_somebody_may_take_it_back(gathered: Desk, gateway: Gateway) -> None:
    typed(gathered, MembersMoved, BEN, "/heed team São Paulo members <@UADA>")
    assert thing_of(gathered, 1).team.name == "São Paulo"
    typed(gathered, Undone, BEN, "/heed undo")
    assert thing_of(gathered, 1).team.name == "everyone"
    # Nobody had been told yet.
    assert [one for post in gateway.tick() for one in post.heard if one.deed is Deed.JOINED] == []


def test_that_it_was_taken_back_is_told_to_whoever_was_told(
    gathered: Desk, gateway: Gateway, clock: Clock
) -> None:
    typed(gathered, MembersMoved, BEN, "/heed team São Paulo members <@UADA>")
    gateway.tick()
    clock.set("2026-11-18 10:10")
    typed(gathered, Undone, BEN, "/heed undo")
    [told] = [post.heard for post in gateway.ticks("2026-11-18 11:10") if post.to == ADA.id]
    assert "took back that people were moved" in worded.told(told, prefix="").text


def test_who_was_moved_on_since_stays(gathered: Desk) -> None:
    typed(gathered, TeamShown, BEN, "/heed team add Ops")
    typed(gathered, MembersMoved, BEN, "/heed team São Paulo members <@UCLEO>")
    typed(gathered, MembersMoved, ADA, "/heed team Ops members <@UCLEO>")
    with pytest.raises(Refusal, match="moved again since"):
        typed(gathered, Undone, BEN, "/heed undo")
