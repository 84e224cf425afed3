"""What is wrong with what went out: against Slack's schema, or alive though a person typed it."""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.playground.slack import Call
from tests.campaign.generated import GHOST, MARKS
from tests.outgoing import problems

ENVELOPE = ("response_type", "replace_original", "delete_original", "thread_ts")
REFUSED = (
    "invalid_blocks",
    "invalid_arguments",
    "msg_too_long",
    "no_text",
    "invalid_metadata_format",
)
_PINGS = ("<!channel", "<!here", "<!everyone", "<!subteam", f"<@{GHOST}")
# All that Heed writes with a power of its own: a member, a channel, and an escaped letter.
_OURS = re.compile(r"<@[UW][A-Z0-9]{1,40}>|<#[CDG][A-Z0-9]{1,40}>|&(?:amp|lt|gt);")
# Within a word a mark of Slack's formats nothing.
_MARKED = re.compile("|".join(rf"(?<!\w){re.escape(mark)}(?!\w)" for mark in MARKS))
_ALIVE = re.compile(r"[<>&]")


class Faults(logging.Handler):
    """Keeps whatever is logged as an error, or with a trace."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR or record.exc_info or "Traceback" in record.getMessage():
            self.found.append(logging.Formatter().format(record))

    def __enter__(self) -> "Faults":
        logging.getLogger().addHandler(self)
        return self

    def __exit__(self, *_exception: object) -> None:
        logging.getLogger().removeHandler(self)


def faults_of_call(call: Call) -> list[str]:
    """What is wrong with something that Heed asked of Slack."""
    if call.method == "upload":
        return []
    params = dict(call.params)
    found = [f"refused: {call.response}"] if call.response.get("error") in REFUSED else []
    if call.method == "response_url":
        answer = str(call.response.get("plain_answer"))
        found = [f"refused: {answer}"] if answer in REFUSED else []
        return found + faults_of_answer(params)
    for name in ("blocks", "view", "attachments"):
        if isinstance(params.get(name), str):
            params[name] = json.loads(params[name])
    return found + problems(call.method, dict(call.params)) + alive(params)


def faults_of_answer(answer: Any) -> list[str]:
    """What is wrong with the words that came with an acknowledgement."""
    if not isinstance(answer, Mapping):
        return [f"no answer: {answer!r}"] if answer else []
    if set(answer) == {"response_action", "view"}:
        # A form that is shown anew as it came, with what is wrong above it.
        ours = {"text": "x", "blocks": answer["view"]["blocks"][:1]}
        return problems("chat.postMessage", {"channel": "D1"} | ours) + alive(ours)
    if "text" not in answer:
        return (
            []
            if set(answer) <= {"response_action", "errors", "options", "challenge"}
            else [f"unheard of: {answer}"]
        )
    said = {name: one for name, one in answer.items() if name not in ENVELOPE}
    return problems("chat.postMessage", {"channel": "D1"} | said) + alive(said)


def alive(said: Mapping[str, Any]) -> list[str]:
    """What would be more than words where Slack formats a text."""
    texts = list(_formatted(said))
    if isinstance(said.get("text"), str):
        texts.append(said["text"])
    return [f"{fault} in {text!r}" for text in texts for fault in _faults(text)]


def _faults(text: str) -> Iterator[str]:
    for word in _PINGS:
        if word in text:
            yield f"{word} is alive"
    if (found := _MARKED.search(text)) is not None:
        yield f"{found[0]} is alive"
    if (found := _ALIVE.search(_OURS.sub("", text))) is not None:
        yield f"{found[0]} is not escaped"


def _formatted(part: Any) -> Iterator[str]:
    """Each text that Slack formats; it must not look for names and addresses in it."""
    if isinstance(part, Mapping):
        if part.get("type") == "mrkdwn":
            yield str(part.get("text"))
            if part.get("verbatim") is not True:
                yield "<not verbatim>"
        for one in part.values():
            yield from _formatted(one)
    elif isinstance(part, list):
        for one in part:
            yield from _formatted(one)
