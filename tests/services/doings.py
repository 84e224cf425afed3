"""All that people do: what they type and confirm, their reactions, and their word in a channel."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from bot.core.errors import Refusal
from bot.core.handing_over import HandOverAsked
from bot.core.heard import Said
from bot.core.history import Surface
from bot.core.members import Member
from bot.core.merging import MergeAsked
from bot.core.names import UnknownCustomer
from bot.core.outcomes import Outcome
from bot.services import handing_over, merging, reactions, rewording, ticks, upkeep, watching
from bot.services.desk import Desk
from bot.services.emoji import Emoji
from bot.services.once import do
from bot.services.rewording import Gone
from bot.services.watching import Told
from tests.makers import T1, Clock, Post, asked, type_

ACME = "C0ACME"  # where Acme reads along
A_BIT = timedelta(seconds=1)  # no two things come from Slack at the same instant


@dataclass
class Doings:
    """What people of one workspace do, and what of it Heed did not take."""

    desk: Desk
    clock: Clock
    posts: list[Post]
    refused: list[str] = field(default_factory=list)
    heard: list[Said] = field(default_factory=list)
    emoji: list[Emoji] = field(default_factory=list)
    events: int = 0

    def do(self, what: str, who: Member, words: str) -> bool:
        """Do one of these; whether it was taken."""
        verb: Callable[[Member, str], object] = getattr(self, what)
        try:
            verb(who, words)
        except (Refusal, UnknownCustomer) as no:
            self.refused.append(f"{words}: {no}")
            return False
        return True

    def says(self, who: Member, line: str) -> None:
        """Type a line, and confirm what Heed asks about it."""
        command, _, words = line.removeprefix("/").partition(" ")
        match type_(self.desk, who, command, words, again=True):
            case MergeAsked(gone=gone, kept=kept):
                self._press(who, partial(merging.merge, gone_id=gone.id, kept_id=kept.id))
            case HandOverAsked(former=former, to=to):
                self._press(who, partial(handing_over.give_all, former_id=former.id, to_id=to.id))

    def _press(self, who: Member, verb: Callable[..., Outcome]) -> None:
        do(self.desk, asked(who, "", "", surface=Surface.BUTTON), verb)

    def has_status(self, who: Member, words: str) -> None:
        upkeep.follow(self.desk, T1, [replace(who, status=words or None)])

    def moves_to(self, who: Member, zone: str) -> None:
        upkeep.follow(self.desk, T1, [replace(who, zone=zone)])

    def leaves(self, who: Member, words: str) -> None:
        """Their account is closed, or opened again."""
        upkeep.follow(self.desk, T1, [replace(who, is_deactivated=words != "back")])

    def reacts(self, who: Member, emoji: str) -> None:
        """Put an emoji on the last message to them, or the last to a channel."""
        for post in reversed(self.posts):
            if post.bundle is not None and (post.to == who.id or post.to.startswith("C")):
                self._put(who, post.channel_id, post.ts, emoji)
                reactions.added(self.desk, self.emoji[-1])
                return

    def ticks(self, who: Member, emoji: str) -> None:
        """Put an emoji on the last that was said in the customer's channel."""
        if self.heard:
            self._put(who, ACME, self.heard[-1].ts, emoji)
            ticks.added(self.desk, self.emoji[-1])

    def unreacts(self, who: Member, words: str) -> None:
        """Somebody takes their last emoji away again."""
        if self.emoji:
            event_id, at = self._event()
            last = replace(self.emoji.pop(), event_id=event_id, at=at)
            is_theirs = last.channel_id == ACME
            (ticks.removed if is_theirs else reactions.removed)(self.desk, last)

    def speaks(self, who: Member, text: str) -> None:
        """Say something in the customer's channel; after a `>`, in the last thread."""
        _, at = self._event()
        ts = f"{at.timestamp():.6f}"
        root = self.heard[-1].root if text.startswith(">") and self.heard else ts
        self.heard.append(Said(ACME, ts, who.id, text.removeprefix(">"), root, at))
        watching.hear(self.desk, self._told(self.heard[-1]))

    def rewords(self, who: Member, text: str) -> None:
        """Whoever spoke last in the channel edits it."""
        if self.heard:
            self.heard[-1] = replace(self.heard[-1], text=text)
            rewording.edited(self.desk, self._told(self.heard[-1]), at=self.clock.now)

    def deletes(self, who: Member, words: str) -> None:
        """Whoever spoke last in the channel deletes it."""
        if self.heard:
            last, (event_id, at) = self.heard.pop(), self._event()
            gone = Gone(T1, event_id, ACME, last.ts, last.root, last.author_id, at)
            rewording.deleted(self.desk, gone)

    def _put(self, who: Member, channel_id: str, ts: str, emoji: str) -> None:
        event_id, at = self._event()
        self.emoji.append(Emoji(T1, who.id, channel_id, ts, emoji, event_id, at))

    def _told(self, said: Said) -> Told:
        return Told(T1, self._event()[0], said)

    def _event(self) -> tuple[str, datetime]:
        self.events += 1
        self.clock.now += A_BIT
        return f"EvLife{self.events}", self.clock.now
