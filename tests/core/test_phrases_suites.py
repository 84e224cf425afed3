"""Phrases from the test suites of public date libraries: right or refused, never silently wrong."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.core.errors import Refusal
from bot.core.hours import WorkingHours
from bot.core.phrases import NotADate, read_due

DATA = json.loads(
    (Path(__file__).parents[1] / "data" / "due_phrases.json").read_text(encoding="utf-8")
)
WEEK = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
CASES = [*DATA["core"], *DATA["conventions"]]


def verdict(case: dict[str, Any]) -> tuple[str, datetime | None]:
    """Return what became of the phrase, and its wall time where it was read."""
    zone = case.get("zone", "Europe/Berlin")
    now = datetime.fromisoformat(case.get("now", "2026-11-18T10:30:00"))
    now = now if now.tzinfo else now.replace(tzinfo=ZoneInfo(zone))
    try:
        due = read_due(case["phrase"], now=now, hours=WorkingHours.of(zone=zone, week=WEEK))
    except NotADate:
        return "no date", None
    except Refusal:
        return "refused", None
    at = due.replace(tzinfo=None)
    return ("right" if is_expected(case, at) else "other"), at


def is_expected(case: dict[str, Any], at: datetime) -> bool:
    expected = datetime.fromisoformat(case["expected"])
    if case["compare"] == "date":
        return at.date() == expected.date()
    if case["compare"] == "datetime":
        return at == expected
    # Something due within a stretch may be delivered until its last instant.
    return expected <= at <= datetime.fromisoformat(case["until"])


@pytest.mark.parametrize("case", CASES, ids=[f"{c['id']} {c['phrase']}" for c in CASES])
def test_heed_sticks_to_its_reading_of_a_phrase(case: dict[str, Any]) -> None:
    outcome, at = verdict(case)
    assert outcome == case["heed"]
    if outcome == "other":
        assert at == datetime.fromisoformat(case["reads"])
        assert case["why"]


@pytest.mark.parametrize("case", DATA["not_dates"], ids=lambda case: repr(case["phrase"]))
def test_what_is_no_date_is_never_read_as_one(case: dict[str, Any]) -> None:
    assert verdict(case)[0] == case["heed"]
    assert case["heed"] in ("no date", "refused")


def test_nearly_every_everyday_phrase_is_right_and_the_rest_refused() -> None:
    outcomes = Counter(verdict(case)[0] for case in DATA["core"] if case["class"] == "everyday")
    assert outcomes["right"] / outcomes.total() >= 0.98
    assert outcomes["other"] == 0


def test_no_rare_phrase_is_silently_wrong() -> None:
    wrong = [case for case in DATA["core"] if verdict(case)[0] == "other"]
    right = [(case["phrase"], case["now"]) for case in DATA["core"] if verdict(case)[0] == "right"]
    # Two suites expect different days of the same words at the same moment: one must differ.
    assert all((case["phrase"], case["now"]) in right for case in wrong)
