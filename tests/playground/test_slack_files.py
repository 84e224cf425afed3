"""A file field of a form: what is uploaded reaches the app as Slack says it, and nobody else."""

import io
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.core.errors import Refusal
from bot.core.hours import WorkingHours
from bot.messages.elements import file_input, input_block
from bot.playground.filling import Filling
from bot.playground.paths import read_files
from bot.playground.prompt import Known
from bot.playground.screen import Screen
from bot.playground.slack import NotPossible, Slack, Status, View
from bot.playground.slack.plain import Names

CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
FIELD = input_block("days", "Days off", file_input(["ics"]), optional=True)
FORM = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Set-up"},
    "submit": {"type": "plain_text", "text": "Save"},
    "blocks": [FIELD],
}


@pytest.fixture
def slack() -> Iterator[Slack]:
    with Slack(event_retry_delays=(), trigger_seconds=60) as slack:
        slack.add_member("ada", id="U0ADA")
        slack.add_member("ben", id="U0BEN")
        yield slack


@pytest.fixture
def client(slack: Slack) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url)


@pytest.fixture
def form(slack: Slack, client: WebClient) -> View:
    trigger = slack.command("ada", "/heed").trigger_id
    client.views_open(trigger_id=trigger, view=FORM)
    view = slack.view("ada")
    assert view
    return view


def submitted(slack: Slack) -> Any:
    return slack.sent("interactive")[-1].payload["view"]["state"]["values"]["days"]["days"]


def test_the_app_is_told_which_file_was_chosen_and_where_it_lies(
    slack: Slack, client: WebClient, form: View
) -> None:
    file = slack.upload("ada", "days off.ics", CALENDAR)
    slack.submit("ada", form, {"Days off": file})

    told = submitted(slack)
    assert told["type"] == "file_input"
    [shown] = told["files"]
    assert shown["id"] == file.id
    assert (shown["name"], shown["filetype"]) == ("days off.ics", "ics")
    assert (shown["mimetype"], shown["size"]) == ("text/calendar", len(CALENDAR))
    assert shown["user"] == "U0ADA"
    assert client.files_info(file=file.id)["file"]["url_private_download"].endswith(
        "days%20off.ics"
    )


def test_nothing_chosen_is_an_empty_list(slack: Slack, form: View) -> None:
    slack.submit("ada", form)

    assert submitted(slack) == {"type": "file_input", "files": []}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a.png"], "Choose a file that ends in .ics."),
        (["a"], "Choose a file that ends in .ics."),
        (["a.ics", "b.ics"], "Choose at most 1 file."),
    ],
)
def test_slack_itself_refuses_files_of_another_kind_or_number(
    slack: Slack, form: View, names: list[str], expected: str
) -> None:
    files = [slack.upload("ada", name, CALENDAR) for name in names]

    outcome = slack.submit("ada", form, {"days": files})

    assert (outcome.status, outcome.errors) == (Status.INCOMPLETE, {"days": expected})
    assert outcome.view
    # What was chosen stays chosen, so that it can be seen what is wrong with it.
    held = outcome.view.state["days"]["days"]["files"]
    assert [each["name"] for each in held] == names


def test_nobody_hands_in_what_somebody_else_uploaded(slack: Slack, form: View) -> None:
    file = slack.upload("ben", "days.ics", CALENDAR)

    with pytest.raises(NotPossible):
        slack.submit("ada", form, {"days": file.id})
    with pytest.raises(NotPossible):
        slack.submit("ada", form, {"days": "F0NONE"})


@pytest.mark.parametrize("token", ["", "Bearer xoxb-wrong", "Bearer {app}", "Basic {bot}"])
def test_without_the_bots_token_one_is_shown_the_page_to_sign_in(slack: Slack, token: str) -> None:
    file = slack.upload("ada", "days.ics", CALENDAR)
    token = token.format(app=slack.app_token, bot=slack.bot_token)
    request = urllib.request.Request(
        f"{slack.base_url}/files/{file.id}/days.ics", headers={"Authorization": token}
    )

    with urllib.request.urlopen(request) as answer:
        assert answer.headers.get_content_type() == "text/html"
        assert b"Sign in" in answer.read()


class Typed:
    """Somebody who types these lines."""

    def __init__(self, *lines: str) -> None:
        self.lines = list(lines)

    def ask(self, prompt: str) -> str | None:
        return self.lines.pop(0) if self.lines else None


def filled(slack: Slack, form: View, *lines: str) -> str:
    out = io.StringIO()
    hours = WorkingHours.of(zone="UTC", week={"mon": [("09:00", "17:00")]})
    known = Known(people=["ada"], commands=[], now=datetime(2026, 11, 16, tzinfo=UTC), hours=hours)
    filling = Filling(slack, Screen(out, width=80), Typed(*lines))
    filling.fill(slack.member("ada"), form, known=known, names=Names(members={}, channels={}))
    return out.getvalue()


def test_at_the_prompt_a_file_is_given_by_its_path(
    slack: Slack, form: View, tmp_path: Path
) -> None:
    path = tmp_path / "days off.ics"
    path.write_bytes(CALENDAR)

    screen = filled(slack, form, str(tmp_path / "nowhere.ics"), str(path))

    assert "the path of a file that ends in .ics" in screen
    assert "Write its path" in screen
    [shown] = submitted(slack)["files"]
    assert slack.file(shown["id"]).data == CALENDAR


def test_a_path_may_be_quoted_and_there_may_be_several(tmp_path: Path) -> None:
    for name in ("a b.ics", "c.ics"):
        (tmp_path / name).write_bytes(CALENDAR)

    assert read_files(f"'{tmp_path}/a b.ics'") == [("a b.ics", CALENDAR)]
    assert read_files(f'"{tmp_path}/a b.ics" {tmp_path}/c.ics') == [
        ("a b.ics", CALENDAR),
        ("c.ics", CALENDAR),
    ]


@pytest.mark.parametrize("typed", ["nowhere.ics", "/", "'", "~nobody/x.ics", "x\0y", "x" * 5000])
def test_a_path_without_a_file_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="Write its path"):
        read_files(typed)
