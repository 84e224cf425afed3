"""Homes: who finds what in theirs, whose is published anew, and what that takes."""

import json
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import insert, select

from bot.core.customer_outcomes import CustomerAdded, CustomerEdited, TiersShown
from bot.core.heed_outcomes import AwayShown, SetupShown, UrgentSet
from bot.core.homes import Home, HomeShown, Touched
from bot.core.members import Member
from bot.core.outcomes import ContactLogged, PromiseMade, ThingChanged
from bot.messages import homes as words
from bot.services import handing_over, homes, undo, upkeep
from bot.services.desk import Desk, UnknownMember
from bot.services.once import do
from bot.store import homes as stored
from bot.store.tables import contacts, home_rows, inquiries, promises
from tests.makers import (
    ADA,
    BEN,
    CLEO,
    GUS,
    SAO,
    STRANGER,
    T1,
    WEDNESDAY,
    ZOE,
    Clock,
    asked,
    at,
    statements,
    typed,
)


def publish(desk: Desk) -> list[tuple[str, HomeShown | None]]:
    """Publish every Home that is behind: whose, and what it shows."""
    found = []
    while (home := homes.claim(desk)) is not None:
        shown = homes.shown(desk, home)
        homes.done(desk, home, shown, mark="m", rest=timedelta(0))
        found.append((home.member_id, shown))
    return found


def whose(desk: Desk) -> list[str]:
    return sorted(member_id for member_id, _ in publish(desk))


def numbers(shown: HomeShown | None) -> list[int]:
    assert shown is not None
    return [thing.number for thing in shown.things]


def look(desk: Desk, member_id: str) -> HomeShown | None:
    homes.opened(desk, T1, member_id)
    [(found, shown)] = publish(desk)
    assert found == member_id
    return shown


@pytest.fixture
def begun(desk: Desk) -> Desk:
    """Ada owns Acme, which waits since nine; Ben leads."""
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, ContactLogged, CLEO, "/contact from Acme: hello at 9:00")
    typed(desk, PromiseMade, ADA, "/promise Acme: one by friday")
    typed(desk, PromiseMade, ADA, "/promise Acme: two by tomorrow")
    return desk


def test_a_home_shows_what_is_open_worst_first(begun: Desk) -> None:
    shown = look(begun, ADA.id)
    assert numbers(shown) == [1, 3, 2]
    assert shown is not None
    assert (shown.leads, shown.is_new) == (False, False)


def test_a_home_says_how_to_begin_until_somebody_has_begun(begun: Desk) -> None:
    shown = look(begun, SAO.id)
    assert shown is not None
    assert shown.is_new
    typed(begun, PromiseMade, SAO, "/promise Acme: a call by friday")
    [(_, shown)] = publish(begun)
    assert shown is not None
    assert not shown.is_new


@pytest.mark.parametrize("member", [GUS, STRANGER], ids=["a guest", "somebody from elsewhere"])
def test_whoever_may_not_act_sees_nothing_of_it(begun: Desk, member: Member) -> None:
    assert look(begun, member.id) is None


def test_somebody_never_seen_is_looked_up_first(begun: Desk) -> None:
    with pytest.raises(UnknownMember):
        homes.opened(begun, T1, ZOE.id)


def test_only_a_lead_sees_the_team(begun: Desk) -> None:
    for member, seen in ((BEN, [1, 3, 2]), (CLEO, [])):
        homes.turned_to(begun, asked(member, "", ""), of_team=True, page=1)
        [(_, shown)] = publish(begun)
        assert numbers(shown) == seen


def test_whoever_covers_finds_it_in_their_home(begun: Desk) -> None:
    typed(begun, AwayShown, ADA, "/heed away until friday cover <@UCLEO>")
    assert numbers(look(begun, CLEO.id)) == [1, 3, 2]
    typed(begun, ThingChanged, BEN, "/promise kept 2")
    [(_, shown)] = publish(begun)
    assert numbers(shown) == [1, 3]


def test_a_chain_of_covers_ends_in_the_home_of_whoever_is_there(begun: Desk) -> None:
    look(begun, SAO.id)
    typed(begun, AwayShown, ADA, "/heed away until friday cover <@UCLEO>")
    typed(begun, AwayShown, CLEO, "/heed away until friday cover <@USAO>")
    shown = look(begun, SAO.id)
    assert numbers(shown) == [1, 3, 2]
    assert shown is not None
    said = json.dumps(words.home(shown).body())
    assert said.count(" for Ada") == 3

    # What is new comes there too, while it is looked at.
    typed(begun, PromiseMade, ADA, "/promise Acme: three by friday")
    assert SAO.id in whose(begun)


# What is done, and whose Homes that touches, when all four are open and Ben's shows the team.
TOUCHED = [
    (ADA, "/contact from Acme: more", ContactLogged, [ADA, BEN]),
    (BEN, "/contact to Acme: sent it", ContactLogged, [ADA, BEN]),
    (BEN, "/contact to Acme: greetings fyi", ContactLogged, [ADA, BEN]),
    (BEN, "/contact give 1 <@UCLEO>", ThingChanged, [ADA, BEN, CLEO]),
    (CLEO, "/contact take 1", ThingChanged, [ADA, BEN, CLEO]),
    (ADA, "/promise Acme: three by friday", PromiseMade, [ADA, BEN]),
    (CLEO, "/customer edit Acme target 1h", CustomerEdited, [ADA, BEN]),
    (SAO, "/customer add Globex", CustomerAdded, [BEN, SAO]),
    (CLEO, "/heed urgent on", UrgentSet, [BEN, CLEO]),
    (BEN, "/heed tier standard target 1h", TiersShown, [ADA, BEN, CLEO, SAO]),
]


@pytest.mark.parametrize(("member", "line", "kind", "touched"), TOUCHED)
def test_a_change_is_shown_where_it_matters_and_nowhere_else(
    begun: Desk, member: Member, line: str, kind: type, touched: list[Member]
) -> None:
    for one in (ADA, CLEO, SAO):
        look(begun, one.id)
    homes.turned_to(begun, asked(BEN, "", ""), of_team=True, page=1)
    publish(begun)
    typed(begun, kind, member, line)
    assert whose(begun) == sorted(one.id for one in touched)


LOOKED_UP = [
    (replace(ADA, name="Adalina"), [ADA, BEN, CLEO, SAO]),
    (replace(ADA, is_deactivated=True), [ADA, BEN, CLEO, SAO]),
    (replace(BEN, is_guest=True), [ADA, BEN, CLEO, SAO]),
    (replace(ADA, zone="Europe/Lisbon"), [ADA, BEN]),
    (replace(ADA, status="on leave", status_until=at("2026-11-20 09:00")), [ADA, BEN]),
    (ADA, []),
]


@pytest.mark.parametrize(("found", "touched"), LOOKED_UP)
def test_what_slack_says_of_somebody_is_shown_where_it_matters(
    begun: Desk, found: Member, touched: list[Member]
) -> None:
    for one in (ADA, CLEO, SAO):
        look(begun, one.id)
    homes.turned_to(begun, asked(BEN, "", ""), of_team=True, page=1)
    publish(begun)
    upkeep.follow(begun, T1, [found])
    assert whose(begun) == sorted(one.id for one in touched)


def test_a_hand_over_of_all_is_shown_to_both_and_to_whoever_leads(begun: Desk) -> None:
    for one in (ADA, CLEO, SAO):
        look(begun, one.id)
    homes.turned_to(begun, asked(BEN, "", ""), of_team=True, page=1)
    publish(begun)
    press = partial(handing_over.give_all, former_id=ADA.id, to_id=CLEO.id)
    done = do(begun, asked(BEN, "", ""), press).outcome
    assert whose(begun) == [ADA.id, BEN.id, CLEO.id]
    assert numbers(look(begun, ADA.id)) == []
    back = partial(undo.change, change_id=getattr(done, "change_id", ""))
    do(begun, asked(BEN, "", ""), back)
    assert whose(begun) == [ADA.id, BEN.id, CLEO.id]
    assert numbers(look(begun, ADA.id)) == [1, 3, 2]


def test_nobody_who_looks_costs_nothing(begun: Desk, clock: Clock) -> None:
    with statements(begun.store) as unseen:
        typed(begun, ContactLogged, ADA, "/contact from Acme: more")
    look(begun, ADA.id)
    with statements(begun.store) as seen:
        typed(begun, ContactLogged, ADA, "/contact from Acme: and more")
    assert len(seen) == len(unseen) + 1


def test_after_some_hours_a_home_waits_until_it_is_opened_again(begun: Desk, clock: Clock) -> None:
    look(begun, ADA.id)
    clock.move(hours=5)
    typed(begun, ThingChanged, ADA, "/promise kept 2")
    assert whose(begun) == []
    assert numbers(look(begun, ADA.id)) == [1, 3]


def test_it_is_published_again_when_time_makes_it_untrue(begun: Desk, clock: Clock) -> None:
    shown = look(begun, ADA.id)
    clock.set("2026-11-18 12:59")
    assert whose(begun) == []
    clock.set("2026-11-18 13:00")
    [(_, later)] = publish(begun)
    assert numbers(later) == numbers(shown)
    assert whose(begun) == []


def test_changes_that_come_together_are_shown_together_after_a_rest(
    begun: Desk, clock: Clock
) -> None:
    homes.opened(begun, T1, ADA.id)
    home = homes.claim(begun)
    assert home is not None
    homes.done(begun, home, homes.shown(begun, home), mark="m")
    typed(begun, ThingChanged, ADA, "/promise kept 2")
    typed(begun, ThingChanged, ADA, "/promise kept 3")
    assert homes.claim(begun) is None
    clock.move(seconds=3)
    [(_, shown)] = publish(begun)
    assert numbers(shown) == [1]


def test_who_presses_does_not_wait(begun: Desk) -> None:
    homes.opened(begun, T1, ADA.id)
    home = homes.claim(begun)
    assert home is not None
    homes.done(begun, home, homes.shown(begun, home), mark="m")
    homes.pressed(begun, T1, ADA.id, said=[{"type": "divider"}])
    home = homes.claim(begun)
    assert home is not None
    assert home.said == [{"type": "divider"}]


def test_what_was_wanted_meanwhile_is_still_wanted(begun: Desk) -> None:
    homes.opened(begun, T1, ADA.id)
    home = homes.claim(begun)
    assert home is not None
    typed(begun, ThingChanged, ADA, "/promise kept 2")
    homes.done(begun, home, None, mark="m", rest=timedelta(0))
    assert whose(begun) == [ADA.id]


def test_two_workers_never_publish_the_same_home_at_once(begun: Desk, clock: Clock) -> None:
    homes.opened(begun, T1, ADA.id)
    assert homes.claim(begun) is not None
    assert homes.claim(begun) is None
    clock.move(minutes=2)
    assert homes.claim(begun) is not None


def test_a_page_beyond_the_last_is_the_last(begun: Desk) -> None:
    homes.turned_to(begun, asked(ADA, "", ""), of_team=False, page=9)
    [(_, shown)] = publish(begun)
    assert shown is not None
    assert (shown.mine.page, shown.mine.pages) == (1, 1)
    assert numbers(shown) == [1, 3, 2]


SOURCE = "https://acme.slack.com/archives/C0ACME/p1763373600000100?thread_ts=1763373600.000100"


def grow(desk: Desk, how_many: int) -> None:
    """So many inquiries and promises of Ada's, with the longest words there can be."""
    long = "<&>" * 600
    with desk.store.write() as connection:
        customer_id = connection.execute(select(inquiries.c.customer_id)).scalars().first()
        many = range(1000, 1000 + how_many)
        of = {"workspace_id": T1, "customer_id": customer_id}
        said = {"member_id": ADA.id, "direction": "inbound", "at": WEDNESDAY, "words": long}
        said |= {"permalink": SOURCE}
        new = [of | said | {"id": number, "logged_at": WEDNESDAY} for number in many]
        connection.execute(insert(contacts), new)
        care = of | {"owner_id": ADA.id, "state": "open", "episode": 1, "logged_at": WEDNESDAY}
        opened = care | {"opened_at": WEDNESDAY, "last_word_at": WEDNESDAY}
        rows = [opened | {"number": number, "contact_id": number} for number in many]
        connection.execute(insert(inquiries), rows)
        made = care | {"words": long, "made_at": WEDNESDAY, "made_by": ADA.id}
        made |= {"due_at": WEDNESDAY + timedelta(days=9), "permalink": SOURCE}
        rows = [made | {"number": number + 5000} for number in many]
        connection.execute(insert(promises), rows)


def unmake(desk: Desk) -> None:
    """What was not made by its history is gone before that is looked at."""
    with desk.store.write() as connection:
        connection.execute(inquiries.delete().where(inquiries.c.number >= 1000))
        connection.execute(promises.delete().where(promises.c.number >= 1000))


@pytest.mark.parametrize("view", [Home(T1, ADA.id), Home(T1, BEN.id, of_team=True)])
def test_a_thousand_open_things_fit_and_take_no_more_statements(begun: Desk, view: Home) -> None:
    with statements(begun.store) as few:
        homes.shown(begun, view)
    grow(begun, 1000)
    # What came of a press may stand above it, as long as any.
    said = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}] * 10
    for page in range(1, 103, 25):
        with statements(begun.store) as many:
            shown = homes.shown(begun, replace(view, page=page))
        assert len(many) == len(few)
        assert shown is not None
        body = words.home(shown, said=said).body()
        assert "As of" in json.dumps(body["blocks"][-1]), "nothing is cut off at its end"
        assert len(body["blocks"]) <= 100
        assert len(json.dumps(body).encode()) < 250_000
        assert "|Open the message>" in json.dumps(body)
    assert shown is not None
    assert (shown.mine.inquiry_count, shown.mine.promise_count) == (1001, 1002)
    unmake(begun)


def test_a_home_remembers_what_it_shows(begun: Desk) -> None:
    look(begun, ADA.id)
    with begun.store.read() as connection:
        found = connection.execute(select(home_rows.c.number).order_by(home_rows.c.number))
        assert list(found.scalars()) == [1, 2, 3]
    with begun.store.write() as connection:
        since = WEDNESDAY - timedelta(hours=1)
        assert not stored.touch(connection, T1, Touched(), since=since)
        assert stored.touch(connection, T1, Touched(frozenset([1])), since=since)
