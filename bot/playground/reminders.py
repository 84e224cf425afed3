"""Finds the reminder that an emoji is meant for."""

from collections.abc import Iterable

from bot.core.errors import Refusal
from bot.playground.deeds import React
from bot.playground.presses import entries
from bot.playground.slack.members import Member
from bot.playground.slack.messages import Message


def find(at_hand: Iterable[Message], react: React, who: Member) -> Message:
    """Return the first message that can be meant. Raises Refusal."""
    for message in at_hand:
        if message.is_ephemeral or not _is_about(message, react.number):
            continue
        if _has(message, react.emoji, who) if react.is_removal else _is_open(message):
            return message
    raise Refusal(_nowhere(react))


def _is_open(message: Message) -> bool:
    return any(entry.number is not None for entry in entries(message))


def _has(message: Message, emoji: str, who: Member) -> bool:
    return any(each.name == emoji and who.id in each.users for each in message.reactions)


def _is_about(message: Message, number: int | None) -> bool:
    if number is None:
        return True
    return any(entry.number == number for entry in entries(message)) or (
        f"#{number}" in message.text.replace(".", " ").replace(":", " ").split()
    )


def _nowhere(react: React) -> str:
    about = f" about #{react.number}" if react.number is not None else ""
    if react.is_removal:
        return f"You have no such emoji on a message{about}."
    if about:
        return f"There is no open reminder{about}. read shows your newest messages."
    return "There is no reminder to react to yet. Let time pass: next, or +3h."
