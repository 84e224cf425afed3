"""Reading what an emoji on a reminder shall do: `claim :eyes:`."""

import re

from bot.core.asks import Gesture
from bot.core.errors import Refusal
from bot.core.heed_asks import SetupEmoji

_GESTURES = {
    **dict.fromkeys(("done", "answered", "kept"), Gesture.DONE),
    **dict.fromkeys(("claim", "claimed"), Gesture.CLAIM),
    **dict.fromkeys(("snooze", "snoozed", "later"), Gesture.SNOOZE),
    **dict.fromkeys(("take", "mine"), Gesture.TAKE),
}
_EMOJI = re.compile(r":([a-z0-9_+'-]{1,100}):(?::skin-tone-[2-6]:)?", re.IGNORECASE)
# Phones send the picture, Slack knows the name; of the many, those that Heed itself starts with.
_PICTURES = {"✅": "white_check_mark", "👀": "eyes", "💤": "zzz", "🙋": "raising_hand"}


def read_emoji(value: str) -> SetupEmoji:
    """Read a gesture and an emoji, in either order."""
    found = _EMOJI.search(value)
    name = found[1].lower() if found else None
    rest = value.replace(found[0], " ") if found else value
    for picture, known in _PICTURES.items():
        if name is None and picture in rest:
            name, rest = known, re.sub(f"{picture}[\ufe0f\U0001f3fb-\U0001f3ff]*", " ", rest)
    words = [
        word for word in re.findall(r"\w+", rest.lower()) if word not in ("is", "for", "means")
    ]
    gesture = _GESTURES.get(words[0]) if len(words) == 1 else None
    if name is None or gesture is None:
        raise Refusal(
            "Write what it does (done, claim, snooze or take) and the emoji between colons, "
            "as in “setup emoji claim :eyes:”."
        )
    return SetupEmoji(gesture, name)
