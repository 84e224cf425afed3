"""Escalation with fair warning: who hears, who stands in, and what the owner reads of it."""

import pytest
from sqlalchemy import insert, select, update

from bot.playground.slack import Member
from bot.store.tables import members, teams
from tests.stories.conftest import Story, seen

DOORS = pytest.mark.parametrize("story", ["http"], indirect=True)
pytestmark = DOORS


def ask(story: Story) -> None:
    """Acme asks at ten: a heads-up at 13:00, due at 14:00, the lead at 16:00."""
    story.type(story.ada, "/contact", "from Acme: asks for a quote")


def board(story: Story, lead: Member) -> None:
    """Ben is himself in another team, with a lead of its own."""
    with story.stage.store.write() as connection:
        support = connection.execute(select(teams)).mappings().one()
        values = {**support, "id": support["id"] + 1, "name": "Board", "lead_id": lead.id}
        connection.execute(insert(teams), values)
        moved = update(members).where(members.c.id == story.ben.id)
        connection.execute(moved.values(team_id=values["id"]))


def posted(story: Story) -> list[str]:
    """What Heed said in the channel, to all."""
    return [seen(one) for one in story.slack.messages(story.support) if not one.is_ephemeral]


def test_the_owner_is_warned_the_lead_reads_it_and_the_owner_sees_that_it_went(
    story: Story,
) -> None:
    ask(story)
    story.until(16, 14, 1)
    assert "Ben hears of it Mon 16 Nov, 16:00." in seen(story.nudge(story.ada))

    story.until(16, 16, 1)
    lead = seen(story.nudge(story.ben))
    assert "Ada was reminded Mon 16 Nov, 14:00." in lead
    assert "I remind Ada again Tue 17 Nov, 14:00." in lead
    owner = seen(story.nudge(story.ada))
    assert "Ben heard of it Mon 16 Nov, 16:00." in owner
    assert "hears of it" not in owner
    assert "I remind you again Tue 17 Nov, 14:00." in owner

    story.until(17, 14, 1)
    assert len(story.nudges(story.ada)) == 4, "and the morning brief"
    assert "Ben heard of it Mon 16 Nov, 16:00." in seen(story.nudge(story.ada))
    assert "A newer reminder below" in seen(story.nudges(story.ada)[1])


def test_a_lead_who_left_is_passed_by_for_theirs(story: Story) -> None:
    board(story, story.cleo)
    story.slack.deactivate(story.ben)
    story.stage.settle()
    ask(story)
    story.until(16, 14, 1)
    assert "Cleo hears of it Mon 16 Nov, 16:00." in seen(story.nudge(story.ada))

    story.until(16, 16, 1)
    assert "Acme" in seen(story.nudge(story.cleo))
    assert story.nudges(story.ben) == []
    assert "Cleo heard of it Mon 16 Nov, 16:00." in seen(story.nudge(story.ada))
    check = story.said(story.ada, "/heed", "check")
    assert "Ben leads" in check
    assert "can no longer be reached. Cleo hears of it instead." in check


def test_a_lead_who_is_away_is_covered(story: Story) -> None:
    story.type(story.ben, "/heed", "away until friday cover @cleo")
    ask(story)
    story.until(16, 14, 1)
    assert "Cleo hears of it Mon 16 Nov, 16:00." in seen(story.nudge(story.ada))

    story.until(16, 16, 1)
    assert "Acme" in seen(story.nudge(story.cleo))
    assert story.nudges(story.ben) == []


def test_without_a_lead_the_channel_hears(story: Story) -> None:
    with story.stage.store.write() as connection:
        connection.execute(update(teams).values(lead_id=None))
    story.type(story.ada, "/heed", "setup channel #support")
    ask(story)
    story.until(16, 14, 1)
    assert "The team's channel hears of it Mon 16 Nov, 16:00." in seen(story.nudge(story.ada))

    story.until(16, 16, 1)
    [said] = posted(story)
    assert "Acme" in said
    assert "The team's channel heard of it Mon 16 Nov, 16:00." in seen(story.nudge(story.ada))


def test_a_channel_that_heed_was_removed_from_is_left_and_the_lead_told_once(
    story: Story,
) -> None:
    story.type(story.ben, "/heed", "setup channel #support")
    story.type(story.ben, "/heed", "setup reminders channel")
    assert "All is well" in story.said(story.ben, "/heed", "check")
    ask(story)
    story.type(story.ada, "/promise", "Acme: call them by today 2pm")
    story.slack.leave(story.support, story.slack.installation.bot_user_id)
    check = story.said(story.ben, "/heed", "check")
    assert f"<#{story.support.id}>: I am not in that channel." in check

    story.until(16, 14, 5)

    assert posted(story) == []
    assert "Acme" in seen(story.nudge(story.ada)), "it goes to the owner instead"
    notices = [seen(one) for one in story.nudges(story.ben)]
    assert len(notices) == 1
    assert "I am no longer in" in notices[0]


def test_owner_and_cover_are_both_away_and_the_lead_stands_in(story: Story) -> None:
    ask(story)
    story.type(story.ada, "/heed", "away until wednesday cover @cleo")
    story.type(story.cleo, "/heed", "away until thursday")
    check = story.said(story.ben, "/heed", "check")
    assert "Ada is away, and so is Cleo, who covers. Ben is reminded instead." in check

    story.until(16, 13, 1)
    reminded = seen(story.nudge(story.ben))
    assert "in place of Ada" in reminded
    assert story.nudges(story.ada) == story.nudges(story.cleo) == []
    story.until(17, 14, 1)
    assert "I remind Ada again Thu 19 Nov, 14:00." in seen(story.nudge(story.ben))
    story.until(19, 14, 1)
    assert "Acme" in seen(story.nudge(story.ada)), "she is back"


def test_covers_in_a_circle_are_found(story: Story) -> None:
    story.type(story.ada, "/heed", "away until thursday cover @cleo")
    story.type(story.cleo, "/heed", "away until thursday cover @ada")

    check = story.said(story.ben, "/heed", "check")
    assert "Ada and Cleo are away and cover for each other. Ben is reminded instead." in check
    ask(story)
    story.until(16, 13, 1)
    assert "in place of Ada" in seen(story.nudge(story.ben))


def test_handed_to_another_zone_it_is_due_by_the_hours_there(story: Story) -> None:
    ask(story)
    assert "the answer is due Mon 16 Nov, 14:00" in story.said(story.ada, "/heed", "why 1")

    reply = story.said(story.ada, "/contact", "give 1 @cleo because she knows them")
    assert "The answer is now due Mon 16 Nov, 17:00, by Cleo's working hours." in reply

    story.until(16, 13, 1)  # nine in São Paulo
    nudge = seen(story.nudge(story.cleo))
    assert "The answer is due Mon 16 Nov, 13:00." in nudge
    assert "Ada handed it to you: “she knows them”, and it is due by your working hours" in nudge
    assert story.nudges(story.ada) == []
    assert "handed" in story.said(story.ada, "/contact", "give 1 @ben")
