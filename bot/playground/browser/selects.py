"""Draws menus: of given options, of people, of channels, and those the app fills as one types."""

from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup

from bot.playground.browser.surface import Slot
from bot.playground.browser.tags import joined, tag
from bot.playground.browser.texts import said
from bot.playground.slack.errors import Json

_TALLEST = 6
_UNASKED = 3  # letters, where the app does not say how many it wants


def select(element: Json, slot: Slot) -> Markup:
    """Return a menu of options, people or channels."""
    kind = str(element.get("type"))
    is_many = kind.startswith("multi_")
    entries = list(_entries(element, slot))
    empty = tag(
        "option", said(element.get("placeholder"), reader=slot.reader) or "Choose", value=""
    )
    return tag(
        "select",
        None if is_many else empty,
        joined(*entries),
        class_="select",
        multiple=is_many,
        size=max(2, min(len(entries), _TALLEST)) if is_many else None,
        data_most=element.get("max_selected_items"),
        **slot.field(element),
    )


def suggesting(element: Json, slot: Slot) -> Markup:
    """Return a field whose options come from the app while one types."""
    given = slot.value(element)
    chosen = given if isinstance(given, list) else [given] if given else []
    is_many = str(element.get("type")).startswith("multi_")
    listed = f"{slot.id(element)}-list"
    field = tag(
        "input",
        type="text",
        role="combobox",
        class_="field",
        autocomplete="off",
        placeholder=said(element.get("placeholder"), reader=slot.reader) or "Type to search",
        value=None if is_many else _words(chosen, slot),
        aria_autocomplete="list",
        aria_expanded="false",
        aria_controls=listed,
        data_min=element.get("min_query_length", _UNASKED),
        data_most=element.get("max_selected_items"),
        data_option=chosen[0] if chosen and not is_many else None,
        data_options=chosen if is_many else None,
        **slot.field(element) | {"data_act": "suggest", "data_then": slot.act},
    )
    options = tag("ul", id=listed, role="listbox", aria_label="Suggestions", hidden=True)
    return tag("div", _chips(chosen, slot) if is_many else None, field, options, class_="suggest")


def _chips(chosen: Iterable[Json], slot: Slot) -> Markup:
    chips = (tag("li", _words([each], slot), data_option=each) for each in chosen)
    return tag("ul", *chips, class_="chosen", aria_label="Chosen")


def _words(options: Iterable[Json], slot: Slot) -> str:
    return ", ".join(said(each.get("text"), reader=slot.reader) for each in options)


def _entries(element: Json, slot: Slot) -> Iterator[Markup]:
    kind = str(element.get("type"))
    value = slot.value(element)
    chosen = value if isinstance(value, list) else [value]
    if kind.endswith("static_select"):
        yield from _given(element, [each.get("value") for each in chosen if each], slot)
        return
    reader = slot.reader
    if kind.endswith(("channels_select", "conversations_select")):
        yield from (_known(id, f"#{name}", chosen) for id, name in reader.channels.items())
    included = (element.get("filter") or {}).get("include")
    if kind.endswith("conversations_select") and included and "im" not in included:
        return
    if kind.endswith(("users_select", "conversations_select")):
        # Whoever was chosen and has left must still be seen.
        gone = [id for id in chosen if id in reader.members and id not in reader.people]
        people = sorted((*reader.people, *gone), key=lambda id: reader.name(id).lower())
        yield from (_known(id, reader.name(id), chosen) for id in people)


def _known(id: str, name: str, chosen: list[Any]) -> Markup:
    return tag("option", name, value=id, selected=id in chosen)


def _given(element: Json, chosen: list[Any], slot: Slot) -> Iterator[Markup]:
    yield from (_option(each, chosen, slot) for each in element.get("options") or ())
    for group in element.get("option_groups") or ():
        inside = joined(*(_option(each, chosen, slot) for each in group.get("options", ())))
        yield tag("optgroup", inside, label=said(group.get("label"), reader=slot.reader))


def _option(option: Json, chosen: list[Any], slot: Slot) -> Markup:
    words = said(option.get("text"), reader=slot.reader)
    if described := said(option.get("description"), reader=slot.reader):
        words = f"{words} ({described})"
    value = option.get("value")
    return tag("option", words, value=value, selected=value in chosen, data_option=option)
