"""Draws what text points at: people, channels, addresses and dates."""

from urllib.parse import urlsplit

from markupsafe import Markup

from bot.playground.browser.emoji import pictured
from bot.playground.browser.reader import Reader
from bot.playground.browser.tags import joined, tag, unsupported_word
from bot.playground.slack.dates import TOKEN, Dated, token
from bot.playground.slack.marks import Mark, Meaning, decoded

_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def marked(mark: Mark, *, reader: Reader) -> Markup:
    """Return a mark of mrkdwn, drawn."""
    target, label = mark.target, decoded(mark.label)
    match mark.meaning:
        case Meaning.MEMBER:
            return member(target, reader=reader, label=label)
        case Meaning.CHANNEL:
            return channel(target, reader=reader, label=label)
        case Meaning.EVERYONE:
            return everyone(target)
        case Meaning.GROUP:
            return mention(label or f"@{target}")
        case Meaning.DATE:
            return date(Dated.of(decoded(target)), reader=reader, fallback=label)
        case Meaning.LINK:
            address = decoded(target)
            return link(address, pictured(label or address.removeprefix("mailto:")))
    return pictured(label) if label else unsupported_word(f"<!{target}>")


def member(id: str, *, reader: Reader, label: str = "") -> Markup:
    """Return a person by name; the reader stands out."""
    name = reader.members.get(id) or label.removeprefix("@") or id
    return mention(f"@{name}", is_reader=id == reader.id)


def channel(id: str, *, reader: Reader, label: str = "") -> Markup:
    """Return a channel by name."""
    return mention(f"#{reader.channels.get(id) or label.removeprefix('#') or id}")


def everyone(range: str) -> Markup:
    """Return @here, @channel or @everyone, which always concern the reader."""
    return mention(f"@{range}", is_reader=True)


def mention(words: str, *, is_reader: bool = False) -> Markup:
    """Return words set as a mention."""
    return tag("span", words, class_="mention me" if is_reader else "mention")


def is_safe(address: str) -> bool:
    """Whether a browser may follow the address."""
    try:
        return urlsplit(address.strip()).scheme.lower() in _SCHEMES
    except ValueError:
        return False


def link(address: str, words: Markup) -> Markup:
    """Return words that lead somewhere, or only the words where that would be unsafe."""
    if not is_safe(address):
        return words
    return tag("a", words, href=address.strip(), target="_blank", rel="noopener noreferrer")


def date(dated: Dated | None, *, reader: Reader, fallback: str = "") -> Markup:
    """Return an instant in the form that is asked for, in the reader's zone."""
    if dated is None:
        return joined(fallback)
    at = reader.local(dated.seconds)
    pieces = TOKEN.split(dated.form)
    words = joined(
        *(
            (token(part, at=at, now=reader.now) or unsupported_word(f"{{{part}}}"))
            if place % 2
            else pictured(part)
            for place, part in enumerate(pieces)
        )
    )
    title = f"{at:%A, %-d %B %Y, %H:%M:%S} ({reader.zone})"
    shown = tag("time", words, datetime=at.isoformat(), title=title)
    return link(dated.link, shown) if dated.link else shown
