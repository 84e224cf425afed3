"""Heed itself: set-up, check, being away, and a digest on its way."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.core.members import Team, Where
from bot.core.outcomes import AwayShown, Checked, SetupShown
from bot.messages import kit, wording
from bot.messages.kit import Message

MOST_PROBLEMS = 20
MOST_CLOSED = 6

_SET = {
    "lead": "The lead is set.",
    "channel": "The channel is set.",
    "reminders": "It is set where reminders go.",
    "hours": "The working hours are set; what is due is reckoned anew.",
    "closed": "The days off are set; what is due is reckoned anew.",
    "emoji": "The emoji is set.",
}


def setup(outcome: SetupShown, *, now: datetime, prefix: str) -> Message:
    """Show how the team is set up, what was just set, and how each line is changed."""
    command = f"/{prefix}heed setup"
    said = _changed(outcome.changed)
    emoji = outcome.workspace.emoji
    lines = [
        f"*Lead* {_lead(outcome.lead_name)} · `{command} lead @ana`",
        f"*Channel* {_channel(outcome.team)} · `{command} channel #team`",
        f"*Reminders* {_where(outcome.team)} · `{command} reminders channel`",
        f"*Hours* {wording.team_hours(outcome.team)} · `{command} hours mon-fri 9-17`",
        f"*Closed* {_closed(outcome.team, now)} · `{command} closed 2026-12-25`",
    ]
    if emoji:
        own = ", ".join(f":{kit.safe(name)}: {kit.safe(what)}" for name, what in emoji.items())
        lines.append(f"*Emoji* {own}")
    blocks = [kit.section(f"*{kit.name(outcome.team.name)}* · {said}"), *kit.listed("", lines)]
    problems = _problems(outcome.problems)
    if problems:
        blocks += kit.listed("Still to do", problems)
    return kit.message("\n".join([said, *lines, *problems]), *blocks)


def checked(outcome: Checked, *, prefix: str) -> Message:
    """Say whether every ladder ends at a person who can be reached."""
    if not outcome.problems:
        lead = (
            f" {kit.name(outcome.lead_name)} hears of what stays open." if outcome.lead_name else ""
        )
        return kit.message(f"All is well: every reminder reaches somebody.{lead}")
    count = wording.counted(len(outcome.problems), "thing")
    verb = "needs" if len(outcome.problems) == 1 else "need"
    said = wording.start(f"{count} {verb} a hand before every reminder reaches somebody.")
    lines = _problems(outcome.problems)
    hint = kit.context(f"`/{prefix}heed setup` shows what can be set.")
    return kit.message("\n".join([said, *lines]), *kit.listed(said, lines), hint)


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
    if outcome.cover_name:
        said += f" {kit.name(outcome.cover_name)} gets your reminders until then."
    else:
        said += " Nobody covers for you, so your reminders go to your lead, or wait for you."
    back = f"{command} back` ends it sooner."
    return kit.message(said, kit.section(said), kit.context(back))


def digest_coming() -> Message:
    return kit.message("Your digest is on its way: it comes as a direct message from me.")


def _changed(part: str | None) -> str:
    if part is None:
        return "This is how we are set up."
    return _SET.get(part, f"{kit.safe(part).capitalize()} is set.")


def _problems(problems: Sequence[str]) -> list[str]:
    lines = [f"• {kit.safe(one, limit=300)}" for one in problems[:MOST_PROBLEMS]]
    left = len(problems) - len(lines)
    return [*lines, f"… and {left} more"] if left > 0 else lines


def _lead(name: str | None) -> str:
    return kit.name(name) if name else "nobody yet"


def _channel(team: Team) -> str:
    channel = team.channel_id
    if not channel:
        return "none yet"
    return f"<#{channel}>" if channel.isalnum() else kit.safe(channel)


def _where(team: Team) -> str:
    if team.where is Where.CHANNEL and team.channel_id:
        return "to the team's channel, from the due time on"
    return "to each owner directly"


def _closed(team: Team, now: datetime) -> str:
    today = now.date()
    ahead: list[date] = sorted(one for one in team.closed if one >= today)
    if not ahead:
        return "no days off ahead"
    shown = [wording.day(one, now=today) for one in ahead[:MOST_CLOSED]]
    left = len(ahead) - len(shown)
    return ", ".join(shown) + (f" and {left} more" if left else "")
