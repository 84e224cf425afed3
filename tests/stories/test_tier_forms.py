"""Tiers are set up in a form: by its bare command, or over the form of a team."""

from typing import Any

import pytest

from bot.playground.slack import Member, SubmitOutcome, View
from tests.stories.conftest import Story
from tests.stories.test_setup_forms import now, opened, shown


@pytest.fixture(autouse=True)
def is_admin(story: Story) -> None:
    """Ada leads nobody, and may set up all the same."""
    story.slack.alter(story.ada, is_admin=True)
    story.stage.settle()


def fill(story: Story, who: Member, filled: dict[str, Any]) -> SubmitOutcome:
    view = now(story, who)
    done = story.slack.submit(who, view, {block(view, name): one for name, one in filled.items()})
    story.stage.settle()
    return done


def block(view: View, name: str) -> str:
    return next(one.block_id for one in view.controls if one.block_id.split(".")[2:3] == [name])


def choose(story: Story, who: Member, tier: str) -> View:
    view = now(story, who)
    menu = next(one for one in view.controls if one.block_id.startswith("tier.chosen"))
    assert story.slack.press(who, view, block_id=menu.block_id, option=tier).ok
    story.stage.settle()
    return now(story, who)


def errors(done: SubmitOutcome) -> dict[str, str]:
    return {name.split(".")[2]: said for name, said in done.errors.items()}


def test_a_tier_is_changed_in_the_form_that_the_bare_command_opens(story: Story) -> None:
    assert "standard" in str(opened(story, story.ada, "tier").state)
    view = choose(story, story.ada, "key")
    assert "2 working hours" in str(view.state)

    done = fill(story, story.ada, {"target": "90 min", "complaint": "1h", "urgent": ["on"]})

    assert done.errors == {}
    said = story.whispers(story.ada)[-1]
    assert "1½ working hours (before: an answer within 2 working hours)" in said
    assert "to a complaint within 1 working hour" in said
    assert "cadence" not in said
    assert "urgent" in story.said(story.ada, "/heed", "tier list")


def test_the_form_of_a_team_leads_to_it_and_stands_as_it_was_afterwards(story: Story) -> None:
    opened(story, story.ada)
    view = now(story, story.ada)
    story.slack.fill(story.ada, view, {block(view, "country"): "Germany"})
    story.slack.press(story.ada, now(story, story.ada), "team.tiers")
    story.stage.settle()
    assert len(story.slack.views(story.ada)) == 2

    assert fill(story, story.ada, {"cadence": "every 3 weeks"}).errors == {}

    assert "at least every 21 days (before:" in story.whispers(story.ada)[-1]
    under = now(story, story.ada)
    assert "Next week looks like this" in shown(under)
    assert "Germany" in str(under.state)


def test_all_that_is_wrong_with_a_tier_is_said_at_once(story: Story) -> None:
    opened(story, story.ada, "tier")

    done = fill(
        story, story.ada, {"target": "soon", "update": "1 week", "cadence": "2 working days"}
    )

    wrong = errors(done)
    assert set(wrong) == {"target", "update", "cadence"}
    assert all(len(said) <= 150 for said in wrong.values())
    assert "5 working days" in wrong["update"]

    right = {"target": "2h", "complaint": "3h", "update": "5d", "cadence": "10 days"}
    assert set(errors(fill(story, story.ada, right))) == {"complaint"}
    assert fill(story, story.ada, {"complaint": None}).errors == {}


def test_a_tier_is_added_and_what_was_typed_is_not_left_by_a_slip(story: Story) -> None:
    opened(story, story.ada, "tiers")
    view = now(story, story.ada)
    story.slack.fill(story.ada, view, {block(view, "target"): "3h"})

    kept = choose(story, story.ada, "+")
    assert "Not saved yet: “An answer within”" in shown(kept)
    assert "3h" in str(kept.state)
    choose(story, story.ada, "+")

    assert set(errors(fill(story, story.ada, {"name": "key", "target": "1h"}))) == {"name"}
    assert fill(story, story.ada, {"name": "Strategic", "target": "1h"}).errors == {}
    assert "Tier strategic is added" in story.whispers(story.ada)[-1]
    assert "due an answer within 4 working hours" not in story.whispers(story.ada)[-1]


def test_guests_are_refused_and_the_text_is_there_as_before(story: Story) -> None:
    assert "members of this workspace" in story.said(story.gus, "/heed", "tier")
    assert "standard" in story.said(story.ada, "/heed", "tier list")
