"""Edits: bring a posted message up to what the store knows."""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from bot.core.deliveries import DeliveryKind, Posted
from bot.core.failures import Failure, Meaning
from bot.messages import notices
from bot.messages import nudges as nudge_words
from bot.messages import tidings as tiding_words
from bot.messages.kit import Message
from bot.services import editing, heralds
from bot.services.desk import Desk, StoreBusy

if TYPE_CHECKING:
    from bot.slack.gateway import Gateway

log = logging.getLogger(__name__)

LONGEST_WAIT = timedelta(minutes=10)


class Editor:
    """Edits messages through a gateway; whatever it does twice comes out the same."""

    def __init__(
        self,
        desk: Desk,
        gateway: "Gateway",
        *,
        lease: timedelta,
        prefix: str = "",
    ) -> None:
        self._desk = desk
        self._gateway = gateway
        self._lease = lease
        self._prefix = prefix

    def edit(self) -> bool:
        """Edit one message that is behind; return whether there was one."""
        message = editing.claim(self._desk, lease=self._lease)
        if message is None:
            return False
        deadline = self._desk.system_now() + self._lease / 2
        try:
            words = self._words(message)
            if self._desk.system_now() > deadline:
                # Somebody else may have put newer words there by now; else it is claimed anew.
                return True
            if not self._is_read_by_others(message.channel_id):
                self._gateway.edit(message.channel_id, message.ts, words)
            editing.done(self._desk, message)
        except Failure as failure:
            self._failed(message, failure)
        except (SQLAlchemyError, StoreBusy):
            raise
        except Exception:
            # One message that cannot be rendered must not keep the others from being edited.
            log.exception("message %s could not be edited", message.id)
            editing.later(self._desk, message, wait=LONGEST_WAIT)
        return True

    def _words(self, message: Posted) -> Message:
        """Render what is true now."""
        match message.kind:
            case DeliveryKind.TIDINGS:
                heard = heralds.said_again(self._desk, message)
                return tiding_words.told(heard, prefix=self._prefix)
            case DeliveryKind.NOTICE:
                return notices.forgotten()
            case _:
                others = heralds.said_again(self._desk, message)
                bundle = replace(editing.bundle_of(self._desk, message), others=others)
                return nudge_words.reminder(bundle, prefix=self._prefix)

    def _is_read_by_others(self, channel_id: str) -> bool:
        """Whether a channel was shared with another company since: then nothing new is said."""
        return not channel_id.startswith("D") and self._gateway.outsiders_in(channel_id)

    def _failed(self, message: Posted, failure: Failure) -> None:
        if failure.meaning in (Meaning.PERMANENT, Meaning.RECIPIENT):
            # The message is gone, or too old to be edited: nothing there can be mended.
            log.info("message %s stays as it is: %s", message.id, failure.error)
            editing.done(self._desk, message)
            return
        wait = timedelta(seconds=failure.wait * 2 ** min(message.attempts, 7))
        editing.later(self._desk, message, wait=min(wait, LONGEST_WAIT))
