"""Names: near misses are found, strangers are left alone."""

import pytest

from bot.core.customers import Customer
from bot.core.names import ASKED, alike, bones, guess, nearest
from tests.core.cast import ADA

KNOWN = [
    (name.lower(), name)
    for name in (
        "Acme",
        "Globex",
        "Initech",
        "Umbrella Health",
        "Stark Industries",
        "Wayne Enterprises",
        "Hooli",
        "Vehement Capital",
        "Müller & Söhne",
    )
]


def near(*typed: str) -> list[str]:
    return [name for _, name in nearest(typed, KNOWN)]


MISSES = [
    # (typed, meant)
    ("acm", "Acme"),  # a letter is missing: the last
    ("ame", "Acme"),  # one within
    ("accme", "Acme"),  # one doubled
    ("amce", "Acme"),  # two swapped
    ("akme", "Acme"),  # one wrong
    ("acme corp", "Acme"),  # a word too many
    ("glbex", "Globex"),
    ("globbex", "Globex"),
    ("gloebx", "Globex"),
    ("glomex", "Globex"),
    ("umbrela health", "Umbrella Health"),
    ("umbrella", "Umbrella Health"),  # a word missing
    ("umbrella healht", "Umbrella Health"),
    ("stark industry", "Stark Industries"),
    ("industries", "Stark Industries"),  # the first word missing
    ("starkindustries", "Stark Industries"),  # two words as one
    ("wayne enterprise", "Wayne Enterprises"),
    ("muller & sohne", "Müller & Söhne"),  # a keyboard without umlauts
]


@pytest.mark.parametrize(("typed", "meant"), MISSES)
def test_a_near_miss_is_asked_about(typed: str, meant: str) -> None:
    assert near(typed)[:1] == [meant]


@pytest.mark.parametrize(
    "typed", ["apex", "zenith", "the", "umbra", "in", "capital", "health", "xyz", "a"]
)
def test_nothing_is_near_a_stranger(typed: str) -> None:
    assert near(typed) == []


def test_the_nearest_comes_first_with_what_was_typed() -> None:
    known = [("acme", "Acme"), ("acme north", "Acme North"), ("acne", "Acne")]

    assert nearest(["acme nort", "acme"], known)[0] == ("acme", "Acme")
    assert ("acme nort", "Acme North") in nearest(["acme nort", "acme"], known)


def test_a_name_and_its_alias_are_one_answer() -> None:
    assert nearest(["acmee"], [("acme", "Acme"), ("acme inc", "Acme"), ("acmes", "Acme")]) == [
        ("acmee", "Acme")
    ]


def test_no_more_than_three_are_offered() -> None:
    known = [(f"acme {n}", f"Acme {n}") for n in range(9)]

    assert len(nearest(["acme"], known)) == ASKED


def test_the_beginning_of_a_name_asks_for_the_whole_and_not_the_other_way_round() -> None:
    known = [("northwind tea", "Northwind Tea"), ("acme", "Acme")]
    assert nearest(["north"], known) == [("north", "Northwind Tea")]
    assert nearest(["no"], known) == []
    assert nearest(["acmetronics"], known) == []


def test_whoever_is_alike_is_alike_both_ways() -> None:
    assert alike("acme", "acme") == 1
    assert alike("umbrella", "umbrella health") == alike("umbrella health", "umbrella") == 0.9
    # Two letters begin too many names to mean one.
    assert alike("um", "um brella") < 0.75


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("stark industries", "starkindustries"),  # spaces
        ("acme", "accme"),  # doubles
        ("globex", "globax"),  # vowels
        ("müller & co.", "müller co"),  # signs
        ("hooli", "holi"),
    ],
)
def test_bones_survive_the_usual_slips(one: str, other: str) -> None:
    assert bones(one) == bones(other)


def test_bones_of_strangers_differ_and_stay_short() -> None:
    assert bones("acme") != bones("globex")
    assert bones("") == ""
    assert len(bones("xz" * 100)) == 80


@pytest.mark.parametrize(
    ("names", "name"),
    [
        (["Acme North wants", "Acme North", "Acme"], "Acme North"),  # the longest of capitals
        (["Acme wants a", "Acme wants", "Acme"], "Acme"),
        (["3M asks", "3M"], "3M"),
        (["acme wants", "acme"], "acme"),  # nobody typed a capital: the first word
    ],
)
def test_a_guess_is_the_longest_that_looks_like_a_name(names: list[str], name: str) -> None:
    assert guess(names) == name


def test_a_customer_is_outside_unless_it_is_said() -> None:
    assert not Customer(7, "Acme", ADA).is_internal
