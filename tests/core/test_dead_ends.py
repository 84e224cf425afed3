"""Dead ends: what a check says of ladders that end at nobody, or at others than meant."""

from dataclasses import replace

import pytest

from bot.core.covers import absent
from bot.core.dead_ends import dead_ends
from bot.core.members import Member, Team
from bot.core.recipients import NotYet, ToChannel, ToMember
from tests.core.cast import ADA, BEN, CHANNEL, CLEO, DORA, FAY, GUS, at, member, people, team

NOW, MONDAY = at("2026-11-18 10:00"), at("2026-11-23 09:00")
NO_LEAD = team(lead_id=None)
WITH_CHANNEL = team(channel_id=CHANNEL)


def away(member_id: str, *, cover: str | None = None) -> Member:
    return member(member_id, away_until=MONDAY, cover_id=cover)


def gone(member_id: str) -> Member:
    return member(member_id, is_deactivated=True)


ENDS: list[tuple[str, list[Member], Team, list[str]]] = [
    ("a lead who is there", [], team(), []),
    ("no lead but a channel", [], team(lead_id=None, channel_id=CHANNEL), []),
    ("neither", [], NO_LEAD, ["There is no lead and no channel to escalate to."]),
    (
        "a lead who left",
        [gone(BEN)],
        team(),
        ["Ben leads Support and can no longer be reached. Dora hears of it instead."],
    ),
    (
        "a lead who left, and nobody above",
        [gone(BEN), gone(DORA)],
        team(),
        ["Ben leads Support and can no longer be reached. Nobody hears of it."],
    ),
    (
        "a lead who left, and a channel",
        [gone(BEN), gone(DORA)],
        WITH_CHANNEL,
        ["Ben leads Support and can no longer be reached. The team's channel hears of it instead."],
    ),
    (
        "a lead nobody knows",
        [],
        team(lead_id="UNEW"),
        ["The lead can no longer be reached. Nobody hears of it."],
    ),
    (
        "a lead who is a guest",
        [],
        team(lead_id=GUS),
        ["Gus leads Support and can no longer be reached. Nobody hears of it."],
    ),
    ("away, and somebody is above", [away(BEN)], team(), []),
    (
        "away, and so is who is above",
        [away(BEN), away(DORA)],
        team(),
        ["Ben is away and nobody covers. It waits until somebody is back."],
    ),
    (
        "away, and so is who is above, but there is a channel",
        [away(BEN), away(DORA)],
        WITH_CHANNEL,
        ["Ben is away and nobody covers. The team's channel hears of it instead."],
    ),
    ("away, but covered", [away(BEN, cover=FAY)], team(), []),
    (
        "away, and so is who covers",
        [away(BEN, cover=FAY), away(FAY), away(DORA)],
        team(),
        ["Ben is away, and so is Fay, who covers. It waits until somebody is back."],
    ),
    ("an owner who is away", [away(ADA)], team(), []),
    (
        "an owner who left",
        [gone(ADA)],
        team(),
        ["Ada owns customers and can no longer be reached. Ben is reminded instead."],
    ),
    (
        "an owner and a cover who are away",
        [away(ADA, cover=CLEO), away(CLEO)],
        team(),
        ["Ada is away, and so is Cleo, who covers. Ben is reminded instead."],
    ),
    (
        "a cover who left",
        [away(ADA, cover=CLEO), gone(CLEO)],
        team(),
        ["Ada is away, and Cleo, who covers, can no longer be reached. Ben is reminded instead."],
    ),
    (
        "two who cover for each other",
        [away(ADA, cover=CLEO), away(CLEO, cover=ADA)],
        team(),
        ["Ada and Cleo are away and cover for each other. Ben is reminded instead."],
    ),
    (
        "three who cover in a circle",
        [away(ADA, cover=CLEO), away(CLEO, cover=FAY), away(FAY, cover=ADA)],
        team(),
        ["Ada, Cleo and Fay are away and cover for each other. Ben is reminded instead."],
    ),
    (
        "a lead who owns what is theirs, and nobody above",
        [replace(member(ADA), team_id=1), gone(DORA)],
        team(lead_id=ADA),
        ["Nobody hears of what Ada leaves open."],
    ),
]


@pytest.mark.parametrize("row", ENDS, ids=[row[0] for row in ENDS])
def test_a_check_says_by_name_where_a_ladder_ends_at_nobody(
    row: tuple[str, list[Member], Team, list[str]],
) -> None:
    _, changed, support, expected = row

    assert dead_ends(support, people(*changed, support=support), NOW, [ADA, "UNEW"]) == expected


# Who is away, who gets what is theirs, and who would have, could they be reached.
STANDINGS: list[tuple[str, list[Member], Team, list[tuple[str, str | None, str | None]]]] = [
    ("nobody is away", [], team(), []),
    ("a cover", [away(ADA, cover=CLEO)], team(), [(ADA, CLEO, None)]),
    (
        "a cover's cover",
        [away(ADA, cover=CLEO), away(CLEO, cover=FAY)],
        team(),
        [(ADA, FAY, CLEO)],
    ),
    (
        "a cover who left had a cover",
        [away(ADA, cover=CLEO), replace(gone(CLEO), cover_id=FAY)],
        team(),
        [(ADA, FAY, CLEO)],
    ),
    ("nobody covers, and the lead is next", [away(ADA)], team(), [(ADA, BEN, None)]),
    (
        "nobody covers, and the team has a channel",
        [away(ADA)],
        team(lead_id=None, channel_id=CHANNEL),
        [(ADA, CHANNEL, None)],
    ),
    ("nobody covers, and nobody is next", [away(ADA)], NO_LEAD, [(ADA, None, None)]),
    # Their covers end nowhere: that is said as what is wrong.
    ("a cover who is away too", [away(ADA, cover=CLEO), away(CLEO)], team(), []),
    ("an owner who left", [gone(ADA)], team(), []),
    ("a lead, and whoever leads them is next", [away(BEN)], team(), [(BEN, DORA, None)]),
    ("a lead with a cover", [away(BEN, cover=FAY)], team(), [(BEN, FAY, None)]),
    (
        "an owner and a lead",
        [away(BEN, cover=FAY), away(ADA)],
        team(),
        [(ADA, FAY, None), (BEN, FAY, None)],
    ),
]


@pytest.mark.parametrize("row", STANDINGS, ids=[row[0] for row in STANDINGS])
def test_a_check_says_who_stands_in_for_whoever_is_away(
    row: tuple[str, list[Member], Team, list[tuple[str, str | None, str | None]]],
) -> None:
    _, changed, support, expected = row
    found = []
    for one in absent([ADA], people(*changed, support=support), NOW):
        to = None
        match one.to:
            case ToMember(member=who):
                to = who.id
            case ToChannel(channel_id=channel):
                to = channel
            case NotYet(until=until):
                assert until == one.until
        found.append((one.member.id, to, one.via.id if one.via else None))

    assert found == expected
