"""What `/heed why` and the reminders foretell is what comes, whatever else their readers hear."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.customer_outcomes import CustomerAdded
from bot.core.heed_outcomes import SetupShown, WhyShown
from bot.core.ladders import Audience
from bot.core.outcomes import ContactLogged, CustomerEdited, PromiseMade
from bot.core.recipients import ToMember
from bot.messages.why import shown
from bot.services import upkeep
from bot.services.desk import Desk
from bot.store import nudges
from tests.makers import ADA, BEN, T1, TEAM, Clock, Gateway, Post, at, typed

Said = dict[Audience, tuple[datetime, str]]
A_MINUTE = timedelta(minutes=1)
NEWS = 5  # Northwind's question, the last to be logged


@pytest.fixture
def desk(sqlite_desk: Desk) -> Desk:
    """On one database: what is foretold is reckoned from values."""
    return sqlite_desk


@pytest.fixture
def busy(desk: Desk, clock: Clock) -> Desk:
    """Ada has four promises due within a few hours, and then Northwind asks."""
    upkeep.follow(desk, T1, TEAM)
    clock.set("2026-11-18 10:00")
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, CustomerAdded, ADA, "/customer add Northwind key")
    for due in ("10:15", "11:20", "12:25", "13:30"):
        typed(desk, PromiseMade, ADA, f"/promise Acme: call them by today {due}")
    return desk


def foretold(desk: Desk, number: int) -> Said:
    """The next word about a thing to each audience."""
    found: Said = {}
    for one in typed(desk, WhyShown, ADA, f"/heed why {number}").coming:
        if isinstance(one.to, ToMember):
            found.setdefault(one.nudge.audience, (one.at, one.to.member.id))
    return found


def pass_time(gateway: Gateway, clock: Clock, until: str) -> list[Post]:
    """Let the clockwork tick every minute."""
    before = len(gateway.posts)
    while clock.now < at(until):
        gateway.ticks(clock.now + A_MINUTE)
    return gateway.posts[before:]


def came(desk: Desk, number: int, *, after: datetime) -> Said:
    """The first word to each audience that did come."""
    with desk.store.read() as connection:
        ledger = nudges.of_numbers(connection, T1, [number])[number]
    found: Said = {}
    for one in sorted(ledger, key=lambda one: one.sent_at or after):
        is_word = not one.step.startswith("brief_")
        if one.sent_at is not None and one.sent_at > after and one.recipient_id and is_word:
            found.setdefault(one.audience, (one.sent_at, one.recipient_id))
    return found


@pytest.mark.parametrize("asked", ["13:35", "14:20", "15:40"])
def test_whatever_else_the_owner_hears_of_why_foretells_what_comes(
    busy: Desk, clock: Clock, gateway: Gateway, asked: str
) -> None:
    pass_time(gateway, clock, "2026-11-18 13:35")
    typed(busy, ContactLogged, ADA, "/contact from Northwind: where is it?")
    pass_time(gateway, clock, f"2026-11-18 {asked}")
    now = clock.now
    said = {number: foretold(busy, number) for number in range(1, NEWS + 1)}

    pass_time(gateway, clock, "2026-11-19 16:00")
    assert said[NEWS]
    for number, words in said.items():
        assert came(busy, number, after=now) == {
            audience: one for audience, one in words.items() if one[0] <= clock.now
        }


def test_the_lead_hears_an_hour_after_the_brief_in_which_the_owner_did(
    desk: Desk, clock: Clock, gateway: Gateway
) -> None:
    upkeep.follow(desk, T1, TEAM)
    clock.set("2026-11-18 16:10")
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, CustomerEdited, ADA, "/customer edit Acme target 55 minutes")
    pass_time(gateway, clock, "2026-11-18 16:15")
    # Due ten minutes into the next day, and for the lead not half an hour later.
    typed(desk, ContactLogged, ADA, "/contact from Acme: where is it?")
    now, said = clock.now, foretold(desk, 1)

    pass_time(gateway, clock, "2026-11-19 11:00")
    assert said[Audience.LEAD] == (at("2026-11-19 10:00"), BEN.id)
    assert came(desk, 1, after=now)[Audience.LEAD] == said[Audience.LEAD]


def test_what_comes_along_with_another_reminder_says_with_which_and_when_it_is_reached(
    desk: Desk, clock: Clock
) -> None:
    upkeep.follow(desk, T1, TEAM)
    clock.set("2026-11-18 13:00")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    for due in ("16:00", "16:40"):
        typed(desk, PromiseMade, ADA, f"/promise Acme: call them by today {due}")
    zone = at("2026-11-18 13:00").tzinfo
    assert isinstance(zone, ZoneInfo)
    first, second = (
        shown(typed(desk, WhyShown, ADA, f"/heed why {number}"), zone=zone, now=clock.now).text
        for number in (1, 2)
    )

    at_it = "Ada is reminded Wed 18 Nov, 15:00"
    assert f"{at_it}: a working hour before it is due." in first
    assert f"{at_it}, together with #1: a working hour before it is due, at 15:40." in second
