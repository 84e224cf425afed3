"""The cast of the messages' tests: Ada owns Acme, Ben leads, and what they have open."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.core import things
from bot.core.care import Care, Hold
from bot.core.customers import Customer
from bot.core.deliveries import Bundle, DeliveryKind, NudgeRow
from bot.core.history import Event, Verb
from bot.core.inquiries import Inquiry, InquiryState
from bot.core.ladders import Audience
from bot.core.members import Member, Team
from bot.core.nudges import Nudge, NudgeState
from bot.core.promises import Promise, PromiseState
from bot.core.things import Thing

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 18, 14, 5, tzinfo=ZONE)  # a Wednesday


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


@dataclass(frozen=True)
class Cast:
    """Everybody's names and words; hostile ones must do no harm."""

    customer_name: str = "Acme"
    words: str = "asks for a quote"
    promised: str = "send the revised quote"
    owner_name: str = "Ada"
    lead_name: str = "Ben"
    latest: str = "did you get my mail?"

    @property
    def ada(self) -> Member:
        return Member("U0ADA", self.owner_name, zone="Europe/Berlin", team_id=1)

    @property
    def team(self) -> Team:
        return Team(1, "Sales", lead_id="U0BEN", channel_id="C0SALES", zone="Europe/Berlin")

    @property
    def acme(self) -> Customer:
        return Customer(7, self.customer_name, "U0ADA")

    def inquiry(self, number: int = 482, *, care: Care | None = None, **changes: Any) -> Thing:
        opened_at = changes.pop("opened_at", at(18, 9, 30))
        item = Inquiry(
            number,
            7,
            1,
            care or Care("U0ADA"),
            opened_at=opened_at,
            logged_at=opened_at,
            last_word_at=opened_at,
        )
        item = replace(item, **changes)
        latest = self.latest if item.chases else ""
        return Thing(item, self.acme, self.ada, self.team, self.words, latest=latest)

    def promise(self, number: int = 12, *, care: Care | None = None, **changes: Any) -> Thing:
        item = Promise(
            number,
            7,
            self.promised,
            care or Care("U0ADA"),
            made_at=at(16, 10),
            made_by="U0ADA",
            due_at=at(20, 17),
            logged_at=at(16, 10),
        )
        return Thing(replace(item, **changes), self.acme, self.ada, self.team, self.promised)

    def row(self, thing: Thing, step: str = "due", **changes: Any) -> NudgeRow:
        audience = changes.pop("audience", Audience.OWNER)
        nudge = Nudge(
            thing.number,
            thing.kind,
            thing.number,
            1,
            step,
            audience,
            at(18, 13, 30),
            NudgeState.BOUND,
            recipient_id="U0ADA",
            why=changes.pop("why", None),
        )
        known = {
            "again_to_id": thing.owner.id,
            "again_to_name": thing.owner.name,
            "told_name": thing.owner.name,
            "made_by_name": self.owner_name,
            "given_by_name": self.lead_name,
        }
        return NudgeRow(nudge, thing, things.due_at(thing), **(known | changes))

    def bundle(self, *rows: NudgeRow, **changes: Any) -> Bundle:
        bundle = Bundle(
            DeliveryKind.NUDGES,
            77,
            rows,
            ZONE,
            NOW,
            reader_id="U0ADA",
            reader_name=self.owner_name,
        )
        return replace(bundle, **changes)

    def event(self, verb: Verb, thing: Thing, **changes: Any) -> Event:
        event = Event(verb, thing.kind, "U0ADA", NOW, NOW, number=thing.number, customer_id=7)
        return replace(event, **changes)


ANSWERED: dict[str, Any] = {
    "state": InquiryState.ANSWERED,
    "settled_at": at(18, 14, 5),
    "settled_by": "U0ADA",
    "spent": timedelta(hours=4, minutes=35),
    "target": timedelta(hours=4),
}
KEPT: dict[str, Any] = {
    "state": PromiseState.KEPT,
    "settled_at": at(18, 11),
    "settled_by": "U0ADA",
}
SNOOZED = Care("U0ADA", snoozed_until=at(19, 9), snoozes=1)
CLAIMED = Care("U0ADA", claimed_by="U0BEN", claimed_until=at(18, 16), claims=1)
HELD = Care("U0ADA", holds=(Hold(at(18, 10), at(20, 9)),))
