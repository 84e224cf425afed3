"""Keeps the playground away from a store in which a real workspace works."""

from pathlib import Path

from bot.settings import Settings, SettingsError
from bot.store import workspaces
from bot.store.engine import Store, normalised


def refuse(settings: Settings) -> None:
    """Raise SettingsError if what DATABASE_URL names belongs to a real workspace.

    The playground has a store of its own and never writes to that one; but whoever starts it
    beside their company's history is about to take the one for the other.
    """
    name = _real(settings.database_url)
    if name is not None:
        raise SettingsError(
            f"DATABASE_URL: that store belongs to {name}, a real workspace. Set SLACK_BOT_TOKEN and"
            " SLACK_APP_TOKEN to work there, or name another store to try the playground."
        )


def _real(address: str) -> str | None:
    """Return the name of a real workspace in a store; looking makes no file."""
    url = normalised(address)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return None
    store = Store(address)
    try:
        with store.read() as connection:
            return workspaces.real(connection)
    finally:
        store.close()
