"""Sessions at the playground's prompt, typed through a pipe."""

import io
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.playground.screen import Screen
from bot.playground.terminal import coming_monday, play_on
from bot.settings import Settings

ROOT = Path(__file__).parents[2]


def played(*lines: str, settings: Settings | None = None) -> str:
    """Play a session; return the screen with its line breaks evened out."""
    out = io.StringIO()
    typed = io.StringIO("".join(f"{line}\n" for line in lines))

    status = play_on(settings or Settings(), typed=typed, out=out, environ={})

    assert status == 0
    return " ".join(out.getvalue().split())


def in_order(screen: str, *parts: str) -> None:
    """Each part stands on the screen, after the one before it."""
    at = 0
    for part in parts:
        assert part in screen[at:], f"{part!r} is not on the rest of the screen: {screen[at:]}"
        at = screen.index(part, at) + len(part)


def test_a_stranger_lives_through_what_heed_is_for() -> None:
    screen = played(
        "/contact from Acme: asks for a quote",
        "next",
        "press answered",
        "/promise Acme: send the revised quote by tomorrow 4pm",
        "tomorrow 15:30",
        "react ✅",
        "/contact from Northwind Tea: where is our order?",
        "+2d",
        "next monday",
        "read ben 1",
    )

    in_order(
        screen,
        "Mon 9:00 ada> /contact from Acme: asks for a quote",
        "Logged for Acme",
        "Mon 9:00 ada> next",
        "Hello Ada, I am Heed",
        "[1 Answered]",
        "press answered",
        "(edited)",
        "✓ Answered by Ada",
        "Promised to Acme",
        "You promised Acme",
        "react ✅",
        "(edited)",
        "✓ Kept by Ada",
        "Logged for Northwind Tea",
        "Northwind Tea waits for you",
        "A newer reminder below has it.",
        "Ben got",
        "read ben 1",
        "where is our order?",
        "Goodbye",
    )


def test_an_emoji_taken_back_takes_its_deed_back() -> None:
    screen = played("/contact from Acme: hello?", "next", "✅", "unreact ✅")

    in_order(screen, "✓ Answered by Ada", "unreact ✅", "Acme waits for you", "[1 Answered]")


def test_a_form_is_filled_in_line_by_line_and_says_what_is_wrong() -> None:
    screen = played(
        "/promise Acme: send the quote by friday 5pm",
        "press change",
        "no day at all",
        "",
        "25:00",
        "4pm",
        "they asked for it",
        "2",
        "press change",
        "cancel",
    )

    in_order(
        screen,
        "[ New date ]",
        "Write a day such as friday",
        "Write a time such as 9:30",
        "they asked for it",
        "16:00",
        "[ New date ]",
        "nothing was changed",
    )


def test_a_complaint_about_a_field_asks_for_that_field_again() -> None:
    screen = played(
        "/promise Acme: send the quote by friday 5pm",
        "press change",
        "2020-01-01",
        "12:00",
        "because",
        "1",
        "tomorrow",
    )

    in_order(screen, "New day", "! New day:", "New day", "tomorrow", "12:00")


def test_others_are_reached_by_name() -> None:
    screen = played(
        "/contact from Acme: hello?",
        "next",
        "press hand over",
        "ben",
        "they are in a hurry",
        "ben: /mine",
        "be cleo",
        "/mine",
    )

    in_order(
        screen, "Now with Ben", "ben: /mine", "Acme waits", "be cleo", "cleo (", "there)> /mine"
    )


def test_plain_words_reach_heed_in_its_direct_message() -> None:
    screen = played("say promise Acme: call back by friday", "say #support hello", "read #support")

    in_order(screen, "Promised to Acme", "read #support", "in #support:", "hello")


def test_an_unknown_customer_is_added_with_one_press() -> None:
    screen = played("/contact from Globex: phone is dead", "press add", "customers")

    in_order(screen, "[1 Add Globex and log it]", "Logged for Globex", "customers", "Globex")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["press answered"], "There is nothing to press yet"),
        (["react ✅"], "There is no reminder to react to yet"),
        (["unreact ✅"], "You have no such emoji"),
        (["/contact from Acme: hi?", "press frobnicate"], "No button begins with “frobnicate”"),
        (["/contact from Acme: hi?", "press 7"], "There is no 7 to press there, but 1 Undo"),
        (["/contact from Acme: hi?", "next", "press #9 answered"], "No button for #9"),
        (["be ona", "/mine"], "The app is not installed in Ona's workspace."),
        (["gus: /mine"], "not for guests"),
        (["read cleo"], "Nothing there yet."),
        (["gibberish"], "help shows the rest"),
        (["help"], "let time pass"),
        (["people"], "a guest: never reminded"),
    ],
)
def test_the_prompt_says_in_a_sentence_what_it_cannot_do(lines: list[str], said: str) -> None:
    assert said in played(*lines)


def test_two_buttons_of_one_name_are_told_apart_by_number() -> None:
    lines = ["/contact from Acme: one", "/contact from Northwind Tea: two", "/mine"]

    screen = played(*lines, "press answered", "press #2 answered")

    in_order(
        screen,
        "Which one? There is 1 Answered (#1), 2 Answered (#2)",
        "press #2 answered",
        "Northwind Tea #2",
    )


def test_a_command_prefix_is_used_throughout() -> None:
    screen = played("/x-mine", "/mine", settings=Settings(command_prefix="x-"))

    in_order(screen, "/x-contact from Acme", "Did you mean /x-mine?")


def test_a_pipe_into_the_command_line_is_echoed_and_ends_politely() -> None:
    environ = {key: value for key, value in os.environ.items() if not key.startswith("SLACK_")}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "playground"],
        cwd=ROOT,
        env=environ,
        input="/mine\n",
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )

    in_order(done.stdout, "Mon 9:00 ada> /mine", "Mon 9:", "Goodbye")
    assert done.stderr == ""
    assert "\x1b" not in done.stdout


def test_the_welcome_is_short() -> None:
    out = io.StringIO()

    play_on(Settings(), typed=io.StringIO("quit\n"), out=out, environ={})

    assert out.getvalue().split("Mon 9:00 ada>")[0].strip().count("\n") < 12


class Window(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("out", "environ", "has_colours"),
    [
        (Window(), {}, True),
        (Window(), {"NO_COLOR": "1"}, False),
        (io.StringIO(), {}, False),
    ],
)
def test_colours_are_for_people_who_want_them(
    out: io.StringIO, environ: dict[str, str], has_colours: bool
) -> None:
    assert Screen.on(out, environ).has_colours is has_colours


@pytest.mark.parametrize(("columns", "width"), [("20", 60), ("80", 80), ("300", 100)])
def test_the_screen_is_as_wide_as_one_reads_well(
    monkeypatch: pytest.MonkeyPatch, columns: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    assert Screen.on(io.StringIO(), {}).width == width


def test_nothing_is_wider_than_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    out = io.StringIO()
    lines = "/contact from Acme: hello?\n+2d\npeople\n/mine\n"

    play_on(Settings(), typed=io.StringIO(lines), out=out, environ={})

    assert [line for line in out.getvalue().splitlines() if len(line) > 60] == []


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        ("2026-11-15T23:30+01:00", "2026-11-16T09:00+01:00"),
        ("2026-11-16T08:00+01:00", "2026-11-23T09:00+01:00"),
        ("2026-10-23T12:00+02:00", "2026-10-26T09:00+01:00"),  # the clocks change in between
    ],
)
def test_the_playground_opens_on_a_monday_at_nine(now: str, monday: str) -> None:
    assert coming_monday(datetime.fromisoformat(now)) == datetime.fromisoformat(monday).astimezone(
        ZoneInfo("Europe/Berlin")
    )
