"""Reactions on reminders: an emoji does what its button does, its removal undoes just that."""

from itertools import permutations

import pytest
from sqlalchemy import select

from bot.core.customer_outcomes import CustomerAdded
from bot.core.deliveries import Delivery, DeliveryKind
from bot.core.errors import Refusal
from bot.core.heed_outcomes import SetupShown
from bot.core.history import Surface, Verb
from bot.core.inquiries import InquiryState
from bot.core.members import Member
from bot.core.outcomes import ContactLogged, PromiseMade, ThingChanged, Undone
from bot.core.promises import PromiseState
from bot.services import bundling, claims, posting, reactions
from bot.services.desk import Desk
from bot.services.sweep import sweep
from bot.store.tables import history
from tests.makers import (
    ADA,
    BEN,
    CLEO,
    GUS,
    STRANGER,
    T1,
    T2,
    ZOE,
    Clock,
    Gateway,
    Post,
    at,
    inquiry_of,
    promise_of,
    thing_of,
    typed,
)


@pytest.fixture
def nudge(desk: Desk, gateway: Gateway) -> Post:
    """Ada was told at one o'clock that Acme waits since ten."""
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    [post] = gateway.ticks("2026-11-18 13:00")
    return post


def test_a_tick_answers(desk: Desk, gateway: Gateway, nudge: Post) -> None:
    done = gateway.react(ADA, nudge, "white_check_mark")
    assert done.event.verb is Verb.ANSWERED
    inquiry = inquiry_of(desk, 1)
    assert inquiry.state is InquiryState.ANSWERED
    assert inquiry.settled_at == at("2026-11-18 13:00")


def test_a_tick_on_a_promise_keeps_it(desk: Desk, gateway: Gateway) -> None:
    typed(desk, PromiseMade, ADA, "/promise Acme: one by today 2pm", adds="Acme")
    [post] = gateway.ticks("2026-11-18 14:00")
    assert gateway.react(CLEO, post, "white_check_mark::skin-tone-2").event.verb is Verb.KEPT
    assert promise_of(desk, 1).state is PromiseState.KEPT


@pytest.mark.parametrize(
    ("emoji", "verb"),
    [
        ("eyes", Verb.CLAIMED),
        ("zzz", Verb.SNOOZED),
        ("raising_hand", Verb.GIVEN),
        ("woman-raising-hand", Verb.GIVEN),
        ("tada", None),
        ("thumbsup", None),
    ],
)
def test_an_emoji_means_what_it_means_or_nothing(
    desk: Desk, gateway: Gateway, nudge: Post, emoji: str, verb: Verb | None
) -> None:
    before = thing_of(desk, 1)
    done = gateway.react(CLEO, nudge, emoji)
    assert (None if done is None else done.event.verb) is verb
    if verb is None:
        assert thing_of(desk, 1) == before
        return
    assert thing_of(desk, 1) != before
    # Its removal undoes just that.
    assert gateway.unreact(CLEO, nudge, emoji)
    assert thing_of(desk, 1) == before
    assert not gateway.unreact(CLEO, nudge, emoji)


def test_a_snooze_lasts_to_the_next_working_morning(
    desk: Desk, gateway: Gateway, nudge: Post
) -> None:
    gateway.react(ADA, nudge, "zzz")
    assert thing_of(desk, 1).care.snoozed_until == at("2026-11-19 09:00")


def test_a_workspace_may_choose_its_emoji(desk: Desk, gateway: Gateway, nudge: Post) -> None:
    typed(desk, SetupShown, ADA, "/heed setup emoji claim :tada:")
    assert gateway.react(CLEO, nudge, "tada").event.verb is Verb.CLAIMED


def test_raising_a_hand_for_ones_own_thing_is_refused(
    desk: Desk, gateway: Gateway, nudge: Post
) -> None:
    before = thing_of(desk, 1)
    with pytest.raises(Refusal, match="is yours already"):
        gateway.react(ADA, nudge, "raising_hand")
    assert not gateway.unreact(ADA, nudge, "raising_hand")
    assert thing_of(desk, 1) == before


@pytest.mark.parametrize("member", [GUS, STRANGER], ids=["a guest", "a stranger"])
def test_only_members_react(desk: Desk, gateway: Gateway, nudge: Post, member: Member) -> None:
    with pytest.raises(Refusal):
        gateway.react(member, nudge, "white_check_mark")
    assert inquiry_of(desk, 1).state is InquiryState.OPEN


def test_a_message_of_somebody_elses_is_none_of_heeds_business(
    desk: Desk, gateway: Gateway, nudge: Post
) -> None:
    elsewhere = Post(nudge.delivery, None, "C0OTHER", nudge.ts)
    assert gateway.react(ADA, elsewhere, "white_check_mark") is None
    assert gateway.react(ZOE, nudge, "white_check_mark", workspace_id=T2) is None
    assert inquiry_of(desk, 1).state is InquiryState.OPEN


def test_with_several_open_rows_the_buttons_must_say(desk: Desk, gateway: Gateway) -> None:
    for words in ("one", "two"):
        typed(desk, PromiseMade, ADA, f"/promise Acme: {words} by today 2pm", adds="Acme")
    [post] = gateway.ticks("2026-11-18 14:00")
    with pytest.raises(Refusal, match="2 open things"):
        gateway.react(ADA, post, "white_check_mark")
    # Once only one is open, it is clear again.
    typed(desk, ThingChanged, ADA, "/promise kept 1")
    assert gateway.react(ADA, post, "white_check_mark").thing.number == 2
    with pytest.raises(Refusal, match="settled already"):
        gateway.react(CLEO, post, "white_check_mark")


def test_on_an_older_message_the_newer_one_is_pointed_to(
    desk: Desk, gateway: Gateway, nudge: Post
) -> None:
    gateway.ticks("2026-11-18 14:00")
    with pytest.raises(Refusal, match="newer reminder"):
        gateway.react(ADA, nudge, "white_check_mark")


def test_an_event_that_slack_sends_twice_happens_once(
    desk: Desk, gateway: Gateway, nudge: Post
) -> None:
    assert gateway.react(CLEO, nudge, "eyes", event_id="Ev0") is not None
    assert gateway.react(CLEO, nudge, "eyes", event_id="Ev0") is None
    assert thing_of(desk, 1).care.claims == 1


def test_a_removal_that_slack_sends_twice_happens_once(
    desk: Desk, gateway: Gateway, nudge: Post
) -> None:
    gateway.react(CLEO, nudge, "eyes")
    assert gateway.unreact(CLEO, nudge, "eyes", event_id="Ev0")
    gateway.react(CLEO, nudge, "eyes")
    assert not gateway.unreact(CLEO, nudge, "eyes", event_id="Ev0")
    assert thing_of(desk, 1).care.claimed_by == CLEO.id


def test_a_removal_undoes_nothing_that_came_after(
    desk: Desk, gateway: Gateway, nudge: Post
) -> None:
    gateway.react(CLEO, nudge, "eyes")
    typed(desk, ThingChanged, BEN, "/contact snooze 1")
    with pytest.raises(Refusal, match="has changed since"):
        gateway.unreact(CLEO, nudge, "eyes")
    assert thing_of(desk, 1).care.claimed_by == CLEO.id


def test_somebody_elses_reaction_is_not_undone(desk: Desk, gateway: Gateway, nudge: Post) -> None:
    gateway.react(CLEO, nudge, "eyes")
    assert not gateway.unreact(BEN, nudge, "eyes")
    assert thing_of(desk, 1).care.claimed_by == CLEO.id


def test_what_a_reaction_did_can_be_undone_like_anything(
    desk: Desk, gateway: Gateway, nudge: Post
) -> None:

    gateway.react(CLEO, nudge, "white_check_mark")
    typed(desk, Undone, CLEO, "/heed undo")
    assert inquiry_of(desk, 1).state is InquiryState.OPEN
    with pytest.raises(Refusal, match="taken back already"):
        gateway.unreact(CLEO, nudge, "white_check_mark")


def _posting(desk: Desk, clock: Clock) -> Delivery:
    """A reminder that stands in Slack and is not settled yet."""
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    typed(desk, ContactLogged, ADA, "/contact from Acme: asks for a quote")
    clock.set("2026-11-18 13:00")
    sweep(desk)
    bundling.bundle(desk)
    delivery = claims.claim(desk, (DeliveryKind.NUDGES,))
    assert delivery is not None
    assert claims.bundle_of(desk, delivery) is not None
    return posting.keep_channel(desk, delivery, "DUADA")


def test_a_reaction_waits_for_its_message_to_be_settled(
    desk: Desk, clock: Clock, gateway: Gateway
) -> None:
    delivery = _posting(desk, clock)
    post = Post(delivery, None, "DUADA", "7.0")
    assert gateway.react(ADA, post, "white_check_mark") is None
    assert inquiry_of(desk, 1).state is InquiryState.OPEN
    assert posting.sent(desk, delivery, channel_id="DUADA", ts="7.0")
    assert reactions.waited(desk, T1, "DUADA", "7.0") == []
    assert inquiry_of(desk, 1).state is InquiryState.ANSWERED
    assert reactions.waited(desk, T1, "DUADA", "7.0") == []
    assert gateway.unreact(ADA, post, "white_check_mark")
    assert inquiry_of(desk, 1).state is InquiryState.OPEN


def test_a_reaction_taken_away_while_it_waits_does_nothing(
    desk: Desk, clock: Clock, gateway: Gateway
) -> None:
    delivery = _posting(desk, clock)
    post = Post(delivery, None, "DUADA", "7.0")
    gateway.react(ADA, post, "white_check_mark")
    assert not gateway.unreact(ADA, post, "white_check_mark")
    posting.sent(desk, delivery, channel_id="DUADA", ts="7.0")
    assert reactions.waited(desk, T1, "DUADA", "7.0") == []
    assert inquiry_of(desk, 1).state is InquiryState.OPEN


def test_several_reactions_wait_and_each_member_hears_of_their_own(
    desk: Desk, clock: Clock, gateway: Gateway
) -> None:
    delivery = _posting(desk, clock)
    post = Post(delivery, None, "DUADA", "7.0")
    for member in (ADA, CLEO):
        gateway.react(member, post, "white_check_mark")
        clock.move(seconds=1)
    posting.sent(desk, delivery, channel_id="DUADA", ts="7.0")
    [(member_id, refusal)] = reactions.waited(desk, T1, "DUADA", "7.0")
    assert member_id == CLEO.id
    assert "settled already" in refusal.sentence
    assert inquiry_of(desk, 1).settled_by == ADA.id


def test_the_history_knows_that_it_was_a_reaction(
    desk: Desk, gateway: Gateway, nudge: Post
) -> None:

    gateway.react(CLEO, nudge, "eyes")
    query = select(history.c.surface).where(
        history.c.workspace_id == T1, history.c.verb == Verb.CLAIMED
    )
    with desk.store.read() as connection:
        assert connection.execute(query).scalar_one() == Surface.REACTION


def test_a_removal_that_overtakes_its_reaction_leaves_nothing(
    desk: Desk, gateway: Gateway, nudge: Post
) -> None:
    assert not gateway.unreact(CLEO, nudge, "eyes", after=2)
    assert gateway.react(CLEO, nudge, "eyes", after=1) is None
    assert thing_of(desk, 1).care.claimed_by is None


def test_a_reaction_put_there_again_outlives_an_older_removal(
    desk: Desk, gateway: Gateway, nudge: Post
) -> None:
    gateway.react(CLEO, nudge, "eyes", after=3)
    assert not gateway.unreact(CLEO, nudge, "eyes", after=2)
    assert thing_of(desk, 1).care.claimed_by == CLEO.id


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("name", ["white_check_mark", "eyes"])
def test_a_reaction_that_stands_counts_however_its_putting_and_taking_arrive(
    desk: Desk, gateway: Gateway, nudge: Post, name: str, order: tuple[int, ...]
) -> None:
    told_of = [(gateway.react, 1), (gateway.unreact, 2), (gateway.react, 3)]
    for place in order:
        tell, after = told_of[place]
        tell(CLEO, nudge, name, after=after)
    thing = thing_of(desk, 1)
    assert CLEO.id in (thing.item.settled_by, thing.care.claimed_by)
    assert gateway.unreact(CLEO, nudge, name, after=4)
    thing = thing_of(desk, 1)
    assert (thing.item.settled_by, thing.care.claimed_by) == (None, None)


def test_a_reaction_put_there_again_after_it_was_undone_counts_again(
    desk: Desk, gateway: Gateway, nudge: Post
) -> None:
    gateway.react(CLEO, nudge, "eyes", after=1)
    typed(desk, Undone, CLEO, "/heed undo 1")
    with pytest.raises(Refusal, match="taken back already"):
        gateway.unreact(CLEO, nudge, "eyes", after=2)
    assert gateway.react(CLEO, nudge, "eyes", after=3).event.verb is Verb.CLAIMED
