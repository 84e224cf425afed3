"""What a reminder promises is kept, what had to wait says so, and the owner sees who heard."""

import pytest

from bot.core.customer_outcomes import CustomerAdded
from bot.core.deliveries import DeliveryKind
from bot.core.heed_outcomes import SetupShown
from bot.core.outcomes import ContactLogged, PromiseMade
from bot.messages import nudges
from bot.services import upkeep
from bot.services.desk import Desk
from tests.makers import ADA, BEN, T1, TEAM, Clock, Gateway, Post, at, nudged, typed


@pytest.fixture
def acme(desk: Desk) -> Desk:
    """Ada owns Acme, Ben leads."""
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    return desk


def promise(desk: Desk, due: str) -> None:
    typed(desk, PromiseMade, ADA, f"/promise Acme: call them by {due}")


def promised(post: Post) -> dict[int, object]:
    """When it says that it will ask again, by number."""
    assert post.bundle is not None
    return {row.thing.number: row.again_at for row in post.bundle.rows}


def said(post: Post) -> str:
    assert post.bundle is not None
    return str(nudges.reminder(post.bundle).blocks)


def test_the_spacing_of_this_very_message_is_in_what_it_promises(
    acme: Desk, gateway: Gateway
) -> None:
    for due in ("2pm", "2:30pm", "2:45pm", "3:20pm"):
        promise(acme, f"today {due}")
    [first] = gateway.ticks("2026-11-18 14:00")
    # The fourth comes due in the hour after the second message, and is due soon before.
    assert {n: promised(first)[n] for n in (2, 3)} == dict.fromkeys((2, 3), at("2026-11-18 15:00"))
    assert "Wed 18 Nov, 15:00" in said(first)

    [second] = gateway.ticks("2026-11-18 14:31", "2026-11-18 14:46", "2026-11-18 15:00")
    assert nudged([second]) == [(ADA.id, [2, 3, 4])]
    # That it comes due is said by this one; three days later the first takes two along.
    assert promised(second) == {
        2: at("2026-11-23 14:00"),
        3: at("2026-11-23 14:00"),
        4: at("2026-11-23 15:20"),
    }
    assert gateway.ticks("2026-11-18 15:20", "2026-11-18 15:59", "2026-11-18 16:00") == []


def test_what_had_to_wait_says_so_when_it_comes(acme: Desk, gateway: Gateway) -> None:
    promise(acme, "today 2pm")
    promise(acme, "today 2:30pm")
    [first] = gateway.ticks("2026-11-18 14:00")
    assert "had to wait" not in said(first)
    [second] = gateway.ticks("2026-11-18 14:30", "2026-11-18 15:00")
    assert "It had to wait: I write to you at most once an hour." in said(second)


def test_under_the_cap_it_says_so_the_next_morning(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    clock.set("2026-11-18 09:00")
    for hour in range(10, 17):
        promise(acme, f"today {hour}:30")
    times = [f"2026-11-18 {hour:02}:{minute}" for hour in range(9, 17) for minute in ("30", "31")]
    last = gateway.ticks(*times)[-1]
    assert promised(last)[max(promised(last))] == at("2026-11-19 09:00")
    [morning] = gateway.ticks("2026-11-19 09:00")
    assert "It had to wait: I write to you at most six times a day." in said(morning)


def test_once_the_lead_has_heard_the_owners_reminder_says_so(acme: Desk, gateway: Gateway) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    [_, due] = gateway.ticks("2026-11-18 13:00", "2026-11-18 14:00")
    assert "Ben hears of it Wed 18 Nov, 16:00." in said(due)
    gateway.edits()

    [lead] = gateway.ticks("2026-11-18 16:00")
    assert nudged([lead]) == [(BEN.id, [1])]
    edited = {bundle.reader_id: bundle for ts, bundle in gateway.edits() if ts == due.ts}
    words = str(nudges.reminder(edited[ADA.id]).blocks)
    assert "Ben heard of it Wed 18 Nov, 16:00." in words
    assert "Ben hears of it" not in words


def test_what_comes_with_a_morning_brief_is_promised_for_then(acme: Desk, gateway: Gateway) -> None:
    upkeep.follow(acme, T1, TEAM)  # from now on they have briefs
    promise(acme, "tomorrow 9:20am")
    promise(acme, "tomorrow 9:40am")
    soon = gateway.ticks("2026-11-18 16:20", "2026-11-18 16:59")[0]
    # The one is part of the brief at nine; the other comes an hour after it.
    assert promised(soon) == {1: at("2026-11-19 09:00"), 2: at("2026-11-19 10:00")}

    posts = gateway.ticks("2026-11-19 09:00", "2026-11-19 09:20", "2026-11-19 09:59")
    [brief] = [one for one in posts if one.to == ADA.id]
    assert brief.delivery.kind is DeliveryKind.BRIEF
    assert promised(brief)[2] == at("2026-11-19 10:00")
    [reminder] = [one for one in gateway.ticks("2026-11-19 10:00") if one.to == ADA.id]
    assert 2 in reminder.numbers


def test_the_lead_is_promised_after_the_brief_that_reminds_the_owner(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    upkeep.follow(acme, T1, TEAM)
    clock.set("2026-11-18 15:00")
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote at 13:00")
    [heads_up] = gateway.ticks("2026-11-18 16:00", "2026-11-18 16:01")
    # Due at 17:00, closing time: it comes with the brief, and the lead hears as was said.
    [row] = heads_up.bundle.rows if heads_up.bundle else []
    assert (row.again_at, row.lead_at) == (at("2026-11-19 09:00"), at("2026-11-19 11:00"))
    times = [f"2026-11-19 {hour:02}:{minute}" for hour in (9, 10) for minute in ("00", "30")]
    assert [one.to for one in gateway.ticks(*times)] == [ADA.id]
    assert [one.to for one in gateway.ticks("2026-11-19 11:00")] == [BEN.id]
