"""The left side of the page: whom one can be, and the conversations that member is in."""

from markupsafe import Markup, escape

from bot.playground.browser.look import Look, humans, person
from bot.playground.browser.marks import conversations
from bot.playground.browser.pictures import avatar, heed_icon
from bot.playground.company import NAME
from bot.playground.slack import Channel, Kind, Member

MOST_COUNTED = 99
_NOTHING = Markup("")


def rail(look: Look) -> Markup:
    """Return the switch between members, each with what waits for them."""
    people = Markup("").join(_person(look, one) for one in humans(look.slack))
    return Markup('<h2 class="rail-title" id="i-am">I am</h2>{}').format(people)


def sidebar(look: Look) -> Markup:
    """Return the workspace's name, who one is, and where one can read."""
    there = conversations(look.slack, look.who)
    rooms = [one for one in there if one.kind is not Kind.DIRECT]
    direct = [one for one in there if one.kind is Kind.DIRECT]
    return Markup("{}{}{}").format(
        _head(look),
        _section("Channels", [_room(look, one) for one in rooms]),
        _section("Apps", [_app(look, one) for one in direct]),
    )


def _person(look: Look, member: Member) -> Markup:
    is_me, count = member.id == look.who.id, look.scene.marks.waiting(member)
    known = person(member)
    does = f"{member.name}: {known.is_what}" if known else member.name
    return Markup(
        '<button type="button" class="person" id="be-{}" data-act="be" data-member="{}"'
        ' aria-pressed="{}" title="{}">{}{}<span class="person-name">{}</span></button>'
    ).format(
        member.id, member.id, "true" if is_me else "false", does,
        avatar(member.name, id=member.id), _badge(count), member.name,
    )  # fmt: skip


def _badge(count: int) -> Markup:
    if not count:
        return _NOTHING
    shown = str(count) if count <= MOST_COUNTED else f"{MOST_COUNTED}+"
    words = '<span class="badge">{}<span class="hidden"> unread</span></span>'
    return Markup(words).format(shown)


def _head(look: Look) -> Markup:
    known = person(look.who)
    local = look.now.astimezone(look.zone)
    place = look.zone.key.rpartition("/")[2].replace("_", " ")
    return Markup(
        '<div class="workspace"><p class="workspace-name">{}</p>'
        '<p class="who"><strong>You are {}</strong>, {}. {} in {}.</p>'
        '<button type="button" class="quiet" data-act="choose">Start over …</button></div>'
    ).format(
        NAME,
        look.who.name,
        known.is_what if known else "a member",
        f"{local.hour}:{local:%M}",
        place,
    )


def _section(title: str, rows: list[Markup]) -> Markup:
    if not rows:
        return _NOTHING
    listed = Markup("").join(Markup("<li>{}</li>").format(row) for row in rows)
    return Markup('<h2 class="rooms-title">{}</h2><ul class="rooms">{}</ul>').format(title, listed)


def _room(look: Look, channel: Channel) -> Markup:
    unread = len(look.scene.marks.unread(look.who, channel))
    sign = Markup('<span class="sign" aria-hidden="true">{}</span>').format(
        "🔒" if channel.kind is Kind.PRIVATE else "#"
    )
    shared = _NOTHING
    if channel.is_ext_shared:
        shared = Markup('<span class="shared-mark">shared</span>')
    return _row(look, channel, sign, escape(channel.name), unread, note=shared)


def _app(look: Look, channel: Channel) -> Markup:
    unread = len(look.scene.marks.unread(look.who, channel))
    return _row(look, channel, heed_icon(), Markup("Heed"), unread)


def _row(
    look: Look,
    channel: Channel,
    sign: Markup,
    name: Markup,
    unread: int,
    *,
    note: Markup = _NOTHING,
) -> Markup:
    is_here = channel.id == look.channel.id
    return Markup(
        '<button type="button" class="room{}" id="at-{}" data-act="at" data-channel="{}"{}>'
        '{}<span class="room-name">{}</span>{}{}</button>'
    ).format(
        " unread" if unread else "",
        channel.id,
        channel.id,
        Markup(' aria-current="page"') if is_here else "",
        sign,
        name,
        note,
        _badge(unread),
    )
