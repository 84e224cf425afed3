"""What Heed does not post yet, in a real browser: pictures, tables and long texts."""

import struct
import zlib

import pytest
from playwright.sync_api import expect

from bot.slack.manifest import SCOPES
from tests.browser import every_element
from tests.browser.every_element import IN_A_MESSAGE
from tests.browser.trial import Trial
from tests.browser.visit import Visit


def test_a_message_shows_tables_and_markdown(trial: Trial) -> None:
    dm = trial.slack.direct(trial.visit.member("ada")).id

    trial.client.chat_postMessage(channel=dm, text="The week", blocks=IN_A_MESSAGE)

    said = trial.visit.message("Two are overdue")
    expect(said.locator("strong").filter(has_text="three")).to_be_visible()
    expect(said.get_by_role("row")).to_have_count(2)


@pytest.fixture
def may_upload(monkeypatch: pytest.MonkeyPatch) -> None:
    """Heed asks for no files yet; this workspace allows them."""
    monkeypatch.setattr("bot.playground.stage.SCOPES", (*SCOPES, "files:write", "files:read"))


@pytest.mark.usefixtures("may_upload")
def test_a_picture_that_was_uploaded_is_shown_with_its_words(visit: Visit) -> None:
    trial = Trial(visit)
    uploaded = trial.client.files_upload_v2(content=a_picture(), filename="week.png")
    block = {
        "type": "image",
        "slack_file": {"id": uploaded["file"]["id"]},
        "title": every_element.words("Response times"),
        "alt_text": "Response times fall from week to week",
    }
    dm = trial.slack.direct(visit.member("ada")).id

    trial.client.chat_postMessage(channel=dm, text="The week", blocks=[block])

    picture = visit.page.get_by_role("img", name="Response times fall")
    expect(picture).to_be_visible()
    expect(visit.message("Response times")).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 4)


def test_a_picture_from_elsewhere_is_words_and_a_link(trial: Trial) -> None:
    dm = trial.slack.direct(trial.visit.member("ada")).id
    block = {"type": "image", "image_url": "https://example.com/x.png", "alt_text": "a chart"}

    trial.client.chat_postMessage(channel=dm, text="The week", blocks=[block])

    expect(trial.visit.message("Picture from example.com: a chart")).to_be_visible()


def a_picture() -> bytes:
    """A green PNG, four pixels wide."""

    def chunk(name: bytes, data: bytes) -> bytes:
        checked = name + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\x14\x64\x5a" * 4) * 4
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)
