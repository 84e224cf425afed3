"""Mine: who waits for a member or their team, and what was promised; worst first."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.outcomes import MineShown
from bot.core.things import Thing
from bot.messages import buttons, ids, kit, rows, wording
from bot.messages.elements import actions, button
from bot.messages.kit import Block, Element, Message

MOST_IN_LANE = 22


def shown(outcome: MineShown, *, zone: ZoneInfo, now: datetime) -> Message:
    """List what is open; each line says what it wants and has its button."""
    if not outcome.inquiry_count and not outcome.promise_count:
        return kit.message(headline(outcome))
    blocks = [
        *_lane("Waiting for an answer", outcome, outcome.inquiries, zone, now),
        *_more(outcome, outcome.inquiries, outcome.inquiry_count),
        *_lane("Promised", outcome, outcome.promises, zone, now),
        *_more(outcome, outcome.promises, outcome.promise_count),
    ]
    blocks += _pages(outcome)
    return kit.message(_aloud(outcome, zone, now), *blocks)


def headline(outcome: MineShown) -> str:
    """Return “Two inquiries wait for you, and one promise is open.”"""
    whose = "your team" if outcome.team else "you"
    if not outcome.inquiry_count and not outcome.promise_count:
        return f"Nobody waits for {whose}, and no promise is open. Well done."
    waiting = wording.counted(outcome.inquiry_count, "inquiry", "inquiries")
    promised = wording.counted(outcome.promise_count, "promise")
    verb = "waits" if outcome.inquiry_count == 1 else "wait"
    are = "is" if outcome.promise_count == 1 else "are"
    return wording.start(f"{waiting} {verb} for {whose}, and {promised} {are} open.")


def _aloud(outcome: MineShown, zone: ZoneInfo, now: datetime) -> str:
    every = [*outcome.inquiries[:MOST_IN_LANE], *outcome.promises[:MOST_IN_LANE]]
    lines = [row(outcome, thing, zone=zone, now=now) for thing in every]
    more = [_place(outcome)] if outcome.pages > 1 else []
    return "\n".join([headline(outcome), *lines, *more])


def row(
    outcome: MineShown,
    thing: Thing,
    *,
    zone: ZoneInfo,
    now: datetime,
    names: Mapping[str, str] | None = None,
) -> str:
    """Return one line about an open thing, and whose it is where that is not its reader's."""
    said = rows.row(thing, zone=zone, now=now, whose=outcome.team, names=names or outcome.names)
    is_theirs = outcome.team or outcome.reader_id in (None, thing.owner.id)
    return said if is_theirs else f"{said} · for {rows.owner(thing)}"


def _lane(
    title: str, outcome: MineShown, every: Sequence[Thing], zone: ZoneInfo, now: datetime
) -> list[Block]:
    if not every:
        return []
    blocks = [kit.section(f"*{title}*")]
    for thing in every[:MOST_IN_LANE]:
        parts = (row(outcome, thing, zone=zone, now=now), rows.source(thing))
        said = " · ".join(filter(None, parts))
        blocks.append(kit.section(said, accessory=buttons.settle(thing, style=None)))
    return blocks


def _more(outcome: MineShown, every: Sequence[Thing], count: int) -> list[Block]:
    """Say honestly what is left out; the pages of a long list speak for themselves."""
    left = count - min(len(every), MOST_IN_LANE)
    return [kit.context(f"… and {left:,} more")] if left > 0 and outcome.pages == 1 else []


def _pages(outcome: MineShown) -> list[Block]:
    """Which page this is, and the way to those beside it."""
    page, pages, team = outcome.page, outcome.pages, outcome.team
    if pages == 1:
        return []
    turns = [turn("Previous page", page - 1, team=team)] if page > 1 else []
    turns += [turn("Next page", page + 1, team=team)] if page < pages else []
    return [kit.context(_place(outcome)), actions(turns)]


def _place(outcome: MineShown) -> str:
    return f"Page {outcome.page:,} of {outcome.pages:,}, worst first"


def turn(label: str, page: int = 1, *, team: bool) -> Element:
    """A button to a page of what is open, one's own or the team's."""
    return button(label, ids.MINE_PAGE, ids.pack(t=int(team), p=page))
