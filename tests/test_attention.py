"""The quarters of docs/attention.md: told the same way twice, and as the docs tell them."""

from pathlib import Path

import pytest

from benchmarks.attention import report
from benchmarks.attention.constants import Constants
from benchmarks.attention.run import played
from benchmarks.attention.strategies import (
    A_LIST,
    APART,
    EVERY,
    EVERY_HOUR,
    HEED,
    LADDERS,
    NO_BRIEF,
    NOTHING,
    PROPOSED,
    SET_BEFOREHAND,
    STRATEGIES,
)

PAGE = Path(__file__).parents[1] / "docs" / "attention.md"
SMALL = Constants(inquiries=300, promises=120)


def rows(name: str) -> list[list[str]]:
    """The cells of a table of the page, without its headings."""
    between = PAGE.read_text().split(f"<!-- {name} -->")[1].split(f"<!-- end of {name} -->")[0]
    lines = between.strip().splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("name", [NOTHING, A_LIST, HEED])
def test_the_same_seed_tells_the_same_quarter(name: str) -> None:
    first, again = (played(7, SMALL, EVERY[name]()) for _ in range(2))

    assert first == again


@pytest.mark.parametrize("name", [HEED, NO_BRIEF, APART, PROPOSED])
def test_heed_says_nothing_outside_hours_and_nothing_about_what_is_settled(name: str) -> None:
    found = played(7, SMALL, EVERY[name]()).measures

    assert found.sent > 100
    assert (found.outside, found.settled) == (0, 0)


def test_the_measures_see_what_rivals_say_at_night_and_too_late() -> None:
    every_hour = played(7, SMALL, EVERY[EVERY_HOUR]()).measures
    beforehand = played(7, SMALL, EVERY[SET_BEFOREHAND]()).measures

    assert every_hour.outside > 0.5
    assert beforehand.settled > 0.3


def test_everybody_meets_the_same_customers_whoever_reminds_them() -> None:
    # What comes at the due instant is too late for it: these can only differ by the customers.
    due, nothing = (played(7, SMALL, EVERY[name]()).measures for name in (SET_BEFOREHAND, NOTHING))

    assert due.on_time == nothing.on_time


def test_the_page_tells_of_every_strategy_and_every_ladder() -> None:
    assert [row[0] for row in rows("costs")] == list(STRATEGIES)
    assert [row[0] for row in rows("gains")] == list(STRATEGIES)
    assert [row[0] for row in rows("ladders")] == list(LADDERS)


def test_the_page_tells_what_comes_of_the_first_seed() -> None:
    found = report.by_seed(played(1, Constants(), EVERY[HEED]()).measures)

    assert rows("seeds")[0][: len(found) + 1] == ["1", *found]
