"""Races: whatever people do at the same moment, it is as if they had done it one by one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.core.asks import ThingVerb, Verb
from bot.core.customer_outcomes import CustomerAdded
from bot.core.errors import Refusal
from bot.core.history import Surface
from bot.core.members import Member, Team
from bot.core.outcomes import ContactLogged, PromiseMade, Repeated, ThingChanged
from bot.core.workspaces import Workspace
from bot.services import commands, drafts, merging, once, things, undo
from bot.services.corrections import answered_earlier
from bot.services.desk import Asked, Desk, GaveWay, Turn
from bot.store import members, workspaces
from bot.store.engine import StoreBusy
from bot.store.tables import contacts, inquiries, promises
from tests.makers import (
    ADA,
    BEN,
    CLEO,
    T1,
    Clock,
    asked,
    assert_rebuilt,
    at,
    inquiry_of,
    promise_of,
    typed,
)

ROUNDS = 8  # of each race: what is wrong loses most of them, yet not every one
Act = Callable[[], object]


def at_once(*acts: Act) -> list[object]:
    """What comes of doing all of these at the same moment: an outcome, or a refusal's words."""
    together = Barrier(len(acts))

    def begin(act: Act) -> object:
        together.wait()
        try:
            return act()
        except Refusal as refusal:
            return refusal.sentence

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(begin, acts))


def types(desk: Desk, member: Member, line: str, **more: Any) -> Act:
    command, _, words = line.removeprefix("/").partition(" ")
    ask = asked(member, command, words, **more)
    return lambda: commands.carry_out(desk, ask).outcome


def presses(desk: Desk, member: Member, verb: Callable[[Turn], Any]) -> Act:
    ask = asked(member, "", "", surface=Surface.BUTTON)
    return lambda: once.do(desk, ask, verb).outcome


def opens(desk: Desk) -> int:
    """Acme asks for a quote; the number of the inquiry that this opens."""
    with desk.store.read() as connection:
        query = select(inquiries.c.number).where(
            inquiries.c.workspace_id == T1, inquiries.c.state == "open"
        )
        left = connection.execute(query).scalars().all()
    for number in left:
        typed(desk, ThingChanged, ADA, f"/contact none {number}")
    logged = typed(desk, ContactLogged, ADA, "/contact from Acme: asks for a quote", again=True)
    assert logged.thing is not None
    return logged.thing.number


def names(outcomes: list[object]) -> list[str]:
    return sorted(type(outcome).__name__ for outcome in outcomes)


@pytest.fixture
def acme(desk: Desk) -> Desk:
    """Ada owns Acme; whoever leads, all three may set the team up."""
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    with desk.store.write() as connection:
        members.save(connection, T1, [replace(one, is_admin=True) for one in (ADA, BEN, CLEO)])
    return desk


@pytest.mark.parametrize(
    "line",
    [
        "/contact from Acme: asks again",  # a chase
        "/contact to Acme: sent it",  # an answer
        "/contact take 1",
        "/contact snooze 1",
        "/heed undo 1",  # somebody else had the same thought
    ],
)
def test_undo_raced_with_another_change_leaves_the_tables_as_the_history_says(
    acme: Desk, line: str
) -> None:
    for _ in range(ROUNDS):
        number = opens(acme)
        typed(acme, ThingChanged, ADA, f"/contact give {number} <@UBEN>")
        other = types(acme, CLEO, line.replace(" 1", f" {number}"), again=True)
        at_once(types(acme, ADA, "/heed undo"), other)
        assert_rebuilt(acme.store)


def test_a_move_raced_with_its_undoing_leaves_the_tables_as_the_history_says(acme: Desk) -> None:
    for number in range(1, ROUNDS + 1):
        typed(acme, PromiseMade, ADA, "/promise Acme: one by friday", again=True)
        typed(acme, ThingChanged, ADA, f"/promise move {number} to monday because of rain")
        at_once(
            types(acme, ADA, "/heed undo"),
            types(acme, BEN, f"/promise kept {number}"),
            types(acme, CLEO, f"/promise take {number}"),
        )
        assert_rebuilt(acme.store)


def test_a_hand_over_raced_with_another_change_loses_neither(acme: Desk) -> None:
    for _ in range(ROUNDS):
        number = opens(acme)
        done = at_once(
            types(acme, ADA, f"/contact give {number} <@UBEN>"),
            types(acme, CLEO, f"/contact snooze {number}"),
            types(acme, BEN, "/contact from Acme: asks again", again=True),
        )
        assert names(done) == ["ContactLogged", "ThingChanged", "ThingChanged"]
        inquiry = inquiry_of(acme, number)
        assert (inquiry.care.owner_id, inquiry.care.snoozes, inquiry.chases) == (BEN.id, 1, 1)


def test_the_same_change_is_taken_back_once_and_nothing_else_with_it(acme: Desk) -> None:
    for number in range(1, ROUNDS + 1):
        typed(acme, PromiseMade, ADA, "/promise Acme: one by friday", again=True)
        claimed = typed(acme, ThingChanged, ADA, f"/promise take {number}")
        done = at_once(
            types(acme, ADA, f"/heed undo {number}"),
            presses(acme, BEN, partial(undo.change, change_id=claimed.change_id)),
            presses(acme, CLEO, partial(undo.change, change_id=claimed.change_id)),
        )
        assert names(done).count("Undone") in (1, 2)  # Ada's may come last, and undo the making
        assert promise_of(acme, number).care.claimed_by is None
        assert_rebuilt(acme.store)


def test_an_answer_dated_back_while_it_is_undone(acme: Desk, clock: Clock) -> None:
    for _ in range(ROUNDS):
        clock.set("2026-11-18 10:00")
        number = opens(acme)
        clock.set("2026-11-18 12:00")
        typed(acme, ThingChanged, ADA, f"/contact answered {number}")
        at_once(
            presses(acme, BEN, partial(answered_earlier, number=number, at=at("2026-11-18 11:00"))),
            types(acme, ADA, "/heed undo"),
            types(acme, CLEO, "/contact from Acme: hello", again=True),
        )
        assert_rebuilt(acme.store)


def test_three_who_log_the_same_call_open_one_inquiry(acme: Desk) -> None:
    for number in range(1, ROUNDS + 1):
        line = "/contact from Acme: asks for a quote"
        done = at_once(*(types(acme, one, line, again=True) for one in (ADA, BEN, CLEO)))
        assert sorted(str(one.verb) for one in done if isinstance(one, ContactLogged)) == [
            "chased",
            "chased",
            "opened",
        ]
        assert inquiry_of(acme, number).chases == 2
        typed(acme, ThingChanged, ADA, f"/contact none {number}")


@pytest.mark.parametrize(
    ("line", "table", "kind"),
    [
        ("/promise Acme: send it by friday", promises, "PromiseMade"),
        ("/contact from Acme: asks for a quote", contacts, "ContactLogged"),
        ("/contact to Acme: newsletter fyi", contacts, "ContactLogged"),
    ],
)
def test_the_same_words_sent_twice_at_once_are_logged_once(
    acme: Desk, clock: Clock, line: str, table: Any, kind: str
) -> None:
    for number in range(1, ROUNDS + 1):
        done = at_once(*(types(acme, ADA, line) for _ in range(3)))
        assert names(done) == [kind, "Repeated", "Repeated"]
        assert all(one.retyped for one in done if isinstance(one, Repeated))
        clock.move(minutes=3)
        with acme.store.read() as connection:
            query = select(func.count()).select_from(table).where(table.c.workspace_id == T1)
            assert connection.execute(query).scalar_one() == number


def test_the_same_words_undone_may_be_typed_again_and_again(acme: Desk) -> None:
    line = "/promise Acme: send it by friday"
    for number in (1, 2, 3):
        assert typed(acme, PromiseMade, ADA, line).thing.number == number
        assert typed(acme, Repeated, ADA, line) == Repeated(number, retyped=True)
        commands.carry_out(acme, asked(ADA, "heed", "undo"))


def test_a_draft_pressed_twice_at_once_is_carried_out_once(acme: Desk) -> None:
    def press(pressed: Asked) -> Act:
        return lambda: drafts.resume(acme, pressed, draft, adds="Globex").outcome

    for number in range(1, ROUNDS + 1):
        draft_id = drafts.keep(acme, asked(ADA, "promise", "Globex: one by friday"))
        draft = drafts.take(acme, asked(ADA, "", ""), draft_id)
        done = at_once(*(press(asked(ADA, "", "", surface=Surface.BUTTON)) for _ in range(3)))
        assert names(done) == ["PromiseMade", "Repeated", "Repeated"]
        assert promise_of(acme, number).words == "one"


SETTINGS = (
    "/heed setup lead <@UBEN>",
    "/heed setup channel <#C0TEAM|team>",
    "/heed setup hours mon-thu 8:00-16:00",
    "/heed setup closed 2026-12-25",
    "/heed setup closed 2026-12-24",
    "/heed setup lead <@UBEN>",
)


def test_settings_made_at_once_are_all_kept(acme: Desk) -> None:
    people = (ADA, BEN, CLEO, ADA, BEN, CLEO)
    for _ in range(ROUNDS):
        with acme.store.write() as connection:
            [bare] = members.all_teams(connection, T1).values()
            bare = Team(bare.id, bare.name)
            members.save_team(connection, T1, bare)
        lines = zip(people, SETTINGS, strict=True)
        done = at_once(*(types(acme, who, line, again=True) for who, line in lines))
        assert set(names(done)) == {"SetupShown"}
        with acme.store.read() as connection:
            [team] = members.all_teams(connection, T1).values()
        assert (team.lead_id, team.channel_id) == (BEN.id, "C0TEAM")
        assert set(team.week) == {"mon", "tue", "wed", "thu"}
        assert team.closed == (date(2026, 12, 24), date(2026, 12, 25))


def test_emoji_made_at_once_are_all_kept(acme: Desk) -> None:
    for _ in range(ROUNDS):
        with acme.store.write() as connection:
            workspaces.set_emoji(connection, Workspace(T1), {})
        at_once(
            types(acme, ADA, "/heed setup emoji claim :hand:", again=True),
            types(acme, BEN, "/heed setup emoji done :tada:", again=True),
            types(acme, CLEO, "/heed setup emoji snooze :zzz:", again=True),
        )
        with acme.store.read() as connection:
            workspace = workspaces.get(connection, T1)
        assert workspace is not None
        assert workspace.emoji == {"hand": "claim", "tada": "done", "zzz": "snooze"}


def test_leads_who_change_at_once_and_are_away_do_not_wait_for_each_other(acme: Desk) -> None:
    for _ in range(ROUNDS):
        done = at_once(
            types(acme, ADA, "/heed setup lead <@UBEN>", again=True),
            types(acme, BEN, "/heed setup lead <@UADA>", again=True),
            types(acme, CLEO, "/heed setup hours mon-fri 8:00-16:00", again=True),
            types(acme, BEN, "/heed away until friday cover <@UADA>", again=True),
            types(acme, ADA, "/heed back", again=True),
        )
        assert names(done) == ["AwayShown", "AwayShown", "SetupShown", "SetupShown", "SetupShown"]


def test_a_contact_taken_back_while_it_becomes_the_answer(acme: Desk) -> None:
    for _ in range(ROUNDS):
        number = opens(acme)
        logged = typed(acme, ContactLogged, ADA, "/contact to Acme: called fyi", again=True)
        ask = ThingVerb(Verb.ANSWERED, number)
        answer = partial(things.do, ask=ask, contact_id=logged.contact_id)
        done = at_once(presses(acme, ADA, answer), types(acme, ADA, "/heed undo"))
        with acme.store.read() as connection:
            query = select(contacts.c.is_void).where(
                contacts.c.workspace_id == T1, contacts.c.id == logged.contact_id
            )
            is_void = connection.execute(query).scalar_one()
        # Either it answers and stands, or it is gone and answers nothing.
        is_open = inquiry_of(acme, number).settled_at is None
        assert is_open or not is_void, done
        assert_rebuilt(acme.store)


def test_nothing_is_logged_for_a_customer_that_is_taken_back(desk: Desk) -> None:
    for number in range(ROUNDS):
        typed(desk, CustomerAdded, ADA, f"/customer add Globex {number}")
        line = f"/contact to Globex {number}: hello fyi"
        done = at_once(types(desk, ADA, "/heed undo"), types(desk, BEN, line))
        shown = at_once(types(desk, ADA, f"/customer Globex {number}"))
        assert ("ContactLogged" in names(done)) == (names(shown) == ["CustomerShown"])


def test_who_has_to_give_way_tries_once_more(acme: Desk) -> None:
    tries = []

    def verb(turn: Turn) -> Any:
        tries.append(turn)
        if len(tries) == 1:
            raise GaveWay("another change went first")
        return things.do(turn, ThingVerb(Verb.TAKE, 1))

    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    assert isinstance(presses(acme, BEN, verb)(), ThingChanged)
    assert len(tries) == 2

    def never(turn: Turn) -> Any:
        raise GaveWay("another change went first")

    # Whoever has to give way twice is told that the store is busy.
    with pytest.raises(StoreBusy):
        presses(acme, BEN, never)()


@pytest.mark.parametrize("kind", ["answered", "logged", "promised"])
def test_a_merge_and_whatever_else_is_done_meanwhile_are_both_done(desk: Desk, kind: str) -> None:
    for round_ in range(ROUNDS):
        gone = typed(desk, CustomerAdded, ADA, f"/customer add Gone {round_}").customer
        kept = typed(desk, CustomerAdded, ADA, f"/customer add Kept {round_}").customer
        opened = typed(desk, ContactLogged, ADA, f"/contact from Gone {round_}: hello {round_}")
        assert opened.thing is not None
        lines = {
            "answered": f"/contact answered {opened.thing.number}",
            "logged": f"/contact from Gone {round_}: again {round_}",
            "promised": f"/promise Gone {round_}: the plan {round_} by friday",
        }
        merge = partial(merging.merge, gone_id=gone.id, kept_id=kept.id)
        at_once(
            lambda merge=merge: once.do(desk, asked(ADA, "", ""), merge),
            types(desk, CLEO, lines[kind]),
        )
        assert inquiry_of(desk, opened.thing.number).customer_id == kept.id
        with desk.store.read() as connection:
            for table in (contacts, inquiries, promises):
                of = select(func.count()).where(table.c.customer_id == gone.id)
                assert connection.execute(of.select_from(table)).scalar_one() == 0
    assert_rebuilt(desk.store)
