"""Deeds of others: what owners, leads and covers are told, one by one and together."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.core.deliveries import Brief, DeliveryKind
from bot.core.handing_over import Owned
from bot.core.history import Verb
from bot.core.tidings import Deed, Tidings
from bot.messages import nudges as nudge_words
from bot.messages import tidings as tiding_words
from bot.messages.kit import Message
from tests.messages.cast import NOW, ZONE, Cast, at
from tests.messages.saying import Saying

OF_THINGS = (Deed.MOVED, Deed.WITHDRAWN, Deed.GIVEN, Deed.UNDONE)
ON_FRIDAY = at(23, 0)
HOURS = {day: [["08:00", "16:00"]] for day in ("mon", "tue", "wed", "thu")}
CHANGES = {
    "team": "everyone",
    "lead_id": [None, "U0BEN"],
    "week": [HOURS | {"fri": [["09:00", "15:00"]]}, HOURS],
    "zone": [None, "Europe/Madrid"],
    "country": ["DE", "ES"],
    "closed": [["2026-12-24"], ["2026-12-24", "2026-12-31"]],
}

NAMES = {"U0BEN": "Ben"}
TERMS = {"target": ["240m", "2d"], "cadence_days": [14, 30], "urgent": [False, True]}


def tiding(cast: Cast, what: Deed, **more: Any) -> Tidings:
    known = {"change_id": "c1", "to_name": cast.lead_name, "at": NOW, "names": NAMES} | more
    thing = cast.promise() if what in OF_THINGS else None
    about = {Deed.SET_UP: cast.team.name, Deed.TIERS: "key", Deed.EMOJI: "hand"}
    subject = about.get(what, cast.customer_name)
    return Tidings(what, "Cleo", ZONE, NOW, thing=thing, subject=subject, **known)


def one(what: Deed, **more: Any) -> Saying:
    return lambda cast: tiding_words.told([tiding(cast, what, **more)], prefix="")


def covers(**more: Any) -> Saying:
    known = {"change_id": "", "to_name": "", "until": ON_FRIDAY, "owned": Owned(4, 3, 2)}
    return one(Deed.COVERS, **(known | more))


def several(cast: Cast) -> list[Tidings]:
    last_night = NOW - timedelta(hours=14)
    return [
        tiding(cast, Deed.MOVED, at=last_night),
        tiding(cast, Deed.OWNED, at=last_night),
        replace(covers_of(cast), at=NOW),
        tiding(cast, Deed.SET_UP, change_id="", at=last_night, changes=CHANGES),
    ]


def together(count: int) -> Saying:
    return lambda cast: tiding_words.told((several(cast) * 3)[:count], prefix="")


def beside(cast: Cast) -> Message:
    """What others did, as part of a reminder."""
    row = cast.row(cast.promise(due_at=at(17, 17)), "day_1", again_at=at(20, 17))
    return nudge_words.reminder(cast.bundle(row, others=several(cast)[:2]))


def beside_a_brief(cast: Cast) -> Message:
    row = cast.row(cast.inquiry(), "brief_77")
    known: dict[str, Any] = {"kind": DeliveryKind.BRIEF, "brief": Brief()}
    things = {row.thing.number: row.thing}
    return nudge_words.reminder(cast.bundle(row, others=several(cast), things=things, **known))


def covers_of(cast: Cast) -> Tidings:
    owned = Owned(inquiries=1)
    return tiding(cast, Deed.COVERS, change_id="", to_name="", until=ON_FRIDAY, owned=owned)


def undone(verb: Verb, **more: Any) -> Saying:
    return one(Deed.UNDONE, change_id="", verb=verb, whose="your", **more)


def undone_tier(cast: Cast) -> Message:
    """Of a tier there is nothing that somebody said."""
    said = tiding(cast, Deed.UNDONE, change_id="", verb=Verb.SET_UP, whose="your")
    said = replace(said, thing=None, changes={"tier": "key"})
    return tiding_words.told([said], prefix="")


def of_itself() -> dict[str, Saying]:
    """What nobody of ours did."""

    def say(what: Deed, **changes: Any) -> Saying:
        return one(what, change_id="", changes=changes)

    return {
        "tidings_reminder_lost": say(Deed.LOST, error="invalid_blocks"),
        "tidings_channel_left": say(Deed.LEFT, channel_id="C0SALES", error="not_in_channel"),
        "tidings_watch_archived": say(Deed.UNHEARD, channel_id="C0SALES", ending="archived"),
        "tidings_watch_left": say(Deed.UNHEARD, channel_id="C0SALES", ending="left"),
        "tidings_watch_taken": say(Deed.TAKEN, channel_id="C0SALES", was_watched=True),
        "tidings_watch_taken_unwatched": say(Deed.TAKEN, channel_id="C0SALES", was_watched=False),
    }


def tidings() -> dict[str, Saying]:
    plain = (
        Deed.MOVED,
        Deed.WITHDRAWN,
        Deed.GIVEN,
        Deed.HANDED,
        Deed.OWNED,
        Deed.MERGED,
        Deed.WATCHED,
    )
    plain += (Deed.WATCHED, Deed.UNWATCHED)
    return {
        **{f"tidings_{what}": one(what) for what in plain},
        **of_itself(),
        "tidings_given_to_themselves": one(Deed.GIVEN, is_taken=True),
        "tidings_handed_to_themselves": one(Deed.HANDED, is_taken=True),
        "tidings_that_waited": one(Deed.WITHDRAWN, at=NOW - timedelta(hours=14)),
        "tiding_of_standing_in_until_noon": covers(until=at(23, 12)),
        "tiding_of_another_team": one(Deed.JOINED, change_id=""),
        "tiding_of_who_joined": one(Deed.SET_UP, change_id="", changes={"joined": ["U0BEN"]}),
        "tidings_together": together(4),
        "tidings_together_many": together(11),
        "tidings_in_a_reminder": beside,
        "tidings_in_a_brief": beside_a_brief,
        "tidings_set_up": one(Deed.SET_UP, change_id="", changes=CHANGES),
        "tidings_tier": one(Deed.TIERS, change_id="", changes=TERMS),
        "tidings_tier_added": one(Deed.TIERS, change_id="", changes={"target": [None, "120m"]}),
        "tidings_tier_removed": one(Deed.TIERS, change_id="", changes={"target": ["120m", None]}),
        "tidings_emoji": one(Deed.EMOJI, change_id="", changes={"meaning": [None, "claim"]}),
        "tidings_set_up_of_people": one(Deed.SET_UP, change_id=""),
        "tidings_undone_tier": undone_tier,
        "tidings_undone": undone(Verb.MOVED, is_owners=True),
        "tidings_undone_of_another": one(
            Deed.UNDONE, change_id="", verb=Verb.WITHDRAWN, whose="Ben's", is_owners=True
        ),
        "tidings_undone_hand_over": undone(Verb.GIVEN),
        "tidings_undone_merge": one(Deed.UNDONE, change_id="", verb=Verb.MERGED),
        "tidings_undone_handing_over_of_all": one(Deed.UNDONE, change_id="", verb=Verb.HANDED),
        "tidings_covers": covers(),
        "tidings_covers_one": covers(owned=Owned(1, 0, 1)),
        "tidings_covers_nothing": covers(owned=Owned(3)),
        "tidings_covers_by_status": covers(until=None),
        "tidings_covers_since_they_left": covers(until=None, has_left=True),
        "tidings_covers_of_a_cover": covers(to_name="Ben"),
        "tidings_covered": one(Deed.COVERED, change_id="", to_name="", is_here=True),
        "tidings_covered_by_another": one(Deed.COVERED, change_id="", to_name="Ben"),
        "tidings_covered_by_nobody": one(Deed.COVERED, change_id="", to_name=""),
    }
