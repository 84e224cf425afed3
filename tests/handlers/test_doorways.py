"""Every door has its row in the table of who may, or a reason to need none."""

import pytest

from bot.core.asks import Gesture
from bot.core.authority import Action
from bot.messages import ids, subscribed
from tests.doorways import (
    ACTIONS,
    CHOICES,
    DOORS,
    EVENTS,
    GESTURES,
    READ_LATER,
    SHORTCUTS,
    SHOWN,
    VIEWS,
    named,
    registered,
)

NAMED = {
    name: value
    for name, value in vars(ids).items()
    if name.isupper() and isinstance(value, str) and not name.startswith("BLOCK_")
}


def of(*prefixes: str) -> set[str]:
    return {value for name, value in NAMED.items() if name.startswith(prefixes)}


@pytest.mark.parametrize("kind", DOORS)
def test_whatever_a_handler_is_registered_for_has_its_row(kind: str) -> None:
    ours = [constraint for each, constraint in registered() if each == kind]
    assert ours
    assert [one for one in ours if not named(one, DOORS[kind])] == []
    heard = {name for one in ours for name in named(one, DOORS[kind])}
    unheard = {name for name in DOORS[kind] if name not in heard}
    assert {DOORS[kind][name] for name in unheard} <= {SHOWN, READ_LATER}


def test_no_kind_of_door_is_left_out() -> None:
    assert {kind for kind, _ in registered()} == set(DOORS)


def test_whatever_has_a_name_is_a_door() -> None:
    views, shortcuts, choices = of("VIEW_"), of("SHORTCUT_", "ON_MESSAGE"), of("MORE_")
    elsewhere = ("VIEW_", "SHORTCUT_", "ON_MESSAGE", "MORE_", "FILL")
    actions = {
        value for name, value in NAMED.items() if "." in value and not name.startswith(elsewhere)
    }
    assert views == set(VIEWS)
    assert shortcuts == set(SHORTCUTS)
    assert choices == {name.partition(" ")[2] for name in CHOICES}
    pressed = {".".join(name.split(".")[:2]) for name in ACTIONS}
    assert actions == pressed - {"fill.words"}


def test_whatever_an_emoji_means_and_slack_tells_is_a_door() -> None:
    assert set(GESTURES) == set(Gesture)
    told = {subscribed.listened(one) for one in (*subscribed.EVENTS, *subscribed.WATCHING)}
    assert told == set(EVENTS)


def test_a_row_is_one_of_the_table_or_a_reason_in_words() -> None:
    for rows in (*DOORS.values(), CHOICES, GESTURES):
        for name, row in rows.items():
            if isinstance(row, str):
                assert len(row.split()) > 4, name
            else:
                assert set(row) <= set(Action), name
                assert row, name


def test_whatever_the_table_speaks_of_is_done_by_a_door_or_typed() -> None:
    """What is only ever typed is tried by every word of it."""
    pressed = {
        one
        for rows in (*DOORS.values(), CHOICES, GESTURES)
        for row in rows.values()
        if not isinstance(row, str)
        for one in row
    }
    assert set(Action) - pressed == {
        *(Action.FIGURES, Action.WATCH),
        *(Action.SET_UP_UNLED, Action.ADD_TEAM, Action.EMOJI),
    }
