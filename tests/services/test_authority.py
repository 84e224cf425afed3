"""Who may do what: every cell of the page about it, tried through the services."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.core.authority import RULES, Action, Forbidden
from bot.core.deliveries import Delivery, DeliveryKind, DeliveryState
from bot.core.homes import Home
from bot.core.members import Member
from bot.core.outcomes import MineShown
from bot.core.team_forms import Field, Given
from bot.core.terms import EditTier, TierTerms
from bot.services import (
    digests,
    forgetting,
    handing_over,
    homes,
    merging,
    team_forms,
    tier_forms,
    undo,
)
from bot.services.desk import Desk
from bot.services.once import do
from bot.store import members, teams
from bot.store.tables import tidings
from tests.makers import (
    ADA,
    BEN,
    CLEO,
    GONE,
    GUS,
    ROBOT,
    SAO,
    STRANGER,
    T1,
    Clock,
    asked,
    type_,
    typed,
)

PAGE = Path(__file__).parents[2] / "docs" / "authority.md"
DORA = Member("UDORA", "Dora", "Europe/Berlin")
EVE = Member("UEVE", "Eve", "Europe/Berlin")
FINN = Member("UFINN", "Finn", "Europe/Berlin")
ADMA = Member("UADMA", "Adma", "Europe/Berlin", is_admin=True)

PEOPLE = {
    "owner": ADA,
    "cover": CLEO,
    "who took it": SAO,
    "lead": BEN,
    "lead's lead": DORA,
    "teammate": EVE,
    "other lead": FINN,
    "admin": ADMA,
    "guest": GUS,
    "outsider": STRANGER,
    "bot": ROBOT,
    "who left": GONE,
}
Try = Callable[[Desk, Member], Any]
# What members set and see for themselves alone; being away comes last.
OWN = (
    *("hours mon-thu 9-12", "holidays DE", "urgent on", "brief at 8:30", "brief off"),
    *("brief", "away until friday", "back", "away", "away until friday"),
)


@pytest.fixture
def company(sqlite_desk: Desk, clock: Clock) -> Desk:
    """Ben leads Ada, Cleo, Sao and Eve, and Dora him; Finn leads others, and Adma is an admin.

    Of Acme's #1 waits and #2 is promised, of Globex's #3 and #4; Ada owns them all.
    """
    desk = sqlite_desk
    with desk.store.write() as connection:
        members.save(connection, T1, [DORA, EVE, FINN, ADMA])
        first = members.all_teams(connection, T1)
        [everyone] = first.values()
        board, sales, _ = (
            teams.add(connection, T1, name, like=everyone) for name in ("Board", "Sales", "Field")
        )
        for team, lead in ((everyone, BEN), (board, DORA), (sales, FINN)):
            members.save_team(connection, T1, replace(team, lead_id=lead.id))
        teams.move(connection, T1, [BEN.id, DORA.id], to=board.id)
        teams.move(connection, T1, [FINN.id, ADMA.id], to=sales.id)
        members.change(connection, T1, ADA.id, cover_id=CLEO.id)
    for name in ("Acme", "Globex"):
        type_(desk, ADA, "customer", f"add {name}")
        type_(desk, ADA, "contact", f"from {name}: asks for a quote")
        type_(desk, ADA, "promise", f"{name}: send the quote by friday")
    type_(desk, ADA, "customer", "channel Globex <#C0GLOBEX> watch")
    type_(desk, SAO, "contact", "take 1")
    clock.move(minutes=5)
    return desk


def line(words: str) -> Try:
    return partial(_type, words=words)


def _type(desk: Desk, who: Member, *, words: str) -> Any:
    command, _, rest = words.removeprefix("/").partition(" ")
    return type_(desk, who, command, rest, again=True)


def typed_in(tries: dict[Action, list[Try]]) -> list[str]:
    """What is typed in all these tries."""
    of_lines = [one for each in tries.values() for one in each if isinstance(one, partial)]
    own = [*(f"/heed {words}" for words in OWN), "/heed digest", "/mine team"]
    return [*(str(one.keywords["words"]) for one in of_lines if "words" in one.keywords), *own]


def press(verb: Callable[..., Any]) -> Try:
    return lambda desk, who: do(desk, asked(who, "", ""), verb)


def is_listed(desk: Desk, who: Member) -> bool:
    shown = typed(desk, MineShown, who, "/mine team")
    return 1 in {thing.number for thing in shown.inquiries}


def is_at_home(desk: Desk, who: Member) -> bool:
    home = Home(T1, who.id, of_team=True)
    shown = homes.shown(desk, home)
    if shown is None:
        raise Forbidden("nothing is shown")
    return shown.mine.team and 1 in {thing.number for thing in shown.mine.inquiries}


def is_in_digest(desk: Desk, who: Member) -> bool:
    type_(desk, who, "heed", "digest")
    sent = Delivery(1, T1, DeliveryKind.DIGEST, who.id, DeliveryState.SENDING, desk.now())
    return 1 in {thing.number for thing in digests.digest_of(desk, sent).waiting}


def is_away(desk: Desk, who: Member) -> bool:
    for words in OWN:
        type_(desk, who, "heed", words)
    with desk.store.read() as connection:
        ada = members.get(connection, T1, ADA.id)
    return ada is not None and ada.away_until is not None


def fills_in(desk: Desk, who: Member) -> Any:
    opened = team_forms.look(desk, asked(who, "", ""), Given(1))
    given = Given(opened.team.id, {Field.ZONE: "Lisbon"})
    return press(partial(team_forms.save, given=given))(desk, who)


def fills_in_tier(desk: Desk, who: Member) -> Any:
    tier_forms.look(desk, asked(who, "", ""), "key")
    ask = EditTier("key", TierTerms(urgent=True))
    return press(partial(tier_forms.save, ask=ask))(desk, who)


def takes_apart(desk: Desk, who: Member) -> Any:
    """Ada's merge of what is hers."""
    merge = partial(merging.merge, gone_id=2, kept_id=1)
    done = do(desk, asked(ADA, "", ""), merge).outcome
    return press(partial(undo.change, change_id=getattr(done, "change_id", "")))(desk, who)


TRIES: dict[Action, list[Try]] = {
    Action.LOG: [line("/contact from Acme: asks again"), line("/contact to Acme: called fyi")],
    Action.PROMISE: [line("/promise Acme: call them by friday")],
    Action.ANSWER: [line("/contact answered 1"), line("/contact none 3")],
    Action.ACK: [line("/contact ack 1")],
    Action.KEEP: [line("/promise kept 2")],
    Action.CLAIM: [line("/contact take 3"), line("/contact release 1")],
    Action.SNOOZE: [line("/contact snooze 1"), line("/contact wake 1")],
    Action.HOLD: [line("/contact hold 1 until friday"), line("/contact resume 1")],
    Action.MOVE: [line("/promise move 2 to monday because of rain")],
    Action.WITHDRAW: [line("/promise withdraw 2 because of rain")],
    Action.GIVE: [line("/contact give 1 <@UEVE>")],
    Action.UNDO: [line("/heed undo 4")],
    Action.SEE: [
        *map(line, ("/customer Acme", "/heed why 1", "/customer list", "/heed check")),
        *map(line, ("/heed setup", "/heed tier", "/heed team list", "/heed team everyone show")),
    ],
    Action.LIST: [is_listed],
    Action.HOME: [is_at_home],
    Action.FIGURES: [is_in_digest],
    Action.ADD_CUSTOMER: [line("/customer add Initech")],
    Action.EDIT_CUSTOMER: [
        line("/customer edit Acme tier key"),
        line("/customer needs Acme: fax"),
        line("/customer people Acme: Jo"),
        line("/customer channel Acme <#C0NOTED>"),
        line("/customer alias Acme = Acme Inc"),
    ],
    Action.HAND_ALL: [
        line("/customer hand over <@UADA> to <@UEVE>"),
        press(partial(handing_over.give_all, former_id=ADA.id, to_id=EVE.id)),
    ],
    Action.MERGE: [
        line("/customer merge Globex into Acme"),
        press(partial(merging.merge, gone_id=2, kept_id=1)),
    ],
    Action.UNMERGE: [takes_apart],
    Action.FORGET: [
        line("/customer forget Acme"),
        press(partial(forgetting.forget, customer_id=1)),
    ],
    Action.WATCH: [
        line("/customer channel Acme <#C0ACME> watch"),
        line("/customer channel Globex <#C0ELSE>"),
    ],
    Action.TICKS: [
        line("/heed team everyone ticks on"),
        line("/heed team everyone ticks off"),
    ],
    Action.SET_UP: [
        line("/heed team everyone hours mon-fri 8-16"),
        line("/heed team everyone channel <#C0TEAM|team>"),
        line("/heed team everyone shadow on"),
        line("/heed team everyone start 2026-12-01"),
        line("/heed team everyone country DE"),
        line("/heed team everyone reminders in channel"),
        line("/heed team everyone closed 2026-12-24"),
        line("/heed team everyone open 2026-12-24"),
        line("/heed team everyone half 2026-12-23 until 12:00"),
        line("/heed team everyone name Everyone"),
        fills_in,
        line("/heed team everyone zone Berlin"),
        line("/heed team everyone lead <@UEVE>"),
    ],
    Action.SET_UP_UNLED: [
        line("/heed team Field hours mon-fri 8-16"),
        line("/heed team remove Field"),
    ],
    Action.GATHER: [line("/heed team Field members <@UEVE>")],
    Action.ADD_TEAM: [line("/heed team add Night")],
    Action.TIERS: [
        line("/heed tier key target 1h"),
        line("/heed tier add gold target 1h"),
        line("/heed tier remove gold"),
        fills_in_tier,
    ],
    Action.EMOJI: [line("/heed setup emoji claim :hand:")],
    Action.OWN: [is_away],
}


@pytest.mark.parametrize("words", ["none", "stop watching", "<#C0ELSE>", "<#C0ELSE> watch"])
def test_only_those_end_watching_who_may_begin_it_and_anybody_notes_a_channel(
    company: Desk, words: str
) -> None:
    attempt = line(f"/customer channel Globex {words}")
    with pytest.raises(Forbidden, match="Only Ada, who owns Globex, or their lead can say"):
        attempt(company, EVE)
    type_(company, ADA, "customer", "channel Globex none")
    type_(company, EVE, "customer", "channel Globex <#C0ELSE>")
    type_(company, EVE, "heed", "undo")


def is_told(desk: Desk) -> bool:
    """Whether whoever owns or leads it will hear of it, once."""
    with desk.store.read() as connection:
        query = select(tidings.c.recipient_id).where(tidings.c.at == desk.now())
        told = connection.execute(query).scalars()
        return bool({ADA.id, BEN.id} & set(told))


def table() -> Iterator[tuple[str, str, str]]:
    """The cells of the page: what, who, and what it says."""
    rows = [
        [cell.strip() for cell in row.strip().strip("|").split("|")]
        for row in PAGE.read_text(encoding="utf-8").splitlines()
        if row.startswith("|") and not row.startswith("|-")
    ]
    for row in rows[1:]:
        for who, said in zip(rows[0][1:], row[1:], strict=True):
            yield row[0], who, said


CELLS = list(table())


def test_the_page_tells_of_every_action_and_of_everybody() -> None:
    assert {what for what, _, _ in CELLS} == {action.value for action in Action}
    assert [who for _, who, _ in CELLS[: len(PEOPLE)]] == list(PEOPLE)
    assert set(TRIES) == set(RULES) == set(Action)
    said = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert [rule for rule in set(RULES.values()) if f"**{rule.value}**" not in said] == []


@pytest.mark.parametrize(("what", "who", "said"), CELLS)
def test_it_is_as_the_page_says(company: Desk, what: str, who: str, said: str) -> None:
    for attempt in TRIES[Action(what)]:
        try:
            may = attempt(company, PEOPLE[who]) is not False
        except Forbidden:
            may = False
        assert may is (said != "no")
    assert is_told(company) is (said == "told")
