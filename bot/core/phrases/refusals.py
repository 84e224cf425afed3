"""The words in which a phrase is refused, and the ways out that are offered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from bot.core.errors import Choice, Refusal
from bot.core.phrases.moment import HORIZON_YEARS, Moment
from bot.core.phrases.words import MONTH_NAMES, WEEKDAY_NAMES

_MOST_CHOICES: Final = 4
_LONGEST_SHOWN: Final = 40


class NotADate(Refusal):
    """The words are no date at all, as opposed to a date that cannot be taken."""


class LongAgo(Refusal):
    """A time more than a year ago, which is asked about: the year may be a slip."""

    def __init__(self, at: datetime, moment: Moment) -> None:
        said = spoken_day(at.date(), today=moment.today)
        super().__init__(
            f"“{shown(moment.text)}” is {said}, more than a year ago. Did you mean that?",
            choices=[Choice(f"Yes, {at.year}", f"{at:%Y-%m-%d %H:%M}, yes"), *_nearer(at, moment)],
        )


def _nearer(at: datetime, moment: Moment) -> list[Choice]:
    """The same day of this year, or of the last one if that is still to come."""
    for year in (moment.today.year, moment.today.year - 1):
        try:
            same = at.replace(year=year)
        except ValueError:
            return []  # 29 February
        if moment.fits(same):
            return [Choice(f"No, {year}", f"{same:%Y-%m-%d %H:%M}")]
    return []


@dataclass(frozen=True, slots=True)
class Reading:
    """An instant that a phrase may mean, and whether its time of day was said."""

    at: datetime
    is_timed: bool = False


def shown(text: str) -> str:
    """Return what was typed, shortened where it is long."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _LONGEST_SHOWN else one_line[: _LONGEST_SHOWN - 1] + "…"


def spoken_day(day: date, *, today: date) -> str:
    """Return a day the way a button shows it."""
    words = f"{WEEKDAY_NAMES[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


def spoken(reading: Reading, *, today: date) -> str:
    words = spoken_day(reading.at.date(), today=today)
    return f"{words} {reading.at.hour}:{reading.at:%M}" if reading.is_timed else words


def choice(reading: Reading, *, today: date) -> Choice:
    """Return a button whose words have one reading only."""
    day = reading.at.date().isoformat()
    words = f"{day} {reading.at:%H:%M}" if reading.is_timed else day
    return Choice(spoken(reading, today=today), words)


def choices(
    readings: Iterable[Reading], moment: Moment, *, is_filled: bool = True
) -> tuple[Choice, ...]:
    """Return buttons for the readings that can be taken, with near days where they are few."""
    seen = list(readings)
    found = _distinct(seen, moment)
    if len(found) < 2 and is_filled:
        found = _distinct([*seen, *_near(moment)], moment)[:3]
    return tuple(found[:_MOST_CHOICES])


def _distinct(readings: Sequence[Reading], moment: Moment) -> list[Choice]:
    found: dict[str, Choice] = {}
    for reading in readings:
        # A button says minutes: what rounds down to now is no way out.
        if moment.fits(reading.at.replace(second=0, microsecond=0)):
            offer = choice(reading, today=moment.today)
            found.setdefault(offer.words, offer)
    return list(found.values())


def _near(moment: Moment) -> list[Reading]:
    """Return the days that people name most: the next working days, or the last two."""
    if moment.is_due:
        days = [moment.hours.add_days(moment.now, ahead) for ahead in (0, 1, 2)]
        return [Reading(moment.close(day)) for day in days]
    yesterday = moment.wall(moment.today - timedelta(days=1), (12, 0, 0))
    return [Reading(moment.now, is_timed=True), Reading(yesterday)]


def not_a_date(moment: Moment, offers: tuple[Choice, ...] = ()) -> NotADate:
    examples = (
        "“friday 5pm”, “3 Dec” or “in 2 working days”"
        if moment.is_due
        else "“yesterday 4pm”, “9:30” or “2 hours ago”"
    )
    typed = shown(moment.text)
    if not typed:
        return NotADate(f"There is no date here. Try {examples}.")
    return NotADate(f"I can't read “{typed}” as a date. Try {examples}.", choices=offers)


def ambiguous(moment: Moment, readings: Sequence[Reading], reason: str = "") -> Refusal:
    why = reason or "can be read in more than one way"
    offers = choices(readings, moment, is_filled=not readings)
    return Refusal(f"“{shown(moment.text)}” {why}. Which one is it?", choices=offers)


def loose(moment: Moment, readings: Sequence[Reading]) -> Refusal:
    offers = choices(readings, moment)
    sentence = f"“{shown(moment.text)}” is too loose to hold anybody to. Name a day, or pick one."
    return Refusal(sentence, choices=offers)


def spread(moment: Moment, readings: Sequence[Reading]) -> Refusal:
    offers = choices(readings, moment)
    sentence = f"“{shown(moment.text)}” names more than one moment. Pick one."
    return Refusal(sentence, choices=offers)


def slip(moment: Moment, meant: str, offers: Sequence[Choice]) -> Refusal:
    """Ask whether a mistyped word was meant as the one that it resembles."""
    sentence = f"Did you mean “{meant}” by “{shown(moment.text)}”?"
    return Refusal(sentence, choices=offers)


def moving(moment: Moment, readings: Sequence[Reading]) -> Refusal:
    sentence = f"“{shown(moment.text)}” moves from year to year. Which day is it?"
    return Refusal(sentence, choices=choices(readings, moment))


def wrong_side(moment: Moment, reading: Reading, others: Sequence[Reading] = ()) -> Refusal:
    """Refuse what is over where it must come, and what is to come where it must be over."""
    said = spoken(reading, today=moment.today)
    offers = choices(others, moment)
    if moment.is_due:
        sentence = f"“{shown(moment.text)}” is {said}, and that is over. Name a later moment."
    else:
        sentence = f"“{shown(moment.text)}” is {said}, still to come. Name an earlier moment."
    return Refusal(sentence, choices=offers)


def out_of_reach(moment: Moment, day: date | None = None) -> Refusal:
    typed = shown(moment.text)
    if day is not None and (day < moment.today) is moment.is_due:
        side = "long over" if moment.is_due else "still to come"
        return Refusal(f"“{typed}” is {side}. Name another day.", choices=choices((), moment))
    return Refusal(f"“{typed}” is more than {HORIZON_YEARS} years away. Name a nearer day.")


def no_such_day(
    moment: Moment,
    readings: Sequence[Reading] = (),
    *,
    reason: str = "is not in the calendar",
) -> Refusal:
    sentence = f"“{shown(moment.text)}” {reason}. Name another day."
    return Refusal(sentence, choices=choices(readings, moment, is_filled=False))


def other_zone(moment: Moment, name: str) -> Refusal:
    zone = moment.hours.zone.key
    example = f"{moment.now.astimezone(UTC):%Y-%m-%d} 15:00+01:00"
    return Refusal(
        f"I read times in {zone}, not in {name.upper()}. Say the time there, or write it "
        f"with its offset, like “{example}”."
    )


def clash(moment: Moment) -> Refusal:
    return Refusal(
        f"“{shown(moment.text)}” does not fit together. Say the day and the time once each.",
        choices=choices((), moment),
    )
