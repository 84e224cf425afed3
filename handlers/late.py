"""What takes longer than Slack waits: the person is told in time, and answered when it is done."""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, TypeVar

from bot.core.filling import Unfinished
from bot.messages import refusals
from bot.messages.kit import Message
from bot.services.desk import Asked
from handlers import presses
from handlers.door import Door
from handlers.errands import NotBegun, NotYet

log = logging.getLogger(__name__)

SUBMIT_AGAIN = "That takes longer than usual. Submit it again in a moment: it is done only once."

T = TypeVar("T")


def typed(
    door: Door, asked: Asked, *, address: str, act: Callable[[], Message | None] | None = None
) -> Message | None:
    """The answer to what was typed, or that it follows; none to what `act` has shown otherwise.

    Raises Unfinished if a form can ask for the rest.
    """
    follow = partial(_followed, door, asked, address)
    try:
        said: Message | None = door.errands.run(
            act or (lambda: door.typed(asked)), afterwards=follow
        )
        return said
    except NotBegun as fault:
        return door.broken(asked, fault)
    except NotYet:
        log.warning("an answer takes longer than Slack waits")
        return refusals.slow(asked.words, command=door.prefix + asked.command)


def _followed(door: Door, asked: Asked, address: str, errand: Future[Message | None]) -> None:
    fault = errand.exception()
    if fault is None:
        if message := errand.result():
            presses.reply_at_once(door, address, message)
    elif isinstance(fault, Unfinished):
        # Its trigger is no longer good; the button that is offered has one of its own.
        presses.reply_at_once(door, address, door.refused(asked, fault))
    else:
        presses.reply_at_once(door, address, door.broken(asked, fault))


def pressed(door: Door, body: dict[str, Any], press: Callable[[], None]) -> None:
    """Carry out a press that answers for itself; Slack hears in time that it has arrived."""
    follow = partial(_fell_through, door, body)
    try:
        door.errands.run(press, afterwards=follow)
    except NotBegun as fault:
        _apologised(door, body, fault)
    except NotYet:
        log.warning("a press takes longer than Slack waits")


def _fell_through(door: Door, body: dict[str, Any], errand: Future[None]) -> None:
    fault = errand.exception()
    if fault is not None:
        _apologised(door, body, fault)


def _apologised(door: Door, body: dict[str, Any], fault: BaseException) -> None:
    presses.answer_at_once(door, body, door.broken(door.asked(body), fault))


def submitted(door: Door, act: Callable[[], T]) -> T:
    """What comes of a form. Raises NotBegun or NotYet: the form stays, to be sent again."""
    found: T = door.errands.run(act, afterwards=_noted)
    return found


def _noted(errand: Future[Any]) -> None:
    fault = errand.exception()
    if fault is not None:
        log.error("a form was not carried out", exc_info=fault)
