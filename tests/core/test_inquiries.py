"""Inquiries: from the customer's first unanswered word to our answer."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import inquiries
from bot.core.history import Event, Verb
from bot.core.inquiries import Inquiry, InquiryState, after, opened, rebuild, reopens, waited
from tests.core.cast import ADA, BEN, at, event, hours, inquiry, minutes

NINE, TEN, ELEVEN, NOON = (at(f"2026-11-18 {hour}:00") for hour in ("09", "10", "11", "12"))
FRIDAY = at("2026-11-20 09:00")
HOURS = hours()


def test_an_opening_must_name_number_customer_and_owner() -> None:
    for missing in ("number", "customer_id", "member_id"):
        opening = replace(event(Verb.OPENED, TEN, member_id=ADA), **{missing: None})  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="names number, customer and owner"):
            opened(opening)


def test_a_customer_waits_from_the_word_and_not_from_its_logging() -> None:
    asked = inquiry(NINE, logged_at=ELEVEN)

    assert waited(asked, HOURS, until=NOON) == minutes(180)


def test_chasing_never_makes_a_customer_look_fresher() -> None:
    chased = inquiry(NINE, event(Verb.CHASED, ELEVEN))

    assert (chased.opened_at, chased.last_word_at, chased.chases) == (NINE, ELEVEN, 1)


def test_an_earlier_word_that_is_logged_later_is_the_oldest() -> None:
    chased = inquiry(TEN, event(Verb.CHASED, NINE, recorded_at=ELEVEN))

    assert (chased.opened_at, chased.last_word_at) == (NINE, TEN)


def test_a_hold_ends_when_the_customer_speaks() -> None:
    asked = inquiry(NINE, event(Verb.HELD, TEN, until=FRIDAY), event(Verb.CHASED, ELEVEN))

    assert waited(asked, HOURS, until=NOON) == minutes(120)


def test_time_on_hold_is_not_waited() -> None:
    asked = inquiry(NINE, event(Verb.HELD, TEN, until=FRIDAY))

    assert waited(asked, HOURS, until=FRIDAY + timedelta(hours=1)) == minutes(120)


@pytest.mark.parametrize(
    ("verb", "state"),
    [(Verb.ANSWERED, InquiryState.ANSWERED), (Verb.DISMISSED, InquiryState.DISMISSED)],
)
def test_settling_keeps_who_when_and_the_figures(verb: Verb, state: InquiryState) -> None:
    done = event(verb, TEN, actor_id=BEN, spent=minutes(60), target=minutes(240))
    settled = inquiry(NINE, done)

    assert settled.state is state
    assert not inquiries.is_open(settled)
    assert (settled.settled_at, settled.settled_by) == (TEN, BEN)
    assert (settled.spent, settled.target) == (minutes(60), minutes(240))


@pytest.mark.parametrize(
    ("when", "does"),
    [
        (NINE, False),  # before the customer's word
        (TEN, True),  # in the same minute
        (ELEVEN, True),
    ],
)
def test_only_a_word_that_is_not_before_the_customers_answers(when: datetime, does: bool) -> None:
    assert inquiries.answers(inquiry(TEN), when) is does


def test_what_is_answered_is_not_answered_again() -> None:
    assert not inquiries.answers(inquiry(NINE, event(Verb.ANSWERED, TEN)), ELEVEN)


@pytest.mark.parametrize(
    ("answered", "word", "does"),
    [
        ("2026-11-18 10:00", "2026-11-18 10:00", True),  # at once
        ("2026-11-18 10:00", "2026-11-18 09:59", False),  # before the answer
        ("2026-11-18 10:00", "2026-11-23 23:59", True),  # Wednesday + 3 working days is Monday
        ("2026-11-18 10:00", "2026-11-24 00:00", False),  # and then it is over
        ("2026-11-21 10:00", "2026-11-25 12:00", True),  # answered on a Saturday: until Wednesday
        ("2026-11-21 10:00", "2026-11-26 00:00", False),
        ("2026-10-23 10:00", "2026-10-28 23:59", True),  # over the end of summer time
    ],
)
def test_a_customer_comes_back_to_an_answer_for_three_working_days(
    answered: str, word: str, does: bool
) -> None:
    settled = inquiry(at(answered) - minutes(30), event(Verb.ANSWERED, at(answered)))

    assert reopens(settled, at(word), HOURS) is does


def test_nobody_comes_back_to_what_is_open_or_needed_no_answer() -> None:
    assert not reopens(inquiry(NINE), TEN, HOURS)
    assert not reopens(inquiry(NINE, event(Verb.DISMISSED, TEN)), ELEVEN, HOURS)


def test_without_history_there_is_no_inquiry() -> None:
    assert rebuild([]) is None


WORDS = (Verb.CHASED, Verb.CLAIMED, Verb.RELEASED, Verb.SNOOZED, Verb.HELD, Verb.RESUMED)
DONE = (Verb.GIVEN, Verb.ANSWERED, Verb.DISMISSED)
moves = st.lists(
    st.tuples(
        st.sampled_from([*WORDS, *DONE, Verb.UNDONE, Verb.UNDONE]),
        st.integers(0, 600),  # minutes since the last one
        st.integers(-300, 0),  # how much earlier it really was
        st.integers(1, 5000),  # minutes until it ends
        st.sampled_from([ADA, BEN]),
    ),
    max_size=14,
)


def happened(drawn: list[tuple[Verb, int, int, int, str]]) -> list[tuple[Event, Inquiry | None]]:
    """Events as the verbs write them, each with the inquiry as it is after it (None: void)."""
    now = NINE
    first = event(Verb.OPENED, now, member_id=ADA, id=1)
    standing: list[tuple[Event, Inquiry]] = [(first, opened(first))]
    story: list[tuple[Event, Inquiry | None]] = [(first, opened(first))]
    for place, (verb, passed, earlier, lasts, who) in enumerate(drawn, start=2):
        now += minutes(passed)
        if not standing:
            break
        last, value = standing[-1]
        if verb is Verb.UNDONE:
            standing.pop()
            taken = event(verb, now, id=place, undoes=last.id)
            story.append((taken, standing[-1][1] if standing else None))
            continue
        if not inquiries.is_open(value):
            continue
        done = event(
            verb,
            now + minutes(earlier) if verb in (Verb.CHASED, Verb.ANSWERED) else now,
            recorded_at=now,
            id=place,
            actor_id=who,
            member_id=who if verb is Verb.GIVEN else None,
            until=now + minutes(lasts),
            spent=minutes(lasts) if verb is Verb.ANSWERED else None,
        )
        standing.append((done, after(value, done)))
        story.append(standing[-1])
    return story


@settings(max_examples=1500, deadline=None)
@given(drawn=moves)
def test_an_inquiry_is_what_its_history_says_whatever_was_done_and_undone(
    drawn: list[tuple[Verb, int, int, int, str]],
) -> None:
    story = happened(drawn)
    for length in {len(story), (len(story) + 1) // 2}:
        events = [entry for entry, _ in story[:length]]
        expected = story[length - 1][1]
        if expected is None:
            expected = replace(opened(events[0]), state=InquiryState.VOID)
        assert rebuild(events) == expected
        assert rebuild(reversed(events)) == expected
