"""What buttons and forms carry is read strictly: whatever is not ours is a polite no."""

from zoneinfo import ZoneInfo

import pytest

from bot.core.errors import Refusal
from handlers import values
from handlers.values import TooOld

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(("value", "number"), [("482", 482), ("0", 0), ("999999999", 999_999_999)])
def test_a_number_of_ours_is_read(value: str, number: int) -> None:
    assert values.number(value) == number


@pytest.mark.parametrize(
    "value",
    [
        "²",  # a digit to Python, and no number
        "٤٨",  # digits of another script
        "9" * 10,  # beyond the store
        "-1",
        "1.5",
        " 1",
        "1\n",
        "",
        None,
        482,
        ["1"],
    ],
)
def test_any_other_number_is_too_old(value: object) -> None:
    with pytest.raises(TooOld):
        values.number(value)


@pytest.mark.parametrize("value", ["x", "0" * 31, "0" * 33, "G" * 32, None, "../" * 8])
def test_a_change_that_is_none_of_ours_is_too_old(value: object) -> None:
    with pytest.raises(TooOld):
        values.change_id(value)


@pytest.mark.parametrize(
    "value",
    [
        '{"n":1}',  # the contact is missing
        '{"c":"1"}',
        '{"c":true}',
        '{"c":1.0}',
        '{"c":-1}',
        f'{{"c":{"9" * 40}}}',
        f'{{"c":{"9" * 1_900}}}',
        '{"c":null}',
        "[1]",
        "c",
        "[" * 1_999,
        "{" * 5_000,
        None,
        7,
    ],
)
def test_what_was_not_packed_by_us_is_too_old(value: object) -> None:
    with pytest.raises(TooOld):
        values.packed_number(values.packed(value), "c")


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        (None, "09:00"),
        ("2026-02-30", "09:00"),
        ("2026-11-16", "25:00"),
        ("2026-11-16", None),
        ("0001-01-01", "00:00"),
        ("9999-12-31", "23:59"),
        ({}, []),
    ],
)
def test_a_day_that_is_none_is_refused_in_words(day: object, hour: object) -> None:
    with pytest.raises(Refusal, match="Pick"):
        values.instant(day, hour, zone=BERLIN)


@pytest.mark.parametrize(
    "view",
    [
        {},
        {"state": None},
        {"state": {"values": []}},
        {"state": {"values": {"a": None, "b": {}, "c": {"x": 1}, "d": {"x": {}, "y": {}}}}},
    ],
)
def test_a_form_without_fields_has_none(view: dict[str, object]) -> None:
    assert not any(values.fields(view).values())


def test_words_of_a_form_are_tidied_and_bounded() -> None:
    assert values.words("  a\x00b\ud800 ") == "ab"
    assert values.words(" \n") is None
    assert values.words(7) is None
    assert len(values.words("x" * 9_000) or "") == 2_000
