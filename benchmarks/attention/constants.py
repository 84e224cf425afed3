"""The constants of the model: how people, customers and absences behave. None was measured."""

from dataclasses import dataclass, replace

MOST = 0.95  # of what is a chance, when it is doubled


@dataclass(frozen=True, slots=True)
class Constants:
    """Durations are working hours; what is a chance or a share lies between 0 and 1."""

    inquiries: int = 3000  # in the quarter
    promises: int = 1200
    answer_median: float = 2.0  # until people answer by themselves: lognormal
    answer_spread: float = 1.5
    keep_median: float = 0.8  # of the time until it is due, until people keep a promise: lognormal
    keep_spread: float = 0.5
    moved: float = 0.5  # the chance that a row moves whoever reads it
    tired: float = 0.2  # what each further message of a day takes off that chance
    skimmed: float = 0.1  # what each further row of a message takes off it
    carried: float = 0.0  # what is left of yesterday's tiredness
    lead_moved: float = 0.7  # the chance that a lead sees to it
    answer_takes: float = 0.5  # from being moved to the answer, the median
    keep_takes: float = 2.0  # from being moved to the promise kept, the median
    takes_spread: float = 0.8
    away: float = 0.08  # the share of working days
    announced: float = 0.7  # the share of these that is leave: a week at a time, and announced
    covered: float = 0.7  # the chance that somebody covers a leave
    chases: float = 0.5  # a waiting customer's in a working day
    chase_moves: float = 0.3  # the chance that a chase moves the owner
    unlogged: float = 0.15  # the chance that what is settled is not logged at once
    logged_after: float = 4.0  # but so much later, the median


@dataclass(frozen=True, slots=True)
class Dial:
    """Constants that are turned together."""

    name: str
    fields: tuple[str, ...]
    is_chance: bool = False


DIALS = (
    Dial("inquiries and promises", ("inquiries", "promises")),
    Dial("time to answer, median", ("answer_median",)),
    Dial("time to answer, spread", ("answer_spread",)),
    Dial("time to keep a promise, median", ("keep_median",)),
    Dial("time to keep a promise, spread", ("keep_spread",)),
    Dial("chance that a nudge moves", ("moved",), is_chance=True),
    Dial("… falling with each message", ("tired",), is_chance=True),
    Dial("… falling with each row", ("skimmed",), is_chance=True),
    Dial("chance that a lead sees to it", ("lead_moved",), is_chance=True),
    Dial("from moved to done", ("answer_takes", "keep_takes")),
    Dial("share away", ("away",), is_chance=True),
    Dial("chases", ("chases",)),
    Dial("chance that a chase moves", ("chase_moves",), is_chance=True),
    Dial("settled, not logged at once", ("unlogged",), is_chance=True),
)


def turned(constants: Constants, dial: Dial, by: float) -> Constants:
    """The constants with one dial turned, to half or to double."""
    found = {}
    for name in dial.fields:
        value = getattr(constants, name)
        other = type(value)(value * by)
        found[name] = min(other, MOST) if dial.is_chance else other
    return replace(constants, **found)
