"""The tables of the report, in Markdown."""

from collections.abc import Sequence

from benchmarks.attention.plays import Difference, Plays
from benchmarks.attention.strategies import APART, HEED, LADDERS, NOTHING, STRATEGIES
from benchmarks.attention.tally import Measures

Row = Sequence[str]
TRUE_MINUS = "\N{MINUS SIGN}"


def table(headings: Row, rows: Sequence[Row]) -> str:
    widths = [max(len(row[place]) for row in (headings, *rows)) for place in range(len(headings))]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([_line(headings, widths), rule, *(_line(row, widths) for row in rows)])


def _line(cells: Row, widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return "| " + " | ".join(padded) + " |"


def percent(share: float) -> str:
    return f"{share * 100:.1f} %"


def hours(time: float) -> str:
    return f"{time:.2f} h"


def costs(plays: Plays) -> str:
    """What a strategy costs those who are reminded."""
    headings = (
        "strategy",
        "messages per person and day",
        "most in a day",
        "outside hours",
        "to the away",
        "about settled",
        "settled, not logged",
        "needless",
        "escalations per lead and week",
        "of these unwarned",
    )
    return table(headings, [_cost(name, plays.mean(name)) for name in STRATEGIES])


def _cost(name: str, found: Measures) -> Row:
    if not found.sent:
        return (name, "0", *[""] * 8)
    return (
        name,
        f"{found.messages:.2f}",
        f"{found.busiest:.0f}",
        percent(found.outside),
        percent(found.to_away),
        percent(found.settled),
        percent(found.unlogged),
        percent(found.needless),
        f"{found.escalations:.1f}" if found.escalations else "",
        percent(found.unwarned) if found.escalations else "",
    )


BROUGHT = (
    "response, median",
    "response, p90",
    "within target",
    "promises on time",
    "on time together",
    "promises left a day",
    "chases per 100",
    "messages per rescue",
)


def gains(plays: Plays) -> str:
    """What a strategy brings the customers."""
    return table(("strategy", *BROUGHT), [_gain(name, plays) for name in STRATEGIES])


def _gain(name: str, plays: Plays) -> Row:
    found, price = plays.mean(name), plays.price(name)
    return (
        name,
        hours(found.median),
        hours(found.p90),
        percent(found.in_target),
        percent(found.kept),
        percent(found.on_time),
        percent(found.left),
        f"{found.chases:.0f}",
        "" if price is None else f"{price:.1f}",
    )


COMPARED = ("messages", "in_target", "kept", "on_time", "p90")
DIFFERENCES = ("messages", "within target", "promises on time", "on time together", "p90")


def differences(plays: Plays) -> str:
    """Heed less each of the others, and whether the seeds agree."""
    others = [name for name in STRATEGIES if name not in (HEED, NOTHING)]
    rows = [(name, *_told(plays, HEED, name)) for name in (NOTHING, *others)]
    return table(("Heed less …", *DIFFERENCES), rows)


def ladders(plays: Plays) -> str:
    """Heed's ladder with one step changed, less Heed's ladder."""
    rows = [(name, *_told(plays, name, HEED), _left(plays, name)) for name in LADDERS]
    return table(("ladder", *DIFFERENCES, "promises left a day"), rows)


def _told(plays: Plays, a: str, b: str) -> Row:
    found = {measure: plays.difference(a, b, measure) for measure in COMPARED}
    return tuple(told(found[measure], measure) for measure in COMPARED)


def _left(plays: Plays, name: str) -> str:
    return told(plays.difference(name, HEED, "left"), "left")


def told(found: Difference, measure: str) -> str:
    """A difference with its least and most; in brackets alone where the seeds disagree."""
    whole = measure in ("messages", "p90")
    by, digits = (1, 2) if whole else (100, 1)
    mean, least, most = (signed(one * by, digits) for one in (found.mean, found.least, found.most))
    if least == most == signed(0, digits):
        return "0"
    return f"noise [{least} … {most}]" if found.is_noise else f"{mean} [{least} … {most}]"


def signed(value: float, digits: int) -> str:
    words = f"{value:+.{digits}f}"
    return words.replace("-", TRUE_MINUS)


def steps(plays: Plays) -> str:
    """What each step of the ladder is good for."""
    total: dict[str, list[int]] = {}
    for outcome in plays.outcomes[HEED]:
        for name, counted in outcome.steps.items():
            known = total.get(name, [0, 0, 0])
            total[name] = [a + b for a, b in zip(known, counted, strict=True)]
    seeds = len(plays.outcomes[HEED])
    rows = [
        (name, f"{said / seeds:.0f}", percent(needless / said), percent(moved / said))
        for name, (said, needless, moved) in sorted(total.items())
        if said >= seeds
    ]
    return table(("step", "said in the quarter", "needless", "made it sooner"), rows)


def seeds(plays: Plays) -> str:
    """Heed, bundled and not, seed by seed."""
    every = zip(plays.outcomes[HEED], plays.outcomes[APART], strict=True)
    rows = [
        (str(place), *by_seed(heed.measures), *by_seed(apart.measures))
        for place, (heed, apart) in enumerate(every, start=1)
    ]
    heads = ("messages", "within target", "promises on time", "p90")
    apart_heads = tuple(f"not bundled: {head}" for head in heads)
    return table(("seed", *heads, *apart_heads), rows)


def by_seed(found: Measures) -> Row:
    return (
        f"{found.messages:.3f}",
        percent(found.in_target),
        percent(found.kept),
        hours(found.p90),
    )
