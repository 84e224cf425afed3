"""Reading `/contact`: who spoke, to whom, what, and the options at the end."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core.asks import Help, LogContact
from bot.core.contacts import Direction, Mood, Via
from bot.core.errors import Refusal
from bot.core.grammar import read_contact
from bot.core.hours import WorkingHours

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 18, 10, 30, tzinfo=ZONE)  # a Wednesday
WEEK = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
HOURS = WorkingHours.of(zone="Europe/Berlin", week=WEEK)


def read(text: str) -> LogContact:
    ask = read_contact(text, now=NOW, hours=HOURS)
    assert isinstance(ask, LogContact)
    return ask


def refused(text: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_contact(text, now=NOW, hours=HOURS)
    return caught.value


def split(ask: LogContact) -> list[tuple[str, str]]:
    return [(one.name, one.rest) for one in ask.naming.candidates]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("from Acme: asks for a quote", "Acme", "asks for a quote"),  # up to the colon
        ("FROM Acme: hi", "Acme", "hi"),  # a phone's capitals
        ("from: Acme: hi", "Acme", "hi"),  # one colon too many
        ('from "Acme Corp" asks', "Acme Corp", "asks"),  # straight quotes
        ("from “Acme Corp”: asks", "Acme Corp", "asks"),  # curly quotes
        ("from „Acme Corp“ asks", "Acme Corp", "asks"),  # German ones
        ("from « Acme Corp » : asks", "Acme Corp", "asks"),  # French ones
        ("from ‘Acme Corp’: asks", "Acme Corp", "asks"),  # single ones
        ('from "Acme: Berlin": asks', "Acme: Berlin", "asks"),  # a colon in the name
        ('from "by": asks', "by", "asks"),  # a customer called by
        ("from By: asks", "By", "asks"),  # the same, with a colon
        ("from Taste to Go: hello", "Taste to Go", "hello"),  # "to" inside a name
        ("from 't Hart: hallo", "'t Hart", "hallo"),  # a name begins with an apostrophe
        ("from Acme: Acme’s renewal, don’t forget", "Acme", "Acme’s renewal, don’t forget"),
        ("from AT&amp;T: 1 &lt; 2", "AT&T", "1 < 2"),  # Slack's escapes
        ("from Acme: see 17:00", "Acme", "see 17:00"),  # a later colon
        ("from Room 17:00 Ltd: hi", "Room 17:00 Ltd", "hi"),  # the colon of a time
        ("from https://x.example: hi", "https://x.example", "hi"),  # the colon of an address
        ("from <https://x.example|x>: hi", "https://x.example", "hi"),  # in Slack's spelling
        ("from :tada: Party Co: hi", ":tada: Party Co", "hi"),  # the colons of an emoji
        ("from 🎉 Party Co: 🎂", "🎉 Party Co", "🎂"),  # emoji itself
        ("from שלום: מה נשמע", "שלום", "מה נשמע"),  # right to left
        ("from Acme：你好", "Acme", "你好"),  # a wide colon
        ("from Acme\u202e: x", "Acme", "x"),  # text that would run backwards
        ("from Acme: <!channel> look", "Acme", "@channel look"),  # a broadcast
        ("from Acme: <https://evil.example|bank>", "Acme", "https://evil.example"),  # fake link
        ("from Acme: first\nsecond", "Acme", "first\nsecond"),  # lines stay
        ("from Acme:", "Acme", ""),  # nothing said
        ("from Acme: met them at the office", "Acme", "met them at the office"),  # no time
        ("from Acme: confirmed by them", "Acme", "confirmed by them"),  # no way to be in touch
        ("from Acme: asks if we are happy", "Acme", "asks if we are happy"),  # no mood
        ("from Acme: they're happy", "Acme", "they're happy"),  # said, not marked
        ("from Acme: not happy.", "Acme", "not happy."),  # a full stop makes it words
        ("from Acme: sent an fyi", "Acme", "sent an fyi"),  # a noun
    ],
)
def test_a_marked_name_is_read_in_one_way(text: str, name: str, words: str) -> None:
    ask = read(text)
    assert split(ask) == [(name, words)]
    assert (ask.at, ask.via, ask.fyi, ask.mood) == (None, None, False, None)


def test_an_unmarked_name_is_offered_longest_first() -> None:
    assert split(read("to Acme Corp — sent it")) == [
        ("Acme Corp — sent it", ""),
        ("Acme Corp — sent", "it"),
        ("Acme Corp", "sent it"),
        ("Acme", "Corp — sent it"),
    ]


def test_an_unmarked_name_has_at_most_eight_words() -> None:
    names = [name for name, _ in split(read("from a b c d e f g h i j"))]
    assert names[0] == "a b c d e f g h"
    assert len(names) == 8


def test_a_colon_after_a_sentence_marks_no_name() -> None:
    sentence = "Acme " + "asks again and again " * 5 + "for: a quote"
    assert split(read(f"from {sentence}"))[-1][0] == "Acme"


@pytest.mark.parametrize(
    ("text", "direction"),
    [("from Acme: x", Direction.INBOUND), ("to Acme: x", Direction.OUTBOUND)],
)
def test_from_and_to_say_who_spoke(text: str, direction: Direction) -> None:
    assert read(text).direction == direction


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("to Acme #482: sent it", 482),  # before the colon
        ('to "Acme Corp" #482 sent it', 482),  # after the quotes
        ("to Acme: about #482", None),  # in the words
        ("to Acme: sent it", None),  # none
    ],
)
def test_a_number_names_the_inquiry(text: str, number: int | None) -> None:
    assert read(text).naming.number == number


YESTERDAY_AT_4 = datetime(2026, 11, 17, 16, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("end", "at", "via", "fyi", "mood"),
    [
        ("by phone", None, Via.PHONE, False, None),  # how
        ("by e-mail", None, Via.EMAIL, False, None),  # in another word
        ("BY Video Call", None, Via.MEETING, False, None),  # in two words
        ("via chat", None, Via.CHAT, False, None),  # "via" too
        ("fyi", None, None, True, None),  # no answer wanted
        ("FYI happy", None, None, True, Mood.HAPPY),  # two
        ("unhappy", None, None, False, Mood.UNHAPPY),  # mood
        ("at yesterday 4pm", YESTERDAY_AT_4, None, False, None),  # when
        ("at yesterday at 4pm", YESTERDAY_AT_4, None, False, None),  # the longest time
        (", by phone, fyi", None, Via.PHONE, True, None),  # with commas
        ("happy at yesterday 4pm by visit fyi", YESTERDAY_AT_4, Via.VISIT, True, Mood.HAPPY),
        ("fyi by visit at yesterday 4pm happy", YESTERDAY_AT_4, Via.VISIT, True, Mood.HAPPY),
    ],
)
def test_options_at_the_end_are_taken_in_any_order(
    end: str, at: datetime | None, via: Via | None, fyi: bool, mood: Mood | None
) -> None:
    ask = read(f"from Acme: a quote {end}")
    assert split(ask) == [("Acme", "a quote")]
    assert (ask.at, ask.via, ask.fyi, ask.mood) == (at, via, fyi, mood)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("from Acme: by phone they ask", "by phone they ask"),  # not at the end
        ("from Acme: chat by email by phone", "chat by email"),  # the second of a kind
        ("from Acme: by phone", ""),  # nothing else
        ("from Happy: hi", "hi"),  # a name is no option
    ],
)
def test_options_elsewhere_stay_words(text: str, words: str) -> None:
    assert split(read(text))[0][1] == words


def test_an_unmarked_name_is_not_eaten_by_options() -> None:
    assert split(read("from Happy")) == [("Happy", "")]
    assert split(read("from Acme by phone")) == [("Acme", "")]


def test_a_time_to_come_is_refused_and_can_be_kept_as_words() -> None:
    refusal = refused("from Acme: wants a call at 5pm by phone")
    kept = refusal.choices[-1].words
    assert kept == "from Acme: wants a call at 5pm. by phone"
    assert split(read(kept)) == [("Acme", "wants a call at 5pm.")]
    assert read(kept).via == Via.PHONE


def test_without_from_or_to_both_are_offered() -> None:
    words = [choice.words for choice in refused("Acme &amp; Co: asks").choices]
    assert words == ["from Acme &amp; Co: asks", "to Acme &amp; Co: asks"]


def test_a_slip_in_from_is_offered_corrected() -> None:
    assert [one.words for one in refused("form Acme: asks").choices] == ["from Acme: asks"]


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("from “Acme Corp: hi", ['from "Acme Corp": hi', "from Acme Corp: hi"]),  # with a colon
        ('from "Acme says hi', ["from Acme says hi"]),  # without
    ],
)
def test_an_open_quote_is_refused_with_it_closed(text: str, choices: list[str]) -> None:
    assert [one.words for one in refused(text).choices] == choices


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("from", "name is missing"),  # nobody
        ("from : hi", "name is missing"),  # before a colon
        ('from "": hi', "name is missing"),  # in quotes
        ("to #482: sent it", "before the number"),  # a number alone
        ("from " + "x" * 81, "at most 80"),  # a long word
        ('from "' + "x" * 81 + '": hi', "at most 80"),  # a long name
        ("from Acme: " + "x" * 10_000, "10,011|10,016 characters"),  # long words
        ("x" * 10_000, "10,000 characters"),  # long nothing
    ],
)
def test_a_refusal_says_what_to_do(text: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        read_contact(text, now=NOW, hours=HOURS)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("", None),  # nothing typed
        (" \n ", None),  # as good as nothing
        ("help", "contact"),  # about this command
        ("Help!", "contact"),  # loudly
        ("help promise", "promise"),  # about another
        ("?", "contact"),  # short
    ],
)
def test_help_is_given(text: str, topic: str | None) -> None:
    assert read_contact(text, now=NOW, hours=HOURS) == Help(topic)


@pytest.mark.parametrize(
    ("text", "words", "complaint"),
    [
        ("from Acme: it is broken again complaint", "it is broken again", True),  # an option
        ("from Acme: it broke, complaint", "it broke", True),  # after a comma
        ("from Acme: it broke the door complaint", "it broke the door", True),  # no adjective
        ("from Acme: it broke Complaint by phone", "it broke", True),  # among others
        ("from Acme: it broke happy complaint fyi", "it broke", True),  # in any order
        ("from Acme: has a complaint", "has a complaint", False),  # part of the sentence
        ("from Acme: has a formal complaint", "has a formal complaint", False),
        ("from Acme: repeats the first complaint", "repeats the first complaint", False),
        ("from Acme: asks about their complaint", "asks about their complaint", False),
        ("from Acme: forwards Ana's complaint", "forwards Ana's complaint", False),
        ("from Acme: complaint handling is slow", "complaint handling is slow", False),
        ("to Acme: answered everything complaint", "answered everything complaint", False),  # we
    ],
)
def test_a_complaint_is_an_option_at_the_end_and_a_word_elsewhere(
    text: str, words: str, *, complaint: bool
) -> None:
    ask = read_contact(text, now=NOW, hours=HOURS)
    assert isinstance(ask, LogContact)
    assert (ask.naming.candidates[0].rest, ask.complaint) == (words, complaint)
