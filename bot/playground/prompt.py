"""Reads what is typed at the playground's prompt: one line in, one thing to do out."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches

from bot.core.errors import Refusal
from bot.core.grammar.times import read_until
from bot.core.hours import WorkingHours
from bot.core.phrases import NotADate
from bot.playground.deeds import (
    FEW,
    Be,
    Deed,
    Line,
    Next,
    Press,
    Quit,
    React,
    Read,
    Say,
    Show,
    Slash,
    Until,
)
from bot.playground.emoji import emoji_name

FURTHEST = timedelta(days=92)
MOST_READ = 20

# What the welcome says beside a line to try is copied along with it.
_ASIDE = re.compile(r"\s{2,}\([^()]*\)$")
_AS = re.compile(r"(?P<who>@?[^\W\d_]\w*):\s*(?P<rest>\S.*)", re.DOTALL)
_SLASH = re.compile(r"/(?P<name>[\w-]+)\s*(?P<words>.*)", re.DOTALL)
_AHEAD = re.compile(r"\+\s*((?:\d{1,4}\s*[mhdw](?:in|ours?|r|rs|ays?|eeks?)?\s*)+)", re.IGNORECASE)
_PART = re.compile(r"(\d{1,4})\s*([mhdw])", re.IGNORECASE)
_UNTIL = re.compile(r"(?:(?:wait|go)\s+)?(?:until|till|to)\s+", re.IGNORECASE)
_NUMBER = re.compile(r"#(\d{1,9})\b")
_LED = re.compile(r"(\d{1,9})\s+(?=\D)")
_HALF_WRITTEN = re.compile(r"(?<![\d:])(\d:\d\d)(?!\s*[ap]\.?m)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """What a line is read against: names in lower case, commands with their slash, the time."""

    people: Sequence[str]
    commands: Sequence[str]
    now: datetime
    hours: WorkingHours


PAGES = {"help": "help", "?": "help", "people": "people", "customers": "customers"}
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "tod", "tom")
VERBS = ("be", "press", "react", "unreact", "read", "say", "next", "quit", *PAGES)


def read(text: str, known: Known) -> Line | None:
    """Read a line; None if there is nothing on it. Raises Refusal."""
    text = _ASIDE.sub("", text.strip())
    if not text:
        return None
    found = _AS.fullmatch(text)
    if found is None:
        return Line(_deed(text, known))
    return Line(_deed(found["rest"].strip(), known), who=_person(found["who"], known))


def _deed(text: str, known: Known) -> Deed:
    if text.startswith("/"):
        return _slash(text, known)
    if text.startswith("+"):
        return Until(_ahead(text, known))
    verb, _, rest = text.partition(" ")
    verb, rest = verb.lower(), rest.strip()
    if verb in PAGES and not rest:
        return Show(PAGES[verb])
    if text.lower() in ("quit", "exit", "bye", "q"):
        return Quit()
    if text.lower() == "next":
        return Next()
    reader = READERS.get(verb)
    if reader is not None:
        return reader(rest, known)
    return _emoji_alone(text) or _moment(text, known)


def _slash(text: str, known: Known) -> Slash:
    found = _SLASH.fullmatch(text)
    name = f"/{found['name'].lower()}" if found else text
    if found is None or name not in known.commands:
        raise Refusal(f"There is no command {name}.{_near(name, known.commands)}")
    return Slash(name, found["words"].strip())


def _near(word: str, words: Collection[str]) -> str:
    close = get_close_matches(word, words, n=1, cutoff=0.6)
    return f" Did you mean {close[0]}?" if close else f" There are {', '.join(words)}."


def _person(word: str, known: Known) -> str:
    name = word.removeprefix("@").lower()
    if name not in known.people:
        people = ", ".join(known.people)
        raise Refusal(f"Nobody here is called “{word}”. There are {people}.")
    return name


def _be(rest: str, known: Known) -> Be:
    if not rest:
        raise Refusal("Be whom? Write a name after it: be ben.")
    return Be(_person(rest, known))


def _ahead(text: str, known: Known) -> datetime:
    """Minutes and hours are elapsed time; days and weeks keep the wall clock."""
    found = _AHEAD.fullmatch(text)
    if found is None:
        raise Refusal("Write how far: +30m, +4h, +2d or +1w.")
    parts = [(int(count), unit.lower()) for count, unit in _PART.findall(found[1])]
    days = sum(count * (7 if unit == "w" else 1) for count, unit in parts if unit in "dw")
    minutes = sum(count * (60 if unit == "h" else 1) for count, unit in parts if unit in "hm")
    if timedelta(days=days, minutes=minutes) > FURTHEST:
        raise _too_far()
    local = known.now.astimezone(known.hours.zone) + timedelta(days=days)
    return (_utc(local) + timedelta(minutes=minutes)).astimezone(known.hours.zone)


def _utc(at: datetime) -> datetime:
    return datetime.fromtimestamp(at.timestamp(), tz=at.tzinfo)


def _too_far() -> Refusal:
    return Refusal(f"That is too far: at most {FURTHEST.days} days at once.")


def _moment(text: str, known: Known) -> Until:
    lead = _UNTIL.match(text)
    # The prompt shows a clock of 24 hours, so that is how a time typed at it is meant.
    phrase = _HALF_WRITTEN.sub(r"0\1", text[lead.end() :] if lead else text)
    words = phrase.lower().split()
    if len(words) == 1 and words[0][:3] == f"{known.now.astimezone(known.hours.zone):%a}".lower():
        phrase = f"next {phrase}"
    try:
        at = read_until(phrase, now=known.now, hours=known.hours)
    except NotADate as refusal:
        if lead or words[0][:3] in DAYS:
            raise
        raise _unknown(text, known) from refusal
    if at - known.now > FURTHEST:
        raise _too_far()
    return Until(at)


def _unknown(text: str, known: Known) -> Refusal:
    word = text.split()[0].lower().rstrip(":")
    if f"/{word}" in known.commands:
        return Refusal(
            f"Commands begin with a slash: /{text}. Plain words to Heed go as: say {text}"
        )
    close = get_close_matches(word, VERBS, n=1, cutoff=0.6)
    if close:
        return Refusal(f"I don't know “{word}”. Did you mean {close[0]}? help shows what there is.")
    return Refusal(
        "I can't read that. A command begins with a slash, time passes with +4h or tomorrow 9:00, "
        "and help shows the rest."
    )


def _press(rest: str, _known: Known) -> Press:
    numbered = _NUMBER.search(rest) or _LED.match(rest)
    number = int(numbered[1]) if numbered else None
    words = (
        (rest[: numbered.start()] + rest[numbered.end() :]).split() if numbered else rest.split()
    )
    if len(words) > 1 and words[0].lower() == "more":
        del words[0]
    label = " ".join(words).strip("[]").lower()
    if label.isdigit():
        return Press(place=int(label), number=number)
    if not label and number is None:
        raise Refusal("Press which button? Its number or its first word: press 1, press answered.")
    return Press(label=label, number=number)


def _react(rest: str, _known: Known) -> React:
    numbered = _NUMBER.search(rest) or re.search(r"\b(\d{1,9})\b", rest)
    number = int(numbered[1]) if numbered else None
    word = (rest[: numbered.start()] + rest[numbered.end() :]).strip() if numbered else rest
    name = emoji_name(word)
    if name is None:
        raise Refusal("Which emoji? ✅, 👀, 💤 or 🙋, or a name such as :eyes:.")
    return React(name, number)


def _unreact(rest: str, known: Known) -> React:
    added = _react(rest, known)
    return React(added.emoji, added.number, is_removal=True)


def _emoji_alone(text: str) -> React | None:
    name = None if text.isascii() and not text.startswith(":") else emoji_name(text)
    return React(name) if name else None


def _read(rest: str, known: Known) -> Read:
    words = rest.split()
    count = min(MOST_READ, int(words.pop())) if words and words[-1].isdigit() else FEW
    if not words:
        return Read(count=count)
    if words[0].startswith("#"):
        return Read(words[0].lower(), count)
    return Read(_person(words[0], known), count)


def _say(rest: str, _known: Known) -> Say:
    where, _, words = rest.partition(" ")
    if where.startswith("#") and words.strip():
        return Say(words.strip(), where.lower())
    if not rest:
        raise Refusal("Say what? As in: say promise Acme: call back by friday.")
    return Say(rest)


READERS: dict[str, Callable[[str, Known], Deed]] = {
    "be": _be,
    "press": _press,
    "react": _react,
    "unreact": _unreact,
    "read": _read,
    "say": _say,
}
