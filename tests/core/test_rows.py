"""Rows of a reminder: worst first, one per thing, and what each can say."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.core.bundles import bundle
from bot.core.deliveries import DeliveryKind
from bot.core.history import Event, Kind, Verb
from bot.core.nudges import Nudge
from bot.core.recipients import People
from bot.core.rows import row, worst_first
from bot.core.scenes import Scene
from bot.core.things import Thing
from tests.core.cast import (
    ADA,
    BEN,
    CLEO,
    FAY,
    NUMBER,
    at,
    event,
    inquiry,
    member,
    nudge,
    people,
    promise,
    said,
    thing,
    told,
)

# Asked on Wednesday at 9:00: heads-up 12:00, due 13:00, lead 15:00, day_1 Thursday 13:00.
ASKED = at("2026-11-18 09:00")
DUE, LEAD = at("2026-11-18 13:00"), at("2026-11-18 15:00")


def scene(
    now: str,
    *events: Event,
    ledger: tuple[Nudge, ...] = (),
    among: People | None = None,
    others: Sequence[Thing] = (),
) -> Scene:
    acme = thing(inquiry(ASKED, *events))
    found: Mapping[int, Thing] = {NUMBER: acme} | {other.number: other for other in others}
    ledgers = {number: ledger if number == NUMBER else () for number in found}
    return Scene(found, ledgers, among or people(), at(now))


def numbered(number: int, due: str) -> Thing:
    made = promise(at("2026-11-02 09:00"), at(due))
    return thing(replace(made, number=number))


def test_the_longest_overdue_comes_first() -> None:
    older, newer = numbered(1, "2026-11-19 12:00"), numbered(2, "2026-11-17 12:00")
    here = scene("2026-11-19 14:00", others=[older, newer])
    nudges = [nudge("due", DUE, id=place, number=n) for place, n in enumerate((1, 482, 2))]

    assert [one.number for one in worst_first(nudges, here)] == [2, 482, 1]


def test_a_thing_has_one_row_its_latest() -> None:
    here = scene("2026-11-18 14:00")
    early, late = nudge("heads_up", at("2026-11-18 12:00"), id=2), nudge("due", DUE, id=1)

    assert worst_first([late, early], here) == [late]


def test_where_owner_and_lead_are_one_person_the_leads_row_is_shown() -> None:
    here = scene("2026-11-19 14:00")
    lead, day_1 = nudge("lead", LEAD), nudge("day_1", at("2026-11-19 13:00"))

    assert worst_first([lead, day_1], here) == [lead]


def test_a_message_shows_eight_things_and_counts_the_rest() -> None:
    things = [numbered(n, f"2026-11-{n + 2:02} 12:00") for n in range(1, 12)]
    here = scene("2026-11-19 14:00", others=things)
    nudges = [nudge("overdue", DUE, id=n, number=n) for n in range(11, 0, -1)]

    whole = bundle(DeliveryKind.NUDGES, 1, ADA, nudges, here)
    assert [one.thing.number for one in whole.rows] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert (whole.more, [one.number for one in whole.hidden]) == (3, [9, 10, 11])
    assert set(whole.things) == set(range(1, 12))
    assert bundle(DeliveryKind.NUDGES, 1, ADA, nudges[:8], here).more == 0


def test_a_lesser_step_of_a_thing_is_said_by_the_row_of_another() -> None:
    lead, day_1 = nudge("lead", LEAD), nudge("day_1", at("2026-11-19 13:00"))
    whole = bundle(DeliveryKind.NUDGES, 1, ADA, [day_1, lead], scene("2026-11-19 14:00"))

    assert [one.nudge for one in whole.rows] == [lead]
    assert (whole.more, whole.hidden) == (0, (day_1,))


def test_a_row_says_when_heed_asks_again_and_when_the_lead_hears() -> None:
    due = told("due", DUE)
    found = row(due, scene("2026-11-18 13:05", ledger=(due,)), reader_id=ADA)

    assert said(found.due_at) == "Wed 2026-11-18 13:00"
    assert said(found.again_at) == "Thu 2026-11-19 13:00"
    assert (said(found.lead_at), found.lead_name) == ("Wed 2026-11-18 15:00", "Ben")
    assert (found.is_old, found.moved_on) == (False, False)
    assert (found.instead_of_name, found.claimed_by_name, found.settled_by_name) == (None,) * 3


def test_the_lead_is_never_announced_for_sooner_than_fair_warning_allows() -> None:
    due = told("due", at("2026-11-18 16:30"))
    found = row(due, scene("2026-11-18 16:30", ledger=(due,)), reader_id=ADA)

    assert said(found.lead_at) == "Thu 2026-11-19 09:30"


def test_a_lead_who_was_told_is_not_announced_again() -> None:
    ledger = (told("due", DUE), told("lead", LEAD, id=2))
    here = scene("2026-11-19 13:00", ledger=ledger)

    assert row(nudge("day_1", at("2026-11-19 13:00")), here, reader_id=ADA).lead_at is None


def test_where_nobody_leads_no_name_is_given() -> None:
    among = people(member(BEN, is_deactivated=True), member("UDORA", is_deactivated=True))

    assert (
        row(nudge("due", DUE), scene("2026-11-18 13:00", among=among), reader_id=ADA).lead_name
        is None
    )


def test_while_snoozed_heed_asks_again_at_its_end_and_the_lead_hears_as_ever() -> None:
    snooze = event(Verb.SNOOZED, DUE, until=at("2026-11-20 09:00"))
    due = told("due", DUE)
    found = row(due, scene("2026-11-18 13:05", snooze, ledger=(due,)), reader_id=ADA)

    assert said(found.again_at) == "Fri 2026-11-20 09:00"
    assert said(found.lead_at) == "Wed 2026-11-18 15:00"


def test_on_hold_nobody_hears_before_its_end_and_the_lead_after_fair_warning() -> None:
    made = promise(at("2026-11-02 09:00"), DUE)
    hold = event(Verb.HELD, DUE, kind=Kind.PROMISE, until=at("2026-11-25 09:00"))
    held = thing(promise(at("2026-11-02 09:00"), DUE, hold))
    here = Scene({made.number: held}, {made.number: ()}, people(), at("2026-11-18 13:05"))
    found = row(nudge("overdue", DUE), here, reader_id=ADA)

    assert said(found.again_at) == "Wed 2026-11-25 09:00"
    assert said(found.lead_at) == "Wed 2026-11-25 10:00"


def test_after_the_last_step_heed_asks_no_more() -> None:
    last = told("day_7", at("2026-11-27 13:00"))
    assert row(last, scene("2026-12-10 09:00", ledger=(last,)), reader_id=ADA).again_at is None


def test_the_lead_reads_when_the_owner_was_told_and_whose_it_is() -> None:
    ledger = (told("heads_up", at("2026-11-18 12:00")), told("due", DUE, id=2))
    found = row(nudge("lead", LEAD), scene("2026-11-18 15:00", ledger=ledger), reader_id=BEN)

    assert said(found.told_at) == "Wed 2026-11-18 13:00"
    assert found.instead_of_name == "Ada"
    assert not found.moved_on


def test_a_row_that_was_given_away_has_moved_on_for_its_former_owner() -> None:
    given = scene("2026-11-18 14:00", event(Verb.GIVEN, DUE, member_id=CLEO))

    assert row(nudge("due", DUE), given, reader_id=ADA).moved_on
    assert not row(nudge("due", DUE), given, reader_id=CLEO).moved_on
    assert not row(nudge("due", DUE), given, reader_id=None).moved_on


def test_a_claim_shows_who_has_it_and_keeps_the_owners_row() -> None:
    claim = event(Verb.CLAIMED, DUE, actor_id=CLEO, until=at("2026-11-18 17:00"))
    claimed = scene("2026-11-18 14:00", claim)

    assert row(nudge("due", DUE), claimed, reader_id=ADA).claimed_by_name == "Cleo"
    assert not row(nudge("due", DUE), claimed, reader_id=ADA).moved_on
    assert not row(nudge("due", DUE), claimed, reader_id=CLEO).moved_on


def test_whoever_covers_keeps_the_row_while_the_owner_is_away() -> None:
    covered = people(member(ADA, away_until=at("2026-11-23 09:00"), cover_id=FAY))
    away = scene("2026-11-18 14:00", among=covered)
    found = row(nudge("due", DUE), away, reader_id=FAY)

    assert (found.moved_on, found.instead_of_name) == (False, "Ada")
    assert row(nudge("due", DUE), scene("2026-11-18 14:00"), reader_id=FAY).moved_on


def test_a_settled_row_names_who_settled_it() -> None:
    done = scene("2026-11-18 14:00", event(Verb.ANSWERED, DUE, actor_id=CLEO))

    assert row(nudge("due", DUE), done, reader_id=ADA).settled_by_name == "Cleo"
