"""What is said in the form of a team, and once it is saved, by name."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.core.calendars import days_off, next_week
from bot.core.customers import KEY, STANDARD, Tier, WorkingTime
from bot.core.grammar.day_lines import spell_days
from bot.core.grammar.team_form import Reading, read_form, spelled
from bot.core.ics import DayOff, DaysOff, LeftOut, Why
from bot.core.members import Team, Where
from bot.core.team_forms import Field, TeamForm, TeamSaved
from bot.core.tier_forms import NEW, TierField, TierForm
from bot.messages import team_fields, team_form, tier_form
from bot.messages.carried import Carried
from bot.messages.kit import Message, View
from tests.messages.cast import ZONE, Cast, at
from tests.messages.saying import Saying, said

TODAY = date(2026, 12, 17)
BEFORE_CHRISTMAS = at(17, 10).replace(month=12)
CARRIED = Carried("https://hooks.slack.com/commands/T1/1/x", 1, 1)


def of_setup() -> dict[str, Saying]:
    return {
        "modal_team": lambda c: form(c),
        "modal_team_filled_in": lambda c: form(
            c, {Field.COUNTRY: "DE-BY", Field.HOURS: c.words, Field.DAYS: "2026-12-23 until 12"}
        ),
        "modal_team_of_several": lambda c: form(c, teams=[Team(2, c.words), Team(3, "Lisbon")]),
        "modal_team_unsaved": lambda c: form(
            c,
            notice=team_fields.unsaved(
                shown(c), [Field.COUNTRY, Field.HOURS], leaving=c.customer_name
            ),
        ),
        "modal_team_overwritten": lambda c: form(
            c, notice=team_fields.overwritten(shown(c), [Field.LEAD, Field.HOURS, Field.COUNTRY])
        ),
        "modal_team_with_too_many_days": lambda c: form(c, team=_packed(c)),
        "modal_team_with_a_file": lambda c: with_file(c),
        "modal_said": lambda c: team_form.said(c.words),
        "modal_tier": lambda c: tier(c, KEY),
        "modal_tier_urgent": lambda c: tier(c, _strategic()),
        "modal_tier_new": lambda c: tier(c, None),
        "modal_tier_unsaved": lambda c: tier(
            c, KEY, notice=tier_form.unsaved([TierField.TARGET, TierField.CADENCE], leaving=NEW)
        ),
        "team_saved": lambda c: saved(c, _after(c)),
        "team_saved_days": lambda c: saved(
            c, replace(c.team, closed=(date(2026, 12, 28),)), left_out=_left_out(c)
        ),
        "team_saved_nothing": lambda c: saved(c, c.team),
    }


def _reading() -> Reading:
    hours = Team(1, "x").hours_in("Europe/Berlin")
    return Reading(BEFORE_CHRISTMAS, hours, "Europe/Berlin", TODAY)


def shown(
    cast: Cast,
    filled: Mapping[Field, str] | None = None,
    *,
    team: Team | None = None,
    teams: Sequence[Team] = (),
) -> TeamForm:
    before = team or cast.team
    after, unread = read_form(before, filled or {}, reading=_reading())
    calendar = after.calendar_in("Europe/Berlin")
    return TeamForm(
        before,
        teams=[before, *teams],
        people=[cast.owner_name, cast.lead_name],
        spelled=spelled(before, reading=_reading(), has_lead=True),
        week=next_week(calendar, BEFORE_CHRISTMAS),
        days_off=days_off(calendar, TODAY),
        today=TODAY,
        since=TODAY,
        last=spell_days(before.closed, before.breaks, since=TODAY).last,
        unread=unread,
    )


def form(
    cast: Cast,
    filled: Mapping[Field, str] | None = None,
    *,
    team: Team | None = None,
    teams: Sequence[Team] = (),
    notice: str = "",
) -> View:
    of = shown(cast, filled, team=team, teams=teams)
    return team_form.form(of, CARRIED.afresh(of.spelled, Field), prefix="", notice=notice)


def with_file(cast: Cast) -> View:
    file = DaysOff((DayOff(date(2026, 12, 28), cast.words),), (), tuple(_left_out(cast)))
    of = replace(shown(cast), file=file)
    return team_form.form(of, CARRIED.afresh(of.spelled, Field), prefix="")


def _strategic() -> Tier:
    return replace(KEY, name="strategic", complaint=WorkingTime(minutes=30), urgent=True)


def tier(_: Cast, of: Tier | None, *, notice: str = "") -> View:
    form = TierForm([STANDARD, KEY, _strategic()], of, customers=3)
    carried = CARRIED.afresh(tier_form.spelled(form), TierField)
    return tier_form.form(form, carried, notice=notice)


def _packed(cast: Cast) -> Team:
    """Every other day off, for longer than the field has room."""
    days = tuple(TODAY + timedelta(days=2 * count) for count in range(400))
    return replace(cast.team, closed=days)


def _after(cast: Cast) -> Team:
    return replace(
        cast.team,
        lead_id="U0ADA",
        where=Where.CHANNEL,
        week={"mon": (("09:00", "12:00"), ("13:00", "17:30"))},
        zone=None,
        country="DE",
        region="BY",
        breaks={date(2026, 12, 24): (("12:00", "24:00"),)},
        start_on=date(2026, 12, 21),
        is_shadow=True,
    )


def _left_out(cast: Cast) -> list[LeftOut]:
    return [LeftOut(cast.words, why) for why in (Why.SHORT, Why.ODD, Why.FREE, Why.LONG)]


def saved(cast: Cast, after: Team, *, left_out: Sequence[LeftOut] = ()) -> Message:
    week = next_week(after.calendar_in("Europe/Berlin"), BEFORE_CHRISTMAS)
    names = (cast.owner_name if after.lead_id == "U0ADA" else cast.lead_name), cast.lead_name
    return said(TeamSaved(cast.team, after, *names, week, TODAY, ZONE, left_out))
