"""A merge taken back leaves two customers, and neither of them with what is somebody else's."""

from dataclasses import replace
from functools import partial

import pytest

from bot.core.authority import Forbidden
from bot.core.errors import Refusal
from bot.core.merging import CustomersMerged, MergeAsked, Parted
from bot.core.outcomes import CustomerAdded, CustomerShown, SetupShown, Undone
from bot.core.particulars import ParticularShown
from bot.services import handing_over, merging, undo, unwatching, upkeep
from bot.services.desk import Desk
from bot.services.once import do
from bot.services.unwatching import Ending
from bot.store import members
from tests.makers import ADA, BEN, CLEO, SAO, T1, asked, typed


@pytest.fixture
def two(desk: Desk) -> Desk:
    """Acme and Globex are Ada's, with watched channels; Cleo is an admin."""
    with desk.store.write() as connection:
        members.save(connection, T1, [replace(CLEO, is_admin=True)])
    for name, channel in (("Acme", "C0ACME"), ("Globex", "C0GLOBEX")):
        typed(desk, CustomerAdded, ADA, f"/customer add {name}")
        typed(desk, ParticularShown, ADA, f"/customer channel {name} <#{channel}> watch")
    typed(desk, CustomerAdded, ADA, "/customer add Initech")
    return desk


def merge(desk: Desk, words: str = "Globex into Acme") -> CustomersMerged:
    wish = typed(desk, MergeAsked, CLEO, f"/customer merge {words}")
    press = partial(merging.merge, gone_id=wish.gone.id, kept_id=wish.kept.id)
    done = do(desk, asked(CLEO, "", ""), press).outcome
    assert isinstance(done, CustomersMerged)
    return done


def take_apart(desk: Desk, done: CustomersMerged, member: object = CLEO) -> Parted:
    press = partial(undo.change, change_id=done.change_id)
    undone = do(desk, asked(member, "", ""), press).outcome  # type: ignore[arg-type]
    assert isinstance(undone, Undone)
    assert undone.parted is not None
    return undone.parted


def give_all(desk: Desk, former: str, to: str) -> str:
    press = partial(handing_over.give_all, former_id=former, to_id=to)
    return getattr(do(desk, asked(CLEO, "", ""), press).outcome, "change_id", "")


def channel_of(desk: Desk, name: str) -> tuple[str | None, bool]:
    customer = typed(desk, CustomerShown, CLEO, f"/customer {name}").known.customer
    return customer.channel_id, customer.watched_since is not None


def owner_of(desk: Desk, name: str) -> str:
    return typed(desk, CustomerShown, CLEO, f"/customer {name}").known.owner.id


def test_a_channel_that_was_dropped_comes_back_while_it_is_free(two: Desk) -> None:
    done = merge(two)
    assert channel_of(two, "Globex") == ("C0ACME", True)
    assert take_apart(two, done).lost_channel_id is None
    assert (channel_of(two, "Acme"), channel_of(two, "Globex")) == (
        ("C0ACME", True),
        ("C0GLOBEX", True),
    )


@pytest.mark.parametrize(
    ("line", "by_whom"),
    [
        ("/heed setup channel <#C0GLOBEX|team>", "our own team's"),
        ("/customer channel Initech <#C0GLOBEX> watch", "another customer's"),
        ("/customer channel Initech <#C0GLOBEX>", "another customer's, that is not watched"),
    ],
)
def test_a_channel_that_is_used_otherwise_by_now_does_not(
    two: Desk, line: str, by_whom: str
) -> None:
    done = merge(two)
    typed(two, SetupShown if "setup" in line else ParticularShown, ADA, line)
    assert take_apart(two, done).lost_channel_id == "C0GLOBEX", by_whom
    assert channel_of(two, "Globex") == (None, False)
    assert channel_of(two, "Acme") == ("C0ACME", True)


@pytest.mark.parametrize(
    ("merged", "moved"), [("Globex into Acme", "C0GLOBEX"), ("Acme into Initech", "C0ACME")]
)
def test_a_channel_comes_back_by_the_id_that_slack_has_for_it_now(
    two: Desk, merged: str, moved: str
) -> None:
    done = merge(two, merged)
    unwatching.follow(two, T1, moved, to="C0BETWEEN")
    unwatching.follow(two, T1, "C0BETWEEN", to="C0NOW")
    take_apart(two, done)
    assert channel_of(two, merged.split()[0]) == ("C0NOW", True)


@pytest.mark.parametrize("channel", ["C0ACME", "C0GLOBEX"])
def test_a_merge_comes_apart_though_watching_has_ended_by_itself(two: Desk, channel: str) -> None:
    done = merge(two, "Globex into Acme" if channel == "C0ACME" else "Acme into Globex")
    gone = {"event_id": "Ev1", "ending": Ending.ARCHIVED, "by": None}
    assert unwatching.end(two, T1, channel, **gone)  # type: ignore[arg-type]
    take_apart(two, done)
    whose, other = ("Acme", "Globex") if channel == "C0ACME" else ("Globex", "Acme")
    assert channel_of(two, whose) == (channel, False), "I cannot hear it any more"
    assert channel_of(two, other)[1], "the other one I can"


def test_a_merge_comes_apart_without_the_channel_that_is_anothers_by_now(two: Desk) -> None:
    done = merge(two)
    typed(two, ParticularShown, ADA, "/customer channel Initech <#C0NOW>")
    assert unwatching.make_way(two, T1, "C0ACME", to="C0NOW", event_id="Ev1")
    unwatching.follow(two, T1, "C0ACME", to="C0NOW")
    take_apart(two, done)
    assert channel_of(two, "Acme") == (None, False)
    assert channel_of(two, "Initech") == ("C0NOW", False)


def test_so_does_the_channel_that_a_customer_had_before(two: Desk) -> None:
    typed(two, ParticularShown, ADA, "/customer channel Acme none")
    unwatching.follow(two, T1, "C0ACME", to="C0NOW")
    typed(two, Undone, ADA, "/heed undo")
    assert channel_of(two, "Acme") == ("C0NOW", True)
    unwatching.follow(two, T1, "C0NOW", to="C0ACME")
    assert channel_of(two, "Acme") == ("C0ACME", True)


def test_nobody_gets_a_customer_back_who_has_left(two: Desk) -> None:
    typed(two, CustomerAdded, BEN, "/customer add Umbrella")
    done = merge(two, "Globex into Umbrella")
    upkeep.follow(two, T1, [replace(ADA, is_deactivated=True)])
    parted = take_apart(two, done)
    assert (parted.former_name, parted.new_owner and parted.new_owner.id) == ("Ada", BEN.id)
    assert owner_of(two, "Globex") == BEN.id


def test_nobody_gets_a_customer_back_who_handed_all_of_theirs_over(two: Desk) -> None:
    done = merge(two)
    handed = give_all(two, ADA.id, BEN.id)
    parted = take_apart(two, done)
    assert parted.new_owner is not None
    assert [owner_of(two, name) for name in ("Acme", "Globex")] == [BEN.id, BEN.id]
    do(two, asked(CLEO, "", ""), partial(undo.change, change_id=handed))
    assert owner_of(two, "Acme") == ADA.id


def test_whoever_got_everything_back_gets_the_customer_back_too(two: Desk) -> None:
    done = merge(two)
    handed = give_all(two, ADA.id, BEN.id)
    do(two, asked(CLEO, "", ""), partial(undo.change, change_id=handed))
    assert take_apart(two, done).new_owner is None
    assert owner_of(two, "Globex") == ADA.id


def test_only_who_may_merge_them_takes_it_back(two: Desk) -> None:
    done = merge(two)
    with pytest.raises(Forbidden, match="Only Ada, who owns Acme, or their lead can take the"):
        take_apart(two, done, SAO)
    with pytest.raises(Refusal):
        typed(two, Undone, SAO, "/heed undo")
    assert take_apart(two, done, ADA).gone.name == "Globex"
