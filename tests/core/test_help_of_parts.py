"""Every word of `/heed` that takes words has its help."""

from datetime import datetime

import pytest

from bot.core.asks import Help
from bot.core.grammar import read_heed
from bot.core.grammar.heed import _KNOWN
from bot.core.members import Team
from tests.makers import WEDNESDAY


@pytest.mark.parametrize("word", [word for word in _KNOWN if word != "help"])
@pytest.mark.parametrize("wish", ["help", "?", "Help!"])
def test_every_word_of_heed_answers_help(word: str, wish: str) -> None:
    now: datetime = WEDNESDAY
    read = read_heed(f"{word} {wish}", now=now, hours=Team(1, "Sales").hours_in("Europe/Berlin"))
    assert isinstance(read, Help)
