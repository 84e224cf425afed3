"""Reads mrkdwn as Slack's face does: mentions, dates, links, emoji and emphasis as plain words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.playground.slack.channels import Channel
from bot.playground.slack.dates import Dated, worded
from bot.playground.slack.glyphs import GLYPHS
from bot.playground.slack.marks import CODE, EMOJI, MARK, PRE, QUIET, Mark, Meaning, decoded
from bot.playground.slack.members import Member

__all__ = ["GLYPHS", "Names", "emojis", "glyph", "plain"]

_BOLD = re.compile(rf"(?<![\w*{QUIET}])([*_])(?=\S)(.+?)(?<=\S)\1(?![\w*{QUIET}])")


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called, and where and when the reader is."""

    members: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    zone: str = "UTC"
    now: datetime | None = None

    @classmethod
    def of(
        cls,
        members: Iterable[Member],
        channels: Iterable[Channel],
        *,
        zone: str = "UTC",
        now: datetime | None = None,
    ) -> "Names":
        """Return the names of a workspace, as one reader sees them."""
        return cls(
            members={each.id: each.name for each in members},
            channels={each.id: each.name for each in channels},
            zone=zone,
            now=now,
        )

    def local(self, seconds: float) -> datetime:
        """Return an instant on the reader's wall."""
        return datetime.fromtimestamp(seconds, UTC).astimezone(ZoneInfo(self.zone))


def plain(text: str, *, names: Names) -> str:
    """Return mrkdwn as plain words."""
    return "".join(
        decoded(part) if place % 2 else _lines(part, names)
        for place, part in enumerate(PRE.split(text))
    )


def glyph(name: str) -> str:
    """Return an emoji by its name, or the name between colons."""
    return GLYPHS.get(name.split("::")[0], f":{name}:")


def emojis(text: str) -> str:
    """Return text with its emoji names replaced."""
    return EMOJI.sub(lambda found: glyph(found.group(1)), text)


def _lines(text: str, names: Names) -> str:
    return "".join(
        decoded(part) if place % 2 else _prose(part, names)
        for place, part in enumerate(CODE.split(text))
    )


def _prose(text: str, names: Names) -> str:
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(_said(Mark.of(found.group(1)), names))
        return f"\x00{len(kept) - 1}\x00"

    # Marks first: an address may hold underscores and colons that mean nothing.
    text = emojis(MARK.sub(keep, text.replace("\x00", "")))
    for _ in range(2):
        text = _BOLD.sub(r"\2", text)
    text = re.sub(r"\x00(\d+)\x00", lambda found: kept[int(found.group(1))], text)
    return decoded(text)


def _said(mark: Mark, names: Names) -> str:
    target, label = mark.target, mark.label
    if mark.meaning is Meaning.MEMBER:
        return "@" + (names.members.get(target) or label or target)
    if mark.meaning is Meaning.CHANNEL:
        return "#" + (names.channels.get(target) or label or target)
    if mark.meaning is Meaning.DATE:
        return _date(target, label, names)
    if mark.meaning is not Meaning.LINK:
        return label or f"@{target}"
    address = target.removeprefix("mailto:")
    return f"{emojis(label)} ({address})" if label and label != address else address


def _date(target: str, fallback: str, names: Names) -> str:
    dated = Dated.of(target)
    if dated is None:
        return fallback
    return worded(dated.form, at=names.local(dated.seconds), now=names.now)
