"""The form in which a team is set up: its fields, what stands in them, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from zlib import crc32
from zoneinfo import ZoneInfo

from bot.core.calendars import DayAhead
from bot.core.ics.days import DaysOff, LeftOut
from bot.core.members import Team


class Field(StrEnum):
    """What can be filled in; each is a text, empty if nothing is."""

    LEAD = "lead"
    CHANNEL = "channel"
    REMINDERS = "reminders"
    HOURS = "hours"
    ZONE = "zone"
    COUNTRY = "country"
    DAYS = "days"
    FILE = "file"
    START = "start"
    SHADOW = "shadow"
    # What is new stands last: forms that are open carry the prints of the others in this order.
    TICKS = "ticks"
    NAME = "name"


Filled = Mapping[Field, str]


@dataclass(frozen=True, slots=True)
class Given:
    """What a person filled in, and prints of what stood there when the form was opened, `since`."""

    team_id: int | None = None
    filled: Filled = field(default_factory=dict)
    prints: Filled = field(default_factory=dict)
    since: date | None = None

    @property
    def changed(self) -> dict[Field, str]:
        """Only what is not as it stood: the rest is nobody's wish."""
        return {one: words for one, words in self.filled.items() if self.is_other(one, words)}

    def is_other(self, field: Field, words: str) -> bool:
        """Whether these are other words than those that stood there."""
        return print_of(words) != self.prints.get(field, print_of(""))


def print_of(words: str) -> str:
    """What tells words from others, and travels where the words have no room."""
    return f"{crc32(words.strip().encode()):08x}"


@dataclass(frozen=True, slots=True)
class TeamForm:
    """Everything that the form shows of a team.

    `week` and `days_off` are as they would be with what is filled in, but for what cannot be read
    (`unread`). `last` is the last day that the field of days off has room for, `file` what was
    found in the calendar file that was chosen.
    """

    team: Team
    teams: Sequence[Team]
    people: Sequence[str]
    spelled: Filled
    week: Sequence[DayAhead]
    days_off: Sequence[DayAhead]
    today: date
    since: date
    last: date = date.max
    unread: Filled = field(default_factory=dict)
    file: DaysOff | None = None


@dataclass(frozen=True, slots=True)
class TeamSaved:
    """A team as it was and as it is now.

    `zone` is its own or the reader's; `left_out` are events of the file that are no days off.
    `is_undone`: it is as it was before somebody's last change of it.
    """

    before: Team
    after: Team
    lead_name: str | None
    was_lead: str | None
    week: Sequence[DayAhead]
    today: date
    zone: ZoneInfo
    left_out: Sequence[LeftOut] = ()
    is_undone: bool = False


class Misfilled(Exception):
    """What is wrong, field by field."""

    def __init__(self, errors: Filled) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


class ChangedMeanwhile(Exception):
    """Somebody else has set the same since the form was opened."""

    def __init__(self, fields: Sequence[Field]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields
