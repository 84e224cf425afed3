"""The story of a campaign: some days at a company, in which everything is said that Heed says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.members import Member
from bot.playground.slack import Installation, Slack
from bot.services import replies
from bot.services.desk import Desk
from tests.makers import ADA, BEN, CLEO, SAO, T1, type_

CHANNEL = "C0TEAM"
INSTALLATION = Installation(team_id=T1, team_name="The T1")
READERS = (ADA, BEN, CLEO, SAO)

Act = Callable[[Desk], object]
Scene = tuple[str, Sequence[Act]]


@dataclass(frozen=True, slots=True)
class Story:
    """What people do, and when; between that time passes from one thing that is due to the next.

    At the end everything is settled, so that every message says so.
    """

    scenes: Sequence[Scene]


Tale = Callable[[str], Story]


def open_slack() -> Slack:
    """The cast's Slack, before anything was said."""
    slack = Slack(installation=INSTALLATION)
    for member in READERS:
        slack.add_member(member.name.lower(), id=member.id, real_name=member.name, tz=member.zone)
    slack.add_channel("team", id=CHANNEL, members=[member.id for member in READERS])
    return slack


def says(member: Member, line: str) -> Act:
    """What a member types."""
    command, _, words = line.removeprefix("/").partition(" ")
    return lambda desk: type_(desk, member, command, words, again=True)


def _whispered(words: str) -> Act:
    """An answer that Ada alone sees, in the channel."""
    body: Mapping[str, object] = {"text": words, "blocks": []}
    return lambda desk: replies.whisper(desk, T1, ADA.id, channel_id=CHANNEL, body=body)


def _replied(address: str, words: str) -> Act:
    """An answer to a click, where it was made."""
    body: Mapping[str, object] = {"text": words}
    return lambda desk: replies.reply(desk, T1, ADA.id, address=address, body=body)


def day(response_url: str) -> Story:
    """The shortest story in which every step is taken."""
    return Story(
        (
            (
                "2026-11-20 09:30",
                (
                    says(BEN, "/heed setup lead <@UBEN>"),
                    says(ADA, "/customer add Acme"),
                    says(CLEO, "/customer add Globex"),
                    says(ADA, "/contact from Acme: asks for a quote"),  # 1
                    says(CLEO, "/contact from Globex: has a question"),  # 2
                    says(ADA, "/promise Acme: send the plan by 15:00"),  # 3
                    says(CLEO, "/promise Globex: call back by 16:00"),  # 4
                ),
            ),
            (
                "2026-11-20 15:30",
                (
                    says(ADA, "/promise kept 3"),
                    _whispered("This is for you alone (1)."),
                    _replied(response_url, "It is done (2)."),
                ),
            ),
            ("2026-11-23 09:00", ()),
            (
                "2026-11-23 11:00",
                (
                    says(ADA, "/contact to Acme: sent the quote"),
                    says(CLEO, "/contact none 2"),
                    says(CLEO, "/promise kept 4"),
                ),
            ),
        )
    )


def days(response_url: str) -> Story:
    """A longer one: a promise is moved, a snooze ends, somebody is away, a channel is chosen."""
    return Story(
        (
            (
                "2026-11-18 10:00",
                (
                    says(BEN, "/heed setup lead <@UBEN>"),
                    says(ADA, "/customer add Acme"),
                    says(CLEO, "/customer add Globex"),
                    says(SAO, "/customer add Initech"),
                    says(ADA, "/contact from Acme: asks for a quote"),  # 1
                    says(CLEO, "/contact from Globex: has a question"),  # 2
                    says(ADA, "/promise Acme: send the plan by thu 12:00"),  # 3
                    says(CLEO, "/promise Globex: call back by fri 10:00"),  # 4
                    says(SAO, "/contact from Initech: wants a date"),  # 5
                    says(SAO, "/promise Initech: show it by fri 12:00"),  # 6
                ),
            ),
            (
                "2026-11-19 11:30",
                (
                    says(ADA, "/promise move 3 to friday 15:00 because of rain"),
                    says(CLEO, "/contact snooze 2 until friday 9:00"),
                    _whispered("This is for you alone (3)."),
                ),
            ),
            (
                "2026-11-19 15:00",
                (
                    says(ADA, "/contact to Acme: sent the quote"),
                    says(ADA, "/contact from Acme: finds it dear"),
                    says(CLEO, "/heed away until monday cover <@UADA>"),
                    _replied(response_url, "It is done (4)."),
                ),
            ),
            (
                "2026-11-20 11:00",
                (
                    says(BEN, f"/heed setup channel <#{CHANNEL}|team>"),
                    says(BEN, "/heed setup reminders channel"),
                    says(SAO, "/contact give 5 <@UADA>"),
                ),
            ),
            (
                "2026-11-20 16:00",
                (says(CLEO, "/promise kept 4"), _whispered("This is for you alone (9).")),
            ),
            ("2026-11-23 09:00", (says(CLEO, "/heed back"),)),
            (
                "2026-11-23 14:00",
                (
                    says(ADA, "/contact to Acme: gave a discount"),
                    says(CLEO, "/contact none 2"),
                    says(ADA, "/contact none 5"),
                    says(ADA, "/promise kept 3"),
                    says(SAO, "/promise kept 6"),
                ),
            ),
        )
    )
