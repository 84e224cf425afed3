"""What a message in a watched channel does: theirs open and chase, ours answer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.automatic import is_automatic
from bot.core.care import Care
from bot.core.customers import Customer
from bot.core.heard import Heard, Rule, Said, instant, joined
from bot.core.hours import WorkingHours
from bot.core.inquiries import Inquiry, InquiryState
from bot.core.members import DEFAULT_WEEK, Member
from bot.core.sides import Side, side_of
from bot.core.watching import Judged, answered_since, judge
from tests.makers import ADA, BEN, CLEO, GUS, ROBOT, STRANGER, at

HOURS = WorkingHours.of(zone="Europe/Berlin", week=DEFAULT_WEEK)
SINCE = at("2026-11-18 08:00")
JO, SAM = "UJO", "USAM"


def ts(clock: str) -> str:
    return f"{int(at(f'2026-11-18 {clock}').timestamp())}.000100"


def said(author: str, text: str, when: str, *, thread: str | None = None) -> Said:
    root = ts(when) if thread is None else ts(thread)
    return Said("C1", ts(when), author, text, root, instant(ts(when)))


def heard(
    author: str, when: str, rule: Rule, *, thread: str | None = None, number: int | None = None
) -> Heard:
    side = Side.THEIRS if author in (JO, SAM) else Side.OURS
    root = ts(when) if thread is None else ts(thread)
    moment = instant(ts(when))
    return Heard(
        ts(when), root, author, side, rule, moment, 1, number, contact_id=int(moment.timestamp())
    )


def inquiry(
    number: int, opened: str, *, answered: str | None = None, owner: str = ADA.id
) -> Inquiry:
    opened_at = instant(ts(opened))
    state = InquiryState.OPEN if answered is None else InquiryState.ANSWERED
    settled_at = None if answered is None else instant(ts(answered))
    care = Care(owner_id=owner)
    return Inquiry(
        number, 1, None, care, opened_at, opened_at, opened_at, state=state, settled_at=settled_at
    )


def judged(one: Said, around: Sequence[Heard] = (), known: Sequence[Inquiry] = ()) -> Judged:
    side = Side.THEIRS if one.author_id in (JO, SAM) else Side.OURS
    of_customer = {each.number: each for each in known}
    return judge(one, side, since=SINCE, around=around, of_customer=of_customer, hours=HOURS)


OPENED = heard(JO, "10:00", Rule.OPENED, number=1)
WAITS = inquiry(1, "10:00")
ANSWERED = inquiry(1, "10:00", answered="11:00")


@pytest.mark.parametrize(
    ("one", "around", "known", "expected"),
    [
        # A first word opens, whoever else waits.
        (said(JO, "a quote, please", "10:00"), [], [], Judged(Rule.OPENED)),
        (said(SAM, "and we?", "10:02"), [OPENED], [WAITS], Judged(Rule.OPENED)),
        # The same person goes on within five minutes; later it is another matter.
        (
            said(JO, "for ten", "10:05"),
            [OPENED],
            [WAITS],
            Judged(Rule.TOGETHER, 1, joins=OPENED),
        ),
        (said(JO, "and paint", "10:06"), [OPENED], [WAITS], Judged(Rule.OPENED)),
        # In the thread it is the same inquiry, whoever asks.
        (said(SAM, "well?", "12:00", thread="10:00"), [OPENED], [WAITS], Judged(Rule.CHASED, 1)),
        # After an answer they have come back; to the thread, or to the channel.
        (
            said(JO, "it broke", "12:00", thread="10:00"),
            [OPENED],
            [ANSWERED],
            Judged(Rule.CAME_BACK, linked_to=1),
        ),
        (said(JO, "it broke", "12:00"), [], [ANSWERED], Judged(Rule.OPENED, linked_to=1)),
        # Within minutes too, if it was answered meanwhile.
        (
            said(JO, "and paint?", "10:04"),
            [OPENED],
            [inquiry(1, "10:00", answered="10:02")],
            Judged(Rule.OPENED, linked_to=1),
        ),
        # It was said before the answer, and only arrives after it.
        (
            said(JO, "for ten", "10:30", thread="10:00"),
            [OPENED],
            [ANSWERED],
            Judged(Rule.LATE, 1),
        ),
        # The reply in the thread was heard before what it hangs on.
        (
            said(JO, "a quote", "10:00"),
            [heard(SAM, "10:20", Rule.OPENED, thread="10:00", number=1)],
            [inquiry(1, "10:20")],
            Judged(Rule.CHASED, 1),
        ),
        # The second of two in a row came first.
        (
            said(JO, "a quote", "10:00"),
            [heard(JO, "10:01", Rule.OPENED, number=1)],
            [inquiry(1, "10:01")],
            Judged(Rule.CHASED, 1),
        ),
        # What was taken back is as if nobody had asked.
        (
            said(JO, "a quote", "12:00", thread="10:00"),
            [OPENED],
            [replace(WAITS, state=InquiryState.VOID)],
            Judged(Rule.OPENED),
        ),
        (said(JO, "Thanks a lot!", "10:00"), [], [], Judged(Rule.KIND)),
        (said(JO, "Thanks, and when?", "10:00"), [], [], Judged(Rule.OPENED)),
        (said(JO, "I am out of office", "10:00"), [], [], Judged(Rule.AUTOMATIC)),
        (said(JO, "a quote", "07:59"), [], [], Judged(Rule.TOO_EARLY)),
    ],
)
def test_their_word_opens_chases_or_is_let_be(
    one: Said, around: list[Heard], known: list[Inquiry], expected: Judged
) -> None:
    assert judged(one, around, known) == expected


LATER = heard(SAM, "10:20", Rule.OPENED, number=2)
ALSO = inquiry(2, "10:20", owner=BEN.id)
REPLY = heard(ADA.id, "11:00", Rule.ANSWERED, thread="10:00", number=1)


@pytest.mark.parametrize(
    ("one", "around", "known", "expected"),
    [
        (
            said(ADA.id, "here", "11:00", thread="10:00"),
            [OPENED],
            [WAITS],
            Judged(Rule.ANSWERED, 1),
        ),
        # Kind words are an answer, as they are when somebody says them on the phone.
        (
            said(CLEO.id, "thanks!", "11:00", thread="10:00"),
            [OPENED],
            [WAITS],
            Judged(Rule.ANSWERED, 1),
        ),
        # In the thread it answers that one, beside it the only one, or one's own.
        (
            said(CLEO.id, "here", "11:00", thread="10:20"),
            [OPENED, LATER],
            [WAITS, ALSO],
            Judged(Rule.ANSWERED, 2),
        ),
        (said(CLEO.id, "here", "11:00"), [OPENED], [WAITS], Judged(Rule.ANSWERED, 1)),
        (said(BEN.id, "here", "11:00"), [OPENED, LATER], [WAITS, ALSO], Judged(Rule.ANSWERED, 2)),
        (said(CLEO.id, "here", "11:00"), [OPENED, LATER], [WAITS, ALSO], Judged(Rule.SEVERAL)),
        # What was asked elsewhere, as by phone, is not answered here.
        (said(ADA.id, "news", "11:00"), [], [WAITS], Judged(Rule.BESIDE)),
        # A word from before theirs answers nothing.
        (said(ADA.id, "news", "09:00"), [OPENED], [WAITS], Judged(Rule.BESIDE)),
        (
            said(ADA.id, "automatic reply: back on Monday", "11:00", thread="10:00"),
            [OPENED],
            [WAITS],
            Judged(Rule.AUTOMATIC),
        ),
        # What follows the answer within minutes is part of it.
        (
            said(ADA.id, "and this", "11:02", thread="10:00"),
            [OPENED, REPLY],
            [ANSWERED],
            Judged(Rule.TOGETHER, 1, joins=REPLY),
        ),
    ],
)
def test_our_word_answers_or_is_noted(
    one: Said, around: list[Heard], known: list[Inquiry], expected: Judged
) -> None:
    assert judged(one, around, known) == expected


def test_a_reply_that_was_heard_first_answers_what_it_hangs_on() -> None:
    reply = heard(ADA.id, "10:05", Rule.BESIDE, thread="10:00")
    for when, expected in (("10:00", reply), ("10:06", None), ("09:00", None)):
        asked = said(JO, "a quote", when)
        assert answered_since(asked, [reply], asked=inquiry(1, when), others=()) == expected


def test_a_reply_outside_the_thread_answers_what_waits_alone_or_is_its_speakers() -> None:
    reply = heard(CLEO.id, "10:05", Rule.BESIDE)
    asked, own = inquiry(1, "10:00"), replace(inquiry(1, "10:00"), care=Care(owner_id=CLEO.id))
    for one, others, expected in (
        (asked, (), reply),
        (asked, (inquiry(2, "10:06"),), reply),
        (asked, (inquiry(2, "09:00"),), None),
        (own, (inquiry(2, "09:00"),), reply),
    ):
        word = said(JO, "a quote", "10:00", thread="09:30")
        assert answered_since(word, [reply], asked=one, others=others) == expected


def test_what_is_said_in_a_row_is_read_in_its_order() -> None:
    first, second = replace(OPENED, words="one"), replace(LATER, words="two")
    assert joined([second, first]) == "one\ntwo"
    assert joined([second, replace(first, is_deleted=True)]) == "two"


EVA = Member("UEVA", "Eva", team_id=2)
INTERNAL = Customer(1, "Finance", BEN.id, is_internal=True)
ACME = Customer(1, "Acme", ADA.id)


@pytest.mark.parametrize(
    ("author", "customer", "people", "expected"),
    [
        (STRANGER, ACME, (), Side.THEIRS),
        (ADA, ACME, (), Side.OURS),
        (EVA, ACME, (), Side.OURS),
        # A member is ours, whoever else is called the same.
        (CLEO, ACME, ("Cleo",), Side.OURS),
        (GUS, ACME, (), Side.NEITHER),
        (GUS, ACME, ("gus (buyer)",), Side.THEIRS),
        (ROBOT, ACME, ("Robot",), Side.NEITHER),
        (EVA, INTERNAL, (), Side.THEIRS),
        (CLEO, INTERNAL, (), Side.OURS),
        (CLEO, INTERNAL, ("Cleo (books)",), Side.THEIRS),
        (BEN, INTERNAL, ("Ben",), Side.OURS),
    ],
)
def test_who_speaks_for_whom(
    author: Member, customer: Customer, people: tuple[str, ...], expected: Side
) -> None:
    assert side_of(author, replace(customer, people=people), owner=BEN) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Automatic reply: I am back on Monday", True),
        ("I am currently out of the office.", True),
        ("I'm on vacation until 3 Dec", True),
        ("Abwesenheitsnotiz: ab Montag wieder da", True),
        ("The office is out of paper", False),
        ("Are you out of office tomorrow?", False),
        ("We reply automatically to orders, and it broke", False),
    ],
)
def test_a_machine_that_speaks_for_somebody_is_told_apart(text: str, expected: bool) -> None:
    assert is_automatic(text) is expected


def test_five_minutes_are_counted_from_the_last_word() -> None:
    second = heard(JO, "10:04", Rule.TOGETHER, number=1)
    one = said(JO, "and one more", "10:08")
    assert judged(one, [OPENED, second], [WAITS]).rule is Rule.TOGETHER
    assert one.at - OPENED.at > timedelta(minutes=5)
