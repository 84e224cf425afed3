"""Digests: plan each lead's weekly one, and gather it from the store when it is sent."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.core.deliveries import Delivery, DeliveryKind
from bot.core.digests import (
    LANE,
    WEEKS_BEFORE,
    Digest,
    Figures,
    InShadow,
    figures,
    next_digest_at,
    start,
    week_of,
)
from bot.core.heed_outcomes import DigestComing
from bot.core.history import Kind
from bot.core.members import Member, Team, own_hours
from bot.core.quiet import Naming, to_name
from bot.core.things import Thing, due_at
from bot.services import holders
from bot.services.briefs import naming
from bot.services.desk import Desk, Turn
from bot.store import briefs, customer_lists, deliveries, members, open_things, workspaces
from bot.store import figures as gathered
from bot.store import quiet as quiet_ones
from bot.store import things as stored
from bot.store.figures import Stretch, Unsent, Whose

A_WEEK = timedelta(days=7)
HAPPY = 3


def plan(desk: Desk) -> int:
    """Owe every lead whose hour has come their digest, once a week; return how many."""
    with desk.store.read() as connection:
        active = workspaces.active(connection)
    return sum(_plan(desk, workspace_id) for workspace_id in active)


def _plan(desk: Desk, workspace_id: str) -> int:
    now = desk.now()
    with desk.store.read() as connection:
        if not members.digests_due(connection, workspace_id, now=now):
            return 0
    with desk.store.write() as connection:
        due = members.digests_due(connection, workspace_id, now=now)
        for lead in due:
            hours = own_hours(_team_of(connection, workspace_id, lead), lead)
            week = week_of(now, hours.zone)
            # Their brief of this morning has its own rows: nobody needs them twice at a time.
            since = start(now.astimezone(hours.zone).date(), hours.zone).isoformat()
            named = naming(_to_name(connection, workspace_id, lead, week=week, now=now))
            body: dict[str, object] = {"brief_since": since, "quiet": [], **named}
            once = _once(lead, week)
            _owe(connection, desk, workspace_id, lead.id, once=once, body=body)
            following = next_digest_at(now, hours)
            members.change(connection, workspace_id, lead.id, digest_at=following)
        return len(due)


def _once(lead: Member, week: date) -> str:
    return f"digest:{lead.id}:{week}"


def _to_name(
    connection: Connection, workspace_id: str, lead: Member, *, week: date, now: datetime
) -> Naming:
    """Which customers have gone quiet that the digests of the last month have not named."""
    teams = members.all_teams(connection, workspace_id).values()
    led = [team for team in teams if team.lead_id == lead.id]
    owners = _owners(connection, workspace_id, lead, led)
    silent = customer_lists.silent(connection, workspace_id, owners=owners, now=now)
    if not silent:
        return Naming()
    before = [_once(lead, week - count * A_WEEK) for count in range(1, WEEKS_BEFORE + 1)]
    named = quiet_ones.named_in(connection, workspace_id, before)
    return to_name(silent, named.get(lead.id, {}), now)


def plan_anew(
    connection: Connection, workspace_id: str, people: Iterable[Member], *, now: datetime
) -> None:
    """When these members' digests come has changed: with their hours, or with whom they lead."""
    teams = members.all_teams(connection, workspace_id)
    leads = {team.lead_id for team in teams.values()}
    following = {
        one.id: next_digest_at(now, own_hours(teams[one.team_id], one)) if one.id in leads else None
        for one in people
    }
    members.plan_digests(connection, workspace_id, following)


def plan_leads(
    connection: Connection, workspace_id: str, which: int | Collection[str], *, now: datetime
) -> None:
    """The same for those of a team, or of these members, who lead any team; few do."""
    if leads := members.leads(connection, workspace_id, which):
        plan_anew(connection, workspace_id, leads, now=now)


def _team_of(connection: Connection, workspace_id: str, member: Member) -> Team:
    return members.all_teams(connection, workspace_id)[member.team_id]


def _owe(
    connection: Connection,
    desk: Desk,
    workspace_id: str,
    member_id: str,
    *,
    once: str,
    body: Mapping[str, object],
) -> None:
    deliveries.add(
        connection,
        workspace_id,
        DeliveryKind.DIGEST,
        recipient_id=member_id,
        once=once,
        body=body,
        now=desk.now(),
        system_now=desk.system_now(),
    )


def ask_for(turn: Turn) -> DigestComing:
    """Owe the speaker a digest now: of the teams they lead, else of what is their own.

    One that is on its way already is the one that was asked for.
    """
    owed = deliveries.owed_to(turn.connection, turn.workspace_id, turn.member.id)
    if not any(delivery.kind is DeliveryKind.DIGEST for delivery in owed):
        deliveries.add(
            turn.connection,
            turn.workspace_id,
            DeliveryKind.DIGEST,
            recipient_id=turn.member.id,
            now=turn.now,
            system_now=turn.system_now,
        )
        turn.left.append("a digest")
    turn.sign()
    return DigestComing()


def digest_of(desk: Desk, delivery: Delivery) -> Digest:
    """Gather a digest: the team's as it stands, and last week against the four before."""
    now = desk.now()
    with desk.store.read() as connection:
        lead = members.get(connection, delivery.workspace_id, delivery.recipient_id)
        if lead is None:
            raise LookupError(delivery.recipient_id)
        body = delivery.body or {}
        since = body.get("brief_since")
        listed = set[int]()
        if since is not None:
            listed = briefs.listed(
                connection, delivery.workspace_id, lead.id, since=datetime.fromisoformat(since)
            )
        return _gather(connection, delivery.workspace_id, lead, now=now, listed=listed, body=body)


def _gather(
    connection: Connection,
    workspace_id: str,
    lead: Member,
    *,
    now: datetime,
    listed: Collection[int],
    body: Mapping[str, Any],
) -> Digest:
    teams = members.all_teams(connection, workspace_id)
    led = [teams[one] for one in sorted(teams) if teams[one].lead_id == lead.id]
    owners = _owners(connection, workspace_id, lead, led)
    whose = Whose(owners, teams=[team.id for team in led])
    hours = own_hours(teams[lead.team_id], lead)
    week = week_of(now, hours.zone)
    last = (start(week, hours.zone), start(week + A_WEEK, hours.zone))
    before = (start(week - WEEKS_BEFORE * A_WEEK, hours.zone), last[0])
    of = (connection, workspace_id)
    waiting, waiting_count = open_things.open_of(
        *of, Kind.INQUIRY, owners=owners, limit=open_things.RECKONED
    )
    numbers, promised_count, overdue = gathered.promised_by(
        *of, owners, now=now, until=start(week + 2 * A_WEEK, hours.zone), limit=LANE + len(listed)
    )
    unlisted = [thing for thing in waiting if thing.number not in listed]
    shown = [number for number in numbers if number not in listed]
    promised = stored.by_number(*of, shown[:LANE], kinds=(Kind.PROMISE,))
    quiet, count = customer_lists.quiet(
        *of, owners=owners, now=now, limit=LANE, among=body.get("quiet")
    )
    quiet_count = count
    if "quiet" in body:
        count += body.get("quiet_more", 0)
        quiet_count = customer_lists.quiet(*of, owners=owners, now=now, limit=0)[1]
    unsent = gathered.in_shadow(*of, owners, since=last[0])
    return Digest(
        lead=lead,
        zone=hours.zone,
        now=now,
        week=week,
        waiting=unlisted[:LANE],
        waiting_count=waiting_count,
        promised=[promised[number] for number in shown[:LANE]],
        promised_count=promised_count,
        quiet=quiet,
        quiet_count=quiet_count,
        quiet_named=max(0, quiet_count - count),
        figures=figures_of(*of, whose, last, waiting=waiting),
        before=figures_of(*of, whose, before, waiting=waiting),
        thanks=gathered.thanks(*of, whose, last),
        happy=gathered.happy(*of, owners, last, limit=HAPPY),
        own=gathered.own_contacts(*of, lead.id, last),
        lost=gathered.lost(*of, since=last[0]),
        in_shadow=[_in_shadow(one, teams[one.team_id], lead, hours.zone) for one in unsent],
        teams=[team.name for team in led] if len(teams) > 1 else [],
        leads_own=any(team.id == lead.team_id for team in led),
        overdue_inquiries=sum(due_at(thing) < now for thing in waiting),
        overdue_promises=overdue,
        briefed_inquiries=len(waiting) - len(unlisted),
        briefed_promises=len(numbers) - len(shown),
        names=holders.names(*of, [*unlisted[:LANE], *promised.values()], now=now),
    )


def _in_shadow(unsent: Unsent, team: Team, lead: Member, zone: ZoneInfo) -> InShadow:
    return InShadow(
        team.name,
        is_on=team.is_shadow,
        is_own=team.id == lead.team_id,
        reminders=unsent.reminders,
        people=unsent.people,
        first=unsent.first_at.astimezone(zone).date(),
        last=unsent.last_at.astimezone(zone).date(),
    )


def figures_of(
    connection: Connection,
    workspace_id: str,
    whose: Whose,
    stretch: Stretch,
    *,
    waiting: Sequence[Thing] = (),
) -> Figures:
    """How a stretch of time went, for some owners or one customer; `waiting` is still open."""
    return figures(
        gathered.answers(connection, workspace_id, whose, stretch),
        gathered.promises_due(connection, workspace_id, whose, stretch),
        unanswered=sum(stretch[0] <= due_at(thing) < stretch[1] for thing in waiting),
    )


def _owners(
    connection: Connection, workspace_id: str, lead: Member, led: Sequence[Team]
) -> list[str]:
    """Whoever is in a team that the lead leads; for anybody else, only themselves."""
    theirs = members.in_team(connection, workspace_id, [team.id for team in led])
    return [member.id for member in theirs] or [lead.id]
