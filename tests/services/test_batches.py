"""Deliveries claimed ahead: one is in doubt at most, and each is said once, as it is then."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.core.customer_outcomes import CustomerAdded
from bot.core.deliveries import Delivery, DeliveryKind, DeliveryState
from bot.core.heed_outcomes import SetupShown
from bot.core.outcomes import PromiseMade, ThingChanged
from bot.services import bundling, claims, posting
from bot.services.desk import Desk
from bot.services.sweep import sweep
from bot.store import deliveries
from bot.store.tables import deliveries as outbox
from schedules.batches import Batch
from tests.makers import ADA, BEN, CLEO, T1, Clock, Gateway, statements, typed

PENDING, SENDING, UNKNOWN = (
    DeliveryState.PENDING,
    DeliveryState.SENDING,
    DeliveryState.UNKNOWN,
)
NUDGES = (DeliveryKind.NUDGES,)
LEASE = timedelta(seconds=60)


@pytest.fixture
def owing(desk: Desk, clock: Clock) -> Desk:
    """Ada, Ben and Cleo are owed a reminder of a promise each: #1, #2 and #3."""
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    for member, name in ((ADA, "Acme"), (BEN, "Bolt"), (CLEO, "Core")):
        typed(desk, CustomerAdded, member, f"/customer add {name}")
        typed(desk, PromiseMade, member, f"/promise {name}: call back by today 2pm")
    clock.set("2026-11-18 14:00")
    assert sweep(desk).faults == ()
    assert bundling.bundle(desk).messages == 3
    return desk


def states(desk: Desk) -> list[DeliveryState]:
    query = select(outbox.c.state).where(outbox.c.workspace_id == T1).order_by(outbox.c.id)
    with desk.store.read() as connection:
        return [DeliveryState(state) for state in connection.execute(query).scalars()]


def claimed(desk: Desk) -> list[Delivery]:
    return claims.claim_ahead(desk, NUDGES)


def test_of_what_is_claimed_ahead_only_the_first_is_in_doubt(owing: Desk, clock: Clock) -> None:
    assert len(claimed(owing)) == 3
    assert states(owing) == [SENDING, PENDING, PENDING]
    assert claimed(owing) == []
    # Whoever had them does not come back.
    clock.move(seconds=60)
    assert [one.state for one in claimed(owing)] == [SENDING, PENDING, PENDING]
    assert states(owing) == [UNKNOWN, PENDING, PENDING]


def test_no_more_is_claimed_ahead_than_is_asked_for(owing: Desk) -> None:
    assert len(claims.claim_ahead(owing, NUDGES, limit=2)) == 2
    assert len(claimed(owing)) == 1


def test_the_next_begins_as_the_one_before_is_settled(owing: Desk) -> None:
    first, second, _ = claimed(owing)
    settled = posting.settle(owing, first, channel_id="D1", ts="1.0", following=second)
    assert settled == posting.Settled(is_ours=True, has_begun=True)
    assert states(owing) == [DeliveryState.SENT, SENDING, PENDING]


def test_what_somebody_else_has_by_now_does_not_begin(owing: Desk, clock: Clock) -> None:
    first, second, third = claimed(owing)
    clock.move(seconds=60)
    assert len(claimed(owing)) == 3
    assert not claims.begin(owing, third)
    settled = posting.settle(owing, first, channel_id="D1", ts="1.0", following=second)
    assert settled == posting.Settled(is_ours=False, has_begun=False)


def test_a_lease_that_is_over_begins_nothing(owing: Desk, clock: Clock) -> None:
    _, second, _ = claimed(owing)
    clock.move(seconds=60)
    assert not claims.begin(owing, second)


def test_what_is_given_back_is_owed_as_before(owing: Desk) -> None:
    found = claimed(owing)
    claims.give_back(owing, found)
    assert states(owing) == [PENDING, PENDING, PENDING]
    assert [one.id for one in claimed(owing)] == [one.id for one in found]


def test_many_are_looked_at_in_as_many_statements_as_one(owing: Desk) -> None:
    found = claimed(owing)
    with statements(owing.store) as for_one:
        claims.sights(owing, found[:1])
    with statements(owing.store) as for_three:
        seen = claims.sights(owing, found)
    assert len(for_three) <= len(for_one)
    assert [[nudge.number for nudge in seen[one.id].said] for one in found] == [[1], [2], [3]]


def test_what_an_earlier_one_changes_is_looked_at_in_its_turn(owing: Desk) -> None:
    first, second, third = claimed(owing)
    with owing.store.write() as connection:
        deliveries.add(
            connection,
            T1,
            DeliveryKind.NUDGES,
            recipient_id=first.recipient_id,
            now=owing.now(),
            system_now=owing.system_now(),
        )
    [again] = claimed(owing)
    assert set(claims.sights(owing, [first, second, third, again])) == {
        one.id for one in (first, second, third)
    }


def test_what_was_seen_says_the_same_as_a_look_of_its_own(owing: Desk) -> None:
    found = claimed(owing)
    seen = claims.sights(owing, found)
    for delivery in found:
        apart = claims.bundle_of(owing, delivery)
        assert claims.bundle_of(owing, delivery, sight=seen[delivery.id]) == apart


def test_what_is_settled_since_it_was_seen_is_edited_afterwards(
    owing: Desk, gateway: Gateway
) -> None:
    first, second, _ = claimed(owing)
    seen = claims.sights(owing, [first, second])
    bundles = {one.id: claims.bundle_of(owing, one, sight=seen[one.id]) for one in (first, second)}
    typed(owing, ThingChanged, CLEO, "/promise kept 1")
    for ts, one in (("1.0", first), ("2.0", second)):
        assert posting.sent(owing, one, channel_id="D", ts=ts, bundle=bundles[one.id])
    assert [ts for ts, _ in gateway.edits()] == ["1.0"]


def test_a_first_message_is_not_edited_for_what_it_changed_itself(
    owing: Desk, gateway: Gateway
) -> None:
    first = claimed(owing)[0]
    bundle = claims.bundle_of(owing, first, sight=claims.sights(owing, [first])[first.id])
    assert bundle is not None
    assert bundle.introduce
    kept = posting.keep_channel(owing, first, "DUADA")
    assert posting.sent(owing, kept, channel_id="DUADA", ts="1.0", bundle=bundle)
    assert gateway.edits() == []


def test_a_batch_hands_out_each_once_and_begins_it(owing: Desk) -> None:
    batch = Batch(owing, lease=LEASE)
    said = []
    while (delivery := batch.take()) is not None:
        assert states(owing)[len(said)] is SENDING
        said.append(delivery.recipient_id)
        batch.sent(delivery, channel_id="D", ts=f"{delivery.id}.0")
    assert sorted(said) == sorted([ADA.id, BEN.id, CLEO.id])
    assert states(owing) == [DeliveryState.SENT] * 3


def test_a_batch_that_stops_leaves_the_rest_to_others(owing: Desk) -> None:
    batch = Batch(owing, lease=LEASE)
    first = batch.take()
    assert first is not None
    batch.sent(first, channel_id="D", ts="1.0")
    batch.give_back()
    assert [one.state for one in claimed(owing)] == [PENDING, PENDING]


def test_a_batch_goes_on_after_one_that_was_moot(owing: Desk) -> None:
    typed(owing, ThingChanged, ADA, "/promise kept 1")
    batch = Batch(owing, lease=LEASE)
    said = []
    while (delivery := batch.take()) is not None:
        bundle = claims.bundle_of(owing, delivery, sight=batch.sight(delivery))
        if bundle is not None:
            said.append(delivery.recipient_id)
            batch.sent(delivery, channel_id="D", ts=f"{delivery.id}.0", bundle=bundle)
    assert said == [BEN.id, CLEO.id]
    assert states(owing) == [DeliveryState.MOOT, DeliveryState.SENT, DeliveryState.SENT]


def test_a_batch_whose_time_is_up_is_claimed_anew(owing: Desk) -> None:
    batch = Batch(owing, lease=timedelta(0))
    assert batch.take() is not None
    # Its lease was over at once; nothing of it is said on the strength of that.
    again = batch.take()
    assert again is not None
    assert again.attempts >= 1


def test_what_was_seen_some_time_ago_is_looked_at_again(owing: Desk) -> None:
    assert Batch(owing, lease=LEASE, fresh=timedelta(0)).sight(claimed(owing)[0]) is None


def test_what_was_just_seen_is_not_looked_at_again(owing: Desk) -> None:
    batch = Batch(owing, lease=LEASE)
    delivery = batch.take()
    assert delivery is not None
    assert batch.sight(delivery) is not None
