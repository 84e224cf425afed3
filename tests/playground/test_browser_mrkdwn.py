"""mrkdwn looks as it does in Slack, and nobody's words become markup."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.messages import kit
from bot.playground.browser.emoji import emoji
from bot.playground.browser.markdown import markdown
from bot.playground.browser.mrkdwn import mrkdwn
from bot.playground.browser.reader import Reader
from bot.playground.browser.texts import said, text
from tests.playground.markup import tree

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
FRIDAY = int(datetime(2026, 11, 20, 16, 0, tzinfo=UTC).timestamp())
ANA = Reader(
    id="U1",
    zone="Europe/Berlin",
    now=NOW,
    members={"U1": "Ana", "U2": "Ben <b>"},
    channels={"C1": "general"},
)
EYES = '<img class="emoji" src="/static/emoji/1f440.svg" alt="👀" title=":eyes:">'
AWAY = 'target="_blank" rel="noopener noreferrer"'

# What mrkdwn may ever become, and with which attributes.
ALLOWED = {
    "a": {"href", "target", "rel"},
    "blockquote": set(),
    "br": set(),
    "code": set(),
    "em": set(),
    "img": {"class", "src", "alt", "title"},
    "pre": set(),
    "s": set(),
    "span": {"class", "title"},
    "strong": set(),
    "time": {"datetime", "title"},
}
SCHEMES = ("http:", "https:", "mailto:", "tel:")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("*bold* _italic_ ~gone~", "<strong>bold</strong> <em>italic</em> <s>gone</s>"),
        ("*_both_* _*both*_", "<strong><em>both</em></strong> <em><strong>both</strong></em>"),
        ("snake_case_name 2*3*4 a~b~c", "snake_case_name 2*3*4 a~b~c"),
        ("* no * and _ no _", "* no * and _ no _"),
        ("*two\nlines*", "*two<br>lines*"),
        ("`*code* :eyes: &lt;b&gt;`", "<code>*code* :eyes: &lt;b&gt;</code>"),
        ("a\n```\n*x*\n y\n```\nb", "a<br><pre>*x*\n y</pre>b"),
        ("&gt; quoted\n&gt;too\nnot", "<blockquote>quoted<br>too</blockquote>not"),
        ("a\n&gt;&gt;&gt; b\nc", "a<blockquote>b<br>c</blockquote>"),
        ("• one\n• two", "• one<br>• two"),
        (
            "<@U1> <@U2>",
            '<span class="mention me">@Ana</span> <span class="mention">@Ben &lt;b&gt;</span>',
        ),
        ("<@U9|zoe> <@U9>", '<span class="mention">@zoe</span> <span class="mention">@U9</span>'),
        ("<#C1> <#C9|x>", '<span class="mention">#general</span> <span class="mention">#x</span>'),
        (
            "<!here> <!subteam^S1|@sales>",
            '<span class="mention me">@here</span> <span class="mention">@sales</span>',
        ),
        (
            "<https://x.com/a_b_c|*the* quote>",
            f'<a href="https://x.com/a_b_c" {AWAY}>*the* quote</a>',
        ),
        (
            "<https://x.com?a=1&amp;b=2>",
            f'<a href="https://x.com?a=1&amp;b=2" {AWAY}>https://x.com?a=1&amp;b=2</a>',
        ),
        ("<mailto:a@b.com|a@b.com>", f'<a href="mailto:a@b.com" {AWAY}>a@b.com</a>'),
        ("<tel:+49301234>", f'<a href="tel:+49301234" {AWAY}>tel:+49301234</a>'),
        ("<javascript:alert(1)|press me>", "press me"),
        ("<data:text/html,x|press> <//x.com|me>", "press me"),
        (":eyes: :unheard_of: 10:30:15", f"{EYES} :unheard_of: 10:30:15"),
        ("👀", EYES),
        ("R&amp;D &lt;b&gt; &amp;lt; \"'", "R&amp;D &lt;b&gt; &amp;lt; &#34;&#39;"),
        (
            "see https://x.com/a_b_c.",
            f'see <a href="https://x.com/a_b_c" {AWAY}>https://x.com/a_b_c</a>.',
        ),
        (
            "#general @here a#general",
            '<span class="mention">#general</span> <span class="mention me">@here</span> a#general',
        ),
        (
            "*<https://x.com|a> `b`*",
            f'<strong><a href="https://x.com" {AWAY}>a</a> <code>b</code></strong>',
        ),
        ("<b>", "b"),
        (
            "\u200b*\u200bx\u200b*\u200b \u200b`\u200by\u200b`\u200b",
            "\u200b*\u200bx\u200b*\u200b \u200b`\u200by\u200b`\u200b",
        ),
    ],
)
def test_mrkdwn_is_drawn_as_slack_draws_it(words: str, expected: str) -> None:
    assert mrkdwn(words, reader=ANA) == expected


def test_what_an_app_calls_verbatim_links_nothing_by_itself() -> None:
    words = "#general @here https://x.com <#C1>"

    drawn = mrkdwn(words, reader=ANA, verbatim=True)

    assert drawn == '#general @here https://x.com <span class="mention">#general</span>'


def test_plain_text_knows_no_marks_and_emoji_only_where_it_says_so() -> None:
    plain = {"type": "plain_text", "text": "*<@U1>* :eyes:\n&amp;"}

    assert text(plain, reader=ANA) == f"*&lt;@U1&gt;* {EYES}<br>&amp;amp;"
    assert text(plain | {"emoji": False}, reader=ANA).endswith(":eyes:<br>&amp;amp;")
    assert said(plain, reader=ANA) == "*<@U1>* 👀\n&amp;"


@pytest.mark.parametrize(
    ("zone", "form", "expected"),
    [
        ("Europe/Berlin", "{date_num} {time}", "2026-11-20 17:00"),
        ("Asia/Tokyo", "{date_num} {time_secs}", "2026-11-21 01:00:00"),
        ("America/Sao_Paulo", "{date_slash}", "2026/11/20"),
        ("Europe/Berlin", "{date}", "November 20th, 2026"),
        ("Europe/Berlin", "{date_short}", "Nov 20, 2026"),
        ("Europe/Berlin", "{date_long}", "Friday, November 20th, 2026"),
        ("Europe/Berlin", "{date_long_full}", "November 20, 2026"),
        ("Europe/Berlin", "{date_short_pretty}", "Nov 20, 2026"),
        ("Europe/Berlin", "{day_divider_pretty} at {time}", "Friday, November 20th at 17:00"),
        ("Europe/Berlin", "{ago}", "in 2 days"),
    ],
)
def test_a_date_is_said_on_the_readers_wall(zone: str, form: str, expected: str) -> None:
    reader = Reader(id="U1", zone=zone, now=NOW)

    drawn = tree(mrkdwn(f"<!date^{FRIDAY}^{form}|then>", reader=reader)).one("time")

    assert drawn.words == expected
    assert datetime.fromisoformat(drawn["datetime"]) == datetime.fromtimestamp(FRIDAY, UTC)


@pytest.mark.parametrize(
    ("days", "token", "expected"),
    [
        (-1, "date_pretty", "yesterday"),
        (0, "date_short_pretty", "today"),
        (1, "date_long_pretty", "tomorrow"),
        (1, "day_divider_pretty", "tomorrow"),
        (-1, "ago", "1 day ago"),
    ],
)
def test_a_near_day_is_called_by_its_nearness(days: int, token: str, expected: str) -> None:
    seconds = int(NOW.timestamp()) + days * 86_400

    assert tree(mrkdwn(f"<!date^{seconds}^{{{token}}}|x>", reader=ANA)).words == expected


def test_a_date_may_lead_somewhere_and_falls_back_to_its_words() -> None:
    linked = f"<!date^{FRIDAY}^{{time}}^https://x.com/?a=1|x>"

    assert tree(mrkdwn(linked, reader=ANA)).one("a").one("time").words == "17:00"
    assert mrkdwn("<!date^never^{date}|some &lt;day&gt;>", reader=ANA) == "some &lt;day&gt;"


@pytest.mark.parametrize("words", [f"<!date^{FRIDAY}^{{moon}}|x>", "<!nobody>"])
def test_a_token_that_nobody_knows_says_so(words: str) -> None:
    assert tree(mrkdwn(words, reader=ANA)).one(class_="unsupported")


@pytest.mark.parametrize(
    ("name", "character"),
    [
        ("wave", "👋"),
        (":wave:", "👋"),
        ("wave::skin-tone-4", "👋🏽"),
        ("eyes::skin-tone-4", "👀"),
        ("muscle::skin-tone-2", "💪🏻"),
    ],
)
def test_an_emoji_has_its_skin_tone_where_it_has_skin(name: str, character: str) -> None:
    (drawn,) = tree(emoji(name)).all("img", "span")

    assert (drawn.get("alt") or drawn.words) == character


def test_an_emoji_that_nobody_knows_stays_a_name() -> None:
    assert emoji("par<rot") == ":par&lt;rot:"


def test_markdown_has_headings_lists_and_links() -> None:
    drawn = markdown(
        "# One\n**b** *i* ~~s~~ `c` [x](https://x.com) [y](javascript:z)\n- a\n- b\n"
        "1. c\n> q\n---\n```py\n**no**\n```\n"
    )

    assert [node.name for node in tree(drawn).all()[1:]] == [
        *("h4", "p", "strong", "em", "s", "code", "a", "ul", "li", "li", "ol", "li"),
        *("blockquote", "hr", "pre"),
    ]


SIGNS = st.sampled_from(
    [
        *"<>&\"'`*_~|:^!@#{}/\n\x00\u200b0a= ()[]-.",
        "```",
        "<!date^1^",
        "&lt;",
        "javascript:",
        "https://",
        ":eyes:",
        "<@U1>",
        "{date}",
        "onerror=",
        "</div>",
    ]
)
WORDS = st.one_of(st.text(), st.lists(SIGNS, max_size=40).map("".join))


@settings(deadline=None)
@given(WORDS, st.booleans())
@example("\x000\x00 `x` \x007\x00", False)
@example("<!date^-9999999999^{date_long}|x> <!date^99999999999^{ago}|x>", False)
@example("<https://[x|y>", False)
@example("<!date^٣^{date}|x>", False)
@example("*_~" * 500, False)
def test_no_words_become_markup(words: str, verbatim: bool) -> None:
    for node in tree(mrkdwn(words, reader=ANA, verbatim=verbatim)).all():
        assert set(node.attributes) <= ALLOWED[node.name]
        assert node.get("href") is None or node["href"].lower().startswith(SCHEMES)
        assert node.get("src") is None or node["src"].startswith("/static/emoji/")


@settings(deadline=None)
@given(WORDS)
def test_no_words_become_markup_in_markdown_either(words: str) -> None:
    for node in tree(markdown(words)).all():
        assert node.name in {*ALLOWED, "div", "p", "h4", "ul", "ol", "li", "hr"}
        assert node.get("href") is None or node["href"].lower().startswith(SCHEMES)


@settings(deadline=None)
@given(WORDS)
@example("*bold* _it_ `code` > x")
@example("`a` _b_")
def test_words_made_safe_by_heed_keep_every_sign(words: str) -> None:
    drawn: Any = tree(mrkdwn(f"*{kit.safe(words)}*", reader=ANA, verbatim=True))

    assert {node.name for node in drawn.all()} <= {"strong", "img", "span"}
    assert all(node.get("class") == "emoji" for node in drawn.all("img", "span"))
