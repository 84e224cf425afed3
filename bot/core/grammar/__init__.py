"""RULE: what people type after a slash command becomes values or a Refusal, never anything else."""

from bot.core.grammar.begun_verbs import verb_begun
from bot.core.grammar.contact import read_contact
from bot.core.grammar.customer import names_tier, read_customer, read_mine
from bot.core.grammar.customer_form import read_customer_form
from bot.core.grammar.filled import read_contact_form, read_promise_form
from bot.core.grammar.heed import read_heed
from bot.core.grammar.plain import read_plain
from bot.core.grammar.promise import read_promise
from bot.core.grammar.unfinished import form_of, read_unfinished

__all__ = [
    "form_of",
    "names_tier",
    "read_contact",
    "read_contact_form",
    "read_customer",
    "read_customer_form",
    "read_heed",
    "read_mine",
    "read_plain",
    "read_promise",
    "read_promise_form",
    "read_unfinished",
    "verb_begun",
]
