"""Countries and regions, as people name them."""

import pytest

from bot.core.countries import Place, place_name, read_place
from bot.core.errors import Refusal


@pytest.mark.parametrize(
    ("typed", "place", "name"),
    [
        ("Germany", "DE", "Germany"),
        ("de", "DE", "Germany"),
        ("DEU", "DE", "Germany"),
        ("Deutschland", "DE", "Germany"),
        ("DE-BY", "DE-BY", "Germany (Bavaria)"),
        ("de by", "DE-BY", "Germany (Bavaria)"),
        ("Bavaria", "DE-BY", "Germany (Bavaria)"),
        ("Bayern, Germany", "DE-BY", "Germany (Bavaria)"),
        ("germany berlin", "DE-BE", "Germany (Berlin)"),
        ("Brazil", "BR", "Brazil"),
        ("Brazil SP", "BR-SP", "Brazil (São Paulo)"),
        ("são paulo", "BR-SP", "Brazil (São Paulo)"),
        ("Sao Paulo", "BR-SP", "Brazil (São Paulo)"),
        ("UK", "GB", "United Kingdom"),
        ("Scotland", "GB-SCT", "United Kingdom (Scotland)"),
        ("us-ca", "US-CA", "United States (California)"),
        ("New York", "US-NY", "United States (New York)"),
        ("Georgia", "GE", "Georgia"),  # the country, not the state
        ("ST-P", "ST-P", "Sao Tome and Principe (Príncipe)"),  # no code of three letters
        ("U.S.A.", "US", "United States"),
        ("usa georgia", "US-GA", "United States (Georgia)"),
        ("Austria: Vienna", "AT-9", "Austria (Vienna)"),
        ("R&amp;union", None, ""),
    ],
)
def test_a_place_is_read_as_people_name_it(typed: str, place: str | None, name: str) -> None:
    if place is None:
        with pytest.raises(Refusal):
            read_place(typed)
        return
    read = read_place(typed)
    assert (str(read), place_name(read)) == (place, name)


@pytest.mark.parametrize(
    ("typed", "choices"),
    [
        ("Germny", ["setup country DE"]),
        ("Bavariaa", ["setup country DE-BY"]),
        ("DE-XX", ["setup country DE"]),  # the country at least is known
        ("", []),
        ("???", []),
    ],
)
def test_an_unknown_place_is_refused_with_near_ones(typed: str, choices: list[str]) -> None:
    with pytest.raises(Refusal) as caught:
        read_place(typed)
    assert [choice.words for choice in caught.value.choices][: len(choices)] == choices


def test_every_choice_is_a_place() -> None:
    with pytest.raises(Refusal) as caught:
        read_place("Germny", before="")
    for choice in caught.value.choices:
        assert place_name(read_place(choice.words)) == choice.label


def test_every_country_has_a_name_that_is_read_again() -> None:
    from holidays.registry import COUNTRIES

    for codes in COUNTRIES.values():
        place = Place(codes[1])
        assert read_place(codes[1]) == place
        assert read_place(place_name(place)) == place
