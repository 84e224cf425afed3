"""Homes: what a member finds in Heed's Home tab, worst first, and how to go on."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.homes import HomeShown
from bot.core.members import away_end
from bot.core.things import Thing, due_at
from bot.messages import briefs, buttons, ids, kit, mine, rows, wording
from bot.messages.elements import actions, button
from bot.messages.kit import Block, Element, HomeTab

MOST_SAID = 10  # blocks of the answer to a press


def home(shown: HomeShown, *, said: Sequence[Mapping[str, Any]] = (), prefix: str = "") -> HomeTab:
    """Show what is open, who has gone quiet and what the reader has set, in the reader's zone."""
    blocks: list[Block] = [dict(block) for block in said[:MOST_SAID]]
    if blocks:
        blocks.append(kit.divider())
    blocks += _switch(shown)
    if shown.is_new:
        blocks += [*_of_team(shown), *_beginning(shown, prefix)]
    else:
        blocks += [kit.section(mine.headline(shown.mine)), _logging()]
        blocks += _lane(shown, "Waiting for an answer", shown.mine.inquiries)
        blocks += _lane(shown, "Promised", shown.mine.promises)
        blocks += _pages(shown)
    blocks += [*_quiet(shown, prefix), *_own(shown, prefix)]
    return HomeTab(tuple(blocks[: kit.MOST_IN_HOME]))


def outsider() -> HomeTab:
    """The polite line for guests and people of other companies."""
    said = "Heed helps the members of this workspace keep their word. There is nothing to do here."
    return HomeTab((kit.section(said),))


def _logging() -> Block:
    return actions(
        [
            button("Log a contact …", ids.HOME_CONTACT, "contact"),
            button("Make a promise …", ids.HOME_PROMISE, "promise"),
        ]
    )


def _zone(shown: HomeShown) -> ZoneInfo:
    return ZoneInfo(shown.reader.zone)


def _switch(shown: HomeShown) -> list[Block]:
    """Lead the lead to the team and back; what is shown now stands out."""
    if not shown.leads:
        return []
    of_team = shown.mine.team
    return [
        actions([_turn("Mine", 0, 1, is_here=not of_team), _turn("Team", 1, 1, is_here=of_team)])
    ]


def _turn(label: str, team: int, page: int, *, is_here: bool = False) -> Element:
    style = "primary" if is_here else None
    hint = f"{label}, shown now" if is_here else None
    return button(label, ids.HOME_TURN, ids.pack(t=team, p=page), style=style, hint=hint)


def _lane(shown: HomeShown, title: str, every: Sequence[Thing]) -> list[Block]:
    blocks = [kit.header(title)] if every else []
    for thing in every:
        said = mine.row(shown.mine, thing, zone=_zone(shown), now=shown.now, names=shown.names)
        said = " · ".join(filter(None, (said, rows.source(thing))))
        # Only what is late already stands out: ten green buttons say nothing.
        style = "primary" if due_at(thing) <= shown.now else None
        menu = buttons.more(thing, reader_id=shown.reader.id, now=shown.now)
        pressed = [buttons.settle(thing, style=style), menu]
        blocks += [kit.section(said), actions(pressed)]
    return blocks


def _pages(shown: HomeShown) -> list[Block]:
    page, pages, team = shown.mine.page, shown.mine.pages, int(shown.mine.team)
    if pages == 1:
        return []
    turns = [_turn("Previous page", team, page - 1)] if page > 1 else []
    turns += [_turn("Next page", team, page + 1)] if page < pages else []
    return [kit.context(f"Page {page:,} of {pages:,}, worst first"), actions(turns)]


def _quiet(shown: HomeShown, prefix: str) -> list[Block]:
    """The customers that should hear from us; of others', with whom they are."""
    lines = []
    for customer, owner, last in shown.quiet:
        whose = f" · {kit.name(owner)}" if shown.mine.team else ""
        if not shown.mine.team and customer.owner_id != shown.reader.id:
            whose = f" · for {kit.name(owner)}"
        lines.append(f"{briefs.quiet(customer, last, now=shown.now)}{whose}")
    left = shown.quiet_count - len(lines)
    if left > 0:
        mine_only = "" if shown.mine.team else " mine"
        lines.append(f"… and {left:,} more: `/{prefix}customer list{mine_only}`")
    return [kit.header("Gone quiet"), *kit.listed("", lines)] if lines else []


def _of_team(shown: HomeShown) -> list[Block]:
    """For a lead with nothing of their own: what their team has."""
    if not shown.team_open:
        return []
    count = wording.counted(shown.team_open, "thing")
    are = "is" if shown.team_open == 1 else "are"
    said = f"*{wording.start(count)} {are} open in your team.*"
    return [kit.section(said), actions([_turn("Show the team's", 1, 1)])]


def _beginning(shown: HomeShown, prefix: str) -> list[Block]:
    """Say in five lines how to begin."""
    lines = (
        f"1. A customer wrote or called? `/{prefix}contact from Acme: asks for a quote`",
        f"2. You answered? `/{prefix}contact to Acme: sent the quote`",
        f"3. You promised something? `/{prefix}promise Acme: send the quote by friday 5pm`",
        "4. I remind you in your working hours before it is late; your lead hears what stays open.",
        f"5. What waits for you then stands here, worst first. `/{prefix}heed help` says the rest.",
    )
    title = f"Hello {shown.reader.name}, I help you keep your word to customers"
    return [kit.header(title), *kit.listed("", lines), _logging()]


def _own(shown: HomeShown, prefix: str) -> list[Block]:
    """What the reader has set, and the buttons that change it."""
    zone, now = _zone(shown), shown.now
    reader, team = shown.reader, shown.team
    week = wording.week(team.week if reader.week is None else reader.week)
    lines = [
        f"*Hours* {week}, {wording.zone_name(zone)}",
        f"*Morning brief* {_brief(shown, zone)}",
        f"*Urgent reminders* {'at any hour' if reader.takes_urgent else 'in your hours only'}",
        *_away(shown, zone),
    ]
    asof = wording.when(now, zone, now)
    hint = f"As of {asof}. `/{prefix}heed help` lists everything you can type."
    return [kit.header("You"), *kit.listed("", lines), actions(_settings(shown)), kit.context(hint)]


def _brief(shown: HomeShown, zone: ZoneInfo) -> str:
    reader = shown.reader
    if not reader.wants_brief:
        return "off"
    if reader.brief_at is None or reader.brief_at <= shown.now:
        return "every working day"
    return f"every working day, next {wording.when(reader.brief_at, zone, shown.now)}"


def _away(shown: HomeShown, zone: ZoneInfo) -> list[str]:
    until = away_end(shown.reader, shown.now)
    if until is None:
        return []
    cover = "nobody covers for you"
    if shown.cover_name:
        cover = f"{kit.name(shown.cover_name)} covers for you"
    return [f"*Away* until {wording.when(until, zone, shown.now)}; {cover}"]


def _settings(shown: HomeShown) -> list[Element]:
    is_away = away_end(shown.reader, shown.now) is not None
    here = button("I am back", ids.HOME_BACK, "back", style="primary")
    urgent = "off" if shown.reader.takes_urgent else "on"
    label = "Only in my hours" if shown.reader.takes_urgent else "Allow urgent ones"
    setup = [button("Team set-up …", ids.HOME_SETUP, "setup")] if shown.leads else []
    return [
        here if is_away else button("I am away …", ids.HOME_AWAY, "away"),
        button("Morning brief …", ids.HOME_BRIEF, "brief"),
        button(label, ids.HOME_URGENT, urgent),
        *setup,
    ]
