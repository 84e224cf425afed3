"""Countries and their regions, as people name them: “Germany”, “de-by”, “Bavaria”, “Brazil SP”."""

import re
from dataclasses import dataclass
from functools import cache
from unicodedata import combining, normalize

from bot.core.errors import Choice, Refusal
from bot.core.words import decode, near, shorten

CODE = 3  # the longest that a country's code is
_MOST_CHOICES = 5
_SMALL = ("And", "Of", "The", "Da", "Es")
_PARTS = re.compile(r"[\W_]+")

# What the countries and regions are called in English, or for short, where their own name differs.
_COUNTRIES = {
    **{"america": "US", "england": "GB-ENG", "great britain": "GB", "britain": "GB"},
    **{"scotland": "GB-SCT", "wales": "GB-WLS", "northern ireland": "GB-NIR", "uae": "AE"},
    **{"deutschland": "DE", "osterreich": "AT", "schweiz": "CH", "suisse": "CH", "brasil": "BR"},
    **{"espana": "ES", "italia": "IT", "czech republic": "CZ", "turkiye": "TR", "holland": "NL"},
    **{"the netherlands": "NL", "korea": "KR", "hong kong": "HK", "polska": "PL", "russian": "RU"},
    **{"cote d ivoire": "CI", "burma": "MM", "cape verde": "CV", "danmark": "DK", "sverige": "SE"},
    **{"norge": "NO", "suomi": "FI", "eire": "IE", "republic of ireland": "IE", "usa": "US"},
}
_REGIONS = {
    **{"Bavaria": "DE-BY", "Lower Saxony": "DE-NI", "North Rhine-Westphalia": "DE-NW"},
    **{"Rhineland-Palatinate": "DE-RP", "Saxony": "DE-SN", "Saxony-Anhalt": "DE-ST"},
    **{"Thuringia": "DE-TH", "Hesse": "DE-HE", "Munich": "DE-BY", "Cologne": "DE-NW"},
    **{"Vienna": "AT-9", "Tyrol": "AT-7", "Styria": "AT-6", "Carinthia": "AT-2"},
    **{"Lower Austria": "AT-3", "Upper Austria": "AT-4", "Geneva": "CH-GE", "Lucerne": "CH-LU"},
    **{"Catalonia": "ES-CT", "Andalusia": "ES-AN", "Basque Country": "ES-PV", "Lisbon": "PT-11"},
    **{"Milan": "IT-MI", "Rome": "IT-RM", "Turin": "IT-TO", "Naples": "IT-NA", "Venice": "IT-VE"},
    **{"Florence": "IT-FI", "Genoa": "IT-GE"},
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where public holidays are kept: a country by its two letters, and perhaps a region of it."""

    country: str
    region: str | None = None

    def __str__(self) -> str:
        return self.country if self.region is None else f"{self.country}-{self.region}"


def read_place(text: str, *, before: str = "setup country") -> Place:
    """Read whose public holidays are meant; `before` is what the corrected words follow."""
    words = _folded(decode(text))
    if place := _exact(words) or _parted(words) or _exact(words.replace(" ", "")):
        return place
    found = _regions_named().get(words, ()) if words else ()
    if len(found) == 1:
        return found[0]
    meant = found or _near(words)
    choices = [
        Choice(place_name(place), f"{before} {place}".strip()) for place in meant[:_MOST_CHOICES]
    ]
    which = "Did you mean one of these?" if choices else "Write it as in “Germany” or “DE-BY”."
    shown = shorten(decode(text), limit=40)
    raise Refusal(f"I don't know the public holidays of “{shown}”. {which}", choices=choices)


def place_name(place: Place) -> str:
    """Name a place: “Germany (Bavaria)”."""
    country = _names()[place.country]
    if place.region is None:
        return country
    english = {code: name for name, code in reversed(_REGIONS.items())}
    own = {code: name for name, code in reversed(_regions(place.country).items())}
    return f"{country} ({english.get(str(place)) or own.get(place.region, place.region)})"


def _exact(words: str) -> Place | None:
    """A country by its name or code; or one of our own names for a place."""
    joined = words.replace(" ", "")
    # “ST-P” is a region of a country and no code of three letters.
    known = _codes().get(joined) if joined == words or len(joined) > CODE else None
    spelled = _COUNTRIES.get(words) or known or _ours().get(words)
    return _place(spelled) if spelled else None


def _place(spelled: str) -> Place:
    country, _, region = spelled.partition("-")
    return Place(country, region or None)


def _parted(words: str) -> Place | None:
    """A country and a region of it, in either order: “br sp”, “munich germany”."""
    parts = words.split()
    for at in range(1, len(parts)):
        one, other = " ".join(parts[:at]), " ".join(parts[at:])
        for named, within in ((one, other), (other, one)):
            country = _exact(named)
            if country is not None and country.region is None:
                region = _region(country.country, within)
                if region is not None:
                    return Place(country.country, region)
    return None


def _region(country: str, words: str) -> str | None:
    ours = _ours().get(words, "")
    if ours.startswith(f"{country}-"):
        return ours.partition("-")[2]
    known = {_folded(name): code for name, code in _regions(country).items()}
    return known.get(words)


def _near(words: str) -> list[Place]:
    known: dict[str, Place] = {_folded(name): Place(code) for code, name in _names().items()}
    known |= {name: _place(code) for name, code in (_ours() | _COUNTRIES).items()}
    known |= {name: places[0] for name, places in _regions_named().items()}
    slips = near(words, known)
    # “Germany Atlantis”: the country at least is known.
    begun = [_exact(part) for part in (words.rpartition(" ")[0], words.split(" ")[0])]
    found = [known[slip] for slip in slips] + [place for place in begun if place is not None]
    return list(dict.fromkeys(found))


@cache
def _ours() -> dict[str, str]:
    return {_folded(name): code for name, code in _REGIONS.items()}


@cache
def _names() -> dict[str, str]:
    """The countries by their codes of two letters."""
    from holidays.registry import COUNTRIES

    named = {codes[1]: module.replace("_", " ").title() for module, codes in COUNTRIES.items()}
    for small in _SMALL:
        named = {
            code: name.replace(f" {small} ", f" {small.lower()} ") for code, name in named.items()
        }
    return named | {"HK": "Hong Kong", "CD": "DR Congo"}


@cache
def _codes() -> dict[str, str]:
    """Codes of two letters by everything a country is called without spaces: de, deu, germany."""
    from holidays.registry import COUNTRIES

    return {
        _folded(name).replace(" ", ""): codes[1]
        for module, codes in COUNTRIES.items()
        for name in (module, *codes)
    }


@cache
def _regions(country: str) -> dict[str, str]:
    """The regions of a country by their names and codes."""
    import holidays

    kept = getattr(holidays, country)
    return dict(kept.subdivisions_aliases) | {code: code for code in kept.subdivisions}


@cache
def _regions_named() -> dict[str, tuple[Place, ...]]:
    """The regions of all countries by their names; a short code alone says too little."""
    from holidays.utils import list_supported_countries

    found: dict[str, tuple[Place, ...]] = {}
    for country, regions in list_supported_countries(include_aliases=False).items():
        for name, region in (_regions(country) if regions else {}).items():
            words, place = _folded(name), Place(country, region)
            if len(words) > 3 and place not in found.get(words, ()):
                found[words] = (*found.get(words, ()), place)
    return found


def _folded(text: str) -> str:
    plain = "".join(mark for mark in normalize("NFKD", text) if not combining(mark))
    return " ".join(_PARTS.sub(" ", plain.casefold()).split())
