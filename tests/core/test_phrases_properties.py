"""Phrases put together at random: an instant ahead, or a refusal whose ways out all work."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.asks import MakePromise, ThingVerb
from bot.core.errors import Refusal
from bot.core.grammar import read_contact, read_heed, read_promise
from bot.core.heed_asks import Away
from bot.core.hours import WorkingHours
from bot.core.phrases import read_due

WEEK = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
SHIFTS = [("08:00", "12:00"), ("13:00", "18:30")]
TEAMS = (
    WorkingHours.of(zone="Europe/Berlin", week=WEEK),
    # A lunch break, a half day, a holiday in the middle of the week.
    WorkingHours.of(
        zone="America/Sao_Paulo",
        week=dict.fromkeys(("mon", "tue", "wed", "thu"), SHIFTS) | {"fri": SHIFTS[:1]},
        holidays=[date(2026, 11, 19), date(2026, 12, 25), date(2027, 1, 1)],
    ),
    # A week that begins on Sunday, and one of a single night shift.
    WorkingHours.of(
        zone="Asia/Kathmandu",
        week={day: [("10:00", "17:00")] for day in ("sun", "mon", "tue", "wed", "thu")},
    ),
    WorkingHours.of(zone="America/New_York", week={"sat": [("18:00", "24:00")]}),
)
MOMENTS = tuple(
    datetime.fromisoformat(text).replace(tzinfo=UTC)
    for text in (
        "2026-11-18T09:30",  # an ordinary morning
        "2026-11-20T22:59:30.5",  # half a minute before a closed day's end
        "2026-11-21T12:00",  # a Saturday
        "2026-11-30T16:01",  # the last hour of a month
        "2026-12-31T22:58",  # of a year
        "2026-10-25T00:30",  # the hour that comes twice in Berlin
        "2027-03-14T06:59",  # the hour that is missing in New York
        "2028-02-29T08:00",  # a leap day
    )
)

LEADS = ("", "", "by", "before", "until", "no later than", "latest", "on", "at", "around", "after")
LOOSENERS = (
    *[""] * 12,
    "sometime",
    "early",
    "mid",
    "late",
    "later",
    "maybe",
    "end of",
    "beginning of",
)
DAYS = (
    *("today", "tomorrow", "day after tomorrow", "friday", "tue", "next wed", "this thu", "weds"),
    *("next week", "this week", "the week after next", "the weekend", "next weekend", "this month"),
    *("next month", "december", "dec", "feb 29", "3 Dec", "the 3rd", "31st", "30 feb", "03/04"),
    *("5/31", "3.12.2026", "05.12.", "2026-12-03", "2027-02-29", "q1", "q4", "this quarter"),
    *(
        "next quarter",
        "next year",
        "year",
        "month",
        "week",
        "quarter",
        "week 49",
        "week 53",
        "kw 1",
    ),
    *("w/c 7 dec", "first monday of december", "last friday of the month", "5th sunday of feb"),
    *("first week of next month", "friday week", "a week on monday", "fortnight", "christmas"),
    *("new year", "new year's eve", "easter monday", "good friday 2028", "thanksgiving", "asap"),
    *("in 2 days", "in a few days", "2-3 days", "a day or two", "couple of weeks", "in 90m"),
    *("a few hours", "in 1 month", "2 working days", "10 business days", "within the week", "eod"),
    *("tue or wed", "mon - fri", "between tue and thu", "friday after next", "following monday"),
    *(
        "2 days before friday",
        "yesterday",
        "last week",
        "3 days ago",
        "midweek",
        "frday",
        "wensday",
    ),
    *(
        "febuary 3",
        "mondey",
        "thurdsay",
        "tommorow",
        "tody",
        "nxt fri",
        "septembre 5",
        "fri 5",
        "10",
    ),
)
TIMES = (
    *[""] * 14,
    *("5pm", "at 5", "noon", "midnight", "17:30", "9am", "morning", "evening", "eod"),
    *("first thing", "cob", "25:00", "5pm CET", "half past 3", "3-4pm", "at 6", "pm", "tonight"),
)
TAILS = (
    *[""] * 16,
    *("latest", "at the latest", "or so", "-ish", "please", "if possible", "max", "."),
    *("i think", "because", "for bob", "🎉", ":)", "(maybe)", "2026", "week", "next week", "asap"),
)


def typed(
    lead: str, loosener: str, day: str, time: str, tail: str, *, slip: int, turned: bool
) -> str:
    pieces = (lead, loosener, time, day, tail) if turned else (lead, loosener, day, time, tail)
    phrase = " ".join(piece for piece in pieces if piece)
    # Now and then a letter falls out, or two change places.
    if 0 < slip < len(phrase) - 1:
        swapped = phrase[slip + 1] + phrase[slip]
        return phrase[:slip] + (swapped if slip % 2 else "") + phrase[slip + 1 + slip % 2 :]
    return phrase


phrases = st.builds(
    typed,
    *(st.sampled_from(pieces) for pieces in (LEADS, LOOSENERS, DAYS, TIMES, TAILS)),
    slip=st.integers(-120, 24),
    turned=st.booleans(),
)


def ask(read: Callable[[str], object], text: str) -> tuple[list[object], Refusal | None]:
    """Return what was read, or what each way out of the refusal is read as."""
    try:
        return [read(text)], None
    except Refusal as refusal:
        return [read(choice.words) for choice in refusal.choices], refusal


@settings(max_examples=1_500, deadline=None, derandomize=True)
@given(phrase=phrases, now=st.sampled_from(MOMENTS), hours=st.sampled_from(TEAMS))
def test_a_phrase_is_an_instant_ahead_or_refused_with_ways_out(
    phrase: str, now: datetime, hours: WorkingHours
) -> None:
    found, refusal = ask(partial(read_due, now=now, hours=hours), phrase)
    for at in found:
        assert isinstance(at, datetime)
        assert at.tzinfo is hours.zone
        assert at.astimezone(UTC) > now
    if refusal is not None:
        labels = [choice.label for choice in refusal.choices]
        assert refusal.sentence
        assert len(labels) == len(set(labels)) <= 4


COMMANDS: dict[str, tuple[Callable[..., object], type]] = {
    "Acme: send the quote by {}": (read_promise, MakePromise),
    "Acme: send the quote {}": (read_promise, MakePromise),
    "move 3 to {} because of parts": (read_promise, ThingVerb),
    "snooze 4 until {}": (read_contact, ThingVerb),
    "away until {} cover <@U012>": (read_heed, Away),
}


@pytest.mark.parametrize("command", COMMANDS)
@settings(max_examples=400, deadline=None, derandomize=True)
@given(phrase=phrases, now=st.sampled_from(MOMENTS), hours=st.sampled_from(TEAMS))
def test_every_button_carries_out_the_whole_command(
    command: str, phrase: str, now: datetime, hours: WorkingHours
) -> None:
    reader, kind = COMMANDS[command]
    found, _ = ask(partial(reader, now=now, hours=hours), command.format(phrase))
    assert all(isinstance(one, kind) for one in found)
