"""Whatever people type, in any order: the tables are what the history says, and undo undoes."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

import pytest

from bot.core.customer_outcomes import CustomerAdded
from bot.core.errors import Refusal
from bot.core.history import Kind
from bot.core.inquiries import Inquiry
from bot.core.inquiries import rebuild as rebuilt_inquiry
from bot.core.outcomes import ContactLogged, Outcome
from bot.core.promises import Promise, is_told
from bot.core.promises import rebuild as rebuilt_promise
from bot.core.things import Thing, is_open
from bot.services import waiting
from bot.services.desk import Desk
from bot.services.once import do
from bot.store import history
from bot.store import things as stored
from bot.store.engine import Store
from tests.makers import ADA, BEN, CLEO, T1, Clock, asked, type_, typed

LONG = os.environ.get("HEED_CAMPAIGN", "")
ACCOUNTS = int(LONG) if LONG.isdigit() else 5000 if LONG else 80
FIRST = int(os.environ.get("HEED_CAMPAIGN_FROM", "0"))
PEOPLE = {"UADA": ADA, "UBEN": BEN, "UCLEO": CLEO}
SPOKEN = (
    *("/contact from {c}: asks for a quote", "/contact from {c}: asks again at {past}"),
    *("/contact from {c}: it broke complaint", "/contact from {c}: thanks!"),
    *("/contact to {c}: sent it", "/contact to {c}: sent it at {past}"),
    *("/contact to {c}: sent it fyi", "/contact to {c}: ack we look at it"),
    *("/contact to {c}: called them ack at {past}", "/promise {c}: the plan by in 3 working days"),
    *("/promise {c}: the site by in 8 weeks", "/promise {c}: call back by in 2 hours"),
)
DONE = (
    *("/contact answered {n}", "/contact answered {n} at {past}", "/contact none {n}"),
    *("/contact ack {n}", "/contact ack {n} at {past}", "/contact snooze {n}", "/contact take {n}"),
    *("/contact hold {n} until in 2 days", "/contact resume {n}", "/contact release {n}"),
    *("/contact give {n} <@UBEN>", "/promise told {n}", "/promise kept {n}"),
    *("/promise kept {n} at {past}", "/promise withdraw {n} because they cancelled"),
    *("/promise move {n} to in 5 working days because of rain", "/heed undo {n}"),
    *("/promise move {n} to in 4 working days because of rain, told", "/heed undo"),
    *("/promise move {n} to in 6 working days because of rain, not told", "waits"),
)
PAST = ("today 9:00", "yesterday 4pm", "today 10:20", "yesterday 9:05")
Deed = tuple[str, int, str, str, int, bool]


def picked(chance: Random) -> Deed:
    """What is done next: which, to what, since when, by whom, after how long, for how long."""
    return (
        chance.choice(chance.choice((SPOKEN, DONE))),
        chance.randint(0, 5),
        chance.choice(PAST),
        chance.choice(sorted(PEOPLE)),
        chance.choice((0, 1, 7, 61, 500, 1700)),  # minutes that pass before
        chance.random() < 0.3,  # taken back at once
    )


@dataclass
class Account:
    """One customer, and everything that was ever said or promised to them."""

    desk: Desk
    clock: Clock
    name: str
    numbers: list[int] = field(default_factory=list)
    contact_id: int = 0

    def says(self, deed: Deed) -> bool:
        """Do it, if it can be done; whether something was done."""
        line, which, past, who, _, _ = deed
        number = self.numbers[which % len(self.numbers)] if self.numbers else 1
        if line == "waits":
            return self._tries(lambda: self._waits(who))
        words = line.format(c=self.name, n=number, past=past).removeprefix("/")
        command, _, rest = words.partition(" ")
        return self._tries(lambda: type_(self.desk, PEOPLE[who], command, rest, again=True))

    def _waits(self, who: str) -> Outcome:
        pressed = asked(PEOPLE[who], "", "")
        return do(self.desk, pressed, lambda turn: waiting.waits(turn, self.contact_id)).outcome

    def _tries(self, ask: Callable[[], Outcome]) -> bool:
        try:
            outcome = ask()
        except Refusal:
            return False
        if isinstance(outcome, ContactLogged):
            self.contact_id = outcome.contact_id
        return True

    def things(self) -> dict[int, Thing]:
        with self.desk.store.read() as connection:
            every = range(self.numbers[0] if self.numbers else 1, _highest(self.desk) + 1)
            found = stored.by_number(connection, T1, list(every))
        own = {number: one for number, one in found.items() if one.customer.name == self.name}
        self.numbers = sorted(own)
        return own


def _highest(desk: Desk) -> int:
    with desk.store.read() as connection:
        query = "SELECT max(last_number) FROM workspaces"
        return int(connection.exec_driver_sql(query).scalar_one() or 0)


def assert_is_its_history(account: Account, every: dict[int, Thing]) -> None:
    with account.desk.store.read() as connection:
        for number, thing in every.items():
            events = history.of_number(connection, T1, number)
            is_inquiry = events[0].kind is Kind.INQUIRY
            rebuilt = rebuilt_inquiry(events) if is_inquiry else rebuilt_promise(events)
            assert rebuilt == thing.item


def assert_makes_sense(every: dict[int, Thing]) -> None:
    """What no sequence may lead to."""
    for thing in every.values():
        item = thing.item
        if isinstance(item, Inquiry) and item.state == "answered":
            assert item.settled_at is not None
            assert item.opened_at <= item.settled_at
            assert item.spent is not None
        if isinstance(item, Promise):
            assert (item.untold_since is None) == (item.known_due_at is None)
            assert 0 <= item.missed <= item.moves
            assert is_told(item, thing.told_at) or item.untold_since is not None


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.mark.parametrize("seed", range(FIRST, FIRST + ACCOUNTS))
def test_whatever_is_typed_the_tables_are_what_the_history_says(
    sqlite_store: Store, clock: Clock, seed: int
) -> None:
    chance, done = Random(seed), list[Deed]()
    clock.set("2026-11-18 10:30")
    desk = Desk(sqlite_store, clock, clock)
    account = Account(desk, clock, "Acme", numbers=[])
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    try:
        for _ in range(chance.randint(3, 16)):
            done.append(picked(chance))
            _lived(account, done[-1])
    except BaseException as fault:
        fault.add_note("\n".join(map(str, done)))
        raise


def _lived(account: Account, deed: Deed) -> None:
    account.clock.move(minutes=deed[4])
    before = account.things()
    if not account.says(deed):
        assert account.things() == before
        return
    after = account.things()
    assert_is_its_history(account, after)
    assert_makes_sense(after)
    if deed[5] and "undo" not in deed[0]:
        assert_undone(account, deed[3], before)


def assert_undone(account: Account, who: str, before: dict[int, Thing]) -> None:
    """Taking the last change back leaves nothing of it."""
    type_(account.desk, PEOPLE[who], "heed", "undo")
    again = account.things()
    assert_is_its_history(account, again)
    for number, thing in again.items():
        if number not in before:
            assert thing.item.state == "void"
        else:
            assert _as_asked(thing) == _as_asked(before[number])


def _as_asked(thing: Thing) -> tuple[object, object, bool]:
    # Of what is void nobody asks when the customer was told.
    return thing.item, thing.told_at, is_open(thing)
