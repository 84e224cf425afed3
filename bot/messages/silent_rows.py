"""Rows about a silence: what the customer should hear, and what shows once they have heard it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from bot.core import things
from bot.core.deliveries import Bundle, NudgeRow
from bot.core.inquiries import Inquiry
from bot.core.ladders import plain
from bot.core.promises import Promise
from bot.core.silences import FIRST, UNTOLD, UPDATE
from bot.messages import buttons, ids, kit, wording
from bot.messages.kit import Element

BEFORE_DUE = ("day_before", "due_soon")


def is_of_silence(row: NudgeRow) -> bool:
    return row.nudge.step.startswith((UPDATE, UNTOLD))


def is_told(row: NudgeRow) -> bool:
    """Whether the silence that this row is about is over."""
    names = {step.name for step in things.plan(row.thing)}
    return is_of_silence(row) and row.nudge.step not in names


def wanted(bundle: Bundle, row: NudgeRow) -> str | None:
    """Say what to tell the customer; None where the row is about something else."""
    item, name = row.thing.item, kit.name(row.thing.customer.name)
    if isinstance(item, Inquiry):
        return _of_inquiry(bundle, row, item, name)
    if item.untold_since is not None and not is_of_silence(row):
        return f"{name} does not know the new date yet: tell them."
    if plain(row.nudge.step) in BEFORE_DUE:
        return f"Will it be late? Tell {name} now and press *New date*."
    if row.nudge.step.startswith(UNTOLD):
        return f"{name} does not know the new date yet: tell them."
    if row.nudge.step.startswith(UPDATE):
        since = wording.since(_last_word(row), bundle.zone, bundle.now)
        return f"No word to {name} {since}: tell them where it stands."
    return None


def _of_inquiry(bundle: Bundle, row: NudgeRow, inquiry: Inquiry, name: str) -> str | None:
    if inquiry.acked_at is None:
        return None
    acked = wording.when(inquiry.acked_at, bundle.zone, bundle.now)
    if is_told(row) or not is_of_silence(row):
        return f"They were told {acked} that we are on it."
    who = "you" if row.thing.owner.id == bundle.reader_id else "we"
    last = row.thing.told_at
    if last is not None and last > inquiry.acked_at:
        word = wording.when(last, bundle.zone, bundle.now)
        return f"Tell {name} where it stands: they last heard from us {word}."
    return f"Tell {name} where it stands: {who} said {acked} that {who} are on it."


def _last_word(row: NudgeRow) -> datetime:
    item = row.thing.item
    made_at = item.made_at if isinstance(item, Promise) else None
    return max(filter(None, (row.thing.told_at, made_at)))


def told(row: NudgeRow, *, zone: ZoneInfo, now: datetime) -> str:
    """Say that nothing more is wanted than what the ladder will ask for."""
    last = row.thing.told_at
    at = f", {wording.when(last, zone, now)}" if last is not None else ""
    return f"✓ They were told{at}. It is due {wording.when(row.due_at, zone, now)}."


def buttons_of(bundle: Bundle, row: NudgeRow) -> list[Element]:
    """What a row offers: the likely next thing first, the rest in the menu."""
    thing = row.thing
    more = partial(buttons.more, thing, reader_id=bundle.reader_id, now=bundle.now)
    if isinstance(thing.item, Promise):
        return _of_promise(row, more)
    settle = buttons.settle(thing)
    if plain(row.nudge.step) == FIRST and thing.item.acked_at is None:
        told = buttons.told(thing, "I told them we are on it")
    elif is_of_silence(row) and not is_told(row):
        told = buttons.told(thing)
    else:
        return [settle, more()]
    return [settle, told, more(beside=(ids.MORE_ACK,))]


def _of_promise(row: NudgeRow, more: Callable[..., Element]) -> list[Element]:
    thing = row.thing
    if is_of_silence(row):
        menu = more(beside=(ids.MORE_DATE,))
        return [buttons.told(thing, style="primary"), buttons.new_date(thing), menu]
    settle = buttons.settle(thing)
    if isinstance(thing.item, Promise) and thing.item.untold_since is not None:
        return [settle, buttons.told(thing), more()]
    if plain(row.nudge.step) in BEFORE_DUE:
        menu = more(beside=(ids.MORE_KEPT, ids.MORE_DATE))
        return [settle, buttons.new_date(thing), menu]
    return [settle, more()]
