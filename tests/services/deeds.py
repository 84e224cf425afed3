"""What people may do in a life, and picking what they do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from bot.core.history import Kind
from tests.makers import ADA, BEN, CLEO, SAO, STRANGER

PEOPLE = (ADA, BEN, CLEO, SAO)
BY_NAME = {one.name: one for one in (*PEOPLE, STRANGER)}
CUSTOMERS = ("Acme", "Acme", "Globex", "Initech")
ZONES = ("Europe/Berlin", "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Auckland")
GAPS = (0, 0, 7, 45, 61, 180, 420, 1440, 2900, 5800)
SLEEPS = "sleeps"  # an outage
SETUP = (
    "/heed setup lead <@UBEN>",
    "/customer add Acme owner <@UADA>",
    "/customer add Globex owner <@USAO> key",
    "/customer add Initech owner <@UCLEO>",
    "/customer channel Acme <#C0ACME> watch",
    "/heed setup ticks on",
    "/heed team add Ops",
    "/heed team Ops hours tue-sat 12-20 in America/Sao_Paulo",
    "/heed team Ops lead <@UCLEO>",
)
PROMISED = (
    "/promise {c}: move the site by in 8 weeks",
    "/promise {c}: send the quote by tomorrow noon",
    "/promise {c}: send the plan by in 3 working days",
    "/promise {c}: deliver it by in 3 weeks",
)
ABOUT_CUSTOMERS = (
    "/contact from {c}: asks for a quote",
    "/contact from {c}: asks for a quote",
    "/contact from {c}: asks for a quote",
    "/contact from {c}: asks for a quote",
    "/contact from {c}: it is broken at today 9:05",
    "/contact from {c}: it is down complaint",
    "/contact from {c}: thanks, all good!",
    "/contact to {c}: sent the quote",
    "/contact to {c}: sent the quote at today 9:30",
    "/contact to {c}: ack we look at it",
    "/contact from {c}: still broken complaint",
    "/customer edit {c} tier key",
    "/customer edit {c} owner <@USAO> and everything open",
    "/customer edit {c} owner <@UADA>",
    "/customer merge {c} into Acme",
    "/customer merge {c} into Globex",
    "/customer edit {c} target 2 working days",
    "/contact to {c}: called by phone fyi",
    "/contact to {c}: ack we look at it",
    "/contact from {c}: great, thanks!",
    *PROMISED,
)
ABOUT_BOTH = (
    *("/contact take {n}", "/contact take {n}", "/contact release {n}", "/contact snooze {n}"),
    *("/contact wake {n}", "/contact give {n} <@USAO>", "/contact give {n} <@UADA>"),
    *("/contact give {n} <@UBEN>", "/heed undo {n}"),
)
ABOUT_INQUIRIES = (
    *ABOUT_BOTH,
    *("/contact answered {n}", "/contact answered {n} at today 9:10", "/contact none {n}"),
    *("/contact answered {n} at 9:45", "/contact ack {n}", "/contact ack {n}"),
    *("/contact hold {n} until in 2 days", "/contact resume {n}"),
)
ABOUT_PROMISES = (
    *ABOUT_BOTH,
    *("/promise kept {n}", "/promise told {n}", "/promise withdraw {n} because they cancelled"),
    "/promise move {n} to in 3 working days because of the weather, told",
    "/promise move {n} to in 2 working days because parts are late",
    "/promise move {n} to friday because of the weather, not told",
)
OF_OUR_OWN = (
    "/heed away until in 2 days cover <@UCLEO>",
    "/heed away until monday",
    "/heed away until in 3 days cover <@UADA>",
    "/heed away until friday cover <@USAO>",
    "/heed back",
    "/heed hours mon-thu 10-14",
    "/heed hours team",
    "/heed urgent on",
    "/heed brief off",
    "/heed brief at 10:30",
)
UNDO = "/heed undo"
BY_THEIR_LEAD = (
    "/customer hand over <@UADA> to <@USAO>",
    "/customer hand over <@USAO> to <@UADA>",
    "/customer hand over <@UCLEO> to <@UBEN>",
    "/heed setup hours mon-fri 8-12, 13-17",
    "/heed setup hours mon-thu 9-17 in Europe/Berlin",
    "/heed setup closed tomorrow",
    "/heed setup country de-by",
    "/heed setup half tomorrow until 12",
    "/heed tier key target 1 working day",
    "/heed tier standard target 30 min complaint 15 min",
    "/heed tier key urgent",
    "/heed setup shadow on",
    "/heed setup shadow off",
    "/heed setup start tomorrow",
    "/heed setup channel <#C0TEAM>",
    "/heed setup reminders channel",
    "/heed setup reminders dm",
)
BY_EITHER_LEAD = (
    "/heed team everyone members <@UADA> <@USAO>",
    "/heed team Ops members <@UADA>",
    "/heed team Ops members <@USAO> <@UCLEO>",
    "/heed team Ops channel <#C0OPS>",
)
EMOJI = ("white_check_mark", "eyes", "zzz", "raising_hand")
WORDS = (
    "we wait for the quote",
    "still broken?",
    "thanks!",
    "sent it",
    ">it is done",
    ">and when?",
)


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does what, and how many minutes pass then."""

    what: str
    who: str
    words: str
    gap: int


def begun(chance: Random) -> list[Deed]:
    """What is open from the start: somebody waits, and something was promised."""
    lines = (ABOUT_CUSTOMERS[0], chance.choice(PROMISED))
    return [
        Deed("says", chance.choice(PEOPLE).name, line.format(c=chance.choice(CUSTOMERS)), 0)
        for line in lines
    ]


def picked(chance: Random, numbers: Mapping[int, Kind], last: str) -> Deed:
    """What somebody does next; `numbers` are the open ones, and `last` is who did something."""
    gap = chance.choice(GAPS)
    who = chance.choice(PEOPLE).name
    match chance.choices(("says", "reacts", "in_channel", "turns", SLEEPS), (66, 14, 9, 7, 4))[0]:
        case "says":
            by, line = _line(chance, who, numbers, last)
            return Deed("says", by, line, gap)
        case "reacts":
            what = chance.choice(("reacts", "reacts", "reacts", "unreacts"))
            return Deed(what, who, chance.choice(EMOJI), gap)
        case "in_channel":
            what = chance.choice(("speaks", "speaks", "speaks", "rewords", "deletes", "ticks"))
            by = chance.choice((STRANGER.name, STRANGER.name, who)) if what == "speaks" else who
            return Deed(what, by, EMOJI[0] if what == "ticks" else chance.choice(WORDS), gap)
        case "turns":
            return _turn(chance, who, gap)
        case _:
            return Deed(SLEEPS, who, "", gap)


def _line(chance: Random, who: str, numbers: Mapping[int, Kind], last: str) -> tuple[str, str]:
    """Who types what."""
    match chance.choices(("customer", "thing", "undo", "own", "lead"), (26, 38, 8, 14, 14))[0]:
        case "thing" if numbers:
            number = chance.choice(list(numbers))
            is_inquiry = numbers[number] is Kind.INQUIRY
            lines = ABOUT_INQUIRIES if is_inquiry else ABOUT_PROMISES
            return who, chance.choice(lines).format(n=number)
        case "undo":
            return chance.choice((last, who)), UNDO
        case "own":
            return who, chance.choice(OF_OUR_OWN)
        case "lead":
            line = chance.choice((*BY_THEIR_LEAD, *BY_EITHER_LEAD))
            by = BEN if line in BY_THEIR_LEAD else chance.choice((BEN, CLEO))
            return by.name, line
        case _:
            return who, chance.choice(ABOUT_CUSTOMERS).format(c=chance.choice(CUSTOMERS))


def _turn(chance: Random, who: str, gap: int) -> Deed:
    what = chance.choice(("moves_to", "has_status", "leaves"))
    if what == "leaves":
        return Deed(what, SAO.name, chance.choice(("gone", "back", "back")), gap)
    words = ZONES if what == "moves_to" else ("Vacation", "Sick", "")
    return Deed(what, who, chance.choice(words), gap)
