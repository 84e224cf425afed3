"""At home: answers to what was pressed in a Home, where there is no message to edit or answer."""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.core.failures import Failure
from bot.messages import ids
from bot.messages.kit import Message, View
from bot.services import homes, replies
from bot.services.desk import Desk, StoreBusy

log = logging.getLogger(__name__)

Body = Mapping[str, Any]
OpenView = Callable[[str, View], None]


def is_there(body: Body) -> bool:
    """Whether a press was made in a Home, or in the words that one opened."""
    view = body.get("view")
    if not isinstance(view, Mapping) or body.get("response_url"):
        return False
    return view.get("type") == "home" or view.get("callback_id") == ids.VIEW_WORDS


def words(message: Message) -> View:
    """What is said to whoever looks at a Home, as a modal of its own."""
    return View(ids.VIEW_WORDS, "Heed", message.blocks)


def say(
    desk: Desk, workspace_id: str, body: Body, message: Message, *, open_view: OpenView
) -> None:
    """Open the words in front of whoever pressed; by direct message where that comes too late."""
    if open_at_once(body, message, open_view=open_view):
        return
    replies.notice(desk, workspace_id, body["user"]["id"], body=message.body())


def open_at_once(body: Body, message: Message, *, open_view: OpenView) -> bool:
    try:
        open_view(str(body.get("trigger_id")), words(message))
    except Failure as failure:
        log.warning("a press in a Home was not answered: %s", failure.error)
        return False
    return True


def shows(desk: Desk, workspace_id: str, member_id: str, message: Message | None = None) -> None:
    """Have the Home show what came of a press, and what is true since."""
    said: Sequence[Mapping[str, Any]] = () if message is None else message.blocks
    try:
        homes.pressed(desk, workspace_id, member_id, said=said)
    except (SQLAlchemyError, StoreBusy):
        # It is done all the same, and to be seen there the next time it is opened.
        log.exception("a Home could not show what came of a press")
