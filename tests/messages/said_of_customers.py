"""Deed is said of one customer: its card in full, what is good to know of it, by name."""

from dataclasses import replace
from datetime import timedelta

from bot.core.contacts import TICK, Became, Contact, Direction, Mood, Via
from bot.core.customer_outcomes import CustomerAdded, CustomerShown
from bot.core.customers import Customer
from bot.core.digests import Figures
from bot.core.forgetting import CustomerForgotten, ForgetAsked
from bot.core.handing_over import AllHandedOver, HandOverAsked, Owned
from bot.core.heed_outcomes import Checked
from bot.core.ladders import Audience
from bot.core.members import Member
from bot.core.merging import Belongings, CustomersMerged, MergeAsked
from bot.core.names import Known
from bot.core.particulars import ContactsShown, Part, ParticularShown
from bot.messages import customer_modals
from bot.messages.kit import Message
from bot.messages.nudges import reminder
from tests.messages.cast import ANSWERED, NOW, Cast, at
from tests.messages.saying import Saying, said


def of_customers() -> dict[str, Saying]:
    return {
        "modal_merge": lambda c: customer_modals.merge(c.acme),
        "modal_owner": lambda c: customer_modals.owner(c.acme),
        "customer_card_full": full,
        "customer_card_of_an_internal_one": internal,
        "customer_contacts": lambda c: said(later(c, 2)),
        "customer_contacts_last_page": lambda c: said(later(c, 3, has_more=False)),
        "customer_added_internal": lambda c: said(CustomerAdded(finance(c), c.ada, "c1")),
        **{f"customer_{part}": _shown(part) for part in Part},
        **{f"customer_{part}_set": _shown(part, "c1") for part in Part},
        **{f"customer_{part}_none": _none(part) for part in Part},
        "customer_needs_of_an_internal_one": lambda c: said(
            ParticularShown(Part.NEEDS, finance(c), finance(c))
        ),
        **of_whole_ones(),
    }


def of_whole_ones() -> dict[str, Saying]:
    """Merged, handed over and forgotten: each is asked first."""
    moves = Belongings(inquiries=3, promises=2, contacts=14, names=2)
    owned = Owned(customers=12, inquiries=1, promises=2)
    return {
        "merge_asked": lambda c: said(MergeAsked(gone(c), c.acme, moves)),
        "merge_asked_of_one_without_history": lambda c: said(
            MergeAsked(gone(c), c.acme, Belongings(names=1))
        ),
        "merge_done": lambda c: said(CustomersMerged(gone(c), c.acme, moves, "c1")),
        "hand_over_asked": lambda c: said(HandOverAsked(c.ada, ben(c), owned)),
        "hand_over_done": lambda c: said(AllHandedOver(c.ada, ben(c), ben(c), owned, [], "c1")),
        "forget_asked": lambda c: said(ForgetAsked(c.acme, moves, 2)),
        "forget_asked_of_little": lambda c: said(ForgetAsked(c.acme, Belongings(names=1), 0)),
        "forget_done": lambda c: said(CustomerForgotten(c.customer_name, 2)),
        "forget_done_of_little": lambda c: said(CustomerForgotten(c.customer_name, 0)),
        "check_of_a_leaver": lambda c: said(Checked(c.team, c.lead_name, [], leavers=[c.ada])),
    }


def gone(cast: Cast) -> Customer:
    return replace(cast.acme, id=8, name=f"{cast.customer_name} Inc")


def ben(cast: Cast) -> Member:
    return replace(cast.ada, id="U0BEN", name=cast.lead_name)


def known_well(cast: Cast) -> Customer:
    return replace(
        cast.acme,
        needs=cast.words,
        people=(f"{cast.lead_name} (CFO)", cast.owner_name),
        channel_id="C0SALES",
        since=at(1, 9) - timedelta(days=400),
    )


def finance(cast: Cast) -> Customer:
    return replace(cast.acme, is_internal=True, needs=cast.words, since=at(2, 9))


def contacts(cast: Cast) -> list[Contact]:
    return [
        Contact(
            1, 7, "U0ADA", Direction.INBOUND, at(18, 9, 30), NOW, cast.words, mood=Mood.UNHAPPY
        ),
        Contact(2, 7, "U0BEN", Direction.OUTBOUND, at(17, 9), NOW, cast.promised, via=Via.PHONE),
        replace(
            Contact(3, 7, "U0BEN", Direction.INBOUND, at(16, 9), NOW, cast.words, via=Via.CHAT),
            is_heard=True,
        ),
        replace(
            Contact(6, 7, "U0BEN", Direction.INBOUND, at(16, 8), NOW, cast.words, via=Via.CHAT),
            is_heard=True,
            became=Became.EDITED,
        ),
        replace(
            Contact(7, 7, "U0BEN", Direction.INBOUND, at(16, 7), NOW, cast.words, via=Via.CHAT),
            is_heard=True,
            permalink="https://acme.slack.com/archives/C0SHARED/p1763456400000100",
            became=Became.DELETED,
        ),
        Contact(4, 7, "U0ADA", Direction.OUTBOUND, at(16, 10), NOW, TICK),
        Contact(5, 7, "U0ADA", Direction.OUTBOUND, at(16, 11), NOW, ""),
    ]


def full(cast: Cast) -> Message:
    figures = Figures(9, timedelta(hours=2), timedelta(hours=5), 0.8, 4, 0.75)
    first = Figures(31, timedelta(hours=3), timedelta(hours=9), 0.7, 2, 1.0)
    return said(
        CustomerShown(
            Known("acme", known_well(cast), cast.ada, cast.team),
            [cast.inquiry(), cast.inquiry(470, **ANSWERED)],
            [cast.promise()],
            contacts(cast),
            {"U0ADA": cast.owner_name, "U0BEN": cast.lead_name},
            figures,
            first=first,
            also=[f"{cast.customer_name} Inc", f"{cast.customer_name} Corp"],
            cover=replace(cast.ada, id="U0BEN", name=cast.lead_name),
            back_at=at(23, 9),
            has_more=True,
        )
    )


def internal(cast: Cast) -> Message:
    gone = replace(cast.ada, is_deactivated=True)
    return said(CustomerShown(Known("acme", finance(cast), gone, cast.team), [], [], []))


def later(cast: Cast, page: int, *, has_more: bool = True) -> ContactsShown:
    names = {"U0ADA": cast.owner_name, "U0BEN": cast.lead_name}
    return ContactsShown(cast.acme, contacts(cast), names, page, has_more)


def _shown(part: Part, change_id: str | None = None) -> Saying:
    def saying(cast: Cast) -> Message:
        customer = known_well(cast)
        names = [f"{cast.customer_name} Inc", f"{cast.customer_name} Corp"]
        return said(ParticularShown(part, customer, cast.acme, names, change_id))

    return saying


def _none(part: Part) -> Saying:
    return lambda cast: said(ParticularShown(part, cast.acme, cast.acme))


def reminded() -> dict[str, Saying]:
    """Reminders to whoever may not know what matters to the customer."""
    lead = {"audience": Audience.LEAD, "told_at": at(18, 12)}
    return {
        "nudge_lead_of_what_matters": lambda c: reminder(
            c.bundle(
                c.row(replace(c.inquiry(), customer=known_well(c)), "lead", **lead),
                reader_id="U0BEN",
                reader_name=c.lead_name,
            )
        ),
    }
