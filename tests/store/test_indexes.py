"""What runs every few seconds looks things up by index, however much there is."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from bot.core.customer_outcomes import CustomerAdded
from bot.core.deliveries import DeliveryKind
from bot.core.names import UnknownCustomer
from bot.core.outcomes import ContactLogged, PromiseMade, ThingChanged, Undone
from bot.services import bundling, claims, digests
from bot.services.desk import Desk
from bot.services.sweep import sweep
from bot.store import deliveries, posted
from tests.makers import ADA, CLEO, T1, WEDNESDAY, Clock, Gateway, type_, typed

GROWS = (
    *("inquiries", "promises", "nudges", "deliveries", "posted", "posted_rows", "history"),
    *("history_words", "contacts", "customers", "customer_names", "receipts", "reactions"),
)


def plans(desk: Desk, act: Callable[[], Any]) -> str:
    """How SQLite goes about every statement of `act`, a line for each table it reads."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, given: Any, *_more: Any) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
            seen.append((statement, given[0] if isinstance(given, list) else given))

    engine = desk.store.engine
    event.listen(engine, "before_cursor_execute", note)
    act()
    event.remove(engine, "before_cursor_execute", note)
    lines = []
    with desk.store.read() as connection:
        for statement, given in seen:
            found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
            lines += [row[-1] for row in found]
    return "\n".join(lines)


def scans(plan: str) -> list[str]:
    """The tables that are read from end to end."""
    found = re.findall(r"^SCAN (\w+)(?! VIRTUAL)(.*)$", plan, re.MULTILINE)
    return [f"{table}{how}" for table, how in found if table in GROWS]


def reads(plan: str, table: str) -> set[str]:
    """How rows of a table are found: the index, and the columns it is asked for."""
    how = r"(?:INTEGER PRIMARY KEY|(?:COVERING )?INDEX \w+) \(.*?\)"
    return set(re.findall(rf"^(?:SEARCH|SCAN) {table} USING ({how})", plan, re.MULTILINE))


@pytest.fixture
def busy(sqlite_desk: Desk, clock: Clock) -> Desk:
    """Two inquiries and two promises, all of them due."""
    for name in ("Acme", "Globex"):
        typed(sqlite_desk, CustomerAdded, ADA, f"/customer add {name}")
        typed(sqlite_desk, ContactLogged, ADA, f"/contact from {name}: hello")
        typed(sqlite_desk, PromiseMade, ADA, f"/promise {name}: one by today 2pm")
    clock.set("2026-11-18 14:00")
    return sqlite_desk


def test_the_sweep_looks_up_what_is_due(busy: Desk) -> None:
    plan = plans(busy, lambda: sweep(busy))
    assert "USING INDEX ix_inquiries_nudge_at" in plan
    assert "USING INDEX ix_promises_nudge_at" in plan
    assert scans(plan) == []


def test_the_bundler_looks_up_what_is_ready(busy: Desk) -> None:
    sweep(busy)
    plan = plans(busy, lambda: bundling.bundle(busy))
    assert "USING INDEX ix_nudges_ready_at" in plan
    assert "USING INDEX ix_deliveries_told" in plan
    assert scans(plan) == []


def test_the_outbox_looks_up_what_is_owed(busy: Desk) -> None:
    sweep(busy)
    bundling.bundle(busy)
    gateway = Gateway(busy)
    plan = plans(busy, gateway.deliver)
    assert "USING INDEX ix_deliveries_ready_at" in plan
    assert "USING INDEX ix_nudges_delivery" in plan
    # The claim goes through what is still owed, oldest first, and through nothing else.
    assert [one for one in scans(plan) if "ix_deliveries_ready_at" not in one] == []


def test_the_editor_looks_up_what_is_behind(busy: Desk) -> None:
    gateway = Gateway(busy)
    gateway.tick()
    typed(busy, ThingChanged, ADA, "/promise kept 2")
    plan = plans(busy, gateway.edits)
    assert "ix_posted_dirty" in plan
    assert [one for one in scans(plan) if "ix_posted_dirty" not in one] == []


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("/contact from Acme: hello again", ContactLogged),
        ("/contact to Acme: hello again", ContactLogged),
        ("/promise Acme: another by friday", PromiseMade),
        ("/contact answered 1", ThingChanged),
        ("/promise give 2 <@UBEN>", ThingChanged),
        ("/heed undo", Undone),
        ("/heed undo 1", Undone),
    ],
)
def test_a_command_looks_everything_up(busy: Desk, line: str, outcome: Any) -> None:
    Gateway(busy).tick()
    assert scans(plans(busy, lambda: typed(busy, outcome, ADA, line))) == []


def test_a_receipt_is_looked_up_by_its_key_or_its_words(busy: Desk) -> None:
    # As one condition with OR, all receipts of the last minutes were read, or of all time.
    plan = plans(busy, lambda: typed(busy, ContactLogged, ADA, "/contact from Acme: once more"))
    assert reads(plan, "receipts") == {
        "INDEX sqlite_autoindex_receipts_1 (workspace_id=? AND key=?)",
        "INDEX ix_receipts_digest (workspace_id=? AND member_id=? AND digest=? AND at>? AND at<?)",
    }


def test_what_a_customer_asked_is_looked_up_by_the_customer(busy: Desk) -> None:
    # In the order of a column with an index, what was settled of all customers was gone through.
    typed(busy, ContactLogged, ADA, "/contact to Acme: here it is")
    plan = plans(busy, lambda: typed(busy, ContactLogged, ADA, "/contact from Acme: once more"))
    assert reads(plan, "inquiries") == {
        "INDEX ix_inquiries_customer (workspace_id=? AND customer_id=? AND state=?)",
        "INDEX sqlite_autoindex_inquiries_1 (workspace_id=? AND number=?)",
    }


def test_the_messages_that_show_a_thing_are_looked_up_by_its_number(busy: Desk) -> None:
    # By their workspace, every message that was ever posted there was gone through.
    Gateway(busy).tick()
    plan = plans(busy, lambda: typed(busy, ContactLogged, ADA, "/contact to Acme: here it is"))
    assert reads(plan, "posted") == {"INTEGER PRIMARY KEY (rowid=?)"}
    assert reads(plan, "posted_rows") == {
        "INDEX ix_posted_rows_number (workspace_id=? AND number=?)"
    }


def test_a_near_miss_is_looked_up(busy: Desk) -> None:
    def ask() -> None:
        with pytest.raises(UnknownCustomer):
            type_(busy, CLEO, "contact", "from Acmee: hello")

    plan = plans(busy, ask)
    for index in ("backwards", "bones"):
        assert f"ix_customer_names_{index}" in plan
    assert scans(plan) == []


def test_a_reaction_elsewhere_is_looked_up(busy: Desk) -> None:
    gateway = Gateway(busy)
    [post] = gateway.tick()
    elsewhere = replace(post, channel_id="C0OTHER")
    plan = plans(busy, lambda: gateway.react(CLEO, elsewhere, "eyes"))
    assert scans(plan) == []


def test_what_the_lanes_of_a_digest_show_is_looked_up(busy: Desk) -> None:

    typed_digest = type_(busy, ADA, "heed", "digest")
    assert typed_digest is not None
    with busy.store.read() as connection:
        [delivery] = deliveries.owed_to(connection, T1, ADA.id)
    assert delivery.kind is DeliveryKind.DIGEST
    assert delivery.created_at > WEDNESDAY
    assert scans(plans(busy, lambda: digests.digest_of(busy, delivery))) == []


def test_who_has_nothing_to_do_writes_nothing(busy: Desk) -> None:
    gateway = Gateway(busy)
    gateway.tick()
    gateway.edits()
    plan = plans(busy, gateway.tick)
    assert "UPDATE" not in plan
    with busy.store.read() as connection:
        assert posted.at(connection, T1, "DUADA", "1.000100") is not None
    assert claims.claim(busy, tuple(DeliveryKind)) is None
