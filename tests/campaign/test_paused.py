"""Pauses: a worker that sleeps past its lease, and wakes when another has done its work."""

import pytest

from tests.campaign.conftest import IS_LONG, Begin, Undisturbed
from tests.campaign.steps import Step, pauses
from tests.campaign.story import day, says
from tests.campaign.verdict import assert_as_complete
from tests.makers import ADA, at

# Where a worker holds no transaction: whoever sleeps in one keeps others waiting. So these have one
# thread each, as others might be in the middle of one.
PAUSES = (
    Step.LOOKED_AT,  # before the post
    Step.POSTED_NOT_ANSWERED,  # after it
    Step.CLAIMED,
    Step.DIGEST_GATHERED,
    Step.CHANNEL_KEPT,
    Step.SETTLED,
    Step.EDIT_CLAIMED,
    Step.EDIT_RENDERED,
    Step.EDITED_NOT_ANSWERED,
    Step.WHISPERED_NOT_ANSWERED,
)


@pytest.mark.parametrize("store", ["sqlite", "postgres"])
@pytest.mark.parametrize("step", PAUSES if IS_LONG else PAUSES[:2])
def test_a_worker_that_wakes_after_its_lease_says_nothing_twice(
    begin: Begin, undisturbed: Undisturbed, step: Step, store: str
) -> None:
    with begin(store, is_alone=False, fates=[pauses(step)]) as campaign:
        found = campaign.tell(day(campaign.wire.response_url))
        assert campaign.woken == 1
        assert_as_complete(found, undisturbed(day))


@pytest.mark.parametrize("store", ["sqlite", "postgres"] if IS_LONG else ["sqlite"])
def test_an_editor_that_wakes_and_dies_leaves_nothing_untrue(begin: Begin, store: str) -> None:
    """What it had rendered before it slept is out of date when it wakes."""
    fate = pauses(Step.EDIT_RENDERED, then=Step.EDITED_NOT_ANSWERED)
    with begin(store, is_alone=False) as campaign:
        story = day(campaign.wire.response_url)
        campaign.play(story.scenes[:1])
        campaign.pass_time(at("2026-11-20 15:00"))
        campaign.replace_by(fate)
        says(ADA, "/contact take 1")(campaign.desk)
        campaign.until_paused()
        says(ADA, "/contact to Acme: sent the quote")(campaign.desk)
        campaign.play(story.scenes[1:-1])
        campaign.play((("2026-11-23 11:00", story.scenes[-1][1][1:]),))
        campaign.judged()
        assert campaign.woken == 1
