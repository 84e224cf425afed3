"""An edit taken back leaves a customer with whom it is by now, unless the edit gave it to them."""

from functools import partial

import pytest

from bot.core.errors import Refusal
from bot.core.outcomes import CustomerAdded, CustomerEdited, CustomerShown
from bot.services import handing_over, undo
from bot.services.desk import Desk
from bot.services.once import do
from tests.makers import ADA, BEN, CLEO, asked, typed


def give_all(desk: Desk, former: str, to: str) -> str:
    press = partial(handing_over.give_all, former_id=former, to_id=to)
    return getattr(do(desk, asked(BEN, "", ""), press).outcome, "change_id", "")


def take_back(desk: Desk, change_id: str) -> None:
    do(desk, asked(ADA, "", ""), partial(undo.change, change_id=change_id))


def acme(desk: Desk) -> tuple[str, str]:
    known = typed(desk, CustomerShown, BEN, "/customer Acme").known
    return known.owner.id, known.customer.tier


def test_a_tier_taken_back_leaves_the_customer_with_its_new_owner(desk: Desk) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    edited = typed(desk, CustomerEdited, ADA, "/customer edit Acme tier key")
    give_all(desk, ADA.id, BEN.id)
    take_back(desk, edited.change_id)
    assert acme(desk) == (BEN.id, "standard")


def test_an_owner_is_not_put_back_once_all_of_the_next_ones_was_handed_on(desk: Desk) -> None:
    typed(desk, CustomerAdded, ADA, "/customer add Acme")
    edited = typed(desk, CustomerEdited, ADA, "/customer edit Acme owner <@UCLEO> tier key")
    handed = give_all(desk, CLEO.id, BEN.id)
    with pytest.raises(Refusal, match="Acme was handed on since"):
        take_back(desk, edited.change_id)
    assert acme(desk) == (BEN.id, "key")
    take_back(desk, handed)
    take_back(desk, edited.change_id)
    assert acme(desk) == (ADA.id, "standard")
