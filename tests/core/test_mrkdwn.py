"""What a message says, as plain words: nothing in it keeps any power."""

import pytest

from bot.core.mrkdwn import made_plain, mentioned

NAMES = {"U0ADA": "Ada", "U0ODD": "<!here|x>"}


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("*Could* you _send_ ~it~ `now`?", "Could you send it now?"),
        ("*_very_* important", "very important"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),  # no marks
        ("<@U0ADA> and <@U0NOBODY|gone>", "@Ada and @gone"),
        ("<@U0ODD> says", "@!herex says"),
        ("<#C0TEAM|support> <!here> <https://acme.example|click>", "#support @here https://acme.example"),
        ("&gt; quoted\n&lt;b&gt; &amp;amp;", "quoted\n<b> &amp;"),
        ("```\nline\n```", "line"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_message_is_read_as_somebody_reads_it(text: str, plain: str) -> None:
    assert made_plain(text, names=NAMES, limit=2_000) == plain


def test_what_is_too_long_ends_in_an_honest_dot() -> None:
    assert made_plain("abcdefgh", names={}, limit=5) == "abcd…"


def test_everybody_mentioned_is_looked_for() -> None:
    assert mentioned("<@U0ADA> <@W1|x> U2") == {"U0ADA", "W1"}
