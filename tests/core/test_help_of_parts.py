"""Every word of a command that takes words has its help."""

from datetime import datetime

import pytest

from bot.core.asks import AddCustomer, CustomerCard, Help
from bot.core.grammar import read_contact, read_customer, read_heed, read_promise
from bot.core.grammar.customer import _VERBS
from bot.core.grammar.heed import _KNOWN
from bot.core.grammar.things import CONTACT_VERBS, PROMISE_VERBS
from bot.core.members import Team
from tests.makers import WEDNESDAY

HOURS = Team(1, "Sales").hours_in("Europe/Berlin")


@pytest.mark.parametrize("word", [word for word in _KNOWN if word != "help"])
@pytest.mark.parametrize("wish", ["help", "?", "Help!"])
def test_every_word_of_heed_answers_help(word: str, wish: str) -> None:
    now: datetime = WEDNESDAY
    read = read_heed(f"{word} {wish}", now=now, hours=HOURS)
    assert isinstance(read, Help)


@pytest.mark.parametrize("wish", ["help", "?", "Help!"])
def test_every_verb_of_the_other_commands_answers_help(wish: str) -> None:
    for verb in CONTACT_VERBS:
        assert read_contact(f"{verb} {wish}", now=WEDNESDAY, hours=HOURS) == Help("contact")
    for verb in PROMISE_VERBS:
        assert read_promise(f"{verb} {wish}", now=WEDNESDAY, hours=HOURS) == Help("promise")
    for verb in _VERBS:
        assert read_customer(f"{verb} {wish}") == Help("customer")


def test_a_customer_whose_name_begins_or_ends_so_is_a_customer() -> None:
    assert read_customer("Legal Help") == CustomerCard("Legal Help")
    assert read_customer("add Help Desk") == AddCustomer("Help Desk")
