"""Absence: what a member's status in Slack says about whether they are at work."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.members import Member

# A status without an end is believed for so long after it was last seen.
BELIEVED = timedelta(days=3)
LONGEST = 200

_EMOJI = frozenset(
    (
        *("palm_tree", "desert_island", "beach_with_umbrella", "umbrella_on_ground", "camping"),
        *("face_with_thermometer", "face_with_head_bandage", "mask", "nauseated_face"),
        *("sneezing_face", "ooo", "out-of-office", "out_of_office", "vacation", "pto"),
    )
)
# In the languages that statuses are most often written in.
_AWAY = re.compile(
    r"\b(?:vacation(?:ing)?|holidays?|out of (?:the )?office|ooo|o\.o\.o|pto|(?:on|annual|sick|"
    r"medical|compassionate|bereavement|family|parental|maternity|paternity) leave|parental|"
    r"maternity|paternity|(?:off|out|i'm|am|home)? ?sick|sick day|days? off|off (?:today|work)|"
    r"sabbatical|time off|"
    r"urlaub|ferien|krank(?:geschrieben)?|elternzeit|mutterschutz|abwesend|abwesenheit|"
    r"nicht im büro|"
    r"vacances|congés?|malade|arrêt maladie|absente?|en rtt|"
    r"vacaciones|fuera de (?:la )?oficina|enferm[oa]|baja|ausente|"
    r"férias|fora do escritório|doente|de licença|de folga|atestado|"
    r"ferie|vacanza|in malattia|malat[oa]|fuori ufficio|in congedo|"
    r"vakantie|ziek|verlof|afwezig)\b",
    re.IGNORECASE,
)
# Whoever says one of these is at work, or will be in a minute, whatever stands beside it.
_THERE = re.compile(
    r"\b(?:meetings?|call|lunch|break|commut\w*|remote(?:ly)?|wfh|working|work from|focus\w*|"
    r"back from|happy|brb|"
    r"(?:until|till|til|before|after|for|plan\w*|next|countdown|bis zum|bis zur|vor dem|nach dem)"
    r" (?:my |the |our )?(?:vacation|holidays?|urlaub|ferien|leave)|"
    r"besprechung|termin|mittag\w*|pause|zurück aus|frohe|schöne|réunion|déjeuner|télétravail|"
    r"joyeuses|bonnes|reunión|almuerzo|felices|reunião|almoço|boas|riunione|pranzo|buone|"
    r"vergadering|fijne)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Status:
    """A status that says that somebody is away: its words, and its end if it has one."""

    words: str
    until: datetime | None = None


def read_status(emoji: str, text: str, until: datetime | None) -> Status | None:
    """What a status says; None unless it is that they are away."""
    name = emoji.strip(":").split("::")[0].lower()
    if _THERE.search(text) or not (name in _EMOJI or _AWAY.search(text)):
        return None
    said = f"{until.isoformat() if until else ''} {emoji} {text}".strip()
    return Status(said[:LONGEST], until)


def has_end(status: str | None) -> bool:
    """Whether the words that are kept of a status say when it ends."""
    first = (status or "").partition(" ")[0]
    try:
        return bool(datetime.fromisoformat(first))
    except ValueError:
        return False


def followed(known: Member | None, found: Member, now: datetime) -> Member:
    """What Slack says of a member, with what comes of their status.

    One that was ended by hand says nothing more until it changes.
    """
    if found.status is None:
        return replace(found, status_until=None)
    until = found.status_until or now + BELIEVED
    same = known is not None and known.status == found.status
    if same and known is not None and known.status_until is None:
        return replace(found, status_until=None)
    return replace(found, status_until=until)
