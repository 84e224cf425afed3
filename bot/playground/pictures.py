"""Makes the pictures of the documentation from the playground itself: `make pictures`."""

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.playground import chromium
from bot.playground.browser.play import Play
from bot.playground.browser.scene import World
from bot.playground.browser.server import Server
from bot.playground.company import ZONE
from bot.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, ViewportSize

FOLDER = Path("docs/pictures")
# The same day every time, so that a picture changes only where the page does.
AT = datetime(2026, 11, 16, 9, tzinfo=ZoneInfo(ZONE))
SHARPNESS = 1.25  # sharp where it is shown small, and all of them together below 1.5 MB
TALL: "ViewportSize" = {"width": 1000, "height": 860}
MIDDLE: "ViewportSize" = {"width": 1000, "height": 640}
WIDE: "ViewportSize" = {"width": 1360, "height": 820}
NARROW: "ViewportSize" = {"width": 390, "height": 844}
PATIENCE_SECONDS = 60.0


class Studio:
    """One open page, and the verbs of which a picture is made."""

    def __init__(self, page: "Page", play: Play, folder: Path) -> None:
        self.page = page
        self._play = play
        self._folder = folder

    def type(self, words: str, *, until: str) -> None:
        self.page.locator("#say").fill(words)
        self.page.locator("#say").press("Enter")
        self.said(until).wait_for()

    def said(self, words: str) -> "Locator":
        return self.page.locator("#conversation article").filter(has_text=words).last

    def press(self, within: "Locator", label: str) -> None:
        within.locator("button").get_by_text(label, exact=True).click()

    def pass_time(self, label: str) -> None:
        with self.page.expect_response("**/acts"):
            self.page.locator("#clock").get_by_role("button", name=label).click()
        hand = self._play.scene.hand
        self._play.scene.slack.wait_for(lambda: not hand.is_moving, timeout=PATIENCE_SECONDS)
        self.page.locator("#clock [aria-disabled]").first.wait_for(state="detached")

    def be(self, name: str) -> None:
        self.page.locator("#rail .person").filter(has_text=name).click()
        self.page.locator("#sidebar .who").filter(has_text=f"You are {name}").wait_for()

    def go(self, channel: str) -> None:
        self.page.locator("#sidebar .room").filter(has_text=channel).click()
        self.page.locator("#head h1").filter(has_text=channel).wait_for()

    def open_menu(self, words: str, item: str) -> None:
        """Choose from the menu of a message."""
        message = self.said(words)
        message.hover()
        entry = message.locator("xpath=ancestor::*[contains(@class,'entry')]")
        entry.get_by_label(re.compile("More")).click()
        self.page.get_by_role("menuitem", name=item).click()

    def take(self, name: str) -> None:
        """Take the picture, with nothing pointed at and no news that pass by."""
        self.page.mouse.move(0, 0)
        self.page.evaluate("document.querySelector('#toasts').replaceChildren()")
        self.page.evaluate("document.fonts.ready.then(() => document.activeElement?.blur())")
        path = self._folder / f"{name}.png"
        self.page.screenshot(path=path, animations="disabled", caret="hide")


def first_day(studio: Studio) -> None:
    """Ada's second contact, from its logging to its answer; of the first, the end is seen."""
    studio.type("/contact from Northwind Tea: asks for a quote", until="Logged for Northwind Tea")
    studio.pass_time("Next reminder")
    studio.press(studio.said("Northwind Tea waits for you"), "Answered")
    studio.said("✓ Answered by Ada").wait_for()
    studio.pass_time("Next opening")
    asked = "when do the spare parts arrive?"
    studio.type(f"/contact from Acme: {asked}", until=asked)
    studio.take("logged")
    studio.pass_time("Next reminder")
    studio.said("Acme waits for you").wait_for()
    studio.take("reminder")
    studio.press(studio.said("Acme waits for you"), "Answered")
    studio.said("Acme #2:").wait_for()
    studio.take("answered")


def a_new_date(studio: Studio) -> None:
    """The form in which a promise is moved, filled in."""
    studio.type("/promise Acme: send the revised quote by friday 5pm", until="Promised to Acme")
    studio.press(studio.said("Promised to Acme"), "Change")
    modal = studio.page.locator("#modal")
    modal.get_by_label("New day").fill("2026-11-24")
    modal.get_by_label("Why?").fill("The supplier is late")
    modal.get_by_label("Yes, I told them").check()
    studio.take("new-date")


def a_digest(studio: Studio) -> None:
    """What the lead reads on Monday."""
    studio.pass_time("Next Monday")
    studio.be("Ben")
    digest = studio.said("How the week went")
    digest.wait_for()
    digest.evaluate("e => e.scrollIntoView()")
    studio.take("digest")


def two_months_on(studio: Studio) -> None:
    """What somebody finds who looks in."""
    studio.said("waits for you").wait_for()
    studio.take("third-month")


def from_a_message(studio: Studio) -> None:
    """What a customer wrote beside Heed, and the form that takes it along."""
    studio.be("Ona")
    studio.go("acme-and-us")
    studio.type("Could you send the parts to our new address?", until="our new address?")
    studio.be("Ada")
    studio.go("acme-and-us")
    studio.open_menu("our new address?", "Make it a promise")
    studio.page.locator("#modal").get_by_label("Customer", exact=True).wait_for()
    studio.take("from-a-message")


def at_home(studio: Studio) -> None:
    """What is Ada's, at a glance."""
    studio.page.get_by_role("button", name="Home", exact=True).click()
    studio.page.get_by_role("region", name="Home").get_by_text(
        re.compile("waits? for you")
    ).first.wait_for()
    studio.take("home")


def in_a_pocket(studio: Studio) -> None:
    """The same on a telephone at night."""
    studio.said("waits for you").wait_for()
    studio.take("narrow-dark")


@contextmanager
def open_page(
    browser: "Browser", play: Play, folder: Path, *, size: "ViewportSize", is_dark: bool
) -> Iterator[Studio]:
    """Open the page of a play."""
    with Server(play, port=play.settings.port) as server:
        context = browser.new_context(
            viewport=size,
            device_scale_factor=SHARPNESS,
            color_scheme="dark" if is_dark else "light",
            reduced_motion="reduce",
            locale="en-GB",
        )
        page = context.new_page()
        page.goto(server.address)
        page.locator("#now").wait_for()
        page.get_by_role("button", name="Hide the first steps").click()
        yield Studio(page, play, folder)
        context.close()


Shoot = Callable[[Studio], None]
# What each sitting is called, shows and leaves: its world, its size, whether it is dark.
SITTINGS: Mapping[Shoot, tuple[World, "ViewportSize", bool]] = {
    first_day: (World.EMPTY, MIDDLE, False),
    a_new_date: (World.EMPTY, MIDDLE, False),
    from_a_message: (World.EMPTY, MIDDLE, False),
    two_months_on: (World.THIRD_MONTH, WIDE, False),
    at_home: (World.THIRD_MONTH, TALL, False),
    in_a_pocket: (World.THIRD_MONTH, NARROW, True),
    a_digest: (World.THIRD_MONTH, TALL, False),
}
NAMES = (
    *("logged", "reminder", "answered", "new-date", "from-a-message"),
    *("third-month", "home", "narrow-dark", "digest"),
)


def make(folder: Path, *, browser: "Browser") -> None:
    """Make every picture anew."""
    folder.mkdir(parents=True, exist_ok=True)
    for shoot, (world, size, is_dark) in SITTINGS.items():
        with (
            Play(Settings(), at=AT, world=world, is_chosen=True) as play,
            open_page(browser, play, folder, size=size, is_dark=is_dark) as studio,
        ):
            shoot(studio)


def main(arguments: list[str]) -> int:
    """Make them in the folder that is named, or where the documentation looks for them."""
    path = chromium.found(os.environ)
    if path is None:
        sys.stderr.write(f"No pictures were made: {chromium.HOW_TO_GET_ONE}.\n")
        return 1
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.arguments())
        make(Path(arguments[0]) if arguments else FOLDER, browser=browser)
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
