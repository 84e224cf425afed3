"""Complete: whatever can be said has been said once, so that somebody has read it."""

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from types import CodeType, FrameType
from typing import Any

from bot import messages
from bot.messages import kit
from tests.messages.cast import Cast
from tests.messages.said import every

SAID = ("Message", "View", "HomeTab")
# They put together what others say.
TOOLS = {"bot.messages.kit.message"}


def speakers() -> Iterator[tuple[str, CodeType]]:
    """Every public function that returns something to be posted or opened."""
    for found in pkgutil.iter_modules(messages.__path__):
        module = importlib.import_module(f"{messages.__name__}.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_ours = function.__module__ == module.__name__ and not name.startswith("_")
            returned = inspect.signature(function).return_annotation
            if is_ours and getattr(returned, "__name__", returned) in SAID:
                yield f"{module.__name__}.{name}", function.__code__


def heard() -> set[CodeType]:
    """What is called while everything is said."""
    called: set[CodeType] = set()

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call":
            called.add(frame.f_code)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        for say in every().values():
            say(Cast())
    finally:
        sys.setprofile(before)
    return called


def test_every_message_view_and_home_has_a_golden_file() -> None:
    found = dict(speakers())
    said = heard()

    assert len(found) > 50
    assert kit.message.__code__ in said
    assert [name for name, code in found.items() if code not in said and name not in TOOLS] == []
