"""What the manifest has Slack tell is taken in time, over both transports, and has its effect."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select

from bot.messages import subscribed
from bot.playground.stage import Stage
from bot.slack.manifest import manifest
from bot.store.tables import customers, heard, homes, members, workspaces
from tests.stories.conftest import MONDAY, Story, seen

SECONDS = 3.0  # in which Slack wants to hear that it has arrived
CHANNELS = ("public", "private")


def subscriptions(*, watches: bool) -> set[str]:
    """What a company's manifest names, as whoever runs Heed pastes it."""
    return set(manifest(watches=watches)["settings"]["event_subscriptions"]["bot_events"])


@pytest.fixture(scope="module", params=["socket", "http"])
def story(request: pytest.FixtureRequest) -> Iterator[Story]:
    """Heed as it is told everything; Acme, Globex, … each have a channel that is watched."""
    stage = Stage(at=MONDAY, over_http=request.param == "http")
    try:
        told = Story(stage).open()
        told.type(told.ben, "/heed", "setup ticks on")
        for kind in CHANNELS:
            for name in ("archive", "deleted", "left", "said", "id"):
                watch(told, name, kind)
        yield told
    finally:
        stage.stop()


def watch(story: Story, name: str, kind: str) -> None:
    people = [story.ada, story.ben, story.ona]
    called = f"{kind}-{name}"
    story.slack.add_channel(called, members=people, ext_shared=True, private=kind == "private")
    story.type(story.ada, "/customer", f"add {called}")
    assert "I watch it" in story.said(story.ada, "/customer", f"channel {called} #{called} watch")


def is_watched(story: Story, name: str) -> bool:
    channel = story.slack.channel(name)
    with story.stage.store.read() as connection:
        query = select(customers.c.id).where(customers.c.channel_id == channel.id)
        return connection.execute(query).first() is not None


def member_of(story: Story, member_id: str) -> Any:
    with story.stage.store.read() as connection:
        query = select(members).where(members.c.id == member_id)
        return connection.execute(query).mappings().first()


def opens_home(story: Story) -> None:
    story.slack.open_home(story.cleo)
    story.stage.settle()
    assert story.slack.home(story.cleo) is not None
    with story.stage.store.read() as connection:
        query = select(homes.c.member_id).where(homes.c.member_id == story.cleo.id)
        assert connection.execute(query).first() is not None


def is_said_plainly(story: Story) -> None:
    story.slack.say(story.ada, None, "contact from Acme: asks for a quote")
    story.stage.settle()
    assert "Logged for" in seen(story.nudge(story.ada))


def joins(story: Story) -> None:
    dora = story.slack.add_member("dora", real_name="Dora")
    assert member_of(story, dora.id) is None
    story.slack.join(dora)
    story.stage.settle()
    assert member_of(story, dora.id)["name"] == "Dora"


def changes(story: Story) -> None:
    story.slack.alter(story.cleo, is_restricted=True)
    story.stage.settle()
    assert member_of(story, story.cleo.id)["is_guest"]


def reacts(story: Story) -> None:
    story.wait(minutes=6)  # else it is one with what was said before it
    asked = story.slack.say(story.ona, story.slack.channel("public-said"), "A first quote?")
    story.stage.settle()
    story.react(story.ben, asked, "white_check_mark")
    assert "A first quote?" not in story.said(story.ada, "/mine", "")


def takes_back(story: Story) -> None:
    story.wait(minutes=6)  # else it is one with what was said before it
    asked = story.slack.say(story.ona, story.slack.channel("public-said"), "A next quote?")
    story.stage.settle()
    story.react(story.ben, asked, "white_check_mark")
    story.unreact(story.ben, asked, "white_check_mark")
    assert "A next quote?" in story.said(story.ada, "/mine", "")


def is_heard(kind: str) -> Callable[[Story], None]:
    def say(story: Story) -> None:
        said = story.slack.say(story.ona, story.slack.channel(f"{kind}-said"), "How much is it?")
        story.stage.settle()
        with story.stage.store.read() as connection:
            query = select(heard.c.ts).where(heard.c.ts == said.ts)
            assert connection.execute(query).first() is not None

    return say


def ends(event: str) -> Callable[[Story], None]:
    of, _, how = event.partition("_")
    name = f"{'public' if of == 'channel' else 'private'}-{how}"

    def end(story: Story) -> None:
        channel = story.slack.channel(name)
        assert is_watched(story, name)
        story.slack.event(event, where=channel, channel=channel.id, user=story.ben.id)
        story.stage.settle()
        with story.stage.store.read() as connection:
            query = select(customers.c.watched_since).where(customers.c.name == name)
            assert connection.execute(query).scalar_one() is None
        assert name in " ".join(seen(one) for one in story.nudges(story.ada))

    return end


def goes_by_another_id(story: Story) -> None:
    before = story.slack.channel("public-id").id
    story.slack.event("channel_id_changed", old_channel_id=before, new_channel_id="C0NEWID")
    story.stage.settle()
    assert not is_watched(story, "public-id")
    assert "C0NEWID" in story.said(story.ada, "/customer", "channel public-id")


def is_shut_out(event: str, **fields: Any) -> Callable[[Story], None]:
    def shut(story: Story) -> None:
        story.slack.event(event, **fields)
        story.stage.settle()
        with story.stage.store.read() as connection:
            why = connection.execute(select(workspaces.c.paused_why)).scalar_one()
        assert why == event

    return shut


# The effect of each; the last two shut Heed out, and come last.
EFFECTS: dict[str, Callable[[Story], None]] = {
    "app_home_opened": opens_home,
    "message.im": is_said_plainly,
    "team_join": joins,
    "user_change": changes,
    "message.channels": is_heard("public"),
    "message.groups": is_heard("private"),
    "reaction_added": reacts,
    "reaction_removed": takes_back,
    "channel_id_changed": goes_by_another_id,
    **{
        f"{of}_{how}": ends(f"{of}_{how}")
        for of in ("channel", "group")
        for how in ("archive", "deleted", "left")
    },
    "tokens_revoked": is_shut_out("tokens_revoked", tokens={"bot": ["U0HEEDBOT1"]}),
    "app_uninstalled": is_shut_out("app_uninstalled"),
}


def test_whatever_is_subscribed_to_has_an_effect_that_is_known() -> None:
    assert subscriptions(watches=True) == set(EFFECTS)
    assert subscriptions(watches=False) == set(EFFECTS) - set(subscribed.WATCHING)


@pytest.mark.parametrize("event", EFFECTS)
def test_it_is_taken_in_time_and_has_its_effect(
    story: Story, caplog: pytest.LogCaptureFixture, event: str
) -> None:
    story.slack.clear_log()
    EFFECTS[event](story)
    told = [
        one
        for one in story.slack.sent("events_api")
        if one.payload["event"]["type"] == subscribed.listened(event)
    ]
    assert told
    assert {(one.status, one.attempt) for one in told} == {("acknowledged", 0)}
    assert max(one.seconds for one in told) < SECONDS
    assert [one for one in caplog.records if one.levelname == "ERROR"] == []
