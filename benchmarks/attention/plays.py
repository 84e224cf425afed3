"""Plays: every strategy with every seed, on all cores, and what comes of them together."""

from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from statistics import fmean

from benchmarks.attention.constants import Constants
from benchmarks.attention.run import Outcome, played
from benchmarks.attention.strategies import EVERY, NOTHING
from benchmarks.attention.tally import Measures

Play = tuple[str, int, Constants]


@dataclass(frozen=True, slots=True)
class Difference:
    """Of two strategies, seed by seed: the mean, the least and the most."""

    mean: float
    least: float
    most: float

    @property
    def is_noise(self) -> bool:
        """Whether the seeds do not agree on which is more."""
        return self.least <= 0 <= self.most


class Plays:
    """The outcomes by strategy, in the order of the seeds."""

    def __init__(self, outcomes: dict[str, list[Outcome]]) -> None:
        self.outcomes = outcomes

    def mean(self, name: str) -> Measures:
        every = [outcome.measures for outcome in self.outcomes[name]]
        return Measures(*(fmean(getattr(m, one) for m in every) for one in MEASURED))

    def each(self, name: str, measure: str) -> list[float]:
        return [getattr(outcome.measures, measure) for outcome in self.outcomes[name]]

    def difference(self, a: str, b: str, measure: str) -> Difference:
        """A less B. Both met the same customers, so that the pairs differ by the strategy alone."""
        pairs = zip(self.each(a, measure), self.each(b, measure), strict=True)
        found = [first - second for first, second in pairs]
        return Difference(fmean(found), min(found), max(found))

    def price(self, name: str) -> float | None:
        """Messages for each thing that is in time and would not be without a bot."""
        found, alone = self.mean(name), self.mean(NOTHING)
        more = (found.on_time - alone.on_time) * found.things
        # A handful of things would be a handful of luck.
        return found.sent / more if more > found.things / 1000 else None


MEASURED = tuple(field.name for field in fields(Measures))


def play(
    variants: Sequence[Constants], names: Collection[str], seeds: Iterable[int], *, cores: int
) -> list[Plays]:
    """Play each variant of the constants with all these strategies and seeds."""
    seeds = tuple(seeds)
    plays = [(name, seed, one) for one in variants for name in names for seed in seeds]
    with ProcessPoolExecutor(cores) as pool:
        found = iter(list(pool.map(_played, plays)))
    return [Plays({name: [next(found) for _ in seeds] for name in names}) for _ in variants]


def _played(play: Play) -> Outcome:
    name, seed, constants = play
    return played(seed, constants, EVERY[name]())
