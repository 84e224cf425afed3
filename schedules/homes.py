"""Homes: publish what stands in a member's Home when it is no longer true."""

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from bot.core.failures import Failure, Meaning
from bot.core.homes import Home
from bot.messages import homes as home_words
from bot.services import homes
from bot.services.desk import Desk, StoreBusy

if TYPE_CHECKING:
    from bot.slack.gateway import Gateway

log = logging.getLogger(__name__)

CONFLICT = "hash_conflict"  # somebody else published meanwhile
LONGEST_WAIT = timedelta(minutes=10)


class Publisher:
    """Publishes Homes through a gateway; whatever it does twice comes out the same.

    `rest` is how long a Home stands before a change of somebody else's is shown in it.
    """

    def __init__(
        self,
        desk: Desk,
        gateway: "Gateway",
        *,
        lease: timedelta,
        rest: timedelta = homes.REST,
        prefix: str = "",
    ) -> None:
        self._desk = desk
        self._gateway = gateway
        self._lease = lease
        self._rest = rest
        self._prefix = prefix

    def publish(self) -> bool:
        """Publish one Home that is behind; return whether there was one."""
        home = homes.claim(self._desk, lease=self._lease)
        if home is None:
            return False
        deadline = self._desk.system_now() + self._lease / 2
        try:
            shown = homes.shown(self._desk, home)
            tab = home_words.outsider()
            if shown is not None:
                tab = home_words.home(shown, said=home.said, prefix=self._prefix)
            if self._desk.system_now() > deadline:
                # Somebody else may have published what is newer by now; else it is claimed anew.
                return True
            mark = self._gateway.publish(home.member_id, tab, mark=home.hash)
            homes.done(self._desk, home, shown, mark=mark, rest=self._rest)
        except Failure as failure:
            self._failed(home, failure)
        except (SQLAlchemyError, StoreBusy):
            raise
        except Exception:
            # One Home that cannot be rendered must not keep the others from being published.
            log.exception("the Home of %s could not be published", home.member_id)
            homes.later(self._desk, home, wait=LONGEST_WAIT, mark=home.hash)
        return True

    def _failed(self, home: Home, failure: Failure) -> None:
        if failure.error == CONFLICT:
            # What is rendered next is newer than both: it is published whatever stands there.
            homes.later(self._desk, home, wait=timedelta(0), mark=None)
            return
        if failure.meaning in (Meaning.PERMANENT, Meaning.RECIPIENT):
            log.info("the Home of %s stays as it is: %s", home.member_id, failure.error)
            homes.done(self._desk, home, None, mark=None, rest=self._rest)
            return
        # Where it may have been published its mark is unknown, and what stands there is ours.
        wait = timedelta(seconds=failure.wait * 2 ** min(home.attempts, 7))
        homes.later(self._desk, home, wait=min(wait, LONGEST_WAIT), mark=None)
