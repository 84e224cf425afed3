"""The kit: escaping, limits and the blocks that every message and modal is made of."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from json import JSONEncoder
from typing import Any
from zlib import crc32

from bot.messages import aloud

Block = dict[str, Any]
Element = dict[str, Any]

MOST_BLOCKS = 50  # of a message
MOST_IN_HOME = 100
LONGEST_SECTION = 3_000
LONGEST_FIELD = 2_000
LONGEST_HEADER = 150
LONGEST_TEXT = 3_500  # Slack cuts a longer one into several messages
MOST_FIELDS = 10
MOST_IN_CONTEXT = 10
MOST_IN_ACTIONS = 25
LONGEST_VIEW_TITLE = 24
QUOTE = 200  # of somebody's words in a sentence
NAME = 80

_ZERO = "\u200b"
_NOTHING = "…"  # Slack refuses an empty text
_SPACES = re.compile(r"\s+")
_INVISIBLE = re.compile(
    "[\\s\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u3164\ufeff]*"
)
_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
# Within a word an underscore or a tilde formats nothing, and a name should stay copyable.
_FORMATTING = re.compile(r"[*`]|(?<!\w)[_~]|[_~](?!\w)")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_BROKEN_END = re.compile(r"(?:&[a-z]{0,3}|<[^>]*)$")
_MEMBER = re.compile(r"[UW][A-Z0-9]{1,30}")
_PERMALINK = re.compile(
    r"https://[a-z0-9.-]{1,100}/archives/[A-Z0-9]{1,30}/p[0-9]{1,30}(?:\?[A-Za-z0-9_=.&]{1,100})?"
)
_SORTED = JSONEncoder(sort_keys=True)


@dataclass(frozen=True, slots=True)
class Message:
    """What is said. `text` is a whole sentence: screen readers and notifications have only it."""

    text: str
    blocks: tuple[Block, ...]

    def body(self) -> dict[str, Any]:
        """The arguments that Slack takes, as JSON has them."""
        return {"text": self.text, "blocks": [dict(block) for block in self.blocks]}


@dataclass(frozen=True, slots=True)
class View:
    """A modal. `metadata` comes back when it is submitted; with `notifies`, when it is closed."""

    callback_id: str
    title: str
    blocks: tuple[Block, ...]
    submit: str | None = None
    metadata: str = ""
    notifies: bool = False

    def body(self) -> dict[str, Any]:
        view: dict[str, Any] = {
            "type": "modal",
            "callback_id": self.callback_id,
            "title": plain(self.title, limit=LONGEST_VIEW_TITLE),
            "close": plain("Close" if self.submit is None else "Cancel"),
            "blocks": [dict(block) for block in self.blocks],
            "private_metadata": self.metadata,
        }
        if self.notifies:
            view["notify_on_close"] = True
        if self.submit is not None:
            view["submit"] = plain(self.submit, limit=LONGEST_VIEW_TITLE)
        return view


@dataclass(frozen=True, slots=True)
class HomeTab:
    """What stands in somebody's Home."""

    blocks: tuple[Block, ...]

    def body(self) -> dict[str, Any]:
        return {"type": "home", "blocks": [dict(block) for block in self.blocks]}


def length(text: str) -> int:
    """How long Slack takes it to be: what lies beyond the first plane counts twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clip(text: str, limit: int) -> str:
    """Return `text`, cut with an honest … where it is too long."""
    if length(text) <= limit:
        return text
    kept = text[: limit - 1]
    while length(kept) > limit - 1:
        kept = kept[: len(kept) - max(1, (length(kept) - limit + 1) // 2)]
    return kept.rstrip() + "…"


def line(text: str, *, limit: int = QUOTE) -> str:
    """Return somebody's words on one line, not yet escaped."""
    tidy = _SPACES.sub(" ", _CONTROLS.sub(" ", text)).strip()
    return _NOTHING if _INVISIBLE.fullmatch(tidy) else clip(tidy, limit)


def safe(text: str, *, limit: int = QUOTE) -> str:
    """Return somebody's words for mrkdwn, without any power: no mention, link, bold or quote."""
    escaped = line(text, limit=limit).replace("&", "&amp;").replace("<", "&lt;")
    escaped = escaped.replace(">", "&gt;")
    # Whichever side of the mark Slack looks at, there is neither a word nor a space.
    escaped = _FORMATTING.sub(lambda found: f"{_ZERO}{found[0]}{_ZERO}", escaped)
    if escaped.startswith("&gt;"):
        escaped = _ZERO + escaped
    return f"\u2068{escaped}\u2069" if _RIGHT_TO_LEFT.search(escaped) else escaped


def name(text: str) -> str:
    return safe(text, limit=NAME)


def quoted(text: str, *, limit: int = QUOTE) -> str:
    """Return somebody's words in quotation marks, for mrkdwn."""
    return f"“{safe(text, limit=limit)}”"


def mention(member_id: str) -> str:
    return f"<@{member_id}>" if _MEMBER.fullmatch(member_id) else safe(member_id)


def is_permalink(address: str) -> bool:
    return _PERMALINK.fullmatch(address) is not None


def link(label: str, address: str | None) -> str:
    """Return a link to a message, for mrkdwn; nothing if there is none, or it is no such link."""
    if not address or not is_permalink(address):
        return ""
    return f"<{address.replace('&', '&amp;')}|{label}>"


def mrkdwn(text: str, *, limit: int = LONGEST_SECTION) -> Element:
    """A text that may be bold; words of others within it are made `safe` first."""
    if length(text) > limit:
        cut = _BROKEN_END.sub("", clip(text, limit - 1).removesuffix("…")).rstrip() + "…"
        # A direction that was begun must end, or it swallows what Slack shows next.
        text = cut + "\u2069" * (cut.count("\u2068") - cut.count("\u2069"))
    # Verbatim: else @here, #general and addresses in people's words would come alive.
    return {"type": "mrkdwn", "text": text or _NOTHING, "verbatim": True}


def printable(text: str) -> str:
    """Return a text without what is no character: controls, directions, half letters."""
    return _CONTROLS.sub("", text)


def plain(text: str, *, limit: int = LONGEST_SECTION, emoji: bool = False) -> Element:
    """A text shown letter by letter."""
    tidy = clip(printable(text), limit)
    shown = _NOTHING if _INVISIBLE.fullmatch(tidy) else tidy
    return {"type": "plain_text", "text": shown, "emoji": emoji}


def section(text: str, *, accessory: Element | None = None) -> Block:
    block: Block = {"type": "section", "text": mrkdwn(text)}
    return block if accessory is None else block | {"accessory": accessory}


def verbatim(text: str) -> list[Block]:
    """Sections that show all of a text as it is, however long."""
    parts = [text[at : at + 1_400] for at in range(0, len(text), 1_400)] or [""]
    return [{"type": "section", "text": plain(part)} for part in parts[:10]]


def fields(texts: Sequence[str]) -> Block:
    shown = [mrkdwn(text, limit=LONGEST_FIELD) for text in texts[:MOST_FIELDS]]
    return {"type": "section", "fields": shown}


def context(*texts: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(text) for text in texts[:MOST_IN_CONTEXT]]}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(line(text, limit=LONGEST_HEADER))}


def divider() -> Block:
    return {"type": "divider"}


def listed(title: str, lines: Iterable[str]) -> list[Block]:
    """A title and its lines, in as few sections as hold them."""
    blocks: list[Block] = []
    text = f"*{title}*" if title else ""
    for one in lines:
        if length(text) + 1 + length(one) > LONGEST_SECTION:
            blocks.append(section(text))
            text = one
        else:
            text = f"{text}\n{one}" if text else one
    return [*blocks, section(text)]


def message(text: str, *blocks: Block) -> Message:
    """Put a message together; `text` is made of safe parts like a section's."""
    shown = list(blocks)
    if len(shown) > MOST_BLOCKS:
        shown = [*shown[: MOST_BLOCKS - 1], context("… and more than fits into one message.")]
    spoken = mrkdwn(aloud.sentences(text), limit=LONGEST_TEXT)["text"]
    return Message(spoken, _named(shown or [section(text)]))


def _named(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Name each block after its place and content: an edited block must get another id."""
    return tuple(
        block | {"block_id": block.get("block_id") or f"{place}.{_print(block):08x}"}
        for place, block in enumerate(blocks)
    )


def _print(block: Block) -> int:
    return crc32(_SORTED.encode(block).encode())
