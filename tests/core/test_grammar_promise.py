"""Reading `/promise`: to whom, what, and by when."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core.asks import Help, MakePromise, Naming
from bot.core.errors import Refusal
from bot.core.grammar import read_promise
from bot.core.hours import WorkingHours

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 18, 10, 30, tzinfo=ZONE)  # a Wednesday
WEEK = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
HOURS = WorkingHours.of(zone="Europe/Berlin", week=WEEK)
FRIDAY = datetime(2026, 11, 20, 17, tzinfo=ZONE)


def read(text: str) -> MakePromise:
    ask = read_promise(text, now=NOW, hours=HOURS)
    assert isinstance(ask, MakePromise)
    return ask


def refused(text: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_promise(text, now=NOW, hours=HOURS)
    return caught.value


@pytest.mark.parametrize(
    ("text", "name", "words", "due_words"),
    [
        ("Acme: send the quote by friday 5pm", "Acme", "send the quote", "friday 5pm"),  # usual
        ("Acme: deliver by courier by friday", "Acme", "deliver by courier", "friday"),  # last by
        ("Acme: stand by me by Friday.", "Acme", "stand by me", "Friday"),  # full stop
        ("Acme: send it before friday!", "Acme", "send it", "friday"),  # before
        ("Acme: support until friday", "Acme", "support", "friday"),  # until
        ("Acme: report due friday", "Acme", "report", "friday"),  # due
        ("Acme: report due by friday", "Acme", "report", "friday"),  # due by
        ("Acme: report no later than friday", "Acme", "report", "friday"),  # no later than
        ("Acme: report by no later than friday", "Acme", "report", "friday"),
        ("Acme: report at the latest by friday", "Acme", "report", "friday"),  # at the latest
        ("Acme: report latest friday", "Acme", "report", "friday"),
        ("Acme: report by friday latest", "Acme", "report", "friday latest"),
        ("Acme: support till friday", "Acme", "support", "friday"),  # till, til, untill
        ("Acme: report by frday", "Acme", "report", "frday"),  # a common slip
        ("Acme: report, by friday", "Acme", "report", "friday"),  # a comma
        ("Acme: report — by friday", "Acme", "report", "friday"),  # a phone's dash
        ('"by": stand by friday', "by", "stand", "friday"),  # a customer called by
        ("By: stand by friday", "By", "stand", "friday"),  # the same, with a colon
        ("Stand By Ltd: call by friday", "Stand By Ltd", "call", "friday"),  # a by in the name
        ("Kept Promises Ltd: call by friday", "Kept Promises Ltd", "call", "friday"),  # no verb
        ('"Move 12": call by friday', "Move 12", "call", "friday"),  # quotes beat a verb
        ("Acme: don’t forget Acme’s renewal by friday", "Acme", "don’t forget Acme’s renewal",
         "friday"),  # curly apostrophes
        ("Acme: mail <https://x.example/by/tomorrow|it> by friday", "Acme",
         "mail https://x.example/by/tomorrow", "friday"),  # a by in a link
        ("Acme: tell <@U012|by friday> by friday", "Acme", "tell @by friday", "friday"),
        ("R&amp;D: fix 1 &lt; 2 by friday", "R&D", "fix 1 < 2", "friday"),  # escapes
        ("שלום: 🎉 by friday", "שלום", "🎉", "friday"),  # right to left, emoji
    ],
)  # fmt: skip
def test_the_last_by_that_is_a_date_is_the_due_date(
    text: str, name: str, words: str, due_words: str
) -> None:
    ask = read(text)
    assert [(one.name, one.rest) for one in ask.naming.candidates] == [(name, words)]
    assert (ask.due_at, ask.due_words) == (FRIDAY, due_words)


def test_an_unmarked_name_leaves_something_promised() -> None:
    candidates = read("Acme Corp send it by friday").naming.candidates
    assert [(one.name, one.rest) for one in candidates] == [
        ("Acme Corp send", "it"),
        ("Acme Corp", "send it"),
        ("Acme", "Corp send it"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Acme: stand by me",  # a by that is no date
        "Acme: send the quote",  # no by at all
        "Acme: send it by",  # a by with nothing after it
        "Acme: send it by " + "very " * 30 + "much",  # far too long for a date
    ],
)
def test_without_a_date_some_are_offered(text: str) -> None:
    refusal = refused(text)
    assert "By when?" in refusal.sentence
    assert [choice.label for choice in refusal.choices] == ["Today", "Tomorrow", "Friday"]
    for choice in refusal.choices:
        assert read(choice.words).naming.candidates[0].name == "Acme"


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("Acme: send it friday 5pm", ["Acme: send it by friday 5pm"]),  # no by
        ("Acme: call them on tomorrow", ["Acme: call them by tomorrow"]),  # another word for it
        ("Acme: send it in 2 days", ["Acme: send it by in 2 days"]),
        ("Acme: send it next week", ["Acme: send it by 2026-11-23", "Acme: send it by 2026-11-25",
                                     "Acme: send it by 2026-11-27"]),  # loose as well
        ("Acme: send it between tue and thu", ["Acme: send it by 2026-11-24",
                                               "Acme: send it by 2026-11-26"]),
        ("Acme: send it mondey", ["Acme: send it by 2026-11-23"]),  # a slip as well
        ("Acme: send it by mondey", ["Acme: send it by 2026-11-23"]),  # never a word of it
        ("Acme: send it by fri 5", ["Acme: send it by 2026-11-20 17:00",
                                    "Acme: send it by 2026-12-05", "Acme: send it by 2026-12-04",
                                    "Acme: send it by fri 5 by today eod",
                                    "Acme: send it by fri 5 by tomorrow"]),
        ("Acme: send it before christmas", ["Acme: send it by 2026-12-24",
                                            "Acme: send it by 2026-12-23",
                                            "Acme: send it by 2026-12-25"]),  # not on the day
    ],
)  # fmt: skip
def test_a_date_that_was_meant_is_one_button_away(text: str, choices: list[str]) -> None:
    refusal = refused(text)
    assert [choice.words for choice in refusal.choices] == choices
    for choice in refusal.choices:
        assert read(choice.words).naming.candidates[0].name == "Acme"


@pytest.mark.parametrize(
    "text",
    [
        "Acme: support them for 2 weeks",  # how long
        "Acme: a report every monday",  # how often
        "Acme: bring lunch",  # a thing
        "Acme: ship 5 items",  # a number
        "Acme: plan the party in may",  # a month alone
    ],
)
def test_words_that_tell_no_due_date_stay_words(text: str) -> None:
    for choice in refused(text).choices:
        assert choice.words.startswith(text)


def test_offered_dates_that_are_the_same_are_offered_once() -> None:
    thursday_night = datetime(2026, 11, 19, 20, tzinfo=ZONE)
    with pytest.raises(Refusal) as caught:
        read_promise("Acme: send it", now=thursday_night, hours=HOURS)
    ends = [choice.words.rpartition(" by ")[2] for choice in caught.value.choices]
    assert "tomorrow" in ends
    assert "friday" not in ends


def test_a_date_that_cannot_be_taken_keeps_its_refusal_and_the_whole_text() -> None:
    refusal = refused("R&amp;D: send it by 03/04")
    assert len(refusal.choices) == 2
    for choice in refusal.choices:
        assert choice.words.startswith("R&amp;D: send it by 2027-0")
        assert read(choice.words).naming.candidates[0].rest == "send it"


@pytest.mark.parametrize("phrase", ["yesterday", "asap", "next week"])
def test_a_past_or_vague_date_is_refused_with_better_ones(phrase: str) -> None:
    refusal = refused(f"Acme: send it by {phrase}")
    assert refusal.choices
    for choice in refusal.choices:
        assert read(choice.words).naming.candidates[0].rest == "send it"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Acme by friday", "What do we promise Acme"),  # nothing promised
        ("Acme: by friday", "What do we promise Acme"),  # with a colon
        ("by friday", "name is missing"),  # to nobody
        (": send it by friday", "name is missing"),  # to nobody, with a colon
        ("“Acme: send it by friday", "never closed"),  # an open quote
        ("Acme: " + "x" * 10_000 + " by friday", "characters"),  # far too long
    ],
)
def test_a_refusal_says_what_is_missing(text: str, sentence: str) -> None:
    assert sentence in refused(text).sentence


def test_nothing_and_help_are_help() -> None:
    assert read_promise("", now=NOW, hours=HOURS) == Help()
    assert read_promise("help", now=NOW, hours=HOURS) == Help("promise")


def test_a_naming_compares_names_by_their_key() -> None:
    assert Naming.key("ACME  Inc.") == Naming.key("Acme inc")
