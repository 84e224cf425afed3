"""What the forms ask with what is known already, and the links to what they were opened on."""

from dataclasses import replace
from typing import Any

from bot.core.contacts import Contact, Direction
from bot.core.customer_outcomes import CustomerShown
from bot.core.customers import TIERS
from bot.core.filling import ADDED, Filled, FormName
from bot.core.names import Known
from bot.core.outcomes import MineShown
from bot.core.words import tidy_name
from bot.messages import customer_modals, filling, modals, nudges, refusals
from bot.messages.fields import Shown
from bot.messages.kit import View
from tests.messages.cast import NOW, ZONE, Cast, at
from tests.messages.saying import Saying, said

LINK = "https://acme.slack.com/archives/C0SHARED/p1763456400000100"


def form(name: FormName, filled: Filled, **more: Any) -> View:
    return filling.form(name, Shown(filled, ZONE, NOW, **more))


def typed(cast: Cast) -> View:
    filled = Filled(customer="7", called=cast.customer_name, words=cast.promised, phrase="03/04")
    return form(FormName.PROMISE, filled)


def of_message(cast: Cast) -> View:
    filled = Filled(
        direction="inbound",
        words=cast.words,
        day="2026-11-18",
        time="09:30",
        via="chat",
        permalink=LINK,
    )
    more = {"author": cast.owner_name, "said_at": at(18, 9, 30)}
    return form(FormName.CONTACT, filled, **more)


def numbered(cast: Cast) -> View:
    filled = Filled(customer="7", called=cast.customer_name, direction="outbound", number=482)
    return form(FormName.CONTACT, filled, about=cast.inquiry())


def once_more(cast: Cast) -> View:
    filled = Filled(words=cast.words, permalink=LINK)
    more = {"author": cast.owner_name, "said_at": at(18, 9, 30), "about": cast.promise()}
    return form(FormName.PROMISE, filled, **more)


def slipped(cast: Cast) -> View:
    near = [cast.customer_name, "Acme Labs"]
    return form(FormName.CONTACT, Filled(direction="outbound"), slip="Acmee", near=near)


def new_name(cast: Cast) -> View:
    filled = Filled(
        customer=f"{ADDED}{tidy_name(cast.customer_name)}",
        called=cast.customer_name,
        words=cast.words,
        marks=("complaint",),
    )
    return form(FormName.CONTACT, filled, slip=cast.customer_name)


def begun(cast: Cast) -> View:
    before = (5, Filled(words=cast.words), at(17, 16))
    return form(FormName.CONTACT, Filled(), begun=before)


def linked_card(cast: Cast) -> Any:
    contact = Contact(9, 7, "U0ADA", Direction.INBOUND, at(18, 9, 30), at(18, 9, 30), cast.words)
    return said(
        CustomerShown(
            Known("acme", cast.acme, cast.ada, cast.team),
            [replace(cast.inquiry(), permalink=LINK)],
            [],
            [replace(contact, permalink=LINK)],
        )
    )


def edited(cast: Cast) -> View:
    filled = Filled(
        customer="7", name=cast.customer_name, tier="key", owner="U0ADA", target="60m", cadence="10"
    )
    tiers = tuple(TIERS.values())
    return form(FormName.CUSTOMER, filled, customer=cast.acme, tiers=tiers)


def forms() -> dict[str, Saying]:
    return {
        "form_contact": lambda c: form(FormName.CONTACT, Filled()),
        "form_contact_of_a_message": of_message,
        "form_contact_about_a_number": numbered,
        "form_promise_once_more": once_more,
        "form_contact_with_a_slip": slipped,
        "form_contact_with_a_new_name": new_name,
        "form_contact_begun_before": begun,
        "form_promise": lambda c: form(FormName.PROMISE, Filled()),
        "form_promise_as_typed": typed,
        "form_customer": edited,
        "form_customer_merge": lambda c: customer_modals.merge(c.acme),
        "form_customer_owner": lambda c: customer_modals.owner(c.acme),
        "form_rest_of_an_inquiry": lambda c: modals.rest(c.inquiry(), zone=ZONE, now=NOW),
        "form_rest_of_a_promise": lambda c: modals.rest(c.promise(), zone=ZONE, now=NOW),
        "form_loading": lambda c: filling.loading("Log a contact"),
        "form_refused": lambda c: filling.words("Log a contact", f"I know no {c.words}."),
        "refusal_with_a_form": lambda c: refusals.refusal(
            "By when? End with “by” and a date.",
            command="promise",
            words=f"{c.customer_name}: {c.words}",
            draft_id=5,
            has_form=True,
        ),
        "nudge_of_a_message": lambda c: nudges.reminder(
            c.bundle(c.row(replace(c.inquiry(), permalink=LINK)))
        ),
        "mine_of_messages": lambda c: said(
            MineShown([replace(c.inquiry(), permalink=LINK)], [], 1, 0, team=False)
        ),
        "customer_card_of_messages": linked_card,
    }
