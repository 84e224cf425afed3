"""What people at the playground's company typed in their first two months, and why it matters."""

from collections.abc import Iterator
from dataclasses import dataclass

WEEKS = 8  # before the one in which somebody looks in


@dataclass(frozen=True, slots=True)
class Entry:
    """One line that somebody typed: in which week, on which day and when."""

    week: int
    day: str
    clock: str
    who: str
    words: str
    # A promise is named, and `{name}` in later words stands for its number.
    name: str = ""


@dataclass(frozen=True, slots=True)
class Correspondent:
    """A customer who writes every week: on which day, and what they ask, in turn."""

    customer: str
    owner: str
    day: str
    asks_at: str
    # When we answered, week by week; "" where we did so on the next morning.
    answered_at: tuple[str, ...]
    asks: tuple[tuple[str, str], ...]
    # The week in which their owner took Heed up: not everybody did in the first.
    since: int = 1


CORRESPONDENTS = (
    Correspondent(
        "Acme",
        "ada",
        "mon",
        "9:20",
        ("10:40", "11:05", "15:30", "10:10", "", "10:55", "12:10", "9:50"),
        (
            ("when do the spare parts arrive?", "spare parts ship on Wednesday"),
            ("the invoice has the wrong address", "sent the corrected invoice"),
            ("may we have a second login?", "second login is active"),
            ("asks for a quote for forty units", "sent the quote"),
            ("the export is empty since Friday by phone", "export works again"),
        ),
    ),
    Correspondent(
        "Lumen Optics",
        "cleo",
        "tue",
        "14:10",
        ("15:00", "15:20", "14:50", "17:40", "15:05", "14:45", "", "15:10"),
        (
            ("the scanner is down by phone", "walked them through a restart"),
            ("how do we add a branch office?", "sent the steps, with pictures"),
            ("two parcels are missing", "parcels found, they arrive tomorrow"),
        ),
        since=3,
    ),
    Correspondent(
        "Northwind Tea",
        "ada",
        "wed",
        "10:05",
        ("11:30", "", "12:40", "11:15", "13:20", "10:50", "11:45", "12:05"),
        (
            ("where is our order?", "order left this morning"),
            ("please change the delivery day to Thursday", "delivery day changed"),
            ("one crate was damaged unhappy", "a new crate is on its way"),
            ("asks for the price list", "sent the price list"),
        ),
    ),
    Correspondent(
        "Brightwater",
        "ben",
        "thu",
        "9:40",
        ("10:30", "12:20", "10:15", "", "11:50", "10:05", "10:35", "11:10"),
        (
            ("the contract ends in March, what then?", "proposed a call about the contract"),
            ("can the report come as a table?", "sent the report as a table"),
        ),
        since=3,
    ),
    Correspondent(
        "Finance",
        "ben",
        "fri",
        "11:00",
        ("13:00", "11:40", "14:10", "11:30", "", "12:00", "13:15", "11:20"),
        (
            ("needs the receipts of last month", "sent the receipts"),
            ("who pays for the new phones?", "it is on our budget"),
        ),
        since=5,
    ),
)


@dataclass(frozen=True, slots=True)
class Habit:
    """Something that is promised every week from `since` on, and once kept a week late."""

    who: str
    customer: str
    what: str
    made: str
    due: str
    kept: str
    since: int
    late_in: int = 0


HABITS = (
    Habit("ada", "Acme", "send the delivery dates", "mon 14:00", "wed 4pm", "wed 11:30", 1, 3),
    Habit("ada", "Northwind Tea", "credit note", "wed 14:00", "friday noon", "fri 10:20", 3, 6),
    Habit("cleo", "Lumen Optics", "a scanner test", "tue 16:30", "thu 6pm", "thu 16:00", 4, 5),
    Habit("ben", "Brightwater", "draft of the contract", "thu 14:00", "fri 4pm", "fri 15:10", 6),
)
# Fern & Fable are talked to once a fortnight, and then no more.
CHECKED_IN = (
    (1, "fri", "to Fern & Fable: checked in, all is well by phone"),
    (3, "fri", "to Fern & Fable: sent the spring catalogue by email"),
)

# The week in which somebody looks in: who waits, what is due, and what is late.
NOW = (
    Entry(9, "mon", "9:30", "ada", "/contact from Acme: the second login does not work"),
    Entry(9, "mon", "10:15", "ada", "/contact to Acme: second login works again"),
    Entry(9, "mon", "11:00", "ada", "/promise Fern & Fable: samples of the new fabric by wed noon"),
    Entry(9, "tue", "14:20", "cleo", "/promise Lumen Optics: plan for the move by friday 4pm"),
    Entry(9, "wed", "9:50", "ada", "/contact from Northwind Tea: the last crate was short unhappy"),
    Entry(9, "wed", "15:40", "ada", "/promise Acme: send the revised quote by thursday 11am"),
    Entry(9, "wed", "15:50", "ada", "/promise Northwind Tea: the missing boxes by thursday 4pm"),
    Entry(9, "wed", "16:10", "ada", "/contact from Acme: may we visit next week?"),
    Entry(9, "thu", "9:10", "ben", "/contact from Brightwater: is the draft final?"),
    Entry(9, "thu", "9:30", "ben", "/contact to Brightwater: yes, it is final by phone"),
    Entry(9, "thu", "9:45", "cleo", "/contact from Lumen Optics: the move is a week earlier"),
)
SAID = (
    Entry(9, "wed", "10:20", "ada", "#support Northwind Tea got a short crate again."),
    Entry(9, "wed", "10:24", "ben", "#support I'll ask the warehouse. Who tells them?"),
    Entry(9, "wed", "10:31", "ada", "#support I do, as soon as I know when the rest comes."),
    Entry(9, "wed", "16:05", "ona", "#acme-and-us Hello! May we visit you next week?"),
    Entry(9, "thu", "9:05", "gus", "#support Good morning! I am in the archive today."),
)


def entries() -> Iterator[Entry]:
    """Give every line, in no order."""
    for week in range(1, WEEKS + 1):
        for one in CORRESPONDENTS:
            if week >= one.since:
                yield from _asked(one, week)
        for habit in HABITS:
            if week >= habit.since:
                yield from _promised(habit, week)
    for week, day, words in CHECKED_IN:
        yield Entry(week, day, "15:00", "ada", f"/contact {words}")
    yield from NOW
    yield from SAID


def _asked(one: Correspondent, week: int) -> Iterator[Entry]:
    asks, answer = one.asks[(week - 1) % len(one.asks)]
    clock = one.answered_at[(week - 1) % len(one.answered_at)]
    yield Entry(week, one.day, one.asks_at, one.owner, f"/contact from {one.customer}: {asks}")
    day = one.day if clock else _AFTER[one.day]
    answered = week + 1 if not clock and one.day == "fri" else week
    words = f"/contact to {one.customer}: {answer}"
    yield Entry(answered, day, clock or "10:30", one.owner, words)


def _promised(habit: Habit, week: int) -> Iterator[Entry]:
    name = f"{habit.who}-{habit.customer}-{week}"
    day, clock = habit.made.split()
    words = f"/promise {habit.customer}: {habit.what} by {habit.due}"
    yield Entry(week, day, clock, habit.who, words, name=name)
    is_late = habit.late_in == week
    day, clock = ("mon", "11:40") if is_late else habit.kept.split()
    yield Entry(week + is_late, day, clock, habit.who, f"/promise kept {{{name}}}")


_AFTER = {"mon": "tue", "tue": "wed", "wed": "thu", "thu": "fri", "fri": "mon"}
