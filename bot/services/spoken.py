"""Spoken: what messages of a watched channel say, in words to be kept."""

from bot.core.heard import joined
from bot.core.mrkdwn import made_plain, mentioned
from bot.core.words import WORDS_LIMIT
from bot.services.desk import Turn
from bot.store import contacts, heard, members


def rejoin(turn: Turn, contact_id: int) -> None:
    """Have a contact say what its messages say by now."""
    of = (turn.connection, turn.workspace_id)
    words = joined(heard.of_contact(*of, contact_id))
    contacts.reword(*of, contact_id, words[:WORDS_LIMIT])


def plain_words(turn: Turn, text: str) -> str:
    """What a message says, as somebody reads it."""
    ids, names = mentioned(text), dict[str, str]()
    if ids:
        known = members.named(turn.connection, turn.workspace_id, ids)
        names = {one.id: one.name for one in known.values()}
    return made_plain(text, names=names, limit=WORDS_LIMIT) or "…"
