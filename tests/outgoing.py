"""Checks a call to Slack against Slack's own types: what `problems` returns, Slack would refuse."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError

_SCHEMA = Path(__file__).parent / "data" / "slack_outgoing_strict.schema.json"
_ADDED = ("team_id", "token")
_TRUE = {"1": True, "true": True, "0": False, "false": False}


def problems(method: str, params: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a logged call; form values are strings and are decoded first."""
    if method not in _methods():
        return [f"{method} is not a method with a schema"]
    # Bolt's client adds the workspace to every call; Slack ignores it where it is not an argument.
    meant = {
        name: each for name, each in params.items() if name not in _ADDED or name in _kinds(method)
    }
    decoded = {name: _decoded(method, name, value) for name, value in meant.items()}
    errors = [_deepest(each) for each in _validator(method).iter_errors(decoded)]
    found = list(dict.fromkeys(f"{each.json_path}: {each.message[:300]}" for each in errors))
    blocks = decoded.get("blocks") or (decoded.get("view") or {}).get("blocks") or []
    return [*found, *_doubled(blocks)]


def _deepest(error: ValidationError) -> ValidationError:
    """Follow the variant that was meant: its `type` fits, and it fails deepest inside."""
    variants = _variants_of(error)
    if not variants:
        return error
    meant = min(variants, key=lambda found: (_is_other_type(found), -_depth(found)))
    return _deepest(max(meant, key=lambda each: _depth([each])))


def _depth(found: Sequence[ValidationError]) -> int:
    return (
        max(max(len(each.absolute_path), _depth(each.context or ())) for each in found)
        if found
        else 0
    )


def _is_other_type(found: Sequence[ValidationError]) -> bool:
    return any(_concerns_type(each) for each in found)


def _concerns_type(error: ValidationError) -> bool:
    if variants := _variants_of(error):
        return all(_is_other_type(each) for each in variants)
    at_type = not error.path or error.path[-1] == "type"
    return at_type and error.validator in ("const", "enum", "not")


def _variants_of(error: ValidationError) -> list[list[ValidationError]]:
    variants: dict[Any, list[ValidationError]] = {}
    for each in error.context or ():
        variants.setdefault(each.relative_schema_path[0], []).append(each)
    return list(variants.values())


def _doubled(blocks: list[Any]) -> Iterator[str]:
    named = [block["block_id"] for block in blocks if block.get("block_id")]
    yield from (f"block_id {name} occurs twice" for name in sorted(_twice(named)))
    for block in blocks:
        elements = [*(block.get("elements") or ()), block.get("accessory"), block.get("element")]
        actions = [
            element["action_id"]
            for element in elements
            if isinstance(element, dict) and element.get("action_id")
        ]
        yield from (f"action_id {name} occurs twice in a block" for name in sorted(_twice(actions)))


def _twice(names: list[str]) -> set[str]:
    return {name for name in names if names.count(name) > 1}


def _decoded(method: str, name: str, value: Any) -> Any:
    kinds = _kinds(method).get(name, frozenset())
    if not isinstance(value, str) or "string" in kinds or not kinds:
        return value
    if "boolean" in kinds and value.lower() in _TRUE:
        return _TRUE[value.lower()]
    try:
        return json.loads(value)
    except ValueError:
        return value


@cache
def _schema() -> Any:
    return json.loads(_SCHEMA.read_text())


def _methods() -> Any:
    return _schema()["definitions"]["Methods"]["properties"]


@cache
def _validator(method: str) -> Draft7Validator:
    return Draft7Validator({**_methods()[method], "definitions": _schema()["definitions"]})


@cache
def _kinds(method: str) -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for variant in _variants(_methods()[method]):
        for name, schema in variant.get("properties", {}).items():
            for option in _variants(schema):
                kind = option.get("type")
                kinds.setdefault(name, set()).update(
                    [kind] if isinstance(kind, str) else kind or ()
                )
    return {name: frozenset(found) for name, found in kinds.items()}


def _variants(schema: Any) -> Iterator[Any]:
    if reference := schema.get("$ref"):
        schema = _schema()["definitions"][reference.rsplit("/", 1)[-1]]
    inner = [*schema.get("anyOf", ()), *schema.get("allOf", ()), *schema.get("oneOf", ())]
    for each in inner:
        yield from _variants(each)
    if not inner or "properties" in schema:
        yield schema
