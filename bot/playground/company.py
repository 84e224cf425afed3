"""The playground's company: a few people, two channels and some customers."""

from dataclasses import dataclass

from bot.playground.slack import Installation, Slack
from bot.playground.slack.members import Member
from bot.playground.stage import Stage

NAME = "Harbour & Co."
INSTALLATION = Installation(team_name=NAME, domain="harbour")
ZONE = "Europe/Berlin"
CHANNEL = "support"
SHARED = "acme-and-us"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be at the prompt."""

    name: str
    is_what: str
    zone: str = ZONE
    is_guest: bool = False
    is_stranger: bool = False


PEOPLE = (
    Person("Ada", "looks after Acme and two more"),
    Person("Ben", "the lead, who reads the digest"),
    Person("Cleo", "looks after Lumen Optics, in São Paulo", zone="America/Sao_Paulo"),
    Person("Gus", "a guest: never reminded", is_guest=True),
    Person("Ona", f"from Acme, in #{SHARED} only", is_stranger=True),
)

# What is typed after `/customer add`, by whom.
CUSTOMERS = (
    ("Ada", "Acme"),
    ("Ada", "Northwind Tea"),
    ("Ada", "Fern & Fable"),
    ("Cleo", "Lumen Optics key"),
    ("Ben", "Brightwater"),
    ("Ben", "Finance internal"),
)
SETUP = (
    ("setup lead @Ben", "Ben"),
    (f"setup channel #{CHANNEL}", "Channel"),
    ("setup reminders dm", "Reminders"),
)


class NotSettled(Exception):
    """The company could not be set up by the commands a person would type."""


def settle_in(stage: Stage, *, prefix: str = "", watches: bool = False) -> dict[str, Member]:
    """Let the company move in, by the very commands people type; return members by name.

    With `watches` what Ona writes in the shared channel counts by itself.
    """
    members = {person.name.lower(): _add(stage.slack, person) for person in PEOPLE}
    ours = [members[person.name.lower()] for person in PEOPLE if not person.is_stranger]
    stage.slack.add_channel(CHANNEL, members=ours)
    stage.slack.add_channel(SHARED, members=[members["ada"], members["ona"]], ext_shared=True)
    stage.follow()
    for words, expected in SETUP:
        _type(stage.slack, members["ben"], f"/{prefix}heed", words, expected=expected)
    for name, words in CUSTOMERS:
        _type(
            stage.slack,
            members[name.lower()],
            f"/{prefix}customer",
            f"add {words}",
            expected="owned by",
        )
    if watches:
        watch = f"channel Acme #{SHARED} watch"
        _type(stage.slack, members["ada"], f"/{prefix}customer", watch, expected="I watch it")
    stage.settle()
    return members


def _add(slack: Slack, person: Person) -> Member:
    return slack.add_member(
        person.name,
        real_name=person.name,
        tz=person.zone,
        team_id="T0ACMEELSE" if person.is_stranger else None,
        is_restricted=person.is_guest,
        is_stranger=person.is_stranger,
    )


def _type(slack: Slack, who: Member, command: str, words: str, *, expected: str) -> None:
    outcome = slack.command(who, command, words)
    if not outcome.ok or expected not in outcome.text:
        raise NotSettled(f"{command} {words}: {outcome.text or outcome.error}")
