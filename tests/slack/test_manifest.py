"""The manifest: valid, and made of the very names that handlers are registered with."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.messages import ids, subscribed
from bot.slack.manifest import manifest
from handlers.events import HEARD
from handlers.shortcuts import GLOBAL, ON_MESSAGE

DATA = Path(__file__).parent.parent / "data"
SCHEMA = json.loads((DATA / "slack_app_manifest.schema.2.0.0.json").read_text())
NAMES = json.loads((DATA / "slack_manifest_enums.json").read_text())

MADE = {
    "socket": manifest(),
    "http": manifest(request_url="https://heed.example.com/slack/events"),
    "prefixed": manifest(prefix="acme-"),
    "watching": manifest(watches=True),
}


@pytest.mark.parametrize("made", MADE.values(), ids=MADE)
def test_the_manifest_is_valid(made: dict[str, Any]) -> None:
    jsonschema.validate(made, SCHEMA)


@pytest.mark.parametrize("made", MADE.values(), ids=MADE)
def test_it_names_only_scopes_and_events_that_slack_knows(made: dict[str, Any]) -> None:
    scopes = made["oauth_config"]["scopes"]["bot"]
    events = made["settings"]["event_subscriptions"]["bot_events"]

    assert set(scopes) - set(NAMES["BotScope"]) == set()
    assert set(events) - set(NAMES["ManifestEvent"]) == set()


def test_every_event_it_subscribes_to_has_a_handler() -> None:
    every = (*subscribed.EVENTS, *subscribed.WATCHING)
    heard = {subscribed.listened(event) for event in every}

    assert heard == set(HEARD)


def test_heed_has_a_home_and_is_told_when_it_is_opened() -> None:
    for made in MADE.values():
        assert made["features"]["app_home"]["home_tab_enabled"] is True
        assert "app_home_opened" in made["settings"]["event_subscriptions"]["bot_events"]


def test_socket_mode_needs_no_address_and_http_names_it_everywhere() -> None:
    assert "request_url" not in json.dumps(MADE["socket"])
    assert MADE["socket"]["settings"]["socket_mode_enabled"] is True
    assert json.dumps(MADE["http"]).count("/slack/events") == len(ids.COMMANDS) + 3
    assert MADE["http"]["settings"]["socket_mode_enabled"] is False


def test_a_prefix_is_put_before_every_command() -> None:
    names = [one["command"] for one in MADE["prefixed"]["features"]["slash_commands"]]

    assert names == ["/acme-contact", "/acme-promise", "/acme-customer", "/acme-mine", "/acme-heed"]


@pytest.mark.parametrize("made", MADE.values(), ids=MADE)
def test_every_shortcut_it_names_opens_a_form(made: dict[str, Any]) -> None:
    named = {one["callback_id"]: one["type"] for one in made["features"]["shortcuts"]}

    assert named == dict.fromkeys(GLOBAL, "global") | dict.fromkeys(
        [*ON_MESSAGE, ids.ON_MESSAGE_WHY], "message"
    )
    assert len({(one["name"], one["type"]) for one in made["features"]["shortcuts"]}) == len(named)


def test_menus_that_heed_fills_are_asked_for_at_the_same_address() -> None:
    interactivity = MADE["http"]["settings"]["interactivity"]

    assert interactivity["message_menu_options_url"] == interactivity["request_url"]


def test_what_is_said_in_channels_is_asked_for_only_where_it_is_watched() -> None:
    channels = {"message.channels", "message.groups", "channel_archive"}
    scopes = {"channels:history", "groups:history"}
    for name, made in MADE.items():
        events = set(made["settings"]["event_subscriptions"]["bot_events"])
        asked = set(made["oauth_config"]["scopes"]["bot"])
        assert (channels <= events, scopes <= asked) == (
            (True, True) if name == "watching" else (False, False)
        )
        assert name == "watching" or not (channels & events or scopes & asked)
