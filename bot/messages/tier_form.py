"""The form of a tier: what its customers are due, and how soon."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.core.customers import STANDARD, Tier, WorkingTime
from bot.core.tier_forms import NEW, TierField, TierForm
from bot.messages import ids, kit, wording
from bot.messages.carried import Carried
from bot.messages.elements import checkbox, input_block, plain_text_input, static_select
from bot.messages.kit import Block, View

LONGEST = 100
LABELS = {
    TierField.NAME: "Name",
    TierField.TARGET: "An answer within",
    TierField.COMPLAINT: "An answer to a complaint within",
    TierField.NEXT_WORD: "Another word, once we are on it, within",
    TierField.UPDATE: "A word while a promise is open, every",
    TierField.CADENCE: "In touch at least every",
    TierField.URGENT: "Urgent",
}
_HINTS = {
    TierField.NAME: "One word, such as strategic; I write it small.",
    TierField.TARGET: "Working time, such as 4h, 90 min or 2 working days.",
    TierField.COMPLAINT: "Working time, such as 1h. Left empty: as any other word.",
    TierField.NEXT_WORD: "Working time, such as 4h or 1 working day.",
    TierField.UPDATE: "Working time, such as 3 working days.",
    TierField.CADENCE: "Days of the calendar, such as 14 days or 2 weeks.",
}
_OPTIONAL = (TierField.COMPLAINT, TierField.URGENT)


def spelled(shown: TierForm) -> dict[TierField, str]:
    """What stands in the fields."""
    tier = shown.tier
    if tier is None:
        return dict.fromkeys(TierField, "")

    def given(time: WorkingTime | None) -> str:
        return "" if time is None else wording.given(time)

    return {
        TierField.NAME: tier.name,
        TierField.TARGET: given(tier.target),
        TierField.COMPLAINT: given(tier.complaint),
        TierField.NEXT_WORD: given(tier.next_word),
        TierField.UPDATE: given(tier.update),
        TierField.CADENCE: wording.plural(tier.cadence.days, "day"),
        TierField.URGENT: "on" if tier.urgent else "",
    }


def form(shown: TierForm, carried: Carried, *, notice: str = "") -> View:
    """The whole form; `notice` stands above it."""
    blocks = [*([kit.section(notice)] if notice else []), _menu(shown, carried)]
    if shown.tier is not None:
        whom = wording.counted(shown.customers, "customer")
        blocks.append(kit.context(wording.start(f"{whom} of this tier.")))
    now, empty = spelled(shown), _if_empty(shown)
    fields = [one for one in TierField if shown.tier is None or one is not TierField.NAME]
    blocks += [_asked(one, now[one], carried, empty=empty) for one in fields]
    named = NEW if shown.tier is None else shown.tier.name
    title = "New tier" if shown.tier is None else "Tiers and targets"
    return View(ids.VIEW_TIER, title, tuple(blocks), "Save", carried.pack(t=named))


def unsaved(fields: Sequence[TierField], *, leaving: str) -> str:
    """Say that another tier cannot be shown before these are saved, or left."""
    listed = wording.joined([f"“{LABELS[one]}”" for one in fields])
    other = "a new tier" if leaving == NEW else kit.name(leaving)
    return f"Not saved yet: {listed}. Press Save first, or choose {other} once more to leave that."


def block_of(field: TierField, making: int) -> str:
    return f"{ids.TIER_FIELD}.{field.value}.{making}"


def _menu(shown: TierForm, carried: Carried) -> Block:
    options = [(tier.name, tier.name) for tier in shown.tiers]
    initial = NEW if shown.tier is None else shown.tier.name
    menu = static_select([*options, ("A new tier …", NEW)], initial=initial)
    hint = "Another one is shown as soon as you choose it."
    return input_block(
        f"{ids.TIER_CHOSEN}.{carried.menu}", "Tier", menu, hint=hint, dispatches=True
    )


def _if_empty(shown: TierForm) -> dict[TierField, str]:
    """What a tier to be added gets where nothing is filled in."""
    if shown.tier is not None:
        return {}
    fresh = replace(shown, tier=Tier("", target=STANDARD.target, cadence=STANDARD.cadence))
    given = (TierField.NEXT_WORD, TierField.UPDATE, TierField.CADENCE)
    return {one: words for one, words in spelled(fresh).items() if one in given}


def _asked(
    field: TierField, words: str, carried: Carried, *, empty: Mapping[TierField, str]
) -> Block:
    element = plain_text_input(initial=words, longest=LONGEST)
    if field is TierField.URGENT:
        label = "May come outside working hours, to whoever allows it"
        element = checkbox(label, "on", checked=bool(words))
    # A tier to be added gets what it is not given from the standard.
    needed = (TierField.NAME, TierField.TARGET) if empty else ()
    optional = field not in needed if empty else field in _OPTIONAL
    hint = _HINTS.get(field)
    if field in empty:
        hint = f"{hint} Left empty: {empty[field]}."
    return input_block(
        block_of(field, carried.fields),
        LABELS[field],
        element,
        optional=optional,
        hint=hint,
    )
