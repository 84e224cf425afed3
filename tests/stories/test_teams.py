"""Two teams: one in Berlin, one in São Paulo, each with its feasts; what arrives when."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.playground.slack import Member
from tests.stories.conftest import Story, seen

SAO_PAULO = ZoneInfo("America/Sao_Paulo")


def two_teams(story: Story) -> None:
    """Ada and Ben are in Berlin; Cleo is alone in São Paulo and led by Ben, too."""
    for words in (
        "setup zone Europe/Berlin",
        "setup country DE-BE",
        "team add São Paulo",
        "team São Paulo members @cleo",
        "team São Paulo zone sao paulo",
        "team São Paulo country BR-SP",
        "team São Paulo lead @ben",
    ):
        story.type(story.ben, "/heed", words)
    story.type(story.cleo, "/customer", "add Globex")


def there(story: Story, day: int, hour: int, minute: int = 5) -> None:
    """Let the clock run to a day of that November, in São Paulo."""
    story.stage.set(datetime(2026, 11, day, hour, minute, tzinfo=SAO_PAULO))


def about(story: Story, who: Member, name: str) -> list[str]:
    return [text for text in map(seen, story.nudges(who)) if name in text]


def test_a_feast_in_one_team_is_a_working_day_in_the_other(story: Story) -> None:
    """Friday the 20th is a holiday in Brazil; both customers write the afternoon before."""
    two_teams(story)
    for member in (story.ada, story.cleo):
        story.type(member, "/heed", "brief off")
    story.until(19, 16, 30)
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    there(story, 19, 16, 0)
    story.type(story.cleo, "/contact", "from Globex: asks for a date")

    story.until(20, 11, 35)
    assert len(about(story, story.ada, "Acme")) == 1
    there(story, 20, 16, 0)
    assert about(story, story.cleo, "Globex") == []

    there(story, 23, 10, 55)
    assert about(story, story.cleo, "Globex") == []
    there(story, 23, 11, 5)
    assert len(about(story, story.cleo, "Globex")) == 1


def test_a_team_is_shown_with_its_people_its_feasts_and_next_week(story: Story) -> None:
    two_teams(story)
    shown = story.said(story.cleo, "/heed", "team show")
    for words in ("São Paulo", "your team", "Ben", "Cleo", "Brazil (São Paulo)", "Fri 20 Nov"):
        assert words in shown
    assert "Mon 23 Nov" in shown
    assert "another team" in story.said(story.cleo, "/heed", "team everyone")
    listed = story.said(story.ada, "/heed", "team list")
    assert "everyone* (yours)" in listed
    assert "1 person" in listed


def test_a_lead_of_two_teams_gets_one_digest_of_both(story: Story) -> None:
    two_teams(story)
    story.type(story.ada, "/promise", "Acme: send the quote by thursday")
    story.type(story.cleo, "/promise", "Globex: name a date by thursday")
    story.until(23, 9, 5)
    [digest] = [text for text in map(seen, story.nudges(story.ben)) if "gone quiet" in text]
    # What the brief of the same morning lists is not listed twice.
    assert "in your brief of this morning" in digest or "Acme" in digest
    assert "Globex" in digest


def test_who_moves_is_told_by_another_clock_from_then_on(story: Story) -> None:
    """Slack says that Ada is in São Paulo now: her day begins when it is one in Berlin."""
    two_teams(story)
    story.type(story.ada, "/promise", "Acme: send the quote by tomorrow noon")
    story.slack.change_zone(story.ada, "America/Sao_Paulo")
    story.stage.settle()
    story.until(16, 12, 55)
    assert about(story, story.ada, "Acme") == []
    story.until(16, 13, 5)
    assert len(about(story, story.ada, "Acme")) == 1
    story.until(17, 12, 55)
    assert len(about(story, story.ada, "Acme")) == 1
    story.until(17, 13, 5)
    assert len(about(story, story.ada, "Acme")) == 2


def test_shorter_days_bring_no_wave_and_longer_ones_neither(story: Story) -> None:
    for name in ("Bolt", "Core", "Dyn"):
        story.type(story.ada, "/customer", f"add {name}")
        story.type(story.ada, "/contact", f"from {name}: hello")
    story.until(16, 11, 0)
    story.type(story.ben, "/heed", "setup hours daily 0-24 in Asia/Tokyo")
    story.until(16, 11, 30)
    assert story.nudges(story.ada) == []


def test_whose_day_is_short_is_left_in_peace_for_the_rest_of_it(story: Story) -> None:
    story.type(story.ada, "/heed", "hours mon-thu 9-12")
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 14, 30)
    assert story.nudges(story.ada) == []
    story.until(17, 9, 5)
    assert "Acme" in seen(story.nudge(story.ada))
