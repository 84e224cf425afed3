"""Watched channels: that one is watched or no longer is, and why a message counted."""

from collections.abc import Callable
from dataclasses import replace

from bot.core.heard import Explained, Heard, Rule
from bot.core.inquiries import InquiryState
from bot.core.particulars import Part, ParticularShown
from bot.core.sides import Side
from bot.messages import watching
from bot.messages.kit import Message, View
from bot.slack.directory import INVITED, UNHEARD
from tests.messages.cast import NOW, ZONE, Cast, at
from tests.messages.saying import Saying, said

OURS = (Rule.ANSWERED, Rule.BESIDE, Rule.SEVERAL)


def channel(**more: object) -> Saying:
    """The channel was set, and is watched from now on."""

    def say(cast: Cast) -> Message:
        watched = replace(cast.acme, channel_id="C0SALES", watched_since=at(18, 9))
        shown = ParticularShown(Part.CHANNEL, watched, cast.acme, change_id="c1")
        return said(replace(shown, **more))  # type: ignore[arg-type]

    return say


def no_longer(cast: Cast) -> Message:
    noted = replace(cast.acme, channel_id="C0SALES")
    watched = replace(noted, watched_since=at(18, 9))
    return said(ParticularShown(Part.CHANNEL, noted, watched, change_id="c1"))


def why(rule: Rule, **more: object) -> Callable[[Cast], View]:
    number = None if rule in (Rule.BESIDE, Rule.SEVERAL, Rule.KIND) else 482
    side = Side.OURS if rule in OURS else Side.THEIRS

    def say(cast: Cast) -> View:
        heard = Heard("1.1", "1.1", "U1", side, rule, at(18, 9, 30), 7, number, contact_id=1)
        found = Explained(heard, cast.acme, cast.customer_name, cast.owner_name)
        return explained(replace(found, **more))  # type: ignore[arg-type]

    return say


def explained(found: Explained) -> View:
    return watching.shown(watching.why(found, zone=ZONE, now=NOW, prefix=""))


def counted(rule: Rule, *, number: int | None = 482) -> Callable[[Cast], View]:
    def say(cast: Cast) -> View:
        heard = Heard("1.1", "1.1", "U1", Side.THEIRS, rule, at(18, 9, 30), 7, number, contact_id=1)
        found = Explained(heard, cast.acme, cast.customer_name, cast.owner_name)
        return watching.shown(watching.counted(found, zone=ZONE, now=NOW, prefix=""))

    return say


def sayings() -> dict[str, Saying]:
    return {
        "watch_on": channel(),
        "watch_uninvited": channel(problem=INVITED),
        "watch_without_scope": channel(problem=UNHEARD),
        "watch_off": no_longer,
        **{f"why_heard_{rule}": why(rule) for rule in Rule},
        **{f"watch_counted_{rule}": counted(rule) for rule in (Rule.OPENED, Rule.LOGGED)},
        "watch_counted_note": counted(Rule.LOGGED, number=None),
        "why_heard_answered_since": why(Rule.OPENED, state=InquiryState.ANSWERED),
        "why_heard_taken_back": why(Rule.ANSWERED, state=InquiryState.OPEN),
        "why_heard_of_a_third": why(Rule.OPENED, state=InquiryState.OPEN, is_unnamed=True),
        "why_heard_edited": why(Rule.OPENED, edited_at=at(18, 9, 40)),
        "why_unheard_elsewhere": lambda _c: explained(Explained()),
        "why_unheard_early": lambda c: explained(Explained(customer=c.acme, is_early=True)),
        "why_unheard_robot": lambda c: explained(Explained(customer=c.acme, is_robot=True)),
        "why_unheard_yet": lambda c: explained(Explained(customer=c.acme)),
        "why_unheard_reminder": lambda _c: explained(Explained(is_reminder=True)),
    }
