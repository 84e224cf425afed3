"""Reading `/contact`: a contact with its options, or a verb on a numbered inquiry."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.asks import Help, LogContact, Naming, ThingVerb
from bot.core.contacts import ON_IT, Direction, Mood, Via
from bot.core.errors import Choice, Refusal
from bot.core.filling import Unfinished
from bot.core.grammar.help import read_help
from bot.core.grammar.names import Beginning, read_beginning, read_naming
from bot.core.grammar.things import (
    CONTACT_VERBS,
    read_thing,
    slip_of_verb,
    verb_without_number,
)
from bot.core.grammar.times import MOST_CHOICES, placed
from bot.core.hours import WorkingHours
from bot.core.phrases import NotADate, read_past
from bot.core.words import clean, decode, guard_length, masked, near

_DIRECTION = re.compile(r"(?P<way>from|to)(?:\s+|:\s*|$)", re.IGNORECASE)
NUMBERED = re.compile(r"#(?P<number>[0-9]{1,9})(?![\w-])[\s:,]*")
_FIRST = re.compile(r"(\w+)[\s:]+(?=\S)")
_WAYS = {"from": Direction.INBOUND, "to": Direction.OUTBOUND}
_VIAS = {
    **dict.fromkeys(("phone", "call", "phone call", "telephone", "tel", "mobile"), Via.PHONE),
    **dict.fromkeys(("email", "e-mail", "mail"), Via.EMAIL),
    **dict.fromkeys(("chat", "text", "sms", "slack", "whatsapp", "message"), Via.CHAT),
    **dict.fromkeys(("meeting", "video", "video call", "zoom", "meet"), Via.MEETING),
    "visit": Via.VISIT,
}
_OPTION = re.compile(
    r"(?<!\S)(?:(?:by|via)\s+(?P<via>" + "|".join(sorted(_VIAS, reverse=True)) + r")"
    r"|(?P<fyi>fyi)|(?P<mood>happy|unhappy)|(?P<complaint>complaint)|(?P<ack>ack))\s*$",
    re.IGNORECASE,
)
_OPTION_SPAN = 32
_ACK = re.compile(r"\s*ack(?:\s*[:,;–—-]\s*|\s+|\s*$)", re.IGNORECASE)
# "asks if we are happy" and "sent them an fyi" are words of a sentence, no options.
_LINKED = re.compile(
    r"(?:['’](?:re|s|m)|(?<!\w)(?:is|are|was|were|am|be|been|being|not|isn.t|aren.t|wasn.t|very|so|really|quite|too"
    r"|more|less|seems?|seemed|feels?|felt|looks?|looked|sounds?|sounded|stays?|get|makes?"
    r"|made|them|us|him|her|and|or|but|if|how|a|an|the|their|our))\s+$",
    re.IGNORECASE,
)
# Nor does a sentence that ends in "has a formal complaint" or "about their complaint" mark one.
_SPOKEN_OF = re.compile(
    r"(?<!\w)(?:(?:an?|another|no|any|formal|official)(?:\s+[\w'’-]+)?"
    r"|(?:the|th(?:is|at|eir)|his|her|my|our|your|its|one|every)"
    r"(?:\s+(?:formal|official|written|serious|new|old|first|second|third|last|latest|same))?"
    r"|about|of|with|as|for|to|on|regarding)\s+$|['’]s\s+$",
    re.IGNORECASE,
)
_AT = re.compile(r"(?<!\S)at\s+(?=\S)", re.IGNORECASE)
_AT_SPAN = 60
_STOPPED = re.compile(r"(?<![ap]\.m)[.!?…]$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Options:
    """The options read so far, and where the words before them end."""

    end: int
    at: datetime | None = None
    via: Via | None = None
    fyi: bool = False
    mood: Mood | None = None
    complaint: bool = False
    ack: bool = False


def read_contact(text: str, *, now: datetime, hours: WorkingHours) -> LogContact | ThingVerb | Help:
    """Read what was typed after `/contact`."""
    raw = clean(text)
    guard_length(raw)
    if (asked := read_help(raw, topic="contact", words=CONTACT_VERBS)) is not None:
        return asked
    found = _DIRECTION.match(raw)
    if found is None:
        return _read_verb(raw, now=now, hours=hours)
    way, mask = _WAYS[found["way"].lower()], masked(raw)
    start = found.end()
    beginning = read_beginning(raw, mask, start=start)
    beginning, is_ack = _after_ack(way, raw, beginning)
    options = _read_options(
        raw, mask, beginning=beginning, now=now, hours=hours, direction=way, ack=is_ack
    )
    naming = read_naming(
        raw, mask, start=start, end=options.end, beginning=beginning, wordless=True
    )
    return LogContact(
        way,
        _worded(naming) if is_ack else naming,
        at=options.at,
        via=options.via,
        fyi=options.fyi,
        mood=options.mood,
        complaint=options.complaint,
        ack=options.ack,
    )


def _after_ack(way: Direction, raw: str, beginning: Beginning) -> tuple[Beginning, bool]:
    """Read the `ack` with which the words after a marked name begin."""
    found = _ACK.match(raw, beginning.body)
    if way is Direction.INBOUND or beginning.name is None or found is None:
        return beginning, False
    return replace(beginning, body=found.end()), True


def _worded(naming: Naming) -> Naming:
    """An acknowledgement says the same whether it has words or not."""
    with_words = tuple(replace(one, rest=one.rest or ON_IT) for one in naming.candidates)
    return replace(naming, candidates=with_words)


def _read_verb(raw: str, *, now: datetime, hours: WorkingHours) -> ThingVerb:
    thing = read_thing(raw, verbs=CONTACT_VERBS, now=now, hours=hours)
    if thing is not None:
        return thing
    refusal = verb_without_number(raw, verbs=CONTACT_VERBS) or slip_of_verb(
        raw, verbs=CONTACT_VERBS
    )
    if refusal is not None:
        raise refusal
    if NUMBERED.match(raw):
        raise Unfinished("Who spoke? Begin with “from” or “to” and the customer's name.")
    choices = [Choice("They contacted us", f"from {raw}"), Choice("We contacted them", f"to {raw}")]
    if first := _FIRST.match(raw):
        slips = near(first[1], _WAYS)
        meant = [Choice(f"{way} …", f"{way} {raw[first.end() :]}") for way in slips]
        choices = meant or choices
    raise Refusal(
        "I can't tell who spoke. Begin with “from” if the customer contacted us, "
        "or with “to” if we contacted them.",
        choices=choices,
    )


def _read_options(
    raw: str,
    mask: str,
    *,
    beginning: Beginning,
    now: datetime,
    hours: WorkingHours,
    direction: Direction,
    ack: bool,
) -> _Options:
    floor = beginning.body
    options = _Options(end=len(raw), ack=ack)
    while True:
        more = _simple_option(mask, options, floor=floor, direction=direction)
        if more is None and options.at is None:
            more = _time_option(raw, mask, options, floor=floor, now=now, hours=hours)
        if more is None:
            return options
        end = len(raw[: more.end].rstrip(" ,\n\t"))
        options = replace(more, end=max(end, floor))


def _simple_option(
    mask: str, options: _Options, *, floor: int, direction: Direction
) -> _Options | None:
    end = options.end
    found = _OPTION.search(mask, max(floor, end - _OPTION_SPAN), end)
    if found is None:
        return None
    begin = found.start()
    is_linked = _LINKED.search(mask, max(floor, begin - _OPTION_SPAN), begin) is not None
    if found["via"] and options.via is None:
        via = _VIAS[" ".join(found["via"].lower().split())]
        return replace(options, end=begin, via=via)
    if found["fyi"] and not options.fyi and not is_linked:
        return replace(options, end=begin, fyi=True)
    if found["ack"] and direction is Direction.OUTBOUND and not options.ack and not is_linked:
        return replace(options, end=begin, ack=True)
    if found["mood"] and options.mood is None and not is_linked:
        return replace(options, end=begin, mood=Mood(found["mood"].lower()))
    # Customers complain; we do not.
    if found["complaint"] and direction is Direction.INBOUND and not options.complaint:
        spoken_of = _SPOKEN_OF.search(mask, max(floor, begin - _OPTION_SPAN), begin)
        return None if spoken_of else replace(options, end=begin, complaint=True)
    return None


def _time_option(
    raw: str, mask: str, options: _Options, *, floor: int, now: datetime, hours: WorkingHours
) -> _Options | None:
    """Read `at …` at the end, if all of it is a time that has been; other words stay words."""
    refused: Refusal | None = None
    for begin, phrase_at in _time_phrases(mask, floor=floor, end=options.end):
        phrase = decode(raw[phrase_at : options.end]).strip()
        if _STOPPED.search(phrase):
            break
        try:
            at = read_past(phrase, now=now, hours=hours)
        except NotADate:
            continue
        except Refusal as refusal:
            refused = refused or _no_such_time(refusal, raw, begin=phrase_at, end=options.end)
            continue
        return replace(options, end=begin, at=at)
    if refused is not None:
        raise refused
    return None


def _time_phrases(mask: str, *, floor: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the longest first: in "at yesterday at 4pm" the second `at` is part of the time."""
    for found in _AT.finditer(mask, max(floor, end - _AT_SPAN), end):
        yield found.start(), found.end()


def _no_such_time(refusal: Refusal, raw: str, *, begin: int, end: int) -> Refusal:
    """Offer other times, and to keep the phrase as words: a full stop after it says so."""
    after = raw[end:]
    times = placed(refusal, before=raw[:begin], after=after).choices[: MOST_CHOICES - 1]
    kept = Choice("It is part of the words", f"{raw[:end]}.{after}")
    return Refusal(refusal.sentence, choices=[*times, kept])
