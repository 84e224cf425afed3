"""Nudges: the reminder one member or a team's channel gets, and the same again once edited."""

from collections.abc import Sequence

from bot.core.attention import ROWS
from bot.core.care import claimer
from bot.core.deliveries import Bundle, DeliveryKind, NudgeRow
from bot.core.ladders import Audience
from bot.core.nudges import is_mention
from bot.messages import (
    briefs,
    buttons,
    ids,
    kit,
    nudge_rows,
    settled,
    silent_rows,
    standing_in,
    tidings,
    wording,
)
from bot.messages.elements import actions, button
from bot.messages.kit import Block, Message


def reminder(bundle: Bundle, *, prefix: str = "") -> Message:
    """Put a bundle into words; for its first post and for every edit."""
    return _message(bundle, bundle.rows[:ROWS], prefix)


def rest(bundle: Bundle, *, prefix: str = "") -> Message:
    """Show what did not fit into a reminder, to somebody who asked for it."""
    return _message(bundle, bundle.rows, prefix)


def _message(bundle: Bundle, shown: Sequence[NudgeRow], prefix: str) -> Message:
    blocks: list[Block] = []
    if bundle.introduce:
        blocks += [kit.section(_introduction(bundle, prefix)), kit.divider()]
    wanting = [row for row in shown if _closed(bundle, row) is None]
    headline = _headline(bundle, wanting)
    if bundle.brief or (wanting and (len(shown) > 1 or _is_for_lead(wanting))):
        blocks.append(kit.section(headline))
    for row in shown:
        blocks += _row(bundle, row)
    more = bundle.more + len(bundle.rows) - len(shown)
    if more:
        label = f"Show the other {more}" if more > 1 else "Show the other one"
        blocks.append(kit.context(f"… and {more} more"))
        after = f":{bundle.rest_after}" if bundle.rest_after else ""
        rest_of_it = button(label, ids.NUDGES_REST, f"{bundle.delivery_id}{after}")
        blocks.append(actions([rest_of_it]))
    text = _text(bundle, shown, wanting, more)
    if bundle.others:
        others, listed = tidings.beside(bundle.others, prefix=prefix)
        text, blocks = f"{text}\n{others}", [*blocks, *listed]
    if bundle.brief is not None:
        blocks += briefs.tail(bundle, bundle.brief, prefix)
    return kit.message(text, *blocks)


def _row(bundle: Bundle, row: NudgeRow) -> list[Block]:
    closed = _closed(bundle, row)
    if closed is not None:
        blocks = [kit.section(nudge_rows.gone(row, closed))]
        if settled.may_be_corrected(row, bundle.now):
            blocks.append(actions([buttons.earlier(row.thing)]))
        return blocks
    pressed = silent_rows.buttons_of(bundle, row)
    why = briefs.context(bundle, row) if is_mention(row.nudge) else nudge_rows.why(bundle, row)
    blocks = [kit.section(nudge_rows.ask(bundle, row)), actions(pressed)]
    return [*blocks, kit.context(why)] if why else blocks


def _closed(bundle: Bundle, row: NudgeRow) -> str | None:
    return settled.closed_note(row, zone=bundle.zone, now=bundle.now)


def _text(bundle: Bundle, shown: Sequence[NudgeRow], wanting: Sequence[NudgeRow], more: int) -> str:
    """Return the whole message as sentences, for the notification and for screen readers."""
    gone = [(row, note) for row in shown if (note := _closed(bundle, row)) is not None]
    said = [nudge_rows.spoken(bundle, row) for row in wanting]
    if bundle.brief or (len(shown) > 1 and wanting):
        said.insert(0, _headline(bundle, wanting))
    if bundle.brief is not None:
        said += briefs.spoken(bundle.brief)
    elif not wanting:
        said.append("This is settled." if len(gone) == 1 else "All of this is settled.")
    if bundle.introduce:
        said.insert(0, "I am Heed, and this is the first time I write to you.")
    said += [nudge_rows.gone(row, note).replace("\n", ". ") for row, note in gone]
    if more:
        said.append(f"… and {more} more.")
    return " ".join(said)


def _headline(bundle: Bundle, wanting: Sequence[NudgeRow]) -> str:
    if bundle.brief is not None:
        return briefs.headline(bundle, bundle.brief, wanting)
    count = wording.counted(len(wanting), "thing")
    needs = "needs" if len(wanting) == 1 else "need"
    order = ", worst first" if len(wanting) > 1 else ""
    if _is_for_lead(wanting):
        said = wording.start(f"{count} in your team {needs} a hand{order}.")
        if _has_all(bundle, wanting):
            return f"*{said}*"
        return f"*{said}* Ask the owner, or press *I have it* in the menu *⋯*."
    whom = "the team" if bundle.kind is DeliveryKind.CHANNEL else "you"
    return f"*{wording.start(f'{count} {needs} {whom}{order}.')}*"


def _is_for_lead(wanting: Sequence[NudgeRow]) -> bool:
    return bool(wanting) and all(row.nudge.audience is Audience.LEAD for row in wanting)


def _has_all(bundle: Bundle, wanting: Sequence[NudgeRow]) -> bool:
    """Whether its reader has taken all of it: what to do is said in each row then."""
    holders = {claimer(row.thing.care, bundle.now) for row in wanting}
    return bundle.reader_id is not None and holders == {bundle.reader_id}


def _introduction(bundle: Bundle, prefix: str) -> str:
    name = f" {kit.name(bundle.reader_name)}" if bundle.reader_name else ""
    why = standing_in.why(bundle) or "one of them is yours to look after"
    if _is_for_lead(bundle.rows):
        why = "you lead the team"
        if all(row.told_at is not None for row in bundle.rows):
            why += ", and its owner was reminded before you"
    return (
        f"Hello{name}, I am *Heed*. I remind people of customers who wait and of promises that "
        f"come due; you get this because {why}.\n"
        "Once it is done, press the green button. In the menu *⋯* you can snooze it or hand it "
        f"over. I write in your working hours only; `/{prefix}heed away until monday` stops me "
        f"until then, and `/{prefix}heed help reminders` says what else does."
    )
