"""Claims: among threads and processes, everything is taken once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import IntegrityError

from bot.core.customer_outcomes import CustomerAdded
from bot.core.deliveries import Delivery, DeliveryKind, DeliveryState
from bot.core.errors import Refusal
from bot.core.ladders import Audience, Planned
from bot.core.nudges import Due, NudgeState
from bot.core.outcomes import ContactLogged, PromiseMade, Repeated, ThingChanged
from bot.services import bundling, commands, editing
from bot.services.desk import Desk
from bot.services.sweep import sweep
from bot.store import deliveries, delivery_leases, nudges, receipts
from bot.store import things as stored
from bot.store.engine import Store
from bot.store.tables import customers
from bot.store.tables import nudges as ledger
from tests.makers import ADA, BEN, CLEO, T1, T2, WEDNESDAY, Clock, Gateway, asked, at, typed

REPLIES = (DeliveryKind.REPLY,)
LEASE = timedelta(seconds=60)


def owe(store: Store, how_many: int, *, workspace_id: str = T1) -> None:
    with store.write() as connection:
        for number in range(how_many):
            deliveries.add(
                connection,
                workspace_id,
                DeliveryKind.REPLY,
                recipient_id=f"U{number}",
                now=WEDNESDAY,
                system_now=WEDNESDAY,
            )


def claim(connection: Connection, system_now: datetime = WEDNESDAY) -> Delivery | None:
    found = delivery_leases.claim(connection, kinds=REPLIES, system_now=system_now, lease=LEASE)
    return next(iter(found), None)


def at_once(*acts: Any) -> list[Any]:
    """What comes of doing all of these at the same moment, each in its thread."""
    together = Barrier(len(acts))

    def begin(act: Any) -> Any:
        together.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(begin, acts))


def test_two_workers_never_take_the_same_delivery(store: Store) -> None:
    owe(store, 40)

    def work() -> list[int]:
        taken: list[int] = []
        while True:
            with store.write() as connection:
                found = claim(connection)
            if found is None:
                return taken
            taken.append(found.id)

    taken = [one for each in at_once(*[work] * 4) for one in each]
    assert sorted(taken) == sorted(set(taken))
    assert len(taken) == 40


def test_who_claims_at_the_same_time_does_not_wait_for_the_other(store: Store) -> None:
    if store.is_sqlite:
        pytest.skip("SQLite has one writer, who is quick")
    owe(store, 2)
    with store.write() as one, store.write() as other:
        first, second = claim(one), claim(other)
    assert first is not None
    assert second is not None
    assert first.id != second.id


def test_the_one_that_waited_longest_is_taken_first_and_of_its_kind(store: Store) -> None:
    owe(store, 2)
    with store.write() as connection:
        early = WEDNESDAY - timedelta(hours=1)
        deliveries.add(
            connection, T2, DeliveryKind.REPLY, recipient_id="U9", now=early, system_now=early
        )
        deliveries.add(
            connection, T2, DeliveryKind.NOTICE, recipient_id="U8", now=early, system_now=early
        )
        first = claim(connection)
    assert first is not None
    assert (first.recipient_id, first.workspace_id) == ("U9", T2)


def test_a_lease_is_over_when_its_time_is_up(store: Store) -> None:
    owe(store, 1)
    later = WEDNESDAY + LEASE
    with store.write() as connection:
        first = claim(connection)
        assert first is not None
        assert delivery_leases.still_mine(
            connection, first, system_now=later - timedelta(seconds=1)
        )
        assert not delivery_leases.still_mine(connection, first, system_now=later)
        second = claim(connection, later)
        assert second is not None
        assert (second.id, second.attempts) == (first.id, 1)
        # The first may not settle what is the second's by now.
        assert not delivery_leases.settle(connection, first, state=DeliveryState.SENT, ts="1.0")
        assert delivery_leases.settle(connection, second, state=DeliveryState.SENT, ts="2.0")
        assert deliveries.owed_to(connection, T1, "U0") == []


def test_what_is_owed_once_is_owed_once(store: Store) -> None:
    with store.write() as connection:
        once: dict[str, Any] = {"recipient_id": "U1", "once": "x"}
        first, second, elsewhere, notice = (
            deliveries.add(
                connection, workspace_id, kind, now=WEDNESDAY, system_now=WEDNESDAY, **once
            )
            for workspace_id, kind in (
                (T1, DeliveryKind.DIGEST),
                (T1, DeliveryKind.DIGEST),
                (T2, DeliveryKind.DIGEST),
                (T1, DeliveryKind.NOTICE),
            )
        )
    assert first is not None
    assert second is None
    assert elsewhere is not None
    assert notice is None


def test_the_ledger_holds_every_step_once(desk: Desk) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, ContactLogged, ADA, "/contact from Acme: hello")
    step = Planned("due", Audience.OWNER, at("2026-11-18 14:00"))
    with desk.store.write() as connection:
        thing = stored.by_number(connection, T1, [1])[1]
        nudges.record(connection, T1, [(thing, Due(step))], now=WEDNESDAY)
        nudges.record(connection, T1, [(thing, Due(step, "too late"))], now=WEDNESDAY)
        [nudge] = nudges.of_numbers(connection, T1, [1])[1]
    assert (nudge.state, nudge.why) == (NudgeState.QUEUED, None)
    with pytest.raises(IntegrityError), desk.store.write() as connection:
        connection.execute(
            ledger.insert().values(
                workspace_id=T1,
                kind="promise",
                number=1,
                episode=1,
                step="due",
                audience="lead",
                at=WEDNESDAY,
                recorded_at=WEDNESDAY,
                state="queued",
            )
        )


def test_two_sweepers_queue_every_nudge_once(desk: Desk, clock: Clock) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    for number in range(30):
        typed(desk, PromiseMade, ADA, f"/promise Acme: thing {number} by today 2pm")
    clock.set("2026-11-18 14:00")
    swept = at_once(lambda: sweep(desk, batch=7), lambda: sweep(desk, batch=7))
    assert sum(one.queued for one in swept) == 30
    assert sum(at_once(*[lambda: bundling.bundle(desk).messages] * 2)) == 1
    assert len(Gateway(desk).deliver()) == 1


def test_two_bundlers_keep_a_persons_spacing(desk: Desk, clock: Clock) -> None:
    for number, member in enumerate((ADA, BEN, CLEO)):
        line = f"/promise Acme: thing {number} by today 2pm"
        typed(desk, PromiseMade, member, line, adds="Acme")
    clock.set("2026-11-18 14:00")
    sweep(desk)
    owed = at_once(*[lambda: bundling.bundle(desk).messages] * 3)
    assert sum(owed) == 3


def test_a_receipt_is_written_once(store: Store) -> None:
    with store.write() as connection:
        receipts.remember(connection, T1, "key", now=WEDNESDAY)
        receipts.remember(connection, T2, "key", now=WEDNESDAY)
        assert receipts.seen(connection, T1, "key") is not None
        assert receipts.seen(connection, T1, "other") is None
    with pytest.raises(IntegrityError), store.write() as connection:
        receipts.remember(connection, T1, "key", now=WEDNESDAY)


def test_the_same_request_at_once_happens_once(desk: Desk) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    ask = asked(ADA, "contact", "from Acme: hello", key="same")
    outcomes = at_once(*[lambda: commands.carry_out(desk, ask).outcome] * 4)
    kinds = sorted(type(outcome).__name__ for outcome in outcomes)
    assert kinds == ["ContactLogged", "Repeated", "Repeated", "Repeated"]


def test_the_same_customer_added_at_once_is_added_once(desk: Desk) -> None:
    def add(member: Any) -> Any:
        ask = asked(member, "contact", "from Globex: hello")
        return lambda: commands.carry_out(desk, ask, adds="Globex").outcome

    outcomes = at_once(*(add(member) for member in (ADA, BEN, CLEO)))
    assert sorted(outcome.added for outcome in outcomes) == [False, False, True]
    with desk.store.read() as connection:
        query = select(func.count()).select_from(customers).where(customers.c.workspace_id == T1)
        assert connection.execute(query).scalar_one() == 1


def test_the_same_thing_settled_at_once_is_settled_once(desk: Desk) -> None:
    typed(desk, PromiseMade, ADA, "/promise Acme: one by friday", adds="Acme")

    def keep(member: Any) -> Any:
        ask = asked(member, "promise", "kept 1")

        def act() -> str:
            try:
                return type(commands.carry_out(desk, ask).outcome).__name__
            except Refusal as refusal:
                return str(refusal)

        return act

    said = sorted(at_once(*(keep(member) for member in (ADA, BEN, CLEO))))
    assert [words == "ThingChanged" for words in said].count(True) == 1
    assert sum("kept already" in words for words in said) == 2


def test_one_editor_at_a_time_takes_a_message(desk: Desk, clock: Clock) -> None:
    typed(desk, PromiseMade, ADA, "/promise Acme: one by today 2pm", adds="Acme")
    Gateway(desk).ticks("2026-11-18 14:00")
    typed(desk, ThingChanged, ADA, "/promise kept 1")
    found = at_once(*[lambda: editing.claim(desk)] * 3)
    assert sum(message is not None for message in found) == 1
    clock.move(seconds=60)
    assert editing.claim(desk) is not None  # whoever had it did not come back


def test_a_repetition_names_what_was_done(desk: Desk) -> None:
    typed(desk, PromiseMade, ADA, "/promise Acme: one by friday", adds="Acme", key="same")
    line = "/promise Acme: one by friday"
    assert typed(desk, Repeated, ADA, line, key="same").number == 1
