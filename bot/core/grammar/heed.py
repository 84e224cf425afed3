"""Reading `/heed`: help, set-up, being away, and the small verbs."""

import re
from datetime import datetime

from bot.core.asks import Help
from bot.core.errors import Choice, Refusal
from bot.core.grammar.elsewhere import of_another_command, of_setup
from bot.core.grammar.help import read_help, read_help_of
from bot.core.grammar.own import read_brief, read_urgent
from bot.core.grammar.setup import PARTS, read_setup
from bot.core.grammar.team import read_own_holidays, read_own_hours, read_team
from bot.core.grammar.tiers import read_tier
from bot.core.grammar.times import day_off_named, phrase_in, placed, read_until, until_choices
from bot.core.heed_asks import Away, Back, Check, HeedAsk, ShowAway, ShowDigest, Undo, Why
from bot.core.hours import WorkingHours
from bot.core.phrases import NotADate
from bot.core.setups import TeamAsk, TeamSetup
from bot.core.words import clean, decode, guard_length, near, read_member, shorten

_WORD = re.compile(r"/?(?P<word>\w+)[\s:]*(?P<rest>.*)", re.DOTALL)
_KNOWN = (
    "help",
    "setup",
    "team",
    "tier",
    "hours",
    "holidays",
    "check",
    "digest",
    "away",
    "back",
    "undo",
    "why",
    "brief",
    "urgent",
)
_PLAIN: dict[str, type[Check | ShowDigest | Back]] = {
    "check": Check,
    "digest": ShowDigest,
    "back": Back,
}
_NUMBER = re.compile(r"#?([0-9]{1,9})[.!?]?")
_COVER = re.compile(
    r"(?<!\S)(?:(?:and\s+)?(?:cover(?:ed)?(?:\s+(?:by|is))?:?|with)\s+(?P<who><@[^<>]*>|@?\S+)"
    r"|(?P<bare><@[^<>]*>))",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:until|till|til)(?:\s+|$)", re.IGNORECASE)
_LASTING = re.compile(
    r"(?:for\s+)?(?:[0-9]|an?\s|one|two|three|four|five|six|seven)", re.IGNORECASE
)


def read_heed(text: str, *, now: datetime, hours: WorkingHours) -> HeedAsk | TeamAsk | TeamSetup:
    """Read what was typed after `/heed`."""
    raw = clean(text)
    guard_length(raw)
    if (asked := read_help(raw, topic="heed")) is not None:
        return asked
    found = _WORD.match(raw)
    word = found["word"].lower() if found else ""
    rest = found["rest"].strip() if found else ""
    if (asked := read_help_of(word, rest)) is not None:
        return asked
    match word:
        case "setup":
            return read_setup(rest, now=now, hours=hours)
        case "team" | "teams":
            return read_team(rest or ("list" if word == "teams" else ""))
        case "hours":
            return read_own_hours(rest)
        case "holidays" | "holiday":
            return read_own_holidays(rest)
        case "tier" | "tiers":
            return read_tier(raw, start=found.start("rest") if found else len(raw))
        case "away":
            return _read_away(rest, now=now, hours=hours)
        case "undo":
            return Undo(_number(rest, word=word) if rest else None)
        case "why":
            return Why(_number(rest, word=word))
        case "brief":
            return read_brief(rest)
        case "urgent":
            return read_urgent(rest)
        case "help":
            return Help("heed")
        case "check" | "digest" | "back" if not rest.strip(".!"):
            return _PLAIN[word]()
        case _:
            raise _unknown(raw, word=word, rest=rest)


def _unknown(raw: str, *, word: str, rest: str) -> Refusal:
    if word in _PLAIN:
        return Refusal(
            f"“{word}” stands alone; I can't read “{shorten(decode(rest))}” after it.",
            choices=[Choice(word, word)],
        )
    if refusal := of_setup(word, rest, parts=PARTS) or of_another_command(raw):
        return refusal
    tail = f" {rest}" if rest else ""
    # "set up" is how the noun's verb is spelled.
    slips = ["setup"] if word == "set" else near(word, _KNOWN)
    if word == "set":
        tail = re.sub(r"^ up\b", "", tail, flags=re.IGNORECASE)
    choices = [Choice(shorten(decode(slip + tail), limit=40), slip + tail) for slip in slips]
    meant = "Did you mean one of these?" if choices else f"I know {', '.join(_KNOWN)}."
    return Refusal(
        f"I don't know “{shorten(decode(word or raw), limit=30)}”. {meant}",
        choices=choices or [Choice("Help", "help")],
    )


def _number(rest: str, *, word: str) -> int:
    found = _NUMBER.fullmatch(rest)
    if found is None:
        raise Refusal(f"Which one? Write its number, as in “{word} 482”. /mine shows the numbers.")
    return int(found[1])


def _read_away(rest: str, *, now: datetime, hours: WorkingHours) -> Away | ShowAway:
    if not rest:
        return ShowAway()
    cover, phrase = _take_cover(rest)
    lead = _UNTIL.match(phrase)
    words = phrase[lead.end() :] if lead else phrase
    suffix = f" cover <@{cover}>" if cover else ""
    if not lead and not _LASTING.match(words):
        raise _without_until(words, suffix=suffix, now=now, hours=hours)
    try:
        phrase = phrase_in(words)
        until = read_until(phrase, now=now, hours=hours)
        day_off = day_off_named(phrase, now=now, hours=hours)
    except Refusal as refusal:
        before = "away until "
        if refusal.choices:
            raise placed(refusal, before=before, after=suffix) from refusal
        choices = until_choices(before=before, after=suffix, now=now, hours=hours)
        raise Refusal(refusal.sentence, choices=choices) from refusal
    return Away(until, cover, day_off)


def _take_cover(rest: str) -> tuple[str | None, str]:
    found = _COVER.search(rest)
    if found is None:
        return None, rest
    cover = read_member(found["who"] or found["bare"])
    return cover, f"{rest[: found.start()]} {rest[found.end() :]}".strip(" ,;\n")


def _without_until(words: str, *, suffix: str, now: datetime, hours: WorkingHours) -> Refusal:
    """Ask until when: "away friday" may mean on Friday, or until then."""
    choices = list(until_choices(before="away until ", after=suffix, now=now, hours=hours))
    try:
        read_until(decode(words), now=now, hours=hours)
    except (NotADate, Refusal):
        pass
    else:
        shown = shorten(decode(words), limit=30)
        choices.insert(0, Choice(f"Back on {shown}", f"away until {words}{suffix}"))
    return Refusal(
        "Until when are you away? Write “away until” and the day you are back, "
        "as in “away until monday cover @ana”.",
        choices=choices,
    )
