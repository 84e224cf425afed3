"""Typed text as it comes from Slack: tidying it, decoding its escapes, and the names in it."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from unicodedata import normalize

from bot.core.errors import Refusal

WORDS_LIMIT = 2_000
NAME_LIMIT = 80

# What Slack writes in place of a mention, a channel, a broadcast or a link.
_TOKEN = (
    r"<(?:@(?P<member>[UW][A-Z0-9]+)|#(?P<channel>[CDG][A-Z0-9]+)|!(?P<call>[a-z][^<>|]*)"
    r"|(?P<link>[A-Za-z][A-Za-z0-9+.-]*:[^<>|\s]*))(?:\|(?P<label>[^<>]*))?>"
)
_ESCAPED = re.compile(_TOKEN + r"|&(?P<entity>amp|lt|gt);")
_OPAQUE = re.compile(r"<[@#!A-Za-z][^<>]*>|[A-Za-z][A-Za-z0-9+.-]*://\S*[^\s.,;:!?)]")
_MEMBER = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_CHANNEL = re.compile(r"<#([CDG][A-Z0-9]+)(?:\|[^<>]*)?>")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">"}

_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Control characters and lone surrogates break stores; bidi overrides let text pose as other text.
_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# Two names that look the same must be the same; the joiners U+200C and U+200D are letters' own.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff\u115f\u1160\u3164]"
)
_SPACES = re.compile(r"\s+")
_STRAIGHT = str.maketrans(
    dict.fromkeys("‘’‚‛′‹›", "'") | dict.fromkeys("“”„‟″«»", '"') | dict.fromkeys("‐‑‒–—−", "-")
)
_NAME_ENDS = " .,;:!?'\"-*_~`"


def clean(text: str) -> str:
    """Return `text` without what no keyboard means, its escapes still in place."""
    return _UNSAFE.sub("", _NEWLINES.sub("\n", text)).strip()


def decode(text: str) -> str:
    """Undo Slack's escapes exactly once: mentions and links become plain words without power."""
    if "<" not in text and "&" not in text:
        return text
    return _ESCAPED.sub(_plain, text)


def masked(text: str) -> str:
    """Return `text`, equally long, with mentions and links blotted out, to look for words in."""
    if "<" not in text and "://" not in text:
        return text
    return _OPAQUE.sub(lambda found: "_" * len(found[0]), text)


def stored_words(text: str) -> str:
    """Return free text as it is kept: decoded, trimmed, and not longer than we keep."""
    words = decode(text).strip()
    if len(words) > WORDS_LIMIT:
        raise too_long(len(words))
    return words


def too_long(length: int) -> Refusal:
    return Refusal(
        f"That is {length:,} characters, and I keep at most {WORDS_LIMIT:,}. "
        "Say it shorter, and link to the rest."
    )


def guard_length(text: str) -> None:
    """Refuse a text that cannot fit, before any work is done on it."""
    if len(text) > WORDS_LIMIT and len(decode(text)) > WORDS_LIMIT + 4 * NAME_LIMIT:
        raise too_long(len(decode(text)))


def tidy_name(text: str) -> str:
    """Return a name on one line, as people will see it; it may be empty or too long."""
    return trimmed_name(decode(text))


def trimmed_name(name: str) -> str:
    """Return the same of a name without escapes: what looks like one is part of it."""
    visible = _INVISIBLE.sub("", _UNSAFE.sub("", name))
    return _SPACES.sub(" ", visible).strip(" ,;")


def checked_name(text: str) -> str:
    """Return the tidy name, refusing one that nobody could be called."""
    return fitting_name(tidy_name(text))


def fitting_name(name: str) -> str:
    """Return a name that is tidy already: tidied twice, what looks like an escape is lost."""
    if not name:
        raise Refusal("The customer's name is missing. Write it first, as in “Acme: …”.")
    if len(name) > NAME_LIMIT:
        raise Refusal(
            f"A customer's name has at most {NAME_LIMIT} characters, and this one has "
            f"{len(name):,}. Write a shorter one."
        )
    return name


def name_key(name: str) -> str:
    """Return what two spellings of the same name have in common."""
    visible = _INVISIBLE.sub("", _UNSAFE.sub("", name))
    folded = normalize("NFKC", visible).translate(_STRAIGHT).casefold()
    # Folding case can undo the composition, and composing can leave something to fold.
    folded = normalize("NFKC", normalize("NFKC", folded).casefold())
    spaced = _SPACES.sub(" ", folded.translate(_STRAIGHT)).strip()
    return spaced.strip(_NAME_ENDS) or spaced


def read_member(text: str) -> str:
    """Return the id of the member mentioned by `text`, which must be nothing else."""
    if found := _MEMBER.fullmatch(text.strip()):
        return found[1]
    shown = shorten(decode(text)) or "@name"
    raise Refusal(
        f"I can't tell who “{shown}” is. Type @ and pick the person from the list Slack offers."
    )


def read_channel(text: str) -> str:
    """Return the id of the channel linked by `text`, which must be nothing else."""
    if found := _CHANNEL.fullmatch(text.strip()):
        return found[1]
    shown = shorten(decode(text)) or "#channel"
    raise Refusal(
        f"I can't tell which channel “{shown}” is. "
        "Type # and pick the channel from the list Slack offers."
    )


def near(word: str, known: Iterable[str]) -> list[str]:
    """Return the known words that `word` may be a slip of, the nearest first."""
    return get_close_matches(word.casefold(), list(known), n=3, cutoff=0.6)


def shorten(text: str, *, limit: int = 60) -> str:
    """Return `text` on one line, short enough to be quoted in a sentence."""
    line = _SPACES.sub(" ", text).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _plain(found: re.Match[str]) -> str:
    if entity := found["entity"]:
        return _ENTITIES[entity]
    label = _entities(found["label"] or "")
    if member := found["member"]:
        return "@" + (label.removeprefix("@") or member)
    if channel := found["channel"]:
        return "#" + (label.removeprefix("#") or channel)
    if call := found["call"]:
        return label or "@" + _entities(call.removeprefix("subteam^").partition("^")[0])
    # The address, never its label: a label can claim to lead elsewhere.
    link = _entities(found["link"] or "")
    return re.sub(r"^(?:mailto|tel):", "", link) or label


def _entities(text: str) -> str:
    return re.sub(r"&(amp|lt|gt);", lambda found: _ENTITIES[found[1]], text)
