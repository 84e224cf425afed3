"""Entries: what stands in the fields of a form, read strictly into core's fields."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.core.filling import ADDED, Field, Filled
from bot.core.words import clean
from bot.messages import ids, kit
from handlers import values

View = Mapping[str, Any]

# What a field of a form is called among what is filled in, where it is called otherwise.
_NAMED = {Field.DATE: "day"}
_TOLD = ("value", "selected_date", "selected_time", "selected_user", "selected_conversation")
_FIRST = (
    *("initial_value", "initial_date", "initial_time", "initial_user"),
    "initial_conversation",
)


def read(view: View) -> Filled:
    """What stands in a form now."""
    state = view.get("state")
    blocks = state.get("values") if isinstance(state, dict) else None
    found = {}
    for block_id, block in (blocks if isinstance(blocks, dict) else {}).items():
        elements = list(block.values()) if isinstance(block, dict) else []
        if len(elements) == 1 and isinstance(elements[0], dict):
            found[str(block_id)] = elements[0]
    return _with_carried(view, _filled(found, told=_TOLD, chosen="selected"))


def as_opened(view: View) -> Filled:
    """What stood in a form when it was shown."""
    found = {
        str(block.get("block_id")): block["element"]
        for block in view.get("blocks") or ()
        if isinstance(block, dict) and isinstance(block.get("element"), dict)
    }
    return _with_carried(view, _filled(found, told=_FIRST, chosen="initial"))


def blocks(view: View) -> dict[Field, str]:
    """What the block of each field is called in this form."""
    found = {}
    for block in view.get("blocks") or ():
        name = str(block.get("block_id")) if isinstance(block, dict) else ""
        if (at := field_of(name)) is not None:
            found[at] = name
    return found


def field_of(block_id: str) -> Field | None:
    name = block_id.removeprefix(ids.FILL).partition("~")[0]
    is_ours = block_id.startswith(ids.FILL) and name in set(Field)
    return Field(name) if is_ours else None


def carried(view: View) -> Mapping[str, Any]:
    """What travels with a form; what is none of ours is nothing."""
    try:
        return values.packed(view.get("private_metadata"))
    except values.TooOld:
        return {}


def _with_carried(view: View, filled: Filled) -> Filled:
    customer_id = carried(view).get("c")
    if isinstance(customer_id, int) and not isinstance(customer_id, bool):
        filled = replace(filled, customer=str(customer_id))
    return replace(filled, permalink=permalink(view), number=_number(view))


def permalink(view: View) -> str:
    found = carried(view).get("p")
    return found if isinstance(found, str) and kit.is_permalink(found) else ""


def _number(view: View) -> int:
    found = carried(view).get("n")
    return found if isinstance(found, int) and not isinstance(found, bool) else 0


def _filled(
    found: Mapping[str, Mapping[str, Any]], *, told: tuple[str, ...], chosen: str
) -> Filled:
    known: dict[str, Any] = {}
    for block_id, element in found.items():
        at = field_of(block_id)
        if at is None:
            continue
        if at in (Field.MARKS, Field.WATCH):
            ticked = _ticked(element.get(f"{chosen}_options"))
            known[at.value] = ticked if at is Field.MARKS else "".join(ticked[:1])
        else:
            known[_NAMED.get(at, at.value)] = _value(element, told=told, chosen=chosen)
        if at is Field.CUSTOMER:
            known["called"] = _called(element.get(f"{chosen}_option"))
    return Filled(**known)


def _ticked(options: object) -> tuple[str, ...]:
    return tuple(filter(None, map(_picked, options))) if isinstance(options, list) else ()


def _value(element: Mapping[str, Any], *, told: tuple[str, ...], chosen: str) -> str:
    """What stands in a field; of an element that is none of this field's, nothing."""
    if f"{chosen}_option" in element:
        return _picked(element[f"{chosen}_option"])
    texts = (element.get(name) for name in told)
    return clean(next((one for one in texts if isinstance(one, str)), ""))


def _picked(option: object) -> str:
    value = option.get("value") if isinstance(option, dict) else None
    return clean(value) if isinstance(value, str) else ""


def _called(option: object) -> str:
    """How a picked customer is shown; of one to be added, only its name."""
    value = _picked(option)
    if not isinstance(option, dict) or value.startswith(ADDED):
        return value.removeprefix(ADDED)
    text = option.get("text")
    return str(text.get("text") or "") if isinstance(text, dict) else ""
