"""Slack's limits, one row per rule: what is allowed at the edge, and what is refused past it."""

from typing import Any

import pytest

from bot.playground.slack.limits import is_too_large, message_problems, view_problems

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def words(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(**fields: Any) -> Json:
    return {"type": "section", "text": words("x")} | fields


def button(**fields: Any) -> Json:
    return {"type": "button", "text": plain("Go"), "action_id": "go"} | fields


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def options(count: int, *, text: str = "o", value: str = "v") -> list[Json]:
    return [{"text": plain(text), "value": f"{place}{value}"} for place in range(count)]


def group(count: int) -> Json:
    return {"label": plain("g"), "options": options(count)}


def menu(kind: str, **fields: Any) -> Json:
    return {"type": kind, "action_id": "menu"} | fields


def confirm(title: int = 5, text: int = 5, yes: int = 5, no: int = 5) -> Json:
    return {
        "title": plain("t" * title),
        "text": words("t" * text),
        "confirm": plain("y" * yes),
        "deny": plain("n" * no),
    }


def entry(**fields: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "in"} | fields
    return {"type": "input", "label": plain("Word"), "element": element}


def modal(*blocks: Json, **fields: Any) -> Json:
    frame = {"type": "modal", "title": plain("T"), "submit": plain("Go")}
    return frame | {"blocks": list(blocks) or [section()]} | fields


def table(rows: int, cells: int = 1, text: str = "c") -> Json:
    cell = {"type": "raw_text", "text": text}
    return {"type": "table", "rows": [[cell] * cells for _ in range(rows)]}


def chart(points: int = 2, title: str = "t", series: int = 1) -> Json:
    data = [{"label": f"p{place}", "value": place} for place in range(points)]
    lines = [{"name": f"s{place}", "data": data} for place in range(series)]
    return {"type": "data_visualization", "chart": {"title": title, "series": lines}}


FITS_AND_NOT = [
    # What, the most that fits, the least that does not.
    ("blocks per message", [section()] * 50, [section()] * 51),
    ("section text", [section(text=words("x" * 3000))], [section(text=words("x" * 3001))]),
    ("section text not empty", [section(text=words("x"))], [section(text=words(""))]),
    ("section fields", [section(fields=[words("x")] * 10)], [section(fields=[words("x")] * 11)]),
    ("field", [section(fields=[words("x" * 2000)])], [section(fields=[words("x" * 2001)])]),
    (
        "header",
        [{"type": "header", "text": plain("x" * 150)}],
        [{"type": "header", "text": plain("x" * 151)}],
    ),
    (
        "header is plain",
        [{"type": "header", "text": plain("x")}],
        [{"type": "header", "text": words("x")}],
    ),
    (
        "context elements",
        [{"type": "context", "elements": [words("x")] * 10}],
        [{"type": "context", "elements": [words("x")] * 11}],
    ),
    (
        "context text",
        [{"type": "context", "elements": [words("x" * 3000)]}],
        [{"type": "context", "elements": [words("x" * 3001)]}],
    ),
    (
        "actions elements",
        [actions(*(button(action_id=f"a{n}") for n in range(25)))],
        [actions(*(button(action_id=f"a{n}") for n in range(26)))],
    ),
    ("actions not empty", [actions(button())], [actions()]),
    (
        "action ids in a block",
        [actions(button(action_id="a"), button(action_id="b"))],
        [actions(button(action_id="a"), button(action_id="a"))],
    ),
    ("block ids", [section(block_id="a")], [section(block_id="a"), section(block_id="a")]),
    ("block id", [section(block_id="a" * 255)], [section(block_id="a" * 256)]),
    (
        "action id",
        [actions(button(action_id="a" * 255))],
        [actions(button(action_id="a" * 256))],
    ),
    (
        "button text",
        [actions(button(text=plain("x" * 75)))],
        [actions(button(text=plain("x" * 76)))],
    ),
    ("button value", [actions(button(value="x" * 2000))], [actions(button(value="x" * 2001))]),
    (
        "button url",
        [actions(button(url="https://x" + "x" * 2991))],
        [actions(button(url="https://x" + "x" * 2992))],
    ),
    (
        "button label for screen readers",
        [actions(button(accessibility_label="x" * 75))],
        [actions(button(accessibility_label="x" * 76))],
    ),
    ("button style", [actions(button(style="danger"))], [actions(button(style="loud"))]),
    (
        "overflow options",
        [actions(menu("overflow", options=options(5)))],
        [actions(menu("overflow", options=options(6)))],
    ),
    (
        "overflow not empty",
        [actions(menu("overflow", options=options(1)))],
        [actions(menu("overflow", options=[]))],
    ),
    (
        "option text",
        [actions(menu("overflow", options=options(1, text="x" * 75)))],
        [actions(menu("overflow", options=options(1, text="x" * 76)))],
    ),
    (
        "option value",
        [actions(menu("overflow", options=options(1, value="x" * 149)))],
        [actions(menu("overflow", options=options(1, value="x" * 150)))],
    ),
    (
        "option description",
        [actions(menu("overflow", options=[options(1)[0] | {"description": plain("x" * 75)}]))],
        [actions(menu("overflow", options=[options(1)[0] | {"description": plain("x" * 76)}]))],
    ),
    (
        "select options",
        [actions(menu("static_select", options=options(100)))],
        [actions(menu("static_select", options=options(101)))],
    ),
    (
        "select not empty",
        [actions(menu("static_select", options=options(1)))],
        [actions(menu("static_select", options=[]))],
    ),
    (
        "select placeholder",
        [actions(menu("users_select", placeholder=plain("x" * 150)))],
        [actions(menu("users_select", placeholder=plain("x" * 151)))],
    ),
    (
        "initial option is among the options",
        [actions(menu("static_select", options=options(2), initial_option=options(1)[0]))],
        [actions(menu("static_select", options=options(2), initial_option=options(3)[2]))],
    ),
    (
        "option groups",
        [actions(menu("static_select", option_groups=[group(1)]))],
        [actions(menu("static_select", option_groups=[]))],
    ),
    (
        "radio buttons",
        [actions(menu("radio_buttons", options=options(10)))],
        [actions(menu("radio_buttons", options=options(11)))],
    ),
    (
        "checkboxes",
        [actions(menu("checkboxes", options=options(10)))],
        [actions(menu("checkboxes", options=options(11)))],
    ),
    (
        "confirm title",
        [actions(button(confirm=confirm(title=100)))],
        [actions(button(confirm=confirm(title=101)))],
    ),
    (
        "confirm text",
        [actions(button(confirm=confirm(text=300)))],
        [actions(button(confirm=confirm(text=301)))],
    ),
    (
        "confirm yes",
        [actions(button(confirm=confirm(yes=30)))],
        [actions(button(confirm=confirm(yes=31)))],
    ),
    (
        "confirm no",
        [actions(button(confirm=confirm(no=30)))],
        [actions(button(confirm=confirm(no=31)))],
    ),
    (
        "image needs its words",
        [{"type": "image", "image_url": "https://x/y.png", "alt_text": "a"}],
        [{"type": "image", "image_url": "https://x/y.png"}],
    ),
    (
        "image needs a picture",
        [{"type": "image", "slack_file": {"id": "F1"}, "alt_text": "a"}],
        [{"type": "image", "alt_text": "a"}],
    ),
    (
        "image words",
        [{"type": "image", "image_url": "https://x", "alt_text": "a" * 2000}],
        [{"type": "image", "image_url": "https://x", "alt_text": "a" * 2001}],
    ),
    ("table rows", [table(100)], [table(101)]),
    ("table cells", [table(1, 20)], [table(1, 21)]),
    ("table characters", [table(10, 10, "c" * 100)], [table(10, 10, "c" * 101)]),
    ("tables per message", [table(1)], [table(1), table(1)]),
    (
        "markdown of a message",
        [{"type": "markdown", "text": "x" * 6000}] * 2,
        [{"type": "markdown", "text": "x" * 6000}, {"type": "markdown", "text": "x" * 6001}],
    ),
    ("charts per message", [chart()] * 2, [chart()] * 3),
    ("chart points", [chart(points=20)], [chart(points=21)]),
    ("chart series", [chart(series=12)], [chart(series=13)]),
    ("chart title", [chart(title="x" * 50)], [chart(title="x" * 51)]),
    ("alert stands in modals only", [section()], [{"type": "alert", "text": words("x")}]),
    ("known blocks", [{"type": "divider"}], [{"type": "fireworks"}]),
    ("typing belongs into inputs", [section()], [actions({"type": "plain_text_input"})]),
    ("text objects have known fields", [section()], [section(text=words("x") | {"emoji": True})]),
]


@pytest.mark.parametrize(
    ("fits", "does_not"), [row[1:] for row in FITS_AND_NOT], ids=[row[0] for row in FITS_AND_NOT]
)
def test_a_message_is_refused_just_past_the_limit(fits: list[Json], does_not: list[Json]) -> None:
    assert message_problems(fits) == []
    assert message_problems(does_not)


MODALS = [
    ("blocks per view", modal(*[section()] * 100), modal(*[section()] * 101)),
    ("not without blocks", modal(section()), modal() | {"blocks": []}),
    ("title", modal(title=plain("x" * 24)), modal(title=plain("x" * 25))),
    ("submit", modal(submit=plain("x" * 24)), modal(submit=plain("x" * 25))),
    ("close", modal(close=plain("x" * 24)), modal(close=plain("x" * 25))),
    ("an input needs submit", modal(entry()), modal(entry(), submit=None)),
    ("private metadata", modal(private_metadata="x" * 3000), modal(private_metadata="x" * 3001)),
    ("callback id", modal(callback_id="x" * 255), modal(callback_id="x" * 256)),
    ("input length", modal(entry(max_length=3000)), modal(entry(max_length=3001))),
    (
        "initial value within its length",
        modal(entry(max_length=3, initial_value="abc")),
        modal(entry(max_length=3, initial_value="abcd")),
    ),
    (
        "label",
        modal(entry() | {"label": plain("x" * 2000)}),
        modal(entry() | {"label": plain("x" * 2001)}),
    ),
    (
        "hint",
        modal(entry() | {"hint": plain("x" * 2000)}),
        modal(entry() | {"hint": plain("x" * 2001)}),
    ),
    (
        "buttons do not belong into inputs",
        modal(entry()),
        modal({"type": "input", "label": plain("x"), "element": button()}),
    ),
    (
        "markdown stands in messages only",
        modal(section()),
        modal({"type": "markdown", "text": "x"}),
    ),
    ("a modal is no home", modal(), modal(type="home")),
]


@pytest.mark.parametrize(
    ("fits", "does_not"), [row[1:] for row in MODALS], ids=[row[0] for row in MODALS]
)
def test_a_modal_is_refused_just_past_the_limit(fits: Json, does_not: Json) -> None:
    assert view_problems(fits, kind="modal") == []
    assert view_problems(does_not, kind="modal")


def test_a_home_tab_needs_no_title_and_may_be_empty() -> None:
    assert view_problems({"type": "home", "blocks": []}, kind="home") == []


def test_a_view_of_more_than_a_quarter_megabyte_is_too_large() -> None:
    assert not is_too_large(modal())
    assert is_too_large(modal(*[section(text=words("x" * 2900))] * 100))


def test_a_refusal_says_where_the_trouble_is() -> None:
    found = message_problems([section(), actions(button(text=plain("x" * 76)))])

    assert found == [
        "[ERROR] must be less than 76 characters [json-pointer:/blocks/1/elements/0/text/text]"
    ]
