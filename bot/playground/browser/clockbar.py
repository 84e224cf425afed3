"""The workspace's clock on the page: what time it is for the reader, and how it is moved."""

from markupsafe import Markup

from bot.playground.browser.hand import FAST
from bot.playground.browser.look import Look

MOVES = (
    ("next", "Next reminder", "Let time pass until Heed says something"),
    ("hour", "+1 hour", "Let an hour pass"),
    ("opening", "Next opening", "Go to 9:00 of the next working day"),
    ("monday", "Next Monday", "Go to Monday 9:00, when the digest comes"),
)


def clock(look: Look) -> Markup:
    """Return the time and the buttons that move it."""
    hand = look.scene.hand
    local = look.now.astimezone(look.zone)
    moves = Markup("").join(_button(*move, is_off=hand.is_moving) for move in MOVES)
    return Markup(
        '<time id="now" datetime="{}" data-zone="{}" data-speed="{}">'
        '<span class="day-now">{}</span> <span class="time-now">{}</span></time>{}{}{}'
    ).format(
        look.now.isoformat(),
        look.zone.key,
        FAST if hand.is_fast else 1,
        f"{local:%a} {local.day} {local:%b}",
        f"{local.hour}:{local:%M}",
        moves,
        _fast(is_fast=hand.is_fast),
        _state(look),
    )


def _button(to: str, label: str, title: str, *, is_off: bool) -> Markup:
    return Markup(
        '<button type="button" data-act="clock" data-to="{}" title="{}"{}>{}</button>'
    ).format(to, title, Markup(' aria-disabled="true"') if is_off else "", label)


def _fast(*, is_fast: bool) -> Markup:
    return Markup(
        '<button type="button" data-act="clock" data-to="{}" aria-pressed="{}"'
        ' title="An hour passes in a minute">Run at {}×</button>'
    ).format("slow" if is_fast else "fast", "true" if is_fast else "false", FAST)


def _state(look: Look) -> Markup:
    hand = look.scene.hand
    words = "Time passes …" if hand.is_moving else hand.fault
    return Markup('<span class="clock-state" role="status">{}</span>').format(words)
