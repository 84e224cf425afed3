"""The one door to reading what people type after a slash command."""

from bot.core.grammar_contact import read_contact
from bot.core.grammar_customer import read_customer, read_mine
from bot.core.grammar_heed import read_heed
from bot.core.grammar_plain import read_plain
from bot.core.grammar_promise import read_promise

__all__ = [
    "read_contact",
    "read_customer",
    "read_heed",
    "read_mine",
    "read_plain",
    "read_promise",
]
