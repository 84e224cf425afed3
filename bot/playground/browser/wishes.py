"""What a page sends when somebody acts, read field by field; anything else is refused."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.playground.slack.errors import NotPossible

LONGEST = 12_000  # letters of one field; Slack itself takes fewer
DATE_AND_TIME = "datetimepicker"


class NotAWish(Exception):
    """The page sent something that no page of ours sends."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One act, as it was sent."""

    given: dict[str, Any]

    @classmethod
    def of(cls, given: Any) -> "Wish":
        """Take what was sent, if it is an object. Raises NotAWish."""
        if not isinstance(given, dict):
            raise NotAWish("an act is an object")
        return cls(given)

    def text(self, name: str) -> str:
        """Return a field of words; nothing where it was left out. Raises NotAWish."""
        value = self.given.get(name, "")
        if not isinstance(value, str) or len(value) > LONGEST:
            raise NotAWish(f"{name} is a text of at most {LONGEST} letters")
        return value

    def chosen(self, name: str) -> Any:
        """Return what was chosen: words, an option, or a list of them. Raises NotAWish."""
        value = self.given.get(name)
        many = value if isinstance(value, list) else [value]
        if not all(each is None or isinstance(each, str | int | dict) for each in many):
            raise NotAWish(f"{name} is a choice or a list of choices")
        return value

    def fields(self, *, zone: str) -> dict[str, Any]:
        """Return what a form was filled in with, by the block of each field. Raises NotAWish."""
        values = self.given.get("values", {})
        if not isinstance(values, dict):
            raise NotAWish("values is an object")
        return {block: _filled(field, zone) for block, field in values.items()}


def _filled(field: Any, zone: str) -> Any:
    if not isinstance(field, dict):
        raise NotAWish("a field has a type and a value")
    return picked(field.get("value"), kind=str(field.get("type")), zone=zone)


def picked(value: Any, *, kind: str, zone: str) -> Any:
    """Return what Slack keeps of a picked value: a day with its time is an epoch second."""
    if value in ("", None):
        return None
    if kind != DATE_AND_TIME:
        return value
    try:
        local = datetime.fromisoformat(str(value)).replace(tzinfo=ZoneInfo(zone))
    except ValueError as fault:
        raise NotPossible("that is no day and time") from fault
    return int(local.timestamp())
