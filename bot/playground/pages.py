"""The playground's own words: the welcome, the help and who is here."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.playground.company import NAME, PEOPLE


def welcome(at: datetime, *, prefix: str = "") -> list[str]:
    """Return what a stranger reads first: what this is and three things to try."""
    return [
        f"Heed in {NAME}, a Slack on this machine alone.",
        f"It is {at:%A} {at.hour}:{at:%M}. You are Ada; Ben is your lead.",
        "Try these, one line after the other:",
        "",
        *_trials(prefix),
        "",
        "help shows everything, people who is here; quit leaves.",
    ]


def _trials(prefix: str) -> list[str]:
    return [
        f"  /{prefix}contact from Acme: asks for a quote",
        "  next              (time passes until Heed speaks)",
        "  press answered    (or an emoji: react ✅)",
        f"  /{prefix}promise Acme: send the revised quote by friday 5pm",
        "  next monday       (what comes due; then: read ben)",
    ]


def help_page(*, prefix: str = "") -> list[str]:
    """Return everything the prompt understands."""
    rows = (
        (f"/{prefix}contact from Acme: …", "a command"),
        (f"/{prefix}heed help", "what Heed itself understands"),
        ("say …", "plain words to Heed; say #support … to a channel"),
        ("press 1", "what has that number in the message shown last"),
        ("press answered", "the same by its first words; press #4 snooze for #4"),
        ("react ✅", "on the newest reminder, also 👀 💤 🙋; react #4 ✅"),
        ("unreact ✅", "take the emoji back"),
        ("+30m  +4h  +2d  +1w", "let time pass"),
        ("tomorrow 9:00", "let time pass until then; also next monday"),
        ("next", "let time pass until Heed has something to do"),
        ("read  read ben 10", "the newest messages, yours or Ben's; read #support"),
        ("be ben", "type as Ben from now on"),
        (f"ben: /{prefix}mine", "type as Ben for once"),
        ("people  customers", "who is here, and whom you look after"),
        ("quit", "leave; everything is forgotten"),
    )
    wide = max(len(typed) for typed, _ in rows)
    return [f"  {typed:<{wide}}  {does}" for typed, does in rows]


def people_page(now: datetime) -> list[str]:
    """Return who is here, and what time it is for them."""
    lines = []
    for person in PEOPLE:
        local = now.astimezone(ZoneInfo(person.zone))
        at = f"{local:%a} {local.hour}:{local:%M}"
        lines.append(f"  {person.name:<5}{at:>10}  {person.is_what}")
    return lines
