"""Everything that is said, against its golden file, Slack's schema and Slack's limits."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.messages.kit import HomeTab, Message, View
from tests.messages.cast import Cast
from tests.messages.checker import complaints
from tests.messages.said import every
from tests.outgoing import problems

GOLDEN = Path(__file__).parent.parent / "data" / "messages"
SAYINGS = every()

HOSTILE = (
    "<!channel> <!here> <!everyone> <!subteam^S1>",
    "<@U1> <@U1|boss> <#C1|x>",
    "<https://evil.example|Your bank>",
    "*bold* _italic_ ~gone~ `code` ```block```",
    "&lt;!channel&gt; &amp;amp; &",
    "> quoted\n>>> all of it",
    "line\r\nline\u2028line\x00\x07",
    "\u202eright to left\u202c שלום עליכם مرحبا",
    "x" * 3_000,
    "<" * 3_000,
    "*" * 2_999,
    "&" * 2_000,
    "😀" * 2_000,
    "\ud800 half a letter",
    "",
    "   \u200b \ufeff ",
    "@here #general http://evil.example",
    ":tada: \u200d \ufeff",
)


def body(said: Message | View | HomeTab) -> dict[str, object]:
    return said.body()


@pytest.mark.parametrize("name", SAYINGS)
def test_it_reads_as_it_was_read_and_approved(name: str) -> None:
    path = GOLDEN / f"{name}.json"
    said = json.dumps(body(SAYINGS[name](Cast())), ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("HEED_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(SAYINGS)


@pytest.mark.parametrize("name", SAYINGS)
def test_slack_takes_it(name: str) -> None:
    said = SAYINGS[name](Cast())
    match said:
        case Message():
            assert problems("chat.postMessage", {"channel": "D1", **said.body()}) == []
        case View():
            assert problems("views.open", {"trigger_id": "1.2", "view": said.body()}) == []
        case HomeTab():
            assert problems("views.publish", {"user_id": "U1", "view": said.body()}) == []


@pytest.mark.parametrize("name", SAYINGS)
def test_no_words_of_a_customer_have_any_power(name: str) -> None:
    found = {words: complaints(SAYINGS[name](Cast(*[words] * 6))) for words in HOSTILE}
    assert {words: said for words, said in found.items() if said} == {}


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    words=st.text(max_size=2_000)
    | st.text(alphabet="<>&!@#|*_~`:\n \u202e\u05d0😀a", max_size=2_000)
    | st.sampled_from(HOSTILE)
)
def test_limits_hold_whatever_is_written(words: str) -> None:
    cast = Cast(words, words, words, words, words, words)
    for name, saying in SAYINGS.items():
        if not name.startswith("help"):
            assert (name, complaints(saying(cast))) == (name, [])


@pytest.mark.parametrize("name", SAYINGS)
def test_the_text_alone_is_a_sentence(name: str) -> None:
    said = SAYINGS[name](Cast())
    if isinstance(said, Message):
        assert said.text[0].isupper() or said.text[0] in "#/123456789"
        assert "*" not in said.text
        assert any(mark in said.text for mark in ".…?")
