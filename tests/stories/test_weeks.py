"""What a lead sees: the digest on Monday, and away members who are covered."""

from tests.stories.conftest import Story, seen


def digests(story: Story, who: object = None) -> list[str]:
    found = map(seen, story.nudges(who or story.ben))  # type: ignore[arg-type]
    return [one for one in found if "We have gone quiet" in one or "gone quiet" in one]


def test_on_monday_at_nine_the_lead_gets_one_digest(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.type(story.ada, "/promise", "Acme: send the quote by friday 5pm")
    story.until(17, 11, 0)
    story.type(story.ada, "/contact", "to Acme: sent it, they are glad happy")
    story.until(23, 8, 59)
    assert digests(story) == []

    story.until(23, 9, 5)
    story.until(23, 12, 0)

    [digest] = digests(story)
    assert "They wait for us" in digest
    assert "send the quote" in digest
    assert "Ada" in digest


def test_a_digest_comes_on_demand(story: Story) -> None:
    story.type(story.ben, "/heed", "digest")
    story.stage.settle()

    assert len(digests(story)) == 1


def test_a_digest_fits_however_much_there_is_to_say(story: Story) -> None:
    for at in range(30):
        words = "ä" * 1500
        story.type(story.ada, "/customer", f"add Customer number {at} with a long name")
        name = f"Customer number {at} with a long name"
        story.type(story.ada, "/contact", f"from {name}: {words}")
        story.type(story.ada, "/promise", f"{name}: {words} by friday")

    story.until(23, 9, 30)

    [digest] = digests(story)
    assert "more" in digest


def test_on_a_holiday_monday_the_digest_comes_on_the_next_working_morning(story: Story) -> None:
    story.type(story.ben, "/heed", "setup closed 2026-11-23")
    story.until(24, 8, 59)
    assert digests(story) == []

    story.until(24, 9, 5)

    assert len(digests(story)) == 1


def test_while_away_whoever_covers_is_nudged(story: Story) -> None:
    story.type(story.ada, "/heed", "away until wednesday cover @ben")
    story.type(story.ben, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 5)

    assert story.nudges(story.ada) == []
    assert "Acme" in seen(story.nudge(story.ben))


def test_check_reports_a_ladder_that_ends_at_nobody(story: Story) -> None:
    assert "Ben" in story.said(story.ada, "/heed", "check")

    story.slack.deactivate(story.ben)
    story.stage.settle()

    assert "no longer be reached" in story.said(story.ada, "/heed", "check")


def test_overnight_and_at_the_weekend_nothing_comes(story: Story) -> None:
    story.until(20, 16, 0)
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(23, 8, 59)
    assert story.nudges(story.ada) == []

    story.until(23, 11, 5)

    # What waits is in the morning's list; then its ladder goes on.
    brief, nudge = story.nudges(story.ada)
    assert "Your day" in seen(brief)
    assert "three quarters" in seen(nudge)
