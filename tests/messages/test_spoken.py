"""What is said aloud: our bold and type are left out, the marks in people's words stay."""

import pytest

from bot.messages import kit

MARK = "\u200b*\u200b"


@pytest.mark.parametrize(
    ("name", "aloud"),
    [
        ("Acme", "Acme waits."),
        ("Acme*", f"Acme{MARK} waits."),  # the bold that we end stands right behind its mark
        ("*Acme", f"{MARK}Acme waits."),
        ("*Acme*", f"{MARK}Acme{MARK} waits."),
        ("Ac*me", f"Ac{MARK}me waits."),
        ("`Acme`", "\u200b`\u200bAcme\u200b`\u200b waits."),
        ("Acme**", f"Acme{MARK}{MARK} waits."),
        ("~Acme~", "\u200b~\u200bAcme\u200b~\u200b waits."),
    ],
)
def test_only_our_own_formatting_is_left_out_of_what_is_spoken(name: str, aloud: str) -> None:
    assert kit.message(f"*{kit.name(name)}* waits.").text == aloud


def test_two_names_side_by_side_keep_their_marks() -> None:
    both = f"*{kit.name('A*')}**{kit.name('*B')}*"
    assert kit.message(both).text == f"A{MARK}{MARK}B."
