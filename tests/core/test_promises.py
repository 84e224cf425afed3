"""Promises: made, moved, corrected, kept, withdrawn, and rebuilt from their history."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import promises
from bot.core.history import Event, Kind, Verb
from bot.core.promises import (
    Promise,
    PromiseState,
    after,
    fell_due_at,
    made,
    rebuild,
    was_on_time,
)
from tests.core.cast import ADA, BEN, at, event, minutes, promise

NINE, TEN, ELEVEN = (at(f"2026-11-18 {hour}:00") for hour in ("09", "10", "11"))
FRIDAY, MONDAY = at("2026-11-20 17:00"), at("2026-11-23 17:00")


def did(verb: Verb, when: datetime, **fields: object) -> Event:
    return event(verb, when, kind=Kind.PROMISE, **fields)


TUESDAY, LATE = at("2026-11-24 17:00"), FRIDAY + minutes(1)
MOVED = did(Verb.MOVED, TEN, due_at=MONDAY)  # and nobody said that the customer knows


def test_a_promise_must_name_number_customer_owner_and_due_date() -> None:
    making = did(Verb.MADE, TEN, member_id=ADA, due_at=FRIDAY)
    for missing in ("number", "customer_id", "member_id", "due_at"):
        with pytest.raises(ValueError, match="names number, customer, owner and due date"):
            made(replace(making, **{missing: None}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("events", "on_time"),
    [
        ([did(Verb.KEPT, FRIDAY)], True),  # at the last instant
        ([did(Verb.KEPT, FRIDAY + minutes(1))], False),
        ([did(Verb.KEPT, ELEVEN, recorded_at=MONDAY)], True),  # kept then, told us late
        # Moved before it was due, and they knew.
        ([did(Verb.MOVED, TEN, due_at=MONDAY, told=True), did(Verb.KEPT, MONDAY)], True),
        # They did not know, and waited on Friday.
        ([did(Verb.MOVED, TEN, due_at=MONDAY), did(Verb.KEPT, MONDAY)], False),
        # They did not know, and got it by Friday after all.
        ([did(Verb.MOVED, TEN, due_at=MONDAY, told=False), did(Verb.KEPT, FRIDAY)], True),
        # Told a little later, but before the date that they counted on.
        ([MOVED, did(Verb.ACKNOWLEDGED, FRIDAY), did(Verb.KEPT, MONDAY)], True),
        ([MOVED, did(Verb.ACKNOWLEDGED, LATE), did(Verb.KEPT, MONDAY)], False),
        # Moved when Friday had gone: told or not, they had waited.
        ([replace(MOVED, at=LATE, told=True), did(Verb.KEPT, MONDAY)], False),
        # Moved twice in silence, and told of the last date in time.
        ([MOVED, replace(MOVED, due_at=TUESDAY, told=True), did(Verb.KEPT, TUESDAY)], True),
        ([did(Verb.WITHDRAWN, ELEVEN)], False),
        ([], False),
    ],
)
def test_a_promise_is_on_time_when_kept_by_the_date_the_customer_counted_on(
    events: list[Event], on_time: bool
) -> None:
    assert was_on_time(promise(TEN, FRIDAY, *events)) is on_time


def test_a_move_is_counted_and_begins_an_episode_without_old_snoozes_and_claims() -> None:
    moved = promise(
        TEN,
        FRIDAY,
        did(Verb.CLAIMED, TEN, actor_id=BEN, until=ELEVEN),
        did(Verb.SNOOZED, TEN, until=FRIDAY),
        did(Verb.MOVED, ELEVEN, due_at=MONDAY, words="parts are late"),
    )

    assert (moved.due_at, moved.moves, moved.reason) == (MONDAY, 1, "parts are late")
    assert (moved.episode, moved.logged_at) == (2, ELEVEN)
    assert (moved.care.snoozes, moved.care.snoozed_until, moved.care.claims) == (0, None, 0)


def test_a_correction_begins_an_episode_but_is_not_counted_as_a_move() -> None:
    corrected = promise(TEN, FRIDAY, did(Verb.CORRECTED, ELEVEN, due_at=MONDAY))

    assert (corrected.due_at, corrected.moves, corrected.episode) == (MONDAY, 0, 2)
    assert corrected.logged_at == ELEVEN


def test_a_move_to_no_date_changes_nothing() -> None:
    assert promise(TEN, FRIDAY, did(Verb.MOVED, ELEVEN)) == promise(TEN, FRIDAY)


def test_a_withdrawal_keeps_its_reason_and_keeping_keeps_the_last() -> None:
    withdrawn = promise(TEN, FRIDAY, did(Verb.WITHDRAWN, ELEVEN, words="no longer wanted"))
    kept = promise(
        TEN, FRIDAY, did(Verb.MOVED, TEN, due_at=MONDAY, words="late"), did(Verb.KEPT, ELEVEN)
    )

    assert (withdrawn.state, withdrawn.reason) == (PromiseState.WITHDRAWN, "no longer wanted")
    assert (kept.state, kept.reason, kept.settled_by) == (PromiseState.KEPT, "late", ADA)


def test_without_history_there_is_no_promise() -> None:
    assert rebuild([]) is None


VERBS = (Verb.CLAIMED, Verb.RELEASED, Verb.SNOOZED, Verb.GIVEN, Verb.MOVED, Verb.CORRECTED)
moves = st.lists(
    st.tuples(
        st.sampled_from([*VERBS, Verb.KEPT, Verb.WITHDRAWN, Verb.UNDONE, Verb.UNDONE]),
        st.integers(0, 3000),  # minutes since the last one
        st.integers(1, 9000),  # minutes until it ends or is due
        st.sampled_from([ADA, BEN]),
        st.sampled_from([None, "parts are late"]),
    ),
    max_size=14,
)


def happened(drawn: list[tuple[Verb, int, int, str, str | None]]) -> list[tuple[Event, Promise]]:
    """Events as the verbs write them, each with the promise as it is after it."""
    now = NINE
    first = did(Verb.MADE, now, member_id=ADA, due_at=FRIDAY, id=1, words="the quote")
    standing = [(first, made(first))]
    story = [(first, made(first))]
    for place, (verb, passed, lasts, who, words) in enumerate(drawn, start=2):
        now += minutes(passed)
        last, value = standing[-1]
        if verb is Verb.UNDONE:
            standing.pop()
            void = replace(made(first), state=PromiseState.VOID)
            taken = did(verb, now, id=place, undoes=last.id)
            story.append((taken, standing[-1][1] if standing else void))
            if not standing:
                break
            continue
        if not promises.is_open(value):
            continue
        until = now + minutes(lasts)
        owner_id = who if verb is Verb.GIVEN else None
        done = did(
            verb,
            now,
            id=place,
            actor_id=who,
            member_id=owner_id,
            until=until,
            due_at=until,
            words=words,
        )
        standing.append((done, after(value, done)))
        story.append(standing[-1])
    return story


@settings(max_examples=1500, deadline=None)
@given(drawn=moves)
def test_a_promise_is_what_its_history_says_whatever_was_done_and_undone(
    drawn: list[tuple[Verb, int, int, str, str | None]],
) -> None:
    story = happened(drawn)
    for length in {len(story), (len(story) + 1) // 2}:
        events = [entry for entry, _ in story[:length]]
        assert rebuild(events) == story[length - 1][1]
        assert rebuild(reversed(events)) == story[length - 1][1]


@given(
    st.lists(
        st.tuples(
            st.sampled_from([Verb.MOVED, Verb.ACKNOWLEDGED, Verb.SNOOZED]),
            st.integers(1, 200),  # hours since the last
            st.integers(1, 400),  # hours until the new date
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_once_a_date_has_passed_a_promise_counts_in_no_other_week(
    lived: list[tuple[Verb, int, int, bool]],
) -> None:
    one, now, judged = promise(NINE, FRIDAY), NINE, None
    for verb, later, until, told in lived:
        now += timedelta(hours=later)
        if judged is None and fell_due_at(one) < now:
            judged = fell_due_at(one)
        due_at = now + timedelta(hours=until)
        one = after(one, did(verb, now, due_at=due_at, until=due_at, told=told))
        assert judged in (None, fell_due_at(one))
    done = after(one, did(Verb.KEPT, now + timedelta(hours=1)))
    assert judged is None or (fell_due_at(done), was_on_time(done)) == (judged, False)
