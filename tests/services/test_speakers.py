"""Who may say anything to Heed at all."""

import pytest
from sqlalchemy import func, select

from bot.core.customer_outcomes import CustomerAdded
from bot.core.errors import Refusal
from bot.core.members import Member
from bot.services.desk import Desk, UnknownMember
from bot.store.tables import history, receipts
from tests.makers import ADA, GONE, GUS, ROBOT, STRANGER, T2, ZOE, type_, typed

LINES = [
    ("contact", "from Acme: hello"),
    ("contact", "answered 1"),
    ("promise", "Acme: send it by friday"),
    ("customer", "Acme"),
    ("customer", "list"),
    ("mine", ""),
    ("heed", "setup"),
    ("heed", "setup lead <@UGUS>"),
    ("heed", "undo"),
    ("heed", "help"),
]


@pytest.mark.parametrize(("command", "words"), LINES)
@pytest.mark.parametrize(
    ("member", "sentence"),
    [
        (GUS, "not for guests"),
        (STRANGER, "members of this workspace"),
        (ROBOT, "active members"),
        (GONE, "active members"),
    ],
    ids=["a guest", "a stranger", "a bot", "somebody gone"],
)
def test_only_full_members_are_heard(
    sqlite_desk: Desk, member: Member, sentence: str, command: str, words: str
) -> None:
    typed(sqlite_desk, CustomerAdded, ADA, "/customer add Acme")
    with sqlite_desk.store.read() as connection:
        before = [
            connection.execute(select(func.count()).select_from(table)).scalar()
            for table in (history, receipts)
        ]
    with pytest.raises(Refusal, match=sentence):
        type_(sqlite_desk, member, command, words)
    with sqlite_desk.store.read() as connection:
        after = [
            connection.execute(select(func.count()).select_from(table)).scalar()
            for table in (history, receipts)
        ]
    assert after == before


@pytest.mark.parametrize(
    ("member", "workspace_id"),
    [
        (Member("UNEW", "New"), "T1"),  # nobody has seen them yet
        (ADA, T2),  # of another workspace
        (ZOE, "T1"),
        (ADA, "T9"),  # of a workspace that is not here
    ],
)
def test_somebody_unseen_is_asked_about_first(
    desk: Desk, member: Member, workspace_id: str
) -> None:
    with pytest.raises(UnknownMember):
        type_(desk, member, "mine", "", workspace_id=workspace_id)
