"""Commands: what was typed is read, and handed to the verb that it means."""

from collections.abc import Callable
from functools import partial

from bot.core import grammar
from bot.core.asks import (
    AddCustomer,
    CustomerCard,
    Help,
    ListCustomers,
    LogContact,
    MakePromise,
    ThingVerb,
)
from bot.core.forgetting import ForgetCustomer
from bot.core.handing_over import HandOverAll
from bot.core.heed_asks import (
    Away,
    Back,
    BriefAt,
    BriefWanted,
    Check,
    ShowAway,
    ShowBrief,
    ShowDigest,
    ShowSetup,
    Undo,
    UrgentWanted,
    Why,
)
from bot.core.merging import MergeCustomers
from bot.core.names import UnknownCustomer
from bot.core.outcomes import Answer, HelpShown, Outcome, Repeated
from bot.core.particulars import SetChannel, SetNames, SetNeeds, SetPeople
from bot.core.setups import AddTeam, ListTeams, OfTeam, OwnHolidays, OwnHours, RemoveTeam
from bot.core.terms import AddTier, EditCustomer, EditTier, RemoveTier, ShowTiers
from bot.services import (
    absences,
    cards,
    contacts,
    customers,
    digests,
    forgetting,
    handing_over,
    merging,
    mine,
    once,
    own,
    own_hours,
    particulars,
    promises,
    rosters,
    setup,
    teams,
    terms,
    things,
    tiers,
    undo,
)
from bot.services.desk import (
    Asked,
    Desk,
    Turn,
)


def carry_out(
    desk: Desk,
    asked: Asked,
    *,
    adds: str | None = None,
    means: tuple[str, str] | None = None,
) -> Answer:
    """Do what was typed after a slash command, in one transaction.

    `adds` and `means` settle a customer's name that was unknown before: a name to add, or the
    key that was typed and the one it stands for. Raises Refusal, or UnknownMember.
    """
    return once.do(desk, asked, lambda turn: _read(turn, adds, means))


def _unless_retyped(turn: Turn, verb: Callable[[Turn], Outcome]) -> Outcome:
    """What is logged twice in two minutes, in the same words, is asked about first."""
    if turn.receipt is not None:
        return Repeated(turn.receipt.number, retyped=True)
    return verb(turn)


def _read(turn: Turn, adds: str | None, means: tuple[str, str] | None) -> Outcome:
    words, now, hours = turn.asked.words, turn.now, turn.hours
    match turn.asked.command:
        case "contact":
            ask = grammar.read_contact(words, now=now, hours=hours)
            if isinstance(ask, LogContact):
                log = partial(contacts.log, ask=ask, adds=adds, means=means)
                return _unless_retyped(turn, log)
            return _thing(turn, ask)
        case "promise":
            promise = grammar.read_promise(words, now=now, hours=hours)
            if isinstance(promise, MakePromise):
                make = partial(promises.make, ask=promise, adds=adds, means=means)
                return _unless_retyped(turn, make)
            return _thing(turn, promise)
        case "customer":
            return _customer(turn, means)
        case "mine":
            own = grammar.read_mine(words)
            return _help(turn, own) if isinstance(own, Help) else mine.mine(turn, own)
        case _:
            return _heed(turn)


def _thing(turn: Turn, ask: ThingVerb | Help) -> Outcome:
    return _help(turn, ask) if isinstance(ask, Help) else things.do(turn, ask)


def _help(turn: Turn, ask: Help) -> HelpShown:
    return HelpShown(turn.asked.command, ask)


def _customer(turn: Turn, means: tuple[str, str] | None) -> Outcome:
    try:
        return _of_customer(turn, means)
    except UnknownCustomer:
        # A name may begin with a word that also means something: “People First”.
        whole = CustomerCard(turn.asked.words)
        if not cards.is_known(turn, whole.name):
            raise
        return cards.card(turn, whole)


def _of_customer(turn: Turn, means: tuple[str, str] | None) -> Outcome:
    words = turn.asked.words
    # Whoever adds one may end with the bare name of any tier there is.
    tiers_of = tiers.names(turn) if grammar.names_tier(words) else ()
    match ask := grammar.read_customer(words, tiers=tiers_of):
        case CustomerCard():
            return cards.card(turn, ask, means=means)
        case AddCustomer():
            return customers.add(turn, ask)
        case EditCustomer():
            return terms.edit(turn, ask, means=means)
        case ListCustomers():
            return customers.listed(turn, ask)
        case SetNeeds() | SetPeople() | SetChannel() | SetNames():
            return particulars.do(turn, ask, means=means)
        case MergeCustomers():
            return merging.ask(turn, ask, means=means)
        case HandOverAll():
            return handing_over.ask(turn, ask)
        case ForgetCustomer():
            return forgetting.ask(turn, ask, means=means)
        case Help():
            return _help(turn, ask)


def _heed(turn: Turn) -> Outcome:
    match ask := grammar.read_heed(turn.asked.words, now=turn.now, hours=turn.hours):
        case Help():
            return _help(turn, ask)
        case ShowSetup():
            return setup.show(turn)
        case ShowTiers() | EditTier() | AddTier() | RemoveTier():
            return tiers.answer(turn, ask)
        case Check():
            return setup.check(turn)
        case ShowDigest():
            return digests.ask_for(turn)
        case Away():
            return absences.away(turn, ask)
        case Back():
            return absences.back(turn)
        case ShowAway():
            return absences.show(turn)
        case ShowBrief() | BriefWanted() | BriefAt() | UrgentWanted():
            return own.do(turn, ask)
        case Undo(number=number):
            return undo.last(turn) if number is None else undo.of_number(turn, number)
        case Why():
            return mine.why(turn, ask)
        case OwnHours() | OwnHolidays():
            return own_hours.do(turn, ask)
        case OfTeam() | ListTeams() | AddTeam() | RemoveTeam():
            return rosters.do(turn, ask)
        case _:
            return teams.change(turn, ask)
