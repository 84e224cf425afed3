"""Digests: a lead's week in three lanes, a few figures, and thanks."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.core.digests import Digest, Figures, InShadow, Thanks
from bot.core.things import Thing
from bot.messages import kit, mine, rows, wording
from bot.messages.elements import actions
from bot.messages.figures import sentences
from bot.messages.kit import Block, Message

MOST_THANKS = 8
MOST_HAPPY = 5
_ALL_THERE = "All of it is in your brief of this morning."


def weekly(digest: Digest, *, prefix: str = "") -> Message:
    """Put a digest into words: what needs a hand first, then how it went, then whom to thank."""
    today = digest.now.astimezone(digest.zone).date()
    return kit.message(
        _text(digest),
        kit.header(f"{_whose(digest)}, week of {_span(digest.week, today)}"),
        *_lanes(digest, prefix),
        *_hint(digest, prefix),
        kit.divider(),
        *kit.listed("How the week went", _week(digest, prefix)),
        *_good_news(digest),
        *_own(digest),
    )


def _lanes(digest: Digest, prefix: str) -> list[Block]:
    waiting = [_thing(digest, one) for one in digest.waiting]
    promised = [_thing(digest, one) for one in digest.promised]
    quiet = _quiet(digest)
    peace = "Nobody waits. A good place to be."
    in_touch = "Nobody has been without a word for longer than their tier allows."
    return [
        *_lane(
            "They wait for us",
            waiting,
            digest.waiting_count,
            peace,
            late=digest.overdue_inquiries,
            rest=_briefed(digest.waiting, digest.briefed_inquiries),
            resting=digest.briefed_inquiries,
        ),
        *_lane(
            "We promised",
            promised,
            digest.promised_count,
            "No promise is open.",
            late=digest.overdue_promises,
            rest=_briefed(digest.promised, digest.briefed_promises),
            resting=digest.briefed_promises,
        ),
        *_lane(
            "We have gone quiet",
            quiet,
            digest.quiet_count,
            in_touch,
            rest=_named(digest, prefix),
            resting=digest.quiet_named,
        ),
    ]


def _hint(digest: Digest, prefix: str) -> list[Block]:
    """How to do something about what is open: each row has the number for it."""
    shown = [*digest.waiting, *digest.promised]
    if not shown:
        return []
    said = f"`/{prefix}heed why {shown[0].number}` says who was reminded, and who hears next."
    ways = [mine.turn("All of it, with buttons", team=True)] if digest.leads_own else []
    return [*([actions(ways)] if ways else []), kit.context(said)]


def _whose(digest: Digest) -> str:
    if not digest.teams:
        return "Our customers"
    teams = wording.joined([kit.line(one, limit=30) for one in digest.teams])
    return f"{'Team' if len(digest.teams) == 1 else 'Teams'} {teams}"


def _text(digest: Digest) -> str:
    """Return the lanes as one sentence; the rest waits until somebody opens it."""
    waiting = wording.counted(digest.waiting_count, "inquiry", "inquiries")
    promised = wording.counted(digest.promised_count, "promise")
    quiet = wording.counted(digest.quiet_count, "customer")
    wait = "waits" if digest.waiting_count == 1 else "wait"
    are = "is" if digest.promised_count == 1 else "are"
    said = (
        f"{_called(digest)}: {waiting} {wait} for an answer, {promised} {are} open, "
        f"and with {quiet} we have gone quiet."
    )
    return f"{said} {' '.join(sentences(digest.figures, digest.before))}"


def _called(digest: Digest) -> str:
    if not digest.teams:
        return "Your digest"
    teams = wording.joined([kit.name(name) for name in digest.teams])
    return f"Your digest of {'team' if len(digest.teams) == 1 else 'teams'} {teams}"


def _lane(
    title: str,
    lines: Sequence[str],
    count: int,
    nothing: str,
    *,
    late: int = 0,
    rest: str = "",
    resting: int = 0,
) -> list[Block]:
    """One lane; `rest` says where the `resting` are that have no line here."""
    if not lines and not resting:
        return [kit.section(f"*{title}*\n{nothing}")]
    left = max(0, count - len(lines) - resting)
    more = [f"… and {left} more"] if left else []
    if resting:
        more.append(rest)
    every = max(count, len(lines))
    share = "" if late == every == 1 else "all " if late == every else f"{late:,} "
    overdue = f", {share}overdue" if late else ""
    return kit.listed(f"{title} ({every:,}{overdue})", [f"• {one}" for one in lines] + more)


def _briefed(shown: Sequence[Thing], count: int) -> str:
    return f"… and {count:,} in your brief of this morning" if shown else _ALL_THERE


def _named(digest: Digest, prefix: str) -> str:
    """Those that a digest of the last weeks has named: who is not called is named once a month."""
    command = f"`/{prefix}heed digest` lists"
    if digest.quiet:
        return f"… and {digest.quiet_named:,} that I named within the month: {command} them"
    return f"Nobody new. {command} whom I named within the month."


def _thing(digest: Digest, thing: Thing) -> str:
    return rows.row(thing, zone=digest.zone, now=digest.now, whose=True, names=digest.names)


def _quiet(digest: Digest) -> list[str]:
    lines = []
    for customer, owner, last in digest.quiet:
        most = customer.terms.cadence.days
        silence = "no contact yet"
        if last is not None:
            days = max(0, (digest.now - last).days)
            silence = f"no contact for {wording.plural(days, 'day')}"
        name = f"*{kit.name(customer.name)}*"
        lines.append(f"{name}: {silence}, {most} at most · {kit.name(owner)}")
    return lines


def _week(digest: Digest, prefix: str) -> list[str]:
    lines = sentences(digest.figures, digest.before)
    if any("before" in one for one in lines):
        lines.append("“Before” means the four weeks before.")
    elif lines != sentences(digest.figures):
        lines.append("Compared with the four weeks before.")
    if digest.lost:
        lost = wording.plural(digest.lost, "reminder")
        lines.append(f"{lost} reached nobody; `/{prefix}heed check` says why.")
    return lines + [_in_shadow(one, digest, prefix) for one in digest.in_shadow]


def _in_shadow(shadow: InShadow, digest: Digest, prefix: str) -> str:
    team, sent = f"Team {kit.name(shadow.team)}", wording.plural(shadow.reminders, "reminder")
    if shadow.is_on:
        whom = wording.plural(shadow.people, "person", "people")
        of = "setup" if shadow.is_own else f"team {kit.safe(shadow.team)}"
        return (
            f"{team} is in shadow: {sent} would have gone to {whom}; "
            f"`/{prefix}heed {of} shadow off` sends them from then on."
        )
    today = digest.now.astimezone(digest.zone).date()
    days = list(dict.fromkeys(wording.day(one, now=today) for one in (shadow.first, shadow.last)))
    were = "was" if shadow.reminders == 1 else "were"
    return f"{team} was in shadow {' to '.join(days)}: {sent} {were} not sent."


def _good_news(digest: Digest) -> list[Block]:
    blocks: list[Block] = []
    if digest.happy:
        lines = [
            f"• *{kit.name(name)}*: {kit.quoted(words, limit=rows.IN_ROW)}"
            for name, words in digest.happy[:MOST_HAPPY]
        ]
        left = len(digest.happy) - len(lines)
        blocks += kit.listed("Good news", [*lines, f"… and {left} more"] if left else lines)
    if digest.thanks:
        shown = [_thank(one) for one in digest.thanks[:MOST_THANKS]]
        left = len(digest.thanks) - len(shown)
        if left:
            shown.append(wording.plural(left, "other"))
        blocks.append(kit.section(f"*Thanks* to {wording.joined(shown)}."))
    return blocks


def _thank(thanks: Thanks) -> str:
    did = []
    if thanks.answered:
        did.append(wording.plural(thanks.answered, "answer"))
    if thanks.kept:
        did.append(f"{wording.plural(thanks.kept, 'promise')} kept")
    return f"{kit.name(thanks.name)}{f' ({wording.joined(did)})' if did else ''}"


def _own(digest: Digest) -> list[Block]:
    """Tell the lead, and only the lead, how much time went to customers."""
    if not digest.own and digest.figures == Figures() and not digest.thanks:
        # Nothing at all was logged in that week: perhaps Heed was not there yet.
        return []
    if not digest.own:
        return [kit.context("You did not write or speak to a customer yourself that week.")]
    times = rows.times(digest.own)
    return [kit.context(f"You wrote or spoke to customers yourself {times} that week.")]


def _span(monday: date, today: date) -> str:
    """Return “16 to 22 November”, or with both months where it spans two."""
    sunday = monday + timedelta(days=6)
    last = f"{sunday.day} {wording.MONTHS[sunday.month - 1]}"
    first = f"{monday.day}"
    if monday.month != sunday.month:
        first += f" {wording.MONTHS[monday.month - 1]}"
    return f"{first} to {last}" + (f" {sunday.year}" if sunday.year != today.year else "")
