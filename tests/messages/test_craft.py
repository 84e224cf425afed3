"""Craft: what holds for every message and view there is, whoever reads or hears it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from bot.messages.kit import Message
from tests.messages.cast import Cast
from tests.messages.said import every

SAYINGS = every()
MESSAGES = {name: say(Cast()) for name, say in SAYINGS.items()}
SPOKEN = {name: one for name, one in MESSAGES.items() if isinstance(one, Message)}

LONGEST_LABEL = 25  # of a button of our own; a telephone shows two such side by side
MOST_BUTTONS = 6  # that stand together: five choices, and Undo

MENTION = re.compile(r"<@[UW][A-Z0-9]+>")
# In a team's channel the owner is meant, and is told that somebody waits for them.
TO_A_CHANNEL = {"nudge_channel": ["<@U0ADA>"]}

WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
DATE = re.compile(rf"(?P<day>{WEEKDAY} )?\b\d{{1,2}} {MONTH}\b")
# What is typed, and the span of a week, which begins on Monday.
UNDATED = re.compile(r"`[^`]*`|week of \d+ (?:\w+ )?to \d+ \w+|Dates are typed.*|End with “by”.*")

ID = re.compile(r"<[@!#]|\b[UCWT]0[A-Z]{3,}\b|\b[a-z]+_[a-z_]+\b")
CHANNEL = re.compile(r"<#C0[A-Z]+>")  # which Slack shows by its name, wherever it stands
MARKS = re.compile(r"\*|`|(?:^|\n)• | · |\bNone\b(?! of)|\bundefined\b|  |\{|\}")
LEFT_OUT = re.compile(r"\bNone\b(?! of)|\bundefined\b|[a-z]\.\.|,,")
ONE = r"inquiry|promise|customer|contact|answer|thing|day|hour|minute|name|time|reminder|person"
MANY = r"inquiries|promises|customers|contacts|answers|things|days|hours|minutes|names|times|people"
WRONG_PLURAL = re.compile(
    rf"\b(?:1|one) (?:open |working )?(?:{MANY})\b"
    rf"|\b(?:two|three|five|[02-9]|\d\d+) (?:open |working )?(?:{ONE})\b"
)
# What follows is summed up in its sentences, for it is a page to look things up in.
SUMMED_UP = ("digest", "customer_card", "customer_contacts", "why", "nudge_rest")


def elements(part: Any) -> Iterator[Mapping[str, Any]]:
    """Everything with a type, however deep."""
    if isinstance(part, Mapping):
        if "type" in part:
            yield part
        for each in part.values():
            yield from elements(each)
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for each in part:
            yield from elements(each)


def shown(name: str) -> list[str]:
    """Every text that is seen."""
    found = elements(MESSAGES[name].blocks)
    return [one["text"] for one in found if one["type"] in ("mrkdwn", "plain_text")]


def buttons(name: str) -> list[Mapping[str, Any]]:
    return [one for one in elements(MESSAGES[name].blocks) if one["type"] == "button"]


@pytest.mark.parametrize("name", SPOKEN)
def test_what_is_heard_is_in_sentences_without_marks_and_ids(name: str) -> None:
    text = SPOKEN[name].text
    bare = CHANNEL.sub("#sales", text)
    for mention in TO_A_CHANNEL.get(name, []):
        bare = bare.replace(mention, "Ada")

    assert (MARKS.findall(bare), ID.findall(bare)) == ([], [])
    for line in text.split("\n"):
        assert re.search(r"[.?!…:;][”’)]*$", line), line
    assert re.search(r"[.?!…][”’)]*$", text), text


@pytest.mark.parametrize("name", SPOKEN)
def test_whatever_is_shown_as_open_or_settled_is_heard_too(name: str) -> None:
    if name.startswith(SUMMED_UP):
        return
    sections = [block for block in SPOKEN[name].blocks if block["type"] == "section"]
    numbers = {
        found for one in elements(sections) for found in re.findall(r"#\d+", str(one.get("text")))
    }
    assert {one for one in numbers if one not in SPOKEN[name].text} == set()


@pytest.mark.parametrize("name", MESSAGES)
def test_nobody_is_pinged_but_whom_a_channel_waits_for(name: str) -> None:
    if not isinstance(MESSAGES[name], Message):
        return
    found = [mention for text in shown(name) for mention in MENTION.findall(text)]
    assert found == TO_A_CHANNEL.get(name, [])


@pytest.mark.parametrize("name", MESSAGES)
def test_every_date_has_its_weekday(name: str) -> None:
    texts = [*shown(name), SPOKEN[name].text] if name in SPOKEN else shown(name)
    if name.startswith("help"):
        return
    bare = [DATE.finditer(UNDATED.sub("", text)) for text in texts]
    assert [found[0] for each in bare for found in each if not found["day"]] == []


@pytest.mark.parametrize("name", MESSAGES)
def test_buttons_are_short_few_and_the_dangerous_ones_ask_first(name: str) -> None:
    labels = [one["text"]["text"] for one in buttons(name)]
    assert [label for label in labels if len(label) > LONGEST_LABEL] == []
    assert [label for label in labels if label[:1].islower()] == []

    rows = [block for block in MESSAGES[name].blocks if block["type"] == "actions"]
    assert [len(row["elements"]) for row in rows if len(row["elements"]) > MOST_BUTTONS] == []

    dangerous = [one for one in buttons(name) if one.get("style") == "danger"]
    assert [one for one in dangerous if "confirm" not in one] == []


@pytest.mark.parametrize("name", MESSAGES)
def test_at_most_one_button_of_a_row_is_green(name: str) -> None:
    for block in MESSAGES[name].blocks:
        if block["type"] == "actions":
            green = [one for one in block["elements"] if one.get("style") == "primary"]
            assert len(green) <= 1


@pytest.mark.parametrize("name", MESSAGES)
def test_no_word_is_said_twice_in_a_row_and_none_is_left_out(name: str) -> None:
    texts = [*shown(name), SPOKEN[name].text] if name in SPOKEN else shown(name)
    doubled = re.compile(r"\b([A-Za-z]{2,}) \1\b")
    assert [found[0] for text in texts for found in doubled.finditer(text)] == []
    assert [text for text in texts if LEFT_OUT.search(text)] == []
    assert [text for text in texts if WRONG_PLURAL.search(text)] == []
