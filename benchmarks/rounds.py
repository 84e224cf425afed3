"""Rounds: measure two things in turns, and tell the ratio by its median and its spread."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Measure = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Effort:
    """How many rounds; `scale` shrinks what a round does when somebody is in a hurry."""

    in_process: int = 15
    over_http: int = 7
    scale: float = 1.0

    def of(self, amount: int) -> int:
        return max(1, int(amount * self.scale))


QUICK = Effort(in_process=5, over_http=3, scale=0.3)


@dataclass(frozen=True, slots=True)
class Goal:
    """What a ratio ought to be."""

    ratio: float
    is_most: bool = True

    def reached(self, found: float) -> bool:
        return found <= self.ratio if self.is_most else found >= self.ratio

    def __str__(self) -> str:
        return f"{'≤' if self.is_most else '≥'} {self.ratio:g}"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. Without a goal it is told and not judged."""

    what: str
    a: str
    b: str = ""
    ratios: tuple[float, ...] = ()
    goal: Goal | None = None
    is_reached: bool | None = None

    @property
    def ratio(self) -> str:
        if not self.ratios:
            return ""
        low, high = min(self.ratios), max(self.ratios)
        return f"{_short(median(self.ratios))} [{_short(low)}–{_short(high)}]"

    @property
    def verdict(self) -> str:
        reached = self.is_reached
        if reached is None and self.goal is not None and self.ratios:
            reached = self.goal.reached(median(self.ratios))
        return "" if reached is None else "yes" if reached else "NO"


@dataclass(frozen=True, slots=True)
class Report:
    """What one benchmark has found: lines of the table, and notes below it."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def clocked(work: Callable[[], object]) -> float:
    """The seconds that a piece of work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def in_turns(a: Measure, b: Measure, *, rounds: int, warm: int = 1) -> list[tuple[float, float]]:
    """Measure both in every round, now one first, now the other; the first rounds do not count."""
    found = []
    for number in range(warm + rounds):
        gc.collect()
        if number % 2:
            second, first = b(), a()
        else:
            first, second = a(), b()
        if number >= warm:
            found.append((first, second))
    return found


def ratios(pairs: list[tuple[float, float]]) -> tuple[float, ...]:
    """A ÷ B, round by round."""
    return tuple(a / b for a, b in pairs)


def compared(
    what: str, pairs: list[tuple[float, float]], goal: Goal, *, a: str = "", b: str = ""
) -> Row:
    """A line that holds A against B; `a` and `b` say what they are."""
    first, second = (median(side) for side in zip(*pairs, strict=True))
    return Row(what, f"{a} {shown(first)}", f"{b} {shown(second)}", ratios(pairs), goal)


def shown(seconds: float) -> str:
    """A duration as people write it."""
    if seconds >= 1:
        return f"{seconds:.3g} s"
    if seconds >= 0.001:
        return f"{seconds * 1e3:.3g} ms"
    return f"{seconds * 1e6:.3g} µs"


def _short(ratio: float) -> str:
    return f"{ratio:.0f}" if ratio >= 100 else f"{ratio:.3g}"
