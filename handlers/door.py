"""The door: what every handler shares. Carry a verb out; whatever happens, have words for it."""

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.core import grammar
from bot.core.authority import Forbidden
from bot.core.customer_outcomes import CustomerEdited
from bot.core.errors import Refusal
from bot.core.failures import Failure
from bot.core.filling import FormName, Unfinished
from bot.core.grammar.setup import channel_in
from bot.core.heed_outcomes import Checked
from bot.core.history import Surface
from bot.core.members import Member
from bot.core.names import UnknownCustomer
from bot.core.outcomes import Answer, Repeated
from bot.core.particulars import ParticularShown
from bot.messages import refusals
from bot.messages.kit import Message, View
from bot.messages.outcomes import say
from bot.services import commands, drafts, looking, replies, upkeep
from bot.services.desk import Asked, Desk, StoreBusy, UnknownMember, Unsure
from handlers import at_home
from handlers.errands import Errands
from handlers.values import TooOld

log = logging.getLogger(__name__)

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?/[!-~]{1,1900}")

Body = Mapping[str, Any]
Verb = Callable[[Asked], Answer]
T = TypeVar("T")

# What is foreseen to go wrong; anything else is for handlers.errors.
KNOWN = (Refusal, Failure, SQLAlchemyError, StoreBusy)
STORE = (SQLAlchemyError, StoreBusy)
MOST_CHANNELS = 5  # asked of Slack while a person waits
STRANGE = "I could not look you up in Slack just now. Please try again in a minute."


@dataclass(frozen=True, slots=True)
class Door:
    """The desk, the workspace it is for, and what must be asked of Slack while a person waits.

    `check_channel` refuses a channel that reminders must not go to, `check_watched` one that Heed
    cannot hear; `fetch` gives what is in a file that somebody chose. `url` is where the workspace's
    pages are. `respond` answers at once where a click was made, for when the store
    takes no reply; `open_view` opens a modal there.
    """

    desk: Desk
    workspace_id: str
    look_up: Callable[[str], Member]
    read_member: Callable[[Body], Member]
    check_channel: Callable[[str], None]
    fetch: Callable[[str], bytes]
    respond: Callable[[str, Body], None]
    open_view: Callable[[str, View], None]
    check_watched: Callable[[str], None]
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

    def form_of(self, command: str, words: str) -> FormName | None:
        """The form that can ask for the rest of what was typed."""
        return grammar.form_of(command, words)

    def carry_out(self, asked: Asked) -> Answer:
        self.check(asked.command, asked.words)
        return self.checked(commands.carry_out(self.desk, asked))

    def check(self, command: str, words: str) -> None:
        """Ask Slack of the channel before it is set up, while no transaction is open."""
        channel_id = channel_in(words) if command == "heed" else None
        if channel_id is not None:
            self.check_channel(channel_id)

    def checked(self, answer: Answer) -> Answer:
        """Ask Slack of the teams' channels where that is what was asked for, after the commit."""
        outcome = answer.outcome
        if isinstance(outcome, ParticularShown | CustomerEdited) and outcome.asks_to_watch:
            channel_id = outcome.customer.channel_id or ""
            [*found] = self._problems([channel_id], self.check_watched)
            problem = found[0][1] if found else None
            return replace(answer, outcome=replace(outcome, problem=problem))
        if not isinstance(outcome, Checked):
            return answer
        problems = self._problems(outcome.channels, self.check_channel)
        problems += self._problems(outcome.watched, self.check_watched)
        return replace(answer, outcome=replace(outcome, channel_problems=problems))

    def _problems(
        self, channels: Sequence[str], check: Callable[[str], None]
    ) -> list[tuple[str, str]]:
        problems = []
        for channel_id in channels[:MOST_CHANNELS]:
            try:
                check(channel_id)
            except Refusal as no:
                problems.append((channel_id, no.sentence))
        return problems

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
            self.form_of(asked.command, asked.words) is not None
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

    def press(self, body: Body, verb: Verb) -> None:
        """Carry out a click. A reminder shows by itself what came of it; all else is answered."""
        if not self.is_ours(body):
            self.reply(body, refusals.outsider(), replaces=False)
            return
        asked = self.asked(body)
        try:
            is_reminder = self.is_reminder(body)
            answer = self.known(asked, verb)
        except KNOWN as no:
            self.say_no(body, asked, no)
            return
        if at_home.is_there(body):
            at_home.shows(self.desk, self.workspace_id, asked.member_id, self.said(answer))
        elif is_reminder is not True:
            # While a reminder is being settled this may be one, and must not be overwritten.
            self.reply(body, self.said(answer), replaces=is_reminder is False)

    def say_no(self, body: Body, asked: Asked, no: Exception) -> None:
        """Answer a click that was not carried out."""
        message = self.said_no(asked, no)
        if isinstance(no, STORE):
            # The outbox is in the store: it would only make whoever pressed wait again.
            self.answer_at_once(body, message)
        else:
            self.reply(body, message, replaces=False)

    def answer_at_once(self, body: Body, message: Message) -> None:
        """Answer whoever pressed, beside the store."""
        if at_home.is_there(body):
            at_home.open_at_once(body, message, open_view=self.open_view)
        else:
            self.reply_at_once(str(body.get("response_url") or ""), message)

    def reply_at_once(self, address: str, message: Message) -> None:
        """Answer that person alone, beside the store."""
        if _ADDRESS.fullmatch(address) is not None:
            said = {**message.body(), "replace_original": False, "response_type": "ephemeral"}
            self.respond(address, said)

    def is_reminder(self, body: Body) -> bool | None:
        """Whether a click was made on a reminder; None while that cannot be told."""
        container = body.get("container") or {}
        channel_id, ts = container.get("channel_id"), container.get("message_ts")
        if container.get("is_ephemeral") or not isinstance(channel_id, str):
            return False
        return isinstance(ts, str) and looking.is_reminder(
            self.desk, self.workspace_id, channel_id, ts
        )

    def too_old(self, body: Body) -> None:
        """A button that no longer means anything answers politely and does nothing."""
        message = refusals.outsider()
        if self.is_ours(body):
            message = self.refused(self.asked(body), TooOld())
        self.reply(body, message, replaces=False)

    def reply(self, body: Body, message: Message, *, replaces: bool) -> None:
        """Answer a click where it was made; in place of the message, or to that person alone."""
        if at_home.is_there(body):
            at_home.say(self.desk, self.workspace_id, body, message, open_view=self.open_view)
            return
        address = str(body.get("response_url") or "")
        self.reply_to(address, body["user"]["id"], message, replaces=replaces)

    def reply_to(
        self, address: str, member_id: str, message: Message, *, replaces: bool = True
    ) -> None:
        if _ADDRESS.fullmatch(address) is None:
            # Tried, it would only be in the way of what others wait for.
            return
        said = {
            **message.body(),
            "replace_original": replaces,
            "response_type": "ephemeral",
        }
        try:
            replies.reply(self.desk, self.workspace_id, member_id, address=address, body=said)
        except STORE:
            log.exception("a reply could not be kept; it is said at once, or not at all")
            self.respond(address, said)


def _id(named: object) -> object:
    return named.get("id") if isinstance(named, dict) else named
