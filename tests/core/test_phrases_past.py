"""Past phrases: when something happened, said on Wednesday 18 November, 10:30."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core.errors import Refusal
from bot.core.hours import WorkingHours
from bot.core.phrases import LongAgo, NotADate, read_past

BERLIN = ZoneInfo("Europe/Berlin")
WEEK = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
HOURS = WorkingHours.of(zone="Europe/Berlin", week=WEEK)
NOW = datetime(2026, 11, 18, 10, 30, tzinfo=BERLIN)


def past(phrase: str) -> str:
    return f"{read_past(phrase, now=NOW, hours=HOURS):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("yesterday 4pm", "2026-11-17 16:00"),
        ("yesterday at 4", "2026-11-17 16:00"),
        ("at 9:30", "2026-11-18 09:30"),
        ("now", "2026-11-18 10:30"),
        ("today", "2026-11-18 10:30"),
        ("this morning", "2026-11-18 10:00"),
        ("yesterday", "2026-11-17 12:00"),
        ("yesterday morning", "2026-11-17 10:00"),
        ("last night", "2026-11-17 21:00"),
        ("day before yesterday", "2026-11-16 12:00"),
        ("2 hours ago", "2026-11-18 08:30"),
        ("an hour and a half ago", "2026-11-18 09:00"),
        ("3 days ago", "2026-11-15 10:30"),
        ("2 working days ago", "2026-11-16 10:30"),
        ("2 working hours ago", "2026-11-17 16:30"),
        ("last friday", "2026-11-13 12:00"),
        ("friday", "2026-11-13 12:00"),
        ("monday 10am", "2026-11-16 10:00"),
        ("wednesday 9am", "2026-11-18 09:00"),
        ("wednesday 4pm", "2026-11-11 16:00"),  # today's is still to come
        ("3 nov", "2026-11-03 12:00"),
        ("the 3rd", "2026-11-03 12:00"),
        ("2026-11-16 15:00", "2026-11-16 15:00"),
        ("2026-11-16T15:00Z", "2026-11-16 16:00"),
    ],
)
def test_words_name_a_moment_that_was(phrase: str, expected: str) -> None:
    assert past(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "labels"),
    [
        ("tomorrow", ["Wed 18 Nov 10:30", "Tue 17 Nov"]),
        ("11:00", ["Tue 17 Nov 11:00", "Wed 18 Nov 10:30", "Tue 17 Nov"]),
        ("at 5", ["Tue 17 Nov 17:00", "Wed 18 Nov 10:30", "Tue 17 Nov"]),
        ("last monday", ["Mon 16 Nov", "Mon 9 Nov"]),
        ("wednesday", ["Wed 18 Nov", "Wed 11 Nov"]),
        ("03/04", ["Wed 4 Mar", "Fri 3 Apr"]),
        ("3 dec", ["Wed 3 Dec 2025"]),
        ("last week", ["Mon 9 Nov", "Wed 11 Nov", "Fri 13 Nov"]),
    ],
)
def test_what_is_to_come_or_unclear_is_refused_with_ways_out(
    phrase: str, labels: list[str]
) -> None:
    with pytest.raises(Refusal) as refused:
        past(phrase)
    assert not isinstance(refused.value, NotADate)
    assert [choice.label for choice in refused.value.choices] == labels


def test_the_words_of_a_promise_are_no_moment() -> None:
    with pytest.raises(NotADate, match="yesterday 4pm"):
        past("the quote")


@pytest.mark.parametrize(
    ("phrase", "offered"),
    [
        (
            "2020-03-01",
            [("Yes, 2020", "2020-03-01 12:00, yes"), ("No, 2026", "2026-03-01 12:00")],
        ),
        (
            "2 Dec 2021 4pm",  # this year's is to come
            [("Yes, 2021", "2021-12-02 16:00, yes"), ("No, 2025", "2025-12-02 16:00")],
        ),
        ("2024-02-29", [("Yes, 2024", "2024-02-29 12:00, yes")]),  # a day of that year alone
    ],
)
def test_what_is_more_than_a_year_ago_is_asked_about(
    phrase: str, offered: list[tuple[str, str]]
) -> None:
    with pytest.raises(LongAgo, match="more than a year ago") as caught:
        past(phrase)

    assert [(one.label, one.words) for one in caught.value.choices] == offered
    sure = caught.value.choices[0].words
    assert past(sure) == sure.removesuffix(", yes")
    assert all(past(one.words) for one in caught.value.choices[1:])


def test_a_yes_after_a_moment_is_read_only_where_it_was_asked_for() -> None:
    assert past("2025-11-18") == "2025-11-18 12:00"
    for phrase in ("yesterday, yes", "whenever, yes", "yes"):
        with pytest.raises(NotADate):
            past(phrase)
