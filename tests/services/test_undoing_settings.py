"""Undo is of the last change, whatever it was: a setting is as before, or why not is said."""

import json
from dataclasses import fields
from typing import Any

import pytest
from sqlalchemy import select

from bot.core.errors import Refusal
from bot.core.history import NOTED, Verb
from bot.core.names import UnknownCustomer
from bot.core.outcomes import ContactLogged, Undone
from bot.messages import forms, outcomes
from bot.messages import tidings as worded
from bot.services.desk import Desk
from bot.store import members as every
from bot.store.tables import customers, history, members, tiers, workspaces
from tests.makers import ADA, BEN, BERLIN, CLEO, T1, Clock, Gateway, type_, typed

# What is planned anew, or may stay as it is, when a setting is as before.
BESIDE = {"brief_at", "digest_at", "cover_at", "left_shadow_at", "last_number"}


NOT_UNDONE = ("team add", "team remove")


@pytest.fixture
def open_things(desk: Desk, clock: Clock) -> Desk:
    return in_the_middle(desk, clock)


def in_the_middle(desk: Desk, clock: Clock) -> Desk:
    """Acme waits (#1) and was promised something (#2); there is a second team, and a tier."""
    for line in (
        "/customer add Acme",
        "/customer add Acme Inc",
        "/customer add Globex",
        "/heed team add São Paulo",
        "/heed tier add strategic target 1h",
        "/contact from Acme: asks for a quote",
        "/promise Acme: send the quote by friday 5pm",
    ):
        type_(desk, BEN, *line.removeprefix("/").split(" ", 1))
    clock.move(hours=1)
    return desk


def kept(desk: Desk) -> list[dict[str, Any]]:
    """Everything that is set, of everybody."""
    found: list[dict[str, Any]] = []
    with desk.store.read() as connection:
        for table in (members, tiers, workspaces, customers):
            rows = connection.execute(select(table).order_by(*table.primary_key)).mappings()
            found += [{name: row[name] or None for name in row} for row in rows]
        for team in every.all_teams(connection, T1).values():
            told = {one.name: getattr(team, one.name) for one in fields(team) if one.compare}
            told["breaks"] = {str(day): windows for day, windows in team.breaks.items()}
            found.append(json.loads(json.dumps(told, default=str)))
    return [{name: row[name] for name in row if name not in BESIDE} for row in found]


def entries(desk: Desk) -> list[Any]:
    query = select(history).where(history.c.workspace_id == T1).order_by(history.c.id)
    with desk.store.read() as connection:
        return list(connection.execute(query).mappings())


def take_back(desk: Desk, member: Any = BEN) -> str:
    """What is said to whoever takes their last change back."""
    done = typed(desk, Undone, member, "/heed undo")
    return outcomes.say(done, zone=BERLIN, now=desk.now()).text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "/heed setup hours mon-fri 9-16",
            "as before:\nHours: Mon–Fri 9:00–17:00, before:",
        ),
        ("/heed setup hours mon-fri 9-16 in Europe/Berlin", "Undone. everyone is as before:"),
        ("/heed setup lead <@UADA>", "Lead: nobody yet, before: Ada"),
        ("/heed setup channel <#C0TEAM>", "Channel: "),
        ("/heed setup country BR-SP", "Public holidays: none, before: Brazil"),
        ("/heed setup closed 2026-12-25", "Worked now: Fri 25 Dec"),
        ("/heed setup half 2026-12-24 until 12", "Worked now: Thu 24 Dec"),
        ("/heed setup start 2026-12-01", "First day of reminders: none"),
        ("/heed setup shadow on", "Shadow: off, before: on"),
        ("/heed setup ticks on", "Ticks: off, before: on"),
        ("/heed setup name Support", "Name: everyone, before: Support"),
        ("/heed team São Paulo zone America/Sao_Paulo", "Time zone"),
        ("/heed setup emoji claim :tada:", "Undone. everyone."),
        ("/heed tier strategic target 3h", "Undone"),
        ("/heed tier add gold target 1h", "Undone"),
        ("/heed tier remove strategic", "Undone"),
        ("/heed team São Paulo members <@UBEN>", "Undone: Ben is back in everyone."),
        ("/heed away until friday", "Undone. You are not away."),
        ("/heed brief off", "Undone. Your brief comes every working day"),
        ("/heed brief at 8:30", "Undone. Your brief comes every working day"),
        ("/heed urgent on", "Undone. Every reminder now waits"),
        ("/heed hours mon-thu 9-14", "Undone. Your hours are your team's again."),
        ("/heed holidays DE-BY", "Undone. Your public holidays are your team's again."),
    ],
)
def test_the_setting_that_was_just_made_is_as_before(
    open_things: Desk, line: str, said: str
) -> None:
    before = kept(open_things)
    type_(open_things, BEN, *line.removeprefix("/").split(" ", 1))
    assert kept(open_things) != before
    assert said in take_back(open_things)
    assert kept(open_things) == before


def test_who_said_that_they_are_back_is_away_again(open_things: Desk) -> None:
    type_(open_things, BEN, "heed", "away until friday cover <@UADA>")
    type_(open_things, BEN, "heed", "back")
    assert "You are away until Fri" in take_back(open_things)
    assert (
        "Ada gets your reminders"
        in outcomes.say(
            type_(open_things, BEN, "heed", "away"), zone=BERLIN, now=open_things.now()
        ).text
    )
    assert "You are not away" in take_back(open_things)


def test_changes_are_taken_back_one_after_the_other(open_things: Desk) -> None:
    type_(open_things, BEN, "contact", "none 1")
    type_(open_things, BEN, "heed", "setup hours mon-fri 9-16")
    type_(open_things, BEN, "heed", "brief off")
    assert "Your brief comes" in take_back(open_things)
    assert "Hours" in take_back(open_things)
    assert "#1 is open again" in take_back(open_things)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/customer needs Acme: no calls before ten", "Undone: Acme is as before."),
        ("/customer edit Acme tier strategic", "Undone: Acme is as before."),
        ("/customer add Zed Ltd", "Undone: Zed Ltd is gone."),
    ],
)
def test_what_was_taken_back_of_a_customer_is_said_by_name(
    open_things: Desk, line: str, said: str
) -> None:
    type_(open_things, BEN, *line.removeprefix("/").split(" ", 1))
    assert take_back(open_things) == said


@pytest.mark.parametrize(
    ("before", "way"),
    [("contact none 1", "is undone by number: `/heed undo 1`."), ("heed brief off", None)],
)
def test_the_way_to_what_was_done_before_is_said_where_it_has_a_number(
    open_things: Desk, before: str, way: str | None
) -> None:
    type_(open_things, BEN, *before.split(" ", 1))
    type_(open_things, BEN, "heed", "team add Foo")
    with pytest.raises(Refusal) as refused:
        typed(open_things, Undone, BEN, "/heed undo")
    said = str(refused.value)
    assert way in said if way else "before it" not in said


def test_what_is_set_as_it_was_is_no_change(open_things: Desk) -> None:
    type_(open_things, BEN, "contact", "none 1")
    for words in ("setup name everyone", "back", "brief on", "urgent off", "hours team"):
        type_(open_things, BEN, "heed", words)
    assert "#1 is open again" in take_back(open_things)


def test_what_was_set_again_since_by_another_stays(open_things: Desk) -> None:
    type_(open_things, BEN, "heed", "setup hours mon-fri 9-16")
    type_(open_things, CLEO, "heed", "setup hours mon-fri 9-15")
    with pytest.raises(Refusal, match="set again since"):
        typed(open_things, Undone, BEN, "/heed undo")


def test_what_another_set_of_something_else_stays(open_things: Desk) -> None:
    type_(open_things, BEN, "heed", "setup hours mon-fri 9-16")
    type_(open_things, CLEO, "heed", "setup closed 2026-12-25")
    take_back(open_things)
    assert (
        "25 Dec"
        in outcomes.say(
            type_(open_things, BEN, "heed", "team show"), zone=BERLIN, now=open_things.now()
        ).text
    )


def test_whoever_made_another_the_lead_may_take_it_back(open_things: Desk) -> None:
    type_(open_things, BEN, "heed", "setup lead <@UADA>")
    assert "Lead: nobody yet" in take_back(open_things)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("/heed team add Ops", "to add the team “Ops”"),
        ("/heed team remove São Paulo", "to remove the team “São Paulo”"),
    ],
)
def test_what_is_not_undone_is_named(open_things: Desk, line: str, why: str) -> None:
    type_(open_things, BEN, *line.removeprefix("/").split(" ", 1))
    with pytest.raises(Refusal, match=why):
        typed(open_things, Undone, BEN, "/heed undo")


def test_a_lead_who_was_told_a_moment_ago_reads_it_where_it_stands(
    open_things: Desk, gateway: Gateway, clock: Clock
) -> None:
    type_(open_things, BEN, "heed", "setup lead <@UADA>")
    gateway.tick()
    clock.move(hours=2)
    type_(open_things, ADA, "heed", "setup lead <@UADA>")
    type_(open_things, BEN, "heed", "team São Paulo lead <@UCLEO>")
    posts = [post for post in gateway.tick() if post.to == CLEO.id]
    take_back(open_things)
    gateway.edits()
    [said] = gateway.reheard[posts[0].ts]
    assert worded.told([said], prefix="").text.startswith("Ben took this back")
    assert [one for post in gateway.ticks("2026-11-18 15:30") for one in post.heard] == []


@pytest.mark.parametrize(
    "form",
    [
        form
        for topic in (
            *(forms.CONTACT, forms.PROMISE, forms.CUSTOMER),
            *(forms.HEED, forms.SETUP, forms.TIER, forms.TEAM),
        )
        for form in topic
    ],
    ids=lambda form: f"{form.command} {form.words}",
)
def test_undo_is_of_whatever_was_typed_last(
    sqlite_desk: Desk, clock: Clock, form: forms.Form
) -> None:
    """Either that is taken back, or it is said why not; never what came before it."""
    open_things = in_the_middle(sqlite_desk, clock)
    words = form.words.replace("482", "1").replace("12", "2", 1 if form.command == "promise" else 0)
    words = words.replace("U0ANA", ADA.id).replace("U0BEN", BEN.id)
    typed(open_things, ContactLogged, BEN, "/contact from Globex: asks")
    noted = len(entries(open_things))
    try:
        type_(open_things, BEN, form.command, words)
    except (Refusal, UnknownCustomer):
        return  # it is another test's whether this can be typed
    done = [one for one in entries(open_things)[noted:] if one["verb"] != Verb.UNDONE]
    if not done or form.words.startswith("undo"):
        return
    if form.words.startswith(NOT_UNDONE):
        with pytest.raises(Refusal, match="Your last change"):
            typed(open_things, Undone, BEN, "/heed undo")
        return
    typed(open_things, Undone, BEN, "/heed undo")
    undoing = {one["undoes"] for one in entries(open_things)} - {None}
    assert undoing == {one["id"] for one in done}


def test_every_verb_is_one_that_undo_knows() -> None:
    """Closed world: what the history can say is taken back, refused in words, or no change."""
    from bot.messages.undone import _TAKEN_BACK
    from bot.services.undo import OF_SETTINGS

    of_themselves = {Verb.UNDONE, Verb.UNHEARD, *NOTED}
    assert set(Verb) == set(_TAKEN_BACK) | OF_SETTINGS | of_themselves
