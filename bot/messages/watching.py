"""Watched channels: why a message counted or did not."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.heard import Explained, Heard, Rule
from bot.core.inquiries import InquiryState
from bot.core.sides import Side
from bot.messages import ids, kit, wording
from bot.messages.kit import Message, View

TITLE = "Did this count?"


def why(it: Explained, *, zone: ZoneInfo, now: datetime, prefix: str) -> Message:
    """Say in a sentence or two which rule decided about a message, and what can be done."""
    if it.heard is None:
        return kit.message(_unheard(it, prefix))
    lines = [_rule(it, it.heard, zone, now), *_since(it), *_of_a_third(it, it.heard, prefix)]
    if it.edited_at is not None:
        lines.append(f"It was edited {wording.when(it.edited_at, zone, now)}.")
    if it.heard.is_deleted and it.heard.rule is not Rule.GONE:
        at = "since" if it.deleted_at is None else wording.when(it.deleted_at, zone, now)
        lines.append(f"It was deleted {at}.")
    return kit.message(" ".join(lines))


def counted(it: Explained, *, zone: ZoneInfo, now: datetime, prefix: str) -> Message:
    """Say of a message that is to be logged that it counted, and what helps if that is wrong."""
    number = None if it.heard is None else it.heard.number
    was = it.heard is not None and it.heard.rule is Rule.LOGGED
    did = "That message was logged already" if was else "That message counted already"
    known_as = f", as #{number}" if number else ""
    anew = f"If they wait because of it, `/{prefix}contact from …` logs that."
    if number:
        back = f"`/{prefix}heed undo {number}`"
        anew = f"If that is wrong, {back} takes it back, and then this logs it."
    return kit.message(f"{did}{known_as}. {why(it, zone=zone, now=now, prefix=prefix).text} {anew}")


def shown(message: Message) -> View:
    """The same where nobody else reads it."""
    return View(ids.VIEW_WORDS, TITLE, (kit.section(message.text),))


def _unheard(it: Explained, prefix: str) -> str:
    if it.is_reminder:
        return "That is a message of mine. Only what people write can count."
    if it.customer is None:
        return (
            "It did not count: this channel is not watched. If it is a customer's,"
            f" `/{prefix}customer channel Acme #shared watch` has me listen from then on. The menu"
            " of a message logs a single one."
        )
    name = kit.name(it.customer.name)
    if it.is_robot:
        return "It did not count: an app or a bot wrote it, and only what people write does."
    if it.is_early:
        return (
            f"It did not count: it was written before I was to watch this channel for *{name}*."
            " The menu of a message logs a single one."
        )
    return (
        "It did not count: Slack has not told me of it. That may take some minutes; after that, the"
        " menu of a message logs it."
    )


def _rule(it: Explained, heard: Heard, zone: ZoneInfo, now: datetime) -> str:
    name = kit.name(it.customer_name)
    who = kit.name(it.author_name)
    number = f"#{heard.number}" if heard.number else "a note"
    at = wording.when(heard.at, zone, now)
    return _RULES[heard.rule].format(name=name, who=who, number=number, at=at, **_parts(heard))


def _of_a_third(it: Explained, heard: Heard, prefix: str) -> list[str]:
    """What helps where a third company is in the channel: which workspace is whose nobody says."""
    is_waiting = it.state is InquiryState.OPEN and heard.rule in _OF_THEIRS
    if not it.is_unnamed or not is_waiting or heard.number is None:
        return []
    name, who = kit.name(it.customer_name), kit.name(it.author_name)
    back = f"`/{prefix}heed undo {heard.number}` takes it back"
    said = f"Whoever is of another company counts for *{name}* here; if {who} is of a third one"
    return [f"{said}, {back}."]


_OF_THEIRS = (Rule.OPENED, Rule.CAME_BACK, Rule.CHASED)


def _parts(heard: Heard) -> dict[str, str]:
    if heard.side is Side.OURS:
        part = "our answer to {number}" if heard.number else "what we said just before"
    else:
        part = "{number}"
    return {"part": part.format(number=f"#{heard.number}")}


_RULES = {
    Rule.OPENED: "It counted: {who} wrote for *{name}*, so they wait for an answer since {at}"
    " ({number}).",
    Rule.CAME_BACK: "It counted: {who} wrote for *{name}* after an answer, so they wait again since"
    " {at} ({number}).",
    Rule.CHASED: "It counted: *{name}* waits already, and {who} asked again ({number}). The clock"
    " runs from their first word.",
    Rule.TOGETHER: "It counted as part of {part}: {who} wrote it within five minutes of the"
    " message before.",
    Rule.ANSWERED: "It counted: {who} of ours answered {number} with it.",
    Rule.BESIDE: "It answered nothing: *{name}* was not waiting here. It is noted as a word of ours"
    " to them.",
    Rule.SEVERAL: "It answered nothing: several things were open, and it does not say which was"
    " meant. Write in the thread of the question, or press *Answered* on its reminder.",
    Rule.LATE: "It belongs to {number}, which was answered after it was written, so nobody waits"
    " because of it.",
    Rule.FIRST: "It counted: {who} wrote it before the other words of {number}, so that counts"
    " from {at}.",
    Rule.KIND: "It did not count: these are kind words that ask for nothing. If *{name}* does wait,"
    " log it from the menu of the message.",
    Rule.AUTOMATIC: "It did not count: it reads like an automatic reply, which nobody wrote.",
    Rule.NEITHER: "It did not count: {who} speaks neither for *{name}* nor for us. Guests count as"
    " theirs once `/customer people` names them.",
    Rule.TOO_EARLY: "It did not count: it was written before I was to watch this channel.",
    Rule.LOGGED: "It counts as {number}: somebody logged it for *{name}* from its menu.",
    Rule.GONE: "It did not count: it was deleted before I could hear of it.",
}

_STATES = {
    InquiryState.ANSWERED: "That one is answered by now.",
    InquiryState.DISMISSED: "That one needs no answer, somebody said since.",
    InquiryState.VOID: "That was taken back since.",
}


def _since(it: Explained) -> list[str]:
    """What became of the inquiry, where that is not what the message did itself."""
    if it.heard is None or it.state is None or it.heard.rule is Rule.LATE:
        return []
    if it.heard.rule is Rule.ANSWERED:
        return ["That was taken back since."] if it.state is InquiryState.OPEN else []
    return [_STATES[it.state]] if it.state in _STATES else []
