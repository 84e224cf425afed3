"""The played week comes true, and says so when it does not."""

import io

from bot.playground.scenes import WEEK, Day, Scene
from bot.playground.week import play_on


def test_the_week_comes_true() -> None:
    out = io.StringIO()

    status = play_on(out, environ={})

    assert status == 0, out.getvalue()
    assert [day.title for day in WEEK if day.title not in out.getvalue()] == []


def test_what_does_not_come_as_told_ends_the_week_and_is_named() -> None:
    out = io.StringIO()
    told = Scene(
        "/contact from Acme: hello?", expected=("Logged for Nobody",), unexpected=("Acme",)
    )

    status = play_on(out, environ={}, days=(Day("Monday", (told,)),))

    said = " ".join(out.getvalue().split())
    assert status == 1
    assert "“Logged for Nobody” did not come, “Acme” came" in said
