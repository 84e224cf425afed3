"""What is said when somebody asks why: what comes, what it waits for, and what was said."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.attention import Held
from bot.core.care import Care, Hold
from bot.core.forecast import coming
from bot.core.heed_outcomes import WhyShown
from bot.core.history import Event, Kind, Verb
from bot.core.ladders import Audience
from bot.core.members import Member, Team
from bot.core.nudges import BEFORE_LOGGED, IN_SHADOW, MAYBE, NOBODY, Nudge, NudgeState
from bot.core.promises import PromiseState
from bot.core.recipients import People
from bot.core.scenes import Scene
from bot.core.things import Thing
from bot.messages.kit import Message
from tests.messages.cast import ANSWERED, CLAIMED, NOW, SNOOZED, Cast, at
from tests.messages.saying import Saying, said

OWN = Care("U0ADA", claimed_by="U0ADA", claimed_until=at(18, 16), own_until=at(18, 16))
MORNING = [at(18, hour) for hour in range(8, 14)]


def whys() -> dict[str, Saying]:
    return {
        "why": lambda c: why(c, c.inquiry(), heads_up(c), queued(c), told=[at(18, 13, 20)]),
        "why_new": lambda c: why(c, c.inquiry(opened_at=at(18, 14))),
        "why_under_the_cap": lambda c: why(c, c.inquiry(), heads_up(c), queued(c), told=MORNING),
        "why_snoozed": lambda c: why(c, c.inquiry(care=SNOOZED), heads_up(c)),
        "why_on_hold": lambda c: why(
            c, c.inquiry(care=Care("U0ADA", holds=(Hold(at(18, 10), at(19, 10)),)))
        ),
        "why_after_a_hold": lambda c: why(
            c, c.inquiry(care=Care("U0ADA", holds=(Hold(at(18, 10), at(18, 12)),)))
        ),
        "why_claimed": lambda c: why(c, c.inquiry(care=CLAIMED), heads_up(c)),
        "why_after_a_claim": lambda c: why(
            c, c.inquiry(opened_at=at(18, 9), care=OWN), told=[at(18, 16, 30)], now=at(19, 8)
        ),
        # In the same minute: nobody waits for that.
        "why_an_hour_after": lambda c: why(
            c, c.inquiry(opened_at=at(18, 11)), told=[at(18, 14) + timedelta(seconds=20)]
        ),
        "why_over_the_weekend": lambda c: why(c, c.inquiry(opened_at=at(20, 14)), now=at(20, 18)),
        "why_with_cover": lambda c: why(c, c.inquiry(), away=at(24, 9), cover="U0CLEO"),
        "why_away_without_a_cover": lambda c: why(c, c.inquiry(), away=at(24, 9)),
        "why_nobody": lambda c: why(
            c, c.inquiry(), lost(c), away=at(24, 9), team=replace(c.team, lead_id=None)
        ),
        "why_to_the_lead": to_the_lead,
        "why_after_all": lambda c: why(
            c, c.inquiry(opened_at=at(2, 9)), sent(c, "day_7", at(13, 9)), now=at(18, 14)
        ),
        "why_of_an_answered_one": lambda c: why(
            c, c.inquiry(**ANSWERED), heads_up(c), moot(c, "due", "it was settled")
        ),
        "why_of_a_withdrawn_promise": lambda c: why(
            c, c.promise(state=PromiseState.WITHDRAWN, settled_at=NOW, settled_by="U0ADA")
        ),
        "why_snoozed_within_a_hold": lambda c: why(
            c, c.inquiry(care=replace(SNOOZED, holds=(Hold(at(18, 10), at(24, 9)),)))
        ),
        "why_after_a_shadow": lambda c: why(
            c,
            c.inquiry(),
            moot(c, "heads_up", IN_SHADOW),
            team=replace(c.team, left_shadow_at=at(18, 13, 5)),
        ),
        "why_of_edited_words": reworded,
        "why_of_a_promise": lambda c: why(c, c.promise(moves=1)),
    }


def why(
    cast: Cast,
    thing: Thing,
    *ledger: Nudge,
    told: list[datetime] | None = None,
    away: datetime | None = None,
    cover: str | None = None,
    team: Team | None = None,
    now: datetime = NOW,
) -> Message:
    """Ask why, with the forecast that belongs to it."""
    team = replace(team or cast.team, channel_id=None)
    ada = replace(cast.ada, away_until=away, cover_id=cover)
    ben = Member("U0BEN", cast.lead_name, zone="Europe/Berlin", team_id=1)
    cleo = Member("U0CLEO", "Cleo", zone="America/Sao_Paulo", team_id=1)
    people = People({one.id: one for one in (ada, ben, cleo)}, {1: team})
    thing = replace(thing, team=team, owner=ada)
    scene = Scene({thing.number: thing}, {thing.number: ledger}, people, now, {"U0ADA": told or []})
    found = tuple(coming(scene, [thing.number]))
    return said(WhyShown(thing, ledger, people, found), now=now)


def reworded(cast: Cast) -> Message:
    """Its messages were edited and deleted."""
    noted = [
        Event(verb, Kind.CONTACT, "U0JO", at(18, hour), NOW, words=words)
        for verb, hour, words in (
            (Verb.REWORDED, 9, "asks for a quote for *ten*"),
            (Verb.DELETED, 10, None),
        )
    ]
    people = People({cast.ada.id: cast.ada}, {1: cast.team})
    return said(WhyShown(cast.inquiry(), (), people, noted=noted), now=NOW)


def entry(cast: Cast, step: str, **changes: object) -> Nudge:
    return replace(cast.row(cast.inquiry(), step).nudge, recipient_id=None, **changes)  # type: ignore[arg-type]


def sent(cast: Cast, step: str, when: datetime, **changes: object) -> Nudge:
    known = {"state": NudgeState.SENT, "sent_at": when, "recipient_id": "U0ADA", "at": when}
    return replace(entry(cast, step), **(known | changes))  # type: ignore[arg-type]


def heads_up(cast: Cast) -> Nudge:
    return sent(cast, "heads_up", at(18, 12, 30))


def queued(cast: Cast) -> Nudge:
    return entry(cast, "due", id=2, state=NudgeState.QUEUED, ready_at=at(18, 15))


def lost(cast: Cast) -> Nudge:
    return entry(cast, "due", state=NudgeState.LOST, why=NOBODY)


def moot(cast: Cast, step: str, because: str) -> Nudge:
    return entry(cast, step, id=2, state=NudgeState.MOOT, why=because)


def to_the_lead(cast: Cast) -> Message:
    """Everything that can have happened."""
    ledger = [
        entry(cast, "heads_up", state=NudgeState.PASSED, why=BEFORE_LOGGED),
        replace(sent(cast, "due", at(18, 14), why=Held.SPACING, id=2), at=at(18, 13, 30)),
        sent(cast, "lead", at(18, 15, 30), id=3, recipient_id="U0BEN", audience=Audience.LEAD),
        sent(cast, "day_1", at(19, 14), id=4, why=MAYBE, recipient_id="C0SALES"),
        entry(cast, "day_3", id=5, state=NudgeState.BOUND),
    ]
    return why(cast, cast.inquiry(), *ledger, now=at(23, 13, 31))
