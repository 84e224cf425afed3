"""Draws every golden message and view as the playground shows it, to be looked at: `make sheet`."""

import json
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from bot.playground import chromium
from bot.playground.browser.messages import message
from bot.playground.browser.reader import Reader
from bot.playground.browser.tags import joined, tag
from bot.playground.browser.views import home, modal
from bot.playground.slack import Message, View

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

GOLDEN = Path(__file__).parents[1] / "data" / "messages"
STATIC = Path(chromium.__file__).parent / "browser" / "static"
FOLDER = Path("build/sheet")
AT = datetime(2026, 11, 18, 13, 5, tzinfo=UTC)
READER = Reader(
    id="U0ADA",
    zone="Europe/Berlin",
    now=AT,
    members={"U0ADA": "Ada", "U0BEN": "Ben", "U0CLEO": "Cleo", "U0HEED": "Heed"},
    channels={"C0SALES": "sales", "C0SHARED": "acme-shared"},
    people=("U0ADA", "U0BEN", "U0CLEO"),
)
WIDTHS = {"narrow": (390, 3), "wide": (720, 2)}  # of a message, and how many stand side by side
TALL = 1_500  # of a picture, so that it can still be read where it is shown whole
GAP = 10
STYLE = """
html, body { height: auto; overflow: visible; display: block; background: var(--ground); }
main { columns: %(width)dpx auto; column-gap: %(gap)dpx; column-fill: auto;
       width: %(width)dpx; height: %(tall)dpx; display: block; }
main > section { break-inside: avoid; width: %(width)dpx; margin: 0 0 8px; padding: 2px;
                 border: 1px solid #8888; }
main > section > h2 { margin: 0; font: 11px monospace; color: #b0306a; }
.modal { position: static; width: auto; max-height: none; }
.modal .body { overflow: visible; max-height: none; }
"""


def drawn(body: dict[str, Any], name: str) -> Markup:
    """Return a golden message or view as somebody sees it."""
    blocks = tuple(body["blocks"])
    if "type" not in body:
        known = {"user": "U0HEED", "team": "T1", "bot_profile": {"name": "Heed"}}
        ts = f"{AT.timestamp():.6f}"
        one = Message(channel=name, ts=ts, text=body["text"], blocks=blocks, **known)
        return message(one, reader=READER)
    shown = {key: body.get(key) for key in ("title", "submit", "close")}
    known = {"id": name, "root_view_id": name, "team_id": "T1", "user": "U0ADA", "hash": "1"}
    view = View(type=body["type"], blocks=blocks, **known, **shown)
    return modal(view, reader=READER) if body["type"] == "modal" else home(view, reader=READER)


def sections(names: list[str]) -> Iterator[Markup]:
    """Return the golden messages whose names begin with one of `names`, or all of them."""
    for path in sorted(GOLDEN.glob("*.json")):
        if path.stem.startswith(tuple(names or [""])):
            body = json.loads(path.read_text(encoding="utf-8"))
            yield tag("section", tag("h2", path.stem), drawn(body, path.stem))


def page_of(shown: list[Markup], *, width: int) -> str:
    """Return one page with all of them, in columns of the height of a picture."""
    files = ("blocks.css", "page.css", "panes.css")
    sheets = (tag("link", rel="stylesheet", href=f"{STATIC.as_uri()}/{one}") for one in files)
    style = tag("style", Markup(STYLE % {"width": width, "gap": GAP, "tall": TALL}))
    head = tag("head", tag("meta", charset="utf-8"), *sheets, style)
    page = tag("html", head, tag("body", tag("main", joined(*shown))), lang="en")
    return "<!doctype html>" + str(page).replace('src="/static/', f'src="{STATIC.as_uri()}/')


def take(page: "Page", folder: Path, *, look: str, step: int) -> list[Path]:
    """Take pictures of some columns each, which are `step` wide together."""
    across = page.evaluate("document.querySelector('main').scrollWidth")
    page.set_viewport_size({"width": across + step, "height": TALL})
    made = []
    for place, left in enumerate(range(0, across, step), start=1):
        made.append(folder / f"{look}-{place:02}.png")
        clip = {"x": left, "y": 0, "width": step, "height": TALL}
        page.screenshot(path=made[-1], clip=clip, animations="disabled")
    return made


def make(folder: Path, *, browser: "Browser", names: list[str]) -> list[Path]:
    """Make the page and its pictures: narrow and wide, light and dark."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    shown, made = list(sections(names)), []
    for (size, (width, beside)), scheme in product(WIDTHS.items(), ("light", "dark")):
        file = folder / f"{size}.html"
        file.write_text(page_of(shown, width=width), encoding="utf-8")
        page = browser.new_page(color_scheme=scheme)
        page.goto(file.absolute().as_uri())
        made += take(page, folder, look=f"{size}-{scheme}", step=beside * (width + GAP))
        page.close()
    return made


def main(names: list[str]) -> int:
    """Make them of all messages, or of those whose names begin so."""
    path = chromium.found(os.environ)
    if path is None:
        sys.stderr.write(f"No pictures were made: {chromium.HOW_TO_GET_ONE}.\n")
        return 1
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.arguments())
        made = make(FOLDER, browser=browser, names=names)
        browser.close()
    sys.stdout.write(f"{len(made)} pictures are in {FOLDER}.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
