"""Crashes: wherever a worker dies, nothing is lost and nothing is said twice.

`HEED_CAMPAIGN=long` has it die everywhere, on both databases, alone and among others, and
hundreds of times at random.
"""

from random import Random

import pytest

from bot.playground.slack import Fault
from tests.campaign.campaign import Campaign
from tests.campaign.conftest import IS_LONG, Begin, Undisturbed
from tests.campaign.steps import EVERY, PLACES, SECOND_LIFE, Fate, Moment, Place, Step, dies
from tests.campaign.story import Tale, day, days
from tests.campaign.verdict import assert_as_complete, assert_as_undisturbed

AMONG = (
    Step.JUDGED_NOT_COMMITTED,
    Step.CLAIMED,
    Step.POST_ON_ITS_WAY,
    Step.POSTED_NOT_ANSWERED,
    Step.EDITED_NOT_SETTLED,
)
COMMITS = range(1, 59) if IS_LONG else (13, 29)
AT_ONCE = days if IS_LONG else day
SEEDS = range(1, 201) if IS_LONG else (1, 2)

ALL_THREE = (
    [("sqlite", step) for step in AMONG]
    + [("postgres", step) for step in Step if step not in SECOND_LIFE]
    if IS_LONG
    else [("sqlite", Step.POST_ON_ITS_WAY), ("postgres", Step.POSTED_NOT_ANSWERED)]
)
OF_DAYS = [
    (store, step, turn)
    for store in ("sqlite", "postgres")
    for step in (AMONG if IS_LONG else AMONG[3:4])
    for turn in (2, 7)
][: None if IS_LONG else 1]


def dies_alone(campaign: Campaign, tale: Tale, undisturbed: Undisturbed) -> None:
    found = campaign.tell(tale(campaign.wire.response_url))
    assert campaign.deaths == len(campaign.fates)
    assert_as_undisturbed(found, undisturbed(tale))


def dies_among_others(campaign: Campaign, tale: Tale, undisturbed: Undisturbed) -> None:
    found = campaign.tell(tale(campaign.wire.response_url))
    assert campaign.deaths > 0
    assert_as_complete(found, undisturbed(tale))


@pytest.mark.parametrize("step", Step)
def test_a_worker_that_dies_there_says_the_same_as_one_in_peace(
    begin: Begin, undisturbed: Undisturbed, step: Step
) -> None:
    with begin("sqlite", fates=dies(step)) as campaign:
        dies_alone(campaign, day, undisturbed)


@pytest.mark.parametrize("step", Step if IS_LONG else AMONG[1:4:2])
def test_so_does_one_on_postgresql(begin: Begin, undisturbed: Undisturbed, step: Step) -> None:
    with begin("postgres", fates=dies(step)) as campaign:
        dies_alone(campaign, day, undisturbed)


@pytest.mark.parametrize(("store", "step", "turn"), OF_DAYS)
def test_so_does_one_that_has_lived_for_days(
    begin: Begin, undisturbed: Undisturbed, store: str, step: Step, turn: int
) -> None:
    with begin(store, fates=dies(step, turn)) as campaign:
        dies_alone(campaign, days, undisturbed)


@pytest.mark.parametrize("moment", [Moment.BEFORE, Moment.AFTER])
@pytest.mark.parametrize("turn", COMMITS)
def test_whichever_commit_it_dies_at(
    begin: Begin, undisturbed: Undisturbed, turn: int, moment: Moment
) -> None:
    with begin("sqlite", fates=[Fate(Place(EVERY, moment), turn)]) as campaign:
        dies_alone(campaign, day, undisturbed)


@pytest.mark.parametrize("store", ["sqlite", "postgres"])
def test_three_at_once_say_everything_once(
    begin: Begin, undisturbed: Undisturbed, store: str
) -> None:
    with begin(store, workers=3, is_threaded=True) as campaign:
        found = campaign.tell(AT_ONCE(campaign.wire.response_url))
        assert campaign.deaths == 0
        assert_as_complete(found, undisturbed(AT_ONCE))


@pytest.mark.parametrize(("store", "step"), ALL_THREE)
def test_three_that_all_die_there_lose_nothing_and_say_nothing_twice(
    begin: Begin, undisturbed: Undisturbed, store: str, step: Step
) -> None:
    with begin(store, workers=3, is_threaded=True, fates=dies(step) * 3) as campaign:
        dies_among_others(campaign, day, undisturbed)


@pytest.mark.parametrize("seed", SEEDS)
def test_deaths_at_random(begin: Begin, undisturbed: Undisturbed, seed: int) -> None:
    """The seed is in the test's name; it settles the fates, not the moments of the machine."""
    random = Random(seed)
    tale = random.choice((day, days))
    workers = random.choice((1, 1, 1, 3))
    campaign = begin(
        random.choice(("sqlite", "postgres")),
        workers=workers,
        is_threaded=workers > 1 or random.random() < 0.3,
        fates=[_any_fate(random) for _ in range(random.randint(1, 6))],
        random=random,
    )
    with campaign:
        for _ in range(random.randint(0, 3)):
            fault = random.choice((Fault.drop_before(), Fault.drop_after()))
            campaign.slack.faults.next("chat.postMessage", fault)
        found = campaign.tell(tale(campaign.wire.response_url))
        assert_as_complete(found, undisturbed(tale))


def _any_fate(random: Random) -> Fate:
    if random.random() < 0.4:
        moment = random.choice((Moment.BEFORE, Moment.AFTER))
        return Fate(Place(EVERY, moment), random.randint(4, 30))
    return Fate(PLACES[random.choice(tuple(Step))], random.randint(1, 4))
