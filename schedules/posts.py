"""Posts: one owed delivery at a time, from the claim to what came of it."""

import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from bot.core.deliveries import Bundle, Delivery, DeliveryKind, DeliveryState
from bot.core.failures import Failure, Meaning
from bot.core.tidings import Tidings
from bot.messages import digests as digest_words
from bot.messages import notices
from bot.messages import nudges as nudge_words
from bot.messages import tidings as tiding_words
from bot.messages.kit import Message
from bot.services import claims, digests, heralds, posting, reactions, replies, undelivered
from bot.services.desk import Desk, StoreBusy
from schedules.batches import Batch

if TYPE_CHECKING:
    from bot.slack.gateway import Gateway

log = logging.getLogger(__name__)

LONGEST_WAIT = timedelta(minutes=10)
APART_SECONDS = 1.0  # Slack takes one message a second in a channel
# A channel's history can be read later; without the scope it can never be.
LOOKS_AGAIN = (Meaning.TRANSIENT, Meaning.AMBIGUOUS, Meaning.WORKSPACE)
NOT_ALLOWED = "missing_scope"


class Poster:
    """Sends deliveries through a gateway. `lease` and `grace` are of the system's clock.

    `grace` is how long a lost answer of Slack's may still turn into a message.
    """

    def __init__(
        self,
        desk: Desk,
        gateway: "Gateway",
        *,
        lease: timedelta,
        grace: timedelta,
        apart: float = APART_SECONDS,
        prefix: str = "",
    ) -> None:
        self._desk = desk
        self._gateway = gateway
        self._lease = lease
        self._grace = grace
        self._apart = apart
        self._prefix = prefix
        self._batch = Batch(desk, lease=lease)
        self._posted: dict[str, float] = {}

    def post(self) -> bool:
        """Send one message; return whether there was one."""
        delivery = self._batch.take()
        if delivery is None:
            return False
        try:
            if not self._found(delivery):
                self._post(delivery)
        except Failure as failure:
            # What it was about may be about the others too: they are claimed anew.
            self._batch.give_back()
            self._failed(delivery, failure)
        except (SQLAlchemyError, StoreBusy):
            raise
        except Exception as fault:
            # One message that cannot be rendered must not keep the others from being sent.
            log.exception("delivery %s could not be sent", delivery.id)
            self._later(
                delivery, LONGEST_WAIT, Failure(Meaning.TRANSIENT, repr(fault)), unknown=True
            )
        return True

    def stop(self) -> None:
        """Leave what was claimed and not sent to others."""
        self._batch.give_back()

    def _found(self, delivery: Delivery) -> bool:
        """Whether an earlier attempt arrived after all, or nobody can tell: then it is settled."""
        if delivery.state is DeliveryState.PENDING or delivery.channel_id is None:
            return False
        try:
            ts = self._gateway.find(delivery.channel_id, delivery_id=delivery.id)
        except Failure as failure:
            if failure.meaning in LOOKS_AGAIN and failure.error != NOT_ALLOWED:
                raise
            log.error("delivery %s may or may not have arrived: %s", delivery.id, failure.error)
            self._drop(delivery, DeliveryState.UNKNOWN, failure.error)
            return True
        if ts is None:
            return False
        self._sent(delivery, delivery.channel_id, ts)
        return True

    def _post(self, delivery: Delivery) -> None:
        bundle = heard = None
        if delivery.kind is DeliveryKind.TIDINGS:
            heard = heralds.said(self._desk, delivery)
            if heard is None:
                return
        if delivery.kind in claims.OF_NUDGES:
            sight = self._batch.sight(delivery)
            bundle = claims.bundle_of(self._desk, delivery, sight=sight)
            if bundle is None:
                return
            bundle = replace(bundle, others=heralds.beside(self._desk, delivery))
        message = self._message(delivery, bundle, heard)
        channel_id = self._where(delivery)
        if delivery.channel_id is None:
            delivery = posting.keep_channel(self._desk, delivery, channel_id)
        self._pace(channel_id)
        if self._desk.system_now() > self._batch.deadline:
            # Somebody else may have taken it over by now: better to look than to say it twice.
            raise Failure(Meaning.TRANSIENT, "the lease ran out")
        self._sent(delivery, channel_id, self._say(delivery, channel_id, message), bundle)

    def _say(self, delivery: Delivery, channel_id: str, message: Message) -> str:
        try:
            return self._gateway.post(channel_id, message, delivery_id=delivery.id)
        finally:
            self._posted[channel_id] = time.monotonic()

    def _message(
        self, delivery: Delivery, bundle: Bundle | None, heard: Sequence[Tidings] | None
    ) -> Message:
        """Render what is true now."""
        if bundle is not None:
            return nudge_words.reminder(bundle, prefix=self._prefix)
        if delivery.kind is DeliveryKind.DIGEST:
            return digest_words.weekly(digests.digest_of(self._desk, delivery), prefix=self._prefix)
        if heard is not None:
            return tiding_words.told(heard, prefix=self._prefix)
        body = dict(delivery.body or {})
        return Message(body["text"], tuple(body["blocks"]))

    def _where(self, delivery: Delivery) -> str:
        try:
            channel_id = delivery.channel_id or self._open(delivery)
            is_channel = delivery.kind is DeliveryKind.CHANNEL
            is_shared = is_channel and self._gateway.outsiders_in(channel_id)
        except Failure as failure:
            raise _unsaid(failure) from failure
        if is_shared:
            raise Failure(Meaning.RECIPIENT, "shared_with_outsiders")
        return channel_id

    def _open(self, delivery: Delivery) -> str:
        known = posting.dm_of(self._desk, delivery)
        return known or self._gateway.open_dm(delivery.recipient_id)

    def _pace(self, channel_id: str) -> None:
        since = time.monotonic() - self._posted.get(channel_id, -self._apart)
        if since < self._apart:
            time.sleep(self._apart - since)

    def _sent(
        self, delivery: Delivery, channel_id: str, ts: str, bundle: Bundle | None = None
    ) -> None:
        self._batch.sent(delivery, channel_id=channel_id, ts=ts, bundle=bundle)
        workspace_id = delivery.workspace_id
        for member_id, refusal in reactions.waited(self._desk, workspace_id, channel_id, ts):
            body = notices.refused(refusal.sentence).body()
            replies.whisper(self._desk, workspace_id, member_id, channel_id=channel_id, body=body)

    def _failed(self, delivery: Delivery, failure: Failure) -> None:
        log.warning("delivery %s: %s (%s)", delivery.id, failure.error, failure.meaning)
        match failure.meaning:
            case Meaning.TRANSIENT:
                self._later(delivery, timedelta(seconds=failure.wait), failure, unknown=False)
            case Meaning.AMBIGUOUS:
                self._later(delivery, self._grace, failure, unknown=True)
            case Meaning.WORKSPACE:
                undelivered.pause(self._desk, delivery, why=failure.error)
            case Meaning.RECIPIENT:
                undelivered.refused(self._desk, delivery, error=failure.error)
            case Meaning.PERMANENT:
                undelivered.dead(self._desk, delivery, error=failure.error)

    def _later(
        self, delivery: Delivery, wait: timedelta, failure: Failure, *, unknown: bool
    ) -> None:
        # What an earlier attempt left unknown stays so until somebody has looked.
        unknown = unknown or delivery.state is not DeliveryState.PENDING
        wait = min(wait * 2 ** min(delivery.attempts, 6), max(wait, LONGEST_WAIT))
        undelivered.later(self._desk, delivery, wait=wait, error=failure.error, unknown=unknown)

    def _drop(self, delivery: Delivery, state: DeliveryState, error: str) -> None:
        undelivered.drop(self._desk, delivery, state=state, error=error)


def _unsaid(failure: Failure) -> Failure:
    """What failed before the post was begun has said nothing, whatever else it did."""
    if failure.meaning is not Meaning.AMBIGUOUS:
        return failure
    return Failure(Meaning.TRANSIENT, failure.error, failure.wait)
