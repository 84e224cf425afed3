"""The contact sheet: every golden message and view can be drawn, and says what it says."""

import json
import re
from html import unescape

import pytest

from tests.messages.sheet import GOLDEN, drawn, page_of, sections

NAMES = sorted(path.stem for path in GOLDEN.glob("*.json"))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_drawn_has_every_label(name: str) -> None:
    body = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    seen = unescape(str(drawn(body, name)))
    labels = [
        each["text"]["text"]
        for block in body["blocks"]
        for each in [*block.get("elements", ()), block.get("accessory", {})]
        if each.get("type") == "button"
    ]
    assert [label for label in labels if label not in seen] == []


def test_a_sheet_can_be_of_some() -> None:
    page = page_of(list(sections(["away", "form_away"])), width=390)

    assert re.findall(r"<h2>(\w+)</h2>", page)[:2] == ["away", "away_by_status"]
    assert "form_away" in page
    assert "digest" not in page
