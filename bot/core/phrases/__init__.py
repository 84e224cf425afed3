"""RULE: every word is understood, or refused; what has two readings is asked back, not guessed.

Due phrases and past phrases: what people type for a moment, read as an instant.

- A day without a time is due when work closes that day, at 17:00 on a closed day, and today
  after closing at 23:59. `eod` is the same as `today`.
- A bare weekday is the next one to come, today included while its time is ahead; `next tue` is
  the one in the next week from Monday to Sunday; `this tue` the one in this week.
- `eow` and `eom` are the close of the last working day of the week and of the month.
- Minutes and hours are elapsed time; days, weeks and months keep the wall clock.
- A time without am or pm is the one during working hours, if exactly one is.
- Due in the morning means by noon, in the afternoon by 17:00, in the evening by 20:00, tonight
  by 23:59. What happened in the morning happened at 10:00, then 15:00, 19:00 and 21:00.
- A past day without a time stands for its noon; `2 days ago` for this time of that day.
"""

from bot.core.phrases.reading import (
    LONGEST_PHRASE,
    LongAgo,
    NotADate,
    read_due,
    read_past,
    said_day,
)

__all__ = ["LONGEST_PHRASE", "LongAgo", "NotADate", "read_due", "read_past", "said_day"]
