"""RULE: the tables, a module for each part of the domain. Each row carries its workspace.

They are imported from here: so one metadata knows them all, whichever is asked for.
"""

from bot.store.tables.customers import (
    contacts,
    customer_names,
    customers,
    is_our_word,
    moved_channels,
    of_tier,
    tiers,
)
from bot.store.tables.history import history, history_words, moved_rows
from bot.store.tables.homes import home_rows, homes
from bot.store.tables.incoming import drafts, heard, reactions, receipts
from bot.store.tables.messages import deliveries, nudges, posted, posted_rows, tidings
from bot.store.tables.metadata import metadata
from bot.store.tables.people import members, teams, workspaces
from bot.store.tables.things import inquiries, is_open, promises

__all__ = [
    "contacts",
    "customer_names",
    "customers",
    "deliveries",
    "drafts",
    "heard",
    "history",
    "history_words",
    "home_rows",
    "homes",
    "inquiries",
    "is_open",
    "is_our_word",
    "members",
    "metadata",
    "moved_channels",
    "moved_rows",
    "nudges",
    "of_tier",
    "posted",
    "posted_rows",
    "promises",
    "reactions",
    "receipts",
    "teams",
    "tidings",
    "tiers",
    "workspaces",
]
