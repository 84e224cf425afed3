"""Batches: what a poster has claimed ahead, handed out one by one."""

import logging
from collections import deque
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.core.deliveries import Bundle, Delivery, DeliveryKind
from bot.services import claims, posting
from bot.services.claims import Sight
from bot.services.desk import Desk, StoreBusy

log = logging.getLogger(__name__)

FRESH = timedelta(seconds=1)  # for which what was seen counts as what is so
MESSAGES = (
    DeliveryKind.NUDGES,
    DeliveryKind.CHANNEL,
    DeliveryKind.BRIEF,
    DeliveryKind.DIGEST,
    DeliveryKind.TIDINGS,
    DeliveryKind.NOTICE,
)


class Batch:
    """The deliveries that one poster has leased; one of them is being said."""

    def __init__(self, desk: Desk, *, lease: timedelta, fresh: timedelta = FRESH) -> None:
        self._desk = desk
        self._lease = lease
        self._fresh = fresh
        self._ahead: deque[Delivery] = deque()
        self._begun: int | None = None
        self._sights: dict[int, Sight] = {}
        # By the clock that leases go by: any other stands still while a machine sleeps.
        self._seen_at = datetime.min.replace(tzinfo=UTC)
        # By then somebody else may soon take over what is left.
        self.deadline = self._seen_at

    def take(self) -> Delivery | None:
        """The delivery to be said now; None when nothing is owed."""
        if self._desk.system_now() > self.deadline:
            self.give_back()
        while self._ahead:
            delivery = self._ahead[0]
            is_ours = delivery.id == self._begun or claims.begin(self._desk, delivery)
            self._ahead.popleft()
            if is_ours:
                return delivery
        return self._claim()

    def _claim(self) -> Delivery | None:
        begun_at = self._desk.system_now()
        found = claims.claim_ahead(self._desk, MESSAGES, lease=self._lease)
        if not found:
            return None
        self.deadline = begun_at + self._lease / 2
        self._ahead.extend(found[1:])
        self._seen_at = self._desk.system_now()
        try:
            self._sights = claims.sights(self._desk, found)
        except (SQLAlchemyError, StoreBusy):
            raise
        except Exception:
            # One that cannot be read must not keep the others: each is looked at by itself.
            log.exception("a batch of deliveries could not be looked at")
            self._sights = {}
        return found[0]

    def sight(self, delivery: Delivery) -> Sight | None:
        """What was just seen of it; None if it has to be looked at."""
        is_fresh = abs(self._desk.system_now() - self._seen_at) < self._fresh
        return self._sights.get(delivery.id) if is_fresh else None

    def sent(
        self, delivery: Delivery, *, channel_id: str, ts: str, bundle: Bundle | None = None
    ) -> None:
        """Settle what stands in Slack and begin the next, both at once."""
        following = self._ahead[0] if self._ahead else None
        settled = posting.settle(
            self._desk, delivery, channel_id=channel_id, ts=ts, bundle=bundle, following=following
        )
        self._begun = following.id if following and settled.has_begun else None

    def give_back(self) -> None:
        """Leave what was not said to whoever asks next."""
        unsaid = list(self._ahead)
        self._ahead.clear()
        claims.give_back(self._desk, unsaid)
