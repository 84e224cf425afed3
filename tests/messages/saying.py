"""How the tests have something said."""

from collections.abc import Callable
from datetime import datetime

from bot.core.outcomes import Outcome
from bot.messages.kit import HomeTab, Message, View
from bot.messages.outcomes import say
from tests.messages.cast import NOW, ZONE, Cast

Saying = Callable[[Cast], Message | View | HomeTab]


def said(outcome: Outcome, *, now: datetime = NOW) -> Message:
    return say(outcome, zone=ZONE, now=now)
