"""`python -m benchmarks`: run them all, or those that are named, and print one table."""

import argparse
import sys
import time
from importlib import import_module

from benchmarks.rounds import QUICK, Effort, Report, Row

NAMES = ("command", "listeners", "sweep", "hours", "start", "delivery")
HEADINGS = ("what", "A", "B", "ratio: median [min–max]", "goal", "reached")


def main() -> int:
    """Return 1 when a goal was not reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(NAMES)}")
    parser.add_argument("--quick", action="store_true", help="fewer and smaller rounds")
    options = parser.parse_args()
    unknown = set(options.names) - set(NAMES)
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    effort = QUICK if options.quick else Effort()
    reports = [_run(name, effort) for name in options.names or NAMES]
    rows = [row for report in reports for row in report.rows]
    print(table(rows))
    for note in (note for report in reports for note in report.notes):
        print(f"\n{note}")
    return int(any(row.verdict == "NO" for row in rows))


def _run(name: str, effort: Effort) -> Report:
    begun = time.monotonic()
    print(f"{name} …", end=" ", flush=True, file=sys.stderr)
    report: Report = import_module(f"benchmarks.{name}").run(effort)
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
    return report


def table(rows: list[Row]) -> str:
    """The rows in columns that line up, which is also a table in Markdown."""
    cells = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(HEADINGS))]
    lines = [_line(line, widths) for line in cells]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def _cells(row: Row) -> tuple[str, ...]:
    return (row.what, row.a, row.b, row.ratio, str(row.goal or ""), row.verdict)


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return "| " + " | ".join(padded) + " |"


if __name__ == "__main__":
    raise SystemExit(main())
