"""Gives the times of an event the zone they are meant in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.core.ics.zones import zone_called

if TYPE_CHECKING:
    from icalendar.cal import Component

# The zone's name, hidden from the library: it would look it up itself, and it would keep a zone
# that one file describes for whatever other file uses the same name.
HIDDEN = "X-TZID"
MOST_OWN = 10  # zones that the file describes and nobody else knows
_ONE = ("DTSTART", "DTEND", "RECURRENCE-ID")
_MANY = ("RDATE", "EXDATE")


@dataclass(slots=True)
class Places:
    """The zones of one file. `zone` is meant where a time names none."""

    zone: tzinfo
    described: Mapping[str, Sequence[str]]
    _known: dict[str, tzinfo | None] = field(default_factory=dict)
    _own: int = 0

    def place(self, event: "Component", *, shown_in: str) -> bool:
        """Give each time of the event its zone; return whether all of them are known.

        A time in UTC is meant in the zone that the calendar is shown in: only there does what
        repeats keep to the clock.
        """
        from icalendar.prop import vDDDLists, vDDDTypes

        shown = self._called(shown_in) if shown_in else None
        try:
            for name in _ONE:
                for one in listed(event, name):
                    event[name] = vDDDTypes(self._placed(one.dt, one.params, shown))
            for name in _MANY:
                found = [
                    self._placed(one.dt, values.params, shown)
                    for values in listed(event, name)
                    for one in values.dts
                ]
                if found:
                    event[name] = vDDDLists(found)
        except LookupError:
            return False
        return True

    def _placed(self, at: Any, params: Mapping[str, Any], shown: tzinfo | None) -> Any:
        if isinstance(at, tuple):
            # A period: its start stands for it, and it lasts as long as the event.
            at = at[0]
        if not isinstance(at, datetime):
            return at
        if at.tzinfo is not None:
            return at.astimezone(shown) if shown else at
        name = params.get(HIDDEN)
        zone = self._called(str(name)) if name else shown or self.zone
        if zone is None:
            raise LookupError(name)
        return at.replace(tzinfo=zone)

    def _called(self, name: str) -> tzinfo | None:
        if name not in self._known:
            # Each of the file's own costs about as much as a hundred events.
            described = self.described if self._own < MOST_OWN else {}
            found = self._known[name] = zone_called(name, described)
            self._own += found is not None and not isinstance(found, ZoneInfo)
        return self._known[name]


def listed(event: "Component", name: str) -> list[Any]:
    """Return the values of a property, which may be none, one or several."""
    value = event.get(name)
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def span(event: "Component") -> tuple[date, date]:
    """Return the start and the end, dates for whole days. Raises LookupError."""
    start = _only(event, "DTSTART")
    is_whole = not isinstance(start, datetime)
    if event.get("DTEND") is not None:
        end = _only(event, "DTEND")
    elif event.get("DURATION") is not None:
        end = start + _only(event, "DURATION")
    else:
        end = start
    if is_whole and end == start:
        end = start + timedelta(days=1)
    return start, end


def _only(event: "Component", name: str) -> Any:
    found = [getattr(one, "dt", None) for one in listed(event, name)]
    if len(found) != 1 or found[0] is None:
        raise LookupError(name)
    return found[0]
