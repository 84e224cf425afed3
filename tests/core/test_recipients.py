"""Recipients: claimer, cover, lead, one up, channel, and never a guest."""

import pytest

from bot.core.care import Care
from bot.core.history import Verb
from bot.core.ladders import Audience
from bot.core.members import Member, Team, Where
from bot.core.recipients import (
    NotYet,
    Recipient,
    ToChannel,
    ToMember,
    leads,
    recipient,
    stand_in,
)
from tests.core.cast import (
    ADA,
    BEN,
    CHANNEL,
    CLEO,
    DORA,
    FAY,
    GUS,
    at,
    event,
    inquiry,
    member,
    people,
    team,
)

NOW = at("2026-11-18 10:00")
MONDAY, TUESDAY = at("2026-11-23 09:00"), at("2026-11-24 09:00")
ADAS = Care(owner_id=ADA)
CLAIMED = inquiry(NOW, event(Verb.CLAIMED, NOW, actor_id=CLEO, until=at("2026-11-18 14:00"))).care
CLAIMED_BY_BEN = inquiry(
    NOW, event(Verb.CLAIMED, NOW, actor_id=BEN, until=at("2026-11-18 14:00"))
).care


def away(member_id: str, *, cover: str | None = None, until: object = MONDAY) -> Member:
    return member(member_id, away_until=until, cover_id=cover)


def gone(member_id: str, **fields: object) -> Member:
    return member(member_id, is_deactivated=True, **fields)


def to(
    audience: Audience,
    *changed: Member,
    care: Care = ADAS,
    support: Team | None = None,
    warns: bool = False,
) -> Recipient:
    among = people(*changed, support=support)
    own = support or team()
    return recipient(audience, warns=warns, care=care, team=own, people=among, now=NOW)


def whom(found: Recipient) -> object:
    match found:
        case ToMember(member=one, instead_of=None):
            return one.id
        case ToMember(member=one, instead_of=other):
            return one.id, other
        case ToChannel(channel_id=channel_id):
            return channel_id
        case NotYet(until=until):
            return until
        case _:
            return None


WITH_CHANNEL = team(channel_id=CHANNEL)
NO_LEAD = team(lead_id=None)

OWNERS = [
    # (what, changed members, care, team, whom: alone, or with whom it was meant for)
    ("the owner", [], ADAS, None, ADA),
    ("the claimer", [], CLAIMED, None, CLEO),
    ("her cover while she is away", [away(ADA, cover=CLEO)], ADAS, None, (CLEO, ADA)),
    ("back again", [away(ADA, cover=CLEO, until=NOW)], ADAS, None, ADA),
    (
        "the cover's cover, and so on",
        [away(ADA, cover=CLEO), away(CLEO, cover=FAY)],
        ADAS,
        None,
        (FAY, ADA),
    ),
    (
        "whoever covers for a claimer",
        [away(CLEO, cover=FAY)],
        CLAIMED,
        None,
        (FAY, CLEO),
    ),
    ("a claimer who is away: the owner, whose it is", [away(CLEO)], CLAIMED, None, ADA),
    ("a claimer who has left: the owner", [gone(CLEO)], CLAIMED, None, ADA),
    (
        "a claimer and an owner who are away: the owner's cover",
        [away(CLEO), away(ADA, cover=FAY)],
        CLAIMED,
        None,
        (FAY, CLEO),
    ),
    ("neither of them nor a cover: the lead", [away(CLEO), away(ADA)], CLAIMED, None, (BEN, CLEO)),
    (
        "two who cover for each other: the lead",
        [away(ADA, cover=CLEO), away(CLEO, cover=ADA)],
        ADAS,
        None,
        (BEN, ADA),
    ),
    ("a cover that nobody knows: the lead", [away(ADA, cover="UNEW")], ADAS, None, (BEN, ADA)),
    ("away without cover: the lead", [away(ADA)], ADAS, None, (BEN, ADA)),
    ("deactivated: whoever covers", [gone(ADA, cover_id=CLEO)], ADAS, None, (CLEO, ADA)),
    ("deactivated without cover: the lead", [gone(ADA)], ADAS, None, (BEN, ADA)),
    ("a guest owns it: the lead", [], Care(GUS), None, (BEN, GUS)),
    ("a guest covers: the lead", [away(ADA, cover=GUS)], ADAS, None, (BEN, ADA)),
    (
        "away, nobody leads: the channel",
        [away(ADA)],
        ADAS,
        team(lead_id=None, channel_id=CHANNEL),
        CHANNEL,
    ),
    ("away, nobody leads, no channel: when she is back", [away(ADA)], ADAS, NO_LEAD, MONDAY),
    ("gone for good, nobody leads, no channel: nobody", [gone(ADA)], ADAS, NO_LEAD, None),
]


@pytest.mark.parametrize("row", OWNERS, ids=[row[0] for row in OWNERS])
def test_an_owners_step_goes_to(
    row: tuple[str, list[Member], Care, Team | None, object],
) -> None:
    _, changed, care, support, expected = row

    assert whom(to(Audience.OWNER, *changed, care=care, support=support)) == expected


LEADS = [
    ("the lead", [], ADAS, None, BEN),
    ("his cover while he is away", [away(BEN, cover=FAY)], ADAS, None, (FAY, BEN)),
    ("away without cover: one up", [away(BEN)], ADAS, None, DORA),
    ("deactivated: one up", [gone(BEN)], ADAS, None, DORA),
    ("he owns it himself: one up", [], Care(BEN), None, DORA),
    ("he claimed it: one up", [], CLAIMED_BY_BEN, None, DORA),
    # It was his and he leads her: that it stays open with her is for him to know.
    ("he handed it over: he hears", [], Care(ADA, given_at=NOW, given_by=BEN), None, BEN),
    ("he took it over from her: one up", [], Care(BEN, given_at=NOW), None, DORA),
    # Cleo leads nobody: that it was hers once makes her no lead of it.
    ("she handed it over: the lead", [], Care(ADA, given_at=NOW, given_by=CLEO), None, BEN),
    ("his cover owns it: one up", [away(BEN, cover=ADA)], ADAS, None, DORA),
    ("a guest leads, and nobody him: nobody", [], ADAS, team(lead_id=GUS), None),
    ("none of them is there: the channel", [away(BEN), gone(DORA)], ADAS, WITH_CHANNEL, CHANNEL),
    ("nobody leads: the channel", [], ADAS, team(lead_id=None, channel_id=CHANNEL), CHANNEL),
    (
        "both away, no channel: when the first of them is back",
        [away(BEN, until=TUESDAY), away(DORA)],
        ADAS,
        None,
        MONDAY,
    ),
    ("nobody leads, no channel: nobody", [], ADAS, NO_LEAD, None),
    ("all gone, no channel: nobody", [gone(BEN), gone(DORA)], ADAS, None, None),
    ("an owner on top, no channel: nobody", [], Care(DORA), team(lead_id=DORA), None),
]


@pytest.mark.parametrize("row", LEADS, ids=[row[0] for row in LEADS])
def test_an_escalation_goes_to(row: tuple[str, list[Member], Care, Team | None, object]) -> None:
    _, changed, care, support, expected = row

    assert whom(to(Audience.LEAD, *changed, care=care, support=support)) == expected


IN_CHANNEL = team(where=Where.CHANNEL, channel_id=CHANNEL)


@pytest.mark.parametrize(
    ("support", "warns", "care", "expected"),
    [
        (IN_CHANNEL, False, ADAS, CHANNEL),  # from due on
        (IN_CHANNEL, True, ADAS, ADA),  # a warning is the owner's alone
        (IN_CHANNEL, False, CLAIMED, CLEO),  # somebody took it: it is theirs
        (team(where=Where.CHANNEL), False, ADAS, ADA),  # no channel was named yet
        (WITH_CHANNEL, False, ADAS, ADA),  # a team with a channel that wants direct messages
    ],
)
def test_a_team_chooses_whether_steps_from_due_on_go_to_its_channel(
    support: Team, warns: bool, care: Care, expected: str
) -> None:
    assert whom(to(Audience.OWNER, support=support, warns=warns, care=care)) == expected


def test_a_channel_does_not_get_the_escalation_while_a_lead_is_there() -> None:
    assert whom(to(Audience.LEAD, support=IN_CHANNEL)) == BEN


def test_leads_are_climbed_once_each() -> None:
    assert list(leads(ADA, team(), people())) == [BEN, DORA]
    assert list(leads(BEN, team(), people())) == [DORA]
    assert list(leads(ADA, team(lead_id="UNEW"), people())) == ["UNEW"]


def test_nobody_stands_in_for_nobody() -> None:
    assert stand_in(None, people(), NOW) is None
    assert stand_in("UNEW", people(), NOW) is None


EVERYBODY_IS_BACK = [
    # (what waits for the return of whom, audience, changed members, until when)
    ("the owner", Audience.OWNER, [away(ADA)], MONDAY),
    ("her cover", Audience.OWNER, [away(ADA, cover=CLEO, until=TUESDAY), away(CLEO)], MONDAY),
    (
        "her cover's cover",
        Audience.OWNER,
        [
            away(ADA, cover=CLEO, until=TUESDAY),
            away(CLEO, cover=FAY, until=TUESDAY),
            away(FAY),
        ],
        MONDAY,
    ),
    ("the lead", Audience.OWNER, [away(ADA, until=TUESDAY), away(BEN)], MONDAY),
    (
        "whoever covers for the lead",
        Audience.LEAD,
        [away(BEN, cover=CLEO, until=TUESDAY), away(CLEO), away(DORA, until=TUESDAY)],
        MONDAY,
    ),
]


@pytest.mark.parametrize("row", EVERYBODY_IS_BACK, ids=[row[0] for row in EVERYBODY_IS_BACK])
def test_where_nobody_is_there_a_step_waits_for_whoever_is_back_first(
    row: tuple[str, Audience, list[Member], object],
) -> None:
    _, audience, changed, until = row
    others = [away(one, until=TUESDAY) for one in (BEN, DORA)]
    named = {one.id for one in changed}
    changed = [*changed, *(one for one in others if one.id not in named)]

    assert whom(to(audience, *changed)) == until
