"""A message, a modal and the Home tab say who, when and what, and what the page listens for."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.playground.browser import emoji as drawn_emoji
from bot.playground.browser.messages import message
from bot.playground.browser.reader import Reader
from bot.playground.browser.views import home, modal
from bot.playground.slack import Message, Reaction, Slack, View
from bot.playground.slack.glyphs import GLYPHS
from tests.playground.markup import Node, tree

Json = dict[str, Any]
STATIC = Path(drawn_emoji.__file__).parent / "static"
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
POSTED = datetime(2026, 11, 18, 8, 55, 7, tzinfo=UTC)
ANA = Reader(
    id="U1", zone="Asia/Tokyo", now=NOW, members={"U1": "Ana Lund", "U2": "Ben", "UB": "Heed"}
)
HEED = {"id": "B1", "name": "heed"}


def words(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def said(reader: Reader = ANA, *, replies: int = 0, **fields: Any) -> Node:
    given = {"channel": "C1", "ts": f"{int(POSTED.timestamp())}.000100", "user": "U2", "team": "T1"}
    one = Message(**{"text": "hi"} | given | fields)
    return tree(message(one, reader=reader, replies=replies)).one("article")


def view(*blocks: Json, **fields: Any) -> View:
    given = {"id": "V1", "team_id": "T1", "user": "U1", "type": "modal", "hash": "h"}
    return View(**given | {"root_view_id": "V1", "title": words("New")} | fields, blocks=blocks)


def field(**element: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "a"} | element
    return {"type": "input", "block_id": "b", "label": words("What"), "element": element}


def test_a_message_says_who_and_when_on_the_readers_wall() -> None:
    shown = said()

    assert shown.one(class_="who").words == "Ben"
    assert shown.one("time").words == "17:55"
    assert datetime.fromisoformat(shown.one("time")["datetime"]) == POSTED
    assert shown.one("time")["title"] == "Wednesday, 18 November 2026, 17:55:07 (Asia/Tokyo)"
    assert shown.all(class_="badge") == shown.all(class_="edited") == shown.all(class_="only") == []


def test_the_page_knows_a_message_by_its_place() -> None:
    root, reply = said(), said(thread_ts="1.5")

    assert (root["data-channel"], root["data-thread"]) == ("C1", root["data-ts"])
    assert reply["data-thread"] == "1.5"


def test_the_apps_messages_have_its_badge_and_its_face() -> None:
    shown = said(user="UB", bot_profile=HEED, edited=("UB", "2.0"), ephemeral_to="U1")

    assert [shown.one(class_=each).words for each in ("who", "badge", "only")] == [
        *("Heed", "APP", "Only visible to you"),
    ]
    assert shown.one(class_="edited").words == " (edited)"
    assert shown.one("svg").words == ""


def test_a_face_is_of_initials_and_keeps_its_colour() -> None:
    faces = [said(user=each).one("svg") for each in ("U1", "U2", "U1")]

    assert [face.words for face in faces] == ["AL", "B", "AL"]
    colours = [face.one("rect")["fill"] for face in faces]
    assert colours[0] == colours[2]
    assert all(face["aria-hidden"] == "true" for face in faces)


def test_a_reaction_says_who_set_it_and_whether_the_reader_did() -> None:
    reactions = (Reaction("eyes", ("U2", "U1")), Reaction("wave::skin-tone-3", ("U2",)))

    mine, other = said(reactions=reactions).all("button")

    assert (mine["data-act"], mine["data-emoji"], mine["aria-pressed"]) == ("react", "eyes", "true")
    assert (other["data-emoji"], other["aria-pressed"]) == ("wave::skin-tone-3", "false")
    assert mine["title"] == "Ben and you reacted with :eyes:"
    assert mine["aria-label"] == "eyes, 2: Ben and you"
    assert mine.words == "2"


@pytest.mark.parametrize(("replies", "expected"), [(1, "1 reply"), (2, "2 replies")])
def test_a_thread_is_opened_by_its_replies(replies: int, expected: str) -> None:
    assert said(replies=replies).one("button", data_act="thread").words == expected
    assert said().all("button") == []


def test_blocks_speak_before_the_text_and_files_follow() -> None:
    section = {"type": "section", "text": words("from a block")}
    files = (
        {"id": "F1", "name": "weeks.png", "mimetype": "image/png", "alt_txt": "the weeks"},
        {"id": "F2", "name": "all.csv", "mimetype": "text/csv"},
    )

    shown = said(blocks=(section,), files=files)

    assert "from a block" in shown.words
    assert "hi" not in shown.words
    picture, rest = shown.one("img"), shown.one("a")
    assert (picture["src"], picture["alt"]) == ("/files/F1", "the weeks")
    assert (rest["href"], rest.words) == ("/files/F2", "all.csv")


def test_an_attachment_is_shown_plainly() -> None:
    attachment = {
        "color": "#36a64f", "pretext": "Look", "title": "*Quote*", "title_link": "https://x.com",
        "text": "<@U1>", "fields": [{"title": "Tier", "value": "key"}], "footer": "by Heed",
    }  # fmt: skip

    shown = said(attachments=(attachment, {"blocks": [{"type": "divider"}]}))

    for expected in ("Look", "Quote", "@Ana Lund", "Tier", "key", "by Heed"):
        assert expected in shown.words
    assert shown.one("a")["href"] == "https://x.com"
    assert shown.one("hr")


def test_a_modal_is_a_form_with_its_errors_at_their_fields() -> None:
    state = {"b": {"a": {"type": "plain_text_input", "value": "half <typed>"}}}
    given = view(field(), submit=words("Save"), state=state, errors={"b": "Say what."})

    form = tree(modal(given, reader=ANA)).one("form")

    assert (form["data-act"], form["data-view"]) == ("submit", "V1")
    assert form.one("h2").words == "New"
    assert form.one("input")["value"] == "half <typed>"
    assert form.one("input")["aria-invalid"] == "true"
    buttons = [(each["type"], each.get("data-act"), each.words) for each in form.all("button")]
    assert buttons == [
        ("button", "close", "×"),
        ("button", "close", "Cancel"),
        ("submit", None, "Save"),
    ]


def test_a_modal_that_asks_nothing_has_only_what_closes_it() -> None:
    section = {"type": "section", "text": words("so it is")}

    plain, closing = (
        tree(modal(view(section, close=close), reader=ANA)) for close in (None, words("Fine"))
    )

    assert [each.words for each in plain.all("button")] == ["×"]
    assert [each.words for each in closing.all("button")] == ["×", "Fine"]


def test_home_is_its_blocks_alone() -> None:
    button = {"type": "button", "action_id": "a", "text": words("Open")}
    blocks = ({"type": "actions", "block_id": "b", "elements": [button]},)

    shown = tree(home(view(*blocks, type="home"), reader=ANA)).one("section")

    assert (shown["data-view"], shown.words) == ("V1", "Open")
    assert shown.one("button")["data-act"] == "press"


def test_a_reader_knows_the_workspace_as_it_is() -> None:
    slack = Slack(now=lambda: NOW)
    ada = slack.add_member("ada", real_name="Ada", tz="Europe/Berlin")
    gone = slack.add_member("gone", tz=None, deleted=True)
    room = slack.add_channel("support", members=[ada])

    reader = Reader.of(slack, ada, now=NOW)

    assert (reader.id, reader.zone) == (ada.id, "Europe/Berlin")
    assert (reader.members[ada.id], reader.members[gone.id]) == ("Ada", "Gone")
    assert (dict(reader.channels), reader.people) == ({room.id: "support"}, (ada.id,))
    assert Reader.of(slack, gone).zone == "UTC"


def test_every_emoji_that_is_known_is_shipped() -> None:
    points = {drawn_emoji.code_point(each) for each in GLYPHS.values()}

    assert points <= drawn_emoji.shipped()
    assert set(drawn_emoji.PICKER) <= set(GLYPHS)


def test_what_is_shipped_is_small_names_its_licences_and_asks_nobody() -> None:
    files = [path for path in STATIC.rglob("*") if path.is_file()]
    style = (STATIC / "blocks.css").read_text()

    assert sum(path.stat().st_size for path in files) < 600_000
    assert {"OFL.txt", "LICENCE.txt"} <= {path.name for path in files}
    for address in re.findall(r'url\("([^"]+)"\)', style):
        assert (STATIC / address).is_file()
    assert re.search(r"//|@import", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)) is None


PAIRS = [
    *(("text", ground) for ground in ("ground", "raised", "hover", "quiet-ground")),
    *(("faint", ground) for ground in ("ground", "raised", "hover", "quiet-ground")),
    *(("link", ground) for ground in ("ground", "raised", "hover")),
    *(("error", ground) for ground in ("ground", "raised")),
    ("code", "code-ground"),
    ("mention", "mention-ground"),
    ("me", "me-ground"),
    ("badge", "badge-ground"),
    ("pressed", "pressed-ground"),
    ("white", "primary"),
    ("white", "primary-hover"),
    ("white", "danger-solid"),
]


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def themes() -> list[dict[str, str]]:
    style = (STATIC / "blocks.css").read_text()
    found = re.findall(r":root[^{]*\{([^}]+)\}", style)
    return [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", each)) for each in found]


@pytest.mark.parametrize("pair", PAIRS, ids="-on-".join)
def test_words_stand_out_from_their_ground_by_day_and_by_night(pair: tuple[str, str]) -> None:
    for theme in themes():
        light, dark = sorted(
            (luminance(({"white": "#ffffff"} | theme)[each]) for each in pair), reverse=True
        )

        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_dark_theme_is_the_same_by_choice_and_by_system() -> None:
    _, chosen, by_system = themes()

    assert chosen == by_system
