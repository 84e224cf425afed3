"""Start: how soon Heed is ready and how much memory it keeps, against a bare Bolt app."""

import subprocess
import sys
import time
from contextlib import AbstractContextManager
from pathlib import Path

from benchmarks.processes import Running, heed, rival, town
from benchmarks.rounds import Effort, Goal, Report, Row, compared, in_turns
from benchmarks.stores import folder
from bot.store.engine import Store
from bot.store.migrations import migrate

IDLE_SECONDS = 0.5
HEAVY = ("aiohttp", "alembic", "dateparser", "holidays", "matplotlib", "numpy", "psycopg")

# What `serve` imports until it listens, and nothing else.
IMPORTED = """
import sys
known = set(sys.modules)
from bot import cli, wiring
from bot.slack import web
from bot.store import engine, migrations
migrations.is_current(engine.Store(sys.argv[1]))
found = {}
for name in set(sys.modules) - known:
    found[name.partition(".")[0]] = found.get(name.partition(".")[0], 0) + 1
ours = set(found) - set(sys.stdlib_module_names)
print(" ".join(f"{name}:{found[name]}" for name in sorted(ours, key=found.get, reverse=True)))
print(sum(found.values()))
"""


def run(effort: Effort) -> Report:
    memories: list[tuple[float, float]] = []
    with folder() as place, town() as slack:
        store = place / "heed.sqlite"
        _migrated(store)
        seen: dict[str, float] = {}

        def ours() -> float:
            return _watched(heed(slack, store), seen, "heed")

        def bare() -> float:
            return _watched(rival("stock", slack, store), seen, "bare")

        pairs = []
        for number in range(effort.over_http + 1):
            pair = in_turns(ours, bare, rounds=1, warm=0)
            if number:
                pairs += pair
                memories.append((seen["heed"], seen["bare"]))
    return Report((_ready(pairs), _memory(memories)), (_imported(),))


def _migrated(path: Path) -> None:
    store = Store(f"sqlite:///{path}")
    migrate(store)
    store.close()


def _watched(starting: AbstractContextManager[Running], seen: dict[str, float], name: str) -> float:
    """Start it, let it idle, note its memory, and return what it took to be ready."""
    with starting as running:
        time.sleep(IDLE_SECONDS)
        seen[name] = running.memory / 1024
        return running.seconds


def _ready(pairs: list[tuple[float, float]]) -> Row:
    what = "time to ready, `serve` ÷ a bare Bolt app"
    return compared(what, pairs, Goal(3.5), a="Heed", b="Bolt")


def _memory(pairs: list[tuple[float, float]]) -> Row:
    a, b = (sorted(side)[len(side) // 2] for side in zip(*pairs, strict=True))
    ratios = tuple(first / second for first, second in pairs)
    what = "idle memory, `serve` ÷ a bare Bolt app"
    return Row(what, f"Heed {a:.1f} MB", f"Bolt {b:.1f} MB", ratios, Goal(2))


def _imported() -> str:
    with folder() as place:
        command = [sys.executable, "-c", IMPORTED, f"sqlite:///{place / 'heed.sqlite'}"]
        done = subprocess.run(command, capture_output=True, check=True, text=True)
    counts, total = done.stdout.splitlines()
    names = dict(one.split(":") for one in counts.split())
    listed = ", ".join(f"{name} {number}" for name, number in names.items())
    absent = ", ".join(name for name in HEAVY if name not in names)
    return (
        f"Imported at start, {total} modules; besides the standard library: {listed}."
        f" Not imported: {absent}."
    )
