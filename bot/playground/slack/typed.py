"""Turns what people type into what Slack sends: entities, mentions, channels, links."""

import re
from collections.abc import Iterable
from enum import Enum

from bot.playground.slack.channels import Channel, Kind
from bot.playground.slack.members import Member

_ADDRESS = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)'\"]")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w")


class Place(Enum):
    """Where the words were typed: commands name people beside their id, messages do not."""

    COMMAND = "command"
    MESSAGE = "message"


def escape(text: str) -> str:
    """Return text with the three characters escaped that Slack escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_sent(
    text: str, *, members: Iterable[Member], channels: Iterable[Channel], place: Place
) -> str:
    """Return the text as the app receives it."""
    marks: list[str] = []

    def keep(mark: str) -> str:
        marks.append(mark)
        return f"\x00{len(marks) - 1}\x00"

    text = escape(text)
    text = _ADDRESS.sub(lambda found: keep(f"<{found.group()}>"), text)
    text = _MAIL.sub(lambda found: keep(f"<mailto:{found.group()}|{found.group()}>"), text)
    # Longest first, so that @ana-maria is not read as @ana.
    for member in sorted(members, key=lambda each: -len(each.name)):
        mark = f"<@{member.id}|{member.name}>" if place is Place.COMMAND else f"<@{member.id}>"
        text = _named("@", member.name).sub(lambda _, mark=mark: keep(mark), text)  # type: ignore[misc]
    for channel in sorted(channels, key=lambda each: -len(each.name)):
        if channel.kind is not Kind.DIRECT:
            shown = channel.name if channel.kind is Kind.PUBLIC else ""
            mark = f"<#{channel.id}|{shown}>"
            text = _named("#", channel.name).sub(lambda _, mark=mark: keep(mark), text)  # type: ignore[misc]
    for broadcast in ("channel", "here", "everyone") if place is Place.MESSAGE else ():
        mark = f"<!{broadcast}>"
        text = _named("@", broadcast).sub(lambda _, mark=mark: keep(mark), text)  # type: ignore[misc]
    return re.sub(r"\x00(\d+)\x00", lambda found: marks[int(found.group(1))], text)


def _named(sign: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w{sign}]){sign}{re.escape(name)}(?![\w-]|\.\w)", re.IGNORECASE)
