"""Names of teams: which are taken, and which spellings are the same."""

from collections.abc import Iterable
from unicodedata import combining, normalize

from bot.core.errors import Choice, Refusal
from bot.core.members import Team
from bot.core.words import name_key, shorten

NAME_LIMIT = 60


def team_key(name: str) -> str:
    """What two spellings of a team's name have in common: “São Paulo”, “sao paulo”."""
    return "".join(sign for sign in normalize("NFKD", name_key(name)) if not combining(sign))


def name_of_team(text: str, *, taken: Iterable[Team], reserved: Iterable[str]) -> str:
    """Check the name of a team: not taken, not too long, and no word of a command."""
    name = " ".join(text.split()).strip(" :,;\"'“”„‘’")
    if not name or len(name) > NAME_LIMIT:
        raise Refusal(f"A team needs a name of at most {NAME_LIMIT} characters.")
    if name.split()[0].casefold() in reserved:
        raise Refusal(
            f"A team cannot be called “{shorten(name)}”: “{name.split()[0]}” is a word of mine. "
            "Give it another name."
        )
    for team in taken:
        if team_key(team.name) == team_key(name):
            shown = f"team {team.name}"
            choices = [Choice(f"Show {shorten(team.name, limit=30)}", shown)]
            raise Refusal(f"There is a team {team.name} already.", choices=choices)
    return name
