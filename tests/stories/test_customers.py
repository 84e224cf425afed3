"""A company looks at its customers, merges two, hands all of somebody's over, forgets one."""

from bot.playground.slack import Message
from tests.stories.conftest import Story, seen


def test_a_customer_is_known_by_the_way_and_its_card_turns_its_pages(story: Story) -> None:
    story.type(story.ada, "/customer", "needs Acme: invoices by post")
    story.type(story.ada, "/customer", "people Acme: Jo Doe (CFO), Sam")
    for number in range(7):
        story.type(story.ada, "/contact", f"to Acme: word {number} by phone fyi")
        story.wait(minutes=1)
    card = story.type(story.ben, "/customer", "Acme").message
    assert card is not None
    assert "Nobody waits" in seen(card)
    assert "invoices by post" in seen(card)
    assert "Jo Doe (CFO); Sam" in seen(card)
    assert "word 1" not in seen(card)
    story.press(story.ben, card, "customer.page")
    assert "word 1" in story.whispers(story.ben)[-1]


def test_two_customers_become_one_and_two_again(story: Story) -> None:
    story.type(story.ben, "/customer", "add Acme Inc")
    story.type(story.ben, "/contact", "from Acme Inc: asks for a quote")
    wish = story.type(story.ben, "/customer", "merge Acme Inc into Acme").message
    assert wish is not None
    assert "One inquiry, one contact and one name would move" in seen(wish)
    story.press(story.ben, wish, "customer.merge")
    assert "is a part of" in story.whispers(story.ben)[-1]
    assert "asks for a quote" in story.said(story.ada, "/customer", "Acme Inc")
    story.until(16, 13, 1)
    assert "Acme waits for you" in seen(story.nudge(story.ben)).replace("*", "")
    assert "are two customers again" in story.said(story.ben, "/heed", "undo")
    story.wait(minutes=1)
    assert "Acme Inc waits for you" in seen(story.nudge(story.ben)).replace("*", "")


def test_all_of_somebodys_is_handed_over_with_one_message(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.type(story.ada, "/promise", "Acme: send the quote by friday")
    wish = story.type(story.ben, "/customer", "hand over @ada to @cleo").message
    assert wish is not None
    before = len(story.nudges(story.cleo))
    story.press(story.ben, wish, "customer.hand_all")
    story.wait(minutes=5)
    # She is in São Paulo, and not at work yet.
    assert story.nudges(story.cleo)[before:] == []
    story.until(16, 13, 1)
    [told] = [one for one in story.nudges(story.cleo) if "handed everything" in seen(one)]
    assert "Ben handed everything of Ada's to you" in seen(told)
    assert "#1" in story.said(story.cleo, "/mine", "")
    assert "handed all that was yours" in seen(story.nudge(story.ada))
    story.type(story.ben, "/heed", "undo")
    assert "#1" in story.said(story.ada, "/mine", "")
    story.stage.settle()
    for reader in (story.ada, story.cleo):
        [gone] = [one for one in story.nudges(reader) if "Ben took this back: Ben" in seen(one)]
        assert "Undo" not in str(gone.blocks)


def test_a_hand_over_that_is_taken_back_at_once_is_one_edited_message(story: Story) -> None:
    wish = story.type(story.ben, "/customer", "hand over @ada to @ben").message
    assert wish is not None
    before = len(story.nudges(story.ada))
    story.press(story.ben, wish, "customer.hand_all")
    story.wait(minutes=2)
    assert "Ben took over all that was yours" in seen(story.nudge(story.ada))
    story.type(story.ben, "/heed", "undo")
    story.wait(minutes=10)

    [one] = story.nudges(story.ada)[before:]
    assert "Ben took this back: Ben" in seen(one)


def test_what_others_were_told_of_a_customer_is_edited_once_it_is_forgotten(story: Story) -> None:
    story.type(story.ada, "/customer", "needs Acme: zanzibar by post")
    wish = story.type(story.ben, "/customer", "hand over @ada to @cleo").message
    assert wish is not None
    story.press(story.ben, wish, "customer.hand_all")
    story.until(16, 13, 1)
    [told] = [one for one in story.nudges(story.cleo) if "handed everything" in seen(one)]
    assert "Acme" in str(told)
    assert "zanzibar" in str(told)
    wish = story.type(story.cleo, "/customer", "forget Acme").message
    assert wish is not None
    story.press(story.cleo, wish, "customer.forget")
    story.wait(minutes=1)
    [told] = [one for one in story.nudges(story.cleo) if "handed everything" in seen(one)]
    assert "a forgotten customer" in str(told)
    assert "Acme" not in str(told)
    assert "zanzibar" not in str(told)


def test_a_forgotten_customer_is_gone_from_what_was_said(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a zanzibar")
    story.until(16, 13, 1)
    assert "zanzibar" in seen(story.nudge(story.ada))
    wish = story.type(story.ada, "/customer", "forget Acme").message
    assert wish is not None
    assert "cannot be undone" in seen(wish)
    story.press(story.ada, wish, "customer.forget")
    story.wait(minutes=1)
    assert not [one for one in story.nudges(story.ada) if "zanzibar" in seen(one)]
    assert "a forgotten customer" in seen(story.nudge(story.ada))
    assert "I know no customer" in story.said(story.ben, "/customer", "Acme")


def test_an_owner_hears_what_somebody_else_did_with_theirs(story: Story) -> None:
    story.type(story.ada, "/promise", "Acme: send the quote by friday")
    story.type(story.cleo, "/promise", "move 1 to tuesday because of rain")
    story.stage.settle()
    told = story.nudge(story.ada)
    assert "Cleo gave your promise to *Acme* #1 a new date: Tuesday 17 November" in seen(told)

    story.press(story.ada, told, "change.undo")

    assert "Fri 20 Nov" in story.said(story.ada, "/mine", "")
    before = len(story.nudges(story.ada))
    story.type(story.ada, "/promise", "withdraw 1 because of rain")
    story.stage.settle()
    assert len(story.nudges(story.ada)) == before


def test_a_lead_hears_who_changed_their_team_and_nobody_else_may(story: Story) -> None:
    assert "Only Ben, who leads everyone" in story.said(story.ada, "/heed", "setup zone Lisbon")
    story.slack.alter(story.ada, is_admin=True)
    story.stage.settle()
    story.type(story.ada, "/heed", "setup zone Madrid")
    story.stage.settle()
    assert "Ada changed the set-up of everyone" in seen(story.nudge(story.ben))


def test_what_others_did_at_night_is_read_in_the_morning_in_one_message(story: Story) -> None:
    story.type(story.ada, "/promise", "Acme: send the quote by friday")
    story.type(story.ada, "/promise", "Acme: call back by friday")
    story.until(16, 20, 0)
    before = len(story.nudges(story.ada))
    story.type(story.cleo, "/promise", "move 1 to thursday because of rain")
    story.type(story.cleo, "/promise", "withdraw 2 because of rain")
    story.stage.settle()
    assert len(story.nudges(story.ada)) == before
    story.until(17, 9, 1)
    # They are a part of that morning's brief.
    [told] = [one for one in story.nudges(story.ada) if "What others did" in seen(one)]
    assert "Your day" in seen(told)
    assert "Cleo gave your promise to *Acme* #1 a new date" in seen(told)
    assert "Cleo withdrew your promise to *Acme* #2" in seen(told)
    assert "Mon 16 Nov, 20:00: Cleo withdrew" in seen(told)


def test_who_stands_in_is_told_and_that_it_is_over(story: Story) -> None:
    story.type(story.ada, "/promise", "Acme: send the quote by friday")
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    before = len(story.nudges(story.ben))
    story.type(story.ada, "/heed", "away until monday cover @ben")
    story.stage.settle()
    [told] = story.nudges(story.ben)[before:]
    said = seen(told).replace("*", "")
    assert (
        "You stand in for Ada until Monday 23 November, 9:00: one inquiry and one promise" in said
    )
    story.type(story.ada, "/heed", "back")
    story.stage.settle()
    assert "Ada is back: you no longer stand in for Ada" in seen(story.nudge(story.ben))


def test_a_card_leads_to_everything_that_changes_a_customer(story: Story) -> None:
    story.type(story.ada, "/customer", "add Acme Inc")
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    card = story.type(story.ada, "/customer", "Acme Inc").message
    assert card is not None

    story.press(story.ada, card, "customer.edit")
    view = story.slack.view(story.ada)
    assert view is not None
    assert view.state["fill.name"]["fill.name"]["value"] == "Acme Inc"
    story.slack.close(story.ada, view)

    story.press(story.ada, card, "customer.more", option="Merge …")
    view = story.slack.view(story.ada)
    assert view is not None
    assert story.slack.suggest(story.ada, view, "fill.customer", "Globex") == []
    [acme] = story.slack.suggest(story.ada, view, "fill.customer", "Acme")
    assert acme["text"]["text"] == "Acme"  # and not the one that is merged
    assert story.slack.submit(story.ada, view, {"fill.customer": acme}).errors == {}
    assert "becomes part of" in last_whisper(story) or "Merge" in last_whisper(story)

    card = story.type(story.ada, "/customer", "Acme").message
    assert card is not None
    story.press(story.ada, card, "customer.more", option="Hand over …")
    view = story.slack.view(story.ada)
    assert view is not None
    assert story.slack.submit(story.ada, view, {"member": story.ben}).errors == {}
    assert "owned by Ben now" in last_whisper(story)
    assert "#1 is handed to Ben, too" in last_whisper(story)

    story.press(story.ben, ben_card(story), "customer.more", option="Forget …")
    assert "forget" in seen(story.slack.dm(story.ben)[-1]).lower()


def last_whisper(story: Story) -> str:
    story.stage.settle()
    return story.whispers(story.ada)[-1]


def ben_card(story: Story) -> Message:
    card = story.type(story.ben, "/customer", "Acme").message
    assert card is not None
    return card
