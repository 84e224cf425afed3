"""RULE: the door people come through. Read the payload, call a verb, say the message."""

from slack_bolt import App

from handlers import (
    actions,
    commands,
    customer_cards,
    errors,
    events,
    explaining,
    filling,
    forms,
    homes,
    leftovers,
    resting,
    sending,
    shortcuts,
    suggesting,
    team_forms,
    tier_forms,
)
from handlers.door import Door


def register(app: App, door: Door) -> None:
    """Register every handler: what is hot first, for Bolt asks one after the other."""
    commands.register(app, door)
    actions.register(app, door)
    forms.register(app, door)
    resting.register(app, door)
    team_forms.register(app, door)
    homes.register(app, door)
    filling.register(app, door)
    sending.register(app, door)
    suggesting.register(app, door)
    customer_cards.register(app, door)
    shortcuts.register(app, door)
    explaining.register(app, door)
    tier_forms.register(app, door)
    events.register(app, door)
    leftovers.register(app, door)
    errors.register(app, door)
