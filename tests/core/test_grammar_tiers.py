"""Reading `/heed tier` and `/customer edit`."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.asks import AddCustomer
from bot.core.customers import KEY, WorkingTime
from bot.core.errors import Refusal
from bot.core.grammar import names_tier, read_customer, read_heed
from bot.core.hours import WorkingHours
from bot.core.members import DEFAULT_WEEK
from bot.core.terms import (
    AddTier,
    EditCustomer,
    EditTier,
    RemoveTier,
    ShowTiers,
    TierAsk,
    TierTerms,
    with_terms,
)

NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)
HOURS = WorkingHours.of(zone="Europe/Berlin", week=DEFAULT_WEEK)
HOUR, TWO_HOURS, DAYS = WorkingTime(minutes=60), WorkingTime(minutes=120), WorkingTime(days=3)
TIERS = ("standard", "key", "strategic")


def read(text: str) -> object:
    return read_heed(text, now=NOW, hours=HOURS)


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("tier", ShowTiers()),
        ("tiers", ShowTiers()),
        ("Tier list", ShowTiers()),
        ("tier Key", ShowTiers("key")),
        ("tier key target 2h", EditTier("key", TierTerms(target=TWO_HOURS))),
        ("tier edit key target 2h", EditTier("key", TierTerms(target=TWO_HOURS))),  # by habit
        ("tier key: target = 2h", EditTier("key", TierTerms(target=TWO_HOURS))),
        ("tier key cadence 2 weeks and complaint to 1h",
         EditTier("key", TierTerms(complaint=HOUR, cadence=timedelta(days=14)))),  # any order
        ("tier key target 2h complaint 1h next 1h update 3 days cadence 14 days urgent",
         EditTier("key", TierTerms(target=TWO_HOURS, complaint=HOUR, next_word=HOUR, update=DAYS,
                                   cadence=timedelta(days=14), urgent=True))),  # everything
        ("tier key no complaint, not urgent",
         EditTier("key", TierTerms(no_complaint=True, urgent=False))),  # taken away
        ("tier add strategic target 1h", AddTier("strategic", TierTerms(target=HOUR))),
        ("tier remove strategic", RemoveTier("strategic")),
        ("tier delete strategic.", RemoveTier("strategic")),
    ],
)  # fmt: skip
def test_a_tier_command_is_read(text: str, ask: TierAsk) -> None:
    assert read(text) == ask


@pytest.mark.parametrize(
    ("text", "sentence", "offered"),
    [
        ("tier target 2h", "Which tier", ["tier standard target 2h", "tier key target 2h"]),
        ("tier key target 2", "of what",
         ["tier key target 2 minutes", "tier key target 2 hours", "tier key target 2 days"]),
        ("tier key target 24h cadence 10", "two things",
         [f"tier key target {time} cadence 10" for time in ("1 working day", "24 working hours")]),
        ("tier key taget 2h", "can't read “taget 2h”", ["tier key target 2h", "tier key"]),
        ("tier key urgent soon", "can't read “soon”", ["tier key urgent"]),
        ("tier key target 1h target 2h", "twice", []),
        ("tier key urgent not urgent", "its opposite", []),
        ("tier key complaint 1h no complaint", "its opposite", []),
        ("tier add strategic", "How soon", [f"tier add strategic target {time}" for time in
                                            ("1 hour", "4 hours", "1 working day")]),
        ("tier add", "Which tier", []),
        ("tier add target target 1h", "cannot be called", []),
        ("tier add top/secret target 1h", "cannot be called", []),
        ("tier remove strategic now", "can't read “now”", ["tier remove strategic"]),
    ],
)  # fmt: skip
def test_a_tier_refusal_offers_a_way_on(text: str, sentence: str, offered: list[str]) -> None:
    with pytest.raises(Refusal, match=sentence) as refused:
        read(text)
    assert [choice.words for choice in refused.value.choices] == offered


def test_a_complaint_never_waits_longer_than_anything_else() -> None:
    assert with_terms(KEY, TierTerms(complaint=HOUR)).complaint == HOUR
    assert with_terms(KEY, TierTerms(complaint=HOUR, no_complaint=True)).complaint is None
    with pytest.raises(Refusal, match="wait longer"):
        with_terms(KEY, TierTerms(complaint=WorkingTime(minutes=300)))
    # Days and hours only compare where the hours are known.
    assert with_terms(KEY, TierTerms(complaint=DAYS)).complaint == DAYS


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("edit Acme tier key", EditCustomer("Acme", tier="key")),
        ("edit Acme key", EditCustomer("Acme", tier="key")),  # the bare name says enough
        ("edit Acme Corp: tier key", EditCustomer("Acme Corp", tier="key")),
        ("edit “Acme Corp” strategic", EditCustomer("Acme Corp", tier="strategic")),
        ("edit Acme owner <@U1|ben>", EditCustomer("Acme", owner="U1")),
        ("edit Acme <@U1>", EditCustomer("Acme", owner="U1")),
        ("edit Acme owned by <@U1> and everything open",
         EditCustomer("Acme", owner="U1", and_open=True)),
        ("edit Acme tier key owner <@U1> target 1h cadence 10 days",
         EditCustomer("Acme", tier="key", owner="U1", target=HOUR, cadence=timedelta(days=10))),
        ("edit Acme no target, no cadence",
         EditCustomer("Acme", no_target=True, no_cadence=True)),
        ('edit Acme name "Acme Corp"', EditCustomer("Acme", renamed="Acme Corp")),
        ("edit Acme rename to Acme Corp", EditCustomer("Acme", renamed="Acme Corp")),
        ('edit Acme name "On target 2h" tier key',
         EditCustomer("Acme", tier="key", renamed="On target 2h")),  # quotes beat a setting
        ("edit Blue Target target 1h", EditCustomer("Blue Target", target=HOUR)),
        ('edit "Blue Target" target 1h', EditCustomer("Blue Target", target=HOUR)),
        ("add Acme strategic", AddCustomer("Acme", tier="strategic")),
        ("add Acme gold", AddCustomer("Acme gold")),  # no tier of ours is part of the name
        ("add Acme tier gold", AddCustomer("Acme", tier="gold")),  # looked up, and refused
    ],
)  # fmt: skip
def test_what_is_agreed_with_a_customer_is_read(text: str, ask: object) -> None:
    assert names_tier(text)
    assert read_customer(text, tiers=TIERS) == ask


@pytest.mark.parametrize(
    ("text", "sentence", "offered"),
    [
        ("edit", "Edit whom", []),
        ("edit Studio", "What is to change", ['"Studio"', '"edit Studio"']),
        ("edit Acme owner @ben", "pick the person", []),
        ("edit Acme target 90", "of what", [f"edit Acme target 90 {unit}" for unit in
                                            ("minutes", "hours", "days")]),
        ("edit Acme everything open", "goes along with a new owner", []),
        ("edit Acme target 1h no target", "its opposite", []),
        ('edit Acme name ""', "name is missing", []),
        ("edit Acme tier", "Which tier", []),
    ],
)  # fmt: skip
def test_a_refused_edit_says_what_to_do(text: str, sentence: str, offered: list[str]) -> None:
    with pytest.raises(Refusal, match=sentence) as refused:
        read_customer(text, tiers=TIERS)
    assert [choice.words for choice in refused.value.choices] == offered


@pytest.mark.parametrize("text", ["Acme", "list", "Editorial GmbH", "Address Ltd"])
def test_only_what_may_name_a_tier_looks_tiers_up(text: str) -> None:
    assert not names_tier(text)
