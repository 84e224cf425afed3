"""The strategies that are compared, by the names that the tables give them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial

from benchmarks.attention.heeds import Heed
from benchmarks.attention.rivals import HOURLY, AtDue, Daily, Nothing
from benchmarks.attention.run import Strategy
from bot.core.ladders import (
    INQUIRY_LADDER,
    PROMISE_LADDER,
    Audience,
    DaysAfter,
    Ladder,
    Share,
    Step,
    TimeBefore,
)

NOTHING, HEED = "nothing", "Heed"
APART, NO_BRIEF = "Heed, not bundled", "Heed, no brief"
EVERY_HOUR, IN_HOURS = "every hour", "every hour, in hours"
SET_BEFOREHAND, ONCE = "at due, set beforehand", "at due, once"
EACH_MORNING, A_LIST = "each morning", "each morning, a list"

STRATEGIES: Mapping[str, Callable[[], Strategy]] = {
    NOTHING: Nothing,
    EVERY_HOUR: partial(AtDue, every=HOURLY),
    IN_HOURS: partial(AtDue, every=HOURLY, in_hours=True),
    SET_BEFOREHAND: partial(AtDue, looks=False),
    ONCE: AtDue,
    EACH_MORNING: Daily,
    A_LIST: partial(Daily, as_list=True),
    APART: partial(Heed, bundles=False, briefs=False),
    NO_BRIEF: partial(Heed, briefs=False),
    HEED: Heed,
}


def _but(ladder: Ladder, *names: str) -> Ladder:
    return tuple(step for step in ladder if step.name not in names)


def _at(ladder: Ladder, name: str, when: Share | TimeBefore) -> Ladder:
    return tuple(replace(step, when=when) if step.name == name else step for step in ladder)


def _inquiries(*names: str) -> Callable[[], Strategy]:
    return partial(Heed, inquiries=_but(INQUIRY_LADDER, *names))


def _promises(*names: str) -> Callable[[], Strategy]:
    return partial(Heed, promises=_but(PROMISE_LADDER, *names))


def _warnings() -> Strategy:
    """The simplest ladder: one word ahead, and never again."""
    return Heed(inquiries=INQUIRY_LADDER[:1], promises=PROMISE_LADDER[:1])


def _heads_up(share: float, *without: str) -> Ladder:
    return _but(_at(INQUIRY_LADDER, "heads_up", Share(share)), *without)


def _soon(hours: int) -> Ladder:
    return _at(PROMISE_LADDER, "due_soon", TimeBefore(timedelta(hours=hours)))


WARNINGS = "only heads_up and day_before"
PROPOSED = "proposed: 50 % and 3 hours"

# A ladder without any step would be taken for one that is not laid yet.
NEVER: Ladder = (Step("day_7", Audience.OWNER, DaysAfter(200)),)

LADDERS: Mapping[str, Callable[[], Strategy]] = {
    "the brief alone": partial(Heed, inquiries=NEVER, promises=NEVER),
    WARNINGS: _warnings,
    "inquiry: no heads_up": _inquiries("heads_up"),
    "inquiry: no due": _inquiries("due"),
    "inquiry: no lead": _inquiries("lead"),
    "inquiry: no days after": _inquiries("day_1", "day_3", "day_7"),
    "inquiry: heads_up at 50 %": partial(Heed, inquiries=_heads_up(0.5)),
    "inquiry: heads_up at 50 %, no due": partial(Heed, inquiries=_heads_up(0.5, "due")),
    "inquiry: heads_up at 25 %": partial(Heed, inquiries=_heads_up(0.25)),
    "promise: no day_before": _promises("day_before"),
    "promise: no due_soon": _promises("due_soon"),
    "promise: no overdue": _promises("overdue"),
    "promise: no lead": _promises("lead"),
    "promise: due_soon 3 hours before": partial(Heed, promises=_soon(3)),
    PROPOSED: partial(Heed, inquiries=_heads_up(0.5), promises=_soon(3)),
}
# What the constants are varied for; the others differ from these by what they cost alone.
VARIED = (NOTHING, IN_HOURS, A_LIST, APART, NO_BRIEF, HEED, PROPOSED)
EVERY = {**STRATEGIES, **LADDERS}
