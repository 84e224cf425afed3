"""Figures: response times and kept promises, in words and against the time before."""

from bot.core.digests import Figures
from bot.messages import wording

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
    else:
        said += f": half of them within {wording.aloud(now.median)}"
    if now.p90 is not None and now.p90 != now.median and now.answered >= TEN:
        said += f", nine of ten within {wording.aloud(now.p90)}"
    if before.median is not None:
        said += f" (before: half within {wording.aloud(before.median)})"
    return f"{said}."


def _within(now: Figures, before: Figures) -> str | None:
    if now.within is None:
        return None
    change = _change(now.within, before.within)
    return f"{wording.percent(now.within)} of the answers came within target{change}."


def _promises(now: Figures, before: Figures) -> str | None:
    if not now.settled or now.on_time is None:
        return None
    kept = round(now.settled * now.on_time)
    change = _change(now.on_time, before.on_time)
    if now.settled == 1:
        return f"The one promise that fell due was {'' if kept else 'not '}kept on time{change}."
    if kept == now.settled:
        return f"All {now.settled:,} promises that fell due were kept on time{change}."
    return f"{kept:,} of {now.settled:,} promises that fell due were kept on time{change}."


def _change(now: float, before: float | None) -> str:
    if before is None:
        return ""
    if abs(now - before) < _ALIKE:
        return ", as before"
    return f", {'up' if now > before else 'down'} from {wording.percent(before)}"
