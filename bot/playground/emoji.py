"""Knows an emoji by its picture or by its name."""

import re

from bot.playground.slack.plain import GLYPHS

_NAMES = {picture: name for name, picture in reversed(GLYPHS.items())}
# Phones add a skin tone or ask for the coloured picture: neither changes what is meant.
_VARIANTS = re.compile("[\ufe0f\U0001f3fb-\U0001f3ff]")
_NAME = re.compile(r":?([a-z0-9_+'-]{1,100}):?(?::?skin-tone-[2-6]:?)?")


def emoji_name(word: str) -> str | None:
    """Return the name of an emoji that was typed as a picture or as `:name:`."""
    bare = _VARIANTS.sub("", word.strip())
    if bare in _NAMES:
        return _NAMES[bare]
    found = _NAME.fullmatch(bare.lower())
    return found[1] if found else None
