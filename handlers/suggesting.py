"""Suggesting: the menu of customers, while somebody types."""

import logging
import re
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.core.filling import ADDED, Field
from bot.messages import fields, ids
from bot.services.suggesting import Suggested, suggest
from handlers import entries
from handlers.door import KNOWN, Door

log = logging.getLogger(__name__)

_CUSTOMER = re.compile(rf"^{re.escape(ids.FILL)}{Field.CUSTOMER}(~[0-9]+)?\Z")


def register(app: App, door: Door) -> None:
    app.options(_CUSTOMER)(partial(suggested, door=door))


def suggested(ack: Ack, body: dict[str, Any], *, door: Door) -> None:
    """Offer the customers that may be meant, and last to add what was typed."""
    found, typed = Suggested(), body.get("value")
    if door.is_ours(body):
        try:
            name = typed if isinstance(typed, str) else ""
            found = door.known(door.asked(body), lambda asked: suggest(door.desk, asked, name))
        except KNOWN as no:
            # A menu has no place for words: it stays empty, and the form says the rest.
            log.warning("no customers could be suggested: %s", no)
    merged = _merged(body)
    options = [
        fields.picked(str(customer_id), name)
        for customer_id, name in found.customers
        if customer_id != merged
    ]
    if found.new and merged is None and fields.fits(ADDED + found.new):
        options.append(fields.picked(ADDED + found.new, found.new))
    ack(options=options)


def _merged(body: dict[str, Any]) -> object:
    """The customer that is merged, where the menu asks into which one: that must be another."""
    view = body.get("view") or {}
    if view.get("callback_id") != ids.VIEW_MERGE:
        return None
    return entries.carried(view).get("n", 0)
