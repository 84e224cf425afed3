"""Tiers: what each kind of customer is due, and what came of changing one."""

from collections.abc import Sequence

from bot.core.customer_outcomes import TierBack, TiersShown
from bot.core.customers import Tier
from bot.messages import buttons, changes, kit, wording
from bot.messages.elements import actions
from bot.messages.kit import Block, Message


def shown(outcome: TiersShown, *, prefix: str) -> Message:
    """Show tiers, or say what was changed about them and whom it concerns."""
    command = f"/{prefix}heed tier"
    if outcome.removed is not None:
        return _removed(outcome)
    if outcome.before is not None:
        return _changed(outcome)
    if outcome.added:
        return _added(outcome, f"/{prefix}customer")
    if len(outcome.tiers) == 1:
        return _one(outcome, command)
    lines = [_line(tier, count) for tier, count in outcome.tiers]
    said = "What each tier of customers is due"
    hint = (
        f"`{command} key` shows all of one, `{command} key target 2h` changes it, "
        f"`{command} add strategic target 1h` adds one."
    )
    if outcome.by:
        hint = f"`{command} key` shows all of one. {changes.set_up_by(outcome.by)}"
    return kit.message(_spoken(said, lines), *kit.listed(said, lines), kit.context(hint))


def _spoken(said: str, lines: Sequence[str]) -> str:
    return "\n".join([f"{said}:", *(f"{line}." for line in lines)])


def _line(tier: Tier, count: int) -> str:
    """Return what people look for; the rest of a tier is shown when it is asked for."""
    due, first = _due(tier), ["target", "complaint", "cadence", "urgent"]
    if tier.complaint is None:
        first.remove("complaint")
    if not tier.urgent:
        first.remove("urgent")
    said = "; ".join(due[what] for what in first)
    return f"• *{kit.safe(tier.name)}* ({wording.plural(count, 'customer')}): {said}"


def _one(outcome: TiersShown, command: str) -> Message:
    [(tier, count)] = outcome.tiers
    name = kit.safe(tier.name)
    said = f"Tier {name}, {wording.plural(count, 'customer')}"
    lines = [f"• {one}" for one in _shown_due(tier)]
    hint = f"`{command} {name} target 2h complaint 1h` changes it."
    if outcome.by:
        hint = changes.set_up_by(outcome.by)
    return kit.message(_spoken(said, lines), *kit.listed(said, lines), kit.context(hint))


def _due(tier: Tier) -> dict[str, str]:
    """What a tier is due, by what it is about, each as it is said."""
    complaint = "a complaint as any other word"
    if tier.complaint is not None:
        complaint = f"to a complaint within {wording.given(tier.complaint)}"
    return {
        "target": f"an answer within {wording.given(tier.target)}",
        "complaint": complaint,
        "next": f"another word within {wording.given(tier.next_word)} of “we are on it”",
        "update": f"a word {wording.every(tier.update)} while a promise is open",
        "cadence": f"in touch at least {wording.every(tier.cadence)}",
        "urgent": "urgent: reminders may come outside working hours, to whoever allows it"
        if tier.urgent
        else "not urgent",
    }


def _shown_due(tier: Tier) -> list[str]:
    """The same without what need not be said."""
    due = _due(tier)
    if tier.complaint is None:
        del due["complaint"]
    if not tier.urgent:
        del due["urgent"]
    return list(due.values())


def _changed(outcome: TiersShown) -> Message:
    [(tier, count)] = outcome.tiers
    name = kit.safe(tier.name)
    before, now = _due(outcome.before or tier), _due(tier)
    lines = [f"• {now[what]} (before: {before[what]})" for what in now if now[what] != before[what]]
    if not lines:
        return kit.message(f"Tier {name} is due just that already; nothing was changed.")
    said = f"Tier {name} is changed"
    note = "It has no customers yet."
    if count:
        whom = wording.counted(count, "customer")
        note = f"It has {whom}; what is open with them is reckoned anew."
    spoken = f"{_spoken(said, lines)}\n{note}"
    return kit.message(spoken, *kit.listed(said, lines), *_undo(outcome), kit.context(note))


def _added(outcome: TiersShown, command: str) -> Message:
    [(tier, _)] = outcome.tiers
    name = kit.safe(tier.name)
    said = f"Tier {name} is added"
    lines = [f"• {one}" for one in _shown_due(tier)]
    hint = kit.context(f"`{command} edit Acme tier {name}` puts a customer into it.")
    return kit.message(_spoken(said, lines), *kit.listed(said, lines), *_undo(outcome), hint)


def _undo(outcome: TiersShown) -> list[Block]:
    return [actions([buttons.undo(outcome.change_id)])] if outcome.change_id else []


def back(done: TierBack) -> Message:
    """Say what a tier is again, once a change of it was taken back."""
    name = kit.safe(done.name)
    if done.tier is None:
        return kit.message(f"Undone: the tier {name} is gone again.")
    whom = wording.counted(done.count, "customer")
    note = f"It has {whom}; what is open with them is reckoned anew." if done.count else ""
    now, was = _due(done.tier), {} if done.was is None else _due(done.was)
    said = f"Undone: tier {name} is as before"
    due = [now[what] for what in now if now[what] != was.get(what)]
    if done.was is None:
        said, due = f"Undone: tier {name} is there again", _shown_due(done.tier)
    lines = [f"• {one}" for one in due]
    spoken = "\n".join(filter(None, (_spoken(said, lines), note)))
    return kit.message(spoken, *kit.listed(said, lines), *([kit.context(note)] if note else []))


def _removed(outcome: TiersShown) -> Message:
    [(tier, _)] = outcome.tiers
    said = f"Tier *{kit.safe(outcome.removed or '')}* is removed."
    if not outcome.moved:
        return _with_undo(f"{said} It had no customers.", outcome)
    whom = wording.counted(outcome.moved, "customer")
    verb = "is" if outcome.moved == 1 else "are"
    due = wording.given(tier.target)
    return _with_undo(
        f"{said} Its {whom} {verb} *{tier.name}* now, due an answer within {due}; "
        "what is open with them is reckoned anew.",
        outcome,
    )


def _with_undo(said: str, outcome: TiersShown) -> Message:
    return kit.message(said, kit.section(said), *_undo(outcome))
