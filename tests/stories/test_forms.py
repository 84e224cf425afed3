"""Forms: what a command lacks is asked for, picked or in words; nothing filled in is lost."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from bot.playground.slack import Channel, View
from tests.stories.conftest import Story, seen, words


def opened(story: Story, command: str, words: str = "") -> View:
    """Type a command that opens a form."""
    outcome = story.slack.command(story.ada, command, words)
    assert outcome.ok
    assert outcome.message is None, outcome.message
    view = story.slack.view(story.ada)
    assert view is not None
    return view


def told(story: Story, where: Channel | None = None) -> str:
    """What Heed said last to Ada alone, in its direct message or in a channel."""
    story.stage.settle()
    where = where or story.slack.direct(story.ada)
    return seen(story.slack.messages(where, viewer=story.ada)[-1])


def test_a_contact_is_logged_by_picking(story: Story) -> None:
    view = opened(story, "/contact")
    [acme, add] = story.slack.suggest(story.ada, view, "fill.customer", "ac")

    assert acme["text"]["text"] == "Acme"
    assert add["text"]["text"] == "Add “ac”"
    filled = {
        "fill.customer": acme,
        "fill.direction": "inbound",
        "fill.words": "asks for a quote",
        "fill.via": "phone",
        "fill.marks": ["complaint"],
    }
    sent = story.slack.submit(story.ada, view, filled)

    assert sent.errors == {}
    assert sent.ok
    said = told(story)
    assert "Acme" in said
    assert "by phone" in said
    assert "complaint" in said


def test_a_promise_is_made_in_words_or_by_picking_the_day(story: Story) -> None:
    for when in ({"fill.phrase": "friday 5pm"}, {"fill.date": "2026-11-20", "fill.time": "17:00"}):
        view = opened(story, "/promise", "Acme")
        sent = story.slack.submit(story.ada, view, {"fill.words": "send the quote"} | when)

        assert sent.errors == {}
        assert "Friday 20 November, 17:00 (Berlin time)" in told(story)


@pytest.mark.parametrize(
    ("command", "words", "filled"),
    [
        ("/contact", "", {}),
        ("/contact", "from Acme:", {"direction": "inbound", "customer": "Acme"}),
        ("/contact", "to Acme", {"direction": "outbound", "customer": "Acme"}),
        ("/contact", "from acme by phone", {"customer": "Acme", "via": "Phone"}),
        ("/contact", "from Globex", {"customer": "Add “Globex”"}),  # nobody's name, nor near one
        ("/contact", "from Acmee", {"customer": ""}),  # near one: it is asked which
        ("/promise", "", {}),
        ("/promise", "Acme", {"customer": "Acme"}),
        ("/promise", "Acme by friday", {"customer": "Acme", "phrase": "friday"}),
    ],
)
def test_what_was_typed_stands_in_the_form(
    story: Story, command: str, words: str, filled: dict[str, str]
) -> None:
    state = opened(story, command, words).state

    assert {name: stands_in(state[f"fill.{name}"]) for name in filled} == filled


@pytest.mark.parametrize("typed", ["#2 sent the drawings", "to Acme #2:"])
def test_a_form_begun_with_a_number_is_about_that_inquiry(story: Story, typed: str) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.type(story.ada, "/customer", "add Acme Inc")
    story.type(story.ada, "/contact", "from Acme Inc: asks for drawings")
    wish = story.type(story.ada, "/customer", "merge Acme Inc into Acme").message
    assert wish is not None
    story.press(story.ada, wish, "customer.merge")
    view = opened(story, "/contact", typed)

    assert "It is about #2, “asks for drawings”" in text_of(view.blocks)
    filled = {"fill.direction": "outbound", "fill.words": "sent the drawings"}
    assert story.slack.submit(story.ada, view, filled).errors == {}
    assert "#2" in told(story)
    assert "asks for a quote" in story.said(story.ada, "/mine", "")
    assert "asks for drawings" not in story.said(story.ada, "/mine", "")


def test_a_form_about_what_was_settled_meanwhile_says_so(story: Story) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    view = opened(story, "/contact", "#1 sent the quote")
    story.type(story.ben, "/contact", "answered 1")

    sent = story.slack.submit(story.ada, view, {"fill.direction": "outbound"})
    assert "not open any more" in sent.errors["fill.customer"]
    story.slack.close(story.ada, shown(story))
    story.stage.settle()

    view = opened(story, "/contact")
    story.slack.press(story.ada, view, "form.go_on")
    wait_for(lambda: "~1" in str(shown(story).blocks))
    assert "It is about" not in text_of(shown(story).blocks)
    assert story.slack.submit(story.ada, shown(story), {"fill.direction~1": "outbound"}).ok
    assert "sent the quote" in told(story)


def stands_in(block: dict[str, Any]) -> str:
    [element] = block.values()
    chosen = element.get("selected_option")
    if chosen is None:
        return element.get("value") or ""
    return str(chosen["value"] if element["type"] == "radio_buttons" else chosen["text"]["text"])


@pytest.mark.parametrize("command", ["/contact", "/promise"])
def test_a_name_that_is_too_long_is_refused_at_its_field_and_not_cut(
    story: Story, command: str
) -> None:
    view = opened(story, command)
    [add] = story.slack.suggest(story.ada, view, "fill.customer", "Long " * 17 + "Ltd")
    filled = {"fill.customer": add, "fill.words": "the quote", "fill.phrase": "blah"}
    if command == "/contact":
        filled["fill.direction"] = "outbound"
    sent = story.slack.submit(story.ada, view, filled)

    said = "A customer's name has at most 80 characters, and this one has 88. Write a shorter one."
    assert sent.errors["fill.customer"] == said
    assert "fill.phrase" in sent.errors
    assert story.slack.suggest(story.ada, shown(story), "fill.customer", "Long " * 40) == []


def test_a_complaint_for_information_only_is_asked_about_at_its_field(story: Story) -> None:
    view = opened(story, "/contact", "from Acme")
    both = {"fill.words": "it is broken", "fill.marks": ["fyi", "complaint"]}
    sent = story.slack.submit(story.ada, view, both)

    assert "A complaint waits for an answer" in sent.errors["fill.marks"]
    assert story.slack.submit(story.ada, shown(story), {"fill.marks": ["complaint"]}).errors == {}


def test_a_mistyped_time_stands_in_its_own_field(story: Story) -> None:
    reply = story.type(story.ada, "/contact", "from Acme: it is wrong at yesterdy 4pm").message
    assert reply is not None
    story.press(story.ada, reply, "form.open")
    state = shown(story).state

    assert stands_in(state["fill.words"]) == "it is wrong"
    assert stands_in(state["fill.phrase"]) == "yesterdy 4pm"


def test_the_beginning_of_a_name_asks_for_the_whole(story: Story) -> None:
    story.type(story.ada, "/customer", "add Northwind Tea")
    for command, line in (("/customer", "North"), ("/contact", "from North: asks for a quote")):
        said = story.said(story.ada, command, line)
        assert "Did you mean" in said
        assert "Northwind Tea" in said


def test_a_moment_years_ago_is_asked_about_wherever_it_is_named(story: Story) -> None:
    reply = story.type(story.ada, "/contact", "from Acme: asks for a quote at 2020-03-01").message
    assert reply is not None
    assert "Sun 1 Mar 2020, more than a year ago. Did you mean that?" in seen(reply)

    view = opened(story, "/contact", "from Acme:")
    filled = {"fill.words": "asks for a quote", "fill.date": "2020-03-01"}
    sent = story.slack.submit(story.ada, view, filled)
    assert "write “2020-03-01 12:00, yes” above" in sent.errors["fill.date"]
    sure = {"fill.date": None, "fill.phrase": "2020-03-01 12:00, yes"}
    assert story.slack.submit(story.ada, shown(story), sure).errors == {}
    assert "2020" in told(story)


@pytest.mark.parametrize(
    ("command", "verb", "said"),
    [
        ("/contact", "give 1", "#1 (Acme) is answered already"),
        ("/promise", "move 1", "#1 (Acme) is answered already"),
        ("/promise", "move 2", "#2 is an inquiry"),
    ],
)
def test_a_verb_without_its_rest_on_what_does_not_fit_says_why(
    story: Story, command: str, verb: str, said: str
) -> None:
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.type(story.ada, "/contact", "answered 1")
    story.type(story.ada, "/customer", "add Globex")
    story.type(story.ada, "/contact", "from Globex: asks for drawings")

    assert said in story.said(story.ada, command, verb)


def test_what_is_wrong_is_said_at_each_field_and_the_form_stays(story: Story) -> None:
    view = opened(story, "/promise", "Acme")
    nothing = story.slack.submit(story.ada, view, {"fill.words": "send the quote"})
    assert "By when?" in nothing.errors["fill.phrase"]

    view = story.slack.view(story.ada)
    assert view is not None
    both = {"fill.phrase": "friday", "fill.date": "2026-11-23"}
    assert "twice" in story.slack.submit(story.ada, view, both).errors["fill.phrase"]

    view = story.slack.view(story.ada)
    assert view is not None
    past = {"fill.phrase": None, "fill.date": "2026-11-02"}
    assert "is over" in story.slack.submit(story.ada, view, past).errors["fill.date"]

    view = story.slack.view(story.ada)
    assert view is not None
    assert story.slack.submit(story.ada, view, {"fill.date": "2026-11-23"}).ok
    assert "send the quote" in told(story)


def test_the_form_of_a_refusal_holds_everything_that_was_typed(story: Story) -> None:
    refusal = story.type(story.ada, "/promise", "Acme: send the quote by 03/04").message
    assert refusal is not None

    story.press(story.ada, refusal, "form.open")
    view = story.slack.view(story.ada)
    assert view is not None
    sent = story.slack.submit(story.ada, view, {"fill.phrase": "friday 5pm"})
    story.stage.settle()

    assert sent.errors == {}
    card = story.said(story.ada, "/customer", "Acme")
    assert "send the quote" in card


def test_a_form_that_was_closed_is_offered_the_next_time(story: Story) -> None:
    view = opened(story, "/contact")
    [acme, _] = story.slack.suggest(story.ada, view, "fill.customer", "acm")
    story.slack.press(story.ada, view, "fill.words", selected="asks for a quote")
    story.slack.press(story.ada, view, "fill.customer", selected=acme)
    story.slack.close(story.ada, view)
    story.stage.settle()

    view = opened(story, "/contact")
    assert "asks for a quote" in text_of(view.blocks)
    assert story.slack.press(story.ada, view, "form.go_on").ok
    wait_for(lambda: "~1" in str(shown(story).blocks))
    view = story.slack.view(story.ada)
    assert view is not None
    sent = story.slack.submit(story.ada, view, {"fill.direction~1": "inbound"})

    assert sent.errors == {}
    assert "Acme" in told(story)
    assert "form.go_on" not in str(opened(story, "/contact").blocks)


def test_a_message_in_a_thread_is_logged_with_its_words_its_instant_and_where_it_stands(
    story: Story,
) -> None:
    root = story.slack.say(story.ona, story.shared, "*Hello* there")
    reply = story.slack.say(story.ona, story.shared, "The _export_ is broken", thread_ts=root.ts)
    story.wait(minutes=30)

    assert story.slack.message_action(story.ada, reply, "message.contact").ok
    view = shown(story)
    assert f"<@{story.ona.id}> wrote this Mon 16 Nov, 10:00" in text_of(view.blocks)
    assert view.state["fill.words"]["fill.words"]["value"] == "The export is broken"
    [acme, _] = story.slack.suggest(story.ada, view, "fill.customer", "Acm")
    sent = story.slack.submit(story.ada, view, {"fill.customer": acme})

    assert sent.errors == {}
    assert "they to us · “The export is broken” · Mon 16 Nov, 10:00" in told(story, story.shared)
    card = story.said(story.ada, "/customer", "Acme")
    link = f"/archives/{story.shared.id}/p{reply.ts.replace('.', '')}?thread_ts={root.ts}"
    assert link in card
    story.wait(hours=3)
    assert link in seen(story.nudge(story.ada))


def test_what_a_colleague_wrote_is_taken_for_ours_and_can_be_made_a_promise(story: Story) -> None:
    said = story.slack.say(story.ben, story.support, "You get it by *Friday* @ada")

    assert story.slack.message_action(story.ada, said, "message.contact").ok
    view = shown(story)
    assert view.state["fill.direction"]["fill.direction"]["selected_option"]["value"] == "outbound"
    story.slack.close(story.ada, view)

    assert story.slack.message_action(story.ada, said, "message.promise").ok
    view = shown(story)
    assert view.state["fill.words"]["fill.words"]["value"] == "You get it by Friday @Ada"
    assert "form.go_on" not in str(view.blocks), "nobody had begun anything"
    [acme, _] = story.slack.suggest(story.ada, view, "fill.customer", "Acm")
    sent = story.slack.submit(story.ada, view, {"fill.customer": acme, "fill.phrase": "friday 5pm"})

    assert sent.errors == {}
    assert "Friday 20 November, 17:00" in told(story, story.support)
    assert f"/archives/{story.support.id}/p" in story.said(story.ada, "/mine", "")

    # A second time it says so, and makes another all the same.
    assert story.slack.message_action(story.ada, said, "message.promise").ok
    wait_for(lambda: "This was made a promise already: #1," in text_of(shown(story).blocks))
    again = {"fill.customer": acme, "fill.phrase": "friday 6pm"}
    assert story.slack.submit(story.ada, shown(story), again).errors == {}
    assert "#2" in story.said(story.ada, "/mine", "")


def test_a_global_shortcut_opens_an_empty_form_and_is_answered_by_direct_message(
    story: Story,
) -> None:
    assert story.slack.shortcut(story.ada, "shortcut.promise").ok
    view = shown(story)
    [umbra] = story.slack.suggest(story.ada, view, "fill.customer", "Umbra")
    filled = {"fill.customer": umbra, "fill.words": "call", "fill.phrase": "tomorrow noon"}
    sent = story.slack.submit(story.ada, view, filled)

    assert sent.errors == {}
    assert "new customer, owned by Ada" in told(story)


@pytest.mark.parametrize("callback_id", ["message.contact", "message.promise"])
def test_a_guest_reads_politely_that_heed_is_not_for_guests(story: Story, callback_id: str) -> None:
    said = story.slack.say(story.gus, story.shared, "please call me")

    assert story.slack.message_action(story.gus, said, callback_id).ok

    view = story.slack.view(story.gus)
    assert view is not None
    assert "not for guests" in text_of(view.blocks)
    assert story.slack.suggest(story.ada, opened(story, "/contact"), "fill.customer", "") != []


def text_of(blocks: object) -> str:
    return " ".join(words(list(blocks)))  # type: ignore[call-overload]


def shown(story: Story) -> View:
    view = story.slack.view(story.ada)
    assert view is not None
    return view


def wait_for(is_so: Callable[[], bool]) -> None:
    """What follows an acknowledgement comes a moment after it."""
    until = time.monotonic() + 5
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_customer_is_edited_in_a_form_that_shows_how_it_stands(story: Story) -> None:
    view = opened(story, "/customer", "edit acme")
    assert stands_in(view.state["fill.tier"]) == "standard"
    wrong = {"fill.name": " ", "fill.target": "soon", "fill.marks": ["along"]}
    sent = story.slack.submit(story.ada, view, wrong)
    assert set(sent.errors) == {"fill.name", "fill.target", "fill.marks"}

    # Meanwhile somebody else changes what is not touched here.
    story.type(story.ben, "/customer", "edit Acme cadence 10 days")
    view = shown(story)
    right = {"fill.name": "Acme Corp", "fill.tier": "key", "fill.target": "1 hour"}
    sent = story.slack.submit(story.ada, view, right | {"fill.marks": []})

    assert sent.errors == {}
    said = told(story)
    assert "called so now" in said
    assert "an answer within 1 working hour, as agreed with them" in said
    assert "in touch at least every 10 days (agreed)" in story.said(story.ada, "/customer", "Acme")


def test_a_message_in_a_customers_channel_is_taken_for_theirs_and_its_time_is_typed_over(
    story: Story,
) -> None:
    story.type(story.ada, "/customer", "channel Acme #support")
    said = story.slack.say(story.ben, story.support, "could you send us a quote?")
    assert story.slack.message_action(story.ada, said, "message.contact").ok
    view = shown(story)
    chosen = view.state["fill.customer"]["fill.customer"]["selected_option"]
    assert chosen["text"]["text"] == "Acme"
    assert "Taken from the message" in text_of(view.blocks)

    unread = story.slack.submit(story.ada, view, {"fill.phrase": "whenever"})
    assert "date twice" not in str(unread.errors)
    sent = story.slack.submit(story.ada, shown(story), {"fill.phrase": "9:15"})
    assert sent.errors == {}
    assert "9:15" in story.said(story.ada, "/customer", "Acme")


def test_all_that_is_wrong_about_a_customer_is_said_at_once_each_at_its_field(
    story: Story,
) -> None:
    story.type(story.ada, "/customer", "add Globex")
    view = opened(story, "/customer", "edit acme")
    wrong = {
        "fill.name": "Globex",
        "fill.owner": story.gus,
        "fill.target": "soon",
        "fill.people": ", ".join(f"P{one}" for one in range(30)),
        "fill.names": "Acme Corp, Globex",
        "fill.watch": ["watch"],
    }
    sent = story.slack.submit(story.ada, view, wrong)

    fields = ("name", "owner", "target", "people", "names", "watch")
    assert "There is a customer “Globex” already" in sent.errors["fill.names"]
    assert set(sent.errors) == {f"fill.{one}" for one in fields}
    assert "only active members" in sent.errors["fill.owner"]
    assert "already" in sent.errors["fill.name"]


def test_everything_about_a_customer_is_set_in_one_form_and_undone_as_one(story: Story) -> None:
    story.type(story.ada, "/customer", "alias Acme = Acme Inc, ACME Corp")
    view = opened(story, "/customer", "edit acme")
    assert view.state["fill.names"]["fill.names"]["value"] == "ACME Corp, Acme Inc"
    filled = {
        "fill.tier": "key",
        "fill.needs": "invoices by post",
        "fill.people": "Jo Doe (CFO, Berlin), Sam Roe",
        "fill.names": "ACME Corp, The Acme",
        "fill.channel": story.shared,
        "fill.watch": ["watch"],
    }
    assert story.slack.submit(story.ada, view, filled).errors == {}
    said = told(story)
    for words_ in ("tier key", "invoices by post", "Jo Doe (CFO, Berlin); Sam Roe", "The Acme"):
        assert words_ in said
    assert "no longer found as “Acme Inc”" in said
    assert "cannot yet" in said, "Heed is not in that channel"
    card = story.said(story.ada, "/customer", "The Acme")
    assert "Sam Roe" in card
    assert "invoices by post" in card
    assert "watch" in card

    story.type(story.ada, "/heed", "undo")
    card = story.said(story.ada, "/customer", "Acme Inc")
    for gone in ("Sam Roe", "The Acme", "invoices by post", "key"):
        assert gone not in card


def test_a_customer_nobody_knows_is_asked_about(story: Story) -> None:
    said = story.said(story.ada, "/customer", "edit Acmee")

    assert "Did you mean" in said


def test_what_is_said_of_a_customer_is_offered_to_be_added(story: Story) -> None:
    story.type(story.ada, "/customer", "add Finance internal")
    story.slack.say(story.ada, story.slack.direct(story.ada), "finance relies on us for the report")
    story.stage.settle()
    asked = story.nudge(story.ada)
    assert "Shall I add that to finance?" in seen(asked)
    story.press(story.ada, asked, "draft.choose")
    assert "Relies on us for* the report" in story.said(story.ada, "/customer", "Finance")

    story.slack.say(story.ada, story.slack.direct(story.ada), "Acme asks for a quote")
    story.stage.settle()
    assert "They contacted us" in seen(story.nudge(story.ada))
