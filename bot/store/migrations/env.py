"""Alembic's entry: runs on the connection it is handed, or on DATABASE_URL from the shell."""

import os

from alembic import context
from sqlalchemy import Connection

from bot.store.engine import Store
from bot.store.indexes import metadata


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


handed = context.config.attributes.get("connection")
if handed is not None:
    _run(handed)
else:
    store = Store(os.environ.get("DATABASE_URL", "sqlite:///heed.sqlite"))
    with store.write() as opened:
        _run(opened)
    store.close()
