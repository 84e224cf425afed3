"""`python -m benchmarks.attention`: play the quarters, print the tables, and draw the picture."""

import argparse
import os
import re
import sys
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.attention import dials, report
from benchmarks.attention.constants import Constants
from benchmarks.attention.plays import play
from benchmarks.attention.strategies import EVERY, VARIED

SEEDS, SEEDS_OF_DIALS = 6, 2
DOCS = Path(__file__).parents[2] / "docs"
PAGE, PICTURE = DOCS / "attention.md", DOCS / "pictures" / "attention.png"
TABLES = {
    "costs": report.costs,
    "gains": report.gains,
    "differences": report.differences,
    "steps": report.steps,
    "ladders": report.ladders,
    "seeds": report.seeds,
}
QUICK = {"inquiries": 400, "promises": 160}


def main() -> int:
    options = _options()
    constants = replace(Constants(), **QUICK) if options.quick else Constants()
    begun = time.monotonic()
    seeds = range(1, 1 + (2 if options.quick else SEEDS))
    plays = play([constants], EVERY, seeds, cores=options.cores)[0]
    tables = {name: make(plays) for name, make in TABLES.items()}
    if not options.no_dials:
        tables["dials"] = _dials(constants, quick=options.quick, cores=options.cores)
    for name, table in tables.items():
        print(f"\n{name}\n\n{table}")
    if options.write:
        from benchmarks.attention.picture import draw

        draw(plays, PICTURE)
        PAGE.write_text(_with(PAGE.read_text(), tables))
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attention", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put all of it into docs/")
    parser.add_argument("--quick", action="store_true", help="a small company, two seeds")
    parser.add_argument("--no-dials", action="store_true", help="leave the constants as they are")
    parser.add_argument("--cores", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def _dials(constants: Constants, *, quick: bool, cores: int) -> str:
    named = dials.variants(constants)
    seeds = range(1, 1 + (2 if quick else SEEDS_OF_DIALS))
    return dials.dials(named, play([one for _, _, one in named], VARIED, seeds, cores=cores))


def _with(page: str, tables: dict[str, str]) -> str:
    """The page with these tables between their marks."""
    for name, table in tables.items():
        mark, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
        between = re.escape(mark) + ".*?" + re.escape(end)
        page = re.sub(between, f"{mark}\n{table}\n{end}", page, flags=re.DOTALL)
    return page


if __name__ == "__main__":
    raise SystemExit(main())
