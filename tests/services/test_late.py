"""How late a reminder says that something is: what was true when it was said."""

from datetime import timedelta

import pytest

from bot.core.customer_outcomes import CustomerAdded
from bot.core.deliveries import Bundle
from bot.core.heed_outcomes import SetupShown
from bot.core.outcomes import ContactLogged, PromiseMade, ThingChanged
from bot.messages import nudge_rows
from bot.services.desk import Desk
from tests.makers import ADA, BEN, SAO, Gateway, at, typed


@pytest.fixture
def led(desk: Desk) -> Desk:
    """Ada, in Berlin, leads the team; Sao works in São Paulo."""
    typed(desk, SetupShown, BEN, "/heed setup lead <@UADA>")
    typed(desk, CustomerAdded, SAO, "/customer add Lumen")
    return desk


def why(bundle: Bundle | None) -> str:
    assert bundle is not None
    [row] = bundle.rows
    return nudge_rows.why(bundle, row).split(". ")[0]


def test_a_lead_reads_how_late_it_is_and_not_which_step_it_was(led: Desk, gateway: Gateway) -> None:
    typed(led, ContactLogged, SAO, "/contact from Lumen: lens broken")
    gateway.ticks("2026-11-18 17:00", "2026-11-18 19:00", "2026-11-18 21:00")
    [post] = [
        post for post in gateway.ticks("2026-11-19 09:00") if post.to == ADA.id and post.numbers
    ]
    assert why(post.bundle) == "You get this because the answer is 4 working hours late"
    typed(led, ThingChanged, SAO, "/contact snooze 1 until friday")
    [said] = [one for ts, one in gateway.edits() if ts == post.ts]
    assert why(said) == "You get this because the answer was 4 working hours late then"


def test_what_was_due_on_a_day_off_goes_to_the_lead_a_working_day_after_the_opening(
    led: Desk, gateway: Gateway
) -> None:
    typed(led, PromiseMade, BEN, "/promise Lumen: the lens by 2026-11-21 10:00")
    hourly = [at("2026-11-23 08:00") + timedelta(hours=hour) for hour in range(40)]
    [post] = [post for post in gateway.ticks(*hourly) if post.to == ADA.id and post.numbers]
    assert post.delivery.created_at == at("2026-11-24 09:00")
    assert why(post.bundle) == "You get this because it is 8 working hours late"
