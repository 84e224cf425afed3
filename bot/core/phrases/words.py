"""The words that due and past phrases are made of, and what each stands for."""

from typing import Final


def _words(listed: str) -> list[str]:
    return listed.split()


WEEKDAYS: Final = {
    word: number
    for number, words in enumerate(
        (
            # With them their commonest slips, which are no other words.
            "monday mon munday",
            "tuesday tue tues tusday tuseday teusday",
            "wednesday wed weds wensday wednsday wendsday wedensday wedsnday",
            "thursday thu thur thurs thrusday thurday thursdy thirsday",
            "friday fri frday firday fryday",
            "saturday sat saterday satuday",
            "sunday sun",
        )
    )
    for word in words.split()
}
MONTHS: Final = {
    word: number
    for number, words in enumerate(
        (
            "january jan janurary",
            "february feb febuary feburary",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for word in words.split()
}
WEEKDAY_NAMES: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTH_NAMES: Final = tuple(_words("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"))

SMALL_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        _words(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen"
        )
    )
}
TENS: Final = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60} | {
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        _words(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
            "twentieth"
        ),
        start=1,
    )
} | {"thirtieth": 30}

UNITS: Final = {
    word: unit
    for unit, words in {
        "second": "second seconds sec secs",
        "minute": "minute minutes min mins m",
        "hour": "hour hours hr hrs h",
        "day": "day days d",
        "week": "week weeks wk wks w",
        "fortnight": "fortnight fortnights",
        "month": "month months mo mos",
        "year": "year years yr yrs y",
    }.items()
    for word in words.split()
}
WORKING: Final = frozenset({"working", "business", "work"})
WORKDAYS: Final = frozenset({"workday", "workdays"})

DAYS_AHEAD: Final = {
    "today": 0,
    "tomorrow": 1,
    "tmrw": 1,
    "tmr": 1,
    **dict.fromkeys(("tomorow", "tommorow", "tommorrow", "tomorro", "tomorrrow", "tmw", "tmro"), 1),
    "yesterday": -1,
}
PERIODS: Final = frozenset({"week", "month", "quarter", "year", "weekend"})
WHICH: Final = {"this": 0, "next": 1, "last": -1, "coming": 1}
ENDS: Final = {
    "eow": "week",
    "eom": "month",
    "eoq": "quarter",
    "eoy": "year",
}

MERIDIEMS: Final = frozenset({"am", "pm"})
NOON: Final = frozenset({"noon", "midday", "lunch", "lunchtime"})
CLOSE: Final = frozenset({"eod", "eob", "cob", "cop"})
PARTS: Final = frozenset({"morning", "afternoon", "evening", "night"})
ZONES: Final = frozenset(
    _words("utc gmt cet cest wet eet est edt et cst cdt mst mdt pst pdt pt bst ist jst aest")
)

# Words that may stand before a date and change nothing about it.
LEADS: Final = frozenset({"by", "on", "before", "due", "at", "of", "@", ","})
# Later in a phrase these part the two ends of a stretch.
FIRST_LEADS: Final = LEADS | {"until", "till"}
HEDGES: Final = frozenset(
    _words(
        "about around approximately approx roughly circa maybe perhaps probably hopefully sometime "
        "later early late mid beginning start middle beforehand afterwards"
    )
)
LOOSE: Final = frozenset(
    {
        "asap",
        "a.s.a.p",
        "soon",
        "shortly",
        "eventually",
        "someday",
        "later",
        "sometime",
        "whenever",
        "now",
        "just now",
        "right now",
        "right away",
        "immediately",
        "soonish",
        "as soon as possible",
        "as soon as we can",
        "when possible",
    }
)
