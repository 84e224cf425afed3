"""The form of a team: its people's lead, channel, hours and days off, and how next week looks."""

from datetime import date

from bot.core.ics.days import DaysOff
from bot.core.members import Where
from bot.core.team_forms import Field, TeamForm
from bot.core.team_names import NAME_LIMIT
from bot.messages import calendars, ids, kit, wording
from bot.messages.carried import Carried
from bot.messages.elements import (
    LONGEST_INPUT,
    actions,
    button,
    channel_select,
    checkbox,
    datepicker,
    file_input,
    input_block,
    plain_text_input,
    radio_buttons,
    static_select,
    users_select,
)
from bot.messages.kit import Block, Element, View
from bot.messages.team_fields import HINTS, LABELS, days_hint

MOST_NAMES = 8
MOST_DAYS = 12
LONGEST_DAYS = 3_000
_WHERE = (
    ("To each owner directly", Where.DM.value),
    ("To the team's channel, once something is due", Where.CHANNEL.value),
)


def form(shown: TeamForm, carried: Carried, *, prefix: str, notice: str = "") -> View:
    """The whole form; `notice` stands above it."""
    blocks = [
        *([kit.section(notice)] if notice else []),
        _team(shown, carried),
        kit.context(_people(shown, command=f"/{prefix}heed")),
        *_about_people(shown, carried),
        kit.header("When we work"),
        *_about_time(shown, carried),
        _preview(shown),
        kit.header("First days"),
        *_about_start(shown, carried),
        actions([button("Tiers and targets …", ids.TEAM_TIERS, "tiers")]),
    ]
    return View(
        ids.VIEW_TEAM,
        "Set-up",
        tuple(blocks),
        "Save",
        carried.pack(t=shown.team.id, o=shown.since.isoformat()),
    )


def said(sentence: str) -> View:
    """A sentence in place of a form."""
    return View(ids.VIEW_SAID, "Set-up", (kit.section(kit.safe(sentence, limit=1_000)),))


def _team(shown: TeamForm, carried: Carried) -> Block:
    if len(shown.teams) == 1:
        return kit.section(f"*{kit.name(shown.team.name)}*")
    teams = [(team.name, str(team.id)) for team in shown.teams]
    menu = static_select(teams, initial=str(shown.team.id))
    block_id = f"{ids.TEAM_CHOSEN}.{carried.menu}"
    hint = "Another one is shown as soon as you choose it."
    return input_block(block_id, "Team", menu, hint=hint, dispatches=True)


def _people(shown: TeamForm, *, command: str) -> str:
    names = [kit.name(name) for name in shown.people[:MOST_NAMES]]
    left = len(shown.people) - len(names)
    more = f" and {left} more" if left > 0 else ""
    listed = f"{', '.join(names)}{more}" if names else "Nobody is in it yet"
    move = f"`{command} team {kit.safe(shown.team.name)} members @ana` moves people there."
    return f"{listed}. {move}"


def block_of(field: Field, making: int) -> str:
    """The block of a field. Files are never made anew, for nothing can be filled in there."""
    return f"{ids.TEAM_FIELD}.{field.value}.{0 if field is Field.FILE else making}"


def _asked(
    field: Field,
    element: Element,
    carried: Carried,
    *,
    dispatches: bool = False,
    optional: bool = True,
    hint: str | None = None,
) -> Block:
    return input_block(
        block_of(field, carried.fields),
        LABELS[field],
        element,
        optional=optional,
        hint=hint or HINTS.get(field),
        dispatches=dispatches,
    )


def _about_people(shown: TeamForm, carried: Carried) -> list[Block]:
    now = shown.spelled
    lead = users_select("Pick a member", initial=now[Field.LEAD])
    channel = channel_select("Pick a channel", initial=now[Field.CHANNEL])
    where = radio_buttons(_WHERE, initial=now[Field.REMINDERS])
    ticks = checkbox("✅ answers a customer", "on", checked=bool(now[Field.TICKS]))
    name = plain_text_input(initial=now[Field.NAME], longest=NAME_LIMIT)
    return [
        _asked(Field.NAME, name, carried, optional=False),
        _asked(Field.LEAD, lead, carried),
        _asked(Field.CHANNEL, channel, carried),
        _asked(Field.REMINDERS, where, carried, optional=False),
        _asked(Field.TICKS, ticks, carried),
    ]


def _about_time(shown: TeamForm, carried: Carried) -> list[Block]:
    now = shown.spelled

    def words(field: Field, example: str) -> Block:
        typed = plain_text_input(placeholder=example, initial=now[field], longest=LONGEST_INPUT)
        is_needed = field is Field.HOURS
        return _asked(field, typed, carried, dispatches=True, optional=not is_needed)

    days = plain_text_input(
        placeholder="2026-12-24 until 12",
        multiline=True,
        longest=LONGEST_DAYS,
        initial=now[Field.DAYS],
    )
    return [
        words(Field.HOURS, "mon-fri 9-12, 13-17:30"),
        words(Field.ZONE, "Europe/Berlin"),
        words(Field.COUNTRY, "Germany"),
        _asked(Field.DAYS, days, carried, hint=days_hint(shown.today)),
        *_unshown(shown.last, shown.today),
        _asked(Field.FILE, file_input(["ics"]), carried),
    ]


def _unshown(last: date, today: date) -> list[Block]:
    if last == date.max:
        return []
    until = wording.day(last, now=today)
    return [kit.context(f"There is room for the days until {until}; those after it stay as set.")]


def _preview(shown: TeamForm) -> Block:
    """How next week looks with what is filled in; what cannot be read is said."""
    lines = ["*Next week looks like this*", *calendars.week_lines(shown.week, shown.today)]
    lines.append(f"*Days off* {calendars.days_off(shown.days_off, shown.today)}")
    lines += _of_file(shown)
    for field, error in shown.unread.items():
        lines.append(f":warning: {LABELS[field]}: {kit.safe(error)}")
    again = button("Show next week", ids.TEAM_LOOK, "look", hint="Show next week with what I typed")
    return kit.section("\n".join(lines), accessory=again)


def _of_file(shown: TeamForm) -> list[str]:
    """What the chosen file would add, to be looked through before it is saved."""
    if shown.file is None:
        return []
    days = sorted({*shown.file.holidays, *shown.file.breaks})
    listed = [wording.day(day, now=shown.today) for day in days[:MOST_DAYS]]
    left = len(days) - len(listed)
    more = f" and {left} more" if left > 0 else ""
    return [f"*From the file* {', '.join(listed) or 'no days off'}{more}", *_left_out(shown.file)]


def _left_out(file: DaysOff) -> list[str]:
    if not file.left_out:
        return []
    count = wording.plural(len(file.left_out), "event")
    return [f"{count} left out; the reply will say which and why."]


def _about_start(shown: TeamForm, carried: Carried) -> list[Block]:
    start = shown.spelled[Field.START]
    picker = datepicker(date.fromisoformat(start) if start else None)
    box = checkbox(
        "Shadow: remind nobody, only count", "on", checked=bool(shown.spelled[Field.SHADOW])
    )
    return [_asked(Field.START, picker, carried), _asked(Field.SHADOW, box, carried)]
