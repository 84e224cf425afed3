"""Whatever can be asked has a row in the table of who may, and is tried there by everybody."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, get_args, get_type_hints

from bot.core import grammar
from bot.core.asks import Help, ThingVerb, Verb
from bot.core.grammar.team import read_of_team
from bot.core.hours import WorkingHours
from bot.core.members import DEFAULT_WEEK, Team
from bot.core.setups import OfTeam
from tests.services.test_authority import TRIES, typed_in

NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)
HOURS = WorkingHours.of(zone="Europe/Berlin", week=DEFAULT_WEEK)
TEAM = Team(1, "Everyone")
READERS: dict[str, Callable[..., Any]] = {
    "contact": grammar.read_contact,
    "promise": grammar.read_promise,
    "customer": grammar.read_customer,
    "mine": grammar.read_mine,
    "heed": grammar.read_heed,
}
TIMELESS = ("customer", "mine")
# Says how things are typed, and nothing of anybody.
OPEN_TO_ALL = {Help}


def kinds(hint: Any) -> Iterator[type]:
    parts = get_args(hint)
    if not parts:
        yield hint
    for part in parts:
        yield from kinds(part)


def read(words: str) -> Any:
    command, _, rest = words.removeprefix("/").partition(" ")
    known = {} if command in TIMELESS else {"now": NOW, "hours": HOURS}
    ask = READERS[command](rest, **known)
    if isinstance(ask, OfTeam):
        _, _, of_team = ask.words.partition(" ")
        return read_of_team(of_team, TEAM, now=NOW, hours=HOURS)
    return ask


def test_every_ask_that_can_be_typed_is_tried_for_every_cell_of_its_row() -> None:
    every = {
        kind for reader in READERS.values() for kind in kinds(get_type_hints(reader)["return"])
    }
    tried = [read(words) for words in typed_in(TRIES)]
    missing = every - {type(one) for one in tried} - {OfTeam} - OPEN_TO_ALL
    assert sorted(one.__name__ for one in missing) == []
    verbs = {one.verb for one in tried if isinstance(one, ThingVerb)}
    assert sorted(set(Verb) - verbs) == []
