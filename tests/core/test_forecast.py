"""The forecast: what is promised is what comes, if nobody does anything."""

from collections.abc import Iterable
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core import things
from bot.core.attention import Held
from bot.core.courses import Coming
from bot.core.forecast import coming
from bot.core.nudges import Nudge, NudgeState
from bot.core.recipients import People, ToChannel, ToMember
from bot.core.rows import ahead
from bot.core.scenes import Scene
from bot.core.things import Thing
from tests.core.cast import (
    ADA,
    BEN,
    CHANNEL,
    CLEO,
    NUMBER,
    at,
    inquiry,
    member,
    minutes,
    nudge,
    people,
    said,
    team,
    thing,
    told,
)
from tests.core.test_lives import QUIET, Life, beginnings, deeds, live

Said = tuple[str, str | None, str | None, Held | None]

# Asked on Wednesday at 9:00: heads-up 12:00, due 13:00, lead 15:00, day_1 Thursday 13:00.
ASKED = at("2026-11-18 09:00")
DUE = at("2026-11-18 13:00")
SIX = ("09:00", "10:00", "11:00", "11:30", "11:45", "11:50")


def scene(
    now: str,
    *ledger: Nudge,
    of: Thing | None = None,
    among: People | None = None,
    told_at: Iterable[str] = (),
) -> Scene:
    acme = of or thing(inquiry(ASKED))
    then = {ADA: [at(f"2026-11-18 {one}") for one in told_at]}
    return Scene({NUMBER: acme}, {NUMBER: ledger}, among or people(), at(now), then)


def foretold(here: Scene, **saying: object) -> list[Said]:
    found = coming(here, [NUMBER], **saying)  # type: ignore[arg-type]
    return [(one.nudge.step, _to(one), said(one.at), one.held) for one in found]


def _to(one: Coming) -> str | None:
    match one.to:
        case ToMember(member=found):
            return found.id
        case ToChannel(channel_id=channel_id):
            return channel_id
        case _:
            return None


def test_what_is_to_come_is_told_in_order_with_what_holds_it_back() -> None:
    assert foretold(scene("2026-11-18 09:00")) == [
        ("heads_up", ADA, "Wed 2026-11-18 12:00", None),
        ("due", ADA, "Wed 2026-11-18 13:00", None),
        ("lead", BEN, "Wed 2026-11-18 15:00", None),
        ("day_1", ADA, "Thu 2026-11-19 13:00", None),
        ("day_3", ADA, "Mon 2026-11-23 13:00", None),
        ("day_7", ADA, "Fri 2026-11-27 13:00", None),
    ]


@pytest.mark.parametrize(
    ("before", "when", "held"),
    [
        ((), "Wed 2026-11-18 13:00", None),
        (("12:10",), "Wed 2026-11-18 13:10", Held.SPACING),
        (SIX, "Thu 2026-11-19 09:00", Held.CAP),
        (SIX[1:], "Wed 2026-11-18 13:00", None),  # the sixth is kept for what becomes due
    ],
)
def test_spacing_and_cap_are_foreseen(
    before: tuple[str, ...], when: str, held: Held | None
) -> None:
    here = scene("2026-11-18 12:55", told("heads_up", at("2026-11-18 12:00")), told_at=before)
    assert ("due", ADA, when, held) in foretold(here)


def test_what_only_repeats_leaves_the_last_message_of_a_day_to_what_becomes_due() -> None:
    late = nudge("day_1", at("2026-11-18 12:30"))
    acme = thing(inquiry(at("2026-11-17 08:30")))
    here = scene("2026-11-18 12:55", late, of=acme, told_at=SIX[1:])
    assert ("day_1", ADA, "Thu 2026-11-19 09:00", Held.CAP) in foretold(here)


def test_the_message_that_promises_counts_for_the_spacing_too() -> None:
    late = nudge("heads_up", at("2026-11-18 12:00"), state=NudgeState.BOUND, recipient_id=ADA)
    here = scene("2026-11-18 12:20", late, told_at=["12:20"])

    step, _, when, why = foretold(here, saying=[late], to=ADA)[0]
    assert (step, when, why) == ("due", "Wed 2026-11-18 13:20", Held.SPACING)


def test_the_lead_is_foretold_in_their_own_hours_and_after_fair_warning() -> None:
    due = told("due", at("2026-11-18 16:30"))
    step, reader, when, _ = foretold(scene("2026-11-18 16:30", due, told_at=["16:30"]))[0]
    assert (step, reader, when) == ("lead", BEN, "Thu 2026-11-19 09:30")


def test_a_weekend_is_foreseen() -> None:
    acme = thing(inquiry(at("2026-11-20 14:00")))  # Friday: due Monday 10:00, in Berlin
    here = scene("2026-11-20 17:30", of=acme)
    assert foretold(here)[0] == ("heads_up", ADA, "Mon 2026-11-23 09:00", Held.CLOSED)


def test_whoever_is_away_is_passed_by() -> None:
    away = people(member(ADA, away_until=at("2026-11-24 09:00"), cover_id=CLEO))
    steps = foretold(scene("2026-11-18 09:00", among=away))
    assert [to for _, to, *_ in steps] == [CLEO, CLEO, BEN, CLEO, CLEO, ADA]


def test_where_nobody_can_be_reached_nobody_is_named() -> None:
    alone = team(lead_id=None)
    here = scene(
        "2026-11-18 14:00",
        told("due", DUE),
        of=thing(inquiry(ASKED), support=alone),
        among=people(support=alone),
    )
    assert foretold(here)[0] == ("lead", None, "Wed 2026-11-18 15:00", None)


def test_without_a_lead_the_channel_is_foretold() -> None:
    alone = team(lead_id=None, channel_id=CHANNEL)
    here = scene(
        "2026-11-18 14:00",
        told("due", DUE),
        of=thing(inquiry(ASKED), support=alone),
        among=people(support=alone),
    )
    assert foretold(here)[0][:2] == ("lead", CHANNEL)


def promised(life: Life) -> dict[str, tuple[datetime, str | None]]:
    """What a reminder that is said now says of what comes next, by audience."""
    here = Scene(
        {life.thing.number: life.thing},
        {life.thing.number: tuple(life.ledger)},
        life.people,
        life.now,
        life.told,
    )
    found = ahead(here, [life.thing.number])
    return {audience: (one.at, _to(one)) for (_, audience), one in found.items() if one.to}


@settings(
    max_examples=1000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(life=beginnings(), drawn=deeds, left=st.integers(0, 3))
def test_what_the_last_reminder_promised_is_when_the_next_one_comes(
    life: Life, drawn: list[tuple[str, int, int, str]], left: int
) -> None:
    live(life, drawn[:left], to_its_end=False)
    # What the sweep has queued is sent at once: a minute more may be past closing time.
    life.courier_first = False
    for _ in range(40):
        seen = {one.id for one in life.ledger if one.state is NudgeState.SENT}
        foreseen = promised(life) if things.is_open(life.thing) else {}
        new = next_said(life, seen)
        for one in new:
            instant, to = foreseen[one.audience]
            assert to == one.recipient_id
            # Here the clockwork ticks once a minute.
            assert one.sent_at is not None
            assert abs(one.sent_at - instant) <= minutes(1)
        if not new:
            assert foreseen == {}
            return


def next_said(life: Life, seen: set[int]) -> list[Nudge]:
    """Let time pass until something is said; what is said then."""
    until = life.now + QUIET
    while life.pass_once(until):
        new = [one for one in life.ledger if one.state is NudgeState.SENT and one.id not in seen]
        if new:
            return new
    return []
