"""Pressing: what a member does at any door, as Slack would send it, and all that Heed answers."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import func, select

from bot.messages import ids
from bot.playground.slack import Channel, Member, Message, View, payloads
from bot.playground.slack.outcomes import Answer
from bot.playground.stage import Stage
from bot.store.tables import contacts, deliveries, history, metadata
from tests.stories.conftest import MONDAY, Story

# What Heed keeps to say things once and to whom; nothing of this is a customer's.
BESIDE = {"deliveries", "receipts", "homes", "home_rows", "posted", "posted_rows"}
SAYING = ("response_url", "views.", "chat.")

Json = dict[str, Any]


@dataclass(slots=True)
class World:
    """Eve owns Initech and Globex and leads the team; all that she may press lies before her.

    #1 and #3 wait, #2 is promised, #4 was answered. `is_named` says whether Slack tells whose
    Eve is with what she presses.
    """

    story: Story
    eve: Member
    reminder: Message
    values: dict[str, str]
    forms: dict[str, View] = field(default_factory=dict)
    is_named: bool = True

    @property
    def channel(self) -> Channel:
        return self.story.support

    def card(self, kind: str, who: Member) -> Json:
        slack = self.story.slack
        found = payloads.interaction(slack.installation, slack.member(who), type=kind)
        if not self.is_named:
            found["user"] = {key: one for key, one in found["user"].items() if key != "team_id"}
        return found

    def pressed(self, name: str, *, who: Member | None = None, value: str | None = None) -> Json:
        """A press on a message, in a form or in a Home, wherever that button is found."""
        by = who or self.eve
        carried = self.values.get(name, "1") if value is None else value
        action = {
            "action_id": name,
            "block_id": "b",
            "type": "button",
            "value": carried,
            "selected_option": {"value": carried},
            "action_ts": self._server._workspace.stamps.next(),
        }
        view = self._place(name, by)
        added = self._on_message(by) if view is None else payloads.on_view(view)
        trigger = self.trigger(by, view)
        found = self.card("block_actions", by) | added
        return found | {"trigger_id": trigger, "actions": [action]}

    @property
    def _server(self) -> Any:
        return self.story.slack._server

    def trigger(self, by: Member, view: View | None = None) -> str:
        inside = view.id if view is not None and view.type == "modal" else None
        return str(self._server._workspace.triggers.issue(by.id, view_id=inside))

    def _place(self, name: str, by: Member) -> View | None:
        if name.startswith("home."):
            return self.story.slack.home(self.eve)
        form = {"team": ids.VIEW_TEAM, "tier": ids.VIEW_TIER, "fill": ids.VIEW_CONTACT}
        form |= {ids.FORM_GO_ON: ids.VIEW_CONTACT}
        known = form.get(name) or form.get(name.partition(".")[0])
        return None if known is None else self._live(known, by)

    def _live(self, callback_id: str, by: Member) -> View:
        """The form as it was opened, where one stands now."""
        stands = self.story.slack.view(by) or self.forms[callback_id]
        return replace(self.forms[callback_id], id=stands.id, hash=stands.hash)

    def _on_message(self, by: Member) -> Json:
        address = self._server.responses.issue(
            "actions", user=by.id, channel=self.channel.id, message=self.reminder
        )
        return payloads.on_message(self.reminder, self.channel, response_url=address, state={})

    def sent(self, callback_id: str, *, who: Member | None = None, kind: str = "") -> Json:
        """A form, sent or closed, as it was filled in."""
        view = replace(self._live(callback_id, who or self.eve))
        found = self.card(kind or "view_submission", who or self.eve)
        return found | payloads.submission(view, trigger_id=self.trigger(who or self.eve))

    def run(self, callback_id: str, *, who: Member | None = None) -> Json:
        by = who or self.eve
        on_message = callback_id.startswith("message.")
        found = self.card("message_action" if on_message else "shortcut", by)
        at = self._server._workspace.stamps.next()
        found |= payloads.shortcut(callback_id=callback_id, trigger_id=self.trigger(by), at=at)
        if on_message:
            address = self._server.responses.issue("app", user=by.id, channel=self.channel.id)
            found |= payloads.message_action(self.reminder, self.channel, response_url=address)
        return found

    def asked(self, action_id: str) -> Json:
        found = self.card("block_suggestion", self.eve)
        found |= {"action_id": action_id, "block_id": action_id, "value": "Ini"}
        return found | payloads.on_view(self.forms[ids.VIEW_CONTACT])

    def typed(self, command: str, text: str) -> Json:
        slack = self.story.slack
        address = self._server.responses.issue(
            "commands", user=self.eve.id, channel=self.channel.id
        )
        found = payloads.command(
            slack.installation,
            slack.member(self.eve),
            self.channel,
            name=command,
            text=text,
            response_url=address,
            trigger_id=self.trigger(self.eve),
        )
        # Slack names the workspace of whoever types.
        return found | {"team_id": slack.member(self.eve).team_id if self.is_named else None}

    def said(
        self,
        payload: Json,
        kind: str = "interactive",
        *,
        is_later: bool = False,
        is_private: bool = True,
    ) -> str:
        """Everything that Heed answers to it, wherever; of some only after it has acknowledged."""
        before = len(self.story.slack.log)
        answer = self.story.slack.send_again(kind, payload)
        assert answer.ok, answer
        if is_later:
            self.story.slack.wait_for(lambda: len(self.story.slack.log) > before)
        return self.answered(before, answer, is_private=is_private)

    def answered(self, since: int, answer: Answer | None = None, *, is_private: bool = True) -> str:
        self.story.stage.settle()
        calls = [one for one in self.story.slack.log[since:] if one.method.startswith(SAYING)]
        for one in calls if is_private else ():
            self.assert_private(one.method, one.params)
        said = [json.dumps(one.params, ensure_ascii=False) for one in calls]
        return " ".join([*said, json.dumps(answer.body if answer else {}, ensure_ascii=False)])

    def assert_private(self, method: str, params: Json) -> None:
        if method == "response_url":
            assert params.get("response_type") == "ephemeral", params
        if method in ("chat.postMessage", "chat.update"):
            assert params["channel"] != self.channel.id, params

    def rows(self) -> dict[str, list[Any]]:
        """Everything that is in the store, but for what was said."""
        with self.story.stage.store.read() as connection:
            return {
                name: sorted(map(repr, connection.execute(select(table))))
                for name, table in metadata.tables.items()
                if name not in BESIDE
            }


def world(*, over_http: bool) -> Iterator[World]:
    stage = Stage(at=MONDAY, over_http=over_http)
    try:
        yield _lived(Story(stage).open())
    finally:
        stage.stop()


def _lived(story: Story) -> World:
    slack = story.slack
    eve = slack.add_member("eve", real_name="Eve", tz="Europe/Berlin")
    slack.invite(story.support, eve)
    slack.join(eve)
    story.stage.settle()
    for words in ("channel #support", "reminders channel", "lead @eve"):
        story.type(story.ben, "/heed", f"setup {words}")
    values: dict[str, str] = {}
    for command, words in TYPED:
        reply = story.type(eve, command, words).message
        assert reply is not None
        for control in reply.controls:
            values.setdefault(control.action_id, control.value or "")
    story.until(16, 14, 5)
    slack.open_home(eve)
    story.stage.settle()
    [reminder, *_] = [one for one in slack.messages(story.support) if not one.is_ephemeral]
    found = World(story, eve, reminder, _values(story, eve, values))
    _open_forms(found)
    return found


TYPED = (
    *(("/customer", f"add {name}") for name in ("Initech", "Globex", "Umbra")),
    ("/contact", "from Initech: asks for a quote"),
    ("/promise", "Initech: send the quote by friday"),
    ("/contact", "from Globex: hello there"),
    ("/contact", "from Umbra: a question"),
    ("/contact", "answered 4"),
    ("/contact", "to Globex: called them fyi"),
    ("/contact", "from Nobody Inc: hello"),
    ("/contact", "from Initec: hello"),
    ("/promise", "Initech: send it by 03/04"),
    ("/contact", "from Globex: hello there"),
    ("/customer", "merge Umbra into Globex"),
    ("/customer", "Initech"),
)


def _values(story: Story, eve: Member, harvested: dict[str, str]) -> dict[str, str]:
    with story.stage.store.read() as connection:
        noted = str(connection.execute(select(func.max(contacts.c.id))).scalar_one())
        changes = select(history.c.change_id).where(history.c.number == 1)
        change_id = str(connection.execute(changes).scalars().first())
        delivery = str(connection.execute(select(deliveries.c.id)).scalars().first())
    named = {name.rpartition("_")[0]: value for name, value in harvested.items() if "_" in name}
    return (
        named
        | harvested
        | {
            ids.THING_KEPT: "2",
            ids.PROMISE_CHANGE: "2",
            ids.PROMISE_NOT_TOLD: "2",
            ids.ANSWERED_EARLIER: "4",
            ids.CHANGE_UNDO: change_id,
            ids.CONTACT_ANSWERED: ids.pack(n=3, c=int(noted)),
            ids.CONTACT_ACKED: ids.pack(n=3, c=int(noted)),
            ids.CONTACT_WAITS: noted,
            ids.CUSTOMER_HAND_OVER: ids.pack(c=2, f=eve.id),
            ids.CUSTOMER_HAND_ALL: ids.pack(f=eve.id, t=story.ben.id),
            ids.CUSTOMER_MERGE: ids.pack(g=4, k=3),
            ids.CUSTOMER_FORGET: "3",
            ids.CUSTOMER_EDIT: "2",
            ids.CUSTOMER_PAGE: ids.pack(c=2, p=1),
            ids.NUDGES_REST: delivery,
            ids.MINE_PAGE: ids.pack(t=1, p=1),
            ids.HOME_TURN: ids.pack(t=1, p=1),
            ids.HOME_URGENT: "on",
        }
    )


def _open_forms(world: World) -> None:
    """Open each form once as Eve may, and keep what Slack would send of it."""
    story, eve = world.story, world.eve
    for name, value in (
        (ids.PROMISE_CHANGE, "2"),
        (ids.THING_MORE, "give:1"),
        (ids.THING_MORE, "rest:1"),
        (ids.ANSWERED_EARLIER, "4"),
        (ids.CUSTOMER_EDIT, "2"),
        (ids.CUSTOMER_MORE, "merge:4"),
        (ids.CUSTOMER_MORE, "owner:2"),
        (ids.HOME_AWAY, ""),
        (ids.HOME_BRIEF, ""),
    ):
        answer = world.said(world.pressed(name, value=value))
        assert story.slack.view(eve) is not None, (name, answer)
        _keep(world)
    for command, words in (("/promise", ""), ("/heed", "tier"), ("/heed", "setup")):
        typed = story.slack.command(eve, command, words)
        assert typed.message is None, typed
        _keep(world)
    # This one stays open, and presses in any form are made where it stands.
    assert story.slack.command(eve, "/contact", "").ok
    stands = story.slack.view(eve)
    assert stands is not None
    world.forms[stands.callback_id] = stands
    story.stage.settle()


def _keep(world: World) -> None:
    opened = world.story.slack.view(world.eve)
    assert opened is not None
    filled = dict(opened.state) | _filled(world, opened.callback_id)
    world.forms[opened.callback_id] = replace(opened, state=filled)
    world.story.slack.close(world.eve, opened)


def _filled(world: World, callback_id: str) -> dict[str, dict[str, Json]]:
    """What is picked where a form cannot be sent without."""
    member = {"member": {"member": {"type": "users_select", "selected_user": world.story.ben.id}}}
    customer = {"type": "external_select", "selected_option": {"value": "3"}}
    return {
        ids.VIEW_GIVE: member,
        ids.VIEW_OWNER: member,
        ids.VIEW_MERGE: {ids.BLOCK_CUSTOMER: {ids.BLOCK_CUSTOMER: customer}},
    }.get(callback_id, {})
