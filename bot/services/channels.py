"""Channels of customers: whether one is free to be a customer's."""

from bot.core.customers import Customer
from bot.core.errors import Refusal
from bot.services.desk import Turn
from bot.store import customers, members


def taken(turn: Turn, channel_id: str, *, by: Customer) -> Refusal | None:
    """Why it cannot be this customer's: Heed reminds people there, or it is another customer's."""
    teams = members.all_teams(turn.connection, turn.workspace_id).values()
    if any(team.channel_id == channel_id for team in teams):
        return Refusal(
            "In that channel I remind your team, so it cannot be a customer's: "
            "they would read it. Pick the channel that you share with them."
        )
    other = customers.with_channel(turn.connection, turn.workspace_id, channel_id)
    if other is not None and other.id != by.id:
        return Refusal(
            f"That is {other.name}'s channel already. "
            f"`/customer channel {other.name} none` frees it."
        )
    return None
