"""Tells one member what happened: messages as they come, others' in one line each."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.playground.presses import entries, numbered
from bot.playground.render import render_message
from bot.playground.screen import Screen
from bot.playground.slack import Slack
from bot.playground.slack.channels import Kind
from bot.playground.slack.members import Member
from bot.playground.slack.messages import Message
from bot.playground.slack.plain import Names
from bot.playground.stage import Stage
from bot.playground.watch import Piece, Watch, is_visible, visible


def clock_face(at: datetime, zone: str) -> str:
    """Return an instant as the prompt shows it."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%a} {local.hour}:{local:%M}"


class Teller:
    """Shows messages, and remembers which were on the screen last."""

    def __init__(self, stage: Stage, screen: Screen, *, zone: str) -> None:
        self._stage = stage
        self._slack: Slack = stage.slack
        self._screen = screen
        self._zone = zone
        self._watch = Watch(stage.slack)
        self._shown: list[tuple[str, str]] = []
        self._others: Counter[str] = Counter()
        self._before: frozenset[tuple[str, str]] = frozenset()

    def forget(self) -> None:
        """Take everything up to now as known, and as nothing to press."""
        self._watch.news()
        self._before = frozenset(self._watch.seen)

    def tell(self, to: Member) -> bool:
        """Show what happened that `to` can see; return whether there was anything."""
        mine = self._mine(to)
        for piece in mine:
            self.show(piece.message, to=to)
        return bool(mine)

    def tell_passing(self, to: Member) -> bool:
        """The same while time passes: with the time, and what merely closed in one line.

        A message that still asks for something changes with each day that passes: no news.
        """
        mine = [one for one in self._mine(to) if one.is_new or not entries(one.message)]
        if mine:
            self._screen.aside(f"— {clock_face(self._stage.clock(), self._zone)} —")
        for piece in mine:
            if piece.is_new:
                self.show(piece.message, to=to)
            else:
                self._screen.aside(self._in_a_line(piece.message, to))
        return bool(mine)

    def tell_of_others(self) -> None:
        """Say who else heard from Heed since this was said last."""
        for name, count in self._others.items():
            if name.startswith("#"):
                self._screen.aside(f"New in {name}: read {name}")
            else:
                messages = "a message" if count == 1 else f"{count} messages"
                self._screen.aside(f"{name} got {messages} from Heed: read {name.lower()}")
        self._others.clear()

    def show(self, message: Message, *, to: Member, for_pressing: bool = True) -> None:
        """Show a message as `to` sees it; `for_pressing` numbers its buttons."""
        room = next((one for one in self._slack.channels if one.id == message.channel), None)
        if room is not None:
            self._screen.aside(f"in #{room.name}:")
        shown = numbered(message) if for_pressing else message
        self._screen.shown(render_message(shown, names=self.names(to), width=self._screen.width))
        key = (message.channel, message.ts)
        self._shown = [key, *(one for one in self._shown if one != key)]

    def at_hand(self, who: Member) -> list[Message]:
        """Return what `who` may press or react to: last shown first, then newest first."""
        found = {(one.channel, one.ts): one for one in reversed(visible(self._slack, who))}
        first = [found[key] for key in self._shown if key in found]
        return first + [
            one for key, one in found.items() if key not in self._before and one not in first
        ]

    def names(self, to: Member) -> Names:
        """Return what things are called, and when, where `to` is."""
        return Names.of(
            self._slack.members,
            self._slack.channels,
            zone=to.tz or self._zone,
            now=self._stage.clock(),
        )

    def _mine(self, to: Member) -> Sequence[Piece]:
        mine = []
        for piece in self._watch.news():
            message = piece.message
            if is_visible(self._slack, to, message):
                if not (piece.is_new and message.user == to.id):
                    mine.append(piece)
            elif piece.is_new and not message.is_ephemeral:
                self._others[self._place(message)] += 1
        return mine

    def _place(self, message: Message) -> str:
        for room in self._slack.channels:
            if room.id == message.channel and room.kind is not Kind.DIRECT:
                return f"#{room.name}"
        for member in self._slack.members:
            if not member.is_bot and self._slack.direct(member).id == message.channel:
                return member.name
        return "somebody"

    def _in_a_line(self, message: Message, to: Member) -> str:
        rendered = render_message(message, names=self.names(to), width=10_000)
        head, *body = [line.strip() for line in rendered.split("\n")]
        return f"{head}  {' · '.join(part for part in body if part.strip('─'))}"
