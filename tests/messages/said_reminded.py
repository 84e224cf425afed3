"""What is said unasked: reminders in every state, and digests, by name."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.core import things
from bot.core.attention import Held
from bot.core.care import Care
from bot.core.claims import step_of
from bot.core.deliveries import Brief, Covered, DeliveryKind, NudgeRow
from bot.core.digests import Digest, Figures, InShadow, Thanks
from bot.core.inquiries import InquiryState
from bot.core.ladders import Audience
from bot.core.members import Member, Team
from bot.core.promises import PromiseState
from bot.core.silences import UNTOLD, UPDATE
from bot.core.things import Thing
from bot.messages import digests, nudges
from bot.messages.kit import Message
from tests.messages.cast import ANSWERED, CLAIMED, HELD, KEPT, NOW, SNOOZED, ZONE, Cast, at
from tests.messages.saying import Saying

CLAIM_OVER = Care("U0ADA", claimed_by="U0BEN", claimed_until=at(18, 14), claims=1)
OWN_CLAIM_OVER = Care("U0ADA", claimed_by="U0ADA", claimed_until=at(18, 14))
CLAIM_ENDED = step_of(at(18, 14))
HEARD = {"heard_at": at(17, 9), "heard_id": "U0BEN", "heard_name": "Ben"}
HANDED = Care("U0ADA", given_at=at(18, 14), given_by="U0BEN", note="you know them")


def nudges_and_digests() -> dict[str, Saying]:
    return {
        "nudge_one": lambda c: nudges.reminder(
            c.bundle(
                c.row(
                    c.inquiry(),
                    again_at=at(19, 13, 30),
                    lead_at=at(18, 15, 30),
                    lead_name=c.lead_name,
                )
            )
        ),
        "nudge_after_the_lead_heard": lambda c: nudges.reminder(
            c.bundle(
                c.row(
                    c.inquiry(),
                    "day_1",
                    again_at=at(23, 13, 30),
                    heard_at=at(18, 15, 30),
                    heard_id="U0BEN",
                    heard_name=c.lead_name,
                ),
                c.row(c.inquiry(483), "day_7", heard_at=at(18, 15, 30), heard_id="C0SALES"),
            )
        ),
        "nudge_given": lambda c: nudges.reminder(
            c.bundle(
                c.row(given(c, c.team), "given_1795000000", again_at=at(18, 15)),
                c.row(given(c, replace(c.team, zone=None)), "given_1795000000"),
                reader_id="U0CLEO",
            )
        ),
        "nudge_late": lambda c: nudges.reminder(
            c.bundle(
                c.row(c.inquiry(), held=Held.SPACING, again_at=at(19, 13, 30)),
                c.row(c.inquiry(483), "day_1", held=Held.CAP),
                c.row(c.inquiry(484), again_in_channel=True, again_at=at(19, 13, 30)),
            )
        ),
        "digest": digest,
        "digest_of_a_quiet_week": quiet_week,
        "nudge_first_ever": lambda c: nudges.reminder(
            c.bundle(c.row(c.inquiry(), "heads_up", again_at=at(18, 15)), introduce=True)
        ),
        "nudge_first_ever_to_a_cover": to_a_cover,
        "nudge_promise": lambda c: nudges.reminder(
            c.bundle(c.row(c.promise(due_at=at(18, 15)), "due_soon", again_at=at(18, 15)))
        ),
        "nudge_of_silences": silences,
        "nudge_of_silences_that_are_over": lambda c: silences(c, told_at=at(18, 14)),
        "nudge_acknowledged": lambda c: nudges.reminder(
            c.bundle(c.row(c.inquiry(acked_at=at(18, 10)), again_at=at(19, 10)))
        ),
        "nudge_lead": lambda c: nudges.reminder(
            c.bundle(
                c.row(
                    c.inquiry(chases=1),
                    "lead",
                    audience=Audience.LEAD,
                    told_at=at(18, 13, 30),
                    again_at=at(19, 13, 30),
                ),
                c.row(c.promise(due_at=at(17, 12)), "lead", audience=Audience.LEAD),
                reader_id="U0BEN",
                reader_name=c.lead_name,
            )
        ),
        "nudge_after_a_claim": lambda c: nudges.reminder(
            c.bundle(
                c.row(c.inquiry(care=CLAIM_OVER), CLAIM_ENDED, claimed_by_name=c.lead_name),
                c.row(c.inquiry(483, care=HANDED), "heads_up", is_news=True),
            )
        ),
        "nudge_to_the_lead_who_took_it": lambda c: nudges.reminder(
            c.bundle(
                c.row(c.inquiry(care=CLAIMED), "lead", audience=Audience.LEAD),
                reader_id=CLAIMED.claimed_by,
                reader_name=c.lead_name,
            )
        ),
        "nudge_after_ones_own_claim": lambda c: nudges.reminder(
            c.bundle(c.row(c.inquiry(care=OWN_CLAIM_OVER), CLAIM_ENDED, lead_at=at(18, 15)))
        ),
        "nudge_lead_who_stood_in_and_handed_on": lambda c: nudges.reminder(
            c.bundle(
                c.row(
                    c.inquiry(),
                    "lead",
                    audience=Audience.LEAD,
                    told_at=at(18, 13, 30),
                    told_id="U0BEN",
                ),
                c.row(
                    c.inquiry(483, care=HANDED),
                    "lead",
                    audience=Audience.LEAD,
                    handed_on=True,
                    is_giver=True,
                ),
                reader_id="U0BEN",
                reader_name=c.lead_name,
            )
        ),
        **briefs(),
        "nudge_urgent": lambda c: nudges.reminder(
            c.bundle(c.row(c.inquiry(), again_at=at(19, 13, 30), is_urgent=True))
        ),
        "digest_of_what_somebody_has": lambda c: digest(
            c, waiting=[c.inquiry(care=CLAIMED)], names={CLAIMED.claimed_by or "": c.lead_name}
        ),
        "digest_of_the_quiet_and_who_was_before": lambda c: digest(c, quiet_count=5, quiet_named=3),
        "digest_of_who_was_quiet_before": lambda c: digest(
            c, quiet=[], quiet_count=3, quiet_named=3
        ),
        "digest_in_shadow": lambda c: digest(
            c,
            in_shadow=[
                InShadow(c.team.name, True, True, 12, 4, date(2026, 11, 9), date(2026, 11, 16)),
                InShadow(c.customer_name, True, False, 1, 1, date(2026, 11, 9), date(2026, 11, 9)),
                InShadow("Lisbon", False, False, 7, 2, date(2026, 11, 9), date(2026, 11, 9)),
                InShadow("Porto", False, False, 1, 1, date(2026, 11, 9), date(2026, 11, 11)),
            ],
        ),
        "digest_of_teams": lambda c: digest(
            c,
            teams=[c.customer_name, "São Paulo"],
            leads_own=True,
            overdue_inquiries=9,
            overdue_promises=1,
            figures=Figures(
                5, timedelta(hours=2), timedelta(hours=3), 0.5, 0, None, held=6, unanswered=1
            ),
        ),
        "digest_of_a_bad_week": lambda c: digest(
            c,
            promised=[c.promise(9, due_at=at(16, 17)), c.promise(10, due_at=at(17, 17))],
            overdue_inquiries=1,
            overdue_promises=2,
            figures=Figures(3, timedelta(hours=9), None, 0.0, 4, 0.0),
        ),
        "digest_after_a_brief": lambda c: digest(
            c,
            promised=[],
            briefed_inquiries=2,
            briefed_promises=2,
        ),
        "digest_of_what_nobody_answered": lambda c: digest(
            c, figures=Figures(within=0.0, held=2, unanswered=2), before=Figures()
        ),
        "digest_beside_too_few_before": lambda c: digest(
            c,
            figures=Figures(1, timedelta(hours=65)),
            before=Figures(1, timedelta(hours=2), within=1.0, held=1),
        ),
        "digest_of_a_better_week": lambda c: digest(
            c, figures=Figures(within=1.0, held=2), before=Figures(within=0.5, held=2)
        ),
        "nudge_channel": lambda c: nudges.reminder(
            c.bundle(
                c.row(c.inquiry(), again_at=at(19, 13, 30)),
                kind=DeliveryKind.CHANNEL,
                reader_id=None,
                reader_name=None,
            )
        ),
        "nudge_cover": lambda c: nudges.reminder(
            c.bundle(
                c.row(c.inquiry(), "day_7", instead_of_name=c.owner_name),
                reader_id="U0CLEO",
            )
        ),
        "nudge_many": lambda c: nudges.reminder(
            c.bundle(
                *(c.row(c.inquiry(number), "day_3") for number in range(1, 6)),
                *(c.row(c.promise(number, due_at=at(18, 12)), "overdue") for number in range(6, 9)),
                more=7,
            )
        ),
        "nudge_rest": lambda c: nudges.rest(
            c.bundle(*(c.row(c.inquiry(number), "day_1") for number in range(1, 8)))
        ),
        "nudge_just_answered": lambda c: nudges.reminder(
            c.bundle(c.row(c.inquiry(**ANSWERED), settled_by_name=c.owner_name))
        ),
        "nudge_states": states,
        "nudge_of_a_moved_promise_still_untold": still_untold,
        "nudge_to_a_cover_who_leads": lambda c: nudges.reminder(
            c.bundle(c.row(c.inquiry(), lead_at=at(18, 15), lead_id="U0ADA"))
        ),
        "nudge_all_settled": lambda c: nudges.reminder(
            c.bundle(
                c.row(c.inquiry(**ANSWERED | {"settled_at": at(18, 10)}), settled_by_name="Ben"),
                c.row(c.promise(**KEPT), settled_by_name=c.owner_name),
            )
        ),
    }


def silences(cast: Cast, told_at: datetime | None = None) -> Message:
    """An inquiry that was acknowledged, a long promise, and one that was moved in silence."""
    long = cast.promise(12, made_at=at(2, 10), due_at=at(30, 17))
    untold = cast.promise(13, due_at=at(23, 12), moves=1, untold_since=at(18, 13))
    every = [cast.inquiry(opened_at=at(17, 9), acked_at=at(17, 10)), long, untold]
    told = [replace(thing, told_at=told_at) for thing in every]
    # As the reminder was posted: before whatever they were told since.
    names = [
        next(step.name for step in things.plan(thing) if step.name.startswith((UPDATE, UNTOLD)))
        for thing in every
    ]
    pairs = zip(told, names, strict=True)
    return nudges.reminder(cast.bundle(*(cast.row(thing, name) for thing, name in pairs)))


def still_untold(cast: Cast) -> Message:
    """What was moved in silence is said in every later row, whatever that one is about."""
    untold = cast.promise(13, due_at=at(18, 14), moves=1, untold_since=at(17, 13))
    return nudges.reminder(cast.bundle(cast.row(untold, "due_soon")))


def briefs() -> dict[str, Saying]:
    return {
        "brief": brief,
        "brief_of_a_welcome": lambda c: brief(
            c,
            brief=Brief(
                is_back=True, back=[Covered(c.lead_name, 3, 1), Covered("Cleo", answered=1)]
            ),
        ),
        "brief_of_a_return_to_nothing": lambda c: said_brief(
            c, brief=Brief(is_back=True, back=[Covered(c.lead_name, 1)])
        ),
        "brief_of_the_quiet": lambda c: said_brief(
            c, brief=Brief(quiet=[(c.acme, at(1, 9)), (c.acme, None)], quiet_count=9)
        ),
        "brief_first_ever": lambda c: brief(c, introduce=True),
        "brief_of_a_cover_and_lead": lambda c: said_brief(
            c,
            c.row(c.inquiry(), "brief_77", instead_of_name=c.owner_name),
            c.row(c.inquiry(471), "lead", audience=Audience.LEAD, told_at=at(18, 13, 30)),
            reader_id="U0BEN",
            reader_name=c.lead_name,
        ),
        "brief_of_what_is_late_and_what_rests": lambda c: said_brief(
            c,
            c.row(c.promise(9, due_at=at(12, 17)), "brief_77"),
            c.row(c.promise(10, due_at=at(17, 17)), "brief_77"),
            c.row(c.inquiry(482, care=HELD), "brief_77"),
        ),
        "brief_of_what_the_lead_knows": lambda c: said_brief(
            c,
            c.row(
                c.promise(9, due_at=at(12, 17)),
                "brief_77",
                **HEARD,
                instead_of_name=c.owner_name,
            ),
            c.row(c.inquiry(), "brief_77", **HEARD),
            c.row(c.inquiry(483), "brief_77", **(HEARD | {"heard_name": None, "heard_id": "C1"})),
        ),
        "brief_settled": lambda c: said_brief(
            c, c.row(c.inquiry(**ANSWERED), "brief_77", settled_by_name=c.owner_name)
        ),
        "brief_of_yesterday": lambda c: said_brief(c, c.row(c.inquiry(), "brief_77", is_old=True)),
        "brief_of_many": lambda c: said_brief(
            c, *(c.row(c.inquiry(number), "brief_77") for number in range(1, 9)), more=7
        ),
    }


def brief(cast: Cast, **changes: Any) -> Message:
    return said_brief(
        cast,
        cast.row(cast.promise(due_at=at(17, 17)), "day_1", again_at=at(20, 17)),
        cast.row(cast.inquiry(), "brief_77"),
        cast.row(cast.promise(11), "brief_77"),
        **changes,
    )


def said_brief(cast: Cast, *rows: NudgeRow, **changes: Any) -> Message:
    every = {row.thing.number: row.thing for row in rows}
    known: dict[str, Any] = {"kind": DeliveryKind.BRIEF, "brief": Brief(), "things": every}
    return nudges.reminder(cast.bundle(*rows, **(known | changes)))


def given(cast: Cast, team: Team) -> Thing:
    """An inquiry that Ben handed to Cleo."""
    cleo = Member("U0CLEO", "Cleo", zone="America/Sao_Paulo", team_id=1)
    care = Care(cleo.id, given_at=at(18, 14), given_by="U0BEN", note="they like Thursdays")
    return replace(cast.inquiry(care=care), owner=cleo, team=team)


def states(cast: Cast) -> Message:
    return nudges.reminder(
        cast.bundle(
            cast.row(cast.inquiry(1, care=SNOOZED)),
            cast.row(cast.inquiry(2, care=CLAIMED), claimed_by_name=cast.lead_name),
            cast.row(cast.inquiry(3, care=HELD)),
            cast.row(cast.inquiry(4), is_old=True),
            cast.row(cast.inquiry(5), moved_on=True),
            cast.row(
                cast.promise(
                    6,
                    state=PromiseState.WITHDRAWN,
                    settled_at=at(18, 11),
                    settled_by="U0ADA",
                    reason=cast.words,
                ),
                settled_by_name=cast.owner_name,
            ),
            cast.row(cast.inquiry(7, state=InquiryState.DISMISSED, settled_by="U0ADA")),
            cast.row(cast.inquiry(8, state=InquiryState.VOID)),
        )
    )


def digest(cast: Cast, **changes: Any) -> Message:
    digest = Digest(
        cast.ada,
        ZONE,
        NOW,
        date(2026, 11, 9),
        [cast.inquiry(number, opened_at=at(16, 10)) for number in range(1, 9)],
        11,
        [cast.promise(9, due_at=at(17, 17), moves=2), cast.promise()],
        2,
        [(cast.acme, cast.owner_name, at(1, 9)), (cast.acme, "Ben", None)],
        2,
        Figures(31, timedelta(hours=2), timedelta(hours=6.5), 0.83, 10, 0.9),
        Figures(99, timedelta(hours=3), timedelta(hours=8), 0.75, 44, 0.9),
        [Thanks(cast.owner_name, 12, 3), Thanks("Ben", 1, 0)],
        [(cast.customer_name, cast.words)],
        3,
        1,
    )
    return digests.weekly(replace(digest, **changes))


def quiet_week(cast: Cast) -> Message:
    return digest(
        cast,
        waiting=[],
        waiting_count=0,
        promised=[],
        promised_count=0,
        quiet=[],
        quiet_count=0,
        figures=Figures(),
        before=Figures(),
        thanks=[],
        happy=[],
        own=0,
        lost=0,
    )


def to_a_cover(cast: Cast) -> Message:
    away = replace(cast.ada, away_until=at(23, 0), cover_id="U0CLEO")
    row = cast.row(replace(cast.inquiry(), owner=away), "heads_up", again_at=at(18, 15))
    return nudges.reminder(cast.bundle(row, introduce=True, reader_id="U0CLEO", reader_name="Cleo"))
