"""Heed itself: set-up, check, being away, and a digest on its way."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.heed_outcomes import AwayShown, Checked, SetupShown
from bot.core.members import Member
from bot.messages import aloud, changes, kit, standing_in, wording
from bot.messages.kit import Message

MOST_PROBLEMS = 20


def setup(outcome: SetupShown, *, now: datetime, prefix: str) -> Message:
    """Say what was just set; or show how the team is set up, and how each line is changed."""
    today = now.date()
    said = changes.changed(outcome, today)
    if outcome.changed is not None:
        return _set(outcome, said, prefix)
    lines = [*changes.setup_lines(outcome, today, command=f"/{prefix}heed"), *_emoji(outcome)]
    blocks = [kit.section(f"*{kit.name(outcome.team.name)}* · {said}"), *kit.listed("", lines)]
    by = [changes.set_up_by(outcome.by)] if outcome.by else []
    problems = _problems(outcome.problems)
    if problems:
        blocks += kit.listed("Still to do", problems)
    blocks += [kit.context(one) for one in by]
    return kit.message("\n".join([said, *aloud.facts(lines), *problems, *by]), *blocks)


def _emoji(outcome: SetupShown) -> list[str]:
    emoji = outcome.workspace.emoji.items()
    own = ", ".join(f":{kit.safe(name)}: {kit.safe(what)}" for name, what in emoji)
    return [f"*Emoji* {own}"] if own else []


def _set(outcome: SetupShown, said: str, prefix: str) -> Message:
    team = f"*{kit.name(outcome.team.name)}*"
    of = "setup" if outcome.is_own else changes.of(outcome.team, is_own=False)
    hint = f"`/{prefix}heed {of}` shows everything that is set up."
    if outcome.changed == "emoji":
        said = f"{said} {' '.join(_emoji(outcome))}."
    problems = _problems(outcome.problems)
    todo = kit.listed("Still to do", problems) if problems else []
    text = "\n".join([f"{team}. {said}", *problems])
    return kit.message(text, kit.section(f"{team} · {said}"), *todo, kit.context(hint))


def checked(outcome: Checked, *, zone: ZoneInfo, now: datetime, prefix: str) -> Message:
    """Say whether every ladder ends at a person who can be reached, and who stands in for whom."""
    away = _listed([standing_in.absent(one, zone, now) for one in outcome.absent])
    if not outcome.problems and not outcome.channel_problems and not outcome.leavers:
        return _all_well(outcome, away)
    channels = [
        f"• {wording.channel(one)}: {kit.safe(why)}" for one, why in outcome.channel_problems
    ]
    left = [_left(one, prefix) for one in outcome.leavers[:MOST_PROBLEMS]]
    fine = [f"• {kit.name(team)}: all is well, {_hears(heard)}" for team, heard in outcome.fine]
    lines = [*channels, *_problems(outcome.problems), *left, *fine]
    found = len(outcome.problems) + len(channels) + len(outcome.leavers)
    count = wording.counted(found, "thing")
    verb = "needs" if found == 1 else "need"
    said = wording.start(f"{count} {verb} a hand before every reminder reaches whom it should.")
    hint = kit.context(f"`/{prefix}heed setup` shows what can be set.")
    blocks = [*kit.listed(said, lines), *_away(away), hint]
    return kit.message("\n".join([said, *lines, *away]), *blocks)


def _all_well(outcome: Checked, away: Sequence[str]) -> Message:
    said = "All is well: every reminder reaches somebody."
    fine = [f"• {kit.name(team)}: {_hears(heard)}" for team, heard in outcome.fine]
    if fine:
        blocks = kit.listed(said, fine)
    else:
        said += f" {_hears(outcome.lead_name)}" if outcome.lead_name else ""
        blocks = [kit.section(said)]
    return kit.message("\n".join([said, *fine, *away]), *blocks, *_away(away))


def _away(lines: Sequence[str]) -> list[kit.Block]:
    return kit.listed("Away now", lines) if lines else []


def _hears(heard: str | None) -> str:
    who = kit.name(heard) if heard else "the team's channel"
    return f"{who} hears of what stays open."


def _left(owner: Member, prefix: str) -> str:
    name = kit.name(owner.name)
    hands = f"`/{prefix}customer hand over {name} to @ben`"
    return f"• {name} has left and still owns customers: {hands} gives them all to Ben."


def away(outcome: AwayShown, *, zone: ZoneInfo, now: datetime, prefix: str) -> Message:
    """Say until when somebody is away and what happens to their reminders meanwhile."""
    command = f"`/{prefix}heed"
    if outcome.until is None or outcome.until <= now:
        if outcome.changed:
            return kit.message("Welcome back. Your reminders come to you again.")
        return kit.message(
            f"You are not away. {command} away until monday cover @ana` tells me when you are."
        )
    until = wording.due(outcome.until, zone, now)
    said = f"You are away until *{until}*."
    if outcome.day_off is not None:
        said += f" {wording.no_working_day(outcome.day_off)}."
    if outcome.by_status:
        said = f"You are away by your Slack status until *{until}*, or until it changes."
    said += f" {_covers(outcome)}"
    back = f"{command} back` ends it sooner."
    return kit.message(said, kit.section(said), kit.context(back))


def _covers(outcome: AwayShown) -> str:
    lead = "your reminders go to your lead, or wait for you."
    gets = f"{kit.name(outcome.cover_name)} gets your reminders" if outcome.cover_name else ""
    if outcome.missing_name:
        missing = f"{kit.name(outcome.missing_name)}, who covers for you, is not there either"
        return f"{missing}: {f'{gets} meanwhile.' if gets else lead}"
    return f"{gets} until then." if gets else f"Nobody covers for you, so {lead}"


def digest_coming() -> Message:
    return kit.message("Your digest is on its way: it comes as a direct message from me.")


def _problems(problems: Sequence[str]) -> list[str]:
    return _listed([kit.safe(one, limit=300) for one in problems])


def _listed(lines: Sequence[str]) -> list[str]:
    shown = [f"• {one}" for one in lines[:MOST_PROBLEMS]]
    left = len(lines) - len(shown)
    return [*shown, f"… and {left} more"] if left > 0 else shown
