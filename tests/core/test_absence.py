"""Absence: which statuses say that somebody is not at work, and which only look like it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.absence import BELIEVED, LONGEST, followed, read_status
from bot.core.members import Member, away_end, is_away
from tests.core.cast import at, member

NOW = at("2026-11-18 10:00")
LATER = at("2026-11-23 09:00")


@pytest.mark.parametrize(
    ("emoji", "text"),
    [
        (":palm_tree:", "Vacationing"),  # as Slack offers it
        (":face_with_thermometer:", "Out sick"),  # as Slack offers it
        (":palm_tree:", ""),
        (":palm_tree::skin-tone-3:", ""),
        ("", "OOO until Dec 5"),
        (":airplane:", "Out of office, back on Monday"),
        (":no_entry:", "PTO"),
        (":baby:", "On parental leave until March"),
        (":baby:", "maternity leave"),
        ("", "On annual leave"),
        ("", "sick day"),
        ("", "Off sick"),
        (":christmas_tree:", "On holiday"),
        ("", "Day off"),
        ("", "Urlaub bis 5.12."),
        ("", "im Urlaub"),
        ("", "krank"),
        ("", "In Elternzeit"),
        ("", "nicht im Büro"),
        ("", "En vacances"),
        ("", "Congé maternité"),
        ("", "de vacaciones"),
        ("", "Fuera de la oficina"),
        ("", "de férias"),
        ("", "In ferie fino al 7"),
        ("", "met vakantie"),
        ("", "ziek"),
    ],
)
def test_these_are_away(emoji: str, text: str) -> None:
    assert read_status(emoji, text, LATER) is not None


@pytest.mark.parametrize(
    ("emoji", "text"),
    [
        ("", ""),
        (":spiral_calendar_pad:", "In a meeting"),  # as Slack offers it
        (":bus:", "Commuting"),  # as Slack offers it
        (":house_with_garden:", "Working remotely"),  # as Slack offers it
        (":palm_tree:", "Working from Bali"),
        (":palm_tree:", "Lunch"),
        (":hamburger:", "Lunch"),
        (":headphones:", "Focus time, reply later"),
        (":phone:", "On a call"),
        ("", "Back from vacation, slow to answer"),
        ("", "5 days until vacation"),
        ("", "Noch drei Tage bis zum Urlaub"),
        (":tada:", "Happy holidays!"),
        ("", "Planning my holiday"),
        ("", "Mittagspause"),
        ("", "leave me alone"),
        ("", "the sickest beats"),
        (":coffee:", ""),
        (":no_entry:", "Do not disturb"),
    ],
)
def test_these_are_at_work(emoji: str, text: str) -> None:
    assert read_status(emoji, text, LATER) is None


def test_a_long_status_fits_where_it_is_kept() -> None:
    found = read_status(":palm_tree:", "x" * 500, LATER)
    assert found is not None
    assert len(found.words) == LONGEST


def seen(until: datetime | None = None, words: str = "Vacation") -> Member:
    """Ada as Slack describes her, with a status."""
    return member(status=words, status_until=until)


def test_a_status_with_an_end_counts_until_then() -> None:
    ada = followed(member(), seen(LATER), NOW)
    assert away_end(ada, NOW) == LATER
    assert not is_away(ada, LATER)


def test_one_without_an_end_counts_for_three_days_from_each_reading() -> None:
    ada = followed(member(), seen(), NOW)
    assert ada.status_until == NOW + BELIEVED
    again = followed(ada, seen(), NOW + timedelta(days=1))
    assert again.status_until == NOW + timedelta(days=1) + BELIEVED


def test_one_that_was_ended_by_hand_says_nothing_until_it_changes() -> None:
    ada = replace(followed(member(), seen(), NOW), status_until=None)
    assert followed(ada, seen(), NOW).status_until is None
    assert followed(ada, seen(words="Sick"), NOW).status_until == NOW + BELIEVED
    # Taken off and put on again it is a new one.
    off = followed(ada, member(), NOW)
    assert (off.status, off.status_until) == (None, None)
    assert followed(off, seen(), NOW).status_until == NOW + BELIEVED


def test_whoever_is_new_is_away_by_their_status() -> None:
    assert is_away(followed(None, seen(), NOW), NOW)


def test_their_own_word_and_their_status_both_count() -> None:
    ada = member(away_until=NOW + timedelta(days=1), status_until=LATER)
    assert away_end(ada, NOW) == LATER
    assert away_end(ada, LATER) is None
