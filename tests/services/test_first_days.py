"""First days: a start is a date, the same for whoever reads it, and no shadow."""

import pytest

from bot.core.customer_outcomes import CustomerAdded
from bot.core.heed_outcomes import SetupShown, WhyShown
from bot.core.members import Member
from bot.core.outcomes import ContactLogged, Outcome
from bot.core.rosters import MembersMoved, TeamShown
from bot.core.team_forms import Given
from bot.messages import outcomes
from bot.messages import tidings as worded
from bot.services import team_forms
from bot.services.desk import Desk
from tests.makers import ADA, BEN, BERLIN, CLEO, SAO, SAO_PAULO, Clock, Gateway, asked, at, typed

START = "2026-12-01"


def words(desk: Desk, outcome: Outcome, *, member: Member = BEN) -> str:
    zone = SAO_PAULO if member.id == SAO.id else BERLIN
    return outcomes.say(outcome, zone=zone, now=desk.now(), prefix="").text


@pytest.fixture
def led(desk: Desk) -> Desk:
    """Ben leads everyone."""
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    return desk


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"start {START}", "Reminders come from Tue 1 Dec on, in each owner's own time zone."),
        ("start tomorrow", "Reminders come from Thu 19 Nov on, in each owner's own time zone."),
        ("start today", "Reminders come from now on."),
        ("start now", "Reminders come from now on."),
        ("start 2030-01-01", "Reminders come from Tue 1 Jan 2030 on, in each owner's own time"),
    ],
)
@pytest.mark.parametrize("member", [BEN, SAO], ids=["in Berlin", "in São Paulo"])
def test_the_day_that_was_typed_is_the_day_that_is_said(
    led: Desk, line: str, said: str, member: Member
) -> None:
    typed(led, SetupShown, BEN, f"/heed setup lead <@{member.id}>")
    outcome = typed(led, SetupShown, member, f"/heed setup {line}")
    assert said in words(led, outcome, member=member)


def test_a_team_with_a_zone_begins_there(led: Desk) -> None:
    typed(led, SetupShown, BEN, "/heed setup zone America/Sao_Paulo")
    outcome = typed(led, SetupShown, BEN, f"/heed setup start {START}")
    assert "Reminders come from Tue 1 Dec on, São Paulo time." in words(led, outcome)


def test_each_owner_is_reminded_from_that_day_on_where_they_are(
    led: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(led, SetupShown, BEN, "/heed setup start 2026-11-19")
    for member in (ADA, SAO):
        typed(led, CustomerAdded, member, f"/customer add {member.name} Ltd")
        typed(led, ContactLogged, member, f"/contact from {member.name} Ltd: asks")
    shown = typed(led, WhyShown, SAO, "/heed why 2")
    assert "Reminders begin on Thu 19 Nov, São Paulo time." in words(led, shown, member=SAO)
    hours = [f"2026-11-18 {hour}:00" for hour in range(11, 24)]
    posts = gateway.ticks(*hours, *(f"2026-11-19 {hour:02}:00" for hour in range(24)))
    firsts = {post.to: post.delivery.created_at for post in reversed(posts)}
    # Neither sooner than their own Thursday.
    assert firsts[ADA.id] >= at("2026-11-19 00:00")
    assert firsts[SAO.id] >= at("2026-11-19 00:00", SAO_PAULO)


def test_why_tells_of_the_start_and_of_no_shadow(led: Desk, clock: Clock, gateway: Gateway) -> None:
    typed(led, CustomerAdded, ADA, "/customer add Acme")
    typed(led, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    typed(led, SetupShown, BEN, f"/heed setup start {START}")
    gateway.ticks("2026-11-18 16:00", "2026-11-19 16:00", "2026-11-25 09:00")
    said = words(led, typed(led, WhyShown, ADA, "/heed why 1"))
    shown = typed(led, WhyShown, ADA, "/heed why 1")
    blocks = str(outcomes.say(shown, zone=BERLIN, now=led.now(), prefix="").blocks)
    assert "Reminders begin on Tue 1 Dec, Berlin time." in said
    assert "No reminders are left" not in said
    assert "shadow" not in said + blocks
    assert "because reminders begin on Tue 1 Dec, Berlin time" in blocks


def test_why_tells_of_a_shadow_that_was(led: Desk, clock: Clock, gateway: Gateway) -> None:
    typed(led, CustomerAdded, ADA, "/customer add Acme")
    typed(led, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    typed(led, SetupShown, BEN, "/heed setup shadow on")
    clock.set("2026-11-18 18:00")
    typed(led, SetupShown, BEN, "/heed setup shadow off")
    gateway.ticks("2026-11-18 18:01")
    shown = typed(led, WhyShown, ADA, "/heed why 1")
    blocks = str(outcomes.say(shown, zone=BERLIN, now=led.now(), prefix="").blocks)
    assert "because the team was in shadow" in blocks


def test_the_lead_is_told_the_very_day(led: Desk, gateway: Gateway) -> None:
    typed(led, TeamShown, BEN, "/heed team add Ops")
    typed(led, SetupShown, BEN, "/heed team Ops lead <@UCLEO>")
    gateway.tick()
    typed(led, SetupShown, BEN, "/heed team Ops start 2030-01-01")
    [told] = [one for post in gateway.tick() if post.to == CLEO.id for one in post.heard]
    said = worded.told([told], prefix="").text
    assert "First day of reminders Tue 1 Jan 2030, there was none before" in said


def test_everything_that_shows_a_team_shows_its_start(led: Desk) -> None:
    typed(led, TeamShown, BEN, "/heed team add Ops")
    typed(led, MembersMoved, BEN, "/heed team Ops members <@UCLEO>")
    typed(led, SetupShown, BEN, f"/heed team Ops start {START}")
    shown = words(led, typed(led, TeamShown, BEN, "/heed team Ops"))
    own = words(led, typed(led, TeamShown, CLEO, "/heed team"), member=CLEO)
    setup = words(led, typed(led, SetupShown, CLEO, "/heed setup"), member=CLEO)
    for said in (shown, own, setup):
        assert "Reminders come from Tue 1 Dec on".lower() in said.lower()
    form = team_forms.look(led, asked(CLEO, "heed", "setup"), Given())
    assert START in str(form.spelled.values())


def test_why_tells_hours_elsewhere_by_both_clocks(led: Desk, clock: Clock) -> None:
    typed(led, CustomerAdded, ADA, "/customer add Acme")
    typed(led, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    clock.set("2026-11-18 18:00")
    shown = typed(led, WhyShown, SAO, "/heed why 1")
    blocks = str(outcomes.say(shown, zone=SAO_PAULO, now=led.now(), prefix="").blocks)
    assert "next from Thu 19 Nov, 5:00 (9:00 in Berlin)" in blocks
