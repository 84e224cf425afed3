"""A message or a view reads well in a terminal."""

from datetime import UTC, datetime
from textwrap import dedent
from typing import Any

import pytest

from bot.playground.render import render_blocks, render_message, render_view
from bot.playground.slack import Message, Reaction, View
from bot.playground.slack.plain import Names, plain

Json = dict[str, Any]
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
FRIDAY = int(datetime(2026, 11, 20, 16, 0, tzinfo=UTC).timestamp())
NAMES = Names(
    members={"U1": "ana", "UB": "heed"}, channels={"C1": "general"}, zone="Europe/Berlin", now=NOW
)


def text(words: str, kind: str = "mrkdwn") -> Json:
    return {"type": kind, "text": words}


def label(words: str) -> Json:
    return text(words, "plain_text")


def option(words: str) -> Json:
    return {"text": label(words), "value": words.lower()}


def message(**fields: Any) -> Message:
    given = {"channel": "C1", "ts": "1795078800.000100", "user": "UB", "text": "", "team": "T1"}
    return Message(**(given | fields))


def shown(*blocks: Json, width: int = 60, state: Any = None) -> str:
    return "\n".join(render_blocks(blocks, names=NAMES, width=width, state=state))


@pytest.mark.parametrize(
    ("mrkdwn", "expected"),
    [
        ("*Acme* waits for <@U1>", "Acme waits for @ana"),
        ("<@U9|zoe> and <@U9>", "@zoe and @U9"),
        ("in <#C1|general> and <#C2|>", "in #general and #C2"),
        ("<https://x.com/a_b_c|the quote>", "the quote (https://x.com/a_b_c)"),
        ("<https://x.com/a_b_c>", "https://x.com/a_b_c"),
        ("<mailto:a@b.com|a@b.com>", "a@b.com"),
        ("R&amp;D &lt;b&gt; &amp;lt;", "R&D <b> &lt;"),
        (":white_check_mark: done :unheard_of:", "✅ done :unheard_of:"),
        ("snake_case_name and 2*3*4", "snake_case_name and 2*3*4"),
        ("_*both*_ and ~gone~", "both and ~gone~"),
        ("`*code* :x:` stays", "*code* :x: stays"),
        ("<!here> <!subteam^S1|@sales>", "@here @sales"),
        (f"<!date^{FRIDAY}^{{date_short}} at {{time}}|Friday>", "Nov 20, 2026 at 17:00"),
        (f"<!date^{FRIDAY - 86400}^{{date_pretty}} {{time}}|x>", "tomorrow 17:00"),
        ("<!date^never^{date}|some day>", "some day"),
    ],
)
def test_mrkdwn_reads_as_plain_words(mrkdwn: str, expected: str) -> None:
    assert plain(mrkdwn, names=NAMES) == expected


def test_a_reminder_shows_its_words_buttons_and_marks() -> None:
    more = {"type": "overflow", "options": [option(each) for each in ("Snooze", "New date")]}
    blocks = (
        {"type": "section", "text": text("*Acme* has waited 4 working hours for <@U1>.")},
        {"type": "context", "elements": [text("next: lead at 15:00"), text("#482")]},
        {"type": "actions", "elements": [{"type": "button", "text": label("Answered")}, more]},
    )
    reminder = message(
        blocks=blocks,
        edited=("UB", "1795078900.000000"),
        ephemeral_to="U1",
        reactions=(Reaction("eyes", ("U1",)), Reaction("tada", ("U1", "U2"))),
    )

    assert render_message(reminder, names=NAMES, width=60) == dedent("""\
        heed  09:20  · only visible to you  (edited)
          Acme has waited 4 working hours for @ana.
          next: lead at 15:00  #482
          [Answered]  [⋯ Snooze | New date]
          👀 1   🎉 2""").replace("09:20", f"{NAMES.local(1795078800):%H:%M}")


def test_words_alone_are_wrapped_and_lists_hang() -> None:
    rendered = render_message(
        message(user="U1", text="• one two three four five\n\nsix"), names=NAMES, width=20
    )

    assert rendered.splitlines()[1:] == ["  • one two three", "    four five", "", "  six"]


def test_buttons_are_never_torn_apart() -> None:
    elements = [{"type": "button", "text": label(f"Long label {n}")} for n in range(3)]

    assert shown({"type": "actions", "elements": elements}, width=36) == (
        "[Long label 0]  [Long label 1]\n[Long label 2]"
    )


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ({"type": "header", "text": label("Week 47")}, "\nWEEK 47"),
        ({"type": "divider"}, "─" * 60),
        ({"type": "image", "alt_text": "weeks", "image_url": "x"}, "[image: weeks]"),
        ({"type": "section", "fields": [text("*a*"), text("b")]}, "a\nb"),
        (
            {
                "type": "section",
                "text": text("x"),
                "accessory": {"type": "button", "text": label("Open"), "url": "https://x"},
            },
            "x\n[Open ↗]",
        ),
        (
            {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [
                            {"type": "text", "text": "hi "},
                            {"type": "user", "user_id": "U1"},
                            {"type": "emoji", "name": "wave"},
                        ],
                    }
                ],
            },
            "hi @ana👋",
        ),
        ({"type": "markdown", "text": "**bold**"}, "bold"),
        (
            {
                "type": "table",
                "rows": [
                    [{"type": "raw_text", "text": "who"}, {"type": "raw_text", "text": "kept"}],
                    [{"type": "raw_text", "text": "support"}, {"type": "raw_text", "text": "9"}],
                ],
            },
            "who      kept\nsupport  9",
        ),
        (
            {
                "type": "data_visualization",
                "chart": {
                    "title": "Kept",
                    "series": [
                        {
                            "name": "us",
                            "data": [{"label": "w1", "value": 10}, {"label": "w2", "value": 5}],
                        }
                    ],
                },
            },
            f"Kept\nus:\n  w1 {'▇' * 20} 10\n  w2 {'▇' * 10} 5",
        ),
    ],
)
def test_each_block_has_its_look(block: Json, expected: str) -> None:
    assert shown(block) == expected


def entry(name: str, **element: Any) -> Json:
    return {
        "type": "input",
        "block_id": name,
        "label": label(name.title()),
        "element": {"action_id": name} | element,
    }


def test_a_modal_shows_what_was_filled_in_and_what_is_wrong() -> None:
    choices = [option("High"), option("Low")]
    blocks = (
        entry("what", type="plain_text_input", placeholder=label("e.g. the quote")),
        entry("due", type="datepicker") | {"optional": True, "hint": label("In your zone")},
        entry("tier", type="static_select", options=choices),
        entry("how", type="radio_buttons", options=choices),
    )
    view = View(
        id="V1",
        team_id="T1",
        user="U1",
        type="modal",
        hash="1",
        blocks=blocks,
        root_view_id="V1",
        title=label("New promise"),
        submit=label("Promise"),
        state={
            "due": {"due": {"type": "datepicker", "selected_date": "2026-11-20"}},
            "how": {"how": {"type": "radio_buttons", "selected_option": choices[1]}},
        },
        errors={"what": "Say what."},
    )

    assert render_view(view, names=NAMES, width=50) == dedent(f"""\
        ┌─ New promise {"─" * 35}
        What: [e.g. the quote]
        Due (optional): [2026-11-20 ▾]
        In your zone
        Tier: [Choose ▾ High | Low]
        How: ( ) High  (•) Low
        ! What: Say what.
        [Cancel] [Promise]
        └{"─" * 49}""").replace("\nIn your zone", "\n  In your zone")


def test_a_home_tab_is_only_its_blocks() -> None:
    view = View(
        id="V1",
        team_id="T1",
        user="U1",
        type="home",
        hash="1",
        blocks=({"type": "section", "text": text("Nobody waits for you.")},),
        root_view_id="V1",
    )

    assert render_view(view, names=NAMES) == "Nobody waits for you."
