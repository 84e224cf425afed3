"""What is said when it is no, when it broke, and what modals ask, by name."""

from bot.core.errors import Choice
from bot.messages import modals, notices, refusals
from tests.messages.cast import ANSWERED, NOW, ZONE
from tests.messages.saying import Saying


def others() -> dict[str, Saying]:
    choices = (Choice("Friday 27 November", "Acme: x by 2026-11-27"), Choice("Tomorrow", "Acme: y"))
    return {
        "refusal": lambda c: refusals.refusal(
            "By when? End with “by” and a date. `/mine` lists the rest.",
            command="promise",
            words=f"{c.customer_name}: {c.words}",
            choices=choices,
            draft_id=5,
        ),
        "refusal_of_a_press": lambda c: refusals.refusal(
            "#482 is answered already; nothing was changed.", command="x-", words=""
        ),
        "refusal_without_a_draft": lambda c: refusals.refusal(
            f"I know no “{c.words}”.", command="/promise", words=c.words, choices=choices
        ),
        "unknown_customer": lambda c: refusals.unknown_customer(
            c.customer_name, [], command="contact", words=f"from {c.customer_name}: x", draft_id=5
        ),
        "unknown_customer_with_near_names": lambda c: refusals.unknown_customer(
            "Acmee",
            [("acmee", c.customer_name), ("acmee", "Acme Labs")],
            command="promise",
            words="Acmee: send the quote by friday",
            draft_id=5,
        ),
        "broken": lambda c: refusals.broken(
            f"Acme: {c.words}", command="promise", reference="7f3a"
        ),
        "slow": lambda c: refusals.slow(f"Acme: {c.words}", command="promise"),
        "unsure": lambda c: refusals.unsure(f"Acme: {c.words}", command="promise"),
        "notice_refused": lambda c: notices.refused(f"Is it “{c.words}”? Use the buttons."),
        "outsider": lambda c: refusals.outsider(),
        "modal_new_date": lambda c: modals.new_date(c.promise(), zone=ZONE, now=NOW),
        "modal_give": lambda c: modals.give(c.inquiry()),
        "modal_earlier": lambda c: modals.earlier(c.inquiry(**ANSWERED), zone=ZONE, now=NOW),
    }
