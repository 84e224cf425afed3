"""How instants, durations, counts and hours are said."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.calendars import days_off
from bot.core.members import Team
from bot.core.week import Breaks
from bot.messages import calendars, kit, wording
from bot.messages.ids import pack, unpack
from tests.messages.cast import NOW, ZONE

TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 11, 18, 17, tzinfo=ZONE), "Wed 18 Nov, 17:00"),  # that very day
        (datetime(2026, 11, 18, 9, 5, tzinfo=ZONE), "Wed 18 Nov, 9:05"),
        (datetime(2026, 11, 19, 0, tzinfo=ZONE), "Thu 19 Nov, 0:00"),
        (datetime(2026, 11, 17, 23, 59, tzinfo=ZONE), "Tue 17 Nov, 23:59"),
        (datetime(2027, 1, 4, 17, tzinfo=ZONE), "Mon 4 Jan 2027, 17:00"),
    ],
)
def test_an_instant_is_said_so_that_it_is_still_right_tomorrow(at: datetime, said: str) -> None:
    assert wording.when(at, ZONE, NOW) == said


def test_an_instant_is_said_in_the_readers_zone() -> None:
    assert wording.when(datetime(2026, 11, 18, 17, tzinfo=ZONE), TOKYO, NOW) == "Thu 19 Nov, 1:00"


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Europe/Berlin", "Friday 27 November, 17:00 (Berlin time)"),
        ("America/New_York", "Friday 27 November, 11:00 (New York time)"),
        ("America/Argentina/Ushuaia", "Friday 27 November, 13:00 (Ushuaia time)"),
        ("UTC", "Friday 27 November, 16:00 (UTC)"),
    ],
)
def test_a_due_date_leaves_nothing_to_guess(zone: str, said: str) -> None:
    at = datetime(2026, 11, 27, 17, tzinfo=ZONE)
    assert wording.due(at, ZoneInfo(zone), NOW) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "less than a working minute"),
        (1, "1 working minute"),
        (45, "45 working minutes"),
        (60, "1 working hour"),
        (240, "4 working hours"),
        (270, "4½ working hours"),
        (80, "1 h 20 min of working time"),
        (622, "10½ working hours"),  # beyond ten hours, to the half
        (2_400, "40 working hours"),
    ],
)
def test_working_time_is_said_aloud(minutes: int, said: str) -> None:
    assert wording.aloud(timedelta(minutes=minutes)) == said


@pytest.mark.parametrize(
    ("week", "said"),
    [
        ({"mon": [("09:00", "17:00")]}, "Mon 9:00–17:00"),
        (
            {day: [("09:00", "12:00"), ("13:00", "17:30")] for day in ("mon", "tue", "wed")},
            "Mon–Wed 9:00–12:00, 13:00–17:30",
        ),
        (
            {"mon": [("09:00", "17:00")], "wed": [("09:00", "17:00")], "thu": [("00:00", "24:00")]},
            "Mon 9:00–17:00; Wed 9:00–17:00; Thu 0:00–24:00",
        ),
    ],
)
def test_equal_days_of_a_week_are_said_together(
    week: dict[str, list[tuple[str, str]]], said: str
) -> None:
    assert wording.week(week) == said


@pytest.mark.parametrize(
    ("words", "safe"),
    [
        ("plain & simple", "plain &amp; simple"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("snake_case stays", "snake_case stays"),  # a name is copied as it is
        ("two\n lines", "two lines"),
        ("   ", "…"),
        ("*bold*", "\u200b*\u200bbold\u200b*\u200b"),
        ("שלום", "\u2068שלום\u2069"),
        ("\u202eevil", "evil"),
    ],
)
def test_words_of_others_are_made_safe(words: str, safe: str) -> None:
    assert kit.safe(words) == safe


def test_words_that_are_cut_say_so() -> None:
    assert kit.clip("Heed keeps its word", 11) == "Heed keeps…"
    assert kit.length(kit.clip("😀" * 100, 51)) <= 51


def test_a_button_carries_what_was_packed() -> None:
    assert unpack(pack(d=5, n="Zoë “& Co”")) == {"d": 5, "n": "Zoë “& Co”"}
    assert unpack("not packed") == {}


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Europe/Berlin", "Berlin time"),
        ("America/Sao_Paulo", "São Paulo time"),  # as it is written there
        ("America/New_York", "New York time"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_said_by_its_place(zone: str, said: str) -> None:
    assert wording.zone_name(ZoneInfo(zone)) == said


@pytest.mark.parametrize(
    ("closed", "halves", "said"),
    [
        ((), {}, "none"),
        ((date(2026, 12, 24),), {}, "Thu 24 Dec"),
        (
            (date(2026, 12, 28), date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31)),
            {date(2026, 12, 24): [("12:00", "24:00")]},
            "Thu 24 Dec (9:00–12:00 only), Mon 28 Dec to Thu 31 Dec",
        ),
        (
            tuple(date(2026, 12, day) for day in (1, 3, 7, 9, 14, 15)),
            {},
            "Tue 1 Dec, Thu 3 Dec, Mon 7 Dec, Wed 9 Dec … and 2 more",
        ),
    ],
)
def test_days_off_in_a_row_are_said_as_one_and_what_does_not_fit_is_counted(
    closed: tuple[date, ...], halves: Breaks, said: str
) -> None:
    today = date(2026, 11, 23)
    calendar = Team(1, "Sales", closed=closed, breaks=halves).calendar_in("Europe/Berlin")

    assert calendars.days_off(days_off(calendar, today), today) == said
