"""What Heed cannot do without: opened, or a sentence that names the setting."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.core.failures import Failure, Meaning
from bot.settings import Settings, SettingsError
from bot.store.engine import Store, StoreBusy, normalised


class OutOfReach(Exception):
    """Something that Heed cannot do without is not there; the message names its setting."""


def blamed(failure: Failure, *, token: str = "SLACK_BOT_TOKEN") -> str:
    """What Slack said, with the setting that it is about."""
    if failure.meaning is Meaning.WORKSPACE:
        return f"{failure.error}. {token} is not one that Slack accepts; see the app's pages."
    return f"{failure.error}. SLACK_API_URL says where it is looked for."


def ready_store(settings: Settings) -> Store:
    """Open the store; a SQLite file is migrated on the way, PostgreSQL is migrated by `release`."""
    from bot.store import migrations

    store = Store(settings.database_url)
    if not migrations.is_current(store):
        if not store.is_sqlite:
            raise SettingsError("DATABASE_URL: the store is not migrated: python -m bot migrate")
        bring_up_to_date(store)
    return store


def bring_up_to_date(store: Store) -> None:
    from alembic.util import CommandError

    from bot.store import migrations

    try:
        migrations.migrate(store)
    except CommandError as fault:
        raise SettingsError(
            "DATABASE_URL: that store belongs to a newer Heed, or to another program."
        ) from fault


@contextmanager
def reached(settings: Settings) -> Iterator[None]:
    """Say in a sentence why the store cannot be opened."""
    url = normalised(settings.database_url)
    try:
        yield
    except StoreBusy as fault:
        raise OutOfReach("DATABASE_URL: another process is writing to the store.") from fault
    except SQLAlchemyError as fault:
        if url.get_backend_name() == "sqlite":
            raise SettingsError(f"DATABASE_URL: {_unopened(url, fault)}") from fault
        kind = OutOfReach if isinstance(fault, OperationalError) else SettingsError
        raise kind(f"DATABASE_URL: PostgreSQL does not let me in: {_cause(url, fault)}") from fault


def _unopened(url: URL, fault: SQLAlchemyError) -> str:
    path = Path(url.database or "")
    if path.is_dir():
        return f"{path} is a folder. Name a file in it, such as sqlite:///{path}/heed.sqlite"
    if not path.parent.is_dir():
        return f"there is no folder {path.parent}. Make it, or name another."
    return f"{path} cannot be used as a store: {_cause(url, fault)}. Name another file."


def _cause(url: URL, fault: SQLAlchemyError) -> str:
    """The driver's own words, in one line, without the password."""
    said = str(getattr(fault, "orig", None) or type(fault).__name__)
    said = " ".join(said.split("\n")[0].split())[:300]
    return said.replace(str(url.password), "[secret]") if url.password else said


def check_shared(settings: Settings) -> None:
    """Two processes on two machines would each have a SQLite file of their own, in silence."""
    if settings.database_url.startswith("sqlite") and not settings.shared_disk:
        raise SettingsError(
            "DATABASE_URL: `serve` and `work` are two processes and need PostgreSQL. If they"
            " share one disk, say SHARED_DISK=yes; in one process, `run` does both."
        )
