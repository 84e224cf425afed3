"""Mine, and why: what is open for whom, and what decides about its nudges."""

from datetime import datetime

import pytest

from bot.core.customer_outcomes import CustomerAdded, CustomerEdited
from bot.core.errors import Refusal
from bot.core.heed_outcomes import WhyShown
from bot.core.outcomes import ContactLogged, MineShown, PromiseMade, ThingChanged
from bot.core.recipients import ToMember
from bot.services.desk import Desk
from tests.makers import ADA, BEN, CLEO, SAO, T2, ZOE, Clock, Gateway, at, typed


def test_mine_is_what_is_open_for_me_worst_first(desk: Desk, clock: Clock) -> None:
    for name in ("Acme", "Globex"):
        typed(desk, CustomerAdded, ADA, f"/customer add {name}")
    typed(desk, ContactLogged, CLEO, "/contact from Globex: hello")
    typed(desk, ContactLogged, CLEO, "/contact from Acme: hello at 9:15")
    typed(desk, PromiseMade, ADA, "/promise Acme: one by friday")
    typed(desk, PromiseMade, ADA, "/promise Acme: two by tomorrow")
    typed(desk, PromiseMade, CLEO, "/promise Acme: three by today 4pm")
    mine = typed(desk, MineShown, ADA, "/mine")
    assert [thing.number for thing in mine.inquiries] == [2, 1]
    assert [thing.number for thing in mine.promises] == [4, 3]
    assert (mine.inquiry_count, mine.promise_count, mine.pages) == (2, 2, 1)
    team = typed(desk, MineShown, SAO, "/mine team")
    assert [thing.number for thing in team.promises] == [5, 4, 3]
    assert (team.inquiry_count, team.promise_count, team.team) == (2, 3, True)
    nothing = typed(desk, MineShown, ZOE, "/mine team", workspace_id=T2)
    assert (nothing.inquiry_count, nothing.promise_count) == (0, 0)


def test_what_is_due_first_is_first_whoever_wrote_first(desk: Desk, clock: Clock) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, CustomerAdded, ADA, "/customer add Globex")
    typed(desk, CustomerEdited, ADA, "/customer edit Acme target 3h")
    typed(desk, CustomerEdited, ADA, "/customer edit Globex target 1h")
    typed(desk, ContactLogged, CLEO, "/contact from Acme: hello")
    clock.move(minutes=10)
    typed(desk, ContactLogged, CLEO, "/contact from Globex: hello")
    assert [thing.number for thing in typed(desk, MineShown, ADA, "/mine").inquiries] == [2, 1]


def test_what_is_settled_or_given_away_is_not_mine(desk: Desk) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, PromiseMade, ADA, "/promise Acme: one by friday")
    typed(desk, PromiseMade, ADA, "/promise Acme: two by friday")
    typed(desk, ThingChanged, ADA, "/promise kept 1")
    typed(desk, ThingChanged, ADA, "/promise give 2 <@UBEN>")
    assert typed(desk, MineShown, ADA, "/mine").promise_count == 0
    assert typed(desk, MineShown, BEN, "/mine").promise_count == 1


def test_mine_has_pages(desk: Desk) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    for number in range(1, 18):
        typed(desk, PromiseMade, ADA, f"/promise Acme: thing {number} by friday")
    first = typed(desk, MineShown, ADA, "/mine")
    assert (len(first.promises), first.promise_count) == (15, 17)
    assert (first.page, first.pages) == (1, 2)
    second = typed(desk, MineShown, ADA, "/mine page 2")
    assert [thing.number for thing in second.promises] == [16, 17]
    assert (second.page, second.pages) == (2, 2)
    with pytest.raises(Refusal, match="no page 3"):
        typed(desk, MineShown, ADA, "/mine page 3")


def coming(why: WhyShown) -> list[tuple[str, str | None, datetime]]:
    return [
        (one.nudge.step, one.to.member.id if isinstance(one.to, ToMember) else None, one.at)
        for one in why.coming
    ]


def test_why_tells_what_was_said_and_what_comes_next(
    desk: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, ContactLogged, ADA, "/contact from Acme: hello")
    why = typed(desk, WhyShown, CLEO, "/heed why 1")
    assert list(why.ledger) == []
    assert coming(why)[0] == ("heads_up", ADA.id, at("2026-11-18 13:00"))
    gateway.ticks("2026-11-18 13:00")
    why = typed(desk, WhyShown, CLEO, "/heed why 1")
    assert [(nudge.step, nudge.recipient_id) for nudge in why.ledger] == [("heads_up", ADA.id)]
    assert why.names[ADA.id] == "Ada"
    assert coming(why)[:2] == [
        ("due", ADA.id, at("2026-11-18 14:00")),
        ("lead", None, at("2026-11-18 16:00")),
    ]
    typed(desk, ThingChanged, ADA, "/contact answered 1")
    why = typed(desk, WhyShown, CLEO, "/heed why 1")
    assert coming(why) == []
    with pytest.raises(Refusal, match="no #1"):
        typed(desk, WhyShown, ZOE, "/heed why 1", workspace_id=T2)
