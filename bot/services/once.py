"""Once: a verb is carried out in one transaction, and once, however often it is asked."""

from collections.abc import Callable

from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from bot.core.outcomes import Answer, Outcome, Repeated
from bot.services.desk import (
    Asked,
    Cut,
    Desk,
    GaveWay,
    Overtaken,
    StoreBusy,
    Turn,
    Unsure,
    turn,
)


def do(desk: Desk, asked: Asked, verb: Callable[[Turn], Outcome]) -> Answer:
    """Carry a verb out once, however often it is asked."""
    committing: list[Answer] = []
    try:
        return _once(desk, asked, verb, committing)
    except Cut:
        return _after_cut(desk, asked, verb, committing)
    except (IntegrityError, GaveWay, Overtaken):
        # Another change was being written beside us; now it is there to be seen.
        return _once(desk, asked, verb, [])


def _once(
    desk: Desk, asked: Asked, verb: Callable[[Turn], Outcome], committing: list[Answer]
) -> Answer:
    with turn(desk, asked) as ours:
        answer = Answer(_unless_done(ours, verb), ours.zone, ours.now)
        committing.append(answer)
    return answer


def _after_cut(
    desk: Desk, asked: Asked, verb: Callable[[Turn], Outcome], committing: list[Answer]
) -> Answer:
    """Once more; if the receipt says that it was written after all, the answer stands."""
    try:
        answer = _once(desk, asked, verb, [])
    except (SQLAlchemyError, StoreBusy) as fault:
        if committing:
            raise Unsure("cut off while it was being written") from fault
        raise
    is_done = isinstance(answer.outcome, Repeated) and not answer.outcome.retyped
    if not is_done or not committing:
        return answer
    # Whatever it left for the delivery, nobody was told of it.
    desk.wake()
    return committing[0]


def _unless_done(turn: Turn, verb: Callable[[Turn], Outcome]) -> Outcome:
    before = turn.receipt
    if before is not None and before.key == turn.asked.key:
        return Repeated(before.number, retyped=False)
    return verb(turn)
