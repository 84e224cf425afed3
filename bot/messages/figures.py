"""Figures: response times and kept promises, in words and against the time before."""

from datetime import timedelta

from bot.core.digests import Figures
from bot.messages import wording

FEW = 4  # below that, half of them says nothing
TEN = 10  # below that, nine of ten says nothing
_ALIKE = 0.005  # shares closer than this look equal


def sentences(now: Figures, before: Figures | None = None) -> list[str]:
    """Say what there is to say; nothing is made of nothing."""
    before = before or Figures()
    said = [_answers(now, before), _within(now, before), _promises(now, before)]
    return [one for one in said if one] or ["Nothing was answered and no promise fell due."]


def _answers(now: Figures, before: Figures) -> str | None:
    if not now.answered or now.median is None:
        return None
    said = f"{wording.start(wording.counted(now.answered, 'answer'))}"
    if now.answered == 1:
        said += f", after {wording.aloud(now.median)}"
    elif now.answered < FEW and now.fastest is not None and now.slowest is not None:
        word = "and" if now.answered == 2 else "to"
        said += f", {_range(now.fastest, now.slowest, word)}"
    else:
        said += f": half of them within {wording.aloud(now.median)}"
    if now.p90 is not None and now.p90 != now.median and now.answered >= TEN:
        said += f", nine of ten within {wording.aloud(now.p90)}"
    if before.median is not None and before.answered >= FEW:
        said += f" (before: half within {wording.aloud(before.median)})"
    return f"{said}."


def _range(fastest: timedelta, slowest: timedelta, word: str) -> str:
    """Return “after 1 to 3 working hours”, “after 32 and 45 …”; of a few there is no half."""
    first, last = wording.aloud(fastest), wording.aloud(slowest)
    if first == last:
        return f"after {first}"
    unit = " " + last.split(" ", 1)[1]
    # The unit once, where it is the same.
    return f"after {first.removesuffix(unit).removesuffix(unit[:-1])} {word} {last}"


def _within(now: Figures, before: Figures) -> str | None:
    if now.within is None:
        return None
    change = _change(now.within, before.within)
    if now.unanswered:
        return _still_open(now, before)
    if now.held == 1:
        came = "came within target" if now.within else "came late"
        return f"The one answer that was due {came}{change}."
    share = wording.percent(now.within) if now.within else "None"
    return f"{share} of the answers that were due came within target{change}."


def _still_open(now: Figures, before: Figures) -> str:
    """Return “Of 6 answers due, 3 came within target (50 %, up from 40 %) and 1 is still open.”"""
    share = now.within or 0
    came = f"{round(share * now.held):,}" if share else "none"
    change = f" ({wording.percent(share)}{_change(share, before.within)})" if share else ""
    is_ = "is" if now.unanswered == 1 else "are"
    due = wording.plural(now.held, "answer")
    if now.held == now.unanswered:
        return f"{wording.start(due)} fell due and {is_} still open."
    return (
        f"Of {due} due, {came} came within target{change} and {now.unanswered:,} {is_} still open."
    )


def _promises(now: Figures, before: Figures) -> str | None:
    if not now.settled or now.on_time is None:
        return None
    kept = round(now.settled * now.on_time)
    change = _change(now.on_time, before.on_time)
    if now.settled == 1:
        return f"The one promise that fell due was {'' if kept else 'not '}kept on time{change}."
    if kept == now.settled:
        every = "Both" if kept == 2 else f"All {kept:,}"
        return f"{every} promises that fell due were kept on time{change}."
    if not kept:
        return f"None of {now.settled:,} promises that fell due was kept on time{change}."
    return f"{kept:,} of {now.settled:,} promises that fell due were kept on time{change}."


def _change(now: float, before: float | None) -> str:
    if before is None:
        return ""
    if abs(now - before) < _ALIKE:
        return ", as before"
    return f", {'up' if now > before else 'down'} from {wording.percent(before)}"
