"""What is said of two that become one, and of what is taken back as a whole."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.calendars import next_week
from bot.core.customers import Customer
from bot.core.handing_over import AllGivenBack, Owned
from bot.core.heed_outcomes import AwayShown, BriefSet, SetupShown
from bot.core.history import Verb
from bot.core.merging import Belongings, CustomersMerged, MergeAsked, Parted
from bot.core.outcomes import Reset, StillHad, Undone
from bot.core.team_forms import TeamSaved
from bot.core.tidings import Deed, Tidings
from bot.core.workspaces import Workspace
from bot.messages import notices
from bot.messages import tidings as tiding_words
from tests.messages.cast import Cast, at
from tests.messages.said_of_customers import ben, gone, known_well
from tests.messages.said_of_deeds import tiding
from tests.messages.saying import Saying, said


def taken_back() -> dict[str, Saying]:
    moves = Belongings(inquiries=3, promises=2, contacts=14, names=2)
    owned = Owned(customers=12, inquiries=1, promises=2)
    return {
        "merge_asked_of_two_watched": lambda c: said(MergeAsked(watched(c), noted(c), moves)),
        "merge_done_of_two_watched": lambda c: said(
            CustomersMerged(watched(c), noted(c), moves, "c1")
        ),
        "merge_done_of_two_with_channels": lambda c: said(
            CustomersMerged(replace(watched(c), watched_since=None), noted(c), moves, "c1")
        ),
        "undone_merge": lambda c: said(undone(c, parted=Parted(gone(c), c.acme, c.owner_name))),
        "undone_merge_of_a_leaver": lambda c: said(
            undone(c, parted=Parted(gone(c), c.acme, c.owner_name, ben(c), "C0OTHER"))
        ),
        "undone_hand_over_of_all": lambda c: said(
            undone(c, given_back=AllGivenBack(c.ada, ben(c), owned))
        ),
        "undone_hours_of_a_team": lambda c: said(setting(c, hours_back(c))),
        "undone_away": lambda c: said(setting(c, AwayShown(None, None, changed=False))),
        "undone_back": lambda c: said(setting(c, AwayShown(at(20, 9), c.lead_name, changed=False))),
        "undone_brief_off": lambda c: said(setting(c, BriefSet(at(19, 9)))),
        "undone_emoji": lambda c: said(
            setting(c, SetupShown(c.team, Workspace("T1"), c.lead_name, changed="undone"))
        ),
        "tidings_of_a_setting_taken_back": lambda c: tiding_words.told(
            [replace(tiding(c, Deed.UNDONE, verb=Verb.SET_UP, change_id=""), subject="Support")],
            prefix="",
        ),
        "undone_many": lambda c: said(
            Undone([c.event(Verb.GIVEN, c.inquiry(number)) for number in range(470, 484)])
        ),
        "undone_claim_after_another": lambda c: said(
            Undone(
                [c.event(Verb.CLAIMED, c.inquiry())],
                still_had={c.inquiry().number: StillHad(c.lead_name, at(18, 14))},
            )
        ),
        "undone_adding_of_a_customer": lambda c: said(
            Undone([c.event(Verb.ADDED, c.inquiry())], customer_name=c.acme.name)
        ),
        "undone_moving_of_members": lambda c: said(
            undone(c, moved_back=[(c.ada, c.team), (ben(c), c.team)])
        ),
        "hand_over_told": lambda c: tiding_words.told([received(c)], prefix=""),
        "hand_over_told_and_taken_back": lambda c: tiding_words.told(
            [replace(received(c), undone_by=c.lead_name, change_id="")], prefix=""
        ),
        "tidings_taken_back": lambda c: tiding_words.told(
            [tiding(c, Deed.MERGED, undone_by=c.lead_name, change_id="")], prefix=""
        ),
        "tidings_one_of_two_taken_back": lambda c: tiding_words.told(
            [tiding(c, Deed.HANDED, undone_by=c.lead_name, change_id=""), tiding(c, Deed.OWNED)],
            prefix="",
        ),
        "notice_of_a_forgotten_customer": lambda c: notices.forgotten(),
    }


def received(cast: Cast) -> Tidings:
    owned = Owned(customers=12, inquiries=1, promises=2)
    listed = [cast.acme, known_well(cast)]
    return tiding(cast, Deed.RECEIVED, former_name=cast.owner_name, owned=owned, listed=listed)


def setting(cast: Cast, reset: Reset) -> Undone:
    return Undone([cast.event(Verb.SET_UP, cast.inquiry(), number=None)], reset=reset)


def hours_back(cast: Cast) -> TeamSaved:
    longer = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (("08:00", "18:00"),))
    week = next_week(cast.team.calendar_in("Europe/Berlin"), at(18, 10))
    return TeamSaved(
        replace(cast.team, week=longer),
        cast.team,
        lead_name=cast.lead_name,
        was_lead=cast.lead_name,
        week=week,
        today=at(18, 10).date(),
        zone=ZoneInfo("Europe/Berlin"),
        is_undone=True,
    )


def undone(cast: Cast, **came: Any) -> Undone:
    return Undone([cast.event(Verb.MERGED, cast.inquiry(), number=None)], **came)


def watched(cast: Cast) -> Customer:
    return replace(gone(cast), channel_id="C0OTHER", watched_since=at(17, 9))


def noted(cast: Cast) -> Customer:
    return replace(cast.acme, channel_id="C0SALES")
