"""Owing: messages are put together workspace by workspace; one that fails delays no other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from bot.services.desk import StoreBusy


@dataclass(frozen=True, slots=True)
class Owed:
    """How many messages are owed now, and what could not be judged: of whom, or about what."""

    messages: int = 0
    faults: tuple[tuple[str, Exception], ...] = ()

    def __add__(self, other: "Owed") -> "Owed":
        return Owed(self.messages + other.messages, self.faults + other.faults)


def in_each(workspace_ids: Iterable[str], owe: Callable[[str], Owed]) -> Owed:
    """Owe what is due in each of these workspaces; raises only what the store says."""
    total = Owed()
    for workspace_id in workspace_ids:
        try:
            total += owe(workspace_id)
        except (SQLAlchemyError, StoreBusy):
            raise
        except Exception as fault:  # noqa: BLE001 - reported by the caller, and tried again
            total += Owed(faults=((workspace_id, fault),))
    return total
