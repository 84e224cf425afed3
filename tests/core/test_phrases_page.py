"""The page on due phrases says what Heed does: every row of its tables is read."""

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.core.errors import Refusal
from bot.core.hours import WorkingHours
from bot.core.phrases import read_due, read_past

PAGE = Path(__file__).parents[2] / "docs" / "due-phrases.md"
ROW = re.compile(r"^\| `(?P<phrase>[^`]+)` \| (?P<said>[^|]+?) \|", re.MULTILINE)
WEEK = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
HOURS = WorkingHours.of(zone="Europe/Berlin", week=WEEK)
NOW = datetime(2026, 11, 18, 10, 30, tzinfo=ZoneInfo("Europe/Berlin"))

AHEAD, BEHIND = PAGE.read_text(encoding="utf-8").split("## When something happened")
READ, ASKED = AHEAD.split("## What Heed asks back")


@pytest.mark.parametrize(("phrase", "said"), ROW.findall(READ))
def test_a_due_phrase_of_the_page_is_read_as_it_says(phrase: str, said: str) -> None:
    assert f"{read_due(phrase, now=NOW, hours=HOURS):%Y-%m-%d %H:%M}" == said


@pytest.mark.parametrize(("phrase", "said"), ROW.findall(ASKED))
def test_what_the_page_says_is_asked_back_offers_its_choices(phrase: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_due(phrase, now=NOW, hours=HOURS)
    assert " · ".join(choice.label for choice in refused.value.choices) == said


@pytest.mark.parametrize(("phrase", "said"), ROW.findall(BEHIND))
def test_a_past_phrase_of_the_page_is_read_as_it_says(phrase: str, said: str) -> None:
    assert f"{read_past(phrase, now=NOW, hours=HOURS):%Y-%m-%d %H:%M}" == said


def test_the_page_has_examples_of_every_kind() -> None:
    assert len(ROW.findall(READ)) > 40
    assert len(ROW.findall(ASKED)) > 5
    assert len(ROW.findall(BEHIND)) > 5
