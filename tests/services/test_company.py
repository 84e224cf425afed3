"""Lives of a whole company: several people, zones and things, holidays, moves and outages."""

import os
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.services.desk import Desk
from bot.store.engine import Store
from tests.makers import ADA, BEN, CLEO, SAO, Clock, at
from tests.services.company import Company

LONG = os.environ.get("HEED_CAMPAIGN", "")
EXAMPLES = int(LONG) if LONG.isdigit() else 1500 if LONG else 25

# The clock changes in Berlin on 29 March and 25 October 2026; holidays are set up below.
STARTS = ("2026-03-26 09:00", "2026-10-22 09:00", "2026-12-21 09:00", "2026-11-17 09:00")
GAPS = (0, 7, 45, 61, 180, 420, 1440, 2900, 5800)
LIVES, SLEEPS, MOVES, STATUS = "lives", "sleeps", "moves", "status"
PEOPLE = {one.name: one for one in (ADA, BEN, CLEO, SAO)}
ZONES = ("Europe/Berlin", "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Auckland")
SETUP = (
    "/heed setup lead <@UBEN>",
    "/customer add Acme owner <@UADA>",
    "/customer add Globex owner <@USAO> key",
    "/customer add Initech owner <@UCLEO>",
)
CUSTOMERS = ("Acme", "Globex", "Initech")
ABOUT_CUSTOMERS = (
    "/contact from {c}: asks for a quote",
    "/contact from {c}: asks for a quote",
    "/contact from {c}: it is broken at today 9:05",
    "/contact from {c}: it is down complaint",
    "/contact from {c}: thanks, all good!",
    "/contact to {c}: sent the quote",
    "/contact to {c}: sent the quote at today 9:30",
    "/contact to {c}: ack we look at it",
    "/customer edit {c} tier key",
    "/customer edit {c} target 2 working days",
    "/contact to {c}: called by phone fyi",
    "/contact to {c}: ack we look at it",
    "/contact from {c}: great, thanks!",
    "/promise {c}: move the site by in 8 weeks",
    "/promise {c}: send the quote by tomorrow noon",
    "/promise {c}: send the plan by in 3 working days",
    "/promise {c}: deliver it by in 3 weeks",
)
ABOUT_THINGS = (
    "/contact answered {n}",
    "/contact answered {n} at today 9:10",
    "/contact ack {n}",
    "/promise told {n}",
    "/promise move {n} to in 3 working days because of the weather, told",
    "/contact none {n}",
    "/contact snooze {n}",
    "/contact hold {n} until in 2 days",
    "/contact resume {n}",
    "/contact take {n}",
    "/contact give {n} <@USAO>",
    "/contact give {n} <@UADA>",
    "/promise kept {n}",
    "/promise move {n} to in 2 working days because parts are late",
    "/promise move {n} to friday because of the weather told",
    "/contact ack {n}",
    "/contact answered {n} at 9:45",
    "/promise withdraw {n} because they cancelled",
)
ABOUT_US = (
    "/heed away until in 2 days cover <@UCLEO>",
    "/heed away until monday",
    "/heed back",
    "/heed undo",
    "/heed setup hours mon-fri 8-12, 13-17",
    "/heed setup hours mon-thu 9-17 in Europe/Berlin",
    "/heed setup closed tomorrow",
    "/heed setup country de-by",
    "/heed setup half tomorrow until 12",
    "/heed hours mon-thu 10-14",
    "/heed hours team",
    "/heed tier key target 1 working day",
    "/heed tier standard target 30 min complaint 15 min",
    "/heed tier key urgent",
    "/heed urgent on",
    "/heed brief off",
    "/heed brief at 10:30",
    "/heed setup shadow on",
    "/heed setup shadow off",
    "/heed setup start tomorrow",
    "/heed team add Ops",
    "/heed team Ops members <@UADA> <@USAO>",
    "/heed team Ops lead <@UCLEO>",
    "/heed setup channel <#C0TEAM>",
    "/heed setup reminders channel",
    "/heed setup reminders dm",
)
LINES = st.one_of(
    st.builds(
        lambda line, c: line.format(c=c),
        st.sampled_from(ABOUT_CUSTOMERS),
        st.sampled_from(CUSTOMERS),
    ),
    st.builds(
        lambda line, c: line.format(c=c),
        st.sampled_from(ABOUT_CUSTOMERS),
        st.sampled_from(CUSTOMERS),
    ),
    st.builds(lambda line, n: line.format(n=n), st.sampled_from(ABOUT_THINGS), st.integers(1, 6)),
    st.sampled_from(ABOUT_US),
)
DEEDS = st.one_of(
    st.tuples(st.just("says"), st.sampled_from(sorted(PEOPLE)), LINES),
    st.tuples(st.just("says"), st.sampled_from(sorted(PEOPLE)), LINES),
    st.tuples(st.just(MOVES), st.sampled_from(sorted(PEOPLE)), st.sampled_from(ZONES)),
    st.tuples(
        st.just(STATUS), st.sampled_from(sorted(PEOPLE)), st.sampled_from(("Vacation", "Sick", ""))
    ),
    st.tuples(st.just(SLEEPS), st.none(), st.none()),
    st.tuples(st.just(LIVES), st.none(), st.none()),
)
LIFE = st.lists(st.tuples(DEEDS, st.sampled_from(GAPS)), min_size=3, max_size=25)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(start=st.sampled_from(STARTS), is_met=st.booleans(), life=LIFE)
def test_whatever_a_company_does_messages_come_when_they_may_once_and_none_is_lost(
    sqlite_store: Store,
    clock: Clock,
    start: str,
    is_met: bool,
    life: list[tuple[tuple[str, str | None, str | None], int]],
) -> None:
    clock.now = at(start)
    company = Company(Desk(sqlite_store, clock, clock), clock)
    if is_met:
        company.is_met()
    for line in SETUP:
        assert company.says(BEN, line), company.refused
    for (what, who, words), gap in life:
        if what == SLEEPS:
            company.sleeps(timedelta(minutes=gap))
            continue
        if who is not None and words is not None:
            if what == MOVES:
                company.moves_to(PEOPLE[who], words)
            elif what == STATUS:
                company.has_status(PEOPLE[who], words)
            else:
                company.says(PEOPLE[who], words)
        company.lives(timedelta(minutes=gap))
    company.ends()
