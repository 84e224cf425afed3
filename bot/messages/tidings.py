"""Tidings: a member is told what somebody else did with what is theirs."""

from collections.abc import Sequence
from datetime import timedelta

from bot.core.history import Verb
from bot.core.promises import Promise
from bot.core.things import due_at
from bot.core.tidings import LINES, OF_COVERS, OF_HEED, Deed, Tidings
from bot.messages import (
    buttons,
    handing_over,
    kit,
    notices,
    rows,
    standing_in,
    team_changes,
    wording,
)
from bot.messages.elements import actions
from bot.messages.kit import Block, Message

DONE = "I no longer remind you of it."
WAITED = timedelta(hours=1)  # from when on it is said when something was done


def told(tidings: Sequence[Tidings], *, prefix: str) -> Message:
    """Say who did what, what that means, and offer to take it back; oldest first."""
    if len(tidings) == 1:
        return _one(tidings[0], prefix)
    count = wording.start(wording.counted(len(tidings), "thing"))
    # That somebody is away, and who stands in, nobody did to anybody.
    what = "to know" if _are_news(tidings) else "that others did"
    return kit.message(*_listed(f"*{count} {what}, oldest first:*", tidings, prefix))


def beside(tidings: Sequence[Tidings], *, prefix: str) -> tuple[str, list[Block]]:
    """The same as a part of another message, aloud and as blocks."""
    title = "*To know*" if _are_news(tidings) else "*What others did*"
    text, *blocks = _listed(title, tidings, prefix)
    return text, blocks


def _are_news(tidings: Sequence[Tidings]) -> bool:
    """Whether some of it nobody did."""
    return any(one.deed in (*OF_COVERS, *OF_HEED) for one in tidings)


def _listed(title: str, tidings: Sequence[Tidings], prefix: str) -> tuple[str, *tuple[Block, ...]]:
    shown, left = tidings[:LINES], len(tidings) - LINES
    blocks: list[Block] = [kit.section(title)]
    texts = [title]
    for one in shown:
        line = _line(one, prefix)
        texts.append(line)
        undo = buttons.undo(one.change_id) if one.change_id else None
        blocks.append(kit.section(f"• {line}", accessory=undo))
    if left > 0:
        texts.append(f"… and {left} more.")
        blocks.append(kit.context(f"… and {left} more"))
    return "\n".join(texts), *blocks


def _one(one: Tidings, prefix: str) -> Message:
    if one.deed is Deed.RECEIVED and not one.undone_by:
        return handing_over.received_in_full(one, prefix=prefix)
    said = _said(one, prefix)
    blocks = [kit.section(said)]
    # Of a forgotten customer there are no words any more.
    notes = [kit.quoted(one.thing.words)] if one.thing is not None and one.thing.words else []
    if when := _when(one):
        notes.append(f"That was {when}.")
    if notes:
        blocks.append(kit.context(*notes))
    if one.change_id:
        blocks.append(actions([buttons.undo(one.change_id)]))
    return kit.message(said, *blocks)


def _line(one: Tidings, prefix: str) -> str:
    """The same in one of several lines."""
    said = _said(one, prefix)
    first, *rest = said.replace(f" {DONE}", "").replace("\n•", "\n–").split("\n")
    when = _when(one)
    # What a set-up became stands below; the way to look at it is for a message of its own.
    below = [line for line in rest if line.startswith("–")]
    return "\n".join([f"{when}: {first}" if when else first, *below])


def _when(one: Tidings) -> str:
    """When it was done, where it had to wait."""
    if one.at is None or one.deed in (Deed.COVERS, Deed.COVERED) or one.now - one.at < WAITED:
        return ""
    return wording.when(one.at, one.zone, one.now)


def _said(tidings: Tidings, prefix: str) -> str:
    said = _deed(tidings, prefix)
    if not tidings.undone_by:
        return said
    return f"{kit.name(tidings.undone_by)} took this back: {said.replace(f' {DONE}', '')}"


def _deed(tidings: Tidings, prefix: str) -> str:
    by, to, subject = (kit.name(one) for one in (tidings.by_name, tidings.to_name, tidings.subject))
    match tidings.deed:
        case Deed.HANDED:
            handed = f"handed all that was yours to {to}"
            return f"{by} {'took over all that was yours' if tidings.is_taken else handed}. {DONE}"
        case Deed.RECEIVED:
            return handing_over.received(tidings)
        case Deed.OWNED:
            return f"{by} gave your customer {subject} to {to}."
        case Deed.MERGED:
            return f"{by} merged {subject} into {to}: they are one customer now."
        case Deed.WATCHED:
            return (
                f"{by} has me watch the channel of {subject}: what they write there"
                " counts by itself."
            )
        case Deed.UNWATCHED:
            return (
                f"{by} had me stop watching the channel of {subject}: what they write"
                " there counts only if somebody logs it."
            )
        case Deed.JOINED:
            return (
                f"{by} moved you to the team {subject}: what waits for you counts in its hours from"
                f" now on. `/{prefix}heed team` shows it."
            )
        case Deed.SET_UP:
            return team_changes.told(tidings, prefix=prefix)
        case Deed.TIERS:
            return team_changes.of_tier(tidings, prefix=prefix)
        case Deed.EMOJI:
            return team_changes.of_emoji(tidings, prefix=prefix)
        case Deed.UNDONE:
            return _undone(tidings, by)
        case Deed.COVERS:
            return standing_in.begins(tidings, prefix=prefix)
        case Deed.COVERED:
            return standing_in.ends(tidings)
        case _ if tidings.deed in OF_HEED:
            return notices.of_itself(tidings, prefix=prefix)
        case _:
            return _of_thing(tidings, by, to)


def _of_thing(tidings: Tidings, by: str, to: str) -> str:
    of = "promise or inquiry" if tidings.thing is None else rows.numbered(tidings.thing)
    match tidings.deed:
        case Deed.MOVED:
            return f"{by} gave your promise to {of} a new date{_due(tidings)}{_reason(tidings)}."
        case Deed.WITHDRAWN:
            return f"{by} withdrew your promise to {of}. {DONE}"
        case _:
            handed = f"{by} handed your {of} to {to}"
            return f"{f'{by} took over your {of}' if tidings.is_taken else handed}. {DONE}"


def _due(tidings: Tidings) -> str:
    if tidings.thing is None:
        return ""
    return f": {wording.due(due_at(tidings.thing), tidings.zone, tidings.now)}"


def _reason(tidings: Tidings) -> str:
    """Why it was moved last, as long as its words are kept."""
    item = None if tidings.thing is None else tidings.thing.item
    reason = item.reason if isinstance(item, Promise) else None
    return f", because {kit.quoted(reason)}" if reason else ""


_TAKEN_BACK = {
    Verb.MOVED: "new date",
    Verb.WITHDRAWN: "withdrawal",
    Verb.GIVEN: "hand-over",
    Verb.ANSWERED: "answer",
    Verb.KEPT: "“kept”",
}


def _undone(tidings: Tidings, by: str) -> str:
    """Who took whose change back, and how it is now."""
    whose, verb = kit.safe(tidings.whose), tidings.verb
    match verb:
        case Verb.SET_UP if "tier" in tidings.changes:
            name = kit.safe(str(tidings.changes["tier"]))
            return f"{by} took back {whose} change of the tier {name}: it is as it was before."
        case Verb.SET_UP if tidings.subject:
            return f"{by} took back a change of {kit.name(tidings.subject)}: it is as before."
        case Verb.SET_UP:
            return f"{by} took back that people were moved: all are in their teams as before."
        case Verb.HANDED:
            return f"{by} took back that everything was handed over: it is as it was before."
        case Verb.MERGED:
            return (
                f"{by} took apart again what was merged: {kit.name(tidings.subject)} is as before."
            )
        case _ if tidings.thing is None:
            return f"{by} took back {whose} change of {kit.name(tidings.subject)}."
    what = _TAKEN_BACK.get(verb, "last change") if verb is not None else "last change"
    of = rows.numbered(tidings.thing)
    return f"{by} took back {whose} {what} of {of}. {_now(tidings)}"


def _now(tidings: Tidings) -> str:
    thing = tidings.thing
    if thing is None:
        return ""
    whose = "yours" if tidings.is_owners else f"{kit.name(thing.owner.name)}'s"
    return f"It is {whose}, due {wording.when(due_at(thing), tidings.zone, tidings.now)}."
