"""The smallest checks: strings, text objects, list lengths, doubled ids."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any


def said(words: str, at: str) -> str:
    """Return a complaint as Slack's `response_metadata.messages` has it."""
    return f"[ERROR] {words} [json-pointer:{at}]"


def string_problems(value: Any, at: str, *, longest: int, least: int = 0) -> Iterator[str]:
    """Check an optional string."""
    if value is None:
        return
    if not isinstance(value, str):
        yield said("must be a string", at)
        return
    if len(value) > longest:
        yield said(f"must be less than {longest + 1} characters", at)
    if len(value) < least:
        yield said(f"must be more than {least - 1} characters", at)


def text_problems(
    text: Any, at: str, *, longest: int, plain: bool = False, blank: bool = False
) -> Iterator[str]:
    """Check a text object; `plain` forbids mrkdwn, `blank` allows emptiness."""
    if not isinstance(text, dict) or not isinstance(text.get("text"), str):
        yield said("must be a text object", at)
        return
    kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
    if text.get("type") not in kinds:
        yield said(f"unsupported type: {text.get('type')}", f"{at}/type")
    known = {"type", "text", "emoji" if text.get("type") == "plain_text" else "verbatim"}
    for extra in sorted(set(text) - known):
        yield said(f"unknown field: {extra}", at)
    yield from string_problems(text["text"], f"{at}/text", longest=longest, least=not blank)


def items_problems(items: Any, at: str, *, most: int, least: int = 1) -> Iterator[str]:
    """Check how many there are."""
    if not isinstance(items, Sequence) or isinstance(items, str):
        yield said("must be an array", at)
        return
    if len(items) > most:
        yield said(f"no more than {most} items allowed", at)
    if len(items) < least:
        yield said(f"no fewer than {least} items allowed", at)


def required(thing: dict[str, Any], at: str, *names: str) -> Iterator[str]:
    """Check that fields are there."""
    for name in names:
        if thing.get(name) in (None, ""):
            yield said(f"missing required field: {name}", at)


def duplicates(names: Iterable[tuple[Any, str]], field: str) -> Iterator[str]:
    """Check that ids given with their place occur once."""
    seen = set()
    for name, at in names:
        if name and name in seen:
            yield said(f'{field} "{name}" already exists', f"{at}/{field}")
        seen.add(name)
