"""The middle of the page: a conversation's head, its messages by day, and a thread beside it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from markupsafe import Markup

from bot.playground.browser import messages, views
from bot.playground.browser.about import about
from bot.playground.browser.look import Look
from bot.playground.browser.tools import tools
from bot.playground.slack import Channel, Kind, Message
from bot.slack.manifest import manifest


def head(look: Look) -> Markup:
    """Return what the conversation is, and the tabs of Heed's own."""
    channel = look.channel
    if channel.kind is Kind.DIRECT:
        return Markup('<h1 class="title">Heed <span class="app-badge">APP</span></h1>{}').format(
            _tabs(look)
        )
    sign = "🔒 " if channel.kind is Kind.PRIVATE else "# "
    return Markup('<h1 class="title">{}{}</h1><p class="title-note">{}</p>').format(
        sign, channel.name, _members(look, channel)
    )


def body(look: Look) -> Markup:
    """Return what stands in the conversation for its reader."""
    if look.tab == "home" and has_home(look):
        view = look.slack.home(look.who)
        return views.home(view, reader=look.reader) if view else _no_home()
    if look.tab == "about":
        return about(look)
    said = look.said()
    roots = [one for one in said if not one.is_reply]
    replies = [one for one in said if one.is_reply]
    earlier = _earlier() if len(roots) > look.shown else _beginning(look)
    shown = _by_day(look, roots[-look.shown :], replies)
    return Markup(
        '{}<div role="log" id="log-{}" aria-label="Messages in {}" class="log">{}</div>'
    ).format(earlier, f"{look.who.id}-{look.channel.id}", _name(look), Markup("").join(shown))


def thread(look: Look) -> Markup:
    """Return the thread that is open: its first message and the replies."""
    if look.thread is None:
        return Markup("")
    replies = look.slack.thread(look.thread, viewer=look.who)
    count = Markup('<p class="rule">{}</p>').format(_counted(len(replies), "reply", "replies"))
    return Markup(
        '<div class="pane-head"><h2 class="title">Thread</h2>'
        '<button type="button" class="icon" data-act="unthread" aria-label="Close the thread">×'
        '</button></div><div role="log" class="log" id="thread-{}" aria-label="Thread">{}{}{}</div>'
    ).format(
        look.thread.ts,
        _entry(look, look.thread, 0, place="t"),
        count if replies else "",
        Markup("").join(_entry(look, one, 0, place="t") for one in replies),
    )


def has_home(look: Look) -> bool:
    """Whether Slack would show a Home tab for Heed."""
    shows = manifest()["features"]["app_home"]["home_tab_enabled"]
    return bool(shows) or look.slack.home(look.who) is not None


def _tabs(look: Look) -> Markup:
    tabs = [("messages", "Messages"), ("about", "About")]
    if has_home(look):
        tabs.insert(0, ("home", "Home"))
    shown = Markup("").join(
        Markup('<button type="button" data-act="tab" data-tab="{}"{}>{}</button>').format(
            tab, Markup(' aria-current="page"') if tab == look.tab else "", label
        )
        for tab, label in tabs
    )
    return Markup('<nav class="tabs" aria-label="Heed">{}</nav>').format(shown)


def _by_day(look: Look, roots: Sequence[Message], replies: list[Message]) -> Iterator[Markup]:
    day, is_fresh = None, False
    for one in roots:
        if (said_on := _local(look, one).date()) != day:
            day = said_on
            yield Markup('<h2 class="day"><span>{}</span></h2>').format(_day(look, day))
        if look.fresh and not is_fresh and float(one.ts) >= float(look.fresh):
            is_fresh = True
            yield Markup('<p class="fresh"><span>New</span></p>')
        yield _entry(look, one, sum(each.thread_ts == one.ts for each in replies))


def _entry(look: Look, one: Message, replies: int, *, place: str = "m") -> Markup:
    shown = messages.message(one, reader=look.reader, replies=replies, pane=place)
    return Markup('<div class="entry" id="{}e-{}-{}">{}{}</div>').format(
        place, one.channel, one.ts.replace(".", "-"), shown, tools(look, one)
    )


def _local(look: Look, one: Message) -> datetime:
    return datetime.fromtimestamp(float(one.ts), tz=look.zone)


def _day(look: Look, day: date) -> str:
    today = look.now.astimezone(look.zone).date()
    if day == today:
        return "Today"
    if day == today - timedelta(days=1):
        return "Yesterday"
    return f"{day:%A}, {day.day} {day:%B}"


def _earlier() -> Markup:
    words = (
        '<button type="button" class="earlier" data-act="earlier">Show earlier messages</button>'
    )
    return Markup(words)


def _beginning(look: Look) -> Markup:
    if look.channel.kind is Kind.DIRECT:
        words = "What Heed and you say here, nobody else reads. Type / to see its commands."
    else:
        words = f"This is the beginning of #{look.channel.name}."
    return Markup('<p class="beginning">{}</p>').format(words)


def _no_home() -> Markup:
    return Markup('<p class="beginning">Heed has not drawn its Home yet.</p>')


def _name(look: Look) -> str:
    return "Heed" if look.channel.kind is Kind.DIRECT else f"#{look.channel.name}"


def _members(look: Look, channel: Channel) -> str:
    people = _counted(len(_people(look, channel.members)), "member", "members")
    return f"{people} · shared with another company" if channel.is_ext_shared else people


def _people(look: Look, ids: Iterable[str]) -> list[str]:
    heed = look.slack.installation.bot_user_id
    return [one for one in ids if one != heed]


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
