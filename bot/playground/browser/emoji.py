"""Draws emoji: a picture where one is shipped, else the character, else the name."""

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

from bot.playground.browser.tags import joined, tag
from bot.playground.slack.glyphs import GLYPHS
from bot.playground.slack.marks import EMOJI

STATIC = "/static"

# In the order of a picker: what people answer Heed with comes first.
PICKER = (
    *("white_check_mark", "eyes", "zzz", "raising_hand", "+1", "-1", "tada", "pray", "clap"),
    *("wave", "heart", "fire", "joy", "grinning", "blush", "wink", "heart_eyes", "smile"),
    *("slightly_smiling_face", "thinking_face", "sweat_smile", "slightly_frowning_face", "cry"),
    *("sob", "open_mouth", "scream", "see_no_evil", "partying_face", "sunglasses"),
    *("hugging_face", "face_palm", "shrug", "ok_hand", "muscle", "raised_hands", "handshake"),
    *("100", "rocket", "trophy", "gift", "birthday", "coffee", "pizza", "sunny", "umbrella"),
    *("rainbow", "zap", "sparkles", "star", "bulb", "question", "exclamation", "x", "warning"),
    *("hourglass", "alarm_clock", "calendar", "bell", "lock", "key", "link", "paperclip"),
    *("package", "iphone", "computer", "moneybag", "pushpin", "memo", "mag", "seedling"),
)
_TONED = frozenset(
    {"+1", "thumbsup", "-1", "thumbsdown", "wave", "raising_hand", "clap", "pray", "ok_hand"}
    | {"muscle", "raised_hands", "point_up", "point_right", "v", "face_palm", "shrug", "running"}
)
_FIRST_TONE = 0x1F3FB - 2
_COLOURED = "\ufe0f"
_NAMED_BY = {picture: name for name, picture in reversed(GLYPHS.items())}
# Below this plane a character is a letter unless it is followed by the request for colour …
_LETTERS = "✔⚠❤✏➡ℹ☝✌☀✈⬅⬆⬇"
_CHARACTER = re.compile(
    "|".join(
        f"{picture}{_COLOURED}" if picture in _LETTERS else f"{picture}{_COLOURED}?"
        for picture in sorted(_NAMED_BY, key=len, reverse=True)
    )
)


def emoji(name: str) -> Markup:
    """Return an emoji by Slack's name for it, with or without a skin tone."""
    bare, _, tone = name.strip(":").partition("::skin-tone-")
    if bare not in GLYPHS:
        return escape(f":{name.strip(':')}:")
    character = GLYPHS[bare]
    if bare in _TONED and tone.isdecimal() and 2 <= int(tone) <= 6:
        character += chr(_FIRST_TONE + int(tone))
    return _drawn(character, bare)


def spoken(name: str) -> str:
    """Return how an emoji's name is said aloud."""
    return name.split("::")[0].replace("_", " ")


def pictured(text: str, *, names: bool = True) -> Markup:
    """Return words with their emoji drawn; `names` says whether :name: is one."""
    parts = EMOJI.split(text) if names else [text]
    return joined(
        *(emoji(part) if place % 2 else _characters(part) for place, part in enumerate(parts))
    )


def code_point(character: str) -> str:
    """Return the name of an emoji's picture file."""
    return "-".join(f"{ord(each):x}" for each in character if each != _COLOURED)


@cache
def shipped() -> frozenset[str]:
    """Return the code points whose pictures are there."""
    folder = Path(__file__).parent / "static" / "emoji"
    return frozenset(path.stem for path in folder.glob("*.svg"))


def _characters(text: str) -> Markup:
    pieces, at = [], 0
    for found in _CHARACTER.finditer(text):
        character = found[0].replace(_COLOURED, "")
        pieces += [text[at : found.start()], _drawn(character, _NAMED_BY[character])]
        at = found.end()
    return joined(*pieces, text[at:])


def _drawn(character: str, name: str) -> Markup:
    point = code_point(character)
    if point in shipped():
        source = f"{STATIC}/emoji/{point}.svg"
        return tag("img", class_="emoji", src=source, alt=character, title=f":{name}:")
    return tag("span", character, class_="emoji", title=f":{name}:")
