"""From the sweep to the message: who is told what, when, and what becomes of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from bot.core.customer_outcomes import CustomerAdded
from bot.core.heed_outcomes import AwayShown, SetupShown
from bot.core.members import Member
from bot.core.nudges import OVERTAKEN, NudgeState
from bot.core.outcomes import ContactLogged, PromiseMade, ThingChanged, Undone
from bot.services import bundling
from bot.services.desk import Desk
from bot.services.sweep import Swept, sweep
from bot.store import deliveries, members, posted
from bot.store.tables import promises
from tests.makers import (
    ADA,
    BEN,
    CLEO,
    SAO,
    T1,
    T2,
    ZOE,
    Clock,
    Gateway,
    at,
    ledger,
    nudged,
    promise_of,
    promised,
    steps,
    typed,
)


@pytest.fixture
def acme(desk: Desk) -> Desk:
    """Ada owns Acme, Ben leads."""
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    return desk


def test_an_inquiry_climbs_its_ladder(acme: Desk, gateway: Gateway) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    said = [
        (instant, nudged(gateway.ticks(instant)))
        for instant in (
            "2026-11-18 12:59",
            "2026-11-18 13:00",  # three quarters of four hours
            "2026-11-18 14:00",
            "2026-11-18 15:59",
            "2026-11-18 16:00",  # half as much again: the lead
            "2026-11-19 14:00",
            "2026-11-23 14:00",  # three working days
            "2026-11-27 14:00",  # seven
            "2026-12-04 14:00",
        )
    ]
    assert said == [
        ("2026-11-18 12:59", []),
        ("2026-11-18 13:00", [(ADA.id, [1])]),
        ("2026-11-18 14:00", [(ADA.id, [1])]),
        ("2026-11-18 15:59", []),
        ("2026-11-18 16:00", [(BEN.id, [1])]),
        ("2026-11-19 14:00", [(ADA.id, [1])]),
        ("2026-11-23 14:00", [(ADA.id, [1])]),
        ("2026-11-27 14:00", [(ADA.id, [1])]),
        ("2026-12-04 14:00", []),
    ]
    assert {state for _, state in steps(acme)} == {NudgeState.SENT}


def test_a_promise_climbs_its_ladder(acme: Desk, gateway: Gateway) -> None:
    promised(acme, "send it", "monday 3pm")
    posts = gateway.ticks(
        "2026-11-20 09:00",  # the working day before
        "2026-11-23 14:00",  # an hour before
        "2026-11-23 15:00",
        "2026-11-24 15:00",  # the lead
        "2026-11-26 15:00",
        "2026-12-02 15:00",
        "2026-12-20 15:00",
    )
    assert nudged(posts) == [
        (ADA.id, [1]),
        (ADA.id, [1]),
        (ADA.id, [1]),
        (BEN.id, [1]),
        (ADA.id, [1]),
        (ADA.id, [1]),
    ]
    names = [step for step, _ in steps(acme)]
    assert names == ["day_before", "due_soon", "overdue", "lead", "day_3", "day_7"]


def test_a_tick_twice_says_nothing_twice(acme: Desk, gateway: Gateway) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    assert len(gateway.ticks("2026-11-18 13:00", "2026-11-18 13:00", "2026-11-18 13:01")) == 1


def test_one_message_per_person_worst_first(acme: Desk, gateway: Gateway) -> None:
    promised(acme, "one", "today 2:50pm")
    promised(acme, "two", "today 2:30pm")
    promised(acme, "three", "today 2:40pm", member=CLEO)
    promised(acme, "four", "today 2:10pm")
    posts = gateway.ticks("2026-11-18 15:00")
    assert sorted(nudged(posts)) == [(ADA.id, [4, 2, 1]), (CLEO.id, [3])]


def test_eight_rows_and_more(acme: Desk, gateway: Gateway) -> None:
    for minute in range(11):
        promised(acme, f"thing {minute}", f"today 2:{30 - minute:02}pm")
    [post] = gateway.ticks("2026-11-18 15:00")
    assert post.bundle is not None
    assert post.numbers == [11, 10, 9, 8, 7, 6, 5, 4]
    assert post.bundle.more == 3
    # What did not fit counts as said.
    assert all(("overdue", NudgeState.SENT) in steps(acme, number) for number in range(1, 12))
    assert gateway.ticks("2026-11-18 16:30") == []


def test_messages_to_one_person_are_an_hour_apart(acme: Desk, gateway: Gateway) -> None:
    promised(acme, "one", "today 2pm")
    promised(acme, "two", "today 2:30pm")
    promised(acme, "three", "today 2:45pm")
    posts = gateway.ticks("2026-11-18 14:00", "2026-11-18 14:45", "2026-11-18 14:59")
    assert nudged(posts) == [(ADA.id, [1, 2, 3])]  # two and three were due soon
    assert nudged(gateway.ticks("2026-11-18 15:00")) == [(ADA.id, [2, 3])]


def test_six_messages_a_day_are_enough(acme: Desk, clock: Clock, gateway: Gateway) -> None:
    clock.set("2026-11-18 09:00")
    for hour in range(10, 17):
        promised(acme, f"thing {hour}", f"today {hour}:30")
    times = [f"2026-11-18 {hour:02}:{minute}" for hour in range(9, 17) for minute in ("30", "31")]
    assert len(gateway.ticks(*times)) == 6
    [morning] = gateway.ticks("2026-11-19 08:59", "2026-11-19 09:00")
    assert morning.delivery.created_at == at("2026-11-19 09:00")


@pytest.mark.parametrize(
    ("member", "due", "told"),
    [
        (ADA, "friday 8pm", "2026-11-23 09:00"),  # in the evening: the next opening
        (ADA, "2026-11-21 12:00", "2026-11-23 09:00"),  # on a Saturday: on Monday
        (SAO, "tomorrow 10am", "2026-11-19 14:00"),  # ten in São Paulo is two in Berlin
    ],
)
def test_nobody_is_told_out_of_hours(
    acme: Desk, gateway: Gateway, member: Member, due: str, told: str
) -> None:
    promised(acme, "one", due, member=member)
    told_at = at(told)
    gateway.ticks(*(told_at - timedelta(hours=hours) for hours in range(20, 0, -1)))
    before = len(gateway.posts)
    assert all(posted_in_hours(post.delivery.created_at, member) for post in gateway.posts)
    gateway.ticks(told_at)
    assert len(gateway.posts) == before + 1
    assert ("overdue", NudgeState.SENT) in steps(acme)


def posted_in_hours(instant: datetime, member: Member) -> bool:
    local = instant.astimezone(ZoneInfo(member.zone))
    return local.weekday() < 5 and 9 <= local.hour < 17


def test_what_is_settled_before_it_is_bundled_is_moot(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    promised(acme, "one", "today 2pm")
    clock.set("2026-11-18 14:00")
    sweep(acme)
    typed(acme, ThingChanged, ADA, "/promise kept 1")
    assert bundling.bundle(acme).messages == 0
    assert gateway.deliver() == []
    assert ("overdue", NudgeState.MOOT) in steps(acme)


def test_what_is_settled_between_bundling_and_sending_is_moot(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    promised(acme, "one", "today 2pm")
    promised(acme, "two", "today 2pm")
    clock.set("2026-11-18 14:00")
    sweep(acme)
    assert bundling.bundle(acme).messages == 1
    typed(acme, ThingChanged, ADA, "/promise kept 1")
    assert nudged(gateway.deliver()) == [(ADA.id, [2])]
    assert steps(acme)[-1] == ("overdue", NudgeState.MOOT)
    assert steps(acme, 2)[-1] == ("overdue", NudgeState.SENT)


def test_a_message_with_nothing_left_to_say_is_not_sent_and_not_counted(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    promised(acme, "one", "today 2pm")
    promised(acme, "two", "today 2:05pm")
    clock.set("2026-11-18 14:00")
    sweep(acme)
    bundling.bundle(acme)
    typed(acme, ThingChanged, ADA, "/promise kept 1")
    typed(acme, ThingChanged, ADA, "/promise snooze 2 until 2:05pm")
    assert gateway.deliver() == []
    assert nudged(gateway.ticks("2026-11-18 14:06")) == [(ADA.id, [2])]


def test_a_hand_over_between_queueing_and_sending_reroutes(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    promised(acme, "one", "today 2pm")
    clock.set("2026-11-18 14:00")
    sweep(acme)
    bundling.bundle(acme)
    typed(acme, ThingChanged, ADA, "/promise give 1 <@UCLEO>")
    assert gateway.deliver() == []
    assert nudged(gateway.tick()) == [(CLEO.id, [1])]
    # She is told of the hand-over and of what is overdue at once: neither lost nor doubled.
    given = f"given_{int(clock().timestamp())}"
    assert {nudge.step: (nudge.state, nudge.why) for nudge in ledger(acme)} == {
        "due_soon": (NudgeState.PASSED, OVERTAKEN),
        "overdue": (NudgeState.MOOT, "a later step was said"),
        given: (NudgeState.SENT, None),
    }


def test_a_claim_sends_the_owners_steps_to_the_claimer(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    clock.set("2026-11-18 13:30")
    typed(acme, ThingChanged, CLEO, "/contact take 1")
    assert nudged(gateway.ticks("2026-11-18 14:00")) == [(CLEO.id, [1])]
    # It ends after four of Cleo's hours; and the lead hears four working hours later.
    assert nudged(gateway.ticks("2026-11-18 16:00", "2026-11-19 09:29")) == []
    assert nudged(gateway.ticks("2026-11-19 09:30")) == [(ADA.id, [1])]
    assert nudged(gateway.ticks("2026-11-19 11:59")) == []
    assert nudged(gateway.ticks("2026-11-19 12:00")) == [(BEN.id, [1])]


def test_a_moved_promise_begins_again(acme: Desk, clock: Clock, gateway: Gateway) -> None:
    promised(acme, "one", "today 2pm")
    clock.set("2026-11-18 14:00")
    sweep(acme)
    typed(acme, ThingChanged, ADA, "/promise move 1 to today 4pm because rain")
    assert gateway.tick() == []
    assert nudged(gateway.ticks("2026-11-18 15:00", "2026-11-18 16:00")) == [
        (ADA.id, [1]),
        (ADA.id, [1]),
    ]
    episodes = [(nudge.episode, nudge.step, nudge.state) for nudge in ledger(acme)]
    assert (1, "overdue", NudgeState.MOOT) in episodes
    assert (2, "overdue", NudgeState.SENT) in episodes


def test_a_move_taken_back_leaves_owed_what_was_owed(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:
    promised(acme, "one", "today 2pm")
    clock.set("2026-11-18 14:00")
    sweep(acme)
    typed(acme, ThingChanged, ADA, "/promise move 1 to today 4pm because rain")
    assert gateway.tick() == []
    assert steps(acme)[-1] == ("overdue", NudgeState.MOOT)
    typed(acme, Undone, ADA, "/heed undo")
    assert nudged(gateway.tick()) == [(ADA.id, [1])]
    assert steps(acme)[-1] == ("overdue", NudgeState.SENT)
    # What was said is not said again, though the move be made and taken back once more.
    typed(acme, ThingChanged, ADA, "/promise move 1 to today 4pm because snow")
    typed(acme, Undone, ADA, "/heed undo 1")
    assert nudged(gateway.ticks("2026-11-18 15:00")) == []


def test_a_snooze_earns_one_nudge_at_its_end(acme: Desk, gateway: Gateway) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    typed(acme, ThingChanged, ADA, "/contact snooze 1")
    posts = gateway.ticks("2026-11-18 13:00", "2026-11-18 14:00")
    assert nudged(posts) == []
    # The lead is not silenced.
    assert nudged(gateway.ticks("2026-11-18 16:00")) == [(BEN.id, [1])]
    assert nudged(gateway.ticks("2026-11-19 09:00", "2026-11-19 10:30")) == [(ADA.id, [1])]


def test_after_an_outage_only_the_last_step_per_audience_is_said(
    acme: Desk, gateway: Gateway
) -> None:
    typed(acme, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    assert nudged(gateway.ticks("2026-11-19 14:30")) == [(ADA.id, [1])]
    # The lead has fair warning: an hour after the owner.
    assert nudged(gateway.ticks("2026-11-19 15:29")) == []
    assert nudged(gateway.ticks("2026-11-19 15:30")) == [(BEN.id, [1])]
    assert sorted(steps(acme)) == [
        ("day_1", NudgeState.SENT),
        ("due", NudgeState.PASSED),
        ("heads_up", NudgeState.PASSED),
        ("lead", NudgeState.SENT),
    ]


def test_the_first_message_ever_introduces_itself(acme: Desk, gateway: Gateway) -> None:
    promised(acme, "one", "today 2pm")
    first, second = gateway.ticks("2026-11-18 13:00", "2026-11-18 14:00")
    assert first.bundle is not None
    assert second.bundle is not None
    assert (first.bundle.introduce, second.bundle.introduce) == (True, False)
    assert first.bundle.reader_name == "Ada"


def test_reminders_in_a_channel_are_one_thing_each(acme: Desk, gateway: Gateway) -> None:
    typed(acme, SetupShown, BEN, "/heed setup channel <#C0TEAM|team>")
    typed(acme, SetupShown, BEN, "/heed setup reminders channel")
    promised(acme, "one", "today 2pm")
    promised(acme, "two", "today 2pm")
    # The warning is the owner's own.
    assert nudged(gateway.ticks("2026-11-18 13:00")) == [(ADA.id, [1, 2])]
    posts = gateway.ticks("2026-11-18 14:00")
    assert nudged(posts) == [("C0TEAM", [1]), ("C0TEAM", [2])]
    assert {post.channel_id for post in posts} == {"C0TEAM"}


@pytest.mark.parametrize(
    ("cover", "told"),
    [(" cover <@UCLEO>", CLEO), ("", BEN)],  # whoever covers, else the lead
)
def test_who_is_away_is_stood_in_for(
    acme: Desk, gateway: Gateway, cover: str, told: Member
) -> None:
    promised(acme, "one", "today 2pm")
    typed(acme, AwayShown, ADA, f"/heed away until friday{cover}")
    [post] = [post for post in gateway.ticks("2026-11-18 14:00") if post.bundle]
    assert post.to == told.id
    assert post.bundle is not None
    assert post.bundle.rows[0].instead_of_name == "Ada"


def test_a_nudge_for_nobody_is_lost_and_known_to_be(desk: Desk, gateway: Gateway) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    promised(desk, "one", "today 2pm")
    with desk.store.write() as connection:
        members.save(connection, T1, [replace(ADA, is_deactivated=True)])
    assert gateway.ticks("2026-11-18 14:00") == []
    assert steps(desk)[-1] == ("overdue", NudgeState.LOST)


def test_a_guest_is_never_nudged(acme: Desk, gateway: Gateway) -> None:
    promised(acme, "one", "today 2pm")
    with acme.store.write() as connection:
        members.save(connection, T1, [replace(ADA, is_guest=True)])
    assert nudged(gateway.ticks("2026-11-18 14:00")) == [(BEN.id, [1])]


def test_each_workspace_is_told_its_own(acme: Desk, gateway: Gateway) -> None:
    promised(acme, "ours", "today 2pm")
    line = "/promise Acme: theirs by today 2pm"
    typed(acme, PromiseMade, ZOE, line, workspace_id=T2, adds="Acme")
    posts = gateway.ticks("2026-11-18 14:00")
    said = [
        (post.delivery.workspace_id, post.to, [row.thing.words for row in post.bundle.rows])
        for post in posts
        if post.bundle is not None
    ]
    assert said == [(T1, ADA.id, ["ours"]), (T2, ZOE.id, ["theirs"])]


def test_nothing_is_swept_that_is_not_due(acme: Desk, clock: Clock) -> None:
    for number in range(5):
        promised(acme, f"thing {number}", "friday")
    assert sweep(acme) == Swept()
    clock.set("2026-11-20 16:00")
    # In batches smaller than what is due.
    assert sweep(acme, batch=2) == Swept(judged=5, queued=5)
    assert sweep(acme) == Swept()


def test_one_thing_that_cannot_be_judged_keeps_no_other_waiting(
    acme: Desk, clock: Clock, gateway: Gateway
) -> None:

    for words in ("one", "two"):
        promised(acme, words, "today 2pm")
    poison = update(promises).where(promises.c.workspace_id == T1, promises.c.number == 1)
    healthy = promise_of(acme, 1)
    clock.set("2026-11-18 14:00")
    with acme.store.write() as connection:
        connection.execute(poison.values(due_at=at("9999-12-31 12:00")))
    swept = sweep(acme)
    assert [number for number, _ in swept.faults] == [1]
    assert nudged(gateway.tick()) == [(ADA.id, [2])]
    with acme.store.write() as connection:
        connection.execute(poison.values(due_at=healthy.due_at))


def test_a_member_of_another_workspace_owes_nothing_to_this_one(acme: Desk) -> None:
    promised(acme, "one", "today 2pm")
    with acme.store.read() as connection:
        assert posted.at(connection, T2, "DUADA", "1.0") is None
        assert deliveries.owed_to(connection, T2, ADA.id) == []
