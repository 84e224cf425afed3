"""Reading a filled form: the same asks that typed words become, or what is wrong at each field."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from bot.core.asks import Candidate, LogContact, MakePromise, Naming
from bot.core.contacts import Direction, Mood, Via
from bot.core.errors import Refusal
from bot.core.filling import Field, Filled, Mark, Misfilled
from bot.core.hours import WorkingHours
from bot.core.phrases import LongAgo, read_due, read_past
from bot.core.words import WORDS_LIMIT, fitting_name

T = TypeVar("T")

WHOM = "Which customer? Begin to type the name."
BY_WHEN = "By when? Write it here, or pick a day below."
TWICE = "That is a date twice. Empty this field, or the day and the time below."
DAY_TOO = "On which day? Pick that too."


@dataclass(slots=True)
class Reading:
    """Reads field after field, so that all that is wrong is said at once."""

    errors: dict[Field, str] = field(default_factory=dict)

    def wrong(self, at: Field, sentence: str) -> None:
        self.errors.setdefault(at, sentence)

    def read(self, at: Field, reader: Callable[[str], T], text: str) -> T | None:
        if not text.strip():
            return None
        try:
            return reader(text)
        except Refusal as refusal:
            self.wrong(at, _worded(refusal, is_typed=at not in (Field.DATE, Field.TIME)))
            return None
        except ValueError:
            self.wrong(at, "Pick one of the list.")
            return None

    def words(self, filled: Filled, missing: str) -> str:
        if not filled.words.strip():
            self.wrong(Field.WORDS, missing)
        elif len(filled.words) > WORDS_LIMIT:
            self.wrong(Field.WORDS, f"I keep at most {WORDS_LIMIT:,} characters. Say it shorter.")
        return filled.words.strip()

    def done(self) -> None:
        if self.errors:
            raise Misfilled(self.errors)


def read_contact_form(
    filled: Filled, *, name: str, now: datetime, hours: WorkingHours, is_sure: bool = False
) -> LogContact:
    """Read the form for a contact with the customer of that name. Raises Misfilled.

    Its time `is_sure` where it is that of a message.
    """
    reading = Reading()
    words = _about(reading, filled, name, "What was it about? A few words will do.")
    direction = reading.read(Field.DIRECTION, Direction, filled.direction)
    if direction is None:
        reading.wrong(Field.DIRECTION, "Who spoke?")
    is_complaint = Mark.COMPLAINT in filled.marks
    if is_complaint and direction is Direction.OUTBOUND:
        reading.wrong(Field.MARKS, "Customers complain; we do not. Untick it, or say they spoke.")
    if is_complaint and Mark.FYI in filled.marks:
        reading.wrong(Field.MARKS, "A complaint waits for an answer. Is it one? Untick the other.")
    is_ack = Mark.ACK in filled.marks
    if is_ack and direction is Direction.INBOUND:
        reading.wrong(Field.MARKS, "Only we can say that we are on it. Untick it, or say we spoke.")
    at = _instant(
        reading, filled, lambda text: read_past(text, now=now, hours=hours, is_sure=is_sure)
    )
    via = reading.read(Field.VIA, Via, filled.via)
    mood = reading.read(Field.MOOD, Mood, filled.mood)
    reading.done()
    return LogContact(
        direction or Direction.INBOUND,
        Naming((Candidate(name, words),), filled.number or None),
        at=at,
        via=via,
        fyi=Mark.FYI in filled.marks,
        mood=mood,
        complaint=is_complaint,
        ack=is_ack,
    )


def read_promise_form(
    filled: Filled, *, name: str, now: datetime, hours: WorkingHours
) -> MakePromise:
    """Read the form for a promise to the customer of that name. Raises Misfilled."""
    reading = Reading()
    words = _about(reading, filled, name, "What do we promise? A few words will do.")
    if filled.time and not filled.day:
        reading.wrong(Field.DATE, DAY_TOO)
    elif not filled.phrase.strip() and not filled.day:
        reading.wrong(Field.PHRASE, BY_WHEN)
    due_at = _instant(reading, filled, lambda text: read_due(text, now=now, hours=hours))
    reading.done()
    due_words = filled.phrase.strip() or filled.when
    return MakePromise(Naming((Candidate(name, words),)), due_at or now, due_words)


def _about(reading: Reading, filled: Filled, name: str, missing: str) -> str:
    if not name:
        reading.wrong(Field.CUSTOMER, WHOM)
    reading.read(Field.CUSTOMER, fitting_name, name)
    return reading.words(filled, missing)


def _instant(
    reading: Reading, filled: Filled, reader: Callable[[str], datetime]
) -> datetime | None:
    """A phrase, or what was picked; never both, for one of them would be ignored."""
    if filled.phrase.strip() and filled.when:
        reading.read(Field.PHRASE, reader, filled.phrase)
        reading.wrong(Field.PHRASE, TWICE)
        return None
    if filled.phrase.strip():
        return reading.read(Field.PHRASE, reader, filled.phrase)
    return reading.read(Field.DATE if filled.day else Field.TIME, reader, filled.when)


def _worded(refusal: Refusal, *, is_typed: bool) -> str:
    """What is wrong, with what could be typed where a button would have offered it."""
    if isinstance(refusal, LongAgo) and not is_typed:
        sure = refusal.choices[0].words
        return f"That is more than a year ago. If so, empty the day and write “{sure}” above."
    if not refusal.choices or not is_typed:
        return refusal.sentence
    return f"{refusal.sentence} For example: {refusal.choices[0].words}."
