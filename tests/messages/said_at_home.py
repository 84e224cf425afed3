"""What stands in a Home, and in the forms that it opens, by name."""

from dataclasses import replace

from bot.core.history import Verb
from bot.core.homes import HomeShown
from bot.core.outcomes import MineShown, ThingChanged
from bot.messages import homes, own_forms
from bot.messages.kit import HomeTab
from tests.messages.cast import ANSWERED, CLAIMED, HELD, NOW, SNOOZED, ZONE, Cast, at
from tests.messages.said_filling import LINK
from tests.messages.saying import Saying, said

NOTHING = MineShown([], [], 0, 0, team=False, reader_id="U0ADA")


def at_home() -> dict[str, Saying]:
    return {
        "home": home,
        "home_of_a_lead": lead,
        "home_of_the_team": team,
        "home_of_many": many,
        "home_of_nothing": lambda c: homes.home(shown(c, NOTHING)),
        "home_at_first": lambda c: homes.home(shown(c, NOTHING, is_new=True)),
        "home_of_a_lead_at_first": lambda c: homes.home(
            shown(c, NOTHING, is_new=True, leads=True, team_open=5)
        ),
        "home_while_away": away,
        "home_with_cover": cover,
        "home_after_a_press": pressed,
        "home_of_an_outsider": lambda c: homes.outsider(),
        "form_away": lambda c: own_forms.away(c.ada, back_at=at(19, 9), zone=ZONE),
        "form_away_with_cover": lambda c: own_forms.away(
            replace(c.ada, cover_id="U0BEN"), back_at=at(19, 9), zone=ZONE
        ),
        "form_brief": lambda c: own_forms.brief(c.ada, opens_at=at(19, 9), zone=ZONE),
        "form_brief_at": lambda c: own_forms.brief(
            replace(c.ada, brief_minute=510), opens_at=at(19, 9), zone=ZONE
        ),
        "form_brief_never": lambda c: own_forms.brief(
            replace(c.ada, wants_brief=False), opens_at=at(19, 9), zone=ZONE
        ),
    }


def shown(cast: Cast, mine: MineShown, **more: object) -> HomeShown:
    reader = replace(cast.ada, brief_at=at(19, 9))
    known = {"reader": reader, "team": cast.team, "now": NOW, "mine": mine}
    return HomeShown(**(known | more))  # type: ignore[arg-type]


def home(c: Cast) -> HomeTab:
    inquiries = [c.inquiry(470, opened_at=at(16, 10), chases=2), c.inquiry(care=CLAIMED)]
    promises = [c.promise(9, due_at=at(17, 17), moves=1), c.promise(care=SNOOZED)]
    mine = MineShown(inquiries, promises, 2, 2, team=False, reader_id="U0ADA")
    quiet = [(c.acme, c.owner_name, at(3, 9)), (c.acme, c.owner_name, None)]
    names = {"U0BEN": c.lead_name}
    return homes.home(shown(c, mine, quiet=quiet, quiet_count=2, names=names))


def lead(c: Cast) -> HomeTab:
    mine = replace(NOTHING, promises=[c.promise()], promise_count=1)
    return homes.home(shown(c, mine, leads=True))


def team(c: Cast) -> HomeTab:
    inquiries = [c.inquiry(470, opened_at=at(16, 10)), c.inquiry(care=HELD)]
    mine = MineShown(inquiries, [], 2, 0, team=True, reader_id="U0BEN")
    quiet = [(c.acme, c.owner_name, at(3, 9))]
    return homes.home(shown(c, mine, leads=True, quiet=quiet, quiet_count=10))


def many(c: Cast) -> HomeTab:
    """A page of the middle, with all that there can be on one."""
    inquiries = [c.inquiry(number, opened_at=at(16, 10)) for number in range(101, 111)]
    promises = [c.promise(number) for number in range(201, 211)]
    mine = MineShown(inquiries, promises, 1_000, 700, False, 50, 100, reader_id="U0ADA")
    quiet = [(c.acme, c.owner_name, None)] * 8
    words = said_after(c)
    return homes.home(shown(c, mine, leads=True, quiet=quiet, quiet_count=200), said=words)


def away(c: Cast) -> HomeTab:
    reader = replace(c.ada, away_until=at(23, 9), cover_id="U0BEN", takes_urgent=True)
    reader = replace(reader, wants_brief=False)
    return homes.home(shown(c, NOTHING, reader=reader, cover_name=c.lead_name))


def cover(c: Cast) -> HomeTab:
    inquiries = [replace(c.inquiry(), permalink=LINK)]
    mine = MineShown(inquiries, [c.promise()], 1, 1, team=False, reader_id="U0CLEO")
    quiet = [(c.acme, c.owner_name, at(3, 9))]
    reader = replace(c.ada, id="U0CLEO")
    return homes.home(shown(c, mine, reader=reader, quiet=quiet, quiet_count=1))


def said_after(c: Cast) -> list[dict[str, object]]:
    thing = c.inquiry(**ANSWERED)
    answered = ThingChanged(thing, c.event(Verb.ANSWERED, thing), "c1")
    return [dict(block) for block in said(answered).blocks]


def pressed(c: Cast) -> HomeTab:
    return homes.home(shown(c, NOTHING), said=said_after(c))
