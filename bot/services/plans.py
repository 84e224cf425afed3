"""Plans: what is to become of the nudges at hand, collected before it is written."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.core.attention import Held
from bot.core.nudges import NOBODY, Nudge, NudgeState
from bot.core.verdicts import Wait

POISON_WAITS = timedelta(hours=1)


@dataclass
class Plan:
    """What is to become of the nudges at hand."""

    changes: list[dict[str, Any]] = field(default_factory=list)
    to_members: dict[str, list[Nudge]] = field(default_factory=dict)
    to_channels: list[tuple[Nudge, str]] = field(default_factory=list)
    in_shadow: dict[str, list[Nudge]] = field(default_factory=dict)
    faults: list[tuple[str, Exception]] = field(default_factory=list)

    def moot(self, nudge: Nudge, why: str) -> None:
        self.changes.append({"nudge_id": nudge.id, "state": NudgeState.MOOT, "why": why})

    def lost(self, nudge: Nudge) -> None:
        self.changes.append({"nudge_id": nudge.id, "state": NudgeState.LOST, "why": NOBODY})

    def wait(self, nudge: Nudge, wait: Wait) -> None:
        """What holds it back is kept: it explains why the nudge came late, when it comes."""
        change = {"nudge_id": nudge.id, "state": NudgeState.QUEUED, "ready_at": wait.until}
        self.changes.append(change | {"why": wait.held})

    def poisoned(self, nudge: Nudge, fault: Exception, *, now: datetime) -> None:
        """One thing that cannot be judged must not keep the others waiting."""
        self.faults.append((f"#{nudge.number}", fault))
        change = {"nudge_id": nudge.id, "state": NudgeState.QUEUED}
        self.changes.append(change | {"ready_at": now + POISON_WAITS})

    def join(self, nudge: Nudge, delivery_id: int, until: datetime) -> None:
        """Queue it behind a message that is owed already: if that one is late, it comes along."""
        self.wait(nudge, Wait(until, Held.SPACING))
        self.changes[-1]["delivery_id"] = delivery_id

    def bind(self, nudge: Nudge, delivery_id: int, recipient_id: str) -> None:
        self.changes.append(
            {
                "nudge_id": nudge.id,
                "state": NudgeState.BOUND,
                "delivery_id": delivery_id,
                "recipient_id": recipient_id,
                "why": nudge.why,
            }
        )
