"""Whatever is typed, a reader reads it or says no in words; nothing else happens."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.errors import Refusal
from bot.core.grammar import (
    read_contact,
    read_customer,
    read_heed,
    read_mine,
    read_plain,
    read_promise,
)
from bot.core.hours import WorkingHours

NOW = datetime(2026, 11, 18, 10, 30, tzinfo=ZoneInfo("Europe/Berlin"))
WEEK = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
HOURS = WorkingHours.of(zone="Europe/Berlin", week=WEEK)
READERS: list[Callable[[str], object]] = [
    partial(read_contact, now=NOW, hours=HOURS),
    partial(read_promise, now=NOW, hours=HOURS),
    partial(read_heed, now=NOW, hours=HOURS),
    read_customer,
    read_mine,
    read_plain,
]
SENTENCES = (
    "from Acme #482 : asks by phone at yesterday 4pm fyi happy unhappy",
    "to Acme : deliver by courier by friday 5pm before due on 03/04 until soon asap",
    "answered snooze hold take give none kept move withdraw release resume 482 12 0 because",
    "<@U012|ben> <#C012|x> <!channel> <https://x.example|y> &amp; &lt; @ben #x",
    "\" “ ” „ « » ' ’ — – - , ; . ! ? \n 🎉 שלום \u202e \x00 \ud800 17:00 :eyes:",
    "add list mine team help owner tier key internal 2",
    "setup lead channel reminders dm hours mon-fri 9-17 9-5 24:00 closed 2026-12-25 emoji",
    "away until monday cover back undo why check digest in Europe/Berlin Berlin /promise",
)
PIECES = [piece for sentence in SENTENCES for piece in sentence.split(" ")]

anything = st.text(max_size=200)
nearly_sense = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)


def refusal_of(read: Callable[[str], object], text: str) -> Refusal | None:
    try:
        read(text)
    except Refusal as refusal:
        return refusal
    return None


@pytest.mark.parametrize("read", READERS)
@settings(max_examples=2_000, deadline=None, derandomize=True)
@given(text=anything | nearly_sense)
def test_any_text_is_read_or_refused(read: Callable[[str], object], text: str) -> None:
    refusal = refusal_of(read, text)
    if refusal is not None:
        assert refusal.sentence
        assert len(refusal.choices) <= 5
        assert all(choice.label for choice in refusal.choices)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "text",
    [
        "by " * 3_000,  # as many as fit
        "from Acme: " + "at " * 600,  # no time
        "Acme: x" + " " * 2_000 + "by friday",  # a gap
        "setup hours " + "mon " * 500,  # no hours
        "away " + " " * 2_000 + "x",  # another gap
        "move 12 " + ", " * 900,  # no reason
        '"' * 2_000,  # quotes
        "<" * 2_000,  # angles
        "<@" * 1_000,  # half tokens
        ":" * 2_000,  # colons
        "add " + "internal " * 200,  # one option, often
    ],
)
def test_hostile_lengths_are_read_or_refused(read: Callable[[str], object], text: str) -> None:
    refusal = refusal_of(read, text)
    assert refusal is None or refusal.sentence
