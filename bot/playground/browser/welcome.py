"""What a newcomer sees first: three steps to take, or three things to look at."""

from markupsafe import Markup

from bot.playground.browser.look import Look
from bot.playground.browser.scene import World


def steps(look: Look) -> Markup:
    """Return what the world at hand invites to, for those who work there."""
    if look.who.is_stranger:
        return Markup("")
    return _steps(look) if look.scene.world is World.EMPTY else _sights(look)


def _steps(look: Look) -> Markup:
    done = look.scene.steps.done
    current = done.index(False) if False in done else len(done)
    rows = [
        _row(words, number=number, is_done=done[number], is_current=number == current)
        for number, words in enumerate(_words(look))
    ]
    return _card(_title(done), rows)


def _sights(look: Look) -> Markup:
    """Return what is worth a look in a company that has used Heed for a while."""
    rows = [
        _row(words, number=number, is_done=False, is_current=False)
        for number, words in enumerate(_worth_a_look(look))
    ]
    return _card("Two months of work lie behind these people. Three things to look at", rows)


def _card(title: str, rows: list[Markup]) -> Markup:
    return Markup(
        '<section class="steps" aria-label="First steps"><h2>{}</h2>'
        '<ol>{}</ol><button type="button" class="dismiss" data-act="dismiss"'
        ' aria-label="Hide the first steps">×</button></section>'
    ).format(title, Markup("").join(rows))


def _worth_a_look(look: Look) -> tuple[Markup, Markup, Markup]:
    mine = f"/{look.prefix}mine"
    return (
        Markup(
            "What waits for you, worst first. "
            '<button type="button" data-act="fill" data-text="{}"><code>{}</code></button>'
        ).format(mine, mine),
        Markup(
            "What the lead hears, and what Ada was told before. "
            '<button type="button" data-act="be" data-member="{}">Be Ben</button>'
        ).format(look.scene.members["ben"].id),
        Markup(
            "Ben’s digest of the week. "
            '<button type="button" data-act="clock" data-to="monday">Next Monday</button>'
        ),
    )


def _title(done: tuple[bool, ...]) -> str:
    if all(done):
        return "That is what Heed does. Next: be Ben, promise something, or start over."
    return "Three steps to meet Heed"


def _words(look: Look) -> tuple[Markup, Markup, Markup]:
    contact = f"/{look.prefix}contact from Acme: asks for a quote"
    return (
        Markup(
            'Log that a customer wrote. <button type="button" data-act="fill" data-text="{}">'
            "<code>{}</code></button>"
        ).format(contact, contact),
        Markup(
            "Nobody answers, and time passes. "
            '<button type="button" data-act="clock" data-to="next">Move the clock</button>'
        ),
        Markup(
            "Heed reminds Ada. Press <strong>Answered</strong> there. "
            '<button type="button" data-act="heed">Show the reminder</button>'
        ),
    )


def _row(words: Markup, *, number: int, is_done: bool, is_current: bool) -> Markup:
    return Markup('<li class="{}"{}><span class="tick">{}</span> <span>{}</span></li>').format(
        "done" if is_done else "open",
        Markup(' aria-current="step"') if is_current else "",
        Markup('✓<span class="hidden"> done:</span>') if is_done else str(number + 1),
        words,
    )
