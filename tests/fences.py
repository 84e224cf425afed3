"""The fence between workspaces: every statement must name the workspace of what it touches."""

import sys
from types import TracebackType
from typing import Any, ClassVar

from sqlalchemy import Alias, Column, Delete, Insert, Join, Select, Table, Update, event
from sqlalchemy.sql import visitors

from bot.store.engine import Store
from bot.store.tables import metadata

TENANTS = {table.name for table in metadata.tables.values() if "workspace_id" in table.c}

# What is about no workspace in particular, and why that may be.
EXCEPTIONS = {
    "bot.store.tidying.receipts_before": "old receipts are deleted everywhere alike",
    "bot.store.tidying.drafts_before": "so are old drafts",
    "bot.store.tidying.replies_before": "and replies that were sent",
}


class Fence:
    """Watches a store; what went over the fence is reported at the end."""

    _harmless: ClassVar[set[Any]] = set()

    def __init__(self, store: Store) -> None:
        self._engine = store.engine
        self.over: list[str] = []
        self.exceptions: set[str] = set()

    def __enter__(self) -> "Fence":
        event.listen(self._engine, "before_execute", self._look)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        event.remove(self._engine, "before_execute", self._look)
        if kind is None:
            assert not self.over, "\n".join(self.over)

    def _look(self, _connection: Any, statement: Any, *_more: Any) -> None:
        # Looking at a statement costs more than carrying it out, so each shape is looked at once.
        key = statement._generate_cache_key() if hasattr(statement, "_generate_cache_key") else None
        shape = None if key is None else key.key
        if shape is not None and shape in self._harmless:
            return
        found = breaches(statement)
        if not found and shape is not None:
            self._harmless.add(shape)
        asker = _asker() if found else None
        if asker in EXCEPTIONS:
            self.exceptions.add(asker)
        elif asker is not None:
            self.over += [f"{asker}: {one}" for one in found]


def _asker() -> str | None:
    """The function of the store that is being carried out; None: a test looks for itself."""
    frame = sys._getframe()
    while frame.f_back is not None:
        module = frame.f_globals.get("__name__", "")
        if module.startswith("bot.store.") and module != "bot.store.engine":
            return f"{module}.{frame.f_code.co_name}"
        frame = frame.f_back
    return None


def breaches(statement: Any) -> list[str]:
    """The parts of a statement that touch a table without naming its workspace."""
    if not isinstance(statement, Select | Update | Delete | Insert):
        return []
    return [
        f"{part} names no workspace"
        for part in visitors.iterate(statement)
        if isinstance(part, Select | Update | Delete) and not _names_workspace(part)
    ]


def _names_workspace(part: Any) -> bool:
    tables = _tables(part)
    if not tables & TENANTS:
        return True
    asked = [part.whereclause] if part.whereclause is not None else []
    return any(
        isinstance(one, Column) and one.name == "workspace_id"
        for clause in asked
        for one in visitors.iterate(clause)
    )


def _tables(part: Any) -> set[str]:
    froms = list(part.get_final_froms()) if isinstance(part, Select) else [part.table]
    found = set()
    while froms:
        one = froms.pop()
        if isinstance(one, Join):
            froms += [one.left, one.right]
        elif isinstance(one, Alias):
            froms.append(one.element)
        elif isinstance(one, Table):
            found.add(one.name)
    return found
