"""A week spelled as people type it, so that what stands in a form is read as the same again."""

from bot.core.week import WEEKDAYS, Week


def spell_week(week: Week) -> str:
    """Spell a week as people type it: `mon-fri 9:00-12:00, 13:00-17:30; sat 10:00-12:00`."""
    runs: list[tuple[list[str], str]] = []
    for day in WEEKDAYS:
        hours = ", ".join(
            f"{_short(opens)}-{_short(closes)}" for opens, closes in week.get(day, ())
        )
        if runs and runs[-1][1] == hours:
            runs[-1][0].append(day)
        else:
            runs.append(([day], hours))
    return "; ".join(f"{_days(days)} {hours}" for days, hours in runs if hours)


def _days(days: list[str]) -> str:
    return days[0] if len(days) == 1 else f"{days[0]}-{days[-1]}"


def _short(words: str) -> str:
    hour, _, minute = words.partition(":")
    return f"{int(hour)}:{minute}"
