"""Judging: what a sweep could not judge is said aloud."""

import logging

from bot.services.sweep import Swept

log = logging.getLogger(__name__)


def judged(swept: Swept) -> Swept:
    """Log what could not be judged, and give back what was swept."""
    for number, fault in swept.faults:
        log.error("#%s could not be judged; again in an hour", number, exc_info=fault)
    return swept
