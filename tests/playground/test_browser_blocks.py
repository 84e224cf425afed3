"""Every block and element has its look, its name and what the page needs to know about it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.browser.blocks import blocks
from bot.playground.browser.reader import Reader
from bot.playground.slack.controls import INTERACTIVE
from tests.playground.markup import Node, tree

Json = dict[str, Any]
DATA = Path(__file__).parent.parent / "data"
GOLDEN = sorted((DATA / "messages").glob("*.json"))
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
ANA = Reader(
    id="U1",
    zone="Asia/Tokyo",
    now=NOW,
    members={"U1": "Ana", "U2": "Ben", "U3": "Gone"},
    channels={"C1": "general"},
    people=("U2", "U1"),
)


def words(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(text: str, **more: Any) -> Json:
    return {"text": words(text), "value": text.lower()} | more


def asked(**element: Any) -> Json:
    element = {"action_id": "a"} | element
    return {"type": "input", "block_id": "b", "label": words("Label"), "element": element}


def acting(**element: Any) -> Json:
    return {"type": "actions", "block_id": "b", "elements": [{"action_id": "a"} | element]}


def rich(*pieces: Json, kind: str = "rich_text_section", **more: Any) -> Json:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(pieces)} | more]}


def drawn(*given: Json, **more: Any) -> Node:
    return tree(blocks(given, reader=ANA, **more))


HIGH, LOW = option("High"), option("Low", description=words("can wait"))
CHOICES = {"options": [HIGH, LOW]}
PICTURE = {"type": "image", "image_url": "http://127.0.0.1:9/files/F1/x.png", "alt_text": "weeks"}
CELL = {"type": "raw_text", "text": "x"}
ROWS = {
    "rows": [
        [CELL, CELL],
        [rich({"type": "text", "text": "y"}), {"type": "raw_number", "value": 3}],
    ]
}
SELECTS = ("static", "external", "users", "conversations", "channels")

# One of each type that Slack's own types name: it must be drawn.
SAMPLES: dict[str, Json] = {
    "actions": acting(type="button", text=words("Answered")),
    "alert": {"type": "alert", "level": "warning", "text": mrkdwn("mind")},
    "context": {"type": "context", "elements": [mrkdwn("*next*"), words("lead"), PICTURE]},
    "data_table": {"type": "data_table", "caption": "Kept"} | ROWS,
    "divider": {"type": "divider"},
    "header": {"type": "header", "text": words("Week 47")},
    "image": PICTURE | {"title": words("Weeks")},
    "input": asked(type="plain_text_input"),
    "markdown": {"type": "markdown", "text": "**bold**"},
    "rich_text": rich({"type": "text", "text": "hi"}),
    "section": {"type": "section", "text": mrkdwn("x"), "fields": [mrkdwn("*a*"), words("b")]},
    "table": {"type": "table"} | ROWS,
    "button": acting(type="button", text=words("Answered"), style="primary"),
    "checkboxes": asked(type="checkboxes", **CHOICES),
    "radio_buttons": asked(type="radio_buttons", **CHOICES),
    "overflow": acting(type="overflow", **CHOICES),
    "datepicker": asked(type="datepicker", initial_date="2026-11-20"),
    "timepicker": asked(type="timepicker", initial_time="09:30", timezone="Europe/Berlin"),
    "datetimepicker": asked(type="datetimepicker", initial_date_time=1795078800),
    "plain_text_input": asked(type="plain_text_input", multiline=True),
    "email_text_input": asked(type="email_text_input"),
    "url_text_input": asked(type="url_text_input"),
    "number_input": asked(type="number_input", is_decimal_allowed=True, min_value="1"),
    "file_input": asked(type="file_input", filetypes=["csv"], max_files=1),
    **{f"{each}_select": acting(type=f"{each}_select", **CHOICES) for each in SELECTS},
    **{f"multi_{each}_select": asked(type=f"multi_{each}_select", **CHOICES) for each in SELECTS},
    "rich_text_section": rich({"type": "text", "text": "hi", "style": {"bold": True}}),
    "rich_text_list": rich(
        {"type": "rich_text_section", "elements": []},
        kind="rich_text_list",
        style="ordered",
        indent=1,
        offset=2,
    ),
    "rich_text_quote": rich({"type": "text", "text": "q"}, kind="rich_text_quote"),
    "rich_text_preformatted": rich({"type": "text", "text": "p"}, kind="rich_text_preformatted"),
    "text": rich({"type": "text", "text": "a\nb", "style": {"code": True, "strike": True}}),
    "link": rich({"type": "link", "url": "https://x.com", "text": "x"}),
    "user": rich({"type": "user", "user_id": "U2"}),
    "usergroup": rich({"type": "usergroup", "usergroup_id": "S1"}),
    "team": rich({"type": "team", "team_id": "T1"}),
    "channel": rich({"type": "channel", "channel_id": "C1"}),
    "broadcast": rich({"type": "broadcast", "range": "here"}),
    "emoji": rich({"type": "emoji", "name": "wave", "skin_tone": 3}),
    "color": rich({"type": "color", "value": "#00ff00"}),
    "date": rich({"type": "date", "timestamp": 1795078800, "format": "{date} {time}"}),
}
# Types that Heed never sends: they say that they cannot be shown.
NOT_DRAWN = {
    "card": "an agent's answer, which Heed does not give",
    "carousel": "made of cards",
    "container": "new, for agents' answers",
    "context_actions": "feedback on an agent's answer",
    "file": "a remote file, which only its own app can share",
    "plan": "an agent's steps",
    "task_card": "an agent's step",
    "video": "would ask another machine",
    "rich_text_input": "Heed asks for plain words",
    "workflow_button": "starts a workflow, and the local Slack has none",
}
# Within the types above, never alone.
INSIDE = {
    "feedback_buttons",
    "icon_button",
    "url",
    "plain_text",
    "mrkdwn",
    "raw_text",
    "raw_number",
}


def named_types() -> set[str]:
    """Every `type` that the schema knows for a block, an element or a piece of rich text."""
    definitions = json.loads((DATA / "slack_outgoing_strict.schema.json").read_text())[
        "definitions"
    ]
    found: set[str] = set()

    def follow(schema: Any, seen: frozenset[str] = frozenset()) -> None:
        if isinstance(schema, list):
            for each in schema:
                follow(each, seen)
        elif isinstance(schema, dict):
            reference = str(schema.get("$ref", "")).rsplit("/", 1)[-1]
            if reference and reference not in seen:
                follow(definitions[reference], seen | {reference})
            kind = schema.get("properties", {}).get("type", {})
            found.update([kind["const"]] if "const" in kind else ())
            for each in schema.values():
                follow(each, seen)

    follow(definitions["KnownBlock"])
    return found


def test_every_type_that_slack_names_is_drawn_or_a_named_exception() -> None:
    assert named_types() == {*SAMPLES, *NOT_DRAWN, *INSIDE} & named_types()
    assert {*SAMPLES, *NOT_DRAWN} >= INTERACTIVE


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_block_or_element_is_drawn(kind: str) -> None:
    for state in (None, {}):
        shown = drawn(SAMPLES[kind], state=state)

        assert shown.all()
        assert shown.all(class_="unsupported") == []


@pytest.mark.parametrize("kind", NOT_DRAWN)
def test_what_cannot_be_drawn_says_so(kind: str) -> None:
    block = asked(type=kind) if kind in INTERACTIVE or "button" in kind else {"type": kind}

    assert drawn(block).one("p", class_="unsupported").words == (
        f"Heed's playground cannot show “{kind}”."
    )


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_everything_that_heed_says_is_drawn_and_named(path: Path) -> None:
    said = json.loads(path.read_text())
    shown = drawn(*said["blocks"])

    assert [node.words for node in shown.all() if "unsupported" in (node.get("class") or "")] == []
    assert_accessible(shown)


def assert_accessible(shown: Node) -> None:
    ids = [node["id"] for node in shown.all() if node.get("id") is not None]
    assert len(ids) == len(set(ids))
    inside = [node for label in shown.all("label") for node in label.all("input")]
    labels = {node["for"] for node in shown.all("label") if node.get("for")}
    assert labels <= set(ids)
    for node in shown.all():
        for points in ("aria-describedby", "aria-labelledby", "aria-controls"):
            assert set((node.get(points) or "").split()) <= set(ids)
    for node in shown.all("button", "a", "input", "select", "textarea", "summary"):
        named = node.get("aria-label") or node.words.strip() or node.get("aria-labelledby")
        alt = "".join(each.get("alt") or "" for each in node.all("img"))
        if node.name in ("input", "select", "textarea"):
            named = node.get("aria-label")
        assert named or alt or node.get("id") in labels or node in inside, node
    assert all(node.get("alt") is not None for node in shown.all("img"))


@pytest.mark.parametrize("kind", [kind for kind in SAMPLES if kind in INTERACTIVE])
def test_a_control_has_a_name_and_says_what_it_is(kind: str) -> None:
    shown = drawn(SAMPLES[kind])
    acts = [node for node in shown.all() if node.get("data-act")]

    assert_accessible(shown)
    assert acts
    for node in acts:
        assert (node["data-block"], node["data-action"], node["data-type"]) == ("b", "a", kind)


def test_a_field_in_a_form_waits_and_a_dispatching_one_acts() -> None:
    field = asked(type="plain_text_input")
    config = {"trigger_actions_on": ["on_enter_pressed"]}
    acts = asked(type="plain_text_input", dispatch_action_config=config) | {"dispatch_action": True}

    waiting, acting = (drawn(each).one("input") for each in (field, acts))

    assert (waiting["data-act"], waiting.get("data-dispatch")) == ("field", None)
    assert (acting["data-act"], acting["data-dispatch"]) == ("press", "on_enter_pressed")
    assert waiting.get("data-field") == acting.get("data-field") == ""


def test_an_app_fills_a_menu_as_one_types() -> None:
    menu = acting(type="external_select", min_query_length=1, initial_option=HIGH)

    box = drawn(menu).one("input")

    assert (box["data-act"], box["data-then"], box["data-min"]) == ("suggest", "press", "1")
    assert (box["value"], json.loads(box["data-option"])) == ("High", HIGH)


def test_several_chosen_by_an_app_stand_as_chips() -> None:
    menu = asked(type="multi_external_select", initial_options=[HIGH, LOW])

    shown = drawn(menu)

    assert [each.words for each in shown.one("ul", class_="chosen").all("li")] == ["High", "Low"]
    assert json.loads(shown.one("input")["data-options"]) == [HIGH, LOW]


def test_a_button_carries_its_value_and_its_question() -> None:
    button = acting(
        type="button",
        text=words("Withdraw"),
        style="danger",
        value="482",
        accessibility_label="Withdraw #482, Acme",
        confirm={"title": words("Sure?"), "text": mrkdwn("*Acme* <@U2>"), "style": "danger"},
    )

    shown = drawn(button).one("button")

    assert (shown["class"], shown["data-value"]) == ("button danger", "482")
    assert (shown["type"], shown["aria-label"]) == ("button", "Withdraw #482, Acme")
    assert json.loads(shown["data-confirm"]) == {
        "title": "Sure?",
        "text": "Acme @Ben",
        "confirm": "Yes",
        "deny": "Cancel",
        "style": "danger",
    }


@pytest.mark.parametrize(
    ("url", "name"), [("https://x.com/?a=1&b", "a"), ("javascript:alert(1)", "button")]
)
def test_a_button_with_an_address_leads_there_and_presses_too(url: str, name: str) -> None:
    (shown,) = drawn(acting(type="button", text=words("Open"), url=url)).all("a", "button")

    assert (shown.name, shown["data-act"]) == (name, "press")
    assert shown.get("href") == (url if name == "a" else None)


def test_the_menu_behind_the_dots_is_of_buttons_with_their_options() -> None:
    section = {"type": "section", "text": mrkdwn("*Acme* waits\nlong")}
    menu = {"type": "overflow", "action_id": "a", "options": [HIGH, LOW]}

    shown = drawn(section | {"accessory": menu})

    assert shown.one("summary")["aria-label"] == "More actions: Acme waits"
    entries = shown.one("details", class_="overflow").all("button")
    assert [json.loads(each["data-option"]) for each in entries] == [HIGH, LOW]


@pytest.mark.parametrize("kind", ["static_select", "radio_buttons", "checkboxes"])
def test_what_was_chosen_stands_there_whoever_chose_it(kind: str) -> None:
    is_many = kind == "checkboxes"
    initial = {"initial_options": [HIGH]} if is_many else {"initial_option": HIGH}
    chosen = {"selected_options": [LOW]} if is_many else {"selected_option": LOW}
    menu = asked(type=kind, **CHOICES, **initial)
    state = {"b": {"a": {"type": kind} | chosen}}

    def values(**more: Any) -> list[str]:
        marked = "selected" if kind == "static_select" else "checked"
        return [each["value"] for each in drawn(menu, **more).all() if each.get(marked) is not None]

    assert values() == ["high"]
    assert values(state=state) == ["low"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("users_select", ["Pick", "Ana", "Ben"]),
        ("channels_select", ["Pick", "#general"]),
        ("conversations_select", ["Pick", "#general", "Ana", "Ben"]),
        ("multi_users_select", ["Ana", "Ben"]),
    ],
)
def test_people_and_channels_are_chosen_by_name(kind: str, expected: list[str]) -> None:
    menu = acting(type=kind, placeholder=words("Pick"))

    assert [each.words for each in drawn(menu).all("option")] == expected


def test_somebody_who_was_chosen_and_left_is_still_seen() -> None:
    menu = acting(type="users_select", initial_user="U3")

    (chosen,) = (each for each in drawn(menu).all("option") if each.get("selected") is not None)
    assert chosen.words == "Gone"


def test_groups_of_options_keep_their_names() -> None:
    groups = [
        {"label": words("Soon"), "options": [HIGH]},
        {"label": words("Late"), "options": [LOW]},
    ]

    shown = drawn(acting(type="static_select", option_groups=groups))

    assert [each["label"] for each in shown.all("optgroup")] == ["Soon", "Late"]


def test_a_moment_is_picked_on_the_readers_wall() -> None:
    picker = drawn(SAMPLES["datetimepicker"]).one("input")

    assert (picker["type"], picker["value"]) == ("datetime-local", "2026-11-19T18:00")
    assert picker["data-zone"] == "Asia/Tokyo"


def test_a_wrong_field_says_so_where_it_stands() -> None:
    field = asked(type="plain_text_input", min_length=2, max_length=9) | {"hint": words("Short.")}

    shown = drawn(field, errors={"b": "Say <what>."})

    box = shown.one("input")
    assert (box["aria-invalid"], box["minlength"], box["maxlength"]) == ("true", "2", "9")
    told = [node.words for id in box["aria-describedby"].split() for node in shown.all(id=id)]
    assert told == ["Say <what>.", "Short."]
    assert drawn(field).one("input").get("aria-invalid") is None


@pytest.mark.parametrize(("optional", "expected"), [(True, "Label (optional)"), (False, "Label")])
def test_a_field_is_asked_for_by_its_label(optional: bool, expected: str) -> None:
    shown = drawn(asked(type="email_text_input") | {"optional": optional})

    label, box = shown.one("label"), shown.one("input")
    assert (label["for"], label.words) == (box["id"], expected)
    assert (box.get("required") is None) is optional


def test_a_line_break_at_the_beginning_of_many_lines_survives() -> None:
    field = asked(type="plain_text_input", multiline=True, initial_value="\nx")

    assert drawn(field).one("textarea").words == "\n\nx"


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        ({"image_url": "http://127.0.0.1:9/files/F1AB/x.png"}, "/files/F1AB"),
        ({"slack_file": {"id": "F1AB"}}, "/files/F1AB"),
        ({"slack_file": {"url": "http://localhost/files/F1AB/x.png"}}, "/files/F1AB"),
        ({"image_url": "https://elsewhere.com/files/F1AB/x.png"}, None),
        ({"image_url": "https://[elsewhere"}, None),
        ({"image_url": "javascript:alert(1)"}, None),
    ],
)
def test_a_picture_is_shown_only_from_here(picture: Json, expected: str | None) -> None:
    shown = drawn({"type": "image", "alt_text": "weeks"} | picture)

    assert [each["src"] for each in shown.all("img")] == ([expected] if expected else [])
    assert expected or "weeks" in shown.words


def test_a_table_names_its_columns_and_a_chart_says_its_figures() -> None:
    chart = {
        "title": "Kept",
        "segments": [{"label": "us", "value": 10}, {"label": "them", "value": 5}],
    }

    table = drawn({"type": "table", "column_settings": [{"align": "right"}]} | ROWS)
    pie = drawn({"type": "data_visualization", "chart": chart})

    assert [(each["scope"], each["class"]) for each in table.all("th")] == [
        ("col", "right"),
        ("col", "left"),
    ]
    assert [each.words for each in table.all("td")] == ["y", "3"]
    assert pie.words == "Keptus10them5"
    assert [each["width"] for each in pie.all("rect")] == ["200", "100"]


def texts(thing: Any, replacement: str) -> Any:
    """The same blocks with other words in them, wherever a person's words may stand."""
    if isinstance(thing, list):
        return [texts(each, replacement) for each in thing]
    if not isinstance(thing, dict):
        return thing
    spoken = {"alt_text", "caption", "action_id", "block_id", "value"}
    if thing.get("type") in ("plain_text", "raw_text", "text"):
        spoken.add("text")
    return {
        key: replacement if key in spoken and isinstance(each, str) else texts(each, replacement)
        for key, each in thing.items()
    }


def skeleton(node: Node) -> Iterator[Any]:
    for child in node.children:
        # Emoji may come of anybody's words, and so may line breaks.
        if child.get("class") != "emoji" and child.name != "br":
            names = set(child.attributes) - {"selected", "checked", "data-value", "value"}
            yield child.name, names, list(skeleton(child))


@settings(deadline=None, max_examples=50)
@given(st.text(min_size=1) | st.text(alphabet="<>&\"'`/ =x:\n{}", min_size=1))
def test_no_words_in_any_block_become_markup(hostile: str) -> None:
    given = [SAMPLES[kind] for kind in SAMPLES if kind != "channel"]

    for block in given:
        mild, wild = (drawn(texts(block, each)) for each in ("x", hostile))
        assert list(skeleton(wild)) == list(skeleton(mild))
