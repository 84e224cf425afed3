"""Working hours agree with what the tests of other projects say about them."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.core.hours import WorkingHours
from bot.core.week import WEEKDAYS

Case = dict[str, Any]

CASES: list[Case] = json.loads(
    (Path(__file__).parents[1] / "data" / "business_hours.json").read_text(encoding="utf-8")
)["cases"]

# Saturday + 1 is Monday here, as in biz; business_time first rolls to Monday, then adds a day.
ROLLS_BEFORE_IT_COUNTS = {"bh-152": date(2010, 4, 12)}


def cases(op: str) -> pytest.MarkDecorator:
    chosen = [case for case in CASES if case["op"] == op]
    return pytest.mark.parametrize("case", chosen, ids=[case["id"] for case in chosen])


def instant(words: str) -> datetime:
    return datetime.fromisoformat(words)


def week_of(words: str) -> dict[str, list[tuple[str, str]]]:
    week = {}
    for part in words.split("; "):
        named, windows = part.split(" ")
        first, _, last = named.partition("..")
        pairs = [(w.split("-")[0], w.split("-")[1]) for w in windows.split(",")]
        for name in WEEKDAYS[WEEKDAYS.index(first) : WEEKDAYS.index(last or first) + 1]:
            week[name] = pairs
    return week


def hours_of(case: Case) -> WorkingHours:
    return WorkingHours.of(
        zone=case["zone"],
        week=week_of(case["week"]),
        holidays=[date.fromisoformat(day) for day in case.get("holidays", [])],
        breaks={
            date.fromisoformat(day): [(begin, end) for begin, end in pairs]
            for day, pairs in case.get("breaks", {}).items()
        },
    )


def pauses_of(case: Case) -> list[tuple[datetime, datetime]]:
    return [(instant(begin), instant(end)) for begin, end in case["paused"]]


def test_all_cases_are_here() -> None:
    assert len({case["id"] for case in CASES}) == 293


@cases("add")
def test_working_time_runs_out_when_others_say_it_does(case: Case) -> None:
    hours, start = hours_of(case), instant(case["start"])
    duration = timedelta(minutes=case["minutes"])
    if "paused" in case:
        due = hours.add_paused(start, duration, pauses=pauses_of(case))
    else:
        due = hours.add(start, duration)
    right = [instant(words) for words in [case["expected"], *case.get("also", [])]]
    tolerance = timedelta(seconds=case.get("tolerance_seconds", 0))
    assert min(abs(due - answer) for answer in right) <= tolerance
    assert due.tzinfo is hours.zone


@cases("elapsed")
def test_as_much_working_time_passes_as_others_say(case: Case) -> None:
    hours, start, end = hours_of(case), instant(case["start"]), instant(case["end"])
    if "paused" in case:
        passed = hours.elapsed_paused(start, end, pauses=pauses_of(case))
    else:
        passed = hours.elapsed(start, end)
    tolerance = timedelta(seconds=case.get("tolerance_seconds", 0))
    assert abs(passed - timedelta(minutes=case["expected"])) <= tolerance


@cases("is_open")
def test_it_is_open_when_others_say_it_is(case: Case) -> None:
    assert hours_of(case).is_open(instant(case["at"])) is case["expected"]


@cases("add_days")
def test_working_days_are_counted_as_others_count_them(case: Case) -> None:
    hours = hours_of(case)
    expected = instant(case["expected"]).astimezone(hours.zone).date()
    expected = ROLLS_BEFORE_IT_COUNTS.get(case["id"], expected)
    assert hours.add_days(instant(case["start"]), case["days"]) == expected
