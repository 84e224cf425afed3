"""Settings: read from the environment and `.env`, every mistake reported at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.variables import DATABASE_URL, SETTINGS, SLACK_API_URL, Setting


class SettingsError(Exception):
    """The settings cannot be used; the message has a line for each mistake."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What Heed was told. Secrets are left out of what is printed of it."""

    slack_bot_token: str | None = field(default=None, repr=False)
    slack_app_token: str | None = field(default=None, repr=False)
    slack_signing_secret: str | None = field(default=None, repr=False)
    slack_api_url: str = SLACK_API_URL
    database_url: str = field(default=DATABASE_URL, repr=False)
    port: int = 3000
    log_level: str = "INFO"
    command_prefix: str = ""
    shared_disk: bool = False
    lease: timedelta = timedelta(seconds=60)
    grace: timedelta = timedelta(seconds=60)


def load(environment: Mapping[str, str], *, env_file: Path | None = None) -> Settings:
    """Read the settings; the environment wins over the file. Raises SettingsError."""
    known = {name: value for name, value in _in_file(env_file).items() if value}
    known |= {name: value for name, value in environment.items() if value}
    values: dict[str, Any] = {}
    mistakes = []
    for setting in SETTINGS:
        words = known.get(setting.name, "").strip() or setting.default
        if words is None:
            continue
        try:
            values[setting.field] = setting.read(words)
        except ValueError as mistake:
            mistakes.append(_mistake(setting, words, mistake))
    if mistakes:
        raise SettingsError("\n".join(mistakes))
    return Settings(**values)


def _in_file(env_file: Path | None) -> Mapping[str, str | None]:
    from dotenv import dotenv_values

    if env_file is None or not env_file.is_file():
        return {}
    try:
        return dotenv_values(env_file)
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError(f"{env_file}: it cannot be read as a text file.") from fault


def _mistake(setting: Setting, words: str, mistake: ValueError) -> str:
    is_shown = not setting.is_secret and "@" not in words  # what is before an @ may be a password
    given = f"“{' '.join(words.split())[:100]}”" if is_shown else "what is set"
    return (
        f"{setting.name}: a value {mistake} is needed; {given} is not. Example: {setting.example}"
    )


def required(settings: Settings, *names: str) -> None:
    """Refuse to go on without these settings. Raises SettingsError with all that are missing."""
    by_name = {setting.name: setting for setting in SETTINGS}
    missing = [
        f"{name}: it is not set. {by_name[name].help} Example: {by_name[name].example}"
        for name in names
        if not getattr(settings, name.lower())
    ]
    if missing:
        raise SettingsError("\n".join(missing))
