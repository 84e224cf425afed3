"""Sweep: what is due costs what is due, however much is open; and a change of hours is cheap."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from statistics import median

from benchmarks import scheduled
from benchmarks.rounds import Effort, Goal, Report, Row, clocked, compared, in_turns, shown
from benchmarks.stores import (
    ADA,
    NOW,
    WORKSPACE,
    YOUNG_COMMITS,
    desk,
    fill_inquiries,
    hasty,
    new_store,
    path_of,
    spelled,
)
from bot.core.history import Kind
from bot.services.sweep import sweep
from bot.store import looks, pokes
from bot.store.engine import Store

DUE = 100
FEW, MANY, LOTS = 10_000, 100_000, 1_000_000
LOGGED = timedelta(hours=3.5)  # ago: the first step of the ladder is reached, the second is not
DRAINED = 5_000


class Open:
    """A store with so many open inquiries, of which some can be made due."""

    def __init__(self, store: Store, how_many: int) -> None:
        self.store = store
        self.how_many = how_many
        self.desk = desk(store)
        self._turn = 0

    def make_due(self, how_many: int = DUE) -> None:
        """Let some that were logged one after the other, and were not due before, be due."""
        self._turn += 1
        # Another part of the store each time.
        first = self._turn * 37 % (self.how_many // how_many) * how_many
        due = NOW - timedelta(minutes=1)
        logged = spelled(NOW - LOGGED)
        with self.store.write() as connection:
            connection.exec_driver_sql(
                "UPDATE inquiries SET nudge_at = ?, opened_at = ?, logged_at = ?, last_word_at = ?"
                " WHERE workspace_id = ? AND number = ?",
                [
                    (spelled(due), logged, logged, logged, WORKSPACE, first + place)
                    for place in range(1, how_many + 1)
                ],
            )

    def find(self) -> float:
        return clocked(self._find)

    def _find(self) -> None:
        with self.store.read() as connection:
            found = looks.to_judge(connection, WORKSPACE, Kind.INQUIRY, now=NOW, limit=DUE)
        assert len(found) == DUE

    def sweep(self) -> float:
        """Find, judge, queue and set the next look."""
        self.make_due()
        return clocked(self._sweep)

    def _sweep(self) -> None:
        swept = sweep(self.desk)
        assert (swept.judged, swept.queued, swept.faults) == (DUE, DUE, ()), swept

    def poke(self) -> float:
        """Have everything judged again, as a change of hours does; then undo it, unmeasured."""
        seconds = clocked(self._poke)
        with hasty(path_of(self.store)) as connection:
            connection.execute("UPDATE inquiries SET nudge_at = ?", [_far()])
        return seconds

    def _poke(self) -> None:
        with self.store.write() as connection:
            pokes.poke(connection, WORKSPACE, now=NOW, team_id=1)

    def drain(self, how_many: int) -> float:
        """Judge again what was poked; return items per second."""
        with hasty(path_of(self.store)) as connection:
            connection.execute(
                "UPDATE inquiries SET nudge_at = ?, poked_at = ? WHERE number <= ?",
                [spelled(NOW), spelled(NOW), how_many],
            )
        seconds = clocked(lambda: sweep(self.desk))
        return how_many / seconds


def _far() -> str:
    return spelled(NOW + timedelta(days=30))


@contextmanager
def opened(how_many: int) -> Iterator[Open]:
    with new_store(people=(ADA,)) as store:
        fill_inquiries(store, how_many)
        for _ in range(YOUNG_COMMITS):
            with store.write() as connection:
                connection.exec_driver_sql("UPDATE workspaces SET last_number = last_number + 1")
        yield Open(store, how_many)


def run(effort: Effort) -> Report:
    lots = effort.of(LOTS)
    with opened(FEW) as few, opened(lots) as many:
        rows = _growth(few, many, effort)
    with opened(MANY) as ours, scheduled.jobs(MANY) as theirs:
        rows += _against_jobs(ours, theirs, effort)
        rows += _change_of_hours(ours, theirs, effort)
    return Report(tuple(rows))


def _growth(few: Open, many: Open, effort: Effort) -> list[Row]:
    few.make_due()
    many.make_due()
    names = {"a": f"{many.how_many:,} open", "b": f"{few.how_many:,} open"}
    found = in_turns(many.find, few.find, rounds=effort.in_process * 2, warm=3)
    sweep(few.desk)
    sweep(many.desk)
    swept = in_turns(many.sweep, few.sweep, rounds=effort.in_process, warm=2)
    return [
        compared(f"sweep: find {DUE} due", found, Goal(1.2), **names),
        compared(f"sweep: find, judge, queue {DUE} due", swept, Goal(1.5), **names),
    ]


def _against_jobs(ours: Open, theirs: "scheduled.Jobs", effort: Effort) -> list[Row]:
    pairs = in_turns(lambda: theirs.process(DUE), ours.sweep, rounds=effort.in_process, warm=2)
    return [
        compared(
            f"{DUE} due among {MANY:,}: one job each ÷ sweep",
            pairs,
            Goal(4, is_most=False),
            a="APScheduler",
            b="sweep",
        )
    ]


def _change_of_hours(ours: Open, theirs: "scheduled.Jobs", effort: Effort) -> list[Row]:
    pairs = in_turns(theirs.reschedule_all, ours.poke, rounds=effort.over_http, warm=1)
    rates = [ours.drain(effort.of(DRAINED)) for _ in range(effort.over_http)]
    each = f"{shown(1 / median(rates))} each"
    return [
        compared(
            f"change of hours, {MANY:,} open: reschedule ÷ poke",
            pairs,
            Goal(50, is_most=False),
            a="APScheduler",
            b="poke",
        ),
        Row(f"… and judged anew by the sweep: {median(rates):,.0f} items a second", each),
    ]
