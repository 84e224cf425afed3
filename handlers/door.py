"""The door: what every handler shares. Carry a verb out; whatever happens, have words for it."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.core import grammar
from bot.core.authority import Forbidden
from bot.core.errors import Refusal
from bot.core.failures import Failure
from bot.core.filling import Unfinished
from bot.core.history import Surface
from bot.core.members import Member
from bot.core.names import UnknownCustomer
from bot.core.outcomes import Answer, Repeated
from bot.messages import refusals
from bot.messages.kit import Message, View
from bot.messages.outcomes import say
from bot.services import commands, drafts, upkeep
from bot.services.desk import Asked, Desk, StoreBusy, UnknownMember, Unsure
from handlers.channels import Channels
from handlers.errands import Errands

log = logging.getLogger(__name__)

Body = Mapping[str, Any]
Verb = Callable[[Asked], Answer]
T = TypeVar("T")

# What is foreseen to go wrong; anything else is for handlers.errors.
KNOWN = (Refusal, Failure, SQLAlchemyError, StoreBusy)
STORE = (SQLAlchemyError, StoreBusy)
STRANGE = "I could not look you up in Slack just now. Please try again in a minute."


@dataclass(frozen=True, slots=True)
class Door:
    """The desk, the workspace it is for, and what must be asked of Slack while a person waits.

    `fetch` gives what is in a file that somebody chose. `url` is where the workspace's pages are.
    `respond` answers at once where a click was made, for when the store takes no reply;
    `open_view` opens a modal there.
    """

    desk: Desk
    workspace_id: str
    look_up: Callable[[str], Member]
    read_member: Callable[[Body], Member]
    channels: Channels
    fetch: Callable[[str], bytes]
    respond: Callable[[str, Body], None]
    open_view: Callable[[str, View], None]
    prefix: str = ""
    url: str = ""
    errands: Errands = field(default_factory=Errands)

    def is_ours(self, body: Body) -> bool:
        """Whether Slack speaks of the workspace that this Heed works for, and of its people.

        In a channel shared with another company, its people press and submit too.
        """
        if self.workspace_id == (body.get("enterprise_id") or _id(body.get("enterprise"))):
            return True
        user = body.get("user")
        theirs = user.get("team_id") if isinstance(user, dict) else None
        named = (body.get("team_id") or _id(body.get("team")), theirs)
        told = [one for one in named if one not in (None, "")]
        return bool(told) and all(one == self.workspace_id for one in told)

    def typed(self, asked: Asked) -> Message:
        """Answer what was typed; nothing typed is lost. Raises Unfinished if a form can help."""
        try:
            return self._said(asked, self.known(asked, self.carry_out))
        except Unfinished:
            raise
        except KNOWN as no:
            return self.said_no(asked, no)

    def carry_out(self, asked: Asked) -> Answer:
        self.channels.allow(asked.command, asked.words)
        return self.channels.looked_at(commands.carry_out(self.desk, asked))

    def heard(self, asked: Asked) -> Message | None:
        """Answer plain words; None if Slack sent them again and they are answered already.

        While the store is busy there is no answer: Slack sends an event again.
        """
        try:
            answer = self.known(asked, self.carry_out)
        except (StoreBusy, OperationalError):
            raise
        except KNOWN as no:
            return self.said_no(asked, no)
        outcome = answer.outcome
        if isinstance(outcome, Repeated) and not outcome.retyped:
            return None
        return self._said(asked, answer)

    def answer(self, asked: Asked, verb: Verb) -> Message:
        """Carry out a verb and say what came of it, or why nothing did."""
        try:
            return self._said(asked, self.known(asked, verb))
        except KNOWN as no:
            return self.said_no(asked, no)

    def said_no(self, asked: Asked, no: Exception) -> Message:
        """The words for a verb that was not carried out."""
        if isinstance(no, UnknownCustomer):
            return refusals.unknown_customer(
                no.name,
                no.near,
                command=self.prefix + asked.command,
                words=asked.words,
                draft_id=self._draft(asked, no),
                has_form=self._has_form(asked),
            )
        if isinstance(no, Refusal):
            return self.refused(asked, no)
        if isinstance(no, Failure):
            log.warning("nobody could be looked up: %s", no.error)
            return self.refused(asked, Refusal(STRANGE))
        return self.broken(asked, no)

    def known(self, asked: Asked, verb: Callable[[Asked], T]) -> T:
        """Carry out a verb; a member never seen before is looked up once."""
        return self.met(asked.member_id, lambda: verb(asked))

    def met(self, member_id: str, verb: Callable[[], T]) -> T:
        try:
            return verb()
        except UnknownMember:
            self.meet(member_id)
            return verb()

    def meet(self, member_id: str) -> None:
        upkeep.follow(self.desk, self.workspace_id, [self.look_up(member_id)])

    def _said(self, asked: Asked, answer: Answer) -> Message:
        outcome = answer.outcome
        if isinstance(outcome, Repeated) and outcome.retyped:
            outcome = replace(outcome, draft_id=drafts.keep(self.desk, asked))
        return self.said(replace(answer, outcome=outcome))

    def said(self, answer: Answer) -> Message:
        return say(answer.outcome, zone=answer.zone, now=answer.now, prefix=self.prefix)

    def refused(self, asked: Asked, refusal: Refusal) -> Message:
        """A refusal, with the words given back and kept for the button that continues them."""
        # Whoever may not is offered no way to go on all the same.
        has_form = not isinstance(refusal, Forbidden) and self._has_form(asked)
        return refusals.refusal(
            refusal.sentence,
            command=self.prefix + asked.command,
            words=asked.words,
            choices=refusal.choices,
            draft_id=self._draft(asked, refusal) if refusal.choices or has_form else None,
            has_form=has_form,
        )

    def _has_form(self, asked: Asked) -> bool:
        return bool(asked.command and asked.words) and (
            grammar.form_of(asked.command, asked.words) is not None
        )

    def _draft(self, asked: Asked, refusal: Refusal) -> int | None:
        try:
            return drafts.keep(self.desk, asked, choices=refusal.choices)
        except STORE:
            # Without a draft there are no buttons, but the words are still given back.
            log.exception("a draft could not be kept")
            return None

    def broken(self, asked: Asked, fault: BaseException) -> Message:
        """The store did not take it: say so, and give the words back."""
        reference = uuid4().hex[:8]
        if isinstance(fault, Unsure):
            log.error("perhaps it was written; reference %s", reference, exc_info=fault)
            return refusals.unsure(asked.words, command=self.prefix + asked.command)
        log.error("nothing was changed; reference %s", reference, exc_info=fault)
        command = self.prefix + asked.command if asked.command else ""
        return refusals.broken(asked.words, command=command, reference=reference)

    def asked(self, body: Body) -> Asked:
        """Who pressed what: the same press, sent twice, has the same key."""
        action: Body = next(iter(body.get("actions") or ()), {})
        where = (body.get("container") or {}).get("message_ts") or body.get("trigger_id")
        return Asked(
            workspace_id=self.workspace_id,
            member_id=body["user"]["id"],
            key=f"press:{where}:{action.get('action_id')}:{action.get('action_ts')}",
            surface=Surface.BUTTON,
        )


def _id(named: object) -> object:
    return named.get("id") if isinstance(named, dict) else named
