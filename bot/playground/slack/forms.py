"""Submitting and closing modals, and what the app's answer does to them."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from bot.playground.slack import limits, modals, payloads, uploads
from bot.playground.slack.errors import Json, NotPossible
from bot.playground.slack.inputs import complaints, fill_in
from bot.playground.slack.outcomes import Answer, Status, SubmitOutcome
from bot.playground.slack.server import Server
from bot.playground.slack.views import View
from bot.playground.slack.workspace import Who, Workspace


class Forms:
    """Sends view_submission and view_closed."""

    def __init__(self, workspace: Workspace, server: Server) -> None:
        self._workspace = workspace
        self._server = server

    def fill(self, who: Who, view: View, values: Mapping[str, Any]) -> View:
        """Fill in without sending it: the app sees it with the next press in the modal."""
        with self._workspace.lock:
            view = self._open(who, view)
            ids_of = partial(self._chosen, view.user)
            state = fill_in(view.state, view.blocks, values, ids_of=ids_of)
            # What is wrong stands there until it is submitted again, as in Slack.
            return modals.fill(self._workspace, view, state)

    def submit(self, who: Who, view: View, values: Mapping[str, Any]) -> SubmitOutcome:
        """Fill in, submit, and do what the app answers."""
        with self._workspace.lock:
            view = modals.complain(self._workspace, self.fill(who, view, values), {})
            state = view.state
            if refused := complaints(view.blocks, state):
                view = modals.complain(self._workspace, view, refused)
                return SubmitOutcome(Status.INCOMPLETE, "errors", refused, view)
            trigger = self._workspace.triggers.issue(view.user, view_id=view.id)
            payload = self._payload(view, "view_submission")
            payload |= payloads.submission(view, trigger_id=trigger)
        answer = self._server.request("interactive", payload, answerable=True)
        with self._workspace.lock:
            return self._answered(view, answer)

    def close(self, who: Who, view: View) -> None:
        """Close by the cross."""
        with self._workspace.lock:
            view = self._open(who, view)
            everything = view.clear_on_close
            if everything:
                modals.clear(self._workspace, view.user)
            else:
                modals.pop(self._workspace, view)
            payload = self._payload(view, "view_closed")
            payload |= payloads.closing(view, cleared=everything)
        if view.notify_on_close:
            self._server.request("interactive", payload, answerable=False)

    def _answered(self, view: View, answer: Answer) -> SubmitOutcome:
        if not answer.ok:
            # Slack leaves the modal open and says that it had trouble connecting.
            return SubmitOutcome(answer.status, view=self._top(view.user), error=answer.detail)
        body = answer.body or {}
        action = str(body.get("response_action") or "")
        if action == "errors":
            return self._complained(view, dict(body.get("errors") or {}))
        if action in ("update", "push"):
            return self._shown(view, action, body.get("view") or {})
        if action == "clear":
            modals.clear(self._workspace, view.user)
        else:
            modals.pop(self._workspace, view)
        return SubmitOutcome(answer.status, action, view=self._top(view.user))

    def _complained(self, view: View, errors: dict[str, str]) -> SubmitOutcome:
        inputs = {each.block_id for each in view.controls if each.is_input}
        if not errors or not inputs.issuperset(errors):
            # Complaints about blocks that are no inputs are an error of the app's.
            return self._failed(view, "invalid_response_action_errors")
        known = self._workspace.views.get(view.id, view)
        shown = modals.complain(self._workspace, known, errors)
        return SubmitOutcome(Status.ACKNOWLEDGED, "errors", errors, shown)

    def _shown(self, view: View, action: str, given: Json) -> SubmitOutcome:
        if limits.is_too_large(given) or limits.view_problems(given, kind="modal"):
            return self._failed(view, "invalid_view")
        known = self._workspace.views.get(view.id, view)
        if action == "update":
            shown = modals.change(self._workspace, known, given)
        elif len(self._workspace.stacks.get(view.user, [])) >= modals.HIGHEST_STACK:
            return self._failed(view, "push_limit_reached")
        else:
            shown = modals.push(self._workspace, given, user=view.user)
        return SubmitOutcome(Status.ACKNOWLEDGED, action, view=shown)

    def _failed(self, view: View, error: str) -> SubmitOutcome:
        return SubmitOutcome(Status.FAILED, view=self._top(view.user), error=error)

    def _chosen(self, user: str, kind: str, value: Any) -> Any:
        if kind == "file_input":
            return uploads.chosen(self._workspace, user, value, base_url=self._server.base_url)
        return self._workspace.ids_of(kind, value)

    def _open(self, who: Who, view: View) -> View:
        member = self._workspace.member(who)
        stack = self._workspace.stacks.get(member.id, [])
        if not stack or stack[-1] != view.id:
            raise NotPossible(f"{member.name} does not have that modal on top")
        return self._workspace.views[view.id]

    def _top(self, user: str) -> View | None:
        stack = self._workspace.stacks.get(user, [])
        return self._workspace.views[stack[-1]] if stack else None

    def _payload(self, view: View, type: str) -> Json:
        member = self._workspace.members[view.user]
        return payloads.interaction(self._workspace.installation, member, type=type)
