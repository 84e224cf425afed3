"""Notices: plain words from Heed that no command asked for."""

from bot.messages import kit, refusals
from bot.messages.kit import Message


def refused(sentence: str) -> Message:
    """Why an emoji did nothing, for the member who put it there."""
    return refusals.refusal(sentence, command="", words="")


def undelivered(error: str) -> Message:
    """A reminder that could not be sent at all, for the lead."""
    return kit.message(
        "A reminder could not be delivered, and I have given it up."
        f" Slack's word for it is {kit.quoted(error)}. `/mine team` shows what is open."
    )
