"""What a command costs: so many statements, however large the store."""

from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import insert

from bot.core.asks import ThingVerb, Verb
from bot.core.customer_outcomes import CustomerAdded
from bot.core.heed_outcomes import SetupShown
from bot.core.names import UnknownCustomer, bones
from bot.core.outcomes import ContactLogged, Outcome, PromiseMade, ThingChanged
from bot.services import commands, once, things, undo
from bot.services.corrections import answered_earlier
from bot.services.desk import Desk, Turn
from bot.store.customer_names import NEIGHBOURS, near
from bot.store.engine import Store
from bot.store.tables import customer_names, customers
from tests.makers import ADA, BEN, T1, WEDNESDAY, asked, statements, type_, typed

SYLLABLES = ("ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "xu")


def grow(store: Store, how_many: int) -> None:
    """Many customers of Ben's, with names that look like names."""
    names = [_name(number) for number in range(how_many)]
    with store.write() as connection:
        rows = [
            {"id": 1000 + number, "workspace_id": T1, "name": name, "owner_id": BEN.id}
            | {"since": WEDNESDAY}
            for number, name in enumerate(names)
        ]
        connection.execute(insert(customers), rows)
        keys = [
            {"workspace_id": T1, "key": name, "customer_id": 1000 + number}
            | {"backwards": name[::-1], "bones": bones(name)}
            for number, name in enumerate(names)
        ]
        connection.execute(insert(customer_names), keys)


def _name(number: int) -> str:
    digits = f"{number:06}"
    return "".join(SYLLABLES[int(digit)] for digit in reversed(digits)) + f" {number}"


def _set_up(desk: Desk) -> None:
    """#1 and #2: an inquiry and a promise of Acme's."""
    typed(desk, SetupShown, BEN, "/heed setup lead <@UBEN>")
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, CustomerAdded, ADA, "/customer add Initech")
    typed(desk, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    typed(desk, PromiseMade, ADA, "/promise Acme: send it by friday")


# What a line costs at most.
COSTS = [
    ("/contact from Acme: hello", 8),  # chased
    # Our word also tells them of new dates that they did not know.
    ("/contact to Acme: hello", 9),  # answered
    ("/contact to Acme: hello fyi", 9),
    ("/contact answered 1", 9),
    ("/contact answered 1: sent it", 9),
    ("/contact ack 1", 9),
    ("/contact to Acme: ack hello", 9),
    ("/contact from Acme: thanks!", 8),
    ("/contact none 1", 8),
    ("/contact snooze 1", 8),
    ("/contact hold 1 until friday", 8),
    ("/contact take 1", 8),
    ("/contact give 1 <@UBEN>", 8),
    ("/promise Acme: call back by friday", 8),
    ("/promise kept 2", 8),
    ("/promise move 2 to monday because of rain", 8),
    # A word to the customer is written, and what else of theirs waits for one is looked at.
    ("/promise move 2 to monday because of rain, told", 10),
    ("/promise told 2", 10),
    ("/promise snooze 2", 8),
    ("/promise take 2", 8),
    ("/promise give 2 <@UBEN>", 8),
    ("/customer Acme", 9),
    ("/customer needs Acme", 8),
    ("/customer needs Acme: invoices by post", 8),
    ("/customer people Acme: Jo Doe (CFO), Sam Roe", 8),
    ("/customer alias Acme = ACME Corp, Acme Inc", 14),  # a name is looked for, then written
    ("/customer alias Acme", 8),
    ("/customer merge Acme into Initech", 8),
    ("/customer hand over <@UADA> to <@UBEN>", 8),
    ("/customer forget Acme", 10),
    ("/customer channel Acme <#C0ACME|acme>", 8),
    ("/customer add Globex", 8),
    ("/customer add Globex key", 8),
    ("/customer edit Acme tier key owner <@UBEN> target 1h", 12),  # what is open stands by
    ("/customer edit Acme owner <@UBEN> and everything open", 15),
    ('/customer edit Acme name "Acme Corp"', 10),
    ("/customer list", 8),
    ("/heed tier", 8),
    ("/heed tier key target 1h", 11),
    ("/heed tier add strategic target 1h", 8),
    ("/mine", 8),
    ("/mine team", 8),
    ("/heed why 1", 10),  # what else its readers hear of takes their turns
    ("/heed away until friday", 8),
    ("/heed away until friday cover <@UBEN>", 8),
    ("/heed back", 8),
    ("/heed digest", 8),
    ("/heed check", 8),
    ("/heed setup", 8),
    ("/heed setup lead <@UADA>", 11),
    ("/heed setup hours mon-fri 8:00-16:00", 12),
    ("/heed setup closed 2026-12-25", 12),
    ("/heed setup channel <#C0TEAM|team>", 8),
    ("/heed setup emoji claim :hand:", 8),
    ("/heed undo", 8),
    ("/contact", 8),
]


@pytest.fixture
def grown(sqlite_desk: Desk) -> Desk:
    _set_up(sqlite_desk)
    return sqlite_desk


def costs(desk: Desk) -> dict[str, int]:
    """How many statements every line takes; each is rolled back at its end."""
    found = {}
    for line, _ in COSTS:
        command, _, words = line.removeprefix("/").partition(" ")
        with statements(desk.store) as seen, pytest.raises(_NotThisTime):
            _try(desk, command, words)
        found[line] = len(seen)
    return found


class _NotThisTime(Exception):
    pass


def _try(desk: Desk, command: str, words: str) -> None:
    """Carry a line out, and have its transaction rolled back at the very end."""

    def verb(turn: Turn) -> Outcome:
        commands._read(turn, None, None)
        raise _NotThisTime

    who = BEN if words.startswith(("setup", "tier")) else ADA  # as the lead of the team may
    once.do(desk, asked(who, command, words), verb)


def near_miss(desk: Desk) -> int:
    with statements(desk.store) as seen, pytest.raises(UnknownCustomer) as refused:
        type_(desk, ADA, "contact", "from Acmme: hello")
    assert refused.value.near == [("acmme", "Acme")]
    return len(seen)


def test_a_command_costs_at_most_so_many_statements(grown: Desk) -> None:
    found = costs(grown)
    assert {line: cost for line, cost in found.items() if cost > dict(COSTS)[line]} == {}


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("/contact from Acme: hello", 1),
        ("/contact to Acme: hello", 1),
        ("/contact answered 1", 1),
        ("/contact take 1", 1),
        ("/promise Acme: another by friday", 3),
        ("/promise move 2 to monday because of rain", 2),
        ("/promise kept 2", 2),
    ],
)
def test_taking_back_costs_no_more(grown: Desk, line: str, number: int) -> None:
    command, _, words = line.removeprefix("/").partition(" ")
    done = type_(grown, ADA, command, words)
    assert isinstance(done, ContactLogged | PromiseMade | ThingChanged)
    ways = (
        undo.last,
        partial(undo.of_number, number=number),
        partial(undo.change, change_id=done.change_id),
    )
    # Where it was our word, whatever else of that customer waits for one is looked at anew.
    is_ours = words.startswith(("to", "answered"))
    # Of a move somebody may have been told.
    most = 10 if is_ours else 9 if "move" in words else 8
    assert max(_cost(grown, way) for way in ways) <= most


def test_dating_an_answer_back_costs_hardly_more(grown: Desk) -> None:
    type_(grown, ADA, "contact", "answered 1")
    # SQLite takes the two entries of the history one by one; and two for what else waits.
    assert _cost(grown, partial(answered_earlier, number=1, at=WEDNESDAY)) <= 11


def test_an_answer_logged_already_costs_no_more(grown: Desk) -> None:
    logged = typed(grown, ContactLogged, ADA, "/contact to Acme: hello fyi")
    ask = ThingVerb(Verb.ANSWERED, 1)
    assert _cost(grown, partial(things.do, ask=ask, contact_id=logged.contact_id)) <= 8


def _cost(desk: Desk, verb: Callable[[Turn], Outcome]) -> int:
    def tried(turn: Turn) -> Outcome:
        verb(turn)
        raise _NotThisTime

    with statements(desk.store) as seen, pytest.raises(_NotThisTime):
        once.do(desk, asked(ADA, "", ""), tried)
    return len(seen)


def test_a_command_costs_the_same_however_many_customers_there_are(grown: Desk) -> None:
    few = costs(grown), near_miss(grown)
    grow(grown.store, 100_000)
    assert (costs(grown), near_miss(grown)) == few


def test_what_goes_along_with_a_customer_costs_the_same_however_much_it_is(grown: Desk) -> None:
    line = "/customer edit Acme owner <@UBEN> and everything open"
    before = costs(grown)[line]
    for number in range(60):
        typed(grown, PromiseMade, ADA, f"/promise Acme: part {number} by friday")
    assert costs(grown)[line] == before


def test_looking_for_a_near_miss_reads_a_bounded_number_of_rows(grown: Desk) -> None:
    grow(grown.store, 5_000)
    with grown.store.read() as connection:
        assert len(near(connection, T1, "acmme")) <= 5 * NEIGHBOURS
