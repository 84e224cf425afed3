"""Bad input and hostile words: a plain sentence, the words given back, nothing lost or leaked."""

import sqlite3
from contextlib import closing

import pytest
from slack_sdk import WebClient

from bot.playground.slack import Status
from tests.stories.conftest import Story, seen

LONG = "x" * 10_000


@pytest.mark.parametrize(
    ("command", "words", "answer"),
    [
        ("/contact", f"from Acme: {LONG}", "at most 2,000"),
        ("/contact", 'from "Acme: is anybody there', "quote"),  # never closed
        ("/contact", "from ---", "name is missing"),  # marks alone
        ("/contact", "from @ben: hello", "know no customer “@ben”"),  # a mention is a name
        ("/promise", "Acme: send the quote", "by"),  # no date
        ("/promise", "Acme: send it by last friday", "over"),
        ("/promise", "Acme: send it by 03/04", "03/04"),  # two readings
        ("/promise", "kept 4711", "no #4711"),
        ("/contact", "answered 4711", "no #4711"),
        ("/customer", "Nobody Inc", "Nobody Inc"),
        ("/heed", "away until blue", "blue"),
        ("/heed", "setup hours whenever", "whenever"),
        ("/heed", "fnord", "fnord"),
        ("/mine", "fnord", "fnord"),
    ],
)
def test_every_refusal_says_what_is_wrong_and_gives_the_words_back(
    story: Story, command: str, words: str, answer: str
) -> None:
    said = story.said(story.ada, command, words)

    assert answer in said
    if words and not words.endswith(LONG):
        assert words.split()[-1].strip('"') in said


def test_an_unknown_customer_is_added_with_one_button_and_the_rest_is_done(story: Story) -> None:
    refused = story.type(story.ada, "/promise", "Globex: call back by friday noon").message
    assert refused is not None

    story.press(story.ada, refused, "draft.add")
    story.press(story.ada, refused, "draft.add", as_seen=True)

    card = story.said(story.ada, "/customer", "Globex")
    assert card.count("call back") == 1


def test_a_near_miss_asks_and_goes_on_with_the_one_that_was_meant(story: Story) -> None:
    refused = story.type(story.ada, "/contact", "from Acmee: asks for a quote").message
    assert refused is not None
    assert "Did you mean" in seen(refused)

    story.press(story.ada, refused, "draft.meant")

    assert "asks for a quote" in story.said(story.ada, "/customer", "Acme")


def test_a_date_with_two_readings_is_chosen_by_a_button(story: Story) -> None:
    refused = story.type(story.ada, "/promise", "Acme: send it by 03/04").message
    assert refused is not None
    [first, _second] = [one for one in refused.controls if "draft.choose" in one.action_id]

    story.press(story.ada, refused, first.action_id)

    assert "send it" in story.said(story.ada, "/mine", "")


def test_a_vague_date_is_made_exact_by_a_button(story: Story) -> None:
    refused = story.type(story.ada, "/promise", "Acme: send the draft by early next week").message
    assert refused is not None
    assert "too loose" in seen(refused)
    [monday, tuesday] = [one for one in refused.controls if "draft.choose" in one.action_id]

    story.press(story.ada, refused, tuesday.action_id)

    assert "send the draft" in story.said(story.ada, "/mine", "")
    assert monday.action_id != tuesday.action_id


def test_what_is_typed_twice_is_logged_once_unless_it_is_meant(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    again = story.type(story.ada, "/contact", "from Acme: asks for a quote").message
    assert again is not None
    assert "already" in seen(again)

    story.press(story.ada, again, "draft.again")

    assert story.said(story.ada, "/customer", "Acme").count("asks for a quote") >= 2


def test_the_last_by_is_the_date_and_a_customer_may_be_called_by(story: Story) -> None:
    story.type(story.ada, "/customer", 'add "by"')

    reply = story.said(story.ada, "/promise", '"by": send it by courier by friday')

    assert "send it by courier" in reply
    assert "Friday 20 November" in reply


HOSTILE = [
    "<!channel> look",
    "<@U0HEEDBOT1> and <!here>",
    "<https://evil.example|your bank> says",
    "*bold* _sly_ ~gone~ `code`",
    "שלום, איפה ההזמנה שלנו?",
    "🔥🔥🔥 it burns 🔥🔥🔥",
    "Robert'); DROP TABLE customers;--",
    "&lt;!channel&gt; again",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_nobody_is_paged_by_a_customers_words(story: Story, words: str) -> None:
    """Typed into a command, shown in the reply, the reminder, the lead's and the card."""
    story.slack.command(story.ada, "/contact", f"from Acme: {words}")
    story.until(16, 16, 5)
    story.type(story.ada, "/customer", "Acme")

    everything = str([call.params for call in story.slack.log]) + str(
        [sent.answer for sent in story.slack.sent("slash_commands")]
    )
    assert len(story.nudges(story.ada)) == 2
    assert "<!channel>" not in everything
    assert "<!here>" not in everything
    assert "<https://evil.example|" not in everything


def test_guests_and_outsiders_get_a_polite_no(story: Story) -> None:
    said = story.said(story.gus, "/contact", "from Acme: asks for a quote")

    assert "guests" in said
    assert "asks for a quote" not in story.said(story.ada, "/customer", "Acme")


def test_an_outsider_in_a_shared_channel_presses_and_nothing_happens(story: Story) -> None:
    story.type(story.ben, "/heed", "setup channel #support")
    story.type(story.ben, "/heed", "setup reminders channel")
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 14, 5)
    [posted] = [one for one in story.slack.messages(story.support) if not one.is_ephemeral]
    story.slack.invite(story.support, story.ona)

    story.press(story.ona, posted, "thing.answered")
    story.react(story.ona, posted, "white_check_mark")

    assert "#1" in story.said(story.ada, "/mine", "")


def test_a_channel_that_outsiders_can_read_gets_nothing(story: Story) -> None:
    story.type(story.ben, "/heed", "setup channel #support")
    story.type(story.ben, "/heed", "setup reminders channel")
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.share(story.support)
    story.until(16, 14, 5)

    assert [one for one in story.slack.messages(story.support) if not one.is_ephemeral] == []
    assert len(story.nudges(story.ada)) == 2, "it comes by direct message instead"


def test_a_button_of_an_old_message_answers_politely(story: Story) -> None:
    blocks = [
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "action_id": "from.before",
                    "text": {"type": "plain_text", "text": "Press me"},
                    "value": "1",
                }
            ],
        }
    ]
    client = WebClient(token=story.slack.bot_token, base_url=story.slack.api_url)
    client.chat_postMessage(channel=story.ada.id, text="An old one.", blocks=blocks)

    story.press(story.ada, story.nudge(story.ada), "from.before")

    assert "older message" in story.whispers(story.ada)[-1]


def test_plain_words_to_heed_are_read_as_a_command_or_answered_with_help(story: Story) -> None:
    story.slack.say(story.ada, None, "contact from Acme: asks for a quote")
    story.stage.settle()
    assert "Logged for" in seen(story.nudge(story.ada))

    story.slack.say(story.ada, None, "hello?")
    story.stage.settle()
    assert "/contact" in seen(story.nudge(story.ada))


def test_an_event_that_comes_twice_is_answered_once(story: Story) -> None:
    story.slack.duplicate_next_event()
    story.slack.say(story.ada, None, "contact from Acme: asks for a quote")
    story.stage.settle()

    assert len([one for one in story.nudges(story.ada) if "Logged for" in seen(one)]) == 1


def test_somebody_who_left_is_not_nudged(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.slack.deactivate(story.ada)
    story.stage.settle()
    story.until(16, 13, 5)

    assert story.nudges(story.ada) == []
    assert "Acme" in seen(story.nudge(story.ben))


def test_the_store_is_gone_and_the_words_are_given_back(story: Story) -> None:
    somebody_else = sqlite3.connect(story.stage.store.url.database or "", isolation_level=None)
    with closing(somebody_else):
        somebody_else.execute("BEGIN IMMEDIATE")
        outcome = story.slack.command(story.ada, "/contact", "from Acme: asks for a quote")
        somebody_else.execute("ROLLBACK")

    assert outcome.status is Status.ACKNOWLEDGED
    assert outcome.message is not None
    assert "from Acme: asks for a quote" in seen(outcome.message)
    assert "Logged for" in story.said(story.ada, "/contact", "from Acme: asks for a quote")


def test_a_store_that_is_gone_gives_the_words_back_and_comes_back(story: Story) -> None:
    somebody_else = sqlite3.connect(story.stage.store.url.database or "", isolation_level=None)
    with closing(somebody_else):
        somebody_else.execute("ALTER TABLE contacts RENAME TO away")
        said = story.said(story.ada, "/contact", "from Acme: asks for a quote")
        somebody_else.execute("ALTER TABLE away RENAME TO contacts")

    assert "from Acme: asks for a quote" in said
    assert "Logged for" in story.said(story.ada, "/contact", "from Acme: asks for a quote")


def test_two_customers_cannot_be_called_alike(story: Story) -> None:
    assert "already" in story.said(story.ada, "/customer", "add  ACME")
    assert "already" in story.said(story.ben, "/customer", "add “Acme”")
