"""Workspaces: what an emoji on a reminder means."""

import pytest

from bot.core.asks import Gesture
from bot.core.workspaces import Workspace, meaning

DEFAULTS = [
    ("white_check_mark", Gesture.DONE),
    ("heavy_check_mark", Gesture.DONE),
    ("eyes", Gesture.CLAIM),
    ("zzz", Gesture.SNOOZE),
    ("raising_hand", Gesture.TAKE),
    ("raising_hand::skin-tone-4", Gesture.TAKE),  # a skin tone means nothing
    ("woman-raising-hand::skin-tone-2", Gesture.TAKE),
    ("tada", None),
    ("", None),
]


@pytest.mark.parametrize(("emoji", "gesture"), DEFAULTS)
def test_some_emoji_mean_something(emoji: str, gesture: Gesture | None) -> None:
    assert meaning(Workspace("T1"), emoji) is gesture


@pytest.mark.parametrize(
    ("emoji", "gesture"),
    [
        ("tada", Gesture.DONE),  # added
        ("eyes", Gesture.TAKE),  # means something else here
        ("eyes::skin-tone-3", Gesture.TAKE),
        ("zzz", None),  # means nothing here
        ("white_check_mark", Gesture.DONE),  # untouched
    ],
)
def test_a_workspace_adds_to_them_and_overrides_them(emoji: str, gesture: Gesture | None) -> None:
    own = Workspace("T1", emoji={"tada": "done", "eyes": "take", "zzz": "nothing"})

    assert meaning(own, emoji) is gesture
