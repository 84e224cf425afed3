"""Hearing: what one message of a watched channel becomes, in one turn."""

from dataclasses import dataclass, replace

from bot.core import watching
from bot.core.contacts import Contact, Direction, Via
from bot.core.heard import Heard, Rule, Said
from bot.core.history import Event, Kind, Verb
from bot.core.inquiries import Inquiry
from bot.core.members import waiting_hours
from bot.core.names import Known
from bot.core.sides import Side, side_of
from bot.core.things import Thing
from bot.core.watching import Judged
from bot.services import chases, corrections, overtaking, untold
from bot.services.contacts import carry_out, inquiries_of, onto_inquiry, with_figures
from bot.services.desk import Turn
from bot.services.naming import Meant
from bot.services.spoken import plain_words, rejoin
from bot.store import contacts, pokes, workspaces
from bot.store import heard as stored
from bot.store import things as things_stored

VERBS = {
    Rule.OPENED: Verb.OPENED,
    Rule.CAME_BACK: Verb.OPENED,
    Rule.CHASED: Verb.CHASED,
    Rule.FIRST: Verb.CHASED,
    Rule.ANSWERED: Verb.ANSWERED,
}
NOTED = (Rule.BESIDE, Rule.SEVERAL, Rule.LATE)


@dataclass(frozen=True, slots=True)
class Hearing:
    """One message of one customer's channel, in one turn."""

    turn: Turn
    said: Said
    known: Known
    permalink: str | None = None

    @property
    def of(self) -> tuple[str, str]:
        """The workspace and the channel."""
        return self.turn.workspace_id, self.said.channel_id

    def carry_out(self) -> Rule:
        customer, owner = self.known.customer, self.known.owner
        side = side_of(self.turn.member, customer, owner=owner)
        things = inquiries_of(self.turn, Meant(self.known, ""))
        around = stored.around(
            self.turn.connection, self.turn.workspace_id, self.said, numbers=list(things)
        )
        things |= self._of_thread(around, things)
        judged = watching.judge(
            self.said,
            side,
            since=customer.watched_since or self.turn.now,
            around=around,
            of_customer={
                number: thing.item
                for number, thing in things.items()
                if isinstance(thing.item, Inquiry)
            },
            hours=waiting_hours(self.known.team, owner),
        )
        self._do(judged, side, things, around)
        return judged.rule

    def _of_thread(self, around: list[Heard], known: dict[int, Thing]) -> dict[int, Thing]:
        """What the thread is about, if that was settled long since."""
        missing = {one.number for one in around if one.number is not None} - set(known)
        if not missing:
            return {}
        of = (self.turn.connection, self.turn.workspace_id)
        return things_stored.by_number(*of, missing, kinds=(Kind.INQUIRY,), lock=True)

    def _do(
        self, judged: Judged, side: Side, things: dict[int, Thing], around: list[Heard]
    ) -> None:
        row = Heard(
            ts=self.said.ts,
            root=self.said.root,
            author_id=self.said.author_id,
            side=side,
            rule=judged.rule,
            at=self.said.at,
            customer_id=self.known.customer.id,
            number=judged.number,
            edited_at=self.said.edited_at,
        )
        if judged.joins is not None and judged.joins.contact_id is not None:
            self._join(row, judged.joins.contact_id)
        elif judged.rule in VERBS or judged.rule in NOTED:
            self._count(row, judged, things, around)
        else:
            stored.add(self.turn.connection, *self.of, row)
            self.turn.sign()

    def _join(self, row: Heard, contact_id: int) -> None:
        """Make it part of what the same person had just said."""
        row = replace(row, contact_id=contact_id, words=plain_words(self.turn, self.said.text))
        stored.add(self.turn.connection, *self.of, row)
        rejoin(self.turn, contact_id)
        if row.number is not None:
            self.turn.show(row.number)
        self.turn.sign(number=row.number)

    def _count(
        self, row: Heard, judged: Judged, things: dict[int, Thing], around: list[Heard]
    ) -> None:
        words = plain_words(self.turn, self.said.text)
        event = self._event(judged, row, words)
        is_answer = event.verb is Verb.ANSWERED and judged.before is None
        if is_answer and event.number is not None:
            event = with_figures(self.turn, event, things[event.number])
        if judged.rule is Rule.FIRST and event.number is not None:
            events = corrections.asked_earlier(self.turn, things[event.number], event)
        elif judged.before is not None and event.number is not None:
            events = overtaking.answered_first(
                self.turn, self.said.channel_id, things[event.number], event, judged.before
            )
        else:
            thing = onto_inquiry(self.turn, Meant(self.known, words), event, things)
            events = [event, *self._answered(thing, event, things, around)]
        if row.side is not Side.THEIRS:
            events += untold.told(self.turn, self.known.customer.id, at=event.at)
        self.turn.record(*events, number=event.number)
        row = replace(
            row,
            number=row.number if event.number is None else event.number,
            contact_id=event.contact_id,
            change_id=self.turn.change_id,
            words=words,
        )
        stored.add(self.turn.connection, *self.of, row)

    def _event(self, judged: Judged, row: Heard, words: str) -> Event:
        """Write the contact and say what it does, as an event."""
        verb = VERBS.get(judged.rule, Verb.LOGGED)
        of = (self.turn.connection, self.turn.workspace_id)
        # What is only noted belongs to no inquiry's history.
        number = None if verb is Verb.LOGGED else judged.number
        if verb is Verb.OPENED:
            number = workspaces.next_number(*of)
        is_theirs = row.side is Side.THEIRS
        contact = Contact(
            id=0,
            customer_id=row.customer_id,
            member_id=row.author_id,
            direction=Direction.INBOUND if is_theirs else Direction.OUTBOUND,
            at=row.at,
            logged_at=self.turn.now,
            words=words,
            via=Via.CHAT,
            number=number,
            permalink=self.permalink,
            is_heard=True,
        )
        if not is_theirs:
            pokes.look_at_acknowledged(*of, row.customer_id, now=self.turn.now)
        return self.turn.event(
            verb,
            Kind.CONTACT if verb is Verb.LOGGED else Kind.INQUIRY,
            at=row.at,
            number=number,
            customer_id=row.customer_id,
            contact_id=contacts.add(*of, contact),
            linked_to=judged.linked_to,
            member_id=self.known.owner.id if verb is Verb.OPENED else None,
        )

    def _answered(
        self, thing: Thing | None, event: Event, things: dict[int, Thing], around: list[Heard]
    ) -> list[Event]:
        """What was said since, and was heard before."""
        if thing is None or not isinstance(thing.item, Inquiry):
            return []
        if event.verb is Verb.ANSWERED:
            return self._since(thing, event)
        others = [
            other.item
            for other in things.values()
            if isinstance(other.item, Inquiry) and other.number != thing.number
        ]
        reply = watching.answered_since(self.said, around, asked=thing.item, others=others)
        if event.verb not in (Verb.OPENED, Verb.CHASED) or reply is None:
            return []
        answer = self.turn.event(
            Verb.ANSWERED,
            Kind.INQUIRY,
            actor_id=reply.author_id,
            at=reply.at,
            number=thing.number,
            customer_id=thing.customer.id,
            contact_id=reply.contact_id,
        )
        answer = with_figures(self.turn, answer, thing)
        carry_out(self.turn, thing, answer)
        stored.change(
            self.turn.connection, *self.of, reply.ts, number=thing.number, rule=Rule.ANSWERED
        )
        return [answer, *self._since(thing, answer)]

    def _since(self, thing: Thing, answer: Event) -> list[Event]:
        """Their words after this answer wait in an inquiry of their own."""
        since = chases.after_answer(self.turn, thing, answer)
        if since is None:
            return []
        of = (self.turn.connection, self.turn.workspace_id)
        stored.renumber(*of, thing.number, after=answer.at, to=since.thing.number)
        return list(since.events)
