"""Reading `/heed team`: a list, a team to add, or a team and what to change of it."""

from collections.abc import Iterable
from datetime import datetime

from bot.core.countries import read_place
from bot.core.errors import Choice, Refusal
from bot.core.grammar.elsewhere import of_setup
from bot.core.grammar.setup import PARTS, headed, read_setup
from bot.core.grammar.week import EXAMPLE, read_hours
from bot.core.heed_asks import ShowSetup
from bot.core.hours import WorkingHours
from bot.core.members import Team
from bot.core.setups import (
    AddTeam,
    ListTeams,
    OfTeam,
    OwnHolidays,
    OwnHours,
    RemoveTeam,
    TeamSetup,
)
from bot.core.team_names import team_key
from bot.core.words import decode, near, shorten

_WORDS = {
    **dict.fromkeys(("list", "all"), "list"),
    **dict.fromkeys(("add", "new", "create"), "add"),
    **dict.fromkeys(("remove", "delete"), "remove"),
}
RESERVED = frozenset((*_WORDS, *PARTS, "show", "team", "teams", "holidays", "region", "rename"))
_AS_TEAM = ("team", "the team", "the team's", "team's", "as team", "default", "reset")
_NONE = ("none", "no", "off")


def read_team(rest: str) -> OfTeam | ListTeams | AddTeam | RemoveTeam:
    """Read what was typed after `/heed team`."""
    word, _, after = rest.partition(" ")
    match _WORDS.get(word.lower().rstrip(":")):
        case "list" if not after:
            return ListTeams()
        case "add" if not after.lstrip().startswith("<@"):
            return AddTeam(_named(after, "add"))
        case "remove":
            return RemoveTeam(_named(after, "remove"))
        case _:
            return OfTeam(rest)


def _named(text: str, verb: str) -> str:
    if not text.strip():
        raise Refusal(f"Which team? Write its name, as in “team {verb} São Paulo”.")
    return decode(text).strip()


def find_team(words: str, teams: Iterable[Team]) -> tuple[Team | None, str]:
    """Say which team is meant, and what was typed after its name; None is the speaker's own."""
    tokens = words.split()
    if not tokens or tokens[0].lower().strip(":") in RESERVED:
        return None, words
    known = {team_key(team.name): team for team in teams}
    for count in range(len(tokens), 0, -1):
        name = decode(" ".join(tokens[:count])).strip(" :,\"'“”„‘’")
        if (team := known.get(team_key(name))) is not None:
            return team, words.split(maxsplit=count)[count] if count < len(tokens) else ""
    parts = [place for place, token in enumerate(tokens) if token.lower() in RESERVED]
    end = parts[0] if parts else len(tokens)
    name = decode(" ".join(tokens[:end])).strip(" :,\"'“”„‘’")
    raise unknown_team(name, known.values(), rest=" ".join(tokens[end:]))


def unknown_team(name: str, teams: Iterable[Team], *, rest: str = "", verb: str = "") -> Refusal:
    known = {team_key(team.name): team.name for team in teams}
    begin = f"team {verb}".strip()
    choices = [
        Choice(shorten(known[slip], limit=40), f"{begin} {known[slip]} {rest}".strip())
        for slip in near(team_key(name), known)
    ]
    if not verb:
        choices.append(Choice(f"Add {shorten(name, limit=30)}", f"team add {name}"))
    choices.append(Choice("List the teams", "team list"))
    return Refusal(f"There is no team “{shorten(name, limit=40)}”.", choices=choices)


def read_of_team(
    rest: str, team: Team, *, now: datetime, hours: WorkingHours
) -> TeamSetup | ShowSetup:
    """Read what to change of a team that was named."""
    try:
        return read_setup(rest, now=now, hours=hours)
    except Refusal as refusal:
        raise headed(refusal, f"team {team.name}") from refusal


def read_own_hours(rest: str) -> OwnHours:
    """Read what was typed after `/heed hours`."""
    if not rest:
        return OwnHours(shows=True)
    if " ".join(rest.lower().replace("’", "'").split()) in _AS_TEAM:
        return OwnHours()
    try:
        asked = read_hours(rest)
    except Refusal as refusal:
        said = refusal.sentence.replace(EXAMPLE, "“setup hours mon-thu 9-14”")
        raise headed(Refusal(said, choices=refusal.choices), "") from refusal
    if asked.zone is not None:
        raise Refusal(
            "Your time zone is the one of your Slack profile; leave it out here.",
            choices=[Choice("Without the zone", f"hours {rest.rpartition(' in ')[0] or rest}")],
        )
    return OwnHours(asked.week)


def read_own_holidays(rest: str) -> OwnHolidays:
    """Read what was typed after `/heed holidays`."""
    words = " ".join(rest.lower().replace("’", "'").split())
    if not words:
        raise Refusal("Whose public holidays are yours? Write “holidays Germany” or “DE-BY”.")
    if words in _AS_TEAM:
        return OwnHolidays(as_team=True)
    if words in _NONE:
        return OwnHolidays()
    try:
        return OwnHolidays(read_place(rest, before="holidays"))
    except Refusal:
        if any(sign.isdigit() for sign in rest) and (no := of_setup("holidays", rest, parts=PARTS)):
            raise no from None
        raise
