"""Numbers what can be pressed on a message, and finds what was meant by a few words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from bot.core.errors import Refusal
from bot.messages import ids
from bot.playground.deeds import Press
from bot.playground.slack.controls import words
from bot.playground.slack.errors import Json
from bot.playground.slack.messages import Message
from bot.playground.slack.plain import emojis

_ABOUT = ("thing.", "promise.", "contact.")
_NUMBER = re.compile(r"(?:[a-z]+:)?([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Entry:
    """A button, or one entry of a menu. `number` is the inquiry's or promise's."""

    place: int
    label: str
    action_id: str
    block_id: str
    value: str | None = None
    option: str | None = None
    number: int | None = None


def entries(message: Message) -> list[Entry]:
    """Return what can be pressed, in reading order, numbered from 1."""
    places = count(1)
    return [
        entry
        for block in message.blocks
        for element in _elements(block)
        for entry in _entries(element, str(block.get("block_id", "")), places)
    ]


def numbered(message: Message) -> Message:
    """Return the message with each number in front of the words to press."""
    places = count(1)
    return replace(message, blocks=tuple(_counted(block, places) for block in message.blocks))


def choose(messages: Iterable[Message], press: Press) -> tuple[Message, Entry]:
    """Return what was meant, on the first of the messages that has it. Raises Refusal."""
    has_any = False
    for message in messages:
        found = entries(message)
        has_any = has_any or bool(found)
        if press.number is not None:
            found = [entry for entry in found if entry.number == press.number]
        if press.place is not None:
            if not found:
                continue
            return message, _at(press.place, found)
        meant = [entry for entry in found if entry.label.lower().startswith(press.label)]
        if meant:
            return message, _only(meant)
    if not has_any:
        raise Refusal("There is nothing to press yet. Log something first, or let time pass: +3h.")
    about = f" for #{press.number}" if press.number is not None else ""
    raise Refusal(f"No button{about} begins with “{press.label}”. read shows what there is.")


def _at(place: int, found: Sequence[Entry]) -> Entry:
    for entry in found:
        if entry.place == place:
            return entry
    raise Refusal(f"There is no {place} to press there, but {_listed(found)}.")


def _only(meant: Sequence[Entry]) -> Entry:
    exact = [entry for entry in meant if len(meant) == 1 or entry.label == meant[0].label]
    if len(meant) > 1 and (len(exact) < len(meant) or len({each.number for each in meant}) > 1):
        raise Refusal(f"Which one? There is {_listed(meant)}. Press it by its number.")
    return meant[0]


def _listed(found: Sequence[Entry]) -> str:
    return ", ".join(
        f"{entry.place} {entry.label}{f' (#{entry.number})' if entry.number else ''}"
        for entry in found
    )


def _elements(block: Json) -> Iterator[Json]:
    if block.get("type") == "input":
        return
    for element in (block.get("accessory"), *(block.get("elements") or ())):
        if isinstance(element, dict) and element.get("type") in ("button", "overflow"):
            yield element


def _entries(element: Json, block_id: str, places: Iterator[int]) -> Iterator[Entry]:
    action_id = str(element.get("action_id", ""))
    if element["type"] == "button":
        value = element.get("value")
        label = emojis(words(element.get("text")))
        number = _number(action_id, value)
        yield Entry(next(places), label, action_id, block_id, value=value, number=number)
        return
    for option in element.get("options", ()):
        value = str(option.get("value"))
        label = emojis(words(option.get("text")))
        number = _number(action_id, value)
        yield Entry(next(places), label, action_id, block_id, option=value, number=number)


def _number(action_id: str, value: Any) -> int | None:
    if not action_id.startswith(_ABOUT) or not isinstance(value, str):
        return None
    if found := _NUMBER.fullmatch(value):
        return int(found[1])
    packed = ids.unpack(value).get("n")
    return packed if isinstance(packed, int) else None


def _counted(block: Json, places: Iterator[int]) -> Json:
    pressable = [id(element) for element in _elements(block)]
    if not pressable:
        return block
    changed = dict(block)
    if id(block.get("accessory")) in pressable:
        changed["accessory"] = _led(block["accessory"], places)
    if block.get("elements"):
        changed["elements"] = [
            _led(each, places) if id(each) in pressable else each for each in block["elements"]
        ]
    return changed


def _led(element: Json, places: Iterator[int]) -> Json:
    if element["type"] == "button":
        return {**element, "text": _with(next(places), element["text"])}
    options = [
        {**option, "text": _with(next(places), option["text"])} for option in element["options"]
    ]
    return {**element, "options": options}


def _with(place: int, text: Json) -> Json:
    return {**text, "text": f"{place} {words(text)}"}
