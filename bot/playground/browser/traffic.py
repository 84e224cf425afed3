"""Joins what went between Slack and Heed with the statements that each of it cost."""

import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.playground.browser.masks import masked, opened
from bot.playground.browser.statements import Statement, Statements
from bot.playground.slack import Call, Sent, Slack

SHOWN = 300
IDLE_SECONDS = 0.25  # the courier rests between two rounds for longer
# Bolt's own threads and those that wait for the store in their place; the page's are none of them.
_ANSWERING = ("errand", "ThreadPoolExecutor", "waitress")
_EDITS = frozenset({"chat.update", "chat.postEphemeral", "response_url"})
_POSTS = ("chat.postMessage", "conversations.open", "conversations.history", "files.", "upload")
_LANES = ("courier-answer", "courier-post")


class Way(StrEnum):
    """Who spoke to whom."""

    IN = "Slack → Heed"
    OUT = "Heed → Slack"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was sent and what was answered, with nothing in it that opens doors.

    `lane` is the courier's thread that sent it. `is_shared`: something else was being answered
    meanwhile, so that some of the statements may be the other's.
    """

    key: str
    way: Way
    kind: str
    status: str
    is_good: bool
    at: datetime
    began: float
    seconds: float
    request: dict[str, Any]
    response: Any
    lane: str = ""
    statements: tuple[Statement, ...] = ()
    is_shared: bool = False

    @property
    def ended(self) -> float:
        """When it was answered."""
        return self.began + self.seconds

    @property
    def count(self) -> int:
        """How many statements it cost."""
        return sum(not one.is_commit for one in self.statements)


@dataclass(slots=True)
class Traffic:
    """What went to and fro since somebody began to listen."""

    slack: Slack
    heard: Statements
    since: float = field(default_factory=time.monotonic)
    _read: dict[str, Entry] = field(default_factory=dict)

    def entries(self) -> list[Entry]:
        """Return the newest entries, newest first."""
        calls, sent = self.slack.newest_log(SHOWN)
        found = [self._once(one) for one in calls if one.received_at >= self.since]
        found += [self._once(one) for one in sent if one.sent_at >= self.since]
        found = sorted(found, key=lambda one: -one.began)[:SHOWN]
        self._read = {one.key: one for one in found}
        return list(costed(found, self.heard.kept()))

    def _once(self, one: Call | Sent) -> Entry:
        """Read it, unless that was done at an earlier look: it never changes."""
        key = f"{'out' if isinstance(one, Call) else 'in'}-{one.number}"
        known = self._read.get(key)
        if known is not None:
            return known
        return self._call(key, one) if isinstance(one, Call) else self._sent(key, one)

    def _call(self, key: str, call: Call) -> Entry:
        told = call.response.get("plain_answer")
        error = str(call.response.get("error") or "")
        return Entry(
            key=key,
            way=Way.OUT,
            kind=call.method,
            status=call.fault or error or str(call.status),
            is_good=call.ok,
            at=call.at,
            began=call.received_at,
            seconds=call.seconds,
            request=self._masked(opened(call.params)),
            response=told if told is not None else self._masked(call.response),
            lane=_lane(call.method),
        )

    def _sent(self, key: str, sent: Sent) -> Entry:
        is_good = sent.status == "acknowledged"
        return Entry(
            key=key,
            way=Way.IN,
            kind=_kind(sent),
            status="200" if is_good else sent.status,
            is_good=is_good,
            at=sent.at,
            began=sent.sent_at,
            seconds=sent.seconds,
            request=self._masked(sent.payload),
            response=self._masked(sent.answer),
        )

    def _masked(self, thing: Any) -> Any:
        return masked(thing, self.slack.installation)


def _kind(sent: Sent) -> str:
    if sent.kind == "slash_commands":
        return "slash_command"
    return str(sent.payload.get("type") or sent.kind)


def _lane(method: str) -> str:
    if method in _EDITS:
        return "courier-answer"
    return "courier-post" if method.startswith(_POSTS) else ""


def costed(entries: Sequence[Entry], heard: Sequence[Statement]) -> Iterable[Entry]:
    """Give each entry its statements: newest first in, newest first out."""
    asked = [one for one in entries if one.way is Way.IN]
    answering = [one for one in heard if one.thread.startswith(_ANSWERING)]
    lanes = {lane: [one for one in heard if one.thread == lane] for lane in _LANES}
    for place, entry in enumerate(entries):
        if entry.way is Way.IN:
            yield _answered(entry, asked, answering)
        elif entry.lane:
            earlier = (entries[at] for at in range(place + 1, len(entries)))
            last = next((one for one in earlier if one.lane == entry.lane), None)
            since = 0.0 if last is None else last.began
            own = _round(_within(lanes[entry.lane], since, entry.began), until=entry.began)
            yield replace(entry, statements=tuple(own))
        else:
            yield entry


def _answered(entry: Entry, asked: Sequence[Entry], heard: Sequence[Statement]) -> Entry:
    """What was done from the arrival of a request to its answer, by the threads that answer."""
    own = _within(heard, entry.began, entry.ended)
    if not own:
        return entry
    first, last = own[0].began, own[-1].began
    is_shared = any(
        other.began <= last and first <= other.ended for other in asked if other is not entry
    )
    return replace(entry, statements=tuple(own), is_shared=is_shared)


def _round(heard: Sequence[Statement], *, until: float) -> Sequence[Statement]:
    """The last of these that followed one another without a rest."""
    edge = until
    for place in range(len(heard) - 1, -1, -1):
        if edge - (heard[place].began + heard[place].seconds) > IDLE_SECONDS:
            return heard[place + 1 :]
        edge = heard[place].began
    return heard


def _within(heard: Sequence[Statement], began: float, ended: float) -> Sequence[Statement]:
    first = bisect_left(heard, began, key=lambda one: one.began)
    return heard[first : bisect_right(heard, ended, key=lambda one: one.began)]
