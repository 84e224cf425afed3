"""The pictures of the documentation are those that `make pictures` and `make attention` make."""

import re
from pathlib import Path

import pytest

from bot.playground import pictures

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SHOWN = re.compile(r"!\[(?P<words>[^\]]*)\]\((?P<path>[^)]+\.png)\)")
LARGEST_TOGETHER = 1_500_000  # bytes
PLAYED = "attention"  # drawn from figures, by the program that plays quarters in a company


def shown() -> list[tuple[Path, str]]:
    """Every picture that a page shows, with what is said of it."""
    return [
        ((page.parent / found["path"]).resolve(), found["words"])
        for page in PAGES
        for found in SHOWN.finditer(page.read_text(encoding="utf-8"))
    ]


def test_each_picture_that_is_shown_exists_and_is_said_in_words() -> None:
    assert shown()
    assert [path for path, words in shown() if not path.is_file() or len(words) < 40] == []


def test_each_picture_is_made_by_a_program_and_no_other_is_kept() -> None:
    kept = {path.stem for path in (ROOT / pictures.FOLDER).glob("*")}

    assert kept == {*pictures.NAMES, PLAYED}
    assert {path.stem for path, _ in shown()} <= kept


def test_the_pictures_are_quickly_fetched() -> None:
    sizes = [path.stat().st_size for path in (ROOT / pictures.FOLDER).glob("*")]

    assert sum(sizes) < LARGEST_TOGETHER


def test_without_a_browser_none_is_made_and_it_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HEED_BROWSER", str(tmp_path / "none"))

    assert pictures.main([str(tmp_path)]) == 1
    assert "Install Chromium" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
