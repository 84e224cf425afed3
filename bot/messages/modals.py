"""Modals: a new contact or promise, a new date, a hand-over, and an earlier time for an answer."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core import things
from bot.core.history import Kind
from bot.core.promises import Promise, may_be_corrected
from bot.core.things import Thing
from bot.messages import ids, kit, rows, wording
from bot.messages.elements import (
    datepicker,
    input_block,
    plain_text_input,
    radio_buttons,
    timepicker,
    users_select,
)
from bot.messages.kit import Block, View

_SNOOZE = ("Snooze it: no reminders until then", ids.SNOOZE)
_REST_OF_INQUIRY = (
    _SNOOZE,
    ("On hold: we wait for them, and the clock stands", ids.HOLD),
    ("I told them we are on it: they still wait", ids.ACK),
)
_REST_OF_PROMISE = (_SNOOZE, ("Withdraw it: it is off, and the history says why", ids.WITHDRAW))


def new_date(thing: Thing, *, zone: ZoneInfo, now: datetime) -> View:
    """Ask for a promise's new date, and why; the present one stands there, or tomorrow."""
    due = things.due_at(thing).astimezone(zone)
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    day = due.date() if due > now else tomorrow
    is_fresh = isinstance(thing.item, Promise) and may_be_corrected(thing.item, now)
    hint = "It stands in the history."
    if is_fresh:
        hint = f"{hint} What I only misread needs no reason."
    return View(
        ids.VIEW_NEW_DATE,
        "New date",
        (
            _about(thing, f"due {wording.due(due, zone, now)}"),
            input_block(ids.BLOCK_DATE, "New day", datepicker(day)),
            _time(due, zone),
            input_block(
                ids.BLOCK_REASON,
                "Why?",
                plain_text_input(placeholder="The supplier is late", longest=500),
                optional=is_fresh,
                hint=hint,
            ),
            input_block(
                ids.BLOCK_TOLD,
                "Does the customer know?",
                radio_buttons([("Yes, I told them", ids.TOLD), ("Not yet", ids.NOT_TOLD)]),
                # Once it is overdue they know at least that it is late.
                optional=is_fresh or now > due,
                hint="A new date that they hear of in time is no promise missed.",
            ),
        ),
        "Move",
        ids.pack(n=thing.number),
    )


def give(thing: Thing) -> View:
    """Ask who takes it over."""
    return View(
        ids.VIEW_GIVE,
        "Hand over",
        (
            _about(thing, f"now with {rows.owner(thing)}"),
            input_block(ids.BLOCK_MEMBER, "To whom?", users_select("Pick a member")),
            input_block(
                ids.BLOCK_REASON,
                "A word for them",
                plain_text_input(placeholder="They expect a call", longest=500),
                optional=True,
            ),
        ),
        "Hand over",
        ids.pack(n=thing.number),
    )


def rest(thing: Thing, *, zone: ZoneInfo, now: datetime) -> View:
    """Ask what is to become of it, until when, and why."""
    is_inquiry = thing.kind is Kind.INQUIRY
    ways = _REST_OF_INQUIRY if is_inquiry else _REST_OF_PROMISE
    hint = "Empty: until tomorrow morning."
    if is_inquiry:
        hint = "Empty: a snooze ends tomorrow morning, a hold after three working days."
    phrase = plain_text_input(placeholder="monday, in 2 hours", longest=80)
    why = plain_text_input(placeholder="They are on holiday", longest=500)
    due = wording.when(things.due_at(thing), zone, now)
    what = radio_buttons(ways, initial=ids.SNOOZE)
    return View(
        ids.VIEW_REST,
        "Snooze or hold" if is_inquiry else "Snooze or withdraw",
        (
            _about(thing, f"due {due}"),
            input_block(ids.BLOCK_WHAT, "What is it to be?", what),
            input_block(ids.BLOCK_PHRASE, "Until when?", phrase, optional=True, hint=hint),
            input_block(ids.BLOCK_DATE, "Or pick the day", datepicker(), optional=True),
            input_block(
                ids.BLOCK_TIME,
                "And the time",
                timepicker(None, zone=zone),
                optional=True,
                hint=f"{wording.zone_name(zone)}. Empty: as that day begins.",
            ),
            input_block(ids.BLOCK_REASON, "Why?", why, optional=True),
        ),
        "Do it",
        ids.pack(n=thing.number),
    )


def earlier(thing: Thing, *, zone: ZoneInfo, now: datetime) -> View:
    """Ask when it was really answered or kept, so that figures stay honest."""
    local = (thing.item.settled_at or now).astimezone(zone)
    done = "answered" if thing.kind is Kind.INQUIRY else "kept"
    return View(
        ids.VIEW_EARLIER,
        f"When was it {done}?",
        (
            _about(thing, f"{done} {wording.when(local, zone, now)}"),
            input_block(ids.BLOCK_DATE, "Day", datepicker(local.date())),
            _time(local, zone),
        ),
        "Save",
        ids.pack(n=thing.number),
    )


def _time(at: datetime, zone: ZoneInfo) -> Block:
    picker = timepicker(at.time(), zone=zone)
    return input_block(ids.BLOCK_TIME, "Time", picker, hint=f"{wording.zone_name(zone)}.")


def _about(thing: Thing, note: str) -> Block:
    return kit.section(f"{rows.numbered(thing)}: {kit.quoted(thing.words)} · {note}")
