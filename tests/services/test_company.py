"""Lives of a whole company: several people, zones and things, holidays, moves and outages."""

import os
from random import Random

import pytest

from bot.services.desk import Desk
from bot.store.engine import Store
from tests.makers import Clock, at
from tests.services.company import Company
from tests.services.deeds import begun

LONG = os.environ.get("HEED_CAMPAIGN", "")
LIVES = int(LONG) if LONG.isdigit() else 1500 if LONG else 8
FIRST = int(os.environ.get("HEED_CAMPAIGN_FROM", "0"))
# The clock changes in Berlin on 29 March and 25 October 2026; holidays are set up by the lead.
STARTS = ("2026-03-26 09:00", "2026-10-22 09:00", "2026-12-21 09:00", "2026-11-17 09:00")


@pytest.mark.parametrize("seed", range(FIRST, FIRST + LIVES))
def test_whatever_a_company_does_messages_come_when_they_may_once_and_none_is_lost(
    sqlite_store: Store, seed: int
) -> None:
    chance, clock = Random(seed), Clock(at(STARTS[seed % len(STARTS)]))
    company = Company(Desk(sqlite_store, clock, clock), clock)
    try:
        company.begins(is_met=chance.random() < 0.7)
        for deed in begun(chance):
            company.does(deed)
        for _ in range(chance.randint(1, 30)):
            company.does(company.picks(chance))
        company.ends()
    except BaseException as fault:
        fault.add_note("\n".join(map(str, company.lived)))
        raise
