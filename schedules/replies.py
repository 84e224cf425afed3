"""Replies: answers to whoever pressed or reacted, sent at once, or not at all."""

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.core.deliveries import Delivery, DeliveryKind, DeliveryState
from bot.core.failures import Failure, Meaning
from bot.messages.kit import Message
from bot.services import claims, posting, undelivered
from bot.services.desk import Desk

if TYPE_CHECKING:
    from bot.slack.gateway import Gateway

log = logging.getLogger(__name__)

ANSWERS = (DeliveryKind.REPLY, DeliveryKind.WHISPER)
ANSWERED_WITHIN = 5  # attempts: a reply is for somebody who is looking


class Replier:
    """Sends answers through a gateway."""

    def __init__(self, desk: Desk, gateway: "Gateway", *, lease: timedelta) -> None:
        self._desk = desk
        self._gateway = gateway
        self._lease = lease

    def reply(self) -> bool:
        """Send one answer to a click; return whether there was one."""
        delivery = claims.claim(self._desk, ANSWERS, lease=self._lease)
        if delivery is None:
            return False
        if delivery.state is not DeliveryState.PENDING and not _replaces(delivery):
            # It may have been said, and nobody can look: once is better than twice.
            self._drop(delivery, DeliveryState.UNKNOWN, "nobody knows whether it arrived")
            return True
        try:
            self._answer(delivery)
            posting.sent(self._desk, delivery, channel_id=delivery.channel_id or "", ts="")
        except Failure as failure:
            self._unanswered(delivery, failure)
        return True

    def _answer(self, delivery: Delivery) -> None:
        body = dict(delivery.body or {})
        if delivery.kind is DeliveryKind.REPLY:
            self._gateway.respond(delivery.address or "", body)
            return
        message = Message(body["text"], tuple(body["blocks"]))
        self._gateway.whisper(delivery.channel_id or "", delivery.recipient_id, message)

    def _unanswered(self, delivery: Delivery, failure: Failure) -> None:
        unsaid = failure.meaning is Meaning.TRANSIENT
        maybe = failure.meaning is Meaning.AMBIGUOUS
        if (unsaid or (maybe and _replaces(delivery))) and delivery.attempts < ANSWERED_WITHIN:
            wait = timedelta(seconds=failure.wait)
            undelivered.later(self._desk, delivery, wait=wait, error=failure.error, unknown=False)
            return
        log.warning("a reply was not delivered: %s", failure.error)
        self._drop(delivery, DeliveryState.DEAD, failure.error)

    def _drop(self, delivery: Delivery, state: DeliveryState, error: str) -> None:
        undelivered.drop(self._desk, delivery, state=state, error=error)


def _replaces(delivery: Delivery) -> bool:
    """Whether it stands in place of what was pressed: said twice, it comes out the same."""
    return bool((delivery.body or {}).get("replace_original"))
