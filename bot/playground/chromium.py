"""Finds the browser in which the page is tested and its pictures are made."""

import os
import shutil
from collections.abc import Mapping

VARIABLE = "HEED_BROWSER"
REQUIRED = "required"
NAMES = ("chromium", "chromium-browser", "google-chrome")
HOW_TO_GET_ONE = (
    "none was found. Install Chromium (on Debian: apt-get install chromium), or name one"
    f" in {VARIABLE}"
)


def found(environ: Mapping[str, str]) -> str | None:
    """Return where a browser is: the one that is named, else one on the path, else None."""
    named = environ.get(VARIABLE, "")
    names = (named,) if named and named != REQUIRED else NAMES
    paths = (shutil.which(name, path=environ.get("PATH")) for name in names)
    return next((path for path in paths if path), None)


def is_required(environ: Mapping[str, str]) -> bool:
    """Whether somebody asked for a browser, so that going without one is a fault."""
    return bool(environ.get(VARIABLE))


def arguments() -> list[str]:
    """Return what it is started with. Its sandbox refuses to run as root."""
    return ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
