"""The picture: a panel for each measure, a bar for each strategy, a dot for each seed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.attention.plays import Plays
from benchmarks.attention.strategies import APART, HEED, NO_BRIEF, STRATEGIES

PANELS = (
    ("Messages\nper person and day", "messages", 1, "{:.1f}"),
    ("Sent outside\nworking hours", "outside", 100, "{:.0f} %"),
    ("About what was\nsettled already", "settled", 100, "{:.0f} %"),
    ("Response time, p90\nin working hours", "p90", 1, "{:.1f} h"),
    ("Answered\nwithin target", "in_target", 100, "{:.0f} %"),
    ("Promises\nkept on time", "kept", 100, "{:.0f} %"),
)
INK, PAPER, GREY, BLUE, PALE = "#1d2733", "#ffffff", "#b4bdc8", "#0b6bcb", "#7fb2e6"
DOT = "#1d2733"
SIZE, DPI = (10.8, 15.6), 100
CUT = "messages"
ROOM = 1.5  # of an axis, for the value beside the longest bar


def draw(plays: Plays, path: Path) -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    names = list(STRATEGIES)
    with mpl.rc_context({"font.size": 17, "text.color": INK, "axes.labelcolor": INK}):
        # Opaque, so that it reads the same on a dark page.
        figure, axes = pyplot.subplots(3, 2, figsize=SIZE, sharey=True, facecolor=PAPER)
        for (title, measure, by, words), axis in zip(PANELS, axes.flat, strict=True):
            _panel(axis, plays, names, measure, by, words)
            axis.set_title(title, loc="left", fontsize=19, fontweight="bold", color=INK)
        axes[0][0].set_yticks(range(len(names)), names)
        axes[0][0].invert_yaxis()
        figure.tight_layout(h_pad=2.2, w_pad=0.6)
        # Without its version in it, the same figures make the same file.
        figure.savefig(path, dpi=DPI, facecolor=PAPER, metadata={"Software": None})
        pyplot.close(figure)


def _panel(
    axis: Any, plays: Plays, names: Sequence[str], measure: str, by: float, words: str
) -> None:
    values = [getattr(plays.mean(name), measure) * by for name in names]
    highest = sorted(values)
    # The messages of one strategy dwarf all the others: its bar is cut, and says so.
    end = highest[-2] * 1.1 if measure == CUT else highest[-1]
    colours = [{HEED: BLUE, APART: PALE, NO_BRIEF: PALE}.get(name, GREY) for name in names]
    axis.barh(range(len(names)), [min(value, end) for value in values], color=colours, height=0.72)
    for place, (name, value) in enumerate(zip(names, values, strict=True)):
        seeds = [one * by for one in plays.each(name, measure)]
        if value <= end and value:
            axis.plot(seeds, [place] * len(seeds), "o", color=DOT, markersize=3.5, alpha=0.6)
        cut = " ⟶" if value > end else ""
        at = end if cut else max(value, *seeds)
        weight = "bold" if name == HEED else "normal"
        shown = words.format(value) + cut
        axis.text(at + end * 0.04, place, shown, va="center", fontsize=17, fontweight=weight)
    axis.set_xlim(0, end * ROOM or 1)
    axis.set_xticks([])
    axis.tick_params(axis="y", length=0, labelsize=17, colors=INK)
    for side in ("top", "right", "bottom"):
        axis.spines[side].set_visible(False)
    axis.spines["left"].set_color(GREY)
