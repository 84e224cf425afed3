"""Notices: plain words from Heed that no command asked for."""

from bot.messages import kit, refusals, wording
from bot.messages.kit import Message


def refused(sentence: str) -> Message:
    """Why an emoji did nothing, for the member who put it there."""
    return refusals.refusal(sentence, command="", words="")


_LEFT = {
    "not_in_channel": "I am no longer in {channel}.",
    "channel_not_found": "I am no longer in {channel}, or it is gone.",
    "is_archived": "{channel} is archived.",
    "shared_with_outsiders": "People of other companies can read {channel} now.",
}


def channel_left(channel_id: str, *, error: str, prefix: str) -> Message:
    """A team's channel that reminders no longer go to, for whoever leads or owns."""
    why = _LEFT.get(error, "Slack does not let me post in {channel} any more.")
    channel = wording.channel(channel_id)
    return kit.message(
        f"{why.format(channel=channel)} What would have been posted there goes to people directly"
        f" from now on. `/{prefix}heed setup channel #team` names a channel anew; invite me first."
    )


def undelivered(error: str) -> Message:
    """A reminder that could not be sent at all, for the lead."""
    return kit.message(
        "A reminder could not be delivered, and I have given it up."
        f" Slack's word for it is {kit.quoted(error)}. `/mine team` shows what is open."
    )


def forgotten() -> Message:
    """What stands where a notice named a customer that was forgotten since."""
    return kit.message("What I wrote here was about a customer that is forgotten.")
