"""Help: per command or topic, made from the one table of what can be typed."""

import re

from bot.core.outcomes import HelpShown
from bot.messages import kit
from bot.messages.forms import (
    CONTACT,
    CUSTOMER,
    DUE_PHRASES,
    HEED,
    MINE,
    PROMISE,
    SETUP,
    TEAM,
    TIER,
    Form,
    Topic,
)
from bot.messages.kit import Message

_DATES = Topic(
    "Dates are typed the way you would say them: " + ", ".join(DUE_PHRASES) + ".",
    notes=(
        "A day without a time means the close of that working day.",
        "“friday” is the next one to come, “next friday” the one in next calendar week.",
        "What is vague, as “next week” or “asap”, comes back with days to press.",
        "Times are in your own time zone; I always say what I understood.",
    ),
)
_UNDO = Topic(
    "Every change can be taken back for 24 hours, or until something else happens to it.",
    tuple(form for form in HEED if form.words.startswith("undo")),
)
_AWAY = Topic(
    "While you are away I send you nothing; whoever covers gets it, or else your lead.",
    tuple(form for form in HEED if form.words.startswith(("away", "back"))),
    ("A status in Slack that says that you are away counts too, until it ends or changes.",),
)
_BRIEF = Topic(
    "When your day begins I say in one message who waits for you and what you promised for this "
    "week, if there is anything; reminders that would come just then are part of it.",
    tuple(form for form in HEED if form.words.startswith(("brief", "urgent"))),
    ("Nothing that is snoozed or on hold is in it, and none comes while you are away.",),
)
_REMINDERS = Topic(
    "I write when a customer waits too long or a promise comes due, in your working hours only, "
    "at most six times a day and never twice within an hour.",
    notes=(
        "The way to hear less: press *Answered* or *Kept*, or snooze or hand over in the menu *⋯*.",
        "If it stays open, your lead hears of it; I say so beforehand.",
        "`/heed why 482` tells everything about one of them.",
    ),
)
_REACTIONS = Topic(
    "An emoji on a reminder does what its button does; removing it takes that back.",
    notes=(
        "✅ answered, or kept",
        "👀 I have it",
        "💤 snooze until the next working morning",
        "🙋 hand it to me",
        "On a reminder with several open lines, use the buttons.",
    ),
)
_PRIVACY = Topic(
    "I keep what is logged with me, and who did what and when.",
    notes=(
        "Reminders go to direct messages and internal channels, never where a customer reads.",
        "Digests show a team's totals; how reliable one person is stays with that person.",
    ),
)
_DIGEST = Topic(
    "Every Monday at 9:00 a lead gets the week: who waits for us, what we promised, who has "
    "gone quiet, and whom to thank.",
    tuple(form for form in HEED if form.words == "digest"),
)
_TIER = Topic(
    "A tier says what its customers are due: how soon an answer, how often a word.",
    TIER,
    (
        "Minutes, hours and days are working time: “4h”, “90 min”, “2 working days”.",
        "`/customer edit Acme target 1h` agrees something else with one customer.",
    ),
)
_ONE = {
    word: tuple(form for form in HEED if form.words.startswith(word)) for word in ("why", "check")
}

TOPICS: dict[str, Topic] = {
    "contact": Topic(
        "`/contact` logs that a customer contacted us, or that we answered.",
        CONTACT,
        (
            "Options come last: by phone, chat, email, visit; at …; fyi; happy; complaint.",
            "What works on a number here works on a promise's number too, except holding.",
        ),
    ),
    "promise": Topic(
        "`/promise` logs what you told a customer would happen, and by when.",
        PROMISE,
        ("End with “by” and a date: " + ", ".join(DUE_PHRASES) + ".",),
    ),
    "customer": Topic("`/customer` shows how things stand with a customer.", CUSTOMER),
    "mine": Topic("`/mine` lists who waits for you and what you promised.", MINE),
    "heed": Topic(
        "I help us keep our word: log when a customer writes and what you promise, and I remind "
        "whoever it concerns in time.",
        (CONTACT[0], CONTACT[1], PROMISE[0], CUSTOMER[0], MINE[0], *HEED[1:]),
        ("`/heed help` knows more: promise, customer, mine, setup, dates, reminders, reactions.",),
    ),
    "setup": Topic("`/heed setup` shows and sets what your team needs.", SETUP),
    "tier": _TIER,
    "tiers": _TIER,
    "team": Topic(
        "Each team has its people, its lead, and its hours, in which waiting counts.",
        TEAM,
        ("Reminders reach you in your own hours, in the time zone of your Slack profile.",),
    ),
    "digest": _DIGEST,
    "brief": _BRIEF,
    "away": _AWAY,
    "undo": _UNDO,
    "why": Topic("Every reminder can be explained.", _ONE["why"]),
    "check": Topic("I can prove that every reminder reaches somebody.", _ONE["check"]),
    "dates": _DATES,
    "due": _DATES,
    "reminders": _REMINDERS,
    "reactions": _REACTIONS,
    "privacy": _PRIVACY,
}
_TOKENS = re.compile(r"<[@#][UC]0(\w+)>")


def shown(outcome: HelpShown, *, prefix: str) -> Message:
    """Show the help that was asked for, else that of the command."""
    topic = TOPICS.get(outcome.help.topic or outcome.command.lstrip("/").removeprefix(prefix))
    topic = topic or TOPICS["heed"]
    about = _prefixed(topic.about, prefix)
    lines = [_line(form, prefix) for form in topic.forms]
    notes = [_prefixed(note, prefix) for note in topic.notes]
    blocks = [kit.section(about)]
    if lines:
        blocks += kit.listed("", lines)
    if notes:
        blocks.append(kit.context("\n".join(notes)))
    return kit.message("\n".join([about, *lines, *notes]), *blocks)


def _line(form: Form, prefix: str) -> str:
    words = _TOKENS.sub(lambda found: _typed(found[0], found[1]), form.words)
    return f"`/{prefix}{form.command} {words}".rstrip() + f"` · {form.does}"


def _typed(token: str, name: str) -> str:
    """Show a mention as it is typed, for Slack only makes it one when it is sent."""
    return f"{token[1]}{name.lower()}"


def _prefixed(text: str, prefix: str) -> str:
    return re.sub(r"`/(?=\w)", f"`/{prefix}", text) if prefix else text
