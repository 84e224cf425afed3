"""History: what still stands of what happened."""

from bot.core.history import Event, Verb, standing
from tests.core.cast import at, event

TEN = at("2026-11-18 10:00")


def entry(id_: int, verb: Verb, *, undoes: int | None = None) -> Event:
    return event(verb, TEN, id=id_, undoes=undoes)


def stands(*events: Event) -> list[int]:
    return [one.id for one in standing(events)]


def test_everything_stands_that_nobody_took_back_oldest_first() -> None:
    assert stands(entry(3, Verb.CHASED), entry(1, Verb.OPENED), entry(2, Verb.CHASED)) == [1, 2, 3]


def test_neither_what_was_taken_back_nor_the_taking_back_stands() -> None:
    opened, chased = entry(1, Verb.OPENED), entry(2, Verb.CHASED)

    assert stands(opened, chased, entry(3, Verb.UNDONE, undoes=2)) == [1]


def test_what_is_done_again_after_an_undo_stands() -> None:
    events = [
        entry(1, Verb.OPENED),
        entry(2, Verb.ANSWERED),
        entry(3, Verb.UNDONE, undoes=2),
        entry(4, Verb.ANSWERED),
    ]

    assert stands(*events) == [1, 4]


def test_nothing_stands_of_nothing() -> None:
    assert stands() == []
