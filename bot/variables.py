"""Variables: what the environment may say, in which words, and what each is for."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

SLACK_API_URL = "https://slack.com/api/"
DATABASE_URL = "sqlite:///heed.sqlite"
# Seconds. A lease much longer than that is taken for one of a clock that was set back: see upkeep.
LONGEST_LEASE = 300

# Heed is synchronous: a driver for asyncio would fail at the first statement.
DRIVERS = ("sqlite", "sqlite+pysqlite", "postgresql+psycopg")


@dataclass(frozen=True, slots=True)
class Setting:
    """A variable: what it is for, an example, and how its words become a value."""

    name: str
    help: str
    example: str
    default: str | None = None
    is_secret: bool = False
    read: Callable[[str], Any] = str

    @property
    def field(self) -> str:
        """The name of the value among the settings; seconds become a timedelta."""
        return self.name.lower().removesuffix("_seconds")


def _bot_token(words: str) -> str:
    return _token(words, "xoxb-")


def _app_token(words: str) -> str:
    return _token(words, "xapp-")


def _token(words: str, beginning: str) -> str:
    if re.fullmatch(re.escape(beginning) + r"[A-Za-z0-9-]+", words) is None:
        raise ValueError(f"that starts with {beginning} and has only letters, digits and dashes")
    return words


def _secret(words: str) -> str:
    if re.fullmatch(r"[!-~]+", words) is None:
        raise ValueError("without spaces, line breaks or accents")
    return words


def _api_url(words: str) -> str:
    whole_address(words)
    return words if words.endswith("/") else words + "/"


def whole_address(words: str) -> str:
    """Return an address that can be called. Raises ValueError."""
    try:
        parts = urlsplit(words)
        # Reading the port checks it, and so does spelling the name for the resolver.
        host, port = (parts.hostname or "").encode("idna"), parts.port
    except ValueError:
        host, port = b"", None
    if not host or port == 0 or not re.fullmatch(r"https?://\S+", words):
        raise ValueError("that is a whole address with http:// or https://")
    return words


def _database_url(words: str) -> str:
    from sqlalchemy.exc import ArgumentError

    from bot.store.engine import normalised

    try:
        url = normalised(words)
    except (ArgumentError, ValueError):
        raise ValueError("that is an address such as sqlite:///heed.sqlite") from None
    if url.drivername not in DRIVERS:
        raise ValueError("that begins with sqlite:/// or postgres://")
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise ValueError("that names a file, such as sqlite:///heed.sqlite,")
    return words


def _port(words: str) -> int:
    if re.fullmatch(r"[0-9]{1,5}", words) is None or not 0 < int(words) < 65536:
        raise ValueError("that is a number from 1 to 65535")
    return int(words)


def _level(words: str) -> str:
    if words.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError("that is DEBUG, INFO, WARNING or ERROR")
    return words.upper()


def _prefix(words: str) -> str:
    if re.fullmatch(r"[a-z0-9_-]*", words) is None:
        raise ValueError("with small letters, digits, - and _ only")
    if len(words) > 16:
        raise ValueError("of at most 16 characters")
    return words


def _yes(words: str) -> bool:
    if words.lower() not in ("yes", "no"):
        raise ValueError("that is yes or no")
    return words.lower() == "yes"


def _seconds(least: int, most: int) -> Callable[[str], timedelta]:
    def read(words: str) -> timedelta:
        if re.fullmatch(r"[0-9]{1,4}", words) is None or not least <= int(words) <= most:
            raise ValueError(f"that is a number from {least} to {most}")
        return timedelta(seconds=int(words))

    return read


SETTINGS = (
    Setting(
        "SLACK_BOT_TOKEN",
        "The bot token of the Slack app (OAuth & Permissions). Without it `make run` starts the"
        " playground.",
        "xoxb-…",
        is_secret=True,
        read=_bot_token,
    ),
    Setting(
        "SLACK_APP_TOKEN",
        "The app-level token with the scope connections:write (Basic Information). Set, Heed"
        " joins by Socket Mode and needs no public address.",
        "xapp-…",
        is_secret=True,
        read=_app_token,
    ),
    Setting(
        "SLACK_SIGNING_SECRET",
        "The signing secret (Basic Information), needed only by `python -m bot serve`, where"
        " Slack calls over HTTP.",
        "0123456789abcdef0123456789abcdef",
        is_secret=True,
        read=_secret,
    ),
    Setting(
        "SLACK_API_URL",
        "Where the Web API is; another address than Slack's own is for trials against a"
        " compatible server.",
        SLACK_API_URL,
        default=SLACK_API_URL,
        read=_api_url,
    ),
    Setting(
        "DATABASE_URL",
        "The store: a SQLite file, or PostgreSQL when there is more than one process.",
        "postgres://heed:password@db.example.com/heed",
        default=DATABASE_URL,
        is_secret=True,
        read=_database_url,
    ),
    Setting(
        "PORT",
        "The port that `python -m bot serve` listens on; the playground's page takes the first free"
        " one from there up.",
        "3000",
        default="3000",
        read=_port,
    ),
    Setting(
        "LOG_LEVEL",
        "How much is logged; DEBUG says what is in requests, so keep it off where people work.",
        "INFO",
        default="INFO",
        read=_level,
    ),
    Setting(
        "COMMAND_PREFIX",
        "Put before the name of every slash command, where another app has /contact already.",
        "acme-",
        default="",
        read=_prefix,
    ),
    Setting(
        "SHARED_DISK",
        "Say yes if `serve` and `work` run apart and yet share one SQLite file on one disk.",
        "no",
        default="no",
        read=_yes,
    ),
    Setting(
        "LEASE_SECONDS",
        "How long a process may take over what it is sending, before another takes it over."
        " Less than 60 is for trials: Slack may be slow.",
        "60",
        default="60",
        read=_seconds(2, LONGEST_LEASE),
    ),
    Setting(
        "GRACE_SECONDS",
        "How long Heed waits, when Slack's answer was lost, before it looks whether the message"
        " arrived. Less than 60 is for trials.",
        "60",
        default="60",
        read=_seconds(1, 3600),
    ),
)
