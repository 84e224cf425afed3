"""What Heed asks Slack to tell it: the manifest names these, and handlers register them."""

EVENTS = (
    "app_home_opened",
    "app_uninstalled",
    "message.im",
    "reaction_added",
    "reaction_removed",
    "team_join",
    "tokens_revoked",
    "user_change",
)


def listened(event: str) -> str:
    """The type that arrives for a subscribed event: `message.im` comes as `message`."""
    return event.split(".", 1)[0]
