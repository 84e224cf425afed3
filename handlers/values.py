"""Values: what buttons, menus and forms carry, read strictly; all else is old, or forged."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.core.errors import Refusal
from bot.core.words import WORDS_LIMIT, clean
from bot.messages import ids

LARGEST = 999_999_999
LONGEST = 2_000  # of a button's value, as Slack has it
YEARS = range(2000, 2101)  # beyond, working hours cannot be counted

_NUMBER = re.compile(r"[0-9]{1,9}")
_CHANGE = re.compile(r"[0-9a-f]{32}")
_MEMBER = re.compile(r"[A-Z0-9]{1,40}")


class TooOld(Refusal):
    """A button of a message from before an upgrade, or of nobody's."""

    def __init__(self) -> None:
        super().__init__("That button is from an older message. `/mine` shows what is open.")


def number(value: object) -> int:
    """Read a number of ours: `"²".isdigit()` is true, and 999…9 is beyond every store."""
    if not isinstance(value, str) or _NUMBER.fullmatch(value) is None:
        raise TooOld
    return int(value)


def change_id(value: object) -> str:
    if not isinstance(value, str) or _CHANGE.fullmatch(value) is None:
        raise TooOld
    return value


def packed(value: object) -> Mapping[str, object]:
    """Unpack what several things were packed into."""
    if not isinstance(value, str) or len(value) > LONGEST:
        raise TooOld
    try:
        return ids.unpack(value)
    except RecursionError as error:
        raise TooOld from error


def packed_number(values: Mapping[str, object], name: str) -> int:
    found = values.get(name)
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found <= LARGEST:
        raise TooOld
    return found


def packed_words(values: Mapping[str, object], name: str) -> str:
    found = values.get(name)
    # Slack passes on a lone surrogate, and no store takes it.
    if not isinstance(found, str) or clean(found) != found:
        raise TooOld
    return found


Fields = Mapping[str, object]


def fields(view: Mapping[str, object]) -> Fields:
    """What stands in the blocks of a form, each of which has one element."""
    state = view.get("state")
    blocks = state.get("values") if isinstance(state, dict) else None
    return {
        str(block_id): _value(block)
        for block_id, block in (blocks if isinstance(blocks, dict) else {}).items()
    }


def _value(block: object) -> object:
    elements = list(block.values()) if isinstance(block, dict) else []
    if len(elements) != 1 or not isinstance(elements[0], dict):
        return None
    for name in ("selected_date", "selected_time", "selected_user", "value"):
        if name in elements[0]:
            return elements[0][name]
    ticked = elements[0].get("selected_options")
    if isinstance(ticked, list):
        return next((one.get("value") for one in ticked if isinstance(one, dict)), None)
    option = elements[0].get("selected_option")
    if isinstance(option, dict):
        return option.get("value")
    return None


def words(found: object) -> str | None:
    """Free words of a form; None if there are none."""
    return clean(found)[:WORDS_LIMIT] or None if isinstance(found, str) else None


def member_id(found: object) -> str:
    if not isinstance(found, str) or _MEMBER.fullmatch(found) is None:
        raise Refusal("Pick who takes it over.", about="member")
    return found


def minute(hour: object) -> int:
    """The minute of the day of a time picker."""
    try:
        at = time.fromisoformat(str(hour))
    except ValueError as error:
        raise Refusal("Pick a time.", about="time") from error
    return at.hour * 60 + at.minute


def instant(day: object, hour: object, *, zone: ZoneInfo) -> datetime:
    """The wall-clock day and time of the pickers, in the speaker's zone."""
    try:
        at = datetime.combine(date.fromisoformat(str(day)), time.fromisoformat(str(hour)), zone)
    except ValueError as error:
        raise Refusal("Pick a day and a time.", about="date") from error
    if at.year not in YEARS:
        raise Refusal("That is too far away. Pick another day.", about="date")
    return at
