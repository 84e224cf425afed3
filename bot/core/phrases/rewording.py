"""Other ways to type the same, reworded before a phrase is cut into tokens."""

import re
from typing import Final

_WEEKDAY: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_NEAR_DAY: Final = rf"(?:today|tomorrow|{_WEEKDAY})"
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_POINTER: Final = r"(?:this|next|last|coming|the)"
_UNIT: Final = r"(?:hour|day|week|month|year)"
_SURE: Final = r"(?:by|on|until|till|no later than|not later than)"
_SOON: Final = r"(?:asap|as soon as (?:possible|(?:we|you|i|they) can)|soonest)"
_UNSURE: Final = (
    r"(?:or so|or thereabouts|if (?:at all )?possible|if (?:we|you|i) can|i (?:think|hope|guess)"
    r"|ideally|prob|fingers crossed)"
)

# Each is tried once, in this order; what stands here only says in other words what is read anyway.
_REWORDED: Final = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"[:;]-?[()dp](?: |$)", " "),
        (r"[()\[\]]", " "),
        (r"\b([ec])\.o\.([bdmpwqy])\b\.?", r"\1o\2"),
        (r"\ba\.s\.a\.p\b\.?", "asap"),
        (r"\b(?:please|pls|plz|thanks|thx|cheers)\b", " "),
        (r"\bunti?l+\b|(?<![a-z])'?til\b", "until"),
        (r"\bn(?:e?xt|ex)\b(?! [0-9])", "next"),
        (r"\b2(?:moro|morrow|mrw|mro)\b", "tomorrow"),
        (r"\b(?:2nite|tonite)\b", "tonight"),
        (rf"\b({_POINTER}|end of) (?:wk|week's)\b", r"\1 week"),
        (rf"\b({_POINTER}|end of) m(?:n?th|onth's)\b", r"\1 month"),
        (r"\b([0-9]+) ?(?:[wb]ds?|[wb]days?)\b", r"\1 working days"),
        (rf"\b([0-9]{{1,2}})\. ?(?={_MONTH}\b)", r"\1 "),
        (r"\b(?:on|by|before) or (?:by|before|on)\b", "by"),
        (r"\bon or (?:about|around)\b", "around"),
        (r" (?:sharp|on the dot|(?:(?:our|my|local) )time|local)$", ""),
        # By when at the latest, and nothing else.
        (rf"\b(?:no|not) later than\b(?: {_SURE})?", "by"),
        (rf"^(?:by |until )?(?:at )?(?:the )?(?:very )?latest,?(?: {_SURE})? ", ""),
        (r",? ?\b(?:at )?(?:the )?(?:very )?latest$|,? (?:at )?(?:the )?max(?:imum)?$| tops$", ""),
        (rf"^(?:the )?{_SOON}[ ,]+(?:(?:but|and|or) )?(?=\S)", ""),
        (rf"^(?:the )?{_SOON}$|^at (?:your|the) earliest (?:convenience|opportunity)$", "asap"),
        (r"^in (?:a (?:bit|while|moment|sec(?:ond)?|jiffy)|due course|no time|time)$", "soon"),
        (r"^(?:quickly|quick|promptly|urgent(?:ly)?|at once|straight away|before long)$", "asap"),
        (r"^(?:sometime |very |pretty |real(?:ly)? )?soon$|^sooner rather than later$", "soon"),
        (r"^in (?:the near )?future$|^as (?:fast|quickly) as (?:possible|we can)$", "soon"),
        # What makes a date loose, wherever it stands.
        (rf",? ?\b{_UNSURE}$|^{_UNSURE},? ", " maybe "),
        (r"(?<=[a-z0-9])-? ?ish\b", " maybe "),
        (r"\bsome time\b", "sometime"),
        (rf"\bsome ({_UNIT}s)\b", r"few \1"),
        (rf"\b(?:the )?(?:next|coming) ({_UNIT}s)\b(?! \w)", r"few \1"),
        (rf"\b(?:an?|one) (?:({_UNIT}) or (?:two|2)|or (?:two|2) ({_UNIT})s)\b", r"1 or 2 \1\2s"),
        (r"\b(?:an?|one) (?:working|business) day or (?:two|2)\b", "1 or 2 working days"),
        (r"\bhalf of the (?=(?:week|month|quarter|year)\b)", "half of this "),
        (r"\b(?:in )?(?:the )?(?:first|1st) half of\b", "early"),
        (r"\b(?:in )?(?:the )?(?:second|2nd|latter|last) half of\b", "late"),
        (r"\bmid-? ?(week|month|year)\b", r"mid this \1"),
        (
            r"\b(mid|middle|beginning|start) of the (week|month|quarter|year)\b",
            r"\1 of this \2",
        ),
        (r"\bwithin the day\b", "today"),
        (r"\b(?:with)?in the (?:next )?hour\b", "in 1 hour"),
        (r"\bend of (20[0-9]{2})\b", r"end of dec \1"),
        (r"\b(q[1-4])[ -]end\b", r"end of \1"),
        (
            rf"^(?:by |on )?(?:the )?day (before|after) (?={_WEEKDAY}\b|(?:the )?[0-9]|{_MONTH}\b)",
            r"1 day \1 ",
        ),
        (r"\b(early|mid|late) in the (week|month|quarter|year)\b", r"\1 this \2"),
        (r"\b(early|mid|late|later) in\b", r"\1"),
        (r"\b(?:over|during|across) (?=(?:the|this|next) )", ""),
        (r"\bwithin (?:the|this) (week|month|quarter|year)\b", r"this \1"),
        (r"\b(?:the |this )?(?:coming|upcoming|following) (week|month|quarter|year)\b", r"next \1"),
        (
            rf"\bend (?=(?:(?:this|next|the) )?(?:week|month|quarter|year|q[1-4]|{_MONTH})\b)",
            "end of ",
        ),
        (r"\bend of of\b", "end of"),
        (r"\b(?:end of play|eop)\b", "eod"),
        (rf"\b({_NEAR_DAY}),? (?:by|before) (?=[0-9]{{1,2}}$)", r"\1 at "),
        (r"\bw/c\b|\bweek (?:commencing|beginning|starting)(?: on)?\b", "week of"),
        (r"\b(?:kw|cw|wk|(?:calendar )?week)(?: no\.?)? ?([0-9]{1,2})$", r"week \1"),
        (rf"\b(?:the )?({_WEEKDAY}) after next\b", r"1 week from \1 or 1 week from next \1"),
        (rf"\b(?:the )?following ({_WEEKDAY})\b", r"\1 or next \1"),
        # A week, or a fortnight, on a named day.
        (rf"(?<!end of )\b({_NEAR_DAY}) week\b(?! after)", r"1 week from \1"),
        (rf"^(?:by |on )?(?:an? )?(week|fortnight)(?: on)? ({_NEAR_DAY})\b", r"1 \1 from \2"),
        (
            rf"^(?:by )?([0-9]+|two|three) (weeks|fortnights)(?: on)? ({_NEAR_DAY})\b",
            r"\1 \2 from \3",
        ),
        (r"^(?:by )?fortnight$", "1 fortnight"),
    )
)
_FEASTS: Final = tuple(
    (re.compile(rf"\b(?:{names})\b"), day)
    for names, day in (
        (r"(?:christmas|xmas|x-mas) eve|heiligabend", "24 dec"),
        (r"(?:christmas|xmas|x-mas)(?: day)?", "25 dec"),
        (r"boxing day", "26 dec"),
        (r"new year'?s'? eve|nye|silvester", "31 dec"),
        (r"new year'?s'? day", "1 jan"),
        (r"(?<= and )(?:the )?new year", "31 dec"),
        (r"(?:the )?new year(?:'?s'?)?", "31 dec or 1 jan"),
        (r"halloween", "31 oct"),
        (r"(?:st\.? )?valentine'?s'?(?: day)?", "14 feb"),
    )
)
_IN_NEW_YEAR: Final = re.compile(
    r"\b((?:early|late|mid|beginning|start)(?: of| in)? |in )the new year(?!')"
)
_BEFORE_FEAST: Final = re.compile(r"^(?:by )?before (?=(?:christmas|xmas|x-mas|(?:the )?new year))")
_AFTER: Final = re.compile(
    rf"^after (?=(?:(?:the|this|next) )?(?:{_NEAR_DAY}|weekend|lunch|noon|midday|christmas|xmas"
    r"|(?:the )?new year|[0-9]{1,2}(?:st|nd|rd|th)))"
)
_SPACE: Final = re.compile(r" {2,}")


def reworded(text: str) -> str:
    """Return lower-case text in the words that the rules know."""
    text = _IN_NEW_YEAR.sub(r"\1next year", text)
    text = _BEFORE_FEAST.sub("beforehand ", _AFTER.sub("afterwards ", text))
    for pattern, day in _FEASTS:
        text = pattern.sub(day, text)
    if text.startswith(("beforehand", "afterwards")):
        # Before the new year is before its first day, and after it is after that too.
        text = text.replace("31 dec or 1 jan", "1 jan")
    for pattern, words in _REWORDED:
        text = pattern.sub(words, text)
    return _SPACE.sub(" ", text).strip(" .!?,;")
