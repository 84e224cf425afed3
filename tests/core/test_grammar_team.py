"""Reading `/heed team`, the calendar's parts of `/heed setup`, and one's own hours."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core.countries import Place
from bot.core.errors import Refusal
from bot.core.grammar import read_heed
from bot.core.grammar.setup import channel_in
from bot.core.grammar.team import find_team, read_of_team
from bot.core.heed_asks import SetupChannel, SetupClosed, SetupHours, SetupLead, ShowSetup
from bot.core.hours import WorkingHours
from bot.core.members import Team
from bot.core.setups import (
    AddTeam,
    ListTeams,
    OfTeam,
    OwnHolidays,
    OwnHours,
    RemoveTeam,
    SetupCountry,
    SetupHalf,
    SetupMembers,
    SetupName,
    SetupOpen,
    SetupZone,
)

NOW = datetime(2026, 11, 18, 10, 30, tzinfo=ZoneInfo("Europe/Berlin"))  # a Wednesday
WEEK = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
HOURS = WorkingHours.of(zone="Europe/Berlin", week=WEEK)
EVERYONE, SUPPORT = Team(1, "everyone"), Team(2, "Support")
SAO_PAULO, OPEN_SOURCE = Team(3, "São Paulo"), Team(4, "R&D Open Source")
TEAMS = (EVERYONE, SUPPORT, SAO_PAULO, OPEN_SOURCE)
AFTERNOON, MORNING = (("12:00", "24:00"),), (("00:00", "13:30"),)


def read(text: str) -> object:
    return read_heed(text, now=NOW, hours=HOURS)


def refused(text: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("setup zone Europe/Berlin", SetupZone("Europe/Berlin")),
        ("setup zone são paulo", None),
        ("setup zone sao paulo", SetupZone("America/Sao_Paulo")),
        ("setup timezone is Berlin", SetupZone("Europe/Berlin")),
        ("setup zone own", SetupZone(None)),
        ("setup zone each member's own", SetupZone(None)),
        ("setup country Germany", SetupCountry(Place("DE"))),
        ("setup country: DE-BY", SetupCountry(Place("DE", "BY"))),
        ("setup region bavaria", SetupCountry(Place("DE", "BY"))),
        ("setup country none", SetupCountry(None)),
        ("setup holidays Brazil SP", SetupCountry(Place("BR", "SP"))),
        ("setup holidays at-9", SetupCountry(Place("AT", "9"))),
        ("setup holidays 2026-12-25", SetupClosed((date(2026, 12, 25),))),
        ("setup holiday 24 Dec", SetupClosed((date(2026, 12, 24),))),
        ("setup open 2026-12-25", SetupOpen((date(2026, 12, 25),))),
        ("setup open 24 Dec and 25 Dec", SetupOpen((date(2026, 12, 24), date(2026, 12, 25)))),
        ("setup half 24 Dec until 12", SetupHalf({date(2026, 12, 24): AFTERNOON})),
        (
            "setup half 2026-12-24, 2026-12-31 until noon",
            SetupHalf({date(2026, 12, 24): AFTERNOON, date(2026, 12, 31): AFTERNOON}),
        ),
        ("setup half 24 Dec from 1:30pm", SetupHalf({date(2026, 12, 24): MORNING})),
        (
            "setup half 2026-12-30 to 2026-12-31 until 12:00",
            SetupHalf({date(2026, 12, 30): AFTERNOON, date(2026, 12, 31): AFTERNOON}),
        ),
        ("setup members <@U0ANA> <@U0BEN>", SetupMembers(("U0ANA", "U0BEN"))),
        ("setup members <@U0ANA|ana>, <@U0BEN> and <@U0ANA>", SetupMembers(("U0ANA", "U0BEN"))),
        ("setup name R&amp;D", SetupName("R&D")),
        ("setup show", ShowSetup()),
        ("team", OfTeam()),
        ("team list", ListTeams()),
        ("teams", ListTeams()),
        ("team add São Paulo", AddTeam("São Paulo")),
        ("team new: Support", AddTeam("Support")),
        ("team add <@U0ANA>", OfTeam("add <@U0ANA>")),  # into my team
        ("team remove São Paulo", RemoveTeam("São Paulo")),
        ("team São Paulo lead <@U0ANA>", OfTeam("São Paulo lead <@U0ANA>")),
        ("hours", OwnHours(shows=True)),
        ("hours mon-thu 9-14", OwnHours({day: [("09:00", "14:00")] for day in list(WEEK)[:4]})),
        ("hours team", OwnHours()),
        ("hours the team’s", OwnHours()),
        ("holidays de-by", OwnHolidays(Place("DE", "BY"))),
        ("holidays team", OwnHolidays(as_team=True)),
        ("holidays none", OwnHolidays()),
    ],
)
def test_a_team_and_a_calendar_are_read(text: str, ask: object) -> None:
    if ask is None:
        refused(text)
    else:
        assert read(text) == ask


@pytest.mark.parametrize(
    ("text", "sentence", "choices"),
    [
        ("setup half 24 Dec", "Until when",
         ["setup half 24 Dec until 12:00", "setup half 24 Dec from 13:00"]),
        ("setup half 24 Dec until teatime", "time of day", []),
        ("setup half 24 Dec until 24:00", "whole day", []),
        ("setup half", "Which days", []),
        ("setup open", "Which days", []),
        ("setup open 2026-11-17", "over", []),  # yesterday
        ("setup country", "Whose public holidays", []),
        ("setup country Germny", "Germny", ["setup country DE"]),
        ("setup zone atlantis", "time zone", ["setup zone Canada/Atlantic"]),
        ("setup members @ana", "pick the person", []),
        ("setup members", "Who?", []),
        ("team add", "Which team", []),
        ("team remove", "Which team", []),
        ("hours mon-thu 9-25", "Write them as in “hours mon-thu 9-14”", []),
        ("hours 9-14", "as in “hours mon-fri 9-17”", ["hours mon-fri 9-14", "hours daily 9-14"]),
        ("hours 9-14", "On which days", ["hours mon-fri 9-14", "hours daily 9-14"]),
        ("hours mon-fri 9-14 in Europe/Berlin", "Slack profile", ["hours mon-fri 9-14"]),
        ("holidays", "Whose public holidays", []),
        ("holidays Germny", "Germny", ["holidays DE"]),
        ("holidays 2026-12-25", "belongs to the set-up", ["setup closed 2026-12-25"]),
    ],
)  # fmt: skip
def test_a_refusal_about_a_calendar_says_what_to_do(
    text: str, sentence: str, choices: list[str]
) -> None:
    refusal = refused(text)
    assert sentence in refusal.sentence
    assert [choice.words for choice in refusal.choices][: len(choices)] == choices
    for words in choices:
        read(words)


@pytest.mark.parametrize(
    ("words", "team", "rest"),
    [
        ("", None, ""),
        ("lead <@U0ANA>", None, "lead <@U0ANA>"),  # of my own
        ("Support", SUPPORT, ""),
        ("support lead <@U0ANA>", SUPPORT, "lead <@U0ANA>"),
        ("“São Paulo”: hours mon-fri 9-17", SAO_PAULO, "hours mon-fri 9-17"),
        ("sao paulo closed 2026-12-25", SAO_PAULO, "closed 2026-12-25"),
        ("R&amp;D Open Source open 2026-12-25", OPEN_SOURCE, "open 2026-12-25"),
    ],
)
def test_a_team_is_found_by_the_longest_name_that_is_known(
    words: str, team: Team | None, rest: str
) -> None:
    assert find_team(words, TEAMS) == (team, rest)


@pytest.mark.parametrize(
    ("words", "choices"),
    [
        (
            "Suport lead <@U0ANA>",
            ["team Support lead <@U0ANA>", "team add Suport", "team list"],
        ),
        ("Paris", ["team add Paris", "team list"]),
    ],
)
def test_an_unknown_team_is_refused_with_near_ones_and_may_be_added(
    words: str, choices: list[str]
) -> None:
    with pytest.raises(Refusal, match="There is no team") as caught:
        find_team(words, TEAMS)
    assert [choice.words for choice in caught.value.choices] == choices


@pytest.mark.parametrize(
    ("rest", "ask"),
    [
        ("", ShowSetup()),
        ("show", ShowSetup()),
        ("lead <@U0ANA>", SetupLead("U0ANA")),
        ("channel is <#C0SP|sp>", SetupChannel("C0SP")),
        ("hours mon 9-12", SetupHours({"mon": [("09:00", "12:00")]})),
    ],
)
def test_what_setup_sets_is_set_of_a_named_team_too(rest: str, ask: object) -> None:
    assert read_of_team(rest, SAO_PAULO, now=NOW, hours=HOURS) == ask


def test_ways_out_of_a_refusal_are_about_the_named_team() -> None:
    with pytest.raises(Refusal) as caught:
        read_of_team("half 24 Dec", SAO_PAULO, now=NOW, hours=HOURS)
    assert caught.value.choices[0].words == "team São Paulo half 24 Dec until 12:00"


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("setup channel <#C0SP|sp>", "C0SP"),
        ("team channel <#C0SP|sp>", "C0SP"),
        ("/team São Paulo channel is <#C0SP|sp>", "C0SP"),
        ("team Channel Sales channel <#C0SP>", "C0SP"),
        ("team São Paulo lead <@U0ANA>", None),
        ("team add Channel", None),
    ],
)
def test_a_channel_is_seen_in_both_forms_before_it_is_set(text: str, channel: str | None) -> None:
    assert channel_in(text) == channel
