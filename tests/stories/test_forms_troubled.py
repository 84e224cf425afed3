"""Forms in trouble: slow stores, stores that are gone, old forms, and people who may not."""

import time
from copy import deepcopy
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.messages import ids
from bot.playground.slack import Fault, Member, View
from bot.store.tables import contacts, promises
from tests.stories.ailing import Patient
from tests.stories.conftest import Story, seen, words
from tests.stories.test_forms import opened, shown, text_of, told

Json = dict[str, Any]
FILLED = {"fill.direction": "inbound", "fill.words": "asks for a quote"}


def logged(story: Story) -> int:
    """How many contacts and promises are written down."""
    with story.stage.store.read() as connection:
        counts = [select(func.count()).select_from(table) for table in (contacts, promises)]
        return sum(int(connection.execute(count).scalar_one()) for count in counts)


def filled_in(story: Story) -> tuple[View, Json]:
    """The form of a contact with Acme, and what is to stand in it."""
    view = opened(story, "/contact")
    [acme, _] = story.slack.suggest(story.ada, view, "fill.customer", "Acm")
    return view, {**FILLED, "fill.customer": acme}


def last_sent(story: Story, kind: str) -> Json:
    every = [one.payload for one in story.slack.sent("interactive")]
    return dict(next(one for one in reversed(every) if one["type"] == kind))


def submission(story: Story, **changes: Any) -> Json:
    """What Slack sends of a form that is filled in, with changes of its view; it is not sent."""
    view, filled = filled_in(story)
    assert story.slack.submit(story.ada, view, {**filled, "fill.phrase": "whenever"}).errors
    sent = deepcopy(last_sent(story, "view_submission"))
    del sent["view"]["state"]["values"]["fill.phrase"]
    return {**sent, "view": sent["view"] | changes}


def slow(story: Story) -> Any:
    return Patient(story.stage.store, "").slow()


def test_a_form_opens_in_time_whatever_the_store_does_and_is_filled_in_later(story: Story) -> None:
    said = story.slack.say(story.ada, story.support, "could you send us a quote?")
    began = time.monotonic()
    with slow(story):
        assert story.slack.message_action(story.ada, said, "message.contact").ok
        assert time.monotonic() - began < 3
        assert "One moment" in text_of(shown(story).blocks)
        story.slack.wait_for(lambda: "fill.words" in str(shown(story).blocks), timeout=15)
    [of_words] = shown(story).state["fill.words"].values()
    assert of_words["value"] == "could you send us a quote?"


def test_nothing_fails_if_the_form_is_closed_before_it_could_be_filled_in(
    story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    with slow(story):
        assert story.slack.shortcut(story.ada, "shortcut.promise").ok
        story.slack.close(story.ada, shown(story))
        story.slack.wait_for(lambda: story.slack.calls("views.update"), timeout=15)
    story.stage.settle()
    assert story.slack.view(story.ada) is None
    assert [one for one in caplog.records if one.exc_info] == []


def test_a_form_stays_filled_in_while_the_store_is_down(story: Story) -> None:
    view, filled = filled_in(story)
    with Patient(story.stage.store, "").read_only():
        refused = story.slack.submit(story.ada, view, filled)
    assert "again in a minute" in " ".join(refused.errors.values())
    [of_words] = shown(story).state["fill.words"].values()
    assert of_words["value"] == "asks for a quote"

    assert story.slack.submit(story.ada, shown(story), {}).errors == {}
    assert "asks for a quote" in told(story)
    assert logged(story) == 1


@pytest.mark.parametrize("who", ["a guest", "of another company", "a bot"])
def test_whoever_may_not_is_told_so_in_the_form_and_nothing_is_logged(
    story: Story, who: str
) -> None:
    sent = submission(story)
    robot = story.slack.add_member("robot", is_bot=True)
    people: dict[str, Member] = {"a guest": story.gus, "of another company": story.ona}
    somebody = people.get(who, robot)
    user = sent["user"] | {"id": somebody.id, "team_id": somebody.team_id}

    answer = story.slack.send_again("interactive", {**sent, "user": user})

    assert answer.ok
    assert answer.body is not None
    [notice, *rest] = answer.body["view"]["blocks"]
    assert "nothing was changed" in " ".join(words(notice))
    assert [one["block_id"] for one in rest] == [one["block_id"] for one in sent["view"]["blocks"]]
    assert logged(story) == 0


def test_a_guest_who_opens_a_form_reads_why_there_is_none(story: Story) -> None:
    assert story.slack.shortcut(story.gus, "shortcut.contact").ok
    view = story.slack.view(story.gus)
    assert view is not None
    assert "not for guests" in text_of(view.blocks)
    assert view.controls == ()


def test_a_message_in_a_direct_message_of_two_is_logged(story: Story) -> None:
    """Heed is not in it, and cannot ask Slack for anything there."""
    private = story.slack.add_channel("dm", members=[story.ada, story.ben], bot=False, private=True)
    said = story.slack.say(story.ben, private, "Acme wants a quote")

    assert story.slack.message_action(story.ada, said, "message.contact").ok
    view = shown(story)
    [acme, _] = story.slack.suggest(story.ada, view, "fill.customer", "Acm")
    sent = story.slack.submit(story.ada, view, {"fill.customer": acme})

    assert sent.errors == {}
    assert f"/archives/{private.id}/p" in story.said(story.ada, "/customer", "Acme")


def test_what_a_bot_wrote_is_taken_for_theirs_and_what_hangs_on_a_message_for_its_words(
    story: Story,
) -> None:
    said = story.slack.say(story.ada, story.support, "x")
    assert story.slack.message_action(story.ada, said, "message.contact").ok
    story.slack.close(story.ada, shown(story))
    sent = last_sent(story, "message_action")
    of_bot = {"type": "message", "ts": said.ts, "text": "", "bot_id": "B1", "username": "Forms"}
    files = [{"id": "F1", "name": "complaint.pdf", "title": "Our complaint"}]
    for more, wanted in (({"files": files}, "Our complaint"), ({}, "")):
        payload = {**sent, "message": of_bot | more}
        payload["trigger_id"] = fresh_trigger(story)
        assert story.slack.send_again("interactive", payload).ok
        state = shown(story).state
        assert state["fill.words"]["fill.words"].get("value", "") in (wanted, None)
        assert state["fill.direction"]["fill.direction"]["selected_option"]["value"] == "inbound"
        assert "Forms wrote this" in text_of(shown(story).blocks)
        story.slack.close(story.ada, shown(story))


def fresh_trigger(story: Story) -> str:
    return story.slack._people._workspace.triggers.issue(story.ada.id)


@pytest.mark.parametrize("is_global", [True, False])
def test_a_trigger_that_came_too_late_is_answered_in_words(story: Story, is_global: bool) -> None:
    said = story.slack.say(story.ada, story.support, "please send us a quote")
    story.slack.faults.next("views.open", Fault.error("expired_trigger_id"), times=2)
    if is_global:
        assert story.slack.shortcut(story.ada, "shortcut.contact").ok
        assert "try it once more" in told(story)
    else:
        assert story.slack.message_action(story.ada, said, "message.contact").ok
        assert "try it once more" in told(story, story.support)
    assert story.slack.view(story.ada) is None


def test_a_form_that_is_sent_twice_is_logged_once(story: Story) -> None:
    view, filled = filled_in(story)
    assert story.slack.submit(story.ada, view, filled).errors == {}
    story.stage.settle()
    assert logged(story) == 1

    assert story.slack.send_again("interactive", last_sent(story, "view_submission")).ok
    story.stage.settle()
    assert logged(story) == 1


def test_an_answer_that_comes_after_half_an_hour_is_a_direct_message(story: Story) -> None:
    sent = submission(story)
    carried = ids.unpack(sent["view"]["private_metadata"])
    sent["view"]["private_metadata"] = ids.pack(**{**carried, "o": carried["o"] - 31 * 60})

    assert story.slack.send_again("interactive", sent).ok
    story.stage.settle()

    assert "asks for a quote" in seen(story.nudge(story.ada))


@pytest.mark.parametrize("carried", ["", "v9|a=1", '{"zz":1}', "[]", '{"a":7,"o":"x","c":"y"}'])
def test_a_form_from_before_an_upgrade_is_logged_all_the_same(story: Story, carried: str) -> None:
    sent = submission(story, private_metadata=carried)

    answer = story.slack.send_again("interactive", sent)
    story.stage.settle()

    assert answer.ok
    assert logged(story) == 1
    assert "asks for a quote" in seen(story.nudge(story.ada))


def test_what_is_wrong_with_one_field_is_said_there(story: Story) -> None:
    story.type(story.ada, "/customer", "add Globex")
    view = opened(story, "/customer", "edit acme")
    taken = story.slack.submit(story.ada, view, {"fill.name": "Globex"})
    assert "two cannot share a name" in taken.errors["fill.name"]
    absent = {"fill.name": "Acme", "fill.owner": story.gus}
    refused = story.slack.submit(story.ada, shown(story), absent)
    assert "only active members" in refused.errors["fill.owner"]


def test_what_is_wrong_with_all_of_a_form_is_said_above_it_and_it_stays_filled_in(
    story: Story,
) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.until(16, 13, 1)
    story.press(story.ada, story.nudge(story.ada), "thing.more", option="give:1")
    story.type(story.ben, "/contact", "answered 1")

    for _ in range(2):
        filled = {"member": story.ben, "reason": "They expect a call"}
        assert story.slack.submit(story.ada, shown(story), filled).errors == {}
        said = text_of(shown(story).blocks)
        assert said.count("is answered already; nothing was changed") == 1
        assert shown(story).state["reason"]["reason"]["value"] == "They expect a call"


def test_a_verb_with_its_number_alone_opens_the_form_for_the_rest(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.type(story.ada, "/promise", "Acme: send the terms by friday")

    view = opened(story, "/contact", "give #1")
    assert "asks for a quote" in text_of(view.blocks)
    assert story.slack.submit(story.ada, view, {"member": story.ben}).errors == {}
    assert "Ben" in told(story)

    view = opened(story, "/promise", "move 2 to")
    assert "send the terms" in text_of(view.blocks)
    filled = {"date": "2026-11-24", "reason": "rain", "told": "told"}
    assert story.slack.submit(story.ada, view, filled).errors == {}
    assert "24 Nov" in told(story)

    assert "is an inquiry" in story.said(story.ada, "/promise", "move 1 to friday because rain")
    story.type(story.ada, "/promise", "kept 2")
    assert story.slack.view(story.ada) is None
    assert story.type(story.ada, "/promise", "move 2")
    assert story.type(story.ada, "/promise", "move 1")
    assert "There is no #9" in story.said(story.ada, "/contact", "give 9")
    assert story.slack.view(story.ada) is None


def test_a_number_alone_brings_its_customer_into_the_form(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")

    view = opened(story, "/contact", "#1 sent the quote")
    assert view.state["fill.customer"]["fill.customer"]["selected_option"]["text"]["text"] == "Acme"
    assert view.state["fill.words"]["fill.words"]["value"] == "sent the quote"
    assert story.slack.submit(story.ada, view, {"fill.direction": "outbound"}).errors == {}
    assert "answered" in told(story)

    assert "There is no #9" in story.said(story.ada, "/contact", "#9 sent the quote")


FORGED = [  # what stands in one field, as no client of Slack's sends it
    ("fill.words", {"type": "checkboxes", "selected_options": [{"value": "x"}]}),
    ("fill.phrase", {"type": "checkboxes", "selected_options": [{"value": "friday"}]}),
    ("fill.marks", {"type": "plain_text_input", "value": "fyi"}),
    ("fill.direction", {"type": "checkboxes", "selected_options": []}),
    ("fill.customer", {"type": "external_select", "selected_option": {"value": "x"}}),
    ("fill.customer", {"type": "external_select", "selected_option": {"value": "9" * 21}}),
    ("fill.customer", {"type": "external_select", "selected_option": {"value": "²"}}),
    ("fill.customer", {"type": "external_select", "selected_option": {"value": "+"}}),
]


@pytest.mark.parametrize(("field", "element"), FORGED)
def test_a_field_that_nobody_filled_in_so_is_refused_in_words(
    story: Story, caplog: pytest.LogCaptureFixture, field: str, element: Json
) -> None:
    sent = submission(story)
    sent["view"]["state"]["values"][field] = {field: element}

    answer = story.slack.send_again("interactive", sent)
    story.stage.settle()

    assert answer.ok
    assert answer.body is None or "went wrong" not in str(answer.body)
    assert [one for one in caplog.records if one.exc_info] == []


@pytest.mark.parametrize("callback_id", ["team.setup", "tier.setup", "team.tier"])
@pytest.mark.parametrize("carried", ["", "x", "[]", '{"t":"\\ud800","o":1}', '{"t":-1}'])
def test_a_set_up_form_that_is_none_of_ours_is_refused_in_words(
    story: Story, caplog: pytest.LogCaptureFixture, callback_id: str, carried: str
) -> None:
    sent = submission(story, private_metadata=carried, callback_id=callback_id)

    answer = story.slack.send_again("interactive", sent)

    assert answer.ok
    assert "went wrong" not in str(answer.body)
    assert [one for one in caplog.records if one.exc_info] == []


def test_a_button_that_carries_what_no_store_takes_is_too_old(
    story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    asked = story.type(story.ben, "/customer", "hand over @ada to @ben")
    assert asked.message is not None
    story.press(story.ben, asked.message, "customer.hand_all")
    sent = deepcopy(last_sent(story, "block_actions"))
    sent["actions"][0]["value"] = '{"f":"\\ud800","t":"\\ud800"}'
    sent["actions"][0]["action_ts"] = "1.2"

    assert story.slack.send_again("interactive", sent).ok
    story.stage.settle()

    assert [one for one in caplog.records if one.exc_info] == []
