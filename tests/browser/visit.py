"""Somebody's visit to the page in a real browser: what they do there, and what they see."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from bot.playground.browser.play import Play
from bot.playground.browser.scene import Scene
from bot.playground.slack import Member

TIME_PASSES_SECONDS = 30.0


class Visit:
    """One open page. `faults` is what went wrong in the browser meanwhile."""

    def __init__(self, page: Page, play: Play) -> None:
        self.page = page
        self.play = play
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda said: self._heard(said.type, said.text))

    def _heard(self, kind: str, words: str) -> None:
        if kind in ("error", "warning"):
            self.faults.append(f"{kind}: {words}")

    @property
    def scene(self) -> Scene:
        return self.play.scene

    def member(self, name: str) -> Member:
        return self.scene.slack.member(self.scene.members[name])

    def open(self, address: str) -> "Visit":
        """Open the page, and wait until it shows something."""
        self.page.goto(address)
        expect(self.page.locator("#now")).to_be_visible()
        return self

    def be(self, name: str) -> None:
        """Be somebody else from now on."""
        self.page.locator("#rail").get_by_role("button", name=re.compile(name)).click()
        expect(self.me).to_contain_text(f"You are {name}")

    def go(self, place: str) -> None:
        """Go to a channel, or to Heed's own messages."""
        self.page.locator("#sidebar .room").filter(has_text=place).click()
        expect(self.page.locator("#head h1")).to_contain_text(place)

    @property
    def me(self) -> Locator:
        """Who one is, as the page says it."""
        return self.page.locator("#sidebar .who")

    @property
    def composer(self) -> Locator:
        return self.page.locator("#say")

    def type(self, words: str) -> None:
        """Type into the message field and send it, and wait until it has arrived."""
        self.composer.fill(words)
        with self.page.expect_response("**/acts"):
            self.composer.press("Enter")
        expect(self.composer).to_have_value("")

    def message(self, words: str) -> Locator:
        """The newest message here that says so."""
        return self.page.locator("#conversation article").filter(has_text=words).last

    def press(self, message: Locator, label: str) -> None:
        """Press a button by the words on it; its name for those who only hear it is longer."""
        message.locator("button").filter(has_text=re.compile(rf"^{re.escape(label)}$")).click()

    def pick(self, message: Locator, entry: str) -> None:
        """Pick an entry of the message's menu."""
        message.locator("summary").click()
        self.press(message, entry)

    def pass_time(self, label: str) -> None:
        """Press a button of the clock, and wait until it has arrived."""
        with self.page.expect_response("**/acts"):
            self.page.locator("#clock").get_by_role("button", name=label).click()
        hand = self.scene.hand
        self.scene.slack.wait_for(lambda: not hand.is_moving, timeout=TIME_PASSES_SECONDS)
        expect(self.page.locator("#clock button[aria-disabled]")).to_have_count(0)

    @property
    def modal(self) -> Locator:
        return self.page.locator("#modal")

    def field(self, label: str) -> Locator:
        """A field of the modal."""
        return self.modal.get_by_label(label, exact=True)

    def size(self, of: str) -> dict[str, Any]:
        """How much of an element is seen, and how much there is."""
        script = "e => ({seen: e.clientWidth, there: e.scrollWidth})"
        found: dict[str, Any] = self.page.locator(of).evaluate(script)
        return found
