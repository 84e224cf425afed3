"""What was typed fills a form as far as it can be read; no word of it is lost."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core.contacts import Direction
from bot.core.filling import Field, Filled, FormName, Misfilled
from bot.core.grammar import form_of, read_contact_form, read_promise_form, read_unfinished
from bot.core.hours import WorkingHours

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 16, 10, tzinfo=ZONE)
DAY = [("09:00", "17:00")]
HOURS = WorkingHours.of(zone=ZONE.key, week=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), DAY))


@pytest.mark.parametrize(
    ("command", "words", "form"),
    [
        ("contact", "", FormName.CONTACT),
        ("contact", "from Acme", FormName.CONTACT),
        ("contact", "answered 482", None),
        ("promise", "Acme: send it", FormName.PROMISE),
        ("promise", "kept 12", None),
        ("promise", "help", None),
        ("mine", "", None),
    ],
)
def test_a_form_asks_only_for_what_is_logged_or_promised(
    command: str, words: str, form: FormName | None
) -> None:
    assert form_of(command, words) is form


@pytest.mark.parametrize(
    ("words", "said", "phrase"),
    [
        ("from Acme: it is wrong at yesterdy 4pm", "it is wrong", "yesterdy 4pm"),  # a slip
        ("from Acme: it is wrong at 2020-03-01", "it is wrong", "2020-03-01"),  # years ago
        ("from Acme: it is wrong at tomorrow noon", "it is wrong", "tomorrow noon"),  # to come
        ('from Acme: they wait at "reception', 'they wait at "reception', ""),  # no time at all
    ],
)
def test_a_time_that_cannot_be_taken_stands_in_its_own_field(
    words: str, said: str, phrase: str
) -> None:
    begun = read_unfinished(FormName.CONTACT, words, now=NOW, hours=HOURS)
    rests = {one.rest for one in begun.candidates} | {begun.filled.words}
    if phrase:
        assert begun.filled.phrase == phrase
        assert said in rests
    assert all(phrase not in rest for rest in rests if phrase)


@pytest.mark.parametrize(
    "words",
    [
        "from Acme: asks for a quote at nonsense by phone",
        'from "Acme: never closed',
        "to Acme #482: sent",
        "Acme: send it by 03/04",
        "Acme: send it",
        "send it by blue",
        "to Acme & Söhne: <https://acme.example|x> by friday",
    ],
)
@pytest.mark.parametrize("form", [FormName.CONTACT, FormName.PROMISE])
def test_every_word_stands_somewhere_in_the_form(form: FormName, words: str) -> None:
    begun = read_unfinished(form, words, now=NOW, hours=HOURS)
    parts = [begun.filled.words, begun.filled.phrase, begun.filled.via]
    parts += [part for one in begun.candidates for part in (one.name, one.rest)]
    shown = " ".join(parts)

    ours = {"from", "to", "by", "Acme", "Acme:", '"Acme:', "#482:", "<https://acme.example|x>"}
    said = [word for word in words.split() if word not in ours]
    assert [word for word in said if word.rstrip(":") not in shown] == []


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(Misfilled) as caught:
        read_contact_form(
            Filled(phrase="tomorrow", day="2026-11-16", marks=("ack",), direction="inbound"),
            name="",
            now=NOW,
            hours=HOURS,
        )

    fields = {Field.CUSTOMER, Field.WORDS, Field.MARKS, Field.PHRASE}
    assert set(caught.value.errors) == fields


def test_a_time_needs_its_day_and_a_day_ends_with_its_working_hours() -> None:
    filled = Filled(words="send it", time="10:00")
    with pytest.raises(Misfilled) as caught:
        read_promise_form(filled, name="Acme", now=NOW, hours=HOURS)
    assert Field.DATE in caught.value.errors

    filled = Filled(words="send it", day="2026-11-20")
    ask = read_promise_form(filled, name="Acme", now=NOW, hours=HOURS)
    assert ask.due_at == datetime(2026, 11, 20, 17, tzinfo=ZONE)


def test_an_empty_time_means_now() -> None:
    filled = Filled(direction=Direction.OUTBOUND, words="sent it")

    assert read_contact_form(filled, name="Acme", now=NOW, hours=HOURS).at is None


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("#482 sent the quote", 482),
        ("to Acme #482:", 482),
        ("to Acme #482: sent it at nonsense", 482),
        ("to Acme: sent it at nonsense", None),
    ],
)
def test_the_number_that_was_typed_comes_along(words: str, number: int | None) -> None:
    assert read_unfinished(FormName.CONTACT, words, now=NOW, hours=HOURS).number == number
