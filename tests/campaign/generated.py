"""What might be typed after a command: sentences near the grammar, with whatever a person, a phone
or somebody who means harm may put between the words."""

import re
from dataclasses import dataclass

from hypothesis import strategies as st

# What must never come out as it went in: each has a power of its own where Slack formats a text.
MARK = "<mk7&>"
MARKS = (MARK, "*mk8*", "`mk9`", "~mk5~", "_mk6_")
# Nobody is called so: whoever is mentioned by this id was mentioned by what somebody typed.
GHOST = "U0GHOST"

MEMBERS = ("U0ADA", "U0BEN", "U0CLEO", "U0GUS")
NAMES = ("Acme", "acme", "Acmee", '"Acme"', "“Acme”", "Globex", "Acme, Inc.", '"by"', "Help Desk")
NUMBERS = ("1", "2", "#3", "12", "482", "#482", "0", "999999999", "9" * 30, "²", "-1", "1.5")
DUES = (
    *("friday", "fri 5pm", "tomorrow noon", "eod", "eow", "end of month", "in 2 working days"),
    *("3 Dec", "2026-12-03 15:00", "next tue", "in 90m", "03/04", "last friday", "29 Feb", "noon"),
    *("25:61", "9999-12-31", "0000-00-00", "in 99999999 years", "in -3 days", "2026-13-45"),
    *("monday in Asia/Tokyo", "24:00", "in 0 minutes", "12/12/12", "the 32nd", "१२ Dec"),
)
SAID = ("asks for a quote", "send the revised quote", "call back by phone", "it's by the door")
PINGS = (
    *("<!channel>", "<!here|here>", "<!everyone>", "<!subteam^S0ALL|@all>", "<!subteam^S0ALL>"),
    *(
        "&lt;!channel&gt;",
        "&amp;lt;!here&amp;gt;",
        "@here",
        "@channel",
        "@everyone",
        "<!date^1^x|y>",
    ),
    *(f"<@{GHOST}|ghost>", f"<@{GHOST}>", "<@U0BEN|ben>", "<@U0ADA>", "<@>", "<@U0BEN|<!here>>"),
    *("<#C0NOWHERE|nowhere>", "<#C0NOWHERE|>", "#general", "<https://evil.example|your bank>"),
    *("<mailto:a@b.example|x>", "<tel:1|2>", "https://evil.example/a?b=c&d=e", "<!", "<@U0BEN|"),
)
ODD = (
    *("שלום", "\u202eevil", "\u2066x", "\u2069", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u3164"),
    *("\ud800", "\udfff\ud83d", "\x00", "\x1b[31m", "\x7f", "\u2028", "\r\n", "\n", "\t", "\v"),
    *("🔥", "👩‍👩‍👧", "🏳️‍🌈", ":eyes:", ":tada::skin-tone-3:", "e" + "\u0301" * 60, "\ufffe", "ﷺ"),
    *("&amp;", "&amp;amp;", "&lt;", "&gt;", "&", "<", ">", "<>", "&#60;!channel&#62;", "&lt"),
    *("*", "_", "~", "`", "```", "*_~`x`~_*", "> quote", "• x", "\\", "%s", "{0}", "{", "}", "$x"),
    *('"', "“", "'", "’", ":", "::", ",", ";", "/", "//", "--", "—", "(", ")", "[x](y)", "|", "#"),
    *("Robert'); DROP TABLE customers;--", "by", "from", "to", "at", "until", "because", "help"),
)
# Each is longer than anything is kept, or asks much of whoever looks for something in it.
LONG = (
    *(
        "x" * 10_000,
        "a " * 5_000,
        "<" * 3_000,
        "&" * 3_000,
        "*" * 3_000,
        "🔥" * 2_500,
        "1 " * 1_500,
    ),
    *("by " * 3_000, "by friday " * 1_000, "<@U0BEN|" * 1_000, "\u202e" * 3_000, "\n" * 5_000),
    *('"' * 2_000, ": " * 2_000, "&lt;" * 2_000, "at " * 1_900, "because " * 1_000, "(" * 2_100),
    *("x" * 1_999 + "&", "y" * 79 + "<" + " z" * 900, "&amp;" * 399, "<" * 1_990, " " * 9_000),
)
SHAPES = {
    "/contact": (
        *("from NAME: SAID", "to NAME: SAID", "from NAME: SAID HOW", "to NAME NUMBER: SAID HOW"),
        *("answered NUMBER", "snooze NUMBER until DUE", "hold NUMBER until DUE", "take NUMBER"),
        *(
            "give NUMBER WHO",
            "give NUMBER WHO because SAID",
            "none NUMBER",
            "none NUMBER because SAID",
        ),
        *("resume NUMBER", "release NUMBER", "move NUMBER to DUE", "NAME SAID", "help", "", "from"),
    ),
    "/promise": (
        *("NAME: SAID by DUE", "to NAME: SAID by DUE", "NAME SAID by DUE", "NAME: SAID", "NAME:"),
        *("kept NUMBER", "move NUMBER to DUE because SAID", "withdraw NUMBER because SAID"),
        *("move NUMBER to DUE", "withdraw NUMBER", "give NUMBER WHO", "undo NUMBER", "help", ""),
    ),
    "/customer": (
        *("NAME", "add NAME", "add NAME internal", "add NAME WHO", "add NAME tier key", "list"),
        *("list team NUMBER", "list mine", "edit NAME", "merge NAME NAME", "needs NAME SAID", ""),
    ),
    "/mine": ("", "team", "help", "SAID", "team NUMBER"),
    "/heed": (
        *("help", "help TOPIC", "setup", "setup lead WHO", "setup channel PING", "setup PING NAME"),
        *(
            "setup hours mon-fri 9-17",
            "setup hours DUE",
            "setup closed DUE",
            "setup emoji claim ODD",
        ),
        *(
            "setup reminders channel",
            "setup reminders dm",
            "away until DUE",
            "away until DUE cover WHO",
        ),
        *("away DUE", "back", "undo", "undo NUMBER", "why NUMBER", "check", "digest", "SAID", ""),
    ),
}
FILLINGS: dict[str, st.SearchStrategy[str]] = {
    "NAME": st.sampled_from((*NAMES, "Acme", "Acme", f"Odd {MARK} & Sons", f'"{MARKS[1]}"')),
    "NUMBER": st.sampled_from(NUMBERS) | st.integers(1, 60).map(str),
    "DUE": st.sampled_from(DUES),
    "SAID": st.sampled_from((*SAID, *(f"wants {mark} soon" for mark in MARKS))),
    "HOW": st.sampled_from(("by phone", "at yesterday 4pm", "fyi", "happy", "at 25:00", "by owl")),
    "WHO": st.sampled_from(("<@U0BEN|ben>", "<@U0CLEO>", "@ben", "me", f"<@{GHOST}|ghost>", "@")),
    "TOPIC": st.sampled_from(("contact", "dates", "privacy", "due", "setup", "no such thing")),
    "PING": st.sampled_from(PINGS),
    "ODD": st.sampled_from(ODD),
}
_FILLED = re.compile("|".join(FILLINGS))

marked = st.sampled_from(MARKS)
hostile = st.one_of(
    st.sampled_from(PINGS),
    st.sampled_from(ODD),
    marked,
    st.sampled_from((*NAMES, *DUES, *NUMBERS)),
    st.text(max_size=20),
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A command, and who typed it."""

    member_id: str
    command: str
    words: str


@st.composite
def sentences(draw: st.DrawFn, shapes: tuple[str, ...]) -> str:
    """A sentence of one of these shapes, most often with something in it that hardly belongs."""
    shape = draw(st.sampled_from(shapes))
    words = _FILLED.sub(lambda found: draw(FILLINGS[found[0]]), shape).split(" ")
    for _ in range(draw(st.integers(0, 3))):
        words.insert(draw(st.integers(0, len(words))), draw(hostile))
    if draw(st.integers(0, 7)) == 0:
        del words[draw(st.integers(0, len(words) - 1))]
    if draw(st.integers(0, 19)) == 0:
        words.insert(draw(st.integers(0, len(words))), draw(st.sampled_from(LONG)))
    between = draw(st.sampled_from((" ", " ", " ", " ", " ", "  ", "\n", "", "\u00a0")))
    return between.join(words)


@st.composite
def typed(draw: st.DrawFn) -> Typed:
    """A command with a sentence of its own, of another command's, or with no sense at all."""
    command = draw(st.sampled_from(tuple(SHAPES)))
    shaped = SHAPES[draw(st.sampled_from(tuple(SHAPES)))] if draw(_RARELY) else SHAPES[command]
    words = draw(st.text(max_size=60)) if draw(_RARELY) else draw(sentences(shaped))
    return Typed(
        member_id=draw(st.sampled_from(("U0ADA",) * 12 + MEMBERS)),
        command=command,
        words=words,
    )


_RARELY = st.integers(0, 11).map(lambda one: one == 0)

anything_said = st.one_of(*(sentences(shapes) for shapes in SHAPES.values()), hostile)
