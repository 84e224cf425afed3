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

# Only where a company has Heed watch its customers' channels, which is its own to say.
WATCHING = (
    "channel_archive",
    "channel_deleted",
    "channel_id_changed",
    "channel_left",
    "group_archive",
    "group_deleted",
    "group_left",
    "message.channels",
    "message.groups",
)


def listened(event: str) -> str:
    """The type that arrives for a subscribed event: `message.im` comes as `message`."""
    return event.split(".", 1)[0]
