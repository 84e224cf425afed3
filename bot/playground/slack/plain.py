"""Reads mrkdwn as Slack's face does: mentions, dates, links, emoji and emphasis as plain words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.playground.slack.channels import Channel
from bot.playground.slack.members import Member

_MARK = re.compile(r"<([^<>]+)>")
_EMOJI = re.compile(r":([a-z0-9_+'-]+)(?:::skin-tone-\d)?:")
_BOLD = re.compile(r"(?<![\w*])([*_])(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)

GLYPHS = {
    "white_check_mark": "✅",
    "heavy_check_mark": "✔",
    "eyes": "👀",
    "zzz": "💤",
    "raising_hand": "🙋",
    "tada": "🎉",
    "wave": "👋",
    "warning": "⚠",
    "rotating_light": "🚨",
    "hourglass": "⌛",
    "hourglass_flowing_sand": "⏳",
    "alarm_clock": "⏰",
    "bell": "🔔",
    "no_bell": "🔕",
    "calendar": "📅",
    "date": "📅",
    "spiral_calendar_pad": "🗓",
    "speech_balloon": "💬",
    "telephone_receiver": "📞",
    "email": "📧",
    "handshake": "🤝",
    "bust_in_silhouette": "👤",
    "busts_in_silhouette": "👥",
    "chart_with_upwards_trend": "📈",
    "chart_with_downwards_trend": "📉",
    "bar_chart": "📊",
    "thumbsup": "👍",
    "+1": "👍",
    "thumbsdown": "👎",
    "-1": "👎",
    "pray": "🙏",
    "clap": "👏",
    "sparkles": "✨",
    "star": "⭐",
    "heart": "❤",
    "fire": "🔥",
    "red_circle": "🔴",
    "large_orange_circle": "🟠",
    "large_yellow_circle": "🟡",
    "large_green_circle": "🟢",
    "large_blue_circle": "🔵",
    "white_circle": "⚪",
    "x": "❌",
    "no_entry": "⛔",
    "question": "❓",
    "exclamation": "❗",
    "bulb": "💡",
    "memo": "📝",
    "pencil2": "✏",
    "lock": "🔒",
    "mute": "🔇",
    "slightly_smiling_face": "🙂",
    "smile": "😄",
    "slightly_frowning_face": "🙁",
    "arrow_right": "➡",
    "seedling": "🌱",
    "palm_tree": "🌴",
    "running": "🏃",
    "mag": "🔍",
    "information_source": "ℹ",
}


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
    parts = _CODE.split(text)
    return "".join(
        _decoded(part.strip("`")) if place % 2 else _prose(part, names)
        for place, part in enumerate(parts)
    )


def glyph(name: str) -> str:
    """Return an emoji by its name, or the name between colons."""
    return GLYPHS.get(name.split("::")[0], f":{name}:")


def emojis(text: str) -> str:
    """Return text with its emoji names replaced."""
    return _EMOJI.sub(lambda found: glyph(found.group(1)), text)


def _prose(text: str, names: Names) -> str:
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(_mark(found.group(1), names))
        return f"\x00{len(kept) - 1}\x00"

    # Marks first: an address may hold underscores and colons that mean nothing.
    text = emojis(_MARK.sub(keep, text))
    for _ in range(2):
        text = _BOLD.sub(r"\2", text)
    text = re.sub(r"\x00(\d+)\x00", lambda found: kept[int(found.group(1))], text)
    return _decoded(text)


def _decoded(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _mark(mark: str, names: Names) -> str:
    target, _, label = mark.partition("|")
    if target.startswith("@"):
        return "@" + (names.members.get(target[1:]) or label or target[1:])
    if target.startswith("#"):
        return "#" + (names.channels.get(target[1:]) or label or target[1:])
    if target.startswith("!date^"):
        return _date(target, label, names)
    if target.startswith("!subteam^"):
        return label or "@" + target.removeprefix("!subteam^")
    if target.startswith("!"):
        return label or "@" + target[1:]
    address = target.removeprefix("mailto:")
    return f"{emojis(label)} ({address})" if label and label != address else address


def _date(target: str, fallback: str, names: Names) -> str:
    parts = target.split("^")
    if len(parts) < 3 or not parts[1].lstrip("-").isdigit():
        return fallback
    at = names.local(int(parts[1]))
    return re.sub(r"\{(\w+)\}", lambda found: _token(found.group(1), at, names), parts[2])


def _token(token: str, at: datetime, names: Names) -> str:
    if token in ("time", "time_secs"):
        return at.strftime("%H:%M:%S" if token == "time_secs" else "%H:%M")
    day = f"{at:%A, %B} {at.day}, {at.year}"
    shown = {
        "date_num": f"{at:%Y-%m-%d}",
        "date_slash": f"{at:%Y/%m/%d}",
        "date_short": f"{at:%b} {at.day}, {at.year}",
        "date": f"{at:%B} {at.day}, {at.year}",
        "date_long": day,
    }.get(token.removesuffix("_pretty"), day)
    return (_near(at, names) or shown) if token.endswith("_pretty") else shown


def _near(at: datetime, names: Names) -> str:
    if names.now is None:
        return ""
    days = (at.date() - names.now.astimezone(at.tzinfo).date()).days
    return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days, "")
