"""Reads the files whose paths somebody typed at the prompt."""

import shlex
from pathlib import Path

from bot.core.errors import Refusal

LARGEST = 5 * 1024 * 1024  # more than Heed takes, so that one sees it say so


def read_files(typed: str) -> list[tuple[str, bytes]]:
    """Return the name and the bytes of each file; between several stand spaces. Raises Refusal."""
    whole = typed.strip("\"'")
    try:
        if _path(whole).is_file():
            return [_read(_path(whole))]
        return [_read(_path(each)) for each in shlex.split(typed)]
    except (OSError, ValueError, RuntimeError) as fault:
        raise Refusal(
            f"I cannot read a file {typed}. Write its path, such as ~/days-off.ics."
        ) from fault


def _path(typed: str) -> Path:
    return Path(typed).expanduser()


def _read(path: Path) -> tuple[str, bytes]:
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Refusal(f"{path.name} is too large: I take up to {LARGEST // 1024**2} MB here.")
    return path.name, data
