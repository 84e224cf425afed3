"""Pressing buttons and choosing in menus, on messages and in views: block_actions."""

from collections.abc import Sequence
from typing import Any

from bot.playground.slack import modals, payloads
from bot.playground.slack.controls import Control
from bot.playground.slack.errors import Json, NotPossible
from bot.playground.slack.inputs import filled, initial_state
from bot.playground.slack.members import Member
from bot.playground.slack.messages import Message
from bot.playground.slack.outcomes import PressOutcome
from bot.playground.slack.server import Server
from bot.playground.slack.views import View
from bot.playground.slack.workspace import Who, Workspace

# What a block_actions entry repeats of its element.
_REPEATED = ("text", "value", "style", "placeholder", "url")


def find(
    controls: Sequence[Control],
    action_id: str | None = None,
    *,
    label: str | None = None,
    value: str | None = None,
    block_id: str | None = None,
    **_: Any,
) -> Control:
    """Return the one control that is called so, or say what there is."""
    found = [
        each
        for each in controls
        if action_id in (None, each.action_id)
        and label in (None, each.label)
        and value in (None, each.value)
        and block_id in (None, each.block_id)
    ]
    if not found:
        there = ", ".join(f"{each.action_id} [{each.label}]" for each in controls) or "nothing"
        wanted = action_id or label or value or block_id
        raise NotPossible(f"there is no {wanted} to press; there is {there}")
    return found[0]


class Pressing:
    """Finds the control, then tells the app."""

    def __init__(self, workspace: Workspace, server: Server) -> None:
        self._workspace = workspace
        self._server = server

    def press(
        self,
        who: Who,
        on: Message | View,
        action_id: str | None,
        *,
        as_seen: bool = False,
        option: str | Sequence[str] | None = None,
        selected: Any = None,
        **by: Any,
    ) -> PressOutcome:
        """Press, and wait until the app acknowledges."""
        with self._workspace.lock:
            member = self._workspace.member(who)
            target = on if as_seen else self._now(on)
            control = find(target.controls, action_id, **by)
            action = self._action(control, selected if option is None else option)
            if isinstance(target, View) and "type" in action:
                target = self._remembered(target, control, action)
            payload, trigger, url = self._payload(member, target, action)
        answer = self._server.request("interactive", payload, answerable=False)
        return PressOutcome(answer.status, trigger, response_url=url, error=answer.detail)

    def suggest(self, who: Who, on: Message | View, action_id: str, typed: str) -> list[Json]:
        """Ask the app for options."""
        with self._workspace.lock:
            target, member = self._now(on), self._workspace.member(who)
            control = find(target.controls, action_id)
            payload = payloads.interaction(
                self._workspace.installation, member, type="block_suggestion"
            )
            payload |= {"action_id": control.action_id, "block_id": control.block_id}
            payload |= {"value": typed} | self._whereabouts(member, target)
            payload.pop("response_url", None)
        answer = self._server.request("interactive", payload, answerable=True)
        body = answer.body or {}
        grouped = [each for group in body.get("option_groups", ()) for each in group["options"]]
        return [*body.get("options", ()), *grouped]

    def _payload(
        self, member: Member, target: Message | View, action: Json
    ) -> tuple[Json, str, str]:
        view_id = target.id if isinstance(target, View) and target.type == "modal" else None
        trigger = self._workspace.triggers.issue(member.id, view_id=view_id)
        payload = payloads.interaction(self._workspace.installation, member, type="block_actions")
        payload |= {"trigger_id": trigger} | self._whereabouts(member, target)
        payload["actions"] = [action]
        return payload, trigger, str(payload.get("response_url", ""))

    def _whereabouts(self, member: Member, target: Message | View) -> Json:
        if isinstance(target, View):
            return payloads.on_view(target)
        channel = self._workspace.channels[target.channel]
        if member.id not in channel.members:
            raise NotPossible(f"{member.name} does not see that message")
        if target.ephemeral_to not in (None, member.id):
            raise NotPossible("only somebody else sees that message")
        issue = self._server.responses.issue
        url = issue("actions", user=member.id, channel=channel.id, message=target)
        state = initial_state(target.blocks)
        return payloads.on_message(target, channel, response_url=url, state=state)

    def _action(self, control: Control, chosen: Any) -> Json:
        action: Json = {"action_id": control.action_id, "block_id": control.block_id}
        if control.kind == "button":
            repeated = {key: control.element[key] for key in _REPEATED if key in control.element}
            action |= repeated
        else:
            action |= filled(control, self._workspace.ids_of(control.kind, chosen))
            if control.element.get("placeholder"):
                action["placeholder"] = control.element["placeholder"]
        return action | {"type": control.kind, "action_ts": self._workspace.stamps.next()}

    def _remembered(self, view: View, control: Control, action: Json) -> View:
        if control.kind in ("button", "overflow"):
            return view
        state = {block_id: dict(elements) for block_id, elements in view.state.items()}
        kept = {key: each for key, each in action.items() if key.startswith("selected")}
        kept |= {"type": control.kind} | ({"value": action["value"]} if "value" in action else {})
        state.setdefault(control.block_id, {})[control.action_id] = kept
        return modals.fill(self._workspace, view, state)

    def _now(self, on: Message | View) -> Message | View:
        found: Message | View | None
        if isinstance(on, View):
            found = self._workspace.views.get(on.id)
        else:
            found = self._workspace.messages.get(on.channel, {}).get(on.ts)
        if found is None:
            raise NotPossible("it is no longer there")
        return found
