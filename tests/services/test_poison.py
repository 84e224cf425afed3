"""Poison: what cannot be reckoned waits by itself, and keeps nobody else waiting."""

from dataclasses import replace

import pytest

from bot.core.customer_outcomes import CustomerAdded, CustomerEdited
from bot.core.errors import Refusal
from bot.core.heed_outcomes import BriefSet, SetupShown
from bot.core.nudges import NudgeState
from bot.core.outcomes import ContactLogged
from bot.core.rosters import MembersMoved, OwnHoursShown, TeamShown
from bot.services import briefs, bundling, plans
from bot.services.desk import Desk
from bot.services.owing import Owed
from bot.services.sweep import sweep
from bot.store import members, nudges
from tests.makers import ADA, BEN, CLEO, T1, T2, ZOE, Clock, Gateway, nudged, typed


@pytest.fixture
def poisoned(desk: Desk, clock: Clock) -> Desk:
    """A reminder of #1 is queued when the week of its team shrinks to a minute.

    #2 is of another team, and there is one of another workspace.
    """
    for line in ("team add Ops", "team Ops lead <@UBEN>"):
        typed(desk, SetupShown if "lead" in line else TeamShown, BEN, f"/heed {line}")
    typed(desk, MembersMoved, BEN, "/heed team Ops members <@UADA>")
    for member, name in ((ADA, "Acme"), (CLEO, "Globex")):
        typed(desk, CustomerAdded, member, f"/customer add {name}")
        typed(desk, ContactLogged, member, f"/contact from {name}: hello")
    typed(desk, CustomerAdded, ZOE, "/customer add Initech", workspace_id=T2)
    typed(desk, ContactLogged, ZOE, "/contact from Initech: hello", workspace_id=T2)
    typed(desk, OwnHoursShown, ADA, "/heed hours mon-fri 16:00-17:00")
    clock.set("2026-11-18 13:00")
    sweep(desk)
    typed(desk, CustomerEdited, ADA, "/customer edit Acme target 480h")
    with desk.store.write() as connection:
        every = members.all_teams(connection, T1).values()
        [ops] = [one for one in every if one.name == "Ops"]
        members.save_team(connection, T1, replace(ops, week={"mon": [("09:00", "09:01")]}))
    return desk


def test_one_thing_that_cannot_be_judged_keeps_nobody_elses_reminders(
    poisoned: Desk, clock: Clock, gateway: Gateway
) -> None:
    bundled = bundling.bundle(poisoned)
    assert [what for what, _ in bundled.faults] == ["#1"]
    assert sorted(nudged(gateway.deliver())) == [(CLEO.id, [2]), (ZOE.id, [1])]
    with poisoned.store.read() as connection:
        [waits] = [
            one
            for one in nudges.of_numbers(connection, T1, [1])[1]
            if one.state is NudgeState.QUEUED
        ]
    assert waits.ready_at == clock.now + plans.POISON_WAITS
    assert bundling.bundle(poisoned) == Owed()


def test_one_thing_that_cannot_be_judged_keeps_nobodys_brief(
    poisoned: Desk, clock: Clock, gateway: Gateway
) -> None:
    clock.set("2026-11-19 09:00")
    assert [number for number, _ in sweep(poisoned).faults] == [1]
    assert briefs.plan(poisoned, briefs.are_due(poisoned)).faults == ()
    bundling.bundle(poisoned)
    told = nudged(gateway.deliver())
    assert (CLEO.id, [2]) in told
    assert (ZOE.id, [1]) in told


def test_what_cannot_be_judged_leaves_a_message_that_is_owed(
    poisoned: Desk, clock: Clock, gateway: Gateway
) -> None:
    with poisoned.store.write() as connection:
        every = members.all_teams(connection, T1).values()
        [ops] = [one for one in every if one.name == "Ops"]
        members.save_team(connection, T1, replace(ops, week={"wed": [("09:00", "17:00")]}))
        ready = nudges.of_numbers(connection, T1, [1])[1]
    assert ready
    typed(poisoned, BriefSet, ADA, "/heed brief off")
    typed(poisoned, OwnHoursShown, ADA, "/heed hours team")
    typed(poisoned, CustomerEdited, ADA, "/customer edit Acme target 1h")
    clock.set("2026-11-18 14:00")
    sweep(poisoned)
    bundling.bundle(poisoned)
    typed(poisoned, CustomerEdited, ADA, "/customer edit Acme target 480h")
    with poisoned.store.write() as connection:
        members.save_team(connection, T1, replace(ops, week={"mon": [("09:00", "09:01")]}))
    assert (ADA.id, [1]) not in nudged(gateway.deliver())


def test_a_week_in_which_nobody_can_be_answered_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal, match="at least an hour a week"):
        typed(desk, SetupShown, BEN, "/heed setup hours mon 9:00-9:01")
    typed(desk, SetupShown, BEN, "/heed setup hours mon 9:00-10:00")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, CustomerEdited, ADA, "/customer edit Acme target 480h")
    assert typed(desk, ContactLogged, ADA, "/contact from Acme: hello").due_at is not None
