"""A workspace: one Slack workspace that installed Heed; the tenant."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.asks import Gesture

EMOJI: Mapping[str, Gesture] = {
    "white_check_mark": Gesture.DONE,
    "heavy_check_mark": Gesture.DONE,
    "ballot_box_with_check": Gesture.DONE,
    "eyes": Gesture.CLAIM,
    "zzz": Gesture.SNOOZE,
    "raising_hand": Gesture.TAKE,
    "man-raising-hand": Gesture.TAKE,
    "woman-raising-hand": Gesture.TAKE,
}


@dataclass(frozen=True, slots=True)
class Workspace:
    """`emoji` adds to, and overrides, what emoji mean by default; `url` is where its pages are."""

    id: str
    name: str = ""
    bot_id: str | None = None
    bot_member_id: str | None = None
    url: str = ""
    emoji: Mapping[str, str] = field(default_factory=dict)


def meaning(workspace: Workspace, emoji: str) -> Gesture | None:
    """What an emoji on a reminder means here; its skin tone means nothing."""
    name = emoji.split("::", 1)[0]
    own = workspace.emoji.get(name)
    if own is not None:
        return Gesture(own) if own in set(Gesture) else None
    return EMOJI.get(name)
