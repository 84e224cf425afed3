"""Phrases that are refused: what is no date, and dates that cannot be taken."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import Refusal
from bot.core.hours import WorkingHours
from bot.core.phrases import LONGEST_PHRASE, NotADate, read_due, read_past
from bot.core.phrases.words import FIRST_LEADS, HEDGES, MONTHS, ORDINALS, UNITS, WEEKDAYS

WEEK = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
HOURS = WorkingHours.of(zone="Europe/Berlin", week=WEEK)
NOW = datetime(2026, 11, 18, 10, 30, tzinfo=ZoneInfo("Europe/Berlin"))

OTHER_WORDS = """
the a an in next this last end of week month from ago and half past to - / + : . until working
1 2 3 5 12 17 30 31 99 2026 999999 5pm 9:30 25:00 3rd 32nd 03/04 29/02 eow eod quarter q 4 utc
noon midnight morning tonight today yesterday days now few 2026-12-03 2026-12-03T15:00+25:00
0000-01-01 9999-12-31T23:00-12:00 before after later business between weekend year
"""
WORDS = sorted({*FIRST_LEADS, *HEDGES, *MONTHS, *ORDINALS, *UNITS, *WEEKDAYS, *OTHER_WORDS.split()})


def refused(phrase: str) -> Refusal:
    with pytest.raises(Refusal) as found:
        read_due(phrase, now=NOW, hours=HOURS)
    return found.value


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "   ",
        "by",
        "send the deck",
        "call bob friday",
        "friday for bob",
        "03/04 for bob",
        "friday at",
        "10",
        "1.5",
        "5.12",
        "2026",
        "at 10 items",
        "in the sun",
        "hand",
        "the day",
        "at 15 hours",
        "17h",  # five in the afternoon, or 17 hours
        "half a day",
        "x" * (LONGEST_PHRASE + 1),
        "friday " * 20,
    ],
)
def test_words_that_are_no_date_are_told_apart(phrase: str) -> None:
    assert isinstance(refused(phrase), NotADate)


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("12/3", ["2026-12-03", "2027-03-12"]),
        ("by 03/04 5pm", ["2027-03-04 17:00", "2027-04-03 17:00"]),
        ("at 6", ["2026-11-19 06:00", "2026-11-18 18:00"]),
        ("tomorrow 8:00", ["2026-11-19 08:00", "2026-11-19 20:00"]),
        ("friday midnight", ["2026-11-20 00:00", "2026-11-20 23:59"]),
        ("thu 20 nov", ["2026-11-20", "2026-11-19"]),
        ("fri 13 nov 2027", ["2027-11-13", "2027-11-12"]),
        ("fri 13 nov", ["2026-11-20", "2026-11-27"]),  # last Friday, not one of next year's
        ("wednesday 4 november 3pm", ["2026-11-25 15:00", "2026-12-02 15:00"]),
        ("next week", ["2026-11-23", "2026-11-25", "2026-11-27"]),
        ("sometime next week", ["2026-11-23", "2026-11-25", "2026-11-27"]),
        ("asap", ["2026-11-18", "2026-11-19", "2026-11-20"]),
        ("soon", ["2026-11-18", "2026-11-19", "2026-11-20"]),
        ("early March", ["2027-03-05", "2027-03-10"]),
        ("may", ["2027-05-03", "2027-05-17", "2027-05-31"]),
        ("march", ["2027-03-01", "2027-03-15", "2027-03-31"]),
        ("q1", ["2027-01-29", "2027-02-26", "2027-03-31"]),
        ("around friday", ["2026-11-20", "2026-11-19", "2026-11-23"]),
        ("in a few days", ["2026-11-20", "2026-11-23", "2026-11-24"]),
        ("mid next week", ["2026-11-25", "2026-11-26"]),
        ("in the first half of next week", ["2026-11-23", "2026-11-24"]),
        ("later this week", ["2026-11-19", "2026-11-20"]),
        ("this week", ["2026-11-19", "2026-11-20"]),
        ("this month", ["2026-11-24", "2026-11-30"]),
        ("this quarter", ["2026-11-30", "2026-12-31"]),
        ("early next year", ["2027-01-29", "2027-02-26", "2027-03-31"]),
        ("over the weekend", ["2026-11-20", "2026-11-22", "2026-11-23"]),
        ("after the weekend", ["2026-11-23", "2026-11-24"]),
        ("before christmas", ["2026-12-24", "2026-12-23", "2026-12-25"]),
        ("before the new year", ["2026-12-31", "2026-12-30", "2027-01-01"]),
        ("easter monday", ["2027-03-29", "2027-03-26"]),
        ("by thanksgiving", ["2026-11-26", "2026-11-25"]),
        ("end of the week or so", ["2026-11-20", "2026-11-19", "2026-11-23"]),
        ("friday-ish", ["2026-11-20", "2026-11-19", "2026-11-23"]),
        ("friday if possible", ["2026-11-20", "2026-11-19", "2026-11-23"]),
        ("in a week or two", ["2026-11-25", "2026-12-02"]),
        ("one or two days", ["2026-11-19", "2026-11-20"]),
        ("a couple of weeks", ["2026-12-02", "2026-12-09"]),
        ("in about two weeks", ["2026-12-02", "2026-12-09"]),
        ("late tomorrow", ["2026-11-19 17:00", "2026-11-19 23:59"]),
        ("about 3pm", ["2026-11-18 15:00", "2026-11-18 16:00", "2026-11-18 17:00"]),
        ("friday after next", ["2026-11-27", "2026-12-04"]),
        ("week 49", ["2026-11-30", "2026-12-02", "2026-12-04"]),
        ("w/c 7 dec", ["2026-12-07", "2026-12-09", "2026-12-11"]),
        ("first week of december", ["2026-12-01", "2026-12-07"]),
        ("late nov / early dec", ["2026-11-25", "2026-11-30", "2026-12-07", "2026-12-10"]),
        ("between christmas and new year", ["2026-12-25", "2026-12-31"]),
        ("early in the new year", ["2027-01-29", "2027-02-26", "2027-03-31"]),
        ("mid-month", ["2026-11-24", "2026-11-30"]),
        ("in the coming days", ["2026-11-20", "2026-11-23", "2026-11-24"]),
        ("as soon as you can", ["2026-11-18", "2026-11-19", "2026-11-20"]),
        ("mon 9am - 5pm", ["2026-11-23 09:00", "2026-11-23 17:00"]),
        ("tues 14:00-15:00", ["2026-11-24 14:00", "2026-11-24 15:00"]),
        ("3-4pm", ["2026-11-18 15:00", "2026-11-18 16:00"]),
        ("July 13-15", ["2027-07-13", "2027-07-15"]),
        ("13th to the 15th of July", ["2027-07-13", "2027-07-15"]),
        ("friday or monday", ["2026-11-20", "2026-11-23"]),
        ("the 31st", ["2026-12-31", "2027-01-31"]),
    ],
)
def test_what_cannot_be_taken_comes_back_with_its_readings(phrase: str, words: list[str]) -> None:
    refusal = refused(phrase)
    assert not isinstance(refusal, NotADate)
    assert [choice.words for choice in refusal.choices] == words


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("yesterday", "Tue 17 Nov, and that is over"),
        ("today 9am", "Wed 18 Nov 9:00, and that is over"),
        ("2 hours ago", "Wed 18 Nov 8:30, and that is over"),
        ("12.11.2026", "Thu 12 Nov, and that is over"),  # not the 11th of December
        ("2026-11-03", "Tue 3 Nov, and that is over"),
        ("the 3rd of the month", "Tue 3 Nov, and that is over"),
        ("this monday", "Mon 16 Nov, and that is over"),
        ("29 feb", "not in the calendar"),
        ("31 nov", "not in the calendar"),
        ("2027-02-29", "not in the calendar"),
        ("2026-12-03 25:00", "not in the calendar"),
        ("in 20 years", "more than 10 years away"),
        ("3 dec 2050", "more than 10 years away"),
        ("3 dec 1950", "long over"),
        ("friday 5pm ET", "I read times in Europe/Berlin, not in ET"),
        ("wed 1 hour", "does not fit together"),
        ("today in one hour", "does not fit together"),
        ("today tomorrow", "does not fit together"),
    ],
)
def test_a_refusal_says_how_the_words_were_read(phrase: str, said: str) -> None:
    refusal = refused(phrase)
    assert not isinstance(refusal, NotADate)
    assert said in refusal.sentence


def test_a_refusal_gives_back_what_was_typed_but_not_a_whole_page() -> None:
    assert "“send the deck”" in refused("send  the\tdeck").sentence
    assert len(refused("x" * 5000).sentence) < 200


def test_a_number_alone_offers_the_hour_and_the_day() -> None:
    assert [choice.words for choice in refused("10").choices] == ["2026-11-19 10:00", "2026-12-10"]


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("fri 5", ["2026-11-20 17:00", "2026-12-05", "2026-12-04"]),  # an hour, or a day
        ("05.12.", ["2026-12-05", "2027-05-12", "2026-11-19 05:12"]),  # a date, or a time
        ("30.11.", ["2026-11-30"]),
    ],
)
def test_a_bare_number_offers_what_it_may_be(phrase: str, words: list[str]) -> None:
    assert [choice.words for choice in refused(phrase).choices] == words


def test_the_end_of_a_week_that_is_over_offers_sunday_and_the_next() -> None:
    with pytest.raises(Refusal) as found:
        read_due("eow", now=datetime(2026, 11, 21, 12, 0, tzinfo=HOURS.zone), hours=HOURS)
    assert [choice.words for choice in found.value.choices] == ["2026-11-22", "2026-11-27"]


def read_whatever(phrase: str) -> None:
    """Read it both ways; a button's words must be readable as what the button says."""
    for read in (read_due, read_past):
        try:
            found = read(phrase, now=NOW, hours=HOURS)
        except Refusal as refusal:
            for choice in refusal.choices:
                told = read(choice.words, now=NOW, hours=HOURS)
                assert told.date().isoformat() == choice.words[:10]
            continue
        assert found.tzinfo is HOURS.zone
        is_ahead = found.astimezone(UTC) > NOW.astimezone(UTC)
        assert is_ahead is (read is read_due)


@given(st.text(max_size=LONGEST_PHRASE + 5))
def test_any_text_is_read_or_refused(phrase: str) -> None:
    read_whatever(phrase)


@given(st.lists(st.sampled_from(WORDS), max_size=7))
def test_any_pile_of_date_words_is_read_or_refused(words: list[str]) -> None:
    read_whatever(" ".join(words))
