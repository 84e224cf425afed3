"""The dials: what depends on which constant, at half and at double of it."""

from dataclasses import replace

from benchmarks.attention.constants import DIALS, Constants, turned
from benchmarks.attention.plays import Plays
from benchmarks.attention.report import table, told
from benchmarks.attention.strategies import (
    A_LIST,
    APART,
    HEED,
    IN_HOURS,
    NO_BRIEF,
    NOTHING,
    PROPOSED,
)

HALF, DOUBLE = 0.5, 2.0
CARRIED = 0.5
RIVALS = (IN_HOURS, A_LIST)
HEADINGS = (
    "constant",
    "at",
    "on time, %: nothing, list, Heed",
    "Heed less list",
    "p90, h: best rival, Heed",
    "messages: list, Heed",
    "per rescue: list, Heed",
    "bundled less not",
    "brief less none",
    "proposed less Heed",
    "ranking",
)


def variants(constants: Constants) -> list[tuple[str, str, Constants]]:
    """The constants as they are, then each dial at half and at double."""
    found = [("as they are", "", constants)]
    for dial in DIALS:
        for by, at in ((HALF, "half"), (DOUBLE, "double")):
            found.append((dial.name, at, turned(constants, dial, by)))
    carried = replace(constants, carried=CARRIED)
    return [*found, ("half of a day's tiredness is left the day after", "", carried)]


def dials(named: list[tuple[str, str, Constants]], plays: list[Plays]) -> str:
    rows = [
        (name, at, *_cells(one), ranking(one, plays[0]))
        for (name, at, _), one in zip(named, plays, strict=True)
    ]
    return table(HEADINGS, rows)


def _cells(plays: Plays) -> tuple[str, ...]:
    nothing, a_list, heed = (plays.mean(name) for name in (NOTHING, A_LIST, HEED))
    best = min(plays.mean(name).p90 for name in RIVALS)
    prices = (plays.price(A_LIST), plays.price(HEED))
    return (
        ", ".join(f"{100 * one.on_time:.1f}" for one in (nothing, a_list, heed)),
        told(plays.difference(HEED, A_LIST, "on_time"), "on_time"),
        f"{best:.1f}, {heed.p90:.1f}",
        f"{a_list.messages:.2f}, {heed.messages:.2f}",
        ", ".join("none" if price is None else f"{price:.1f}" for price in prices),
        told(plays.difference(NO_BRIEF, APART, "on_time"), "on_time"),
        told(plays.difference(HEED, NO_BRIEF, "on_time"), "on_time"),
        told(plays.difference(PROPOSED, HEED, "on_time"), "on_time"),
    )


def ranking(plays: Plays, usual: Plays) -> str:
    """Say what comes out another way than with the constants as they are."""
    changes = [
        words
        for words, measure, a, b in (
            ("on time", "on_time", HEED, A_LIST),
            ("p90", "p90", HEED, IN_HOURS),
            ("messages", "messages", HEED, A_LIST),
            ("price", "", HEED, A_LIST),
        )
        if _order(plays, measure, a, b) != _order(usual, measure, a, b)
    ]
    return "other: " + ", ".join(changes) if changes else "the same"


def _order(plays: Plays, measure: str, a: str, b: str) -> int:
    """-1, 0 or 1, as A is less than B, noise, or more."""
    if not measure:
        first, second = plays.price(a), plays.price(b)
        return 0 if first is None or second is None else 1 if first > second else -1
    found = plays.difference(a, b, measure)
    return 0 if found.is_noise else 1 if found.mean > 0 else -1
