"""A customer is forgotten for good: no word of it is left, and the figures are."""

from functools import partial
from typing import Any

import pytest
from sqlalchemy import JSON, Text, cast, select

from bot.core.customer_outcomes import CustomerAdded, CustomerShown, CustomersListed
from bot.core.deliveries import DeliveryKind
from bot.core.errors import Refusal
from bot.core.forgetting import FORGOTTEN, CustomerForgotten, ForgetAsked
from bot.core.heed_outcomes import SetupShown
from bot.core.members import Member
from bot.core.merging import MergeAsked
from bot.core.names import UnknownCustomer
from bot.core.outcomes import ContactLogged, PromiseMade, ThingChanged
from bot.core.particulars import ParticularShown
from bot.services import (
    digests,
    drafts,
    forgetting,
    handing_over,
    homes,
    merging,
    undo,
    waiting,
)
from bot.services.desk import Desk
from bot.services.once import do
from bot.store import deliveries
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
    typed(desk, ThingChanged, ADA, "/promise give 4 <@UCLEO> because zanzibar")
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
    drafts.keep(desk, asked(ADA, "promise", "move 4 to 03/04 because of zanzibar"))
    typed(desk, ParticularShown, ADA, "/customer channel Zanzibar Ltd <#C0ZANZIBAR> watch")
    said = [{"type": "section", "text": {"type": "mrkdwn", "text": "#1 of Zanzibar Ltd"}}]
    homes.pressed(desk, T1, ADA.id, said=said)
    owe(desk, DeliveryKind.NOTICE, "I hear Zanzibar Ltd no longer")
    owe(desk, DeliveryKind.REPLY, "#4 is due on friday, zanzibar")
    return desk


def owe(desk: Desk, kind: DeliveryKind, text: str) -> None:
    body = {"text": text, "blocks": []}
    with desk.store.write() as connection:
        when = {"now": desk.now(), "system_now": desk.now()}
        deliveries.add(connection, T1, kind, recipient_id=ADA.id, body=body, **when)


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


# What Slack, the machine or whoever sets Heed up wrote there: nothing of a customer's.
NOT_OF_CUSTOMERS = {
    *("deliveries.address", "deliveries.error", "homes.hash", "members.status", "members.name"),
    *("receipts.key", "teams.name", "workspaces.name", "workspaces.paused_why", "nudges.why"),
    *("reactions.emoji", "teams.breaks", "teams.closed", "teams.week", "members.week"),
    *("workspaces.emoji", "deliveries.once", "tidings.change_id", "members.zone", "teams.zone"),
    # Numbers, ids and instants.
    *("inquiries.holds", "promises.holds", "tidings.told", "history.facts"),
    # Made of a name that is tried, and in its row.
    *("customer_names.backwards", "customer_names.bones"),
}
LONG = 60  # letters: whatever takes more may be a text


def test_every_column_that_takes_words_is_tried(zanzibar: Desk) -> None:
    with zanzibar.store.write() as connection:
        for table in (contacts, promises):
            link = table.update().values(permalink="https://zanzibar.slack.com/archives/C0/p1")
            connection.execute(link)
        heard = metadata.tables["heard"]
        known = {"workspace_id": T1, "customer_id": 1, "channel_id": "C0", "ts": "1.1", "root": "1"}
        of = {"author_id": "U1", "side": "theirs", "rule": "opened", "at": zanzibar.now()}
        connection.execute(heard.insert().values(**known, **of, words=WORD))
        fields = metadata.tables["drafts"].update().values(fields={"words": WORD}, choices=[WORD])
        connection.execute(fields)
    columns = [column for table in metadata.sorted_tables for column in table.c]
    wordy = {
        str(column)
        for column in columns
        if isinstance(column.type, Text | JSON) or (getattr(column.type, "length", 0) or 0) > LONG
    }
    tried = {found.split(": ")[0] for found in left(zanzibar)}
    assert wordy - NOT_OF_CUSTOMERS <= tried
    forget(zanzibar)
    assert left(zanzibar) == []


def test_homes_that_named_it_are_published_however_long_ago_they_were_opened(
    zanzibar: Desk, clock: Clock
) -> None:
    clock.move(hours=5)
    forget(zanzibar)
    home = homes.claim(zanzibar)
    assert home is not None
    assert (home.member_id, home.said) == (ADA.id, ())


def test_what_others_were_told_of_it_is_edited(zanzibar: Desk) -> None:
    gateway = Gateway(zanzibar)
    give = partial(handing_over.give_all, former_id=ADA.id, to_id=CLEO.id)
    do(zanzibar, asked(BEN, "", ""), give)
    posts = gateway.ticks("2026-11-18 12:30")
    [new] = [post for post in posts if post.to == CLEO.id and post.heard]
    [notice] = [post for post in posts if post.delivery.kind is DeliveryKind.NOTICE]
    assert [one.name for one in new.heard[-1].listed] == ["Zanzibar Ltd"]
    forget(zanzibar, CLEO)
    gateway.edits()
    assert {one.name for one in gateway.reheard[new.ts][-1].listed} == {FORGOTTEN}
    assert gateway.reheard[notice.ts] == []


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
    with pytest.raises(Refusal, match=r"nothing|for good"):
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
    assert drafts.take(zanzibar, asked(ADA, "", ""), 3).words == "from Globex: unfinished"
