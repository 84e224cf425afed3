"""Draws a whole message: who and when, what it says, its reactions and its thread."""

from markupsafe import Markup

from bot.playground.browser.attachments import attachment
from bot.playground.browser.blocks import blocks
from bot.playground.browser.emoji import emoji, spoken
from bot.playground.browser.mrkdwn import mrkdwn
from bot.playground.browser.pictures import avatar, file, heed_icon
from bot.playground.browser.reader import Reader
from bot.playground.browser.tags import joined, tag
from bot.playground.slack.messages import Message, Reaction


def message(one: Message, *, reader: Reader, replies: int = 0, pane: str = "m") -> Markup:
    """Return a message. `pane` keeps ids apart where one page shows a message twice."""
    scope = f"{pane}-{one.channel}-{one.ts.replace('.', '-')}"
    only = tag("p", "Only visible to you", class_="only") if one.is_ephemeral else None
    face = heed_icon() if one.bot_profile else avatar(_name(one, reader), id=one.user)
    body = tag(
        "div",
        _head(one, reader, scope),
        _said(one, reader, scope),
        _reactions(one, reader),
        _thread(replies),
        class_="body",
    )
    return tag(
        "article",
        only,
        face,
        body,
        id=scope,
        class_="message ephemeral" if one.is_ephemeral else "message",
        aria_labelledby=f"{scope}-who {scope}-when",
        data_channel=one.channel,
        data_ts=one.ts,
        data_thread=one.thread_ts or one.ts,
    )


def _name(one: Message, reader: Reader) -> str:
    profile = one.bot_profile or {}
    return reader.members.get(one.user) or str(profile.get("name") or one.user)


def _head(one: Message, reader: Reader, scope: str) -> Markup:
    at = reader.local(float(one.ts))
    when = tag(
        "time",
        f"{at:%H:%M}",
        id=f"{scope}-when",
        datetime=at.isoformat(timespec="seconds"),
        title=f"{at:%A, %-d %B %Y, %H:%M:%S} ({reader.zone})",
    )
    return tag(
        "p",
        tag("span", _name(one, reader), class_="who", id=f"{scope}-who"),
        tag("span", "APP", class_="badge") if one.bot_profile else None,
        when,
        class_="head",
    )


def _said(one: Message, reader: Reader, scope: str) -> Markup:
    edited = tag("span", " (edited)", class_="edited") if one.is_edited else None
    if one.blocks:
        said = joined(blocks(one.blocks, reader=reader, scope=scope), edited)
    else:
        said = tag("div", mrkdwn(one.text, reader=reader), edited, class_="block words")
    more = (
        attachment(each, reader=reader, scope=f"{scope}-{place}")
        for place, each in enumerate(one.attachments)
    )
    return tag("div", said, *more, *(file(each) for each in one.files), class_="said")


def _reactions(one: Message, reader: Reader) -> Markup | None:
    if not one.reactions:
        return None
    shown = (_reaction(each, reader) for each in one.reactions)
    return tag("div", *shown, class_="reactions", role="group", aria_label="Reactions")


def _reaction(reaction: Reaction, reader: Reader) -> Markup:
    who = _listed(["you" if each == reader.id else reader.name(each) for each in reaction.users])
    return tag(
        "button",
        emoji(reaction.name),
        tag("span", len(reaction.users), class_="count"),
        type="button",
        class_="reaction",
        aria_pressed="true" if reader.id in reaction.users else "false",
        aria_label=f"{spoken(reaction.name)}, {len(reaction.users)}: {who}",
        title=f"{who[:1].upper()}{who[1:]} reacted with :{reaction.name}:",
        data_act="react",
        data_emoji=reaction.name,
    )


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _thread(replies: int) -> Markup | None:
    if not replies:
        return None
    words = "1 reply" if replies == 1 else f"{replies} replies"
    return tag("button", joined(words), type="button", class_="replies", data_act="thread")
