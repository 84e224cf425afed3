"""Rows of a reminder: what it asks, why it came, and when it will ask again."""

from bot.core.attention import A_DAY, CROWDED, Held
from bot.core.care import claimer, held_until, is_snoozed
from bot.core.claims import step_of
from bot.core.complaints import COMPLAINT, TO_LEAD, is_of_late
from bot.core.deliveries import Bundle, DeliveryKind, NudgeRow
from bot.core.inquiries import Inquiry
from bot.core.ladders import GIVEN, Audience, plain
from bot.core.promises import Promise
from bot.messages import kit, rows, silent_rows, steps, wording
from bot.messages.particulars import short_needs

LAST_STEP = "day_7"
COMES_DUE = ("heads_up", "due", "due_soon", "overdue")


def ask(bundle: Bundle, row: NudgeRow) -> str:
    """Say who waits for what since when, and how things stand: two lines at most on a desk."""
    note = _care(bundle, row)
    words = _words(row, limit=rows.IN_ROW)
    said = f"{_who(bundle, row)}: {words} #{row.thing.number}"
    parts = (_due(bundle, row), note, rows.source(row.thing))
    return f"{said}\n{' '.join(filter(None, parts))}"


def spoken(bundle: Bundle, row: NudgeRow) -> str:
    """Return the same as sentences."""
    words = _words(row, limit=60)
    note = _care(bundle, row)
    said = f"{_who(bundle, row)}: {words} #{row.thing.number}. {_due(bundle, row)}"
    return f"{said} {note}" if note else said


def _words(row: NudgeRow, *, limit: int) -> str:
    """What they said first, and last; or what was promised."""
    said = (kit.quoted(row.thing.words, limit=limit), rows.latest(row.thing))
    return ", ".join(filter(None, said))


def gone(row: NudgeRow, note: str) -> str:
    """Return a row that needs nothing more."""
    return f"{rows.numbered(row.thing)}: {kit.quoted(row.thing.words, limit=60)}\n{note}"


def why(bundle: Bundle, row: NudgeRow) -> str:
    """Say why it came, what the owner knows already, and when who hears of it next."""
    because = _because(bundle, row)
    parts = [f"You get this because {because}.", *_late(row)]
    if row.is_urgent:
        parts = [f"Urgent: {because}; you allowed these outside your hours."]
    if bundle.kind is DeliveryKind.CHANNEL:
        parts = [
            f"This came because {because}.",
            "Anyone may take it: answer and press the button, or *I have it* in the menu *⋯*.",
        ]
    if row.instead_of_name and _is_owners(bundle, row):
        parts.append(f"It comes to you in place of {kit.name(row.instead_of_name)}.")
    if row.nudge.audience is Audience.LEAD:
        parts.append(_told(bundle, row))
    parts += [*_needs(row), *_next(bundle, row)]
    return " ".join(parts)


def _because(bundle: Bundle, row: NudgeRow) -> str:
    """What it came for, and that it was handed over, to whoever hears so for the first time."""
    handed = _handed(row)
    if handed is not None and row.nudge.step.startswith(GIVEN):
        return handed
    because = _given_back(bundle, row) or _complained(bundle, row) or _early(bundle, row)
    because = because or steps.because(row.nudge, row.thing, now=bundle.now)
    return because if handed is None else f"{handed}, and {because}"


def _late(row: NudgeRow) -> list[str]:
    """Say why it came later than it could have: what people were told before was another hour."""
    match row.held:
        case Held.SPACING:
            return ["It had to wait: I write to you at most once an hour."]
        case Held.CAP:
            most = wording.counted(A_DAY, "time")
            return [f"It had to wait: I write to you at most {most} a day."]
        case _:
            return []


def _needs(row: NudgeRow) -> list[str]:
    """What matters to the customer, for whoever may not know it yet."""
    customer = row.thing.customer
    is_new = row.nudge.audience is Audience.LEAD or row.nudge.step.startswith(GIVEN)
    if customer.needs is None or not is_new:
        return []
    title = "They rely on us for" if customer.is_internal else "What matters to them"
    return [f"{title}: {short_needs(customer.needs)}."]


def _early(bundle: Bundle, row: NudgeRow) -> str | None:
    """What comes due, of a step that a message took along before it was reached."""
    is_early = (row.nudge.sent_at or bundle.now) < row.nudge.at
    if not is_early or plain(row.nudge.step) not in COMES_DUE:
        return None
    what = "the answer" if isinstance(row.thing.item, Inquiry) else "it"
    verb = "was" if bundle.now >= row.due_at else "is"
    return f"{what} {verb} due {wording.when(row.due_at, bundle.zone, bundle.now)}"


def _handed(row: NudgeRow) -> str | None:
    """Who handed it over, and with what word."""
    care = row.thing.care
    is_told = row.is_news or row.nudge.step.startswith(GIVEN)
    if not is_told or care.given_by is None:
        return None
    giver = wording.member(row.given_by_name)
    note = f": {kit.quoted(care.note)}" if care.note else ""
    if row.instead_of_name is not None:
        whose = kit.name(row.instead_of_name)
        return f"{giver} handed it to {whose}{note}"
    said = f"{giver} handed it to you{note}"
    # By the hours of whoever had it before it may have been due at another instant.
    is_theirs = isinstance(row.thing.item, Inquiry) and row.thing.team.zone is None
    is_theirs &= not row.is_of_same_hours
    return f"{said}, and it is due by your working hours now" if is_theirs else said


def _complained(bundle: Bundle, row: NudgeRow) -> str | None:
    """When they complained, and that it was late already."""
    item = row.thing.item
    if not row.nudge.step.startswith((COMPLAINT, TO_LEAD)):
        return None
    if not isinstance(item, Inquiry) or item.complained_at is None:
        return None
    at = wording.when(item.complained_at, bundle.zone, bundle.now)
    said = f"{kit.name(row.thing.customer.name)} complained {at}"
    was_late = is_of_late(item, due_at=row.due_at)
    return f"{said}, when the answer was late already" if was_late else said


def _given_back(bundle: Bundle, row: NudgeRow) -> str | None:
    """Who had it until when, of what has come back to its owner."""
    until = row.thing.care.claimed_until
    if until is None or row.nudge.step != step_of(until):
        return None
    who = wording.member(row.claimed_by_name)
    who = "you" if row.thing.care.claimed_by == bundle.reader_id else who
    said = f"{who} had it until {wording.when(until, bundle.zone, bundle.now)}"
    if bundle.kind is DeliveryKind.CHANNEL or row.thing.care.claimed_by == row.thing.owner.id:
        return f"{said}, and it is still open"
    is_theirs = row.thing.owner.id == bundle.reader_id
    whose = "yours" if is_theirs else f"{rows.owner(row.thing)}'s"
    return f"{said} and it is still open: it is {whose} again"


def _who(bundle: Bundle, row: NudgeRow) -> str:
    thing = row.thing
    is_theirs = thing.owner.id == bundle.reader_id
    owner = rows.owner(thing)
    if bundle.kind is DeliveryKind.CHANNEL:
        owner = kit.mention(thing.owner.id)
    if isinstance(thing.item, Promise):
        return _promised(bundle, row, owner)
    since = wording.since(thing.item.opened_at, bundle.zone, bundle.now)
    chases = thing.item.chases
    since += ", with a complaint" if thing.item.is_complaint else ""
    again = f", and asked again {rows.times(chases)}" if chases else ""
    return f"{rows.bold(thing)} waits for {'you' if is_theirs else owner} {since}{again}"


def _promised(bundle: Bundle, row: NudgeRow, owner: str) -> str:
    """Who gave the word, and whose it is to keep where that is somebody else by now."""
    item = row.thing.item
    is_theirs = row.thing.owner.id == bundle.reader_id
    if not isinstance(item, Promise) or item.made_by == row.thing.owner.id:
        return f"{'You' if is_theirs else owner} promised {rows.bold(row.thing)}"
    maker = "You" if item.made_by == bundle.reader_id else None
    maker = maker or wording.start(wording.member(row.made_by_name))
    whose = "it is yours now" if is_theirs else f"now with {owner}"
    return f"{maker} promised {rows.bold(row.thing)} ({whose})"


def _due(bundle: Bundle, row: NudgeRow) -> str:
    word = silent_rows.wanted(bundle, row)
    return f"{word} {_date(bundle, row)}" if word else _date(bundle, row)


def _date(bundle: Bundle, row: NudgeRow) -> str:
    at = wording.when(row.due_at, bundle.zone, bundle.now)
    is_over = bundle.now >= row.due_at
    if isinstance(row.thing.item, Inquiry):
        return f"The answer {'was' if is_over else 'is'} due {at}."
    moves = row.thing.item.moves
    moved = f", moved {rows.times(moves)}" if moves else ""
    return f"{'It was due' if is_over else 'It is due'} {at}{moved}."


def _care(bundle: Bundle, row: NudgeRow) -> str | None:
    care, zone, now = row.thing.care, bundle.zone, bundle.now
    rest = ""
    if rows.is_snoozed_longer(care, now) and care.snoozed_until is not None:
        rest = f"Snoozed until {wording.when(care.snoozed_until, zone, now)}; then I ask again."
    holder, until = claimer(care, now), care.claimed_until
    if holder is not None and until is not None and held_until(care, now) is None:
        at = wording.when(until, zone, now)
        if holder == bundle.reader_id:
            return f"You have it until {at}. {rest}".rstrip()
        who = wording.start(wording.member(row.claimed_by_name))
        return f"{who} has it until {at}. {rest}".rstrip()
    if rest and held_until(care, now) is None:
        return rest
    note = rows.care_note(row.thing, zone=zone, now=now)
    return f"{wording.start(note)}." if note else None


def _is_owners(bundle: Bundle, row: NudgeRow) -> bool:
    """A lead hears of others' things by rights, and a channel is nobody's stand-in."""
    return bundle.kind is not DeliveryKind.CHANNEL and row.nudge.audience is Audience.OWNER


def _told(bundle: Bundle, row: NudgeRow) -> str:
    if row.told_at is None and row.waits in CROWDED:
        how_often = f"{wording.counted(A_DAY, 'time')} a day"
        how_often = how_often if row.waits == Held.CAP else "once an hour"
        return f"{rows.owner(row.thing)} was not reminded yet: I write at most {how_often}."
    if row.told_at is None:
        if is_snoozed(row.thing.care, bundle.now):
            return f"{rows.owner(row.thing)} was not reminded, for it is snoozed."
        return f"{rows.owner(row.thing)} could not be reminded."
    at = wording.when(row.told_at, bundle.zone, bundle.now)
    given_at = row.thing.care.given_at
    if given_at is not None and row.told_at < given_at:
        who = "You were" if row.told_id == bundle.reader_id else f"{_told_name(row)} was"
        return f"{who} reminded {at}, before it was {rows.owner(row.thing)}'s."
    if row.told_id is not None and row.told_id == bundle.reader_id:
        is_other = row.thing.owner.id != bundle.reader_id
        return f"You were reminded {at}{f', in place of {rows.owner(row.thing)}' * is_other}."
    return f"{_told_name(row)} was reminded {at}."


def _told_name(row: NudgeRow) -> str:
    return kit.name(row.told_name) if row.told_name else "The team's channel"


def _next(bundle: Bundle, row: NudgeRow) -> list[str]:
    zone, now = bundle.zone, bundle.now
    parts = _heard(bundle, row)
    coming = len(parts)
    if row.again_at is not None and row.again_at > now:
        again = wording.when(row.again_at, zone, now)
        parts.append(_again(bundle, row, again))
    if row.lead_at is not None and row.lead_at > now and row.nudge.audience is Audience.OWNER:
        parts.append(f"{_hears(bundle, row)} {wording.when(row.lead_at, zone, now)}.")
    if len(parts) == coming and plain(row.nudge.step) == LAST_STEP:
        parts.append("This is my last reminder; it stays in the lead's digest until it is settled.")
    return [wording.start(part) for part in parts]


def _hears(bundle: Bundle, row: NudgeRow) -> str:
    """Who hears of it next, whoever covers being perhaps the lead as well."""
    if bundle.reader_id is not None and row.lead_id == bundle.reader_id:
        return "as lead you hear of it again"
    lead = kit.name(row.lead_name) if row.lead_name else "the team's channel"
    again = " again" if row.heard_at and row.heard_name == row.lead_name else ""
    return f"{lead} hears of it{again}"


def _heard(bundle: Bundle, row: NudgeRow) -> list[str]:
    """What the owner was warned of, once it has happened."""
    is_known = row.heard_id in (None, bundle.reader_id) or row.nudge.audience is Audience.LEAD
    if row.heard_at is None or is_known:
        return []
    at = wording.when(row.heard_at, bundle.zone, bundle.now)
    if row.heard_name:
        return [f"{kit.name(row.heard_name)} heard of it {at}."]
    return [] if bundle.kind is DeliveryKind.CHANNEL else [f"The team's channel heard of it {at}."]


def _again(bundle: Bundle, row: NudgeRow, at: str) -> str:
    if not row.again_in_channel:
        is_first = row.told_at is None and row.nudge.audience is Audience.LEAD
        return f"I remind {_reminded(bundle, row)}{'' if is_first else ' again'} {at}."
    if bundle.kind is DeliveryKind.CHANNEL:
        return f"I ask here again {at}."
    return f"I ask in the team's channel {at}."


def _reminded(bundle: Bundle, row: NudgeRow) -> str:
    """Whom the next reminder goes to: whoever has it then, the owner, or who stands in."""
    if bundle.reader_id is not None and row.again_to_id == bundle.reader_id:
        return "you"
    return kit.name(row.again_to_name) if row.again_to_name else rows.owner(row.thing)
