"""Reading `/heed`, and plain words in Heed's own DM."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core.asks import Gesture, Help
from bot.core.errors import Refusal
from bot.core.grammar import read_heed, read_plain
from bot.core.heed_asks import (
    Away,
    Back,
    Check,
    HeedAsk,
    SetupChannel,
    SetupClosed,
    SetupEmoji,
    SetupHours,
    SetupLead,
    SetupReminders,
    ShowAway,
    ShowDigest,
    ShowSetup,
    Undo,
    Why,
)
from bot.core.hours import WorkingHours
from bot.core.members import Where
from bot.core.setups import TeamAsk, TeamSetup

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 18, 10, 30, tzinfo=ZONE)  # a Wednesday
WEEK = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
HOURS = WorkingHours.of(zone="Europe/Berlin", week=WEEK)
MONDAY = datetime(2026, 11, 23, 9, tzinfo=ZONE)
FRIDAY = datetime(2026, 11, 20, 9, tzinfo=ZONE)


def read(text: str) -> HeedAsk | TeamAsk | TeamSetup:
    return read_heed(text, now=NOW, hours=HOURS)


def refused(text: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("", Help()),  # nothing
        ("help", Help("heed")),
        ("help setup", Help("setup")),  # a topic
        ("help me please", Help("heed")),  # no topic
        ("setup", ShowSetup()),
        ("setup lead <@U012|ben>", SetupLead("U012")),
        ("setup lead is <@U012>", SetupLead("U012")),  # in more words
        ("setup channel <#C012|support>", SetupChannel("C012")),
        ("setup channel <#C012|>", SetupChannel("C012")),  # a private one
        ("setup reminders dm", SetupReminders(Where.DM)),
        ("setup reminders to the channel", SetupReminders(Where.CHANNEL)),
        ("setup closed 2026-12-25", SetupClosed((date(2026, 12, 25),))),
        ("setup closed 2026-12-26, 2026-12-25 and 2027-01-01",
         SetupClosed((date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)))),  # in order
        ("setup closed 2026-12-31 – 2027-01-01",
         SetupClosed((date(2026, 12, 31), date(2027, 1, 1)))),  # from and to
        ("setup closed 25 Dec", SetupClosed((date(2026, 12, 25),))),  # as people write it
        ("setup emoji claim :eyes:", SetupEmoji(Gesture.CLAIM, "eyes")),
        ("setup emoji :+1::skin-tone-2: done", SetupEmoji(Gesture.DONE, "+1")),  # a skin tone
        ("setup emoji 💤 snooze", SetupEmoji(Gesture.SNOOZE, "zzz")),  # a phone's picture
        ("check", Check()),
        ("digest", ShowDigest()),
        ("away", ShowAway()),
        ("away until monday cover <@U012|ana>", Away(MONDAY, "U012")),
        ("away cover <@U012> until monday", Away(MONDAY, "U012")),  # the other way round
        ("away until monday <@U012|ana>", Away(MONDAY, "U012")),  # the word left out
        ("away until monday", Away(MONDAY)),  # nobody
        ("away until saturday", Away(MONDAY, day_off=date(2026, 11, 21))),  # a closed day
        ("away 2 days, covered by <@U012>", Away(FRIDAY, "U012")),  # for a while
        ("away for 3 days", Away(MONDAY)),  # over the weekend
        ("away until friday 3pm", Away(FRIDAY.replace(hour=15))),  # a time
        ("back", Back()),
        ("undo", Undo()),
        ("undo 12", Undo(12)),
        ("why 482", Why(482)),
        ("why #482?", Why(482)),
    ],
)  # fmt: skip
def test_a_heed_command_is_read(text: str, ask: HeedAsk | TeamAsk | TeamSetup) -> None:
    assert read(text) == ask


NINE_TO_FIVE = [("09:00", "17:00")]
WITH_LUNCH = [("09:00", "12:00"), ("13:00", "17:30")]
WORKDAYS = ("mon", "tue", "wed", "thu", "fri")


@pytest.mark.parametrize(
    ("words", "week", "zone"),
    [
        ("mon-fri 9-17", dict.fromkeys(WORKDAYS, NINE_TO_FIVE), None),  # usual
        ("weekdays 9am to 5pm", dict.fromkeys(WORKDAYS, NINE_TO_FIVE), None),  # English
        ("Mon–Fri 9:00–17:00", dict.fromkeys(WORKDAYS, NINE_TO_FIVE), None),  # a phone's dashes
        ("mon-fri 9-12, 13-17:30 in Europe/Berlin",
         dict.fromkeys(WORKDAYS, WITH_LUNCH), "Europe/Berlin"),
        ("mon-thu 9-17; fri 9-15 in berlin",
         dict.fromkeys(WORKDAYS[:4], NINE_TO_FIVE) | {"fri": [("09:00", "15:00")]},
         "Europe/Berlin"),  # groups, and a city
        ("monday, wednesday 9-17, sat 10-12",
         {"mon": NINE_TO_FIVE, "wed": NINE_TO_FIVE, "sat": [("10:00", "12:00")]}, None),
        ("sat-mon 9-17", dict.fromkeys(("mon", "sat", "sun"), NINE_TO_FIVE), None),  # over the end
        ("mon 0-24", {"mon": [("00:00", "24:00")]}, None),  # a whole day
        ("mon 22-0, tue 0-6", {"mon": [("22:00", "24:00")], "tue": [("00:00", "06:00")]}, None),
        ("mon 9-12, 12-17", {"mon": NINE_TO_FIVE}, None),  # windows that touch are one
        ("mon-fri 9-17, sat closed", dict.fromkeys(WORKDAYS, NINE_TO_FIVE), None),  # as on doors
        ("mon 9-17 in New York", {"mon": NINE_TO_FIVE}, "America/New_York"),  # two words
        ("mon 9-17 america/new_york", {"mon": NINE_TO_FIVE}, "America/New_York"),  # without "in"
        ("mon 9-17 in utc", {"mon": NINE_TO_FIVE}, "UTC"),  # no city
    ],
)  # fmt: skip
def test_working_hours_are_read(
    words: str, week: dict[str, list[tuple[str, str]]], zone: str | None
) -> None:
    ask = read(f"setup hours {words}")
    assert isinstance(ask, SetupHours)
    assert (ask.week, ask.zone) == (week, zone)
    assert WorkingHours.of(zone=ask.zone or "UTC", week=ask.week)


@pytest.mark.parametrize(
    ("text", "sentence", "choices"),
    [
        ("setup hours 9-17", "On which days",
         ["setup hours mon-fri 9-17", "setup hours daily 9-17"]),  # no days
        ("setup hours", "can't read", []),  # nothing
        ("setup hours mon-fri", "can't read", []),  # no times
        ("setup hours mon-fri 9", "can't read", []),  # half a window
        ("setup hours mon-fri 9-5", "end after it starts", []),  # backwards
        ("setup hours mon-fri 9-25", "25", []),  # no such hour
        ("setup hours mon-fri when sunny", "when sunny", []),  # no hours at all
        ("setup hours mon 9-17 in Istanbul", "one of these",
         ["setup hours mon 9-17 in Asia/Istanbul", "setup hours mon 9-17 in Europe/Istanbul"]),
        ("setup hours mon 9-17 in Asia/Kolkatta", "one of these",
         ["setup hours mon 9-17 in Asia/Kolkata"]),  # a slip
        ("setup lead @ben", "pick the person", []),  # not picked
        ("setup channel #support", "pick the channel", []),  # not picked
        ("setup reminders loud", "directly, or",
         ["setup reminders dm", "setup reminders channel"]),
        ("setup closed", "Which days", []),  # none
        ("setup closed 2026-02-30", "no day", []),  # no such day
        ("setup closed 2026-01-01", "is over", []),  # too late
        ("setup closed 2027-01-01 to 2026-12-31", "run forward", []),  # backwards
        ("setup emoji claim", "between colons", []),  # no emoji
        ("setup emoji :eyes: dance", "between colons", []),  # no meaning
        ("setup lad <@U012>", "can't set up “lad”", ["setup lead <@U012>"]),  # a slip
        ("set up hours mon 9-17", "Did you mean", ["setup hours mon 9-17"]),  # two words
        ("dgest", "Did you mean", ["digest"]),  # a slip
        ("dance", "I know help", ["help"]),  # none of ours
        ("check everything", "stands alone", ["check"]),  # too much
        ("why", "Which one", []),  # no number
        ("lead <@U012|ben>", "belongs to the set-up", ["setup lead <@U012|ben>"]),  # left out
        ("channel <#C012|x>", "belongs to the set-up", ["setup channel <#C012|x>"]),
        ("holiday 2026-12-25", "belongs to the set-up", ["setup closed 2026-12-25"]),
        ("reminders dm", "belongs to the set-up", ["setup reminders dm"]),
        ("emoji claim :eyes:", "belongs to the set-up", ["setup emoji claim :eyes:"]),
        ("lead", "belongs to the set-up", ["setup"]),  # whom?
        ("mine", "That is `/mine`.", []),  # another command
        ("contact from Acme: hi", "That is `/contact from Acme: hi`.", []),
        ("/promise Acme: x by friday", "That is `/promise Acme: x by friday`.", []),
        ("snooze 4 until monday", "That is `/contact snooze 4 until monday`.", []),
        ("kept 12", "That is `/promise kept 12`.", []),
        ("what is open?", "That is `/mine`.", []),
        ("away until monday cover @ana", "pick the person", []),  # not picked
        ("away friday", "Until when",
         ["away until friday", "away until tomorrow", "away until monday",
          "away until in 1 week"]),  # on friday, or until then?
        ("away cover <@U012>", "Until when",
         ["away until tomorrow cover <@U012>", "away until monday cover <@U012>",
          "away until in 1 week cover <@U012>"]),  # the cover stays
        ("x" * 10_000, "10,000 characters", []),  # far too long
    ],
)  # fmt: skip
def test_a_heed_refusal_says_what_to_do(text: str, sentence: str, choices: list[str]) -> None:
    refusal = refused(text)
    assert sentence in refusal.sentence
    assert [choice.words for choice in refusal.choices] == choices


def test_every_offered_absence_is_understood() -> None:
    for choice in refused("away friday").choices:
        assert isinstance(read(choice.words), Away)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/promise Acme: x by friday", ("promise", "Acme: x by friday")),  # with the slash
        ("promise Acme: x by friday", ("promise", "Acme: x by friday")),  # without
        ("Contact from Acme: hi", ("contact", "from Acme: hi")),  # a phone's capitals
        ("/acme-contact from Acme: hi", ("contact", "from Acme: hi")),  # a configured prefix
        ("<@U012|heed> mine", ("mine", "")),  # addressed
        ("customer AT&amp;T", ("customer", "AT&amp;T")),  # escapes stay for the reader
        ("heed away", ("heed", "away")),
        ("help", ("heed", "help")),
        ("help promise", ("heed", "help promise")),
        ("what is open?", ("mine", "")),
        ("What's due today?", ("mine", "")),
        ("what’s still open", ("mine", "")),  # a phone's apostrophe
        ("what do i have", ("mine", "")),
        ("what do I have to do?", ("mine", "")),
        ("what did i promise?", ("mine", "")),
        ("hi heed, who is waiting for me?", ("mine", "")),
        ("who waits", ("mine", "")),
        ("which customers are waiting", ("mine", "")),
        ("anything overdue?", ("mine", "")),
        ("show me my list", ("mine", "")),
        ("todo", ("mine", "")),
        ("who is waiting for my team?", ("mine", "team")),
        ("what is open for us", ("mine", "team")),
        ("who are you", None),  # asks something else
        ("what is this?", None),
        ("what is open source", None),
        ("open the door", None),
        ("who is waiting for the plumber", None),  # for nobody of ours
        ("hello there", None),  # small talk
        ("customer's here", None),  # another word
        ("promises, promises", None),  # another word
        ("", None),
    ],
)
def test_plain_words_are_read_as_a_command(text: str, command: tuple[str, str] | None) -> None:
    assert read_plain(text) == command
