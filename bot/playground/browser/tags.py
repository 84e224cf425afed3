"""Builds HTML tags, so that whatever is not a tag already is escaped."""

import json
from typing import Any

from markupsafe import Markup, escape

_VOID = frozenset({"br", "hr", "img", "input"})


def tag(name: str, /, *inside: object, **attributes: Any) -> Markup:
    """Return an element. `data_act` is data-act and `class_` class; True is a bare attribute.

    None and False leave an attribute out; a mapping is written as JSON.
    """
    written = Markup("").join(_attribute(key, value) for key, value in attributes.items())
    opened = Markup("<{}{}>").format(name, written)
    if name in _VOID:
        return opened
    return opened + joined(*inside) + Markup("</{}>").format(name)


def joined(*inside: object) -> Markup:
    """Return markup and words one after the other; None is nothing."""
    return Markup("").join(escape(each) for each in inside if each is not None)


def _attribute(key: str, value: Any) -> Markup:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return Markup("")
    if value is True:
        return Markup(" {}").format(name)
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False)
    # What is markup elsewhere is only words inside quotes.
    return Markup(' {}="{}"').format(name, str.__str__(value) if isinstance(value, str) else value)


def unsupported(what: object) -> Markup:
    """Return the box that stands for a block or an element that cannot be shown."""
    return tag("p", _excuse(what), class_="unsupported")


def unsupported_word(what: object) -> Markup:
    """Return the same within a line."""
    return tag("span", _excuse(what), class_="unsupported")


def _excuse(what: object) -> str:
    return f"Heed's playground cannot show “{what}”."
