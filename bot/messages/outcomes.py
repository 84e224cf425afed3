"""Outcomes: the one door from what came of a wish to the words for it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.customer_outcomes import (
    CustomerAdded,
    CustomerEdited,
    CustomerShown,
    CustomersListed,
    TiersShown,
)
from bot.core.forgetting import CustomerForgotten, ForgetAsked
from bot.core.handing_over import AllHandedOver, HandOverAsked
from bot.core.heed_outcomes import (
    AwayShown,
    BriefComing,
    BriefSet,
    Checked,
    DigestComing,
    SetupShown,
    UrgentSet,
    WhyShown,
)
from bot.core.merging import CustomersMerged, MergeAsked
from bot.core.outcomes import (
    ContactLogged,
    HelpShown,
    MineShown,
    NotTold,
    Outcome,
    PromiseMade,
    Repeated,
    ThingChanged,
    Undone,
)
from bot.core.particulars import ContactsShown, ParticularShown
from bot.core.rosters import MembersMoved, OwnHoursShown, TeamRemoved, TeamShown, TeamsListed
from bot.core.team_forms import TeamSaved
from bot.messages import (
    cards,
    contacts,
    customers,
    forgetting,
    handing_over,
    heed,
    help,
    keeping,
    merging,
    mine,
    own,
    particulars,
    promises,
    team_saved,
    teams,
    terms,
    things,
    tiers,
    undone,
    why,
)
from bot.messages.kit import Message


def say(outcome: Outcome, *, zone: ZoneInfo, now: datetime, prefix: str = "") -> Message:
    """Put an outcome into words, in the reader's zone.

    `prefix` stands between the slash and the command where a workspace has one (`/x-contact`).
    """
    match outcome:
        case ContactLogged():
            return contacts.logged(outcome, zone=zone, now=now)
        case PromiseMade():
            return promises.made(outcome, zone=zone, now=now)
        case ThingChanged():
            return things.changed(outcome, zone=zone, now=now)
        case NotTold():
            return keeping.not_told(outcome)
        case Undone(reset=reset) if reset is not None:
            return undone.of_setting(say(reset, zone=zone, now=now, prefix=prefix))
        case Undone():
            return undone.said(outcome, zone=zone, now=now)
        case Repeated():
            return things.repeated(outcome)
        case CustomerEdited():
            return terms.edited(outcome)
        case ParticularShown():
            return particulars.said(outcome, prefix=prefix)
        case MergeAsked() | HandOverAsked() | ForgetAsked():
            return _asked_first(outcome)
        case CustomersMerged() | AllHandedOver() | CustomerForgotten():
            return _of_whole(outcome)
        case ContactsShown():
            return cards.later_contacts(outcome, zone=zone, now=now)
        case TiersShown():
            return tiers.shown(outcome, prefix=prefix)
        case SetupShown() | Checked() | AwayShown() | HelpShown() | DigestComing():
            return _of_heed(outcome, zone=zone, now=now, prefix=prefix)
        case TeamSaved():
            return team_saved.saved(outcome)
        case TeamShown() | TeamsListed() | TeamRemoved() | MembersMoved() | OwnHoursShown():
            return teams.say(outcome, now=now, prefix=prefix)
        case BriefComing() | BriefSet() | UrgentSet():
            return own.shown(outcome, zone=zone, now=now, prefix=prefix)
        case _:
            return _looked_up(outcome, zone=zone, now=now, prefix=prefix)


def _asked_first(outcome: MergeAsked | HandOverAsked | ForgetAsked) -> Message:
    match outcome:
        case MergeAsked():
            return merging.asked(outcome)
        case HandOverAsked():
            return handing_over.asked(outcome)
        case ForgetAsked():
            return forgetting.asked(outcome)


def _of_whole(outcome: CustomersMerged | AllHandedOver | CustomerForgotten) -> Message:
    match outcome:
        case CustomersMerged():
            return merging.done(outcome)
        case AllHandedOver():
            return handing_over.done(outcome)
        case CustomerForgotten():
            return forgetting.done(outcome)


def _looked_up(
    outcome: CustomerAdded | CustomerShown | CustomersListed | MineShown | WhyShown,
    *,
    zone: ZoneInfo,
    now: datetime,
    prefix: str,
) -> Message:
    match outcome:
        case CustomerAdded():
            return customers.added(outcome)
        case CustomerShown():
            return cards.card(outcome, zone=zone, now=now)
        case CustomersListed():
            return customers.listing(outcome, zone=zone, now=now, prefix=prefix)
        case MineShown():
            return mine.shown(outcome, zone=zone, now=now)
        case WhyShown():
            return why.shown(outcome, zone=zone, now=now)


def _of_heed(
    outcome: SetupShown | Checked | AwayShown | HelpShown | DigestComing,
    *,
    zone: ZoneInfo,
    now: datetime,
    prefix: str,
) -> Message:
    match outcome:
        case SetupShown():
            return heed.setup(outcome, now=now.astimezone(zone), prefix=prefix)
        case Checked():
            return heed.checked(outcome, zone=zone, now=now, prefix=prefix)
        case AwayShown():
            return heed.away(outcome, zone=zone, now=now, prefix=prefix)
        case HelpShown():
            return help.shown(outcome, prefix=prefix)
        case DigestComing():
            return heed.digest_coming()
