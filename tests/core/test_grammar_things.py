"""Reading verbs on a numbered thing, in both commands."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core.asks import ThingVerb, Verb
from bot.core.errors import Refusal
from bot.core.grammar import read_contact, read_promise
from bot.core.hours import WorkingHours

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 18, 10, 30, tzinfo=ZONE)  # a Wednesday
WEEK = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
HOURS = WorkingHours.of(zone="Europe/Berlin", week=WEEK)
MONDAY_MORNING = datetime(2026, 11, 23, 9, tzinfo=ZONE)
MONDAY_EVENING = datetime(2026, 11, 23, 17, tzinfo=ZONE)
FRIDAY_MORNING = datetime(2026, 11, 20, 9, tzinfo=ZONE)
FRIDAY_AT_3 = datetime(2026, 11, 20, 15, tzinfo=ZONE)
YESTERDAY_AT_4 = datetime(2026, 11, 17, 16, tzinfo=ZONE)
LATE = "parts are late"


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("answered 482", ThingVerb(Verb.ANSWERED, 482)),  # plainly
        ("Answered #482.", None),  # a full stop is no number's
        ("answered #482", ThingVerb(Verb.ANSWERED, 482)),  # with its sign
        ("done 482", ThingVerb(Verb.ANSWERED, 482)),  # in another word
        ("answered 482 at yesterday 4pm", ThingVerb(Verb.ANSWERED, 482, at=YESTERDAY_AT_4)),
        ("answered 482 yesterday 4pm", ThingVerb(Verb.ANSWERED, 482, at=YESTERDAY_AT_4)),
        ("answered 482: sent it", ThingVerb(Verb.ANSWERED, 482, reason="sent it")),  # a note
        ("none 482", ThingVerb(Verb.NONE, 482)),  # no answer needed
        ("none 482 because spam", ThingVerb(Verb.NONE, 482, reason="spam")),  # and why
        ("snooze 482", ThingVerb(Verb.SNOOZE, 482)),  # for as long as is usual
        ("snooze 482 until monday", ThingVerb(Verb.SNOOZE, 482, until=MONDAY_MORNING)),
        ("snooze 482 monday", ThingVerb(Verb.SNOOZE, 482, until=MONDAY_MORNING)),  # no "until"
        ("snooze 482 until friday 3pm", ThingVerb(Verb.SNOOZE, 482, until=FRIDAY_AT_3)),
        ("snooze 482 for 2 days", ThingVerb(Verb.SNOOZE, 482, until=FRIDAY_MORNING)),
        ("snooze 482 2d", ThingVerb(Verb.SNOOZE, 482, until=FRIDAY_MORNING)),  # in short
        ("snooze 482 for 2 hours",
         ThingVerb(Verb.SNOOZE, 482, until=NOW.replace(hour=12))),  # elapsed
        ("hold 482 until friday because they travel",
         ThingVerb(Verb.HOLD, 482, until=FRIDAY_MORNING, reason="they travel")),
        ("resume 482", ThingVerb(Verb.RESUME, 482)),  # the hold ends
        ("take 482", ThingVerb(Verb.TAKE, 482)),  # I have it
        ("release 482", ThingVerb(Verb.RELEASE, 482)),  # no longer
        ("give 482 <@U012|ben>", ThingVerb(Verb.GIVE, 482, to="U012")),  # to a colleague
        ("give 482 to <@U012>", ThingVerb(Verb.GIVE, 482, to="U012")),  # in more words
        ("give 482 <@U012|ben s> because holidays",
         ThingVerb(Verb.GIVE, 482, to="U012", reason="holidays")),  # and why
    ],
)  # fmt: skip
def test_a_verb_on_an_inquiry_is_read(text: str, ask: ThingVerb | None) -> None:
    if ask is None:
        text, ask = text.removesuffix("."), ThingVerb(Verb.ANSWERED, 482)
    assert read_contact(text, now=NOW, hours=HOURS) == ask


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("kept 12", ThingVerb(Verb.KEPT, 12)),  # plainly
        ("done 12", ThingVerb(Verb.KEPT, 12)),  # in another word
        ("kept 12 yesterday 4pm", ThingVerb(Verb.KEPT, 12, at=YESTERDAY_AT_4)),  # earlier
        ("move 12 to monday because parts are late",
         ThingVerb(Verb.MOVE, 12, due_at=MONDAY_EVENING, reason=LATE)),
        ("move 12 monday because parts are late",
         ThingVerb(Verb.MOVE, 12, due_at=MONDAY_EVENING, reason=LATE)),  # no "to"
        ("move 12 to monday, because parts are late",
         ThingVerb(Verb.MOVE, 12, due_at=MONDAY_EVENING, reason=LATE)),  # a comma
        ("move 12 to monday: parts are late",
         ThingVerb(Verb.MOVE, 12, due_at=MONDAY_EVENING, reason=LATE)),  # a colon
        ("move 12 to monday — parts are late",
         ThingVerb(Verb.MOVE, 12, due_at=MONDAY_EVENING, reason=LATE)),  # a dash
        ("move 12 to monday as parts are late",
         ThingVerb(Verb.MOVE, 12, due_at=MONDAY_EVENING, reason=LATE)),  # another word
        ("withdraw 12 because they left", ThingVerb(Verb.WITHDRAW, 12, reason="they left")),
        ("withdraw 12 they left", ThingVerb(Verb.WITHDRAW, 12, reason="they left")),  # no "because"
        ("snooze 12 until monday", ThingVerb(Verb.SNOOZE, 12, until=MONDAY_MORNING)),
        ("take 12", ThingVerb(Verb.TAKE, 12)),
        ("give 12 <@U012|ben>", ThingVerb(Verb.GIVE, 12, to="U012")),
    ],
)  # fmt: skip
def test_a_verb_on_a_promise_is_read(text: str, ask: ThingVerb) -> None:
    assert read_promise(text, now=NOW, hours=HOURS) == ask


def test_a_snooze_until_today_lasts_until_closing() -> None:
    ask = read_contact("snooze 482 until today", now=NOW, hours=HOURS)
    assert ask == ThingVerb(Verb.SNOOZE, 482, until=NOW.replace(hour=17, minute=0))


def test_a_snooze_until_a_closed_day_ends_as_the_next_one_opens() -> None:
    ask = read_contact("snooze 482 until saturday", now=NOW, hours=HOURS)
    # The day that was named is kept, so that the reply can say what became of it.
    assert ask == ThingVerb(Verb.SNOOZE, 482, until=MONDAY_MORNING, day_off=date(2026, 11, 21))


def test_a_hold_until_a_holiday_ends_as_the_next_working_day_opens() -> None:
    friday = date(2026, 11, 20)
    hours = WorkingHours.of(zone="Europe/Berlin", week=WEEK, holidays=[friday])
    ask = read_contact("hold 482 until friday", now=NOW, hours=hours)
    assert ask == ThingVerb(Verb.HOLD, 482, until=MONDAY_MORNING, day_off=friday)
    on_friday = NOW.replace(day=20, hour=8)
    week_later = WorkingHours.of(
        zone="Europe/Berlin", week=WEEK, holidays=[date(2026, 11, 27), friday]
    )
    ask = read_contact("hold 482 until friday", now=on_friday, hours=week_later)
    assert ask == ThingVerb(
        Verb.HOLD, 482, until=NOW.replace(day=30, hour=9, minute=0), day_off=date(2026, 11, 27)
    )


@pytest.mark.parametrize("kind", ["snooze", "hold"])
@pytest.mark.parametrize(
    ("phrase", "ends"),
    [
        ("today", "2026-11-18 15:30"),
        ("2026-11-18", "2026-11-18 15:30"),
        ("eod", "2026-11-18 15:30"),
        ("2026-11-19", "2026-11-19 07:00"),
        ("thursday eod", "2026-11-19 15:30"),
        ("friday", "2026-11-23 07:00"),  # off
    ],
)
def test_a_day_is_as_long_as_it_is_where_whoever_says_it_works(
    kind: str, phrase: str, ends: str
) -> None:
    early = dict.fromkeys(("mon", "tue", "wed", "thu"), (("07:00", "15:30"),))
    hours = WorkingHours.of(zone="Europe/Berlin", week=early)
    ask = read_contact(f"{kind} 482 until {phrase}", now=NOW, hours=hours)
    assert isinstance(ask, ThingVerb)
    assert ask.until is not None
    assert f"{ask.until:%Y-%m-%d %H:%M}" == ends


def test_on_a_day_off_the_same_weekday_ends_it_as_the_day_after_the_next_one_opens() -> None:
    late = dict.fromkeys(("mon", "tue", "wed", "thu"), (("12:00", "20:00"),))
    hours = WorkingHours.of(zone="Europe/Berlin", week=late)
    on_friday = NOW.replace(day=20)
    ask = read_contact("snooze 482 until friday", now=on_friday, hours=hours)
    monday = NOW.replace(day=30, hour=12, minute=0)
    assert ask == ThingVerb(Verb.SNOOZE, 482, until=monday, day_off=date(2026, 11, 27))


def test_a_snooze_until_a_morning_ends_as_that_day_opens() -> None:
    ask = read_contact("snooze 482 until monday morning", now=NOW, hours=HOURS)
    assert ask == ThingVerb(Verb.SNOOZE, 482, until=MONDAY_MORNING)


@pytest.mark.parametrize(
    ("text", "sentence", "first"),
    [
        ("move 12 to monday", "Say why", "move 12 to monday because the customer asked for it"),
        ("move 12", "To when, and why", "move 12 today eod"),  # neither when nor why
        ("move 12 to 03/04 because x", "more than one way", "move 12 to 2027-03-04 because x"),
        ("move 12 to blah because x", "blah", "move 12 to today eod because x"),  # no date
        ("withdraw 12", "Say why", "withdraw 12 because the customer asked for it"),
        ("withdraw 12 because", "Say why", "withdraw 12 because the customer asked for it"),
        ("snooze 12 until", "Until when", "snooze 12 until tomorrow"),  # a loose end
        ("snooze 12 until blah", "blah", "snooze 12 until tomorrow"),  # no date
        ("kept 12 boxes", "not “boxes”", "kept 12"),  # words that are no note
        ("take 5 chairs to Acme by friday", "not “chairs", "take 5"),  # no verb on a number at all
        ("kpet 12", "Did you mean", "kept 12"),  # a slip
        ("kept", "Which one", None),  # no number
        ("give 12 @ben", "pick the person", None),  # not picked
        ("give 12", "to whom", None),  # nobody
    ],
)
def test_a_refused_verb_says_how_it_goes(text: str, sentence: str, first: str | None) -> None:
    with pytest.raises(Refusal, match=sentence) as caught:
        read_promise(text, now=NOW, hours=HOURS)
    assert next((one.words for one in caught.value.choices), None) == first


@pytest.mark.parametrize("text", ["anwsered 482", "Anwsered #482"])
def test_a_slip_in_a_contacts_verb_is_offered_corrected(text: str) -> None:
    with pytest.raises(Refusal, match="Did you mean") as caught:
        read_contact(text, now=NOW, hours=HOURS)
    assert caught.value.choices[0].words.startswith("answered ")


def test_words_after_a_verb_can_be_kept_as_its_reason() -> None:
    with pytest.raises(Refusal) as caught:
        read_contact("answered 482 sent it", now=NOW, hours=HOURS)
    kept = read_contact(caught.value.choices[1].words, now=NOW, hours=HOURS)
    assert kept == ThingVerb(Verb.ANSWERED, 482, reason="sent it")
