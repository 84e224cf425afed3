"""The script of the played week: what people type, day by day, and what must come of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scene:
    """One line at the prompt, told by a sentence; `expected` must be on the screen after it.

    `answers` fill in the form that it opens. What is not `shown` only has to come true.
    """

    typed: str
    told: str = ""
    expected: tuple[str, ...] = ()
    unexpected: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the week, and what happens on it."""

    title: str
    scenes: tuple[Scene, ...]


MONDAY = Day(
    "Monday: a customer asks, and nobody answers",
    (
        Scene(
            "/contact from Acme: when do the spare parts arrive?",
            "Acme wrote. Ada logs it in one line; the clock starts.",
            ("Logged for Acme", "Answer due Mon 16 Nov, 13:00"),
        ),
        Scene(
            "next",
            "Three hours pass without an answer. Heed reminds Ada, and her alone. It is the "
            "first time, so it says who it is.",
            ("Hello Ada, I am Heed", "Acme waits for you", "Ben hears of it Mon 16 Nov, 15:00"),
        ),
        Scene(
            "react ✅",
            "She has called them in the meantime. An emoji on the reminder is enough.",
            ("(edited)", "✓ Answered by Ada"),
        ),
        Scene(
            "/contact from Nortwind Tea: the invoice is wrong",
            "Next one, with a slip of the pen. Nothing typed is lost.",
            ("Did you mean", "Northwind Tea"),
        ),
        Scene("press 1", "", ("Logged for Northwind Tea",)),
        Scene(
            "/contact from Brightwater: they moved office",
            "That one is no question at all.",
            ("Logged for Brightwater",),
        ),
        Scene("press undo", "So she takes it back.", ("Undone",)),
        Scene(
            "/contact to Northwind Tea: corrected invoice is on its way",
            "",
            ("Northwind Tea", "answered"),
            shown=False,
        ),
        Scene("today 17:00", "", shown=False),
        Scene(
            "cleo: /contact from Lumen Optics: the scanner is down by phone",
            "Berlin closes; in São Paulo it is one in the afternoon. Lumen Optics is a key "
            "customer: an answer within two hours.",
            ("Logged for Lumen Optics", "Answer due Mon 16 Nov, 15:00", "by phone"),
        ),
        Scene(
            "ben: tomorrow 8:59",
            "Cleo is reminded twice and does not get to it. Ben would hear of it now, but he has "
            "gone home: Heed writes to nobody outside their working hours.",
            ("nothing new for you", "Cleo got 2 messages"),
        ),
    ),
)
TUESDAY = Day(
    "Tuesday: what waited overnight, a promise, a snooze",
    (
        Scene(
            "ben: +2m",
            "So Ben reads it when he opens shop.",
            ("Lumen Optics waits for Cleo", "hours late"),
        ),
        Scene(
            "ben: press I have it",
            "He takes it, for she is still asleep.",
            ("(edited)", "You have it until"),
        ),
        Scene(
            "ben: /contact to Lumen Optics: walked them through a restart",
            "",
            ("answered",),
            shown=False,
        ),
        Scene(
            "/promise Acme: send the delivery dates by 4pm",
            "Ada promises something, in plain words.",
            ("Promised to Acme", "Tuesday 17 November, 16:00"),
        ),
        Scene(
            "/contact from Fern & Fable: may we visit next week?",
            "",
            ("Logged for Fern & Fable",),
            shown=False,
        ),
        Scene(
            "today 12:30",
            "Fern & Fable asked something at nine; it is half past twelve.",
            ("Fern & Fable waits for you",),
        ),
        Scene(
            "press snooze until tomorrow",
            "They are out for lunch and can wait until tomorrow.",
            ("(edited)", "Snoozed until Wed 18 Nov, 9:00"),
        ),
        Scene(
            "today 15:00",
            "An hour before the promise is due, Heed reminds her of that.",
            ("You promised Acme: “send the delivery dates”", "It is due Tue 17 Nov, 16:00"),
        ),
        Scene("press kept", "It is done.", ("✓ Kept by Ada",)),
    ),
)
WEDNESDAY = Day(
    "Wednesday: a date is moved, a customer changes hands, Ada leaves",
    (
        Scene(
            "tomorrow 9:01",
            "The snooze is over.",
            ("Fern & Fable waits for you", "the snooze is over"),
        ),
        Scene(
            "press hand over",
            "Ada hands it to Ben, with a word. A form asks to whom.",
            ("Now with Ben",),
            answers=("ben", "they like Thursdays"),
        ),
        Scene("ben: /contact to Fern & Fable: Thursday it is", "", ("answered",), shown=False),
        Scene(
            "/promise Northwind Tea: credit note by noon",
            "",
            ("Promised to Northwind Tea",),
            shown=False,
        ),
        Scene(
            "today 11:00",
            "Another promise comes due, and this time it cannot be kept.",
            ("You promised Northwind Tea",),
        ),
        Scene(
            "press new date",
            "So she moves it, says why, and that Northwind Tea knows.",
            ("Moved to Mon 23 Nov, 10:00",),
            answers=("monday", "10:00", "accounting needs the old invoice", "1"),
        ),
        Scene(
            "/heed away until friday cover @cleo",
            "Ada is off until Friday. Cleo stands in for her.",
            ("You are away until Friday", "Cleo gets your reminders"),
        ),
    ),
)
THURSDAY = Day(
    "Thursday and Friday: away, with cover; and what stays open reaches the lead",
    (
        Scene("ben: tomorrow 13:00", "", shown=False),
        Scene(
            "ben: /contact from Acme: one part is missing",
            "Acme writes again. Ada is away.",
            ("Logged for Acme",),
        ),
        Scene(
            "cleo: today 16:05",
            "The reminder goes to Cleo, and says why.",
            ("Acme waits for Ada", "in place of Ada"),
        ),
        Scene(
            "ben: tomorrow 11:05",
            "Cleo does not get to it. When the owner's time is up, Ben hears.",
            ("Acme waits for Ada", "Ask the owner"),
        ),
        Scene(
            "ben: /contact to Acme: the part leaves today",
            "Ben answers; that closes it for all.",
            ("answered",),
        ),
    ),
)
FRIDAY = Day(
    "Friday: a promise for the weekend",
    (
        Scene(
            "/promise Acme: confirm the delivery by saturday noon",
            "Ada is back.",
            ("Promised to Acme", "Saturday 21 November, 12:00"),
        ),
        Scene(
            "sunday 20:00",
            "It comes due on Saturday. Ada's weekend stays hers.",
            unexpected=("It was due",),
        ),
    ),
)
NEXT_MONDAY = Day(
    "Monday: the digest",
    (
        Scene(
            "monday 9:05",
            "What waited over the weekend comes when she is back at work.",
            ("You promised Acme: “confirm the delivery”", "It was due Sat"),
        ),
        Scene("press #9 kept", "", ("✓ Kept by Ada",), shown=False),
        Scene(
            "ben: read 1",
            "And Ben reads how the week went.",
            ("confirm the delivery", "Thanks to Ada"),
        ),
    ),
)
WEEK = (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, NEXT_MONDAY)
