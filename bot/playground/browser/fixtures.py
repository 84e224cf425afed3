"""Makes a test fixture of what was sent, in the shape of the recorded payloads of the tests."""

from typing import Any

from bot.playground.browser.traffic import Entry, Way

SOURCE = "heed playground"


def fixture(entry: Entry) -> dict[str, Any]:
    """Return one case: of a request to Heed as the recorded ones are, else request and answer.

    `response` is what came of it, to be compared with.
    """
    known = {"id": entry.key, "kind": entry.kind, "source": SOURCE}
    named = "payload" if entry.way is Way.IN else "request"
    return known | {named: entry.request, "response": entry.response}
