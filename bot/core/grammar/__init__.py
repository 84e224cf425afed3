"""RULE: what people type after a slash command becomes values or a Refusal, never anything else."""

from bot.core.grammar.contact import read_contact
from bot.core.grammar.customer import names_tier, read_customer, read_mine
from bot.core.grammar.heed import read_heed
from bot.core.grammar.plain import read_plain
from bot.core.grammar.promise import read_promise

__all__ = [
    "names_tier",
    "read_contact",
    "read_customer",
    "read_heed",
    "read_mine",
    "read_plain",
    "read_promise",
]
