"""Pleasantries: kind words that ask for nothing, so that nobody need answer them.

Explainable on purpose: nothing but words from the lists below, at most so many, no question.
"""

import re
from unicodedata import category

from bot.core.words import clean, decode

LONGEST = 80  # characters; whoever writes more has something to say
MOST_WORDS = 12

_THANKS = (
    *("thanks", "thank you", "thank u", "thx", "ty", "tysm", "cheers", "ta", "much appreciated"),
    *("appreciated", "appreciate it", "many thanks", "thanks again", "thank you again"),
    *("danke", "dankeschön", "danke schön", "danke sehr", "vielen dank", "besten dank", "merci"),
    *("merci beaucoup", "gracias", "muchas gracias", "obrigado", "obrigada", "muito obrigado"),
    *("muito obrigada", "valeu", "grazie", "grazie mille", "dank je", "dank je wel", "bedankt"),
    *("dank u", "dank u wel", "tack", "tack så mycket", "takk", "tusen takk", "tak", "mange tak"),
    *("kiitos", "dziękuję", "dzięki", "děkuji", "díky", "köszönöm", "teşekkürler", "sağ ol"),
    *(
        "спасибо",
        "дякую",
        "ευχαριστώ",
        "ありがとう",
        "ありがとうございます",
        "谢谢",
        "謝謝",
        "감사합니다",
    ),
    *("शुक्रिया", "धन्यवाद", "شكرا", "תודה"),
)
_FINE = (
    *("ok", "okay", "okey", "k", "great", "super", "perfect", "cool", "nice", "lovely", "awesome"),
    *("excellent", "brilliant", "wonderful", "fantastic", "amazing", "good", "fine", "alright"),
    *("all good", "all is well", "all well", "all fine", "all set", "all clear", "got it", "noted"),
    *("understood", "received", "sounds good", "looks good", "works", "that works", "works for me"),
    *("well done", "good job", "great job", "nice work", "good work", "great work", "no worries"),
    *("no problem", "you are the best", "you're the best", "you rock"),
    *("will do", "have a nice day", "have a good day", "have a great day", "have a nice weekend"),
    *("have a good weekend", "have a great weekend", "good weekend", "happy", "very happy"),
    *("prima", "perfekt", "alles klar", "alles gut", "passt", "gut", "sehr gut", "toll", "klasse"),
    *("in ordnung", "gerne", "parfait", "très bien", "bien reçu", "c'est bon", "d'accord"),
    *("perfecto", "muy bien", "todo bien", "vale", "genial", "perfeito", "tudo bem", "tudo certo"),
    *("ótimo", "beleza", "perfetto", "va bene", "tutto bene", "ottimo", "top", "helemaal goed"),
    *("prima zo", "super", "bra", "flott", "fint", "dobrze", "хорошо", "отлично", "了解", "好的"),
)
# What stands around them, and says nothing alone.
_AROUND = (
    *("so much", "very much", "a lot", "a bunch", "a million", "again", "for that", "for this"),
    *("for everything", "for your help", "for the help", "for the quick reply", "for your reply"),
    *("for letting us know", "for letting me know", "for the update", "for the info", "everyone"),
    *("all", "team", "guys", "folks", "everybody", "and", "so", "oh", "wow", "very", "really"),
    *("that is", "that's", "this is", "it is", "it's", "we are", "we're", "i am", "i'm", "they"),
    *("they are", "they're", "they say", "they said", "says", "said", "with it", "now", "then"),
    *("für alles", "für die hilfe", "für die schnelle antwort", "ihnen", "euch", "dir", "und"),
    *("à vous", "à tous", "beaucoup", "y", "e", "et", "pela ajuda", "por todo", "por tudo"),
)
_KIND = {*_THANKS, *_FINE}
_KNOWN = {tuple(phrase.split()) for phrase in (*_KIND, *_AROUND)}
_KIND_WORDS = {tuple(phrase.split()) for phrase in _KIND}
_MOST_IN_PHRASE = max(map(len, _KNOWN))
_EMOJI = re.compile(r":[a-z0-9_+'-]+:(?::skin-tone-[2-6]:)?|[:;]-?[)D]|<3", re.IGNORECASE)
_MARKS = re.compile(r"[\s.,!;:…~*_\"“”()¡！。、，–—-]+")
# Joiners and selectors within an emoji.
_JOINED = "\u200d\ufe0f\u20e3"
_ASKS = re.compile(r"[?？؟]")


def is_pleasantry(text: str) -> bool:
    """Whether these are but kind words: thanks, “all good”, an emoji."""
    said = decode(clean(text)).casefold().replace("’", "'")
    if not said or len(said) > LONGEST or _ASKS.search(said):
        return False
    bare = _EMOJI.sub(" ", said)
    plain = "".join(" " if _is_picture(one) else one for one in bare)
    words = tuple(filter(None, _MARKS.split(plain)))
    if not words:
        # Nothing but emoji; a row of dots or dashes is no kindness.
        return plain != said
    if len(words) > MOST_WORDS:
        return False
    return _is_covered(words)


def _is_picture(one: str) -> bool:
    return category(one) in ("So", "Sk") or one in _JOINED


def _is_covered(words: tuple[str, ...]) -> bool:
    """Whether the phrases of the lists, one after the other, leave no word over."""
    place, is_kind = 0, False
    while place < len(words):
        longest = min(_MOST_IN_PHRASE, len(words) - place)
        lengths = range(longest, 0, -1)
        length = next((one for one in lengths if words[place : place + one] in _KNOWN), 0)
        if not length:
            return False
        is_kind = is_kind or words[place : place + length] in _KIND_WORDS
        place += length
    return is_kind
