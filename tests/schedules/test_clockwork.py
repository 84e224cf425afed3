"""The clockwork: its ticks come whatever becomes of the machine's clock."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from bot.services.desk import Desk
from schedules import clockwork
from schedules.clockwork import Clockwork


class Quiet:
    """A courier that has nothing to send."""

    def wake(self) -> None:
        return


class Ticks:
    """Counts what the clockwork has looked up."""

    def __init__(self) -> None:
        self._more = threading.Event()

    def __call__(self) -> None:
        self._more.set()

    def go_on(self) -> bool:
        """Whether another one comes within some seconds."""
        self._more.clear()
        return self._more.wait(8)


@pytest.mark.parametrize("step", [timedelta(hours=-1), timedelta(days=-1), timedelta(hours=1)])
def test_it_goes_on_when_the_machines_clock_jumps_and_when_it_comes_back(
    sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch, step: timedelta
) -> None:
    for name in ("SWEEP_SECONDS", "DIGEST_SECONDS", "DELIVERY_SECONDS", "UPKEEP_SECONDS"):
        monkeypatch.setattr(clockwork, name, 0.5)
    ticks = Ticks()
    running = Clockwork(sqlite_desk, Quiet(), look_up=ticks)  # type: ignore[arg-type]
    running.start()
    try:
        assert ticks.go_on()
        with time_machine.travel(datetime.now(UTC) + step):
            assert ticks.go_on()
            assert ticks.go_on()
        assert ticks.go_on()
        assert ticks.go_on()
    finally:
        running.stop()
