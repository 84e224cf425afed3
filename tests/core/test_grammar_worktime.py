"""Reading working time and cadences, in the unit they are given."""

from datetime import timedelta

import pytest

from bot.core.customers import WorkingTime
from bot.core.errors import Refusal
from bot.core.grammar.worktime import read_cadence, read_worktime


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("4h", "240m"),  # the short form
        ("4 H", "240m"),  # spaced, and shouted
        ("90 min", "90m"),  # minutes
        ("1 minute", "1m"),  # the least
        ("1.5 hours", "90m"),  # a part of an hour
        ("1,5h", "90m"),  # with a comma
        ("1½ hours", "90m"),  # as Heed says it
        ("one and a half hours", "90m"),  # in words
        ("half an hour", "30m"),  # less than one
        ("an hour", "60m"),  # one
        ("1h30", "90m"),  # both
        ("1 h 30 min", "90m"),  # both, spaced
        ("2 working hours", "120m"),  # as Heed says it
        ("24 working hours", "1440m"),  # as many as one means
        ("2 working days", "2d"),  # days stay days
        ("2d", "2d"),  # the short form
        ("2 business days", "2d"),  # another word for it
        ("1 day", "1d"),  # a working day
        ("a day", "1d"),  # in words
        ("within 3 days.", "3d"),  # part of a sentence
        ("60 days", "60d"),  # the most
        ("480 hours", "28800m"),  # the most
    ],
)
def test_working_time_is_read_in_its_unit(text: str, spelled: str) -> None:
    assert read_worktime(text) == WorkingTime.read(spelled)


@pytest.mark.parametrize(
    ("text", "sentence", "offered"),
    [
        ("90", "of what?", ["90 minutes", "90 hours", "90 days"]),  # no unit
        ("24h", "two things", ["1 working day", "24 working hours"]),  # by tomorrow, or in three
        ("72 hours", "two things", ["3 working days", "72 working hours"]),
        ("half a day", "differ in length", ["4 working hours", "1 working day"]),
        ("1.5 days", "differ in length", ["12 working hours", "1 working day", "2 working days"]),
        ("a week", "would be 5 working days", ["5 working days"]),
        ("0h", "no time at all", []),
        ("61 days", "The most is 60", ["60 working days"]),
        ("481 hours", "The most is 60", ["60 working days"]),
        ("1:30", "can't read", ["1 hour", "4 hours", "1 working day"]),  # a clock
        ("soon", "can't read", ["1 hour", "4 hours", "1 working day"]),
        ("am", "can't read", ["1 hour", "4 hours", "1 working day"]),  # no minute
        ("-3h", "can't read", ["1 hour", "4 hours", "1 working day"]),
        ("", "How much", ["1 hour", "4 hours", "1 working day"]),
    ],
)
def test_what_may_mean_two_things_is_asked_about(
    text: str, sentence: str, offered: list[str]
) -> None:
    with pytest.raises(Refusal, match=sentence) as refused:
        read_worktime(text)
    assert [choice.words for choice in refused.value.choices] == offered
    for choice in refused.value.choices:
        if not text.isdigit():
            read_worktime(choice.words)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("10", 10),  # days are meant
        ("10 days", 10),
        ("every 2 weeks", 14),
        ("weekly", 7),
        ("every week", 7),
        ("monthly", 30),
        ("a month", 30),
        ("366 days", 366),  # the most
    ],
)
def test_a_cadence_is_in_days_of_the_calendar(text: str, days: int) -> None:
    assert read_cadence(text) == timedelta(days=days)


@pytest.mark.parametrize("text", ["10 working days", "0", "often", "", "400 days", "2 hours"])
def test_what_is_no_cadence_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        read_cadence(text)
