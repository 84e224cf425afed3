"""Reading `/heed tier`: what each tier is due, one to change, to add or to remove."""

import re

from bot.core.errors import Choice, Refusal
from bot.core.grammar.settings import read_settings, value_of
from bot.core.grammar.worktime import read_cadence, read_worktime
from bot.core.terms import AddTier, EditTier, RemoveTier, ShowTiers, TierAsk, TierTerms
from bot.core.words import decode, shorten

_SPACE = r"(?=[\s:=,]|$)"
_NAMES = re.compile(
    r"(?<!\S)(?:(?P<no_complaint>no\s+complaints?(?:\s+target)?)"
    r"|(?P<not_urgent>not\s+urgent)|(?P<urgent>urgent)"
    r"|(?P<target>target|answer(?:\s+within)?)|(?P<complaint>complaints?(?:\s+target)?)"
    r"|(?P<next>next(?:[\s_-]+word)?)|(?P<update>updates?(?:\s+every)?)"
    rf"|(?P<cadence>cadence|(?:in\s+)?touch(?:\s+every)?)){_SPACE}",
    re.IGNORECASE,
)
_WORDS = ("target", "complaint", "next", "update", "cadence", "urgent")
_FLAGS = ("no_complaint", "urgent", "not_urgent")
_VERB = re.compile(
    r"(?:(?P<add>add|new|create)|(?P<remove>remove|delete|drop)|(?:edit|change|set))(?:\s+|$)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[“\"]?(?P<name>[^\s:=,“”\"]+)[”\"]?[\s:=,]*")
_NAME = re.compile(r"[^\W_][\w-]{0,39}")
_RESERVED = frozenset(
    (
        *("add", "new", "remove", "delete", "edit", "list", "tier", "tiers", "internal", "owner"),
        *("target", "complaint", "next", "update", "cadence", "urgent", "name", "me", "no", "not"),
    )
)
_HOW = "as in “tier key target 2h complaint 1h cadence 14 days”"


def read_tier(raw: str, *, start: int) -> TierAsk:
    """Read what stands after `tier` in the whole text, from `start`."""
    rest = raw[start:].strip().lower().rstrip(".!")
    if rest in ("", "list", "all"):
        return ShowTiers()
    verb = _VERB.match(raw, start)
    at = start if verb is None else verb.end()
    found = _WORD.match(raw, at)
    if found is None:
        raise Refusal("Which tier? Write its name, as in “tier add strategic target 1h”.")
    name, at = found["name"].lower().rstrip(".!"), found.end()
    if verb and verb["remove"]:
        return _removed(name, raw, at)
    if verb and verb["add"]:
        return _added(checked_tier(name), raw, at)
    if name in _RESERVED:
        raise _nameless(raw, start)
    if not raw[at:].strip():
        return ShowTiers(name)
    return EditTier(name, _terms(raw, at))


def _nameless(raw: str, start: int) -> Refusal:
    return Refusal(
        f"Which tier? Write its name first, {_HOW}.",
        choices=[
            Choice(f"Tier {one}", f"{raw[:start].rstrip()} {one} {raw[start:].lstrip()}")
            for one in ("standard", "key")
        ],
    )


def checked_tier(word: str) -> str:
    """Return the name of a tier to be, refusing what could not be typed as one."""
    name = word.strip(" .,;:").lower()
    if name in _RESERVED or _NAME.fullmatch(name) is None:
        raise Refusal(
            f"A tier cannot be called “{shorten(decode(word), limit=30)}”. Its name is one word "
            "of letters, digits and hyphens, as in “strategic”."
        )
    return name


def _removed(name: str, raw: str, at: int) -> RemoveTier:
    if raw[at:].strip(" .!"):
        raise Refusal(
            f"I remove “{name}”, but can't read “{shorten(decode(raw[at:]), limit=40)}” after it.",
            choices=[Choice(f"Remove {name}", raw[:at].strip())],
        )
    return RemoveTier(name)


def _added(name: str, raw: str, at: int) -> AddTier:
    terms = _terms(raw, at) if raw[at:].strip() else TierTerms()
    if terms.target is None:
        before = raw[:at].strip()
        rest = f" {raw[at:].strip()}".rstrip()
        raise Refusal(
            f"How soon is “{name}” due an answer? Write it as a target, as in “target 1h”.",
            choices=[
                Choice(said, f"{before} target {said}{rest}")
                for said in ("1 hour", "4 hours", "1 working day")
            ],
        )
    return AddTier(name, terms)


def _terms(raw: str, at: int) -> TierTerms:
    found = read_settings(raw, start=at, names=_NAMES, flags=_FLAGS, words=_WORDS)
    if {"urgent", "not_urgent"} <= set(found) or {"complaint", "no_complaint"} <= set(found):
        raise Refusal("That says one thing and its opposite. Which is right?")
    return TierTerms(
        target=value_of(found, "target", read_worktime),
        complaint=value_of(found, "complaint", read_worktime),
        no_complaint="no_complaint" in found,
        next_word=value_of(found, "next", read_worktime),
        update=value_of(found, "update", read_worktime),
        cadence=value_of(found, "cadence", read_cadence),
        urgent=True if "urgent" in found else False if "not_urgent" in found else None,
    )
