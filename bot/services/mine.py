"""Mine, and why: what is open for whom, and what decides about its nudges."""

from math import ceil
from typing import Any

from bot.core.asks import Mine
from bot.core.errors import Refusal
from bot.core.forecast import coming
from bot.core.heed_asks import Why
from bot.core.heed_outcomes import WhyShown
from bot.core.history import Kind
from bot.core.outcomes import MineShown
from bot.services import beside, holders
from bot.services.desk import Turn
from bot.services.mornings import owners_for
from bot.services.scenes import look_at
from bot.store import history, members, open_things

SHOWN = 15


def mine(turn: Turn, ask: Mine) -> MineShown:
    """Who waits for the speaker (or the team), and what was promised; worst first.

    Whoever stands in for somebody is asked of theirs, too.
    """
    if not ask.team:
        owners = owners_for(turn.connection, turn.workspace_id, [turn.member], now=turn.now)
    else:
        every = members.all_teams(turn.connection, turn.workspace_id).values()
        theirs = {team.id for team in every if team.lead_id == turn.member.id} | {turn.team.id}
        team = members.in_team(turn.connection, turn.workspace_id, theirs)
        owners = [member.id for member in team]
    of = (turn.connection, turn.workspace_id)
    part: dict[str, Any] = {"owners": owners, "limit": SHOWN, "page": ask.page}
    inquiries, inquiry_count = open_things.open_of(*of, Kind.INQUIRY, **part)
    promises, promise_count = open_things.open_of(*of, Kind.PROMISE, **part)
    pages = max(1, ceil(max(inquiry_count, promise_count) / SHOWN))
    if ask.page > pages:
        raise Refusal(f"There is no page {ask.page}: the list has {pages}.")
    return MineShown(
        inquiries,
        promises,
        inquiry_count,
        promise_count,
        team=ask.team,
        page=ask.page,
        pages=pages,
        reader_id=turn.member.id,
        names=holders.names(*of, (*inquiries, *promises), now=turn.now),
    )


def why(turn: Turn, ask: Why) -> WhyShown:
    """Which rule, which clock, which hours, what was said, and what comes next."""
    numbers = [ask.number]
    scene = look_at(turn.connection, turn.workspace_id, numbers, now=turn.now)
    thing = scene.things.get(ask.number)
    if thing is None:
        raise Refusal(f"There is no #{ask.number}. `/mine` lists what is open for you.")
    ledger = scene.ledgers[ask.number]
    ahead = coming(beside.seen(turn.connection, turn.workspace_id, scene), numbers)
    noted = history.of_words(turn.connection, turn.workspace_id, ask.number)
    return WhyShown(thing, ledger, scene.people, coming=tuple(ahead), noted=noted)
