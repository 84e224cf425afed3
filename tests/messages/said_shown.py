"""What is said when somebody asks: cards, lists, set-up, help, by name."""

from dataclasses import replace
from datetime import date, timedelta

from bot.core.asks import Help
from bot.core.contacts import Contact, Direction, Mood, Via
from bot.core.covers import Absent
from bot.core.customer_outcomes import CustomerAdded, CustomerShown, CustomersListed
from bot.core.digests import Figures
from bot.core.heed_outcomes import (
    AwayShown,
    BriefComing,
    BriefSet,
    Checked,
    DigestComing,
    SetupShown,
    UrgentSet,
)
from bot.core.members import Member, Where
from bot.core.names import Known
from bot.core.outcomes import HelpShown, MineShown
from bot.core.recipients import Nobody, NotYet, ToChannel, ToMember
from bot.core.workspaces import Workspace
from bot.messages.help import TOPICS
from bot.messages.kit import Message
from bot.slack.directory import INVITED
from tests.messages.cast import ANSWERED, CLAIMED, HELD, KEPT, NOW, Cast, at
from tests.messages.saying import Saying, said


def shown() -> dict[str, Saying]:
    return {
        "customer_added": lambda c: said(CustomerAdded(c.acme, c.ada, "c1")),
        "customer_card": card,
        "customer_card_of_a_stranger": lambda c: said(
            CustomerShown(Known("acme", c.acme, c.ada, c.team), [], [], [])
        ),
        "customers": lambda c: said(
            CustomersListed(
                [(c.acme, c.owner_name, at(3, 9)), (c.acme, "Ben", None)], 1, 30, False, 2
            )
        ),
        "customers_none": lambda c: said(CustomersListed([], 1, 0, True, 20)),
        "mine": lambda c: said(
            MineShown(
                [c.inquiry(470, opened_at=at(16, 10), chases=2), c.inquiry(care=CLAIMED)],
                [c.promise(9, due_at=at(17, 17), moves=1), c.promise()],
                2,
                2,
                team=False,
                names={"U0BEN": c.lead_name},
            )
        ),
        "mine_of_the_team": lambda c: said(
            MineShown([c.inquiry(number) for number in range(1, 20)], [], 39, 0, True, 1, 3)
        ),
        "mine_nothing": lambda c: said(MineShown([], [], 0, 0, team=False)),
        "digest_coming": lambda c: said(DigestComing()),
        "away": lambda c: said(AwayShown(at(23, 9), c.lead_name, changed=True)),
        "away_until_a_day_off": lambda c: said(
            AwayShown(at(23, 9), c.lead_name, changed=True, day_off=date(2026, 11, 20))
        ),
        "away_without_cover": lambda c: said(AwayShown(at(23, 9), None, changed=True)),
        "away_with_a_cover_who_is_away": lambda c: said(
            AwayShown(at(23, 9), "Cleo", changed=True, missing_name=c.lead_name)
        ),
        "away_with_a_cover_who_has_left": lambda c: said(
            AwayShown(at(23, 9), None, changed=False, missing_name=c.lead_name)
        ),
        "back": lambda c: said(AwayShown(None, None, changed=True)),
        "not_away": lambda c: said(AwayShown(None, None, changed=False)),
        "away_by_status": lambda c: said(
            AwayShown(at(23, 9), c.lead_name, changed=False, by_status=True)
        ),
        "mine_with_cover": lambda c: said(
            MineShown([c.inquiry()], [c.promise()], 1, 1, team=False, reader_id="U0CLEO")
        ),
        "brief_coming": lambda c: said(BriefComing()),
        "brief_with_nothing_in_it": lambda c: said(BriefComing(is_empty=True)),
        "brief_set": lambda c: said(BriefSet(at(19, 8, 30))),
        "brief_set_in_shadow": lambda c: said(BriefSet(at(19, 8, 30), in_shadow=True)),
        "brief_off": lambda c: said(BriefSet(None)),
        "urgent_on": lambda c: said(UrgentSet(True, [c.customer_name])),
        "urgent_on_without_a_tier": lambda c: said(UrgentSet(True)),
        "urgent_off": lambda c: said(UrgentSet(False)),
        "setup_in_its_first_days": lambda c: said(
            SetupShown(
                replace(c.team, start_on=date(2026, 11, 30), is_shadow=True),
                Workspace("T1"),
                c.lead_name,
                "start",
            )
        ),
        "setup_out_of_shadow": lambda c: said(
            SetupShown(c.team, Workspace("T1"), c.lead_name, "shadow")
        ),
        "setup": lambda c: said(
            SetupShown(c.team, Workspace("T1"), c.lead_name, "lead", ["There is no channel."])
        ),
        "setup_of_its_lead": lambda c: said(
            SetupShown(c.team, Workspace("T1"), c.lead_name, by=[c.lead_name])
        ),
        "setup_full": lambda c: said(
            SetupShown(
                replace(c.team, where=Where.CHANNEL, closed=(date(2026, 12, 25),)),
                Workspace("T1", emoji={"tada": "done"}),
                c.lead_name,
            )
        ),
        "check_fine": lambda c: said(Checked(c.team, c.lead_name, [])),
        "check_of_a_channel": lambda c: said(
            Checked(
                c.team,
                c.lead_name,
                [],
                channel_problems=[("C0SALES", INVITED)],
            )
        ),
        "check_fine_of_teams": lambda c: said(
            Checked(c.team, c.lead_name, [], fine=[("Berlin", c.lead_name), ("São Paulo", None)])
        ),
        "check_of_teams": lambda c: said(
            Checked(
                c.team,
                c.lead_name,
                ["São Paulo: There is no lead and no channel to escalate to."],
                fine=[("Berlin", c.lead_name)],
            )
        ),
        "check_not_fine": lambda c: said(Checked(c.team, None, [f"{c.lead_name} is away."])),
        "check_of_the_absent": lambda c: said(
            Checked(c.team, c.lead_name, [], absent=[*absent(c)])
        ),
        **{
            f"help_{topic}": (lambda c, topic=topic: said(HelpShown("heed", Help(topic))))
            for topic in TOPICS
        },
    }


def absent(cast: Cast) -> list[Absent]:
    """Covered, by whoever covers for the cover, by nobody, and a lead."""
    ben, cleo = Member("U0BEN", cast.lead_name), Member("U0CLEO", "Cleo")
    back = at(23, 9)
    return [
        Absent(cast.ada, back, ToMember(cleo), True),
        Absent(cast.ada, None, ToMember(cleo), True, ben),
        Absent(cast.ada, back, ToMember(cleo), True, ben, via_is_away=False),
        Absent(cast.ada, at(19, 13), ToMember(ben)),
        Absent(cast.ada, back, ToChannel("C0SALES")),
        Absent(cast.ada, back, NotYet(back)),
        Absent(cast.ada, back, Nobody()),
        Absent(ben, back, ToMember(cleo), leads=True),
    ]


def card(cast: Cast) -> Message:
    contacts = [
        Contact(
            1, 7, "U0ADA", Direction.INBOUND, at(18, 9, 30), NOW, cast.words, mood=Mood.UNHAPPY
        ),
        Contact(2, 7, "U0BEN", Direction.OUTBOUND, at(17, 9), NOW, cast.promised, via=Via.PHONE),
    ]
    figures = Figures(9, timedelta(hours=2), timedelta(hours=5), 0.8, 4, 0.75)
    return said(
        CustomerShown(
            Known("acme", cast.acme, cast.ada, cast.team),
            [cast.inquiry(care=HELD), cast.inquiry(470, **ANSWERED)],
            [cast.promise(), cast.promise(11, **KEPT)],
            contacts,
            {"U0ADA": cast.owner_name, "U0BEN": cast.lead_name},
            figures,
        )
    )
