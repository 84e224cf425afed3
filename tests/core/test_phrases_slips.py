"""Mistyped days and months: the common ones are read, others asked back, words stay words."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core.errors import Refusal
from bot.core.hours import WorkingHours
from bot.core.phrases import NotADate, read_due, read_past

WEEK = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
HOURS = WorkingHours.of(zone="Europe/Berlin", week=WEEK)
NOW = datetime(2026, 11, 18, 10, 30, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("phrase", "right"),
    [
        ("by frday", "friday"),
        ("wensday", "wednesday"),
        ("tusday 3pm", "tuesday 3pm"),
        ("thrusday", "thursday"),
        ("next firday", "next friday"),
        ("febuary 3", "february 3"),
        ("tommorow", "tomorrow"),
        ("tmrw noon", "tomorrow noon"),
        ("2moro", "tomorrow"),
        ("tonite", "tonight"),
        ("nxt fri", "next fri"),
        ("end of next wk", "end of next week"),
    ],
)
def test_a_common_slip_is_read_as_what_it_is(phrase: str, right: str) -> None:
    read = read_due(phrase, now=NOW, hours=HOURS)
    assert read == read_due(right, now=NOW, hours=HOURS)


@pytest.mark.parametrize(
    ("phrase", "meant", "labels"),
    [
        ("moday", "monday", ["Mon 23 Nov"]),
        ("mondey 5pm", "monday 5 pm", ["Mon 23 Nov"]),
        ("mondey 3pm", "monday 3 pm", ["Mon 23 Nov 15:00"]),
        ("fridya", "friday", ["Fri 20 Nov"]),
        ("by wednesdya", "by wednesday", ["Wed 18 Nov"]),
        ("todya", "today", ["Wed 18 Nov"]),
        ("3 decmber", "3 december", ["Thu 3 Dec"]),
        ("septmber 5th", "september 5th", ["Sun 5 Sep 2027"]),
        ("in 2 wekes", "in 2 weeks", ["Wed 2 Dec"]),
        ("tomorrow aftrenoon", "tomorrow afternoon", ["Thu 19 Nov"]),
        ("next weke", "next week", ["Mon 23 Nov", "Wed 25 Nov", "Fri 27 Nov"]),  # loose as well
    ],
)
def test_any_other_slip_is_asked_back_with_what_it_resembles(
    phrase: str, meant: str, labels: list[str]
) -> None:
    with pytest.raises(Refusal, match=f"Did you mean “{meant}”") as refused:
        read_due(phrase, now=NOW, hours=HOURS)
    assert not isinstance(refused.value, NotADate)
    assert [choice.label for choice in refused.value.choices] == labels


@pytest.mark.parametrize(
    "phrase",
    [
        *(
            "money",
            "monkey",
            "sunny",
            "then",
            "hand",
            "fry",
            "friend",
            "fridge",
            "fried",
            "mandate",
        ),
        *("the quote", "courier", "email", "someone", "summer", "sundae bar", "maybe later on it"),
        *(
            "marsh and co",
            "monday.com",
            "saturn",
            "wedding",
            "decent",
            "octopus",
            "junior",
        ),
        *("the hour", "weekly", "monthly", "texting", "week", "august company"),
    ],
)
def test_words_that_are_no_slips_stay_words(phrase: str) -> None:
    with pytest.raises(NotADate):
        read_due(phrase, now=NOW, hours=HOURS)


def test_a_word_alone_is_no_slip_of_a_past_day() -> None:
    with pytest.raises(NotADate):
        read_past("moday", now=NOW, hours=HOURS)
    with pytest.raises(Refusal, match="Did you mean “monday 4 pm”"):
        read_past("moday 4pm", now=NOW, hours=HOURS)
