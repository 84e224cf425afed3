"""A customer is forgotten for good: no word of it is left, and the figures are."""

from functools import partial
from typing import Any

import pytest
from sqlalchemy import Text, cast, select

from bot.core.customer_outcomes import CustomerAdded, CustomerShown, CustomersListed
from bot.core.errors import Refusal
from bot.core.forgetting import FORGOTTEN, CustomerForgotten, ForgetAsked
from bot.core.heed_outcomes import SetupShown
from bot.core.members import Member
from bot.core.merging import MergeAsked
from bot.core.names import UnknownCustomer
from bot.core.outcomes import ContactLogged, PromiseMade, ThingChanged
from bot.core.particulars import ParticularShown
from bot.services import digests, drafts, forgetting, merging, undo, waiting
from bot.services.commands import do
from bot.services.desk import Desk
from bot.store.figures import Whose
from bot.store.tables import contacts, metadata, promises
from tests.makers import (
    ADA,
    BEN,
    CLEO,
    T1,
    T2,
    ZOE,
    Clock,
    Gateway,
    asked,
    at,
    inquiry_of,
    promise_of,
    type_,
    typed,
)

EVER = (at("2020-01-01 00:00"), at("2026-11-22 00:00"))
WORD = "zanzibar"  # in every text, so that any that is left is found


@pytest.fixture
def zanzibar(desk: Desk, clock: Clock) -> Desk:
    """#1 is answered, #2 kept; #3 and #4 are open. Another name was a customer once."""
    typed(desk, CustomerAdded, ADA, "/customer add Zanzibar Ltd")
    typed(desk, ContactLogged, ADA, "/contact from Zanzibar Ltd: the zanzibar quote")
    clock.move(hours=1)
    typed(desk, ContactLogged, ADA, "/contact to Zanzibar Ltd: zanzibar sent happy")
    typed(desk, PromiseMade, ADA, "/promise Zanzibar Ltd: zanzibar by today 3pm")
    typed(desk, ThingChanged, ADA, "/promise move 2 to friday because of zanzibar")
    typed(desk, ThingChanged, ADA, "/promise kept 2")
    clock.move(minutes=5)
    typed(desk, ContactLogged, ADA, "/contact from Zanzibar Ltd: more zanzibar")
    typed(desk, PromiseMade, ADA, "/promise Zanzibar Ltd: again zanzibar by in 2 weeks")
    typed(desk, ThingChanged, ADA, "/contact give 3 <@UCLEO> because zanzibar")
    typed(desk, ParticularShown, ADA, "/customer needs Zanzibar Ltd: zanzibar by post")
    typed(desk, ParticularShown, ADA, "/customer needs Zanzibar Ltd: zanzibar by fax")
    typed(desk, ParticularShown, ADA, "/customer people Zanzibar Ltd: Jo Zanzibar")
    typed(desk, ParticularShown, ADA, "/customer alias Zanzibar Ltd = Zanzibar Inc")
    typed(desk, CustomerAdded, ADA, "/customer add Old Zanzibar")
    typed(desk, ContactLogged, ADA, "/contact from Old Zanzibar: zanzibar of old fyi")
    wish = typed(desk, MergeAsked, ADA, "/customer merge Old Zanzibar into Zanzibar Ltd")
    press = partial(merging.merge, gone_id=wish.gone.id, kept_id=wish.kept.id)
    do(desk, asked(ADA, "", ""), press)
    drafts.keep(desk, asked(ADA, "contact", "from ZANZIBAR  LTD: unfinished"))
    return desk


def forget(desk: Desk, member: Member = ADA, name: str = "Zanzibar Ltd") -> CustomerForgotten:
    wish = typed(desk, ForgetAsked, member, f"/customer forget {name}")
    press = partial(forgetting.forget, customer_id=wish.customer.id)
    done = do(desk, asked(member, "", ""), press).outcome
    assert isinstance(done, CustomerForgotten)
    return done


def left(desk: Desk) -> list[str]:
    """Wherever the word still stands in the store."""
    found = []
    with desk.store.read() as connection:
        for column in (column for table in metadata.sorted_tables for column in table.c):
            values = connection.execute(select(cast(column, Text))).scalars()
            found += [f"{column}: {value}" for value in values if WORD in str(value).lower()]
    return found


def figures(desk: Desk) -> Any:
    with desk.store.read() as connection:
        return digests.figures_of(connection, T1, Whose([ADA.id]), EVER)


def test_no_word_is_left_and_the_figures_are(zanzibar: Desk) -> None:
    with zanzibar.store.write() as connection:
        for table in (contacts, promises):
            link = table.update().values(permalink="https://zanzibar.slack.com/archives/C0/p1")
            connection.execute(link)
    before = figures(zanzibar)
    answered, kept = inquiry_of(zanzibar, 1), promise_of(zanzibar, 2)
    assert len(left(zanzibar)) > 20
    done = forget(zanzibar)
    assert (done.name, done.closed) == ("Zanzibar Ltd", 2)
    assert left(zanzibar) == []
    assert figures(zanzibar) == before
    assert inquiry_of(zanzibar, 1) == answered
    assert promise_of(zanzibar, 2).settled_at == kept.settled_at
    assert (inquiry_of(zanzibar, 3).state, promise_of(zanzibar, 4).state) == (
        *("dismissed", "withdrawn"),
    )


def test_what_would_go_is_said_before_anything_does(zanzibar: Desk) -> None:
    before = left(zanzibar)
    wish = typed(zanzibar, ForgetAsked, ADA, "/customer forget Zanzibar Inc")
    assert (wish.customer.name, wish.open_things) == ("Zanzibar Ltd", 2)
    assert (wish.belongs.inquiries, wish.belongs.promises) == (2, 2)
    assert left(zanzibar) == before


def test_nobody_finds_it_any_more_and_the_name_is_free(zanzibar: Desk) -> None:
    forget(zanzibar)
    assert typed(zanzibar, CustomersListed, ADA, "/customer list").total == 0
    for name in ("Zanzibar Ltd", "Zanzibar Inc", "Old Zanzibar", FORGOTTEN):
        with pytest.raises(UnknownCustomer):
            typed(zanzibar, CustomerShown, ADA, f"/customer {name}")
    typed(zanzibar, CustomerAdded, ADA, "/customer add Zanzibar Ltd")


def test_what_was_posted_is_edited_and_says_nothing(zanzibar: Desk) -> None:
    gateway = Gateway(zanzibar)
    gateway.ticks("2026-11-18 14:30", "2026-11-18 15:31", "2026-11-18 17:00")
    assert gateway.posts
    forget(zanzibar)
    edits = gateway.edits()
    said = [row.thing for _, bundle in edits for row in bundle.rows]
    shown = {post.ts for post in gateway.posts if post.numbers}
    assert {ts for ts, _ in edits} >= shown
    assert {thing.customer.name for thing in said} == {FORGOTTEN}
    assert {thing.words for thing in said} == {""}


@pytest.mark.parametrize("line", ["/heed undo 1", "/heed undo 2", "/heed undo 3", "/heed undo"])
def test_nothing_of_it_is_taken_back(zanzibar: Desk, line: str) -> None:
    forget(zanzibar)
    command, _, words = line.removeprefix("/").partition(" ")
    with pytest.raises(Refusal, match="nothing"):
        type_(zanzibar, ADA, command, words)


def test_a_merge_is_not_taken_back_once_it_is_forgotten(desk: Desk) -> None:
    for name in ("Acme", "Acme Inc"):
        typed(desk, CustomerAdded, ADA, f"/customer add {name}")
    wish = typed(desk, MergeAsked, ADA, "/customer merge Acme Inc into Acme")
    press = partial(merging.merge, gone_id=wish.gone.id, kept_id=wish.kept.id)
    merged = do(desk, asked(ADA, "", ""), press).outcome
    forget(desk, name="Acme")
    change_id = getattr(merged, "change_id", "")
    with pytest.raises(Refusal, match="taken back already"):
        do(desk, asked(ADA, "", ""), partial(undo.change, change_id=change_id))


def test_kind_words_of_it_ask_nothing_any_more(desk: Desk) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    logged = typed(desk, ContactLogged, ADA, "/contact from Acme: thanks!")
    forget(desk, name="Acme")
    with pytest.raises(Refusal, match="taken back"):
        do(desk, asked(ADA, "", ""), partial(waiting.waits, contact_id=logged.contact_id))


def test_only_its_owner_or_their_lead_may(zanzibar: Desk) -> None:
    typed(zanzibar, SetupShown, BEN, "/heed setup lead <@UBEN>")
    with pytest.raises(Refusal, match="Only Ada, who owns Zanzibar Ltd, or their lead"):
        typed(zanzibar, ForgetAsked, CLEO, "/customer forget Zanzibar Ltd")
    wish = typed(zanzibar, ForgetAsked, ADA, "/customer forget Zanzibar Ltd")
    press = partial(forgetting.forget, customer_id=wish.customer.id)
    with pytest.raises(Refusal, match="Only Ada"):
        do(zanzibar, asked(CLEO, "", ""), press)
    with pytest.raises(Refusal, match="no such customer"):
        do(zanzibar, asked(ZOE, "", "", workspace_id=T2), press)
    assert forget(zanzibar, BEN).closed == 2
    with pytest.raises(Refusal, match="no such customer"):
        do(zanzibar, asked(ADA, "", ""), press)


def test_another_customer_keeps_its_words(zanzibar: Desk) -> None:
    typed(zanzibar, CustomerAdded, ADA, "/customer add Globex")
    typed(zanzibar, ContactLogged, ADA, "/contact from Globex: asks for a quote")
    drafts.keep(zanzibar, asked(ADA, "contact", "from Globex: unfinished"))
    forget(zanzibar)
    assert typed(zanzibar, CustomerShown, ADA, "/customer Globex").inquiries[0].words == (
        "asks for a quote"
    )
    assert drafts.take(zanzibar, asked(ADA, "", ""), 2).words == "from Globex: unfinished"
