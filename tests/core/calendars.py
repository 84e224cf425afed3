"""Makes calendar files, line by line."""


def calendar(*events: str) -> str:
    """A calendar with these events."""
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""])


def event(*properties: str) -> str:
    """An event called Off, unless it is said otherwise."""
    named = [] if any(one.startswith("SUMMARY") for one in properties) else ["SUMMARY:Off"]
    return "\r\n".join(["BEGIN:VEVENT", *named, *properties, "END:VEVENT"])


def whole(day: str, *properties: str) -> str:
    """An event that takes a whole day, or more."""
    return event(f"DTSTART;VALUE=DATE:{day}", *properties)
