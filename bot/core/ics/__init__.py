"""RULE: reads a calendar file into days off; what is not surely one is left out, and said.

Every bound is one of counting, so that no file, however made, keeps anybody waiting.
"""

from bot.core.ics.days import DayOff, DaysOff, HalfDay, LeftOut, Why
from bot.core.ics.reading import read_days

__all__ = ["DayOff", "DaysOff", "HalfDay", "LeftOut", "Why", "read_days"]
