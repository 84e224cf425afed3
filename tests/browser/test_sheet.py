"""The contact sheet in a real browser: nothing is cut, however narrow."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.messages import sheet

CUT = """
() => [...document.querySelectorAll("main > section")].flatMap(one => {
  const right = one.getBoundingClientRect().left + one.clientWidth + 1;
  const cut = [...one.querySelectorAll("*")].find(
    part => part.checkVisibility() && part.getBoundingClientRect().right > right
  );
  return cut ? [one.querySelector("h2").textContent + ": " + cut.outerHTML.slice(0, 200)] : [];
})
"""


@pytest.mark.parametrize("size", sheet.WIDTHS)
def test_nothing_of_any_message_is_cut(browser: Browser, tmp_path: Path, size: str) -> None:
    width, _ = sheet.WIDTHS[size]
    # One below the other: columns break what is longer than they are.
    below = "<style>main { columns: auto; height: auto; } html { width: min-content; }</style>"
    file = tmp_path / "sheet.html"
    file.write_text(sheet.page_of(list(sheet.sections([])), width=width) + below, encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 1_000})
    page.goto(file.as_uri())

    assert page.evaluate(CUT) == []
    page.close()


def test_there_is_a_picture_of_each_look(browser: Browser, tmp_path: Path) -> None:
    made = sheet.make(tmp_path, browser=browser, names=["back"])

    assert [path.stem for path in made] == [
        "narrow-light-01",
        "narrow-dark-01",
        "wide-light-01",
        "wide-dark-01",
    ]
    assert all(path.stat().st_size > 1_000 for path in made)
