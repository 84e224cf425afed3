"""Prepared statements: put together once, spelled out once, and carried out by the driver."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Select, Update

Known = Mapping[str, Any]
Process = Callable[[Any], Any]
Key = str | tuple[str, int]
# The names of the values that are given, and how long each list among them is.
Shape = tuple[tuple[str, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Given:
    """Stands for a value that is given with each execution, or for one of a list of values."""

    name: str
    place: int | None = None

    @property
    def key(self) -> Key:
        """Where it is found among the values."""
        return self.name if self.place is None else (self.name, self.place)


@dataclass(frozen=True, slots=True)
class Spelled:
    """A statement in the words of one database, and how values go in and come out.

    `bound` are the driver's parameters in their order: the driver's name, ours, and how the value
    is written. `fixed` are values that belong to the statement itself.
    """

    words: str
    bound: tuple[tuple[str, Key, Process | None], ...]
    fixed: dict[Key, Any]
    is_positional: bool
    reads: tuple[tuple[int, Process], ...]

    def parameters(self, known: Known, lists: Sequence[str]) -> Any:
        values = dict[Key, Any](known) | self.fixed
        for name in lists:
            values |= {(name, place): one for place, one in enumerate(known[name])}
        written = [
            values[ours] if write is None else write(values[ours]) for _, ours, write in self.bound
        ]
        if self.is_positional:
            return tuple(written)
        return {theirs: one for (theirs, _, _), one in zip(self.bound, written, strict=True)}

    def row(self, found: Sequence[Any]) -> tuple[Any, ...]:
        values = list(found)
        for place, read in self.reads:
            values[place] = read(values[place])
        return tuple(values)


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A statement of every command's, which SQLAlchemy looks at only the first time.

    SQLAlchemy writes it and knows how each value is kept; its own way to the driver and back
    takes several times as long as the database. Whoever listens to what the engine executes hears
    of this too, and what goes wrong is raised as SQLAlchemy raises it. `lists` names the values
    that something is looked for IN.
    """

    query: "Select[Any] | Insert | Update"
    lists: tuple[str, ...] = ()
    _spelled: dict[tuple[Dialect, Shape], Spelled] = field(default_factory=dict)

    def rows(self, connection: Connection, known: Known) -> list[tuple[Any, ...]]:
        """Carry it out and return what it found, or what it is RETURNING."""
        return self._carry_out(connection, known)[0]

    def first(self, connection: Connection, known: Known) -> tuple[Any, ...] | None:
        return next(iter(self.rows(connection, known)), None)

    def change(self, connection: Connection, known: Known) -> int:
        """Carry it out and return how many rows it changed."""
        return self._carry_out(connection, known)[1]

    def _carry_out(self, connection: Connection, known: Known) -> tuple[list[tuple[Any, ...]], int]:
        for listen in connection.dispatch.before_execute:
            listen(connection, self.query, [], known, {})
        spelled = self._spell(connection.dialect, known)
        found, count = drive(connection, spelled.words, spelled.parameters(known, self.lists))
        return [spelled.row(row) for row in found], count

    def _spell(self, dialect: Dialect, known: Known) -> Spelled:
        shape = tuple(known), tuple([len(known[name]) for name in self.lists])
        found = self._spelled.get((dialect, shape))
        if found is None:
            given: dict[str, Any] = {name: Given(name) for name in known}
            for name in self.lists:
                given[name] = [Given(name, place) for place in range(len(known[name]))]
            found = self._spelled[dialect, shape] = _spell(self.query, dialect, given)
        return found


def _spell(query: Any, dialect: Dialect, given: dict[str, Any]) -> Spelled:
    compiled = query.compile(dialect=dialect, column_keys=sorted(given))
    state = compiled.construct_expanded_state(given)
    of_list = {one: name for name, many in state.parameter_expansion.items() for one in many}
    bound = []
    for key in state.positiontup or state.parameters:
        kind = compiled.binds[of_list.get(key, key)].type
        written = kind.dialect_impl(dialect).bind_processor(dialect)
        value = state.parameters[key]
        bound.append((key, value.key if isinstance(value, Given) else key, written))
    return Spelled(
        words=state.statement,
        bound=tuple(bound),
        fixed={key: one for key, one in state.parameters.items() if not isinstance(one, Given)},
        is_positional=state.positiontup is not None,
        reads=tuple(_reads(query, dialect)),
    )


def _reads(query: Any, dialect: Dialect) -> list[tuple[int, Process]]:
    found = []
    for place, column in enumerate(query.exported_columns):
        process = column.type.dialect_impl(dialect).result_processor(dialect, None)
        if process is not None:
            found.append((place, process))
    return found


def drive(connection: Connection, words: str, parameters: Any) -> tuple[list[Sequence[Any]], int]:
    """Have the driver carry out what is spelled out: the rows found, and how many were changed."""
    cursor = connection.connection.cursor()
    try:
        for listen in connection.dispatch.before_cursor_execute:
            listen(connection, cursor, words, parameters, None, False)
        cursor.execute(words, parameters)
        found: list[Sequence[Any]] = list(cursor.fetchall()) if cursor.description else []
        return found, cursor.rowcount
    except connection.dialect.loaded_dbapi.Error as fault:
        # SQLAlchemy's own way to raise it: it tells what listens to errors, hides what is hidden,
        # and lets go of a connection that is lost. It has no other name.
        connection._handle_dbapi_exception(fault, words, parameters, cursor, None)
    finally:
        cursor.close()
