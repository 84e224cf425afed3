"""Automatic replies: words that a calendar or a mailbox sends, and nobody says.

Explainable on purpose: one of the phrases below, near the beginning.
"""

import re

from bot.core.words import clean, decode

_BEGINNING = 160  # characters within which an automatic reply says what it is
_PHRASES = (
    r"auto(?:matic(?:ally generated)?|mated)?[ -]?(?:reply|response|answer|message)",
    r"\[auto\]|\booo\b",
    r"out[ -]of[ -](?:the[ -])?office",
    r"(?:i am|i'm|we are|we're)(?: currently| now)? on (?:annual |parental |sick )?leave",
    r"(?:i am|i'm|we are|we're)(?: currently| now)? on (?:vacation|holidays?)",
    r"(?:i am|i'm|we are|we're)(?: currently| now)? away from my desk",
    r"abwesenheits(?:notiz|meldung)|automatische (?:antwort|rückmeldung)|nicht im büro",
    r"réponse automatique|absent(?:e)? du bureau|respuesta automática|fuera de (?:la )?oficina",
    r"resposta automática|risposta automatica|fuori sede",
)
_AUTOMATIC = re.compile("|".join(f"(?:{one})" for one in _PHRASES))
_ASKS = re.compile(r"[?？؟]")


def is_automatic(text: str) -> bool:
    """Whether a machine speaks for somebody who is not there."""
    said = decode(clean(text)).casefold().replace("’", "'")[:_BEGINNING]
    return _AUTOMATIC.search(said) is not None and _ASKS.search(said) is None
