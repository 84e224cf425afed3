"""Notices: plain words from Heed that no command asked for."""

from bot.core.tidings import Deed, Tidings
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
_ENDED = {
    "archived": "it was archived",
    "deleted": "it was deleted",
    "left": "I am not in it any more",
}


def of_itself(tidings: Tidings, *, prefix: str) -> str:
    """What became of a reminder or a channel, that nobody of ours did."""
    match tidings.deed:
        case Deed.LEFT:
            return _left(tidings, prefix)
        case Deed.UNHEARD:
            return _unheard(tidings, prefix)
        case Deed.TAKEN:
            return _taken(tidings, prefix)
        case _:
            error = kit.quoted(str(tidings.changes.get("error", "")).replace("_", " "))
            return (
                "A reminder could not be delivered, and I have given it up. Slack's word for it is"
                f" {error}. `/{prefix}mine team` shows what is open."
            )


def _channel(tidings: Tidings) -> str:
    return wording.channel(str(tidings.changes.get("channel_id", "")))


def _left(tidings: Tidings, prefix: str) -> str:
    """A team's channel that reminders no longer go to, for whoever leads or owns."""
    error = tidings.changes.get("error", "")
    why = _LEFT.get(error, "Slack does not let me post in {channel} any more.")
    return (
        f"{why.format(channel=_channel(tidings))} What would have been posted there goes to people"
        f" directly from now on. `/{prefix}heed setup channel #team` names a channel anew; invite"
        " me first."
    )


def _unheard(tidings: Tidings, prefix: str) -> str:
    """A channel that is watched no longer, for the customer's owner."""
    name, command = kit.name(tidings.subject), f"/{prefix}"
    why = _ENDED.get(tidings.changes.get("ending", ""), _ENDED["left"])
    return (
        f"I no longer watch {_channel(tidings)} for *{name}*: {why}. What they write counts only"
        f" if somebody logs it: `{command}contact from {name}: …`. To watch another, invite me"
        f" there and type `{command}customer channel {name} #shared watch`."
    )


def _taken(tidings: Tidings, prefix: str) -> str:
    """A channel that has become another's, for the owner of the customer that it was of."""
    name = kit.name(tidings.subject)
    no_longer = "I no longer watch" if tidings.changes.get("was_watched") else "I no longer know"
    return (
        f"{no_longer} *{name}*'s channel: by the id that Slack gave it, it is"
        f" {_channel(tidings)}, which is another customer's or a team's here. To name another,"
        f" type `/{prefix}customer channel {name} #shared watch`."
    )


def forgotten() -> Message:
    """What stands where a notice named a customer that was forgotten since."""
    return kit.message("What I wrote here was about a customer that is forgotten.")
