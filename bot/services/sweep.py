"""The sweep: find what must be looked at by now, judge it, queue what is due."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from bot.core import nudges, things
from bot.core.history import Kind
from bot.core.nudges import Due, Judgement, Nudge, NudgeState
from bot.core.things import Thing
from bot.core.verdicts import MOVED, SETTLED, revived
from bot.services.desk import Desk
from bot.store import looks, workspaces
from bot.store import nudges as ledger

BATCH = 100
POISON_WAITS = timedelta(hours=1)
MOOT_BUT_OPEN = {(NudgeState.MOOT, SETTLED), (NudgeState.MOOT, MOVED)}


@dataclass(frozen=True, slots=True)
class Swept:
    """How many things were judged, how many nudges queued, and what could not be judged."""

    judged: int = 0
    queued: int = 0
    faults: tuple[tuple[int, Exception], ...] = ()

    def __add__(self, other: "Swept") -> "Swept":
        faults = self.faults + other.faults
        return Swept(self.judged + other.judged, self.queued + other.queued, faults)


def sweep(desk: Desk, *, batch: int = BATCH) -> Swept:
    """Judge everything whose look is due, in every active workspace, batch by batch."""
    with desk.store.read() as connection:
        active = workspaces.active(connection)
        due = looks.due(connection, active, now=desk.now())
    total = Swept()
    for workspace_id, kind in due:
        has_more = True
        while has_more:
            part, has_more = _batch(desk, workspace_id, kind, batch)
            total += part
    return total


def _batch(desk: Desk, workspace_id: str, kind: Kind, batch: int) -> tuple[Swept, bool]:
    now = desk.now()
    with desk.store.write() as connection:
        # One more than is judged says whether there is more.
        seen = looks.to_judge(connection, workspace_id, kind, now=now, limit=batch + 1)
        found = seen[:batch]
        if not found:
            return Swept(), False
        numbers = [thing.number for thing in found]
        ledgers = ledger.of_numbers(connection, workspace_id, numbers)
        swept = _settle(connection, desk, workspace_id, found, ledgers)
        return swept, len(seen) > batch


def _settle(
    connection: Connection,
    desk: Desk,
    workspace_id: str,
    found: list[Thing],
    ledgers: dict[int, list[Nudge]],
) -> Swept:
    now = desk.now()
    due: list[tuple[Thing, Due]] = []
    again: list[dict[str, Any]] = []
    faults: list[tuple[int, Exception]] = []
    for thing in found:
        judged = _judge(thing, ledgers[thing.number], desk)
        if isinstance(judged, Exception):
            # One thing that cannot be judged must not keep the others waiting.
            faults.append((thing.number, judged))
            judged = Judgement((), now + POISON_WAITS)
        due += [(thing, step) for step in judged.due]
        again.append({"row": thing.number, "look_at": judged.look_at})
    ledger.record(connection, workspace_id, due, now=now)
    ledger.settle(connection, workspace_id, _weighed_again(found, ledgers, desk))
    looks.look_again(connection, workspace_id, found[0].kind, again)
    queued = sum(step.why_not is None for _, step in due)
    return Swept(len(found), queued, tuple(faults))


def _weighed_again(
    found: list[Thing], ledgers: dict[int, list[Nudge]], desk: Desk
) -> list[dict[str, Any]]:
    """What is owed of things that have changed is weighed anew, at once.

    So is what was moot because the thing was settled or moved, when that was taken back, and what
    was passed over by a change of the target, when the customer asked again.
    """
    now = desk.now()
    owed = [
        nudge
        for thing in found
        if things.is_open(thing)
        for nudge in ledgers[thing.number]
        if nudge.episode == thing.episode
        and (nudge.state is NudgeState.QUEUED or (nudge.state, nudge.why) in MOOT_BUT_OPEN)
    ]
    owed += [nudge for thing in found for nudge in revived(thing, ledgers[thing.number])]
    return [{"nudge_id": nudge.id, "state": NudgeState.QUEUED, "ready_at": now} for nudge in owed]


def _judge(thing: Thing, said: list[Nudge], desk: Desk) -> Judgement | Exception:
    if not things.is_open(thing):
        return Judgement((), None)
    try:
        return nudges.judge(
            things.plan(thing),
            care=thing.care,
            now=desk.now(),
            since=things.known_since(thing),
            recorded=nudges.recorded(said, thing.episode),
            began=things.began(thing),
            left_shadow_at=thing.team.left_shadow_at,
            logged_at=thing.item.logged_at,
        )
    except Exception as fault:  # noqa: BLE001 - reported by the caller, and looked at again
        return fault
