"""Migrations: bring a store to the tables of this version, and tell whether it is there."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from bot.store.engine import Store

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0001"
PATIENCE_SECONDS = 60.0


def is_current(store: Store) -> bool:
    """Whether the store's tables are those of this version."""
    with store.read() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return version == HEAD


def migrate(store: Store) -> None:
    """Bring the store to the tables of this version; two at once wait for each other."""
    from alembic import command

    # Nobody waits for a reply here, and tables may take a while.
    with (
        closing(Store(store.url, busy_seconds=PATIENCE_SECONDS)) as patient,
        patient.write() as connection,
    ):
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(482)"))
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def alembic_config() -> "Config":
    """Alembic's settings, found from here rather than from the working folder."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config
