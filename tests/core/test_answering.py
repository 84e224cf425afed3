"""Answering: what one more contact does to the inquiries of its customer."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.core.answering import Effect, effect
from bot.core.contacts import Direction
from bot.core.errors import Refusal
from bot.core.history import Event, Verb
from bot.core.inquiries import Inquiry
from tests.core.cast import ADA, BEN, CLEO, at, event, hours, inquiry

EIGHT, NINE, TEN, ELEVEN, NOON = (
    at(f"2026-11-18 {hour}:00") for hour in ("08", "09", "10", "11", "12")
)
EVENING = at("2026-11-18 18:00")


def asked(number: int, when: object, *events: Event, owner_id: str = ADA) -> Inquiry:
    found = inquiry(when, *events)  # type: ignore[arg-type]
    return replace(found, number=number, care=replace(found.care, owner_id=owner_id))


def heard(of_customer: Sequence[Inquiry], when: object = NOON, **more: object) -> Effect:
    return _effect(Direction.INBOUND, of_customer, when, **more)


def spoken(of_customer: Sequence[Inquiry], when: object = NOON, **more: object) -> Effect:
    return _effect(Direction.OUTBOUND, of_customer, when, **more)


def _effect(
    direction: Direction, of_customer: Sequence[Inquiry], when: object, **more: object
) -> Effect:
    known = {"of_customer": of_customer, "speaker_id": ADA, "hours": hours()} | more
    return effect(direction, when, **known)  # type: ignore[arg-type]


def outcome(found: Effect) -> tuple[Verb, int | None, list[int]]:
    number = None if found.inquiry is None else found.inquiry.number
    return found.verb, number, [other.number for other in found.others]


OLDER, NEWER = asked(1, NINE), asked(2, TEN)
BENS = asked(3, ELEVEN, owner_id=BEN)
ANSWERED = asked(4, EIGHT, event(Verb.ANSWERED, NINE))


def test_a_customers_first_word_opens_an_inquiry() -> None:
    assert outcome(heard([])) == (Verb.OPENED, None, [])


def test_chasing_adds_to_what_waits_longest() -> None:
    assert outcome(heard([NEWER, OLDER, BENS])) == (Verb.CHASED, 1, [2, 3])


def test_chasing_by_name_adds_to_what_is_named() -> None:
    assert outcome(heard([OLDER, NEWER], number=2)) == (Verb.CHASED, 2, [1])


def test_a_word_soon_after_an_answer_opens_an_inquiry_that_is_linked_to_it() -> None:
    found = heard([ANSWERED])

    assert (found.verb, found.inquiry, found.linked_to) == (Verb.OPENED, None, 4)


def test_a_word_long_after_an_answer_is_linked_to_nothing() -> None:
    assert heard([ANSWERED], at("2026-11-24 09:00")).linked_to is None


def test_a_word_dated_before_the_answer_is_linked_to_nothing() -> None:
    assert heard([ANSWERED], EIGHT).linked_to is None


ANSWERS = [
    # (what it is, what the customer waits for, when we spoke, who, result)
    ("nothing waits", [], NOON, ADA, (Verb.LOGGED, None, [])),
    ("it is answered already", [ANSWERED], NOON, ADA, (Verb.LOGGED, None, [])),
    ("the only open one", [OLDER], NOON, ADA, (Verb.ANSWERED, 1, [])),
    ("the only open one is another's", [BENS], NOON, ADA, (Verb.ANSWERED, 3, [])),
    ("our own of several", [OLDER, BENS], NOON, ADA, (Verb.ANSWERED, 1, [3])),
    ("their own of several", [OLDER, BENS], NOON, BEN, (Verb.ANSWERED, 3, [1])),
    (
        "two of our own: nobody can say which",
        [OLDER, NEWER],
        NOON,
        ADA,
        (Verb.LOGGED, None, [1, 2]),
    ),
    ("none of several is ours", [OLDER, BENS], NOON, CLEO, (Verb.LOGGED, None, [1, 3])),
    ("said before they asked", [OLDER], EIGHT, ADA, (Verb.LOGGED, None, [])),
    ("said before one of them", [OLDER, BENS], TEN, CLEO, (Verb.ANSWERED, 1, [])),
]


@pytest.mark.parametrize("row", ANSWERS, ids=[row[0] for row in ANSWERS])
def test_our_word_answers_the_only_open_one_else_our_own(
    row: tuple[str, list[Inquiry], object, str, tuple[Verb, int | None, list[int]]],
) -> None:
    _, waiting, when, who, expected = row

    assert outcome(spoken(waiting, when, speaker_id=who)) == expected


def test_our_word_answers_what_it_names() -> None:
    assert outcome(spoken([OLDER, NEWER, BENS], number=3)) == (Verb.ANSWERED, 3, [1, 2])


def test_a_named_one_is_not_answered_by_a_word_before_it() -> None:
    assert outcome(spoken([OLDER, BENS], TEN, number=3)) == (Verb.LOGGED, None, [1])


@pytest.mark.parametrize("number", [4, 99])
def test_a_number_that_does_not_wait_is_refused(number: int) -> None:
    with pytest.raises(Refusal, match=f"number {number}"):
        spoken([OLDER, ANSWERED], number=number)


@pytest.mark.parametrize(
    ("when", "number"),
    [
        (ELEVEN, 3),  # Cleo said “I have it”, so it is hers to answer
        (EVENING, None),  # her claim has expired by then
    ],
)
def test_what_somebody_claimed_is_their_own_while_the_claim_lasts(
    when: object, number: int | None
) -> None:
    claim = event(Verb.CLAIMED, ELEVEN, actor_id=CLEO, until=EVENING)
    claimed = asked(3, TEN, claim, owner_id=BEN)

    found = spoken([OLDER, claimed], when, speaker_id=CLEO)

    assert (found.inquiry and found.inquiry.number) == number


@pytest.mark.parametrize("direction", list(Direction))
def test_a_contact_for_your_information_does_nothing(direction: Direction) -> None:
    assert outcome(_effect(direction, [OLDER, BENS], NOON, fyi=True)) == (Verb.LOGGED, None, [1, 3])
