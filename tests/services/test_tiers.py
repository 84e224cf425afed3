"""Tiers: what they are due, changed, added, removed; and what that does to what is open."""

from datetime import timedelta

import pytest

from bot.core import things
from bot.core.customer_outcomes import CustomerAdded, CustomerEdited, CustomerShown, TiersShown
from bot.core.customers import KEY, STANDARD, TIERS, WorkingTime
from bot.core.errors import Refusal
from bot.core.heed_outcomes import SetupShown
from bot.core.nudges import NudgeState
from bot.core.outcomes import ContactLogged, Undone
from bot.core.rosters import TeamShown
from bot.core.tidings import Deed
from bot.services import once, undo
from bot.services.desk import Desk
from bot.store import nudges
from tests.makers import (
    ADA,
    BEN,
    CLEO,
    T1,
    T2,
    ZOE,
    Clock,
    Gateway,
    asked,
    at,
    statements,
    thing_of,
    typed,
)

HOUR = WorkingTime(minutes=60)


@pytest.fixture
def waiting(desk: Desk) -> Desk:
    """#1: Acme, a key customer, has asked for a quote at ten."""
    typed(desk, CustomerAdded, ADA, "/customer add Acme key")
    typed(desk, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    return desk


def test_the_list_shows_every_tier_and_its_customers(waiting: Desk) -> None:
    typed(waiting, TiersShown, BEN, "/heed tier add strategic target 1h")
    typed(waiting, CustomerAdded, ADA, "/customer add Globex strategic")
    shown = typed(waiting, TiersShown, CLEO, "/heed tier").tiers
    assert [(tier.name, count) for tier, count in shown] == [
        ("standard", 0),
        ("key", 1),
        ("strategic", 1),
    ]
    assert [tier for tier, _ in shown[:2]] == [STANDARD, KEY]
    [(key, count)] = typed(waiting, TiersShown, CLEO, "/heed tier key").tiers
    assert (key, count) == (KEY, 1)


def test_a_changed_tier_keeps_what_was_not_named(waiting: Desk) -> None:
    line = "/heed tier key target 1h complaint 30 min cadence 10 days urgent"
    [(tier, count)] = typed(waiting, TiersShown, ADA, line).tiers
    assert (tier.target, tier.complaint) == (HOUR, WorkingTime(minutes=30))
    assert (tier.cadence, tier.urgent, count) == (timedelta(days=10), True, 1)
    assert (tier.next_word, tier.update) == (KEY.next_word, KEY.update)
    changed = typed(waiting, TiersShown, ADA, "/heed tier key no complaint not urgent")
    assert changed.before == tier
    assert (changed.tiers[0][0].complaint, changed.tiers[0][0].urgent) == (None, False)
    assert changed.tiers[0][0].target == HOUR
    shown = typed(waiting, CustomerShown, ADA, "/customer Acme")
    assert shown.known.customer.terms == changed.tiers[0][0]


def test_another_workspace_keeps_its_tiers(waiting: Desk) -> None:
    typed(waiting, TiersShown, ADA, "/heed tier key target 1h")
    [(tier, _)] = typed(waiting, TiersShown, ZOE, "/heed tier key", workspace_id=T2).tiers
    assert tier == KEY


@pytest.mark.parametrize(
    ("line", "sentence", "offered"),
    [
        ("/heed tier kee target 2h", "no tier “kee”", ["tier key target 2h"]),
        ("/heed tier gold", "no tier “gold”", ["tier standard", "tier key"]),
        ("/heed tier remove kee", "no tier “kee”", ["tier remove key"]),
        ("/heed tier remove key", "comes with me", []),
        ("/heed tier add key target 1h", "a tier “key” already", []),
        ("/heed tier key complaint 5h", "wait longer", []),
        ("/customer add Globex tier kee", "no tier “kee”", ["add Globex tier key"]),
        ("/customer add kee tier kee", "no tier “kee”", ["add kee tier key"]),
        ("/customer edit Acme tier kee target 1h", "no tier", ["edit Acme tier key target 1h"]),
    ],
)
def test_a_tier_that_is_not_there_is_refused(
    waiting: Desk, line: str, sentence: str, offered: list[str]
) -> None:
    with pytest.raises(Refusal, match=sentence) as refused:
        typed(waiting, TiersShown, ADA, line)
    assert [choice.words for choice in refused.value.choices] == offered
    assert [tier for tier, _ in typed(waiting, TiersShown, ADA, "/heed tier").tiers] == [
        *TIERS.values()
    ]


def test_there_are_only_so_many_tiers(waiting: Desk) -> None:
    for number in range(18):
        typed(waiting, TiersShown, ADA, f"/heed tier add t{number} target 1h")
    with pytest.raises(Refusal, match="as many as I keep"):
        typed(waiting, TiersShown, ADA, "/heed tier add another target 1h")


def test_a_new_customer_has_the_terms_of_its_edited_tier(desk: Desk) -> None:
    typed(desk, TiersShown, ADA, "/heed tier standard target 2 working days")
    typed(desk, TiersShown, ADA, "/heed tier add strategic target 1h")
    added = typed(desk, CustomerAdded, ADA, "/customer add Acme strategic")
    assert added.customer.terms.target == HOUR
    # So has one that is added by the way, at no further cost.
    logged = typed(desk, ContactLogged, ADA, "/contact from Globex: hello", adds="Globex")
    assert logged.customer.terms.target == WorkingTime(days=2)
    assert logged.due_at == at("2026-11-20 10:00")
    with statements(desk.store) as seen:
        typed(desk, ContactLogged, ADA, "/contact from Initech: hello", adds="Initech")
    assert len(seen) <= 10


def test_a_change_moves_what_is_open_at_the_next_sweep(waiting: Desk, clock: Clock) -> None:
    gateway = Gateway(waiting)
    gateway.ticks("2026-11-18 10:05")
    typed(waiting, TiersShown, BEN, "/heed tier key target 4h")
    assert thing_of(waiting, 1).poked_at == at("2026-11-18 10:05")
    assert things.due_at(thing_of(waiting, 1)) == at("2026-11-18 14:00")
    assert gateway.ticks("2026-11-18 11:45", "2026-11-18 12:30") == []
    [post] = gateway.ticks("2026-11-18 13:00")
    assert post.numbers == [1]


def test_what_is_past_by_a_shorter_target_is_recorded_and_not_said(
    waiting: Desk, clock: Clock
) -> None:
    for name in ("Globex", "Initech", "Umbrella"):
        typed(waiting, CustomerAdded, ADA, f"/customer add {name} key")
        typed(waiting, ContactLogged, ADA, f"/contact from {name}: hello")
    gateway = Gateway(waiting)
    clock.set("2026-11-18 11:20")
    typed(waiting, TiersShown, BEN, "/heed tier key target 10 min")
    assert gateway.ticks("2026-11-18 11:20", "2026-11-18 12:00", "2026-11-18 16:00") == []
    with waiting.store.read() as connection:
        ledger = nudges.of_numbers(connection, T1, [1])[1]
    assert {(nudge.step, nudge.state) for nudge in ledger} == {
        (step, NudgeState.PASSED) for step in ("heads_up", "due", "lead")
    }
    # The day after it was due still comes, all in one message.
    [post] = gateway.ticks("2026-11-19 10:10")
    assert post.numbers == [1, 2, 3, 4]


def test_nobody_elses_customers_are_judged_again(waiting: Desk, clock: Clock) -> None:
    typed(waiting, CustomerAdded, ADA, "/customer add Globex")
    typed(waiting, ContactLogged, ADA, "/contact from Globex: hello")
    typed(waiting, TiersShown, BEN, "/heed tier key target 1h")
    assert thing_of(waiting, 1).poked_at == clock.now
    assert thing_of(waiting, 2).poked_at is None
    # Nor is anything, when nothing has changed.
    clock.move(minutes=1)
    typed(waiting, TiersShown, BEN, "/heed tier key target 60 min")
    assert thing_of(waiting, 1).poked_at == at("2026-11-18 10:00")


def test_the_customers_of_a_removed_tier_are_standard_ones(waiting: Desk, clock: Clock) -> None:
    typed(waiting, TiersShown, ADA, "/heed tier add strategic target 1h")
    typed(waiting, CustomerAdded, ADA, "/customer add Globex strategic")
    typed(waiting, ContactLogged, ADA, "/contact from Globex: hello")
    typed(waiting, TiersShown, ADA, "/heed tier standard target 3h")
    removed = typed(waiting, TiersShown, ADA, "/heed tier remove strategic")
    [(standard, count)] = removed.tiers
    assert (removed.removed, removed.moved, count) == ("strategic", 1, 1)
    shown = typed(waiting, CustomerShown, ADA, "/customer Globex").known.customer
    assert (shown.tier, shown.terms) == ("standard", standard)
    assert things.due_at(thing_of(waiting, 2)) == at("2026-11-18 13:00")
    assert thing_of(waiting, 2).poked_at == clock.now


def test_a_tier_that_was_removed_comes_back_with_its_customers(waiting: Desk) -> None:
    typed(waiting, TiersShown, BEN, "/heed tier add strategic target 1h")
    typed(waiting, CustomerAdded, ADA, "/customer add Globex strategic")
    typed(waiting, CustomerAdded, ADA, "/customer add Umbra strategic")
    typed(waiting, TiersShown, BEN, "/heed tier remove strategic")
    typed(waiting, CustomerEdited, ADA, "/customer edit Umbra tier key")
    undone = typed(waiting, Undone, BEN, "/heed undo").tier
    assert undone is not None
    assert (undone.was, undone.count) == (None, 1)
    shown = typed(waiting, TiersShown, CLEO, "/heed tier").tiers
    assert [(tier.name, count) for tier, count in shown][1:] == [("key", 2), ("strategic", 1)]


def test_a_tier_that_was_added_goes_again_unless_somebody_is_in_it(waiting: Desk) -> None:
    added = typed(waiting, TiersShown, BEN, "/heed tier add strategic target 1h")
    typed(waiting, CustomerAdded, ADA, "/customer add Globex strategic")
    with pytest.raises(Refusal, match="has customers by now"):
        typed(waiting, Undone, BEN, "/heed undo")
    typed(waiting, CustomerEdited, ADA, "/customer edit Globex tier key")
    take_back(waiting, added.change_id)
    assert len(typed(waiting, TiersShown, CLEO, "/heed tier").tiers) == 2


def take_back(desk: Desk, change_id: str) -> None:
    """Ben presses Undo."""
    once.do(desk, asked(BEN, "", ""), lambda turn: undo.change(turn, change_id))


def test_a_tier_that_was_changed_again_is_taken_back_step_by_step(waiting: Desk) -> None:
    first = typed(waiting, TiersShown, BEN, "/heed tier key target 1h")
    typed(waiting, TiersShown, CLEO, "/heed tier key urgent")
    with pytest.raises(Refusal, match="changed again since"):
        take_back(waiting, first.change_id)
    assert typed(waiting, TiersShown, BEN, "/heed tier key urgent").change_id == ""
    with pytest.raises(Refusal, match="changed again since"):
        typed(waiting, Undone, BEN, "/heed undo")
    typed(waiting, Undone, CLEO, "/heed undo")
    typed(waiting, Undone, BEN, "/heed undo")
    [(key, _)] = typed(waiting, TiersShown, CLEO, "/heed tier key").tiers
    assert key == KEY


def test_leads_hear_that_a_tier_is_as_before(waiting: Desk, gateway: Gateway) -> None:
    typed(waiting, SetupShown, BEN, f"/heed setup lead <@{BEN.id}>")
    typed(waiting, TeamShown, BEN, "/heed team add Service")
    typed(waiting, SetupShown, BEN, f"/heed team Service lead <@{ADA.id}>")
    gateway.tick()
    typed(waiting, TiersShown, ADA, "/heed tier key target 1h")
    posts = gateway.ticks("2026-11-18 11:05")
    assert Deed.TIERS in [one.deed for post in posts for one in post.heard]
    typed(waiting, Undone, ADA, "/heed undo")
    [told] = [one for post in gateway.ticks("2026-11-18 12:10") for one in post.heard]
    assert (told.deed, told.changes) == (Deed.UNDONE, {"tier": "key"})
