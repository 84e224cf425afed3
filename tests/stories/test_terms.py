"""A company says what its customers are due, and hands one of them over."""

from tests.stories.conftest import Story, seen


def test_a_tier_is_set_up_and_a_customer_put_into_it(story: Story) -> None:
    assert "Tier gold is added" in story.said(story.ben, "/heed", "tier add gold target 1h")
    refused = story.type(story.ada, "/customer", "edit Acme tier golden").message
    assert refused is not None
    story.press(story.ada, refused, "draft.choose")
    assert "tier gold (before: standard)" in story.whispers(story.ada)[-1]

    reply = story.said(story.ada, "/contact", "from Acme: asks for a quote")
    assert "Answer due Mon 16 Nov, 11:00 (1 working hour)" in reply
    story.until(16, 10, 46)
    assert "three quarters of the time" in seen(story.nudge(story.ada))


def test_what_is_open_is_handed_over_with_a_button_and_comes_back_with_one(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.type(story.ada, "/promise", "Acme: send the quote by friday")
    reply = story.type(story.ada, "/customer", "edit Acme owner @ben").message
    assert reply is not None
    assert "Two open things stay with the former owner" in seen(reply)

    story.press(story.ada, reply, "customer.hand_over")
    assert "#1 and #2 are handed to Ben" in story.whispers(story.ada)[-1]
    assert "#1" in story.said(story.ben, "/mine", "")
    story.press(story.ada, reply, "customer.hand_over", as_seen=True)
    assert "Nothing of Acme is open" in story.whispers(story.ada)[-1]

    story.type(story.ada, "/heed", "undo")
    assert "#1" not in story.said(story.ben, "/mine", "")


def test_a_complaint_is_seen_as_one(story: Story) -> None:
    story.type(story.ben, "/heed", "tier standard complaint 1h")
    story.type(story.ada, "/contact", "from Acme: it broke again complaint")
    story.until(16, 11, 1)
    assert "with a complaint" in seen(story.nudge(story.ada))
    assert "· complaint" in story.said(story.ada, "/mine", "")
    assert "A complaint from tier standard" in story.said(story.ada, "/heed", "why 1")
