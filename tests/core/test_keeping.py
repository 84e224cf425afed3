"""By how much a promise was kept early or late, as people count."""

import pytest

from bot.core.history import Kind, Verb
from bot.core.keeping import margin
from bot.core.lengths import Length
from tests.core.cast import at, event, hours, promise

MADE, FRIDAY = at("2026-11-16 10:00"), at("2026-11-20 17:00")


@pytest.mark.parametrize(
    ("kept", "is_late", "by"),
    [
        ("2026-11-20 17:00", False, None),
        ("2026-11-20 16:30", False, Length(minutes=30)),
        ("2026-11-19 12:00", False, Length(minutes=780)),
        ("2026-11-17 17:00", False, Length(half_days=6)),
        ("2026-11-20 22:00", True, None),  # late, when nobody works
        ("2026-11-23 10:00", True, Length(minutes=60)),  # over the weekend
    ],
)
def test_a_margin_is_the_working_time_between_the_promise_and_its_keeping(
    kept: str, is_late: bool, by: Length | None
) -> None:
    done = promise(MADE, FRIDAY, event(Verb.KEPT, at(kept), kind=Kind.PROMISE))
    gap = margin(done, hours())
    assert (gap.is_late, gap.time) == (is_late, by)


def test_what_nobody_kept_has_no_margin() -> None:
    with pytest.raises(ValueError, match="nobody has kept"):
        margin(promise(MADE, FRIDAY), hours())
