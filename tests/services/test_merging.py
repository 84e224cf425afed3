"""Two customers that turn out to be one: merged in one go, and as they were once taken apart."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.customer_outcomes import CustomerAdded, CustomerEdited, CustomerShown, CustomersListed
from bot.core.errors import Refusal
from bot.core.merging import Belongings, CustomersMerged, MergeAsked
from bot.core.names import UnknownCustomer
from bot.core.outcomes import ContactLogged, PromiseMade, Undone
from bot.core.particulars import ParticularShown
from bot.services import merging, undo
from bot.services.desk import Desk
from bot.services.once import do
from bot.store import members
from bot.store.tables import contacts, customer_names, customers, history, inquiries, promises
from tests.makers import (
    ADA,
    BEN,
    CLEO,
    T1,
    T2,
    ZOE,
    Clock,
    asked,
    assert_rebuilt,
    statements,
    thing_of,
    type_,
    typed,
)

OURS = (contacts, customer_names, customers, inquiries, promises)
SWEEPS = {"nudge_at", "poked_at"}  # when to look again is the sweep's own


@pytest.fixture(autouse=True)
def of_every_store(request: pytest.FixtureRequest) -> None:
    """Cleo is an admin: she owns neither of two, and may make them one."""
    name = "desk" if "desk" in request.fixturenames else "sqlite_desk"
    with request.getfixturevalue(name).store.write() as connection:
        members.save(connection, T1, [replace(CLEO, is_admin=True)])


@pytest.fixture
def two(desk: Desk, clock: Clock) -> Desk:
    """#1 and #2 are Acme Inc's, #3 is Acme's."""
    typed(desk, CustomerAdded, ADA, "/customer add Acme Inc")
    typed(desk, ContactLogged, ADA, "/contact from Acme Inc: asks for a quote")
    typed(desk, PromiseMade, ADA, "/promise Acme Inc: send the quote by friday")
    clock.move(days=1)
    typed(desk, CustomerAdded, BEN, "/customer add Acme key")
    typed(desk, ContactLogged, BEN, "/contact from Acme: hello")
    typed(desk, ParticularShown, ADA, "/customer needs Acme Inc: by post")
    typed(desk, ParticularShown, ADA, "/customer people Acme Inc: Jo, Sam")
    typed(desk, ParticularShown, ADA, "/customer channel Acme Inc <#C0ACME|acme>")
    typed(desk, ParticularShown, ADA, "/customer needs Acme: before 10")
    typed(desk, ParticularShown, ADA, "/customer people Acme: Kim, Jo")
    clock.move(minutes=5)
    return desk


def merge(desk: Desk, words: str = "merge Acme Inc into Acme") -> CustomersMerged:
    wish = typed(desk, MergeAsked, CLEO, f"/customer {words}")
    press = partial(merging.merge, gone_id=wish.gone.id, kept_id=wish.kept.id)
    done = do(desk, asked(CLEO, "", ""), press).outcome
    assert isinstance(done, CustomersMerged)
    return done


def take_back(desk: Desk, done: CustomersMerged) -> None:
    do(desk, asked(CLEO, "", ""), partial(undo.change, change_id=done.change_id))


def card(desk: Desk, name: str) -> CustomerShown:
    return typed(desk, CustomerShown, CLEO, f"/customer {name}")


def rows_of(desk: Desk) -> dict[str, Any]:
    """Everything that is of a customer, but for what the sweep keeps for itself."""
    with desk.store.read() as connection:
        return {
            table.name: sorted(
                (
                    {name: value for name, value in row.items() if name not in SWEEPS}
                    for row in connection.execute(table.select()).mappings()
                ),
                key=str,
            )
            for table in OURS
        }


def pointers(desk: Desk, upto: int) -> list[Any]:
    with desk.store.read() as connection:
        query = history.select().where(history.c.id <= upto).order_by(history.c.id)
        return [dict(row) for row in connection.execute(query).mappings()]


def last_entry(desk: Desk) -> int:
    with desk.store.read() as connection:
        return max(connection.execute(history.select().with_only_columns(history.c.id)).scalars())


def test_what_would_move_is_said_before_anything_does(two: Desk) -> None:
    before = rows_of(two)
    wish = typed(two, MergeAsked, CLEO, "/customer merge Acme Inc into Acme")
    assert (wish.gone.name, wish.kept.name) == ("Acme Inc", "Acme")
    assert wish.moves == Belongings(inquiries=1, promises=1, contacts=1, names=1)
    assert rows_of(two) == before


def test_all_that_was_the_ones_is_the_others(two: Desk) -> None:
    done = merge(two)
    assert done.moved == Belongings(inquiries=1, promises=1, contacts=1, names=1)
    shown = card(two, "Acme Inc")
    customer = shown.known.customer
    assert (customer.name, customer.needs) == ("Acme", "before 10; by post")
    assert (customer.people, customer.channel_id) == (("Kim", "Jo", "Sam"), "C0ACME")
    assert customer.since == done.gone.since
    assert {one.number for one in (*shown.inquiries, *shown.promises)} == {1, 2, 3}
    assert {one.words for one in shown.contacts} == {"asks for a quote", "hello"}
    assert shown.also == ["Acme Inc"]
    assert thing_of(two, 1).customer == customer
    assert typed(two, CustomersListed, ADA, "/customer list").total == 1


def test_a_merge_taken_back_leaves_both_as_they_were(two: Desk) -> None:
    last = last_entry(two)
    before, pointed = rows_of(two), pointers(two, last)
    done = merge(two)
    assert rows_of(two) != before
    take_back(two, done)
    assert rows_of(two) == before
    assert pointers(two, last) == pointed
    # And once more, by a word.
    merge(two)
    typed(two, Undone, CLEO, "/heed undo")
    assert rows_of(two) == before


@pytest.mark.parametrize(
    "line",
    [
        "/contact from Acme: another thing",
        "/contact to Acme Inc: sent it fyi",
        "/contact answered 1",
        "/promise move 2 to monday because of rain",
        "/customer needs Acme: by fax",
        "/customer edit Acme tier standard",
    ],
)
def test_what_came_after_a_merge_keeps_it(two: Desk, line: str) -> None:
    done = merge(two)
    command, _, words = line.removeprefix("/").partition(" ")
    type_(two, ADA, command, words)
    with pytest.raises(Refusal, match="since they were merged"):
        take_back(two, done)
    typed(two, Undone, ADA, "/heed undo")
    take_back(two, done)
    assert card(two, "Acme Inc").known.customer.name == "Acme Inc"


def test_merges_come_apart_in_turn(two: Desk) -> None:
    typed(two, CustomerAdded, ADA, "/customer add Globex")
    before = rows_of(two)
    first = merge(two)
    between = rows_of(two)
    second = merge(two, "merge Acme into Globex")
    assert card(two, "Acme Inc").known.customer.name == "Globex"
    with pytest.raises(Refusal, match="since they were merged"):
        take_back(two, first)
    take_back(two, second)
    assert rows_of(two) == between
    take_back(two, first)
    assert rows_of(two) == before


def test_what_was_done_before_a_merge_is_still_taken_back(two: Desk) -> None:
    logged = typed(two, ContactLogged, ADA, "/contact from Acme Inc: asks again")
    edited = typed(two, CustomerEdited, ADA, "/customer edit Acme Inc tier key")
    done = merge(two)
    do(two, asked(ADA, "", ""), partial(undo.change, change_id=logged.change_id))
    with pytest.raises(Refusal, match="edited again since"):
        do(two, asked(ADA, "", ""), partial(undo.change, change_id=edited.change_id))
    take_back(two, done)
    do(two, asked(ADA, "", ""), partial(undo.change, change_id=edited.change_id))
    assert card(two, "Acme Inc").known.customer.tier == "standard"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("merge Acme into ACME", "one customer already"), ("merge Acmee into Acme", "no customer")],
)
def test_a_merge_with_nobody_is_refused(two: Desk, words: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        merge(two, words)


def test_a_press_too_many_merges_nothing_again(two: Desk) -> None:
    done = merge(two)
    press = partial(merging.merge, gone_id=done.gone.id, kept_id=done.kept.id)
    with pytest.raises(Refusal, match="no longer there"):
        do(two, asked(CLEO, "", ""), press)
    with pytest.raises(Refusal, match="no longer there"):
        do(two, asked(ZOE, "", "", workspace_id=T2), press)
    with pytest.raises(UnknownCustomer):
        typed(two, MergeAsked, ZOE, "/customer merge Acme Inc into Acme", workspace_id=T2)


def cost(desk: Desk, verb: Any) -> int:
    with statements(desk.store) as seen:
        do(desk, asked(CLEO, "", ""), verb)
    return len(seen)


def test_a_merge_costs_the_same_however_much_there_is(sqlite_desk: Desk) -> None:
    desk, costs = sqlite_desk, []
    for round_, much in enumerate((1, 30)):
        gone = typed(desk, CustomerAdded, ADA, f"/customer add Gone {round_}").customer
        kept = typed(desk, CustomerAdded, ADA, f"/customer add Kept {round_}").customer
        for number in range(much):
            typed(desk, ContactLogged, ADA, f"/contact to Gone {round_}: word {number} fyi")
            typed(desk, PromiseMade, ADA, f"/promise Gone {round_}: thing {number} by friday")
        costs.append(cost(desk, partial(merging.merge, gone_id=gone.id, kept_id=kept.id)))
        costs.append(cost(desk, undo.last))
    assert costs[:2] == costs[2:]
    assert max(costs) <= 30, costs


LINES = (
    *("/contact from {c}: asks for a quote", "/contact to {c}: sent it", "/contact to {c}: x fyi"),
    *("/promise {c}: the plan by friday", "/customer needs {c}: by post", "/contact answered {n}"),
    *("/customer people {c}: Jo, Sam", "/customer alias {c} = {c} GmbH", "/promise kept {n}"),
    *("/customer edit {c} target 1h", "/customer edit {c} owner <@UBEN> and everything open"),
    *("/customer channel {c} <#C0{n}>", "/contact give {n} <@UCLEO>", "/heed undo"),
)
DEEDS = st.lists(
    st.tuples(st.sampled_from(LINES), st.sampled_from(("Acme", "Acme Inc")), st.integers(1, 6)),
    max_size=10,
)


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deeds=DEEDS)
def test_whatever_was_done_a_merge_comes_apart_exactly(
    sqlite_desk: Desk, deeds: list[tuple[str, str, int]]
) -> None:
    desk = sqlite_desk
    with desk.store.write() as connection:
        for table in reversed(customers.metadata.sorted_tables):
            if table.name not in ("workspaces", "teams", "members"):
                connection.execute(table.delete())
    for name in ("Acme", "Acme Inc"):
        typed(desk, CustomerAdded, ADA, f"/customer add {name}")
    for line, name, number in deeds:
        command, _, words = line.format(c=name, n=number).removeprefix("/").partition(" ")
        try:
            type_(desk, ADA, command, words, again=True)
        except Refusal:
            continue
    if typed(desk, CustomersListed, ADA, "/customer list").total < 2:
        return
    last = last_entry(desk)
    before, pointed = rows_of(desk), pointers(desk, last)
    done = merge(desk)
    assert_rebuilt(desk.store)
    take_back(desk, done)
    assert_rebuilt(desk.store)
    assert rows_of(desk) == before
    assert pointers(desk, last) == pointed
