"""Reading a verb on a numbered thing, such as `snooze 482 until monday`."""

import re
from dataclasses import replace
from datetime import datetime

from bot.core.asks import ThingVerb, Verb
from bot.core.errors import Choice, Refusal
from bot.core.grammar.times import day_off_named, phrase_in, placed, read_until
from bot.core.grammar.typed import NOTE, Typed, read_note, unread, untaken, without_reason
from bot.core.hours import WorkingHours
from bot.core.phrases import NotADate, read_due, read_past
from bot.core.words import decode, near, read_member, shorten, stored_words

_VERBS = {verb.value: verb for verb in Verb} | {
    "assign": Verb.GIVE,
    "cancel": Verb.WITHDRAW,
    "claim": Verb.TAKE,
    "drop": Verb.RELEASE,
    "told": Verb.ACK,
}
CONTACT_VERBS = {**_VERBS, "done": Verb.ANSWERED}
PROMISE_VERBS = {**_VERBS, "done": Verb.KEPT}

_HEAD = re.compile(r"(?P<verb>[a-z]+)\s+(?P<number>#?[0-9]{1,9})(?!\w|[.,][0-9])\s*", re.IGNORECASE)
_FIRST = re.compile(r"(?P<verb>[a-z]+)(?![\w'’-])", re.IGNORECASE)
_UNTIL = re.compile(r"(?:until|till|til|to|for|by)(?:\s+|$)", re.IGNORECASE)
_AT = re.compile(r"(?:at|on)\s+", re.IGNORECASE)
_TO = re.compile(r"to\s+", re.IGNORECASE)
_MENTION = re.compile(r"<@[^<>]*>|\S+")
_BECAUSE = re.compile(r"(?<![^\s,;:–—-])because(?!\S)[\s:]*", re.IGNORECASE)
_PAUSE = re.compile(
    r"\s+(?:since|as|due\s+to|[–—-])\s+|\s*[,;:]\s+|\s*—\s*|\s+(?=\()", re.IGNORECASE
)
_MOST_PAUSES = 6
_TOLD = re.compile(
    r"(?<=[\s,;:(])(?:(?P<not>not(?:\s+yet)?\s+)told(?:\s+yet)?|told(?:\s+them)?)[.!)]*$",
    re.IGNORECASE,
)
# "because we were told" is a reason.
_PART_OF_REASON = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|get|gets|got|as|i|we|he|she|they|you|who|it|have|has"
    r"|had|having|never|only|just|because)\s+$",
    re.IGNORECASE,
)


def read_thing(
    raw: str, *, verbs: dict[str, Verb], now: datetime, hours: WorkingHours
) -> ThingVerb | None:
    """Read a verb and a number with what may follow; None if the text begins otherwise."""
    found = _HEAD.match(raw)
    if found is None or (verb := verbs.get(found["verb"].lower())) is None:
        return None
    number = int(found["number"].lstrip("#"))
    typed = Typed(raw, verb, number, found.end(), now, hours)
    match verb:
        case Verb.SNOOZE | Verb.HOLD:
            return _rested(typed)
        case Verb.MOVE:
            return _moved(typed)
        case Verb.GIVE:
            return _given(typed)
        case Verb.WITHDRAW:
            return _withdrawn(typed)
        case Verb.ANSWERED | Verb.KEPT | Verb.ACK:
            return _settled(typed)
        case _:
            return _noted(typed)


def verb_without_number(raw: str, *, verbs: dict[str, Verb]) -> Refusal | None:
    """Ask for the number, if the text begins with a verb that lacks one."""
    first = _FIRST.match(raw)
    if first is None or first["verb"].lower() not in verbs:
        return None
    word = first["verb"].lower()
    return Refusal(
        f"Which one? Write its number after “{word}”, as in “{word} 12”. /mine shows the numbers."
    )


def slip_of_verb(raw: str, *, verbs: dict[str, Verb]) -> Refusal | None:
    """Offer the verbs that may be meant, if a number follows a word that is none of them."""
    found = _HEAD.match(raw)
    if found is None or found["verb"].lower() in ("from", "to"):
        return None
    after = raw[found.end("verb") :]
    meant = [
        Choice(shorten(f"{verb}{decode(after)}", limit=40), f"{verb}{after}")
        for verb in near(found["verb"], verbs)
    ]
    if not meant:
        return None
    return Refusal(f"I don't know “{found['verb']}”. Did you mean one of these?", choices=meant)


def _rested(typed: Typed) -> ThingVerb:
    """Read a snooze or a hold; without an end the end is the default."""
    begin = typed.tail_at
    if not typed.tail:
        return ThingVerb(typed.verb, typed.number)
    if lead := _UNTIL.match(typed.raw, begin):
        begin = lead.end()
    because = _BECAUSE.search(typed.raw, begin)
    end = _end_of(typed.raw, because)
    reason = stored_words(typed.raw[because.end() :]) if because else None
    if begin >= end and not lead:
        return ThingVerb(typed.verb, typed.number, reason=reason or None)
    try:
        phrase = phrase_in(typed.raw[begin:end])
        until = read_until(phrase, now=typed.now, hours=typed.hours)
        day_off = day_off_named(phrase, now=typed.now, hours=typed.hours)
    except Refusal as refusal:
        raise untaken(refusal, typed, begin=begin, end=end) from refusal
    return ThingVerb(typed.verb, typed.number, until=until, reason=reason or None, day_off=day_off)


def _moved(typed: Typed) -> ThingVerb:
    """Read the new date, the reason, and whether the customer knows."""
    told = _TOLD.search(typed.raw, typed.tail_at)
    if told is None or _PART_OF_REASON.search(typed.raw, typed.tail_at, told.start()):
        return _moved_to(typed)
    bare = replace(typed, raw=typed.raw[: told.start()].rstrip(" ,;:(–—-\n"))
    return replace(_moved_to(bare), told=told["not"] is None)


def _moved_to(typed: Typed) -> ThingVerb:
    begin = typed.tail_at
    if lead := _UNTIL.match(typed.raw, begin):
        begin = lead.end()
    because = _BECAUSE.search(typed.raw, begin)
    if because is None and (split := _at_pause(typed, begin)) is not None:
        due_at, reason = split
        return ThingVerb(typed.verb, typed.number, due_at=due_at, reason=reason)
    end = _end_of(typed.raw, because)
    try:
        due_at = read_due(phrase_in(typed.raw[begin:end]), now=typed.now, hours=typed.hours)
    except Refusal as refusal:
        raise untaken(refusal, typed, begin=begin, end=end) from refusal
    reason = stored_words(typed.raw[because.end() :]) if because else ""
    if not reason:
        raise without_reason(typed, end=end)
    return ThingVerb(typed.verb, typed.number, due_at=due_at, reason=reason)


def _end_of(raw: str, because: re.Match[str] | None) -> int:
    """Return where the phrase before the reason ends."""
    return len(raw[: because.start()].rstrip(" ,;:–—-\n")) if because else len(raw)


def _at_pause(typed: Typed, begin: int) -> tuple[datetime, str] | None:
    """Split `monday, waiting for parts`: the longest beginning that is a date, and the reason."""
    pauses = list(_PAUSE.finditer(typed.raw, begin, begin + 100))[:_MOST_PAUSES]
    for pause in reversed(pauses):
        reason = stored_words(typed.raw[pause.end() :])
        try:
            due_at = read_due(
                phrase_in(typed.raw[begin : pause.start()]), now=typed.now, hours=typed.hours
            )
        except Refusal:
            continue
        whole = phrase_in(typed.raw[begin:])
        return None if _is_due(whole, typed) or not reason else (due_at, reason)
    return None


def _is_due(phrase: str, typed: Typed) -> bool:
    """Tell whether all of it is a date, so that no part of it is a reason."""
    try:
        read_due(phrase, now=typed.now, hours=typed.hours)
    except NotADate:
        return False
    except Refusal:
        return True
    return True


def _given(typed: Typed) -> ThingVerb:
    begin = typed.tail_at
    if lead := _TO.match(typed.raw, begin):
        begin = lead.end()
    mention = _MENTION.match(typed.raw, begin)
    if mention is None:
        raise Refusal(
            f"Give #{typed.number} to whom? Write “{typed.head} @name”, "
            "picking the name from the list Slack offers."
        )
    to = read_member(mention[0])
    note = read_note(typed.raw[mention.end() :].strip(), typed, upto=mention.end())
    return ThingVerb(typed.verb, typed.number, to=to, reason=note)


def _withdrawn(typed: Typed) -> ThingVerb:
    lead = NOTE.match(typed.raw, typed.tail_at)
    reason = stored_words(typed.raw[lead.end() if lead else typed.tail_at :])
    if not reason:
        raise without_reason(typed, end=len(typed.raw) if not lead else lead.start())
    return ThingVerb(typed.verb, typed.number, reason=reason)


def _settled(typed: Typed) -> ThingVerb:
    """Read when it was answered or kept, if another time than now is named."""
    lead = _AT.match(typed.raw, typed.tail_at)
    begin = lead.end() if lead else typed.tail_at
    if not typed.tail or NOTE.match(typed.tail):
        return _noted(typed)
    try:
        at = read_past(phrase_in(typed.raw[begin:]), now=typed.now, hours=typed.hours)
    except NotADate as refusal:
        raise unread(typed.tail, typed, upto=typed.tail_at) from refusal
    except Refusal as refusal:
        raise placed(refusal, before=typed.raw[:begin]) from refusal
    return ThingVerb(typed.verb, typed.number, at=at)


def _noted(typed: Typed) -> ThingVerb:
    note = read_note(typed.tail, typed, upto=typed.tail_at)
    return ThingVerb(typed.verb, typed.number, reason=note)
