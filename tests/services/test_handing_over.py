"""All that somebody owns is handed over at once, as when they leave."""

from dataclasses import replace
from functools import partial

import pytest

from bot.core.customer_outcomes import CustomerAdded, CustomerEdited, CustomersListed
from bot.core.deliveries import DeliveryKind
from bot.core.errors import Refusal
from bot.core.handing_over import AllHandedOver, HandOverAsked, Owned
from bot.core.heed_outcomes import Checked
from bot.core.history import Surface
from bot.core.outcomes import ContactLogged, PromiseMade, ThingChanged, Undone
from bot.services import handing_over, undo, upkeep
from bot.services.desk import Desk
from bot.services.once import do
from tests.makers import (
    ADA,
    BEN,
    CLEO,
    GUS,
    T1,
    T2,
    ZOE,
    Clock,
    Gateway,
    asked,
    statements,
    thing_of,
    typed,
)


@pytest.fixture
def owned(desk: Desk, clock: Clock) -> Desk:
    """#1 and #2 are Ada's, #3 is Cleo's with Ada's Acme, #4 Ada's with Cleo's Globex."""
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, CustomerAdded, ADA, "/customer add Initech")
    typed(desk, CustomerAdded, CLEO, "/customer add Globex")
    typed(desk, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    typed(desk, PromiseMade, ADA, "/promise Acme: send the quote by friday")
    typed(desk, PromiseMade, CLEO, "/promise Acme: call them by friday")
    typed(desk, PromiseMade, ADA, "/promise Globex: a visit by friday")
    typed(desk, ThingChanged, ADA, "/contact take 1")
    clock.move(minutes=5)
    return desk


def hand_over(desk: Desk, line: str = "hand over <@UADA> to <@UCLEO>") -> AllHandedOver:
    wish = typed(desk, HandOverAsked, BEN, f"/customer {line}")
    press = partial(
        handing_over.give_all,
        former_id=wish.former.id,
        to_id=wish.to.id,
    )
    done = do(desk, asked(BEN, "", "", surface=Surface.BUTTON), press).outcome
    assert isinstance(done, AllHandedOver)
    return done


def mine(desk: Desk, member: object) -> int:
    return typed(desk, CustomersListed, member, "/customer list mine").total  # type: ignore[arg-type]


def owners(desk: Desk) -> list[str]:
    return [thing_of(desk, number).care.owner_id for number in (1, 2, 3, 4)]


def test_what_would_go_is_said_before_anything_does(owned: Desk) -> None:
    wish = typed(owned, HandOverAsked, BEN, "/customer hand over <@UADA> to <@UCLEO>")
    assert (wish.former.id, wish.to.id) == (ADA.id, CLEO.id)
    assert wish.owned == Owned(customers=2, inquiries=1, promises=2)
    assert mine(owned, ADA) == 2


def test_customers_and_what_is_open_go_at_once_and_come_back_with_one_undo(owned: Desk) -> None:
    before = [thing_of(owned, number).item for number in (1, 2, 3, 4)]
    done = hand_over(owned)
    assert [one.name for one in done.customers] == ["Acme", "Initech"]
    assert (mine(owned, ADA), mine(owned, CLEO)) == (0, 3)
    assert owners(owned) == [CLEO.id] * 4
    assert thing_of(owned, 1).care.claimed_by is None
    typed(owned, Undone, BEN, "/heed undo")
    assert [thing_of(owned, number).item for number in (1, 2, 3, 4)] == before
    assert (mine(owned, ADA), mine(owned, CLEO)) == (2, 1)


def test_the_new_owner_and_the_former_one_get_one_message_each(owned: Desk) -> None:
    gateway = Gateway(owned)
    hand_over(owned)
    posts = gateway.ticks("2026-11-18 10:06", "2026-11-18 11:30")
    assert sorted((post.to, post.delivery.kind) for post in posts) == [
        (ADA.id, DeliveryKind.TIDINGS),
        (CLEO.id, DeliveryKind.TIDINGS),
    ]


def test_whoever_takes_it_over_by_themselves_knows_it(owned: Desk) -> None:
    gateway = Gateway(owned)
    done = hand_over(owned, "hand over <@UADA> to me")
    assert done.to.id == BEN.id
    assert [post.to for post in gateway.ticks("2026-11-18 10:06")] == [ADA.id]


def test_it_works_once_somebody_has_left_by_their_name(owned: Desk) -> None:
    upkeep.follow(owned, T1, [replace(ADA, is_deactivated=True)])
    checked = typed(owned, Checked, BEN, "/heed check")
    assert [one.id for one in checked.leavers] == [ADA.id]
    with pytest.raises(Refusal, match="no owner of customers called “Adda”") as refused:
        hand_over(owned, "hand over @Adda to <@UCLEO>")
    [choice] = refused.value.choices
    assert choice.words == "hand over <@UADA> to <@UCLEO>"
    hand_over(owned, "hand over Ada's to <@UCLEO>")
    assert owners(owned) == [CLEO.id] * 4
    assert typed(owned, Checked, BEN, "/heed check").leavers == []


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("hand over <@UADA> to <@UADA>", "twice"),
        (f"hand over <@UADA> to <@{GUS.id}>", "only active members"),
        ("hand over <@UADA> to <@UNOBODY>", "do not know that member"),
        ("hand over <@UBEN> to <@UADA>", "Ben owns no customer"),
        ("hand over <@UADA>", "From whom to whom"),
    ],
)
def test_a_refused_hand_over_changes_nothing(owned: Desk, line: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        hand_over(owned, line)
    assert owners(owned) == [ADA.id, ADA.id, CLEO.id, ADA.id]


def test_what_somebody_else_owns_by_now_stays_with_them(owned: Desk) -> None:
    done = hand_over(owned)
    typed(owned, CustomerEdited, CLEO, "/customer edit Initech owner <@UBEN>")
    do(owned, asked(BEN, "", ""), partial(undo.change, change_id=done.change_id))
    assert (mine(owned, ADA), mine(owned, BEN), mine(owned, CLEO)) == (1, 1, 1)


def test_what_came_after_for_one_thing_keeps_the_hand_over(owned: Desk) -> None:
    done = hand_over(owned)
    typed(owned, ThingChanged, CLEO, "/contact snooze 1")
    with pytest.raises(Refusal, match="#1 has changed since"):
        do(owned, asked(BEN, "", ""), partial(undo.change, change_id=done.change_id))
    assert owners(owned) == [CLEO.id] * 4


def test_nobody_hands_over_in_another_workspace(owned: Desk) -> None:
    press = partial(handing_over.give_all, former_id=ADA.id, to_id=ZOE.id)
    with pytest.raises(Refusal, match="do not know that member"):
        do(owned, asked(ZOE, "", "", workspace_id=T2), press)


def test_a_hand_over_costs_the_same_however_much_there_is(sqlite_desk: Desk) -> None:
    desk, costs = sqlite_desk, []
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    for much in (1, 30):
        for number in range(much):
            typed(desk, PromiseMade, ADA, f"/promise Acme: thing {much} {number} by friday")
        with statements(desk.store) as seen:
            hand_over(desk)
        costs.append(len(seen))
        hand_over(desk, "hand over <@UCLEO> to <@UADA>")
    assert costs[0] == costs[1]
    assert costs[0] <= 32, costs


def test_a_hand_over_that_was_handed_on_is_taken_back_last(desk: Desk) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    first = hand_over(desk, "hand over <@UADA> to <@UCLEO>")
    second = hand_over(desk, "hand over <@UCLEO> to <@UBEN>")
    take_first = partial(undo.change, change_id=first.change_id)
    with pytest.raises(Refusal, match="handed on since"):
        do(desk, asked(BEN, "", ""), take_first)
    assert mine(desk, BEN) == 1
    do(desk, asked(BEN, "", ""), partial(undo.change, change_id=second.change_id))
    do(desk, asked(BEN, "", ""), take_first)
    assert (mine(desk, ADA), mine(desk, CLEO), mine(desk, BEN)) == (1, 0, 0)


def test_a_hand_over_of_which_nothing_is_left_is_not_taken_back(desk: Desk) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    done = hand_over(desk, "hand over <@UADA> to <@UCLEO>")
    typed(desk, CustomerEdited, CLEO, "/customer edit Acme owner <@UBEN>")
    with pytest.raises(Refusal, match="Nothing of it is Cleo's any more"):
        do(desk, asked(BEN, "", ""), partial(undo.change, change_id=done.change_id))


def test_taking_it_back_says_how_much_is_back(owned: Desk) -> None:
    hand_over(owned)
    back = typed(owned, Undone, BEN, "/heed undo").given_back
    assert back is not None
    assert (back.former.name, back.to.name) == ("Ada", "Cleo")
    assert back.owned == Owned(customers=2, inquiries=1, promises=2)


def test_both_read_in_what_they_were_told_that_it_was_taken_back(owned: Desk) -> None:
    gateway = Gateway(owned)
    hand_over(owned)
    told = {post.to: post for post in gateway.ticks("2026-11-18 10:06")}
    [new] = told[CLEO.id].heard
    assert (new.former_name, [one.name for one in new.listed]) == ("Ada", ["Acme", "Initech"])
    assert new.owned == Owned(customers=2, inquiries=1, promises=2)
    typed(owned, Undone, BEN, "/heed undo")
    gateway.edits()
    for post in told.values():
        [one] = gateway.reheard[post.ts]
        assert (one.undone_by, one.change_id) == ("Ben", "")
