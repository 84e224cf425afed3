"""What is typed at the playground's prompt, and what it comes to."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core.errors import Refusal
from bot.core.hours import WorkingHours
from bot.playground.deeds import (
    Be,
    Deed,
    Line,
    Next,
    Press,
    Quit,
    React,
    Read,
    Say,
    Show,
    Slash,
    Until,
)
from bot.playground.prompt import Known, read

BERLIN = ZoneInfo("Europe/Berlin")
KNOWN = Known(
    people=("ada", "ben", "cleo"),
    commands=("/contact", "/promise", "/customer", "/mine", "/heed"),
    now=datetime(2026, 11, 16, 9, 5, tzinfo=BERLIN),  # a Monday
    hours=WorkingHours.of(
        zone="Europe/Berlin",
        week={
            day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        },
    ),
)


@pytest.mark.parametrize(
    ("typed", "deed"),
    [
        ("/contact from Acme: asks", Slash("/contact", "from Acme: asks")),
        ("  /MINE  ", Slash("/mine", "")),
        ("say promise Acme: call by friday", Say("promise Acme: call by friday")),
        ("say #support hello all", Say("hello all", "#support")),
        ("be ben", Be("ben")),
        ("be @Ben", Be("ben")),
        ("next", Next()),
        ("next              (time passes until Heed speaks)", Next()),  # as the welcome has it
        ("press answered", Press("answered")),
        ("press 2", Press(place=2)),
        ("press 2 kept", Press("kept", number=2)),  # a number before words is a thing's
        ("press #482 answered", Press("answered", number=482)),
        ("press more snooze", Press("snooze")),
        ("press [Answered]", Press("answered")),
        ("react :white_check_mark:", React("white_check_mark")),
        ("react ✅", React("white_check_mark")),
        ("react #482 ✅", React("white_check_mark", 482)),
        ("react 👀 482", React("eyes", 482)),
        ("react 🙋🏽", React("raising_hand")),  # a phone's skin tone
        ("💤", React("zzz")),
        ("unreact ✅", React("white_check_mark", is_removal=True)),
        ("read", Read()),
        ("read ben", Read("ben")),
        ("read #support", Read("#support")),
        ("read ben 10", Read("ben", 10)),
        ("read 1", Read(count=1)),
        ("help", Show("help")),
        ("?", Show("help")),
        ("people", Show("people")),
        ("customers", Show("customers")),
        ("quit", Quit()),
        ("exit", Quit()),
    ],
)
def test_a_line_is_one_thing_to_do(typed: str, deed: Deed) -> None:
    assert read(typed, KNOWN) == Line(deed)


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ("+30m", "2026-11-16T09:35"),
        ("+4h", "2026-11-16T13:05"),
        ("+ 1h 30m", "2026-11-16T10:35"),
        ("+2d", "2026-11-18T09:05"),
        ("+1w", "2026-11-23T09:05"),
        ("tomorrow 9:00", "2026-11-17T09:00"),
        ("tomorrow 8:59", "2026-11-17T08:59"),  # the prompt's clock has 24 hours
        ("tomorrow", "2026-11-17T09:00"),
        ("next monday", "2026-11-23T09:00"),
        ("monday", "2026-11-23T09:00"),  # on a Monday, the next one
        ("saturday", "2026-11-21T09:00"),
        ("fri 5pm", "2026-11-20T17:00"),
        ("until friday", "2026-11-20T09:00"),
    ],
)
def test_time_passes_until_then(typed: str, until: str) -> None:
    assert read(typed, KNOWN) == Line(Until(datetime.fromisoformat(until).replace(tzinfo=BERLIN)))


def test_days_keep_the_wall_clock_when_the_clocks_change() -> None:
    friday = Known(
        KNOWN.people, KNOWN.commands, datetime(2026, 10, 23, 9, tzinfo=BERLIN), KNOWN.hours
    )

    line = read("+3d", friday)

    assert line == Line(Until(datetime(2026, 10, 26, 9, tzinfo=BERLIN)))


@pytest.mark.parametrize("typed", ["ben: /mine", "Ben: /mine", "@ben:/mine"])
def test_a_name_in_front_types_for_somebody_else_once(typed: str) -> None:
    assert read(typed, KNOWN) == Line(Slash("/mine", ""), who="ben")


@pytest.mark.parametrize("typed", ["", "   "])
def test_an_empty_line_does_nothing(typed: str) -> None:
    assert read(typed, KNOWN) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/contakt from Acme: hm", "Did you mean /contact?"),
        ("/lunch", "There are /contact"),
        ("contact from Acme: hm", "slash: /contact from Acme: hm"),
        ("pres 1", "Did you mean press?"),
        ("blah", "help shows"),
        ("be", "be ben"),
        ("be zed", "There are ada, ben, cleo"),
        ("zed: /mine", "Nobody here is called “zed”"),
        ("+x", "+30m"),
        ("+999d", "too far"),
        ("press", "press 1"),
        ("react", "Which emoji?"),
        ("say", "Say what?"),
        ("yesterday", "over"),
        ("wed 9", "wed 9"),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_to_try(typed: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(typed, KNOWN)

    assert said in refused.value.sentence
